import { describe, expect, it } from "vitest";
import { parseTranscript } from "../../../../src/core/transcript/read-transcript.ts";

const read = (content: string) => {
  const parsed = parseTranscript(content);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed;
};

describe("parseTranscript", () => {
  it("reads marked lines with setting and patient, and strips the corpus' braces", () => {
    const { transcript, setting, patient } = read(
      "setting: telefonisch\npatient: v 54\nZ: Waar kan ik mee helpen?\nP: Ik heb last van m'n rug. {S1,P1}\nB: En van de knie.\n",
    );
    expect(setting).toBe("telefonisch");
    expect(patient).toEqual({ sex: "v", ageYears: 54 });
    expect(transcript.utterances.map((u) => [u.id, u.speaker, u.text])).toEqual([
      ["u1", "zorgverlener", "Waar kan ik mee helpen?"],
      ["u2", "patiënt", "Ik heb last van m'n rug."],
      ["u3", "begeleider", "En van de knie."],
    ]);
  });

  it("reads lines without speakers, one turn each", () => {
    const { transcript } = read("- Ik heb hoofdpijn.\nHoe lang al?\n- Drie weken.");
    expect(transcript.utterances.map((u) => [u.speaker, u.text])).toEqual([
      ["onbekend", "Ik heb hoofdpijn."],
      ["onbekend", "Hoe lang al?"],
      ["onbekend", "Drie weken."],
    ]);
  });

  it("reads a wrapped turn as one", () => {
    const { transcript } = read("P: Ik heb pijn in\nmijn linkerknie.\nZ: Sinds wanneer?");
    expect(transcript.utterances[0]!.text).toBe("Ik heb pijn in mijn linkerknie.");
  });

  it("loses no talk to what looks like the corpus' or the writer's signs", () => {
    const { transcript } = read("P: Ik hoest.\n--- 1 A01 titel\nZ: = 1 titel A01\n=== einde\nP: <bos> Drie weken al.");
    expect(transcript.utterances.map((u) => u.text)).toEqual([
      "Ik hoest. --- 1 A01 titel",
      "= 1 titel A01 === einde",
      "<bos> Drie weken al.",
    ]);
  });

  it("stops at the note of a corpus file", () => {
    const { transcript } = read(
      "=== X-1\nsetting: consult\npatient: m 4 mnd\nZ: Goedemorgen.\nB: Hij hoest.\n--- 1 R05 Hoesten\nS: Hoest.",
    );
    expect(transcript.utterances).toHaveLength(2);
  });

  it("takes who dictates for the zorgverlener", () => {
    expect(read("setting: dictaat\nPatiënt komt voor de knie.").transcript.utterances[0]!.speaker).toBe("zorgverlener");
  });

  it("reads Soepel's JSON with words", () => {
    const { transcript } = read(
      JSON.stringify({
        language: "nl",
        durationS: 3,
        utterances: [
          {
            id: "a",
            start: 0,
            end: 3,
            speaker: "patiënt",
            text: "Ik heb pijn.",
            words: [{ text: "Ik", start: 0, end: 1, confidence: 0.9 }],
          },
        ],
      }),
    );
    expect(transcript.durationS).toBe(3);
    expect(transcript.utterances[0]!.words[0]!.confidence).toBe(0.9);
  });

  it.each([
    ["", "transcript-empty"],
    ["   \n\n", "transcript-empty"],
    ["setting: consult\npatient: v 54", "transcript-empty"],
    ["Z: ...\nP: ?", "transcript-empty"],
    ['{"utterances": []}', "transcript-empty"],
    ['{"utterances": 3}', "transcript-invalid"],
    ['{"utter', "transcript-invalid"],
    ["setting: ziekenhuis\nZ: Hallo", "transcript-invalid"],
    ["\u0000\u0001RIFF", "transcript-invalid"],
    ['{"utterances":[{"id":"a","text":"ja"},{"id":"a","text":"nee"}]}', "transcript-invalid"],
    [
      "Z: Good morning, how can I help you?\nP: I have had pain in my back for three weeks and it does not go away.",
      "transcript-not-dutch",
    ],
    ["P: Ich habe seit drei Wochen Schmerzen und mein Rücken ist nicht gut.", "transcript-not-dutch"],
    ['{"language":"en","utterances":[{"text":"Ik heb pijn"}]}', "transcript-not-dutch"],
    ["P: عندي ألم في الظهر منذ ثلاثة أسابيع ولا يزول", "transcript-not-dutch"],
  ])("refuses %j as %s", (content, code) => {
    expect(parseTranscript(content)).toMatchObject({ ok: false, code });
  });

  it.each([
    ["P: Au."],
    ["P: Hoofdpijn."],
    [
      "Z: Goedemorgen, wat kan ik voor u doen?\nP: I have pain in my back, doctor, it is very bad.\nZ: Hoe lang heeft u dat al?\nP: Three weeks.",
    ],
    [
      "Z: Wat is er aan de hand?\nP: عندي ألم\nB: Hij zegt dat hij pijn heeft in zijn rug, sinds een week.\nZ: Straalt het uit naar het been?",
    ],
    ["P: Ik bin mien stok kwiet en 't kneist in mien knei, dokter, ik kin nait lopen."],
  ])("accepts Dutch: %j", (content) => {
    expect(parseTranscript(content).ok).toBe(true);
  });
});
