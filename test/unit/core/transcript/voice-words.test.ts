import { describe, expect, it } from "vitest";
import type { Speaker } from "../../../../src/core/transcript/transcript.ts";
import { matchVoiceWords, voicesOf } from "../../../../src/core/transcript/voice-words.ts";

/** Utterances of 2 s, one after another, of these voices; "-" is of none that is known. */
const say = (voices: string) =>
  [...voices].map((voice, i) => ({ start: 3 * i, end: 3 * i + 2, ...(voice === "-" ? {} : { voice }) }));
const word = (speaker: Speaker, ...at: number[]) => ({
  speaker,
  spans: at.map((i) => [3 * i, 3 * i + 2] as const),
});
const speakers = (voices: string, ...words: ReturnType<typeof word>[]) => {
  const match = matchVoiceWords(say(voices), words);
  return say(voices).map((said) => match(said)?.speaker ?? "");
};

describe("her word on a voice", () => {
  const patient = word("patiënt", 0, 2);

  it("follows the voice, not its label", () => {
    expect(speakers("ABAAB", patient)).toEqual(["patiënt", "", "patiënt", "patiënt", ""]);
    expect(speakers("BABBA", patient)).toEqual(["patiënt", "", "patiënt", "patiënt", ""]);
  });

  it("says nothing while that voice is not heard (again): not of the one that has its label", () => {
    expect(speakers("ABAB", word("patiënt", 8, 9))).toEqual(["", "", "", ""]);
    expect(voicesOf(say("ABAB"), word("patiënt", 8, 9))).toEqual([]);
  });

  it("is of nobody where it fell apart over voices, or two words fell on one", () => {
    expect(speakers("AB-CB", word("patiënt", 0, 1))).toEqual(["onbekend", "onbekend", "", "", "onbekend"]);
    expect(speakers("AAAB", word("patiënt", 0), word("zorgverlener", 1))).toEqual([
      ...["onbekend", "onbekend", "onbekend"],
      "",
    ]);
    expect(speakers("AAB", word("patiënt", 0), word("patiënt", 1))).toEqual(["patiënt", "patiënt", ""]);
  });

  it("is not moved by a few that turn out to be another's", () => {
    expect(speakers("AAAABAB", word("patiënt", 0, 1, 2, 3, 4))).toEqual([
      ...["patiënt", "patiënt", "patiënt", "patiënt", "", "patiënt", ""],
    ]);
  });

  it("stays on what she saw where no voice can be told apart any more", () => {
    expect(speakers("---", patient)).toEqual(["patiënt", "", "patiënt"]);
    // Both turns are one utterance now.
    const match = matchVoiceWords([{ start: 0, end: 5 }], [patient]);
    expect(match({ start: 0, end: 5 })).toBeUndefined();
  });
});
