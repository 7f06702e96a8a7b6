import { describe, expect, test } from "vitest";
import { attributeUtterances } from "../../../../src/core/transcript/attribute.ts";
import { SpeakerSorter } from "../../../../src/core/transcript/speaker-sorter.ts";
import type { Speaker, Utterance } from "../../../../src/core/transcript/transcript.ts";
import { meanDirection } from "../../../../src/core/transcript/voices.ts";
import { makePrinter, makeWindows } from "./make-prints.ts";

const CLINICIAN = "Hoe lang hebt u daar al last van?";
const PATIENT = "Ik heb het al weken in mijn knie.";

/** A talk of turns of 2.4 s, one of a voice each, and its utterances. */
function talk(turns: readonly (readonly [voice: number, text: string])[]) {
  const print = makePrinter(4);
  const sorter = new SpeakerSorter();
  const utterances = turns.map(([voice, text], i): Utterance => {
    sorter.add(makeWindows([voice, voice], print, 5 * i));
    return { id: `u${i}`, start: 5 * i, end: 5 * i + 2.4, speaker: "onbekend", text, words: [] };
  });
  sorter.seek();
  const enrolled = (voice: number) => meanDirection(Array.from({ length: 20 }, () => print(voice)));
  return { sorter, utterances, enrolled };
}

const speakers = (said: readonly Utterance[]): Speaker[] => said.map(({ speaker }) => speaker);
const alternating = (texts: readonly [string, string]) =>
  talk(Array.from({ length: 12 }, (_, i) => [1 + (i % 2), texts[i % 2]!] as const));

describe("attributeUtterances", () => {
  test("knows the clinician by her voice print, whatever is said", () => {
    const { sorter, utterances, enrolled } = alternating(["ja", "nee"]);
    const said = attributeUtterances(utterances, sorter, { enrolled: enrolled(2) });
    expect(speakers(said).slice(0, 2)).toEqual(["patiënt", "zorgverlener"]);
    expect(said.every(({ speakerConfidence }) => (speakerConfidence ?? 0) >= 0.7)).toBe(true);
    expect(new Set(said.map(({ voice }) => voice)).size).toBe(2);
  });

  test("without a print knows her by what is said", () => {
    const { sorter, utterances } = alternating([PATIENT, CLINICIAN]);
    expect(speakers(attributeUtterances(utterances, sorter)).slice(0, 2)).toEqual(["patiënt", "zorgverlener"]);
  });

  test("names nobody where neither print nor words tell, though the voices are told apart (HAZARDS.md, 10)", () => {
    const { sorter, utterances } = alternating(["ja", "nee"]);
    const said = attributeUtterances(utterances, sorter);
    expect(new Set(speakers(said))).toEqual(new Set(["onbekend"]));
    expect(said[0]?.voice).not.toBe(said[1]?.voice);
  });

  test("names nobody where the print is of somebody who is not there", () => {
    const { sorter, utterances, enrolled } = alternating(["ja", "nee"]);
    const { enrolled: _ } = { enrolled };
    const stranger = enrolled(9);
    expect(new Set(speakers(attributeUtterances(utterances, sorter, { enrolled: stranger })))).toEqual(
      new Set(["onbekend"]),
    );
  });

  test("a second stranger is `ander`: the companion who says less than the patient", () => {
    const turns = Array.from({ length: 30 }, (_, i) => [i % 5 === 4 ? 3 : 1 + (i % 2), "ja"] as const);
    const { sorter, utterances, enrolled } = talk(turns);
    const said = speakers(attributeUtterances(utterances, sorter, { enrolled: enrolled(1) }));
    expect(said[0]).toBe("zorgverlener");
    expect(said[1]).toBe("patiënt");
    expect(said[4]).toBe("ander");
  });

  test("of two strangers who speak as long as each other neither is named the patient", () => {
    const { sorter, utterances, enrolled } = talk(Array.from({ length: 30 }, (_, i) => [1 + (i % 3), "ja"] as const));
    const said = speakers(attributeUtterances(utterances, sorter, { enrolled: enrolled(1) }));
    expect(said.slice(0, 3)).toEqual(["zorgverlener", "ander", "ander"]);
  });

  test("learns from a correction: the voice of one utterance that she names, and with it the other's", () => {
    const { sorter, utterances } = alternating(["ja", "nee"]);
    const byHand = [{ ...utterances[3]!, speaker: "zorgverlener" as const }];
    const said = speakers(attributeUtterances(utterances, sorter, { byHand }));
    expect(said[1]).toBe("zorgverlener");
    expect(said[0]).toBe("patiënt");
  });

  test("her word goes before print and words", () => {
    const { sorter, utterances, enrolled } = alternating([CLINICIAN, PATIENT]);
    const byHand = [{ ...utterances[0]!, speaker: "patiënt" as const }];
    const said = speakers(attributeUtterances(utterances, sorter, { byHand, enrolled: enrolled(1) }));
    expect(said.slice(2, 4)).toEqual(["patiënt", "zorgverlener"]);
  });

  test("a dictation has one speaker", () => {
    const { sorter, utterances } = alternating(["ja", "nee"]);
    expect(new Set(speakers(attributeUtterances(utterances, sorter, { setting: "dictaat" })))).toEqual(
      new Set(["zorgverlener"]),
    );
  });

  test("with one voice yet, says only that it is hers, never that it is not", () => {
    const { sorter, utterances, enrolled } = talk([
      [1, "ja"],
      [1, "nee"],
    ]);
    expect(speakers(attributeUtterances(utterances, sorter, { enrolled: enrolled(1) }))).toEqual([
      "zorgverlener",
      "zorgverlener",
    ]);
    expect(speakers(attributeUtterances(utterances, sorter, { enrolled: enrolled(2) }))).toEqual([
      "onbekend",
      "onbekend",
    ]);
  });

  test("names nobody where two have one voice, but by telephone, where only she is recorded", () => {
    const { sorter, utterances, enrolled } = talk(Array.from({ length: 25 }, () => [1, "ja"] as const));
    const clues = { enrolled: enrolled(1) };
    expect(new Set(speakers(attributeUtterances(utterances, sorter, clues)))).toEqual(new Set(["onbekend"]));
    expect(new Set(speakers(attributeUtterances(utterances, sorter, { ...clues, setting: "telefonisch" })))).toEqual(
      new Set(["zorgverlener"]),
    );
  });
});
