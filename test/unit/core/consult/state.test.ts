import { describe, expect, it } from "vitest";
import {
  type ConsultEvent,
  type ConsultState,
  isSettled,
  isUndecided,
  needsClinician,
  next,
} from "../../../../src/core/consult/state.ts";

const STATES: Record<ConsultState["kind"], ConsultState> = {
  prepared: { kind: "prepared" },
  recording: { kind: "recording" },
  paused: { kind: "paused" },
  interrupted: { kind: "interrupted", cause: "crash" },
  transcribing: { kind: "transcribing" },
  failed: { kind: "failed", code: "no-speech" },
  noted: { kind: "noted", version: 2 },
  approved: { kind: "approved", version: 3 },
  sent: { kind: "sent", version: 3 },
  refused: { kind: "refused", version: 3 },
  amending: { kind: "amending", version: 4, over: { kind: "sent", version: 3 } },
  withdrawn: { kind: "withdrawn" },
  discarded: { kind: "discarded" },
};

const EVENTS: Record<ConsultEvent["type"], ConsultEvent> = {
  start: { type: "start" },
  pause: { type: "pause" },
  resume: { type: "resume" },
  interrupt: { type: "interrupt", cause: "suspend" },
  stop: { type: "stop" },
  fail: { type: "fail", code: "no-speech" },
  draft: { type: "draft", version: 9 },
  retry: { type: "retry" },
  approve: { type: "approve", version: 3 },
  accept: { type: "accept", version: 3 },
  refuse: { type: "refuse", version: 3 },
  resend: { type: "resend" },
  recall: { type: "recall", version: 9 },
  withdraw: { type: "withdraw" },
  discard: { type: "discard" },
};

/** Every step there is; what is not named must be impossible. */
const STEPS: Record<ConsultState["kind"], Partial<Record<ConsultEvent["type"], ConsultState["kind"]>>> = {
  prepared: { start: "recording", draft: "noted", withdraw: "withdrawn", discard: "discarded" },
  recording: { pause: "paused", interrupt: "interrupted", stop: "transcribing", withdraw: "withdrawn" },
  paused: {
    resume: "recording",
    interrupt: "interrupted",
    stop: "transcribing",
    withdraw: "withdrawn",
    discard: "discarded",
  },
  interrupted: {
    resume: "recording",
    interrupt: "interrupted",
    stop: "transcribing",
    withdraw: "withdrawn",
    discard: "discarded",
  },
  transcribing: { fail: "failed", draft: "noted", withdraw: "withdrawn", discard: "discarded" },
  failed: { retry: "transcribing", draft: "noted", withdraw: "withdrawn", discard: "discarded" },
  noted: { retry: "transcribing", draft: "noted", approve: "approved", withdraw: "withdrawn", discard: "discarded" },
  approved: { draft: "amending", accept: "sent", refuse: "refused", recall: "noted", withdraw: "approved" },
  sent: { draft: "amending", accept: "sent", refuse: "sent", recall: "noted", withdraw: "sent" },
  refused: {
    draft: "amending",
    accept: "sent",
    refuse: "refused",
    recall: "noted",
    resend: "approved",
    withdraw: "refused",
  },
  amending: {
    draft: "amending",
    recall: "noted",
    approve: "approved",
    accept: "amending",
    refuse: "amending",
    withdraw: "sent",
    discard: "sent",
  },
  withdrawn: {},
  discarded: {},
};

/** In the order in which STATES names them. */
const byOrder = (a: string, b: string) => Object.keys(STATES).indexOf(a) - Object.keys(STATES).indexOf(b);

describe("the states of a consult", () => {
  for (const [kind, state] of Object.entries(STATES)) {
    it.each(Object.values(EVENTS))(`${kind}: $type`, (event) => {
      expect(next(state, event)?.kind).toBe(STEPS[state.kind][event.type]);
    });
  }

  it("approves nothing but a draft (HAZARDS 25)", () => {
    const from = Object.values(STATES).filter((state) => next(state, EVENTS.approve)?.kind === "approved");
    expect(from.map(({ kind }) => kind)).toEqual(["noted", "amending"]);
  });

  it("lets an answer about an older version change nothing (HAZARDS 26)", () => {
    const approved: ConsultState = { kind: "approved", version: 5 };
    expect(next(approved, { type: "accept", version: 3 })).toEqual(approved);
    expect(next(approved, { type: "refuse", version: 3 })).toEqual(approved);
  });

  it("remembers what the HIS said while the note is being amended", () => {
    const amending: ConsultState = { kind: "amending", version: 6, over: { kind: "approved", version: 5 } };
    const told = next(amending, { type: "accept", version: 5 });
    expect(told).toEqual({ kind: "amending", version: 6, over: { kind: "sent", version: 5 } });
    expect(next(told!, { type: "discard" })).toEqual({ kind: "sent", version: 5 });
  });

  it("shows what is not approved every day, and lets retention count only what is over (HAZARDS 28)", () => {
    const kinds = Object.values(STATES);
    expect(kinds.filter(isUndecided).map(({ kind }) => kind)).toEqual([
      "prepared",
      "recording",
      "paused",
      "interrupted",
      "transcribing",
      "failed",
      "noted",
      "amending",
    ]);
    const waits = (hasHis: boolean) => kinds.filter((s) => needsClinician(s, hasHis)).map(({ kind }) => kind);
    expect(waits(true)).toEqual([...kinds.filter(isUndecided).map(({ kind }) => kind), "refused"].sort(byOrder));
    expect(waits(false)).toEqual([...waits(true), "approved"].sort(byOrder));
    expect(kinds.filter(isSettled).map(({ kind }) => kind)).toEqual(["sent", "withdrawn", "discarded"]);
  });
});
