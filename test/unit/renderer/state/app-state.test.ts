import { describe, expect, test } from "vitest";
import { type AppState, mergeUtterances, reduceEvent, START } from "../../../../renderer/state/app-state.ts";
import { nameKey } from "../../../../renderer/state/key-name.ts";
import type { EngineEvent } from "../../../../src/contract/events.ts";
import type { ConsultSummary } from "../../../../src/contract/views.ts";
import type { Utterance } from "../../../../src/core/transcript/transcript.ts";

const consultId = "c";
const say = (id: string, start: number, text = id): Utterance => ({
  id,
  start,
  end: start + 1,
  speaker: "onbekend",
  text,
  words: [],
});
const recording = (storedS: number): EngineEvent => ({
  type: "recording",
  consultId,
  storedS,
  levelDb: -20,
  warning: null,
});
const consult = (id: string, startedAt: string, kind: "recording" | "sent"): ConsultSummary => ({
  id,
  startedAt,
  clinicianId: "k",
  setting: "consult",
  patient: { id: "p", name: { given: "A", family: "B" }, birthDate: "1972-03-14", gender: "female" },
  state: kind === "sent" ? { kind, version: 2 } : { kind },
  settledAt: null,
});
const reduceAll = (...events: readonly (readonly [EngineEvent, number])[]): AppState =>
  events.reduce((state, [event, now]) => reduceEvent(state, event, now), START);

describe("the red light", () => {
  test("an event without more on disk is no sign of life (hazard 18)", () => {
    const state = reduceAll([recording(1), 100], [recording(1), 900]);
    expect(state.live.get(consultId)?.stored).toEqual({ seconds: 1, movedAt: 100 });
    expect(reduceEvent(state, recording(1.5), 950).live.get(consultId)?.stored?.movedAt).toBe(950);
  });

  test("samples that arrive again take the failure away", () => {
    const state = reduceAll([{ type: "recording-failed", consultId, code: "disk-full" }, 0]);
    expect(state.live.get(consultId)?.failed).toBe("disk-full");
    expect(reduceEvent(state, recording(2), 1).live.get(consultId)).not.toHaveProperty("failed");
  });
});

test("a window signs out when another clinician, or nobody, is signed in elsewhere: no act of hers stands in another's name", () => {
  const clinician = { id: "k-1", name: "J. de Vries", role: "huisarts" } as const;
  const after = (clinicianId: string | null) =>
    reduceEvent({ ...START, clinician }, { type: "signed-in", clinicianId }, 0).clinician;
  expect(after("k-1")).toBe(clinician);
  expect([after("k-2"), after(null)]).toEqual([undefined, undefined]);
  expect(reduceEvent(START, { type: "signed-in", clinicianId: "k-2" }, 0)).toBe(START);
});

test("what was cut goes in every window, and the consult is read again", () => {
  const utterances = [say("u1", 3), say("u2", 9.5), say("u3", 12), say("u4", 20)];
  const state = reduceAll(
    ...utterances.map((utterance) => [{ type: "utterance", consultId, utterance, final: false }, 1] as const),
    [{ type: "cut", consultId, fromS: 10, toS: 20 }, 2],
  );
  expect([...state.live.get(consultId)!.utterances.keys()]).toEqual(["u1", "u4"]);
  expect(state.changes.get(consultId)).toBe(1);
});

test("words end the question about silence, and the same id replaces the same utterance", () => {
  const state = reduceAll(
    [{ type: "long-silence", consultId, seconds: 300 }, 0],
    [{ type: "utterance", consultId, utterance: say("u1", 3, "pijn in"), final: false }, 1],
    [{ type: "utterance", consultId, utterance: say("u1", 3, "pijn in mijn rug"), final: true }, 2],
  );
  const live = state.live.get(consultId)!;
  expect(live).not.toHaveProperty("silenceS");
  expect(mergeUtterances([say("u2", 9), say("u1", 3)], live.utterances).map(({ text }) => text)).toEqual([
    "pijn in mijn rug",
    "u2",
  ]);
});

test("consults stand newest first, and what was said is let go when a consult is done", () => {
  const state = reduceAll(
    [{ type: "utterance", consultId, utterance: say("u1", 3), final: true }, 0],
    [{ type: "consult", consult: consult(consultId, "2026-11-25T09:00:00Z", "recording") }, 0],
    [{ type: "consult", consult: consult("d", "2026-11-25T10:00:00Z", "recording") }, 0],
  );
  expect(state.consults?.map(({ id }) => id)).toEqual(["d", "c"]);
  expect(state.live.has(consultId)).toBe(true);
  const done = reduceEvent(state, { type: "consult", consult: consult(consultId, "2026-11-25T09:00:00Z", "sent") }, 0);
  expect(done.live.has(consultId)).toBe(false);
  expect(done.consults).toHaveLength(2);
});

test.each([
  ["F8", { key: "F8", code: "F8" }, "F8"],
  ["Shift+F8", { key: "F8", code: "F8", shiftKey: true }, "Shift+F8"],
  ["Alt+P on a Mac", { key: "π", code: "KeyP", altKey: true }, "Alt+P"],
  ["Alt+1 on a Mac", { key: "¡", code: "Digit1", altKey: true }, "Alt+1"],
  ["Cmd+Enter", { key: "Enter", code: "Enter", metaKey: true }, "Ctrl+Enter"],
  ["Ctrl+Shift+Z", { key: "Z", code: "KeyZ", ctrlKey: true, shiftKey: true }, "Ctrl+Shift+Z"],
])("key %s", (_, pressed, name) => {
  expect(nameKey({ ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...pressed })).toBe(name);
});

describe("a late result of a cancelled job is dropped (hazard 31)", () => {
  const listed = (kind: ConsultSummary["state"]["kind"]): AppState =>
    reduceEvent(
      START,
      { type: "consult", consult: { ...consult(consultId, "2026", "sent"), state: { kind } as never } },
      0,
    );
  const late: readonly EngineEvent[] = [
    { type: "utterance", consultId, utterance: say("u9", 9, "te laat"), final: true },
    { type: "progress", consultId, step: "note", share: 0.9 },
  ];

  test.each(["withdrawn", "discarded", "noted", "failed"] as const)("%s: nothing comes back", (kind) => {
    for (const event of late) expect(reduceEvent(listed(kind), event, 1).live.size).toBe(0);
  });

  test.each(["recording", "transcribing"] as const)("%s: it is shown", (kind) => {
    for (const event of late) expect(reduceEvent(listed(kind), event, 1).live.has(consultId)).toBe(true);
  });
});
