/** Why a recording stopped without anybody asking. */
export type Interruption = "crash" | "suspend" | "device" | "disk";

interface Prepared {
  readonly kind: "prepared";
}
interface Recording {
  readonly kind: "recording";
}
interface Paused {
  readonly kind: "paused";
}
interface Interrupted {
  readonly kind: "interrupted";
  readonly cause: Interruption;
}
/** Stopped; speech and note are being worked out. */
interface Transcribing {
  readonly kind: "transcribing";
}
/** No note came of it; `code` is that of the SoepelError ("no-speech"). The sound is kept. */
interface Failed {
  readonly kind: "failed";
  readonly code: string;
}
/** There is a draft; `version` is the newest note version. */
interface Noted {
  readonly kind: "noted";
  readonly version: number;
}
/** Approved and waiting for the HIS. */
interface Approved {
  readonly kind: "approved";
  readonly version: number;
}
/** The HIS has it, or the clinician took it over by hand. */
interface Sent {
  readonly kind: "sent";
  readonly version: number;
}
/** The HIS said no; nothing is tried again by itself. */
interface Refused {
  readonly kind: "refused";
  readonly version: number;
}
/** Edited after approval: a draft lies over what was approved. */
interface Amending {
  readonly kind: "amending";
  readonly version: number;
  readonly over: Approved | Sent | Refused;
}
/** Consent was withdrawn before approval: sound, transcript and drafts are destroyed. */
interface Withdrawn {
  readonly kind: "withdrawn";
}
/** The clinician decided that no note is needed. */
interface Discarded {
  readonly kind: "discarded";
}

export type ConsultState =
  | Prepared
  | Recording
  | Paused
  | Interrupted
  | Transcribing
  | Failed
  | Noted
  | Approved
  | Sent
  | Refused
  | Amending
  | Withdrawn
  | Discarded;

export type ConsultEvent =
  | { readonly type: "start" | "pause" | "resume" | "stop" | "retry" | "resend" | "withdraw" | "discard" }
  | { readonly type: "interrupt"; readonly cause: Interruption }
  | { readonly type: "fail"; readonly code: string }
  /** A draft was saved, by the writer or by the clinician. */
  | { readonly type: "draft"; readonly version: number }
  /** `version` is the approved version that the clinician's act made. */
  | { readonly type: "approve"; readonly version: number }
  | { readonly type: "accept" | "refuse"; readonly version: number };

function assertNever(value: never): never {
  throw new TypeError(`unknown consult state: ${(value as { kind: string }).kind}`);
}

/** What comes of a consult when something happens to it; undefined where that cannot happen now. */
export function next(state: ConsultState, event: ConsultEvent): ConsultState | undefined {
  switch (state.kind) {
    case "prepared":
      if (event.type === "start") return { kind: "recording" };
      return beforeApproval(event);
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
      return event.type === "withdraw" || event.type === "discard" ? beforeApproval(event) : undefined;
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
      return settle(state, event);
    case "amending": {
      if (event.type === "draft") return { ...state, version: event.version };
      if (event.type === "approve") return { kind: "approved", version: event.version };
      // The draft goes, what was approved stays.
      if (event.type === "discard" || event.type === "withdraw") return state.over;
      const over = settle(state.over, event);
      return over === undefined ? undefined : { ...state, over };
    }
    case "withdrawn":
    case "discarded":
      return undefined;
    default:
      return assertNever(state);
  }
}

/** What may happen to every consult that was not approved and is not recording. */
function beforeApproval(event: ConsultEvent): ConsultState | undefined {
  if (event.type === "draft") return { kind: "noted", version: event.version };
  if (event.type === "withdraw") return { kind: "withdrawn" };
  if (event.type === "discard") return { kind: "discarded" };
  return undefined;
}

/** What the HIS' answers do to an approved note. An answer about an older version changes nothing. */
function settle(state: Approved | Sent | Refused, event: ConsultEvent): Approved | Sent | Refused | undefined {
  switch (event.type) {
    case "accept":
      return event.version === state.version ? { kind: "sent", version: state.version } : state;
    case "refuse":
      return event.version === state.version && state.kind === "approved"
        ? { kind: "refused", version: state.version }
        : state;
    case "resend":
      return state.kind === "refused" ? { kind: "approved", version: state.version } : undefined;
    // The note is part of the record by now: what a withdrawal destroys is sound and transcript.
    case "withdraw":
      return state;
    default:
      return undefined;
  }
}

/** Does somebody still have to decide? Such a consult is shown every day until she does. */
export function isUndecided(state: ConsultState): boolean {
  switch (state.kind) {
    case "approved":
    case "sent":
    case "refused":
    case "withdrawn":
    case "discarded":
      return false;
    default:
      return true;
  }
}

/** Is it over: may retention start to count? */
export function isSettled(state: ConsultState): boolean {
  return state.kind === "sent" || state.kind === "discarded" || state.kind === "withdrawn";
}
