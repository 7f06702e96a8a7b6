import { describe, expect, it } from "vitest";
import type { Speaker } from "../../../../src/core/transcript/transcript.ts";
import { cutUtterances, deleteUtterances } from "../../../../src/engine/store/transcripts.ts";
import { draft, openPractice, utterance } from "./practice.ts";

const heard = (id: string, start: number, voice: string, speaker: Speaker) => ({
  ...utterance(id, start, start + 2),
  speaker,
  voice,
  speakerConfidence: 0.8,
});

async function talk() {
  const practice = await openPractice();
  const { consults, id, actor } = practice;
  for (const [n, voice] of ["A", "B", "A"].entries())
    consults.saveUtterance(id, heard(`u${n}`, 3 * n, voice, voice === "A" ? "patiënt" : "zorgverlener"));
  const speakers = () => consults.readConsult(id, actor).transcript.utterances.map(({ speaker }) => speaker);
  return { ...practice, speakers };
}

describe("the clinician's word on who spoke", () => {
  it("holds for one utterance, is not undone by hearing again, and leaves what was said as it was", async () => {
    const { consults, id, actor, speakers, store } = await talk();
    const [changed] = consults.attribute(id, { utteranceId: "u0", speaker: "ander", everywhere: false }, actor);
    expect(changed).toEqual({ ...utterance("u0", 0, 2), speaker: "ander", voice: "A", byHand: true });
    expect(speakers()).toEqual(["ander", "zorgverlener", "patiënt"]);
    expect(consults.saveUtterance(id, heard("u0", 0, "A", "zorgverlener"))).toMatchObject({
      speaker: "ander",
      byHand: true,
    });
    deleteUtterances(store, id);
    consults.saveUtterance(id, heard("u0", 0, "B", "zorgverlener"));
    expect(speakers()).toEqual(["ander"]);
    expect(consults.readAudit(actor, { consultId: id }).map(({ action, object }) => `${action} ${object}`)).toContain(
      "speaker-set utterance u0",
    );
  });

  it("holds when a turn gets another name, and for no piece of it once it is heard as two (HAZARDS 10)", async () => {
    const { consults, id, actor, speakers, store } = await talk();
    consults.attribute(id, { utteranceId: "u1", speaker: "begeleider", everywhere: false }, actor);
    const again = (...said: [string, number, number][]) => {
      deleteUtterances(store, id);
      for (const [name, start, end] of said) consults.saveUtterance(id, { ...heard(name, start, "A", "patiënt"), end });
    };
    again(["u31", 3.1, 5.1]);
    expect(speakers()).toEqual(["begeleider"]);
    again(["u1", 3, 4], ["u40", 4, 5]);
    expect(speakers()).toEqual(["onbekend", "onbekend"]);
    // Said of a piece it holds for that one; the other is as it was heard.
    consults.attribute(id, { utteranceId: "u1", speaker: "zorgverlener", everywhere: false }, actor);
    expect(speakers()).toEqual(["zorgverlener", "patiënt"]);
    consults.attribute(id, { utteranceId: "u40", speaker: "begeleider", everywhere: true }, actor);
    expect(speakers()).toEqual(["begeleider", "begeleider"]);
  });

  it("stays with what is left of a turn when the last minute is cut", async () => {
    const { consults, id, actor, speakers, store } = await talk();
    const words = [0, 1, 2, 3].map((n) => ({ text: "woord", start: 3 + 0.5 * n, end: 3.4 + 0.5 * n, confidence: 1 }));
    consults.saveUtterance(id, { ...heard("u1", 3, "B", "patiënt"), words });
    consults.attribute(id, { utteranceId: "u1", speaker: "ander", everywhere: false }, actor);
    cutUtterances(store, id, { startS: 3.9, endS: 60 });
    expect(speakers()).toEqual(["patiënt", "ander"]);
  });

  it("holds for a voice, also for what it says later, over what was said of one of its utterances before", async () => {
    const { consults, id, actor, speakers } = await talk();
    consults.attribute(id, { utteranceId: "u2", speaker: "ander", everywhere: false }, actor);
    const changed = consults.attribute(id, { utteranceId: "u0", speaker: "begeleider", everywhere: true }, actor);
    expect(changed.map(({ id }) => id)).toEqual(["u0", "u2"]);
    consults.saveUtterance(id, heard("u3", 9, "A", "patiënt"));
    expect(speakers()).toEqual(["begeleider", "zorgverlener", "begeleider", "begeleider"]);
    consults.attribute(id, { utteranceId: "u3", speaker: "patiënt", everywhere: false }, actor);
    expect(speakers()).toEqual(["begeleider", "zorgverlener", "begeleider", "patiënt"]);
  });

  it("stays with the voice whatever label that has when the recording is heard again (HAZARDS 10)", async () => {
    const { consults, id, actor, speakers, store } = await talk();
    consults.attribute(id, { utteranceId: "u0", speaker: "begeleider", everywhere: true }, actor);
    // Heard again, or gone on with after a crash: the labels are given out in another order.
    deleteUtterances(store, id);
    consults.saveUtterance(id, heard("u9", 20, "A", "zorgverlener"));
    expect(speakers()).toEqual(["zorgverlener"]);
    for (const [n, voice] of ["B", "A", "B"].entries())
      consults.saveUtterance(id, heard(`u${n}`, 3 * n, voice, voice === "B" ? "patiënt" : "zorgverlener"));
    expect(speakers()).toEqual(["begeleider", "zorgverlener", "begeleider", "zorgverlener"]);
    expect(consults.saveUtterance(id, heard("u10", 24, "B", "patiënt"))).toMatchObject({
      speaker: "begeleider",
      byHand: true,
    });
    // The voices fall together, or apart: it cannot be told whom she meant.
    consults.saveUtterance(id, heard("u2", 6, "C", "patiënt"));
    expect(speakers()).toEqual(["onbekend", "zorgverlener", "onbekend", "zorgverlener", "onbekend"]);
    // Said anew it holds.
    consults.attribute(id, { utteranceId: "u10", speaker: "patiënt", everywhere: true }, actor);
    expect(speakers()).toEqual(["patiënt", "zorgverlener", "patiënt", "zorgverlener", "patiënt"]);
    expect(store.db.all("SELECT label FROM attribution")).toEqual([{ label: "u10" }]);
  });

  it("is told where it came after the note, changes no note, and goes with the transcript", async () => {
    const { consults, id, actor, clock, store } = await talk();
    consults.attribute(id, { utteranceId: "u1", speaker: "patiënt", everywhere: false }, actor);
    await clock.advance(1_000);
    for (const type of ["start", "stop"] as const) consults.apply(id, { type }, actor);
    consults.saveWritten(id, draft(id));
    const view = () => consults.readConsult(id, actor);
    expect(view().reattributed).toEqual([]);
    await clock.advance(1_000);
    consults.attribute(id, { utteranceId: "u0", speaker: "zorgverlener", everywhere: true }, actor);
    expect(view()).toMatchObject({ reattributed: ["u0", "u2"], versions: [{ version: 1 }] });
    expect(() => consults.attribute(id, { utteranceId: "u9", speaker: "ander", everywhere: false }, actor)).toThrow(
      expect.objectContaining({ code: "not-now" }),
    );
    consults.withdraw(id, actor);
    expect(store.db.all("SELECT * FROM attribution")).toEqual([]);
  });
});
