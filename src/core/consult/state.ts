/** Why a recording stopped without anybody asking. */
export type Interruption = "crash" | "closed" | "suspend" | "device" | "disk";

/** An approved note: waiting for the HIS, there (or taken over by hand), or refused; then nothing is tried by itself. */
export type ApprovedState = { readonly kind: "approved" | "sent" | "refused"; readonly version: number };

/** Where a consult is. Versions are those of its note. */
export type ConsultState =
  | { readonly kind: "prepared" | "recording" | "paused" }
  | { readonly kind: "interrupted"; readonly cause: Interruption }
  /** Stopped; speech and note are being worked out. */
  | { readonly kind: "transcribing" }
  /** No note came of it, for the reason of a SoepelError ("no-speech"). The sound is kept. */
  | { readonly kind: "failed"; readonly code: string }
  /** There is a draft, the newest version. */
  | { readonly kind: "noted"; readonly version: number }
  | ApprovedState
  /** Edited after approval: a draft lies over what was approved. */
  | { readonly kind: "amending"; readonly version: number; readonly over: ApprovedState }
  /** Consent was withdrawn before approval, and everything destroyed; or no note is needed. */
  | { readonly kind: "withdrawn" | "discarded" };

/** What happens to the recording and its working out. */
export type RecordingEvent =
  | { readonly type: "start" | "pause" | "resume" | "stop" | "retry" }
  | { readonly type: "interrupt"; readonly cause: Interruption }
  | { readonly type: "fail"; readonly code: string };

export type ConsultEvent =
  | RecordingEvent
  /** A draft was saved, by the writer or by the clinician; or a version was approved, accepted or refused. */
  | { readonly type: "draft" | "approve" | "accept" | "refuse"; readonly version: number }
  /** What the HIS has, this version or an earlier one, is taken back: `version` is the draft that it is again. */
  | { readonly type: "recall"; readonly version: number }
  | { readonly type: "resend" | "withdraw" | "discard" };

/** What comes of a consult when something happens to it; undefined where that cannot happen now. */
export function next(state: ConsultState, event: ConsultEvent): ConsultState | undefined {
  switch (state.kind) {
    case "prepared":
      return event.type === "start" ? { kind: "recording" } : beforeApproval(event);
    case "recording":
      if (event.type === "pause") return { kind: "paused" };
      if (event.type === "stop") return { kind: "transcribing" };
      if (event.type === "interrupt") return { kind: "interrupted", cause: event.cause };
      // The light is on: a note or a discard would hide a running microphone.
      return event.type === "withdraw" ? { kind: "withdrawn" } : undefined;
    case "paused":
    case "interrupted":
      if (event.type === "resume") return { kind: "recording" };
      if (event.type === "stop") return { kind: "transcribing" };
      if (event.type === "interrupt") return { kind: "interrupted", cause: event.cause };
      return event.type === "draft" ? undefined : beforeApproval(event);
    case "transcribing":
      return event.type === "fail" ? { kind: "failed", code: event.code } : beforeApproval(event);
    case "failed":
      return event.type === "retry" ? { kind: "transcribing" } : beforeApproval(event);
    case "noted":
      if (event.type === "retry") return { kind: "transcribing" };
      if (event.type === "approve") return { kind: "approved", version: event.version };
      return beforeApproval(event);
    case "approved":
    case "sent":
    case "refused":
      if (event.type === "draft") return { kind: "amending", version: event.version, over: state };
      if (event.type === "recall") return { kind: "noted", version: event.version };
      return afterApproval(state, event);
    case "amending": {
      if (event.type === "draft") return { ...state, version: event.version };
      if (event.type === "recall") return { kind: "noted", version: event.version };
      if (event.type === "approve") return { kind: "approved", version: event.version };
      // The draft goes, what was approved stays.
      if (event.type === "discard" || event.type === "withdraw") return state.over;
      const over = afterApproval(state.over, event);
      return over && { ...state, over };
    }
    case "withdrawn":
    case "discarded":
      return undefined;
    default:
      return assertNever(state);
  }
}

function beforeApproval(event: ConsultEvent): ConsultState | undefined {
  if (event.type === "draft") return { kind: "noted", version: event.version };
  if (event.type === "withdraw") return { kind: "withdrawn" };
  return event.type === "discard" ? { kind: "discarded" } : undefined;
}

/** An answer of the HIS about an older version changes nothing. */
function afterApproval(state: ApprovedState, event: ConsultEvent): ApprovedState | undefined {
  const { kind, version } = state;
  switch (event.type) {
    case "accept":
      return event.version === version ? { kind: "sent", version } : state;
    case "refuse":
      return event.version === version && kind === "approved" ? { kind: "refused", version } : state;
    case "resend":
      return kind === "refused" ? { kind: "approved", version } : undefined;
    // The note is part of the record by now: what a withdrawal destroys is sound and transcript.
    case "withdraw":
      return state;
    default:
      return undefined;
  }
}

function assertNever(state: never): never {
  throw new TypeError(`unknown consult state: ${(state as { kind: string }).kind}`);
}

/** Does somebody still have to decide? Such a consult is shown every day until she does. */
export function isUndecided({ kind }: ConsultState): boolean {
  return !["approved", "sent", "refused", "withdrawn", "discarded"].includes(kind);
}

/** Does it wait for the clinician: to decide, to answer a refusal, or (without a HIS) to copy the approved note by hand? */
export function needsClinician(state: ConsultState, hasHis: boolean): boolean {
  return isUndecided(state) || state.kind === "refused" || (state.kind === "approved" && !hasHis);
}

/** Is it over: may retention start to count? */
export function isSettled({ kind }: ConsultState): boolean {
  return ["sent", "withdrawn", "discarded"].includes(kind);
}
