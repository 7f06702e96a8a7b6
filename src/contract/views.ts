import type { Setting } from "../core/consult/consult.ts";
import type { ConsultState } from "../core/consult/state.ts";
import type { ApprovedNote, DraftNote } from "../core/note/note.ts";
import type { Transcript } from "../core/transcript/transcript.ts";
import type { ErrorCode } from "./errors.ts";

/** Who works with Soepel. */
export interface Clinician {
  readonly id: string;
  readonly name: string;
  readonly role: "huisarts" | "waarnemer" | "poh-s" | "poh-ggz";
  readonly agb?: string;
  readonly uzi?: string;
  readonly big?: string;
}

/** A patient as the window shows her; birth date as YYYY-MM-DD. */
export interface Patient {
  readonly id: string;
  readonly name: { readonly given: string; readonly family: string };
  readonly birthDate: string;
  readonly gender: "male" | "female" | "other" | "unknown";
  readonly bsn?: string;
}

/** A line of the day's list. `settledAt`: since when the HIS has it, or it was discarded. */
export interface ConsultSummary {
  readonly id: string;
  readonly patient: Patient;
  readonly clinicianId: string;
  readonly setting: Setting;
  readonly startedAt: string;
  readonly state: ConsultState;
  readonly settledAt: string | null;
}

/** One save of a note. */
export interface NoteVersion {
  readonly version: number;
  readonly kind: "draft" | "approved" | "amended";
  readonly note: DraftNote | ApprovedNote;
  readonly clinicianId: string | undefined;
  readonly createdAt: string;
}

/**
 * A note version on its way to the HIS, or (`withdraw`) the word that it is withdrawn. `error` is a code, or the HIS' refusal without
 * patient data; `answer` is what the HIS itself said of it, which may name the patient.
 */
export interface Delivery {
  readonly version: number;
  readonly act: "send" | "withdraw";
  readonly state: "waiting" | "sent" | "refused" | "recalled";
  readonly attempts: number;
  readonly nextAt: string;
  readonly error: string | null;
  readonly answer: string | null;
  readonly settledAt: string | null;
}

/** A stretch of which there is no sound, in seconds of the recording. */
export interface GapView {
  readonly atS: number;
  readonly seconds: number;
  readonly reason: string;
}

/** All that the window shows of a consult. */
export interface ConsultView extends ConsultSummary {
  readonly clinician: Clinician;
  readonly transcript: Transcript;
  /** Newest last. */
  readonly versions: readonly NoteVersion[];
  readonly deliveries: readonly Delivery[];
  readonly gaps: readonly GapView[];
  readonly hasSound: boolean;
  /** When the sound was destroyed, at the end of its term or because consent was withdrawn. */
  readonly soundDestroyedAt: string | null;
  /** The utterances whose speaker was set by hand after the writer made its note: what rests on them was written for another. */
  readonly reattributed: readonly string[];
}

/** A line of the log. */
export interface LogEntry {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly consultId: string | null;
  /** Whose consult or data; null where it is about nobody. */
  readonly patient: Patient["name"] | null;
  readonly object: string | null;
  readonly outcome: string;
}

/** What the practice set. `his` is absent where notes are copied by hand. */
export interface Settings {
  readonly organisation: { readonly name: string; readonly agb: string; readonly ura?: string };
  readonly his?: {
    readonly baseUrl: string;
    readonly auth: "none" | "basic" | "bearer";
    /** Basic's user. The secret itself is written, never read back. */
    readonly user?: string;
    readonly hasSecret: boolean;
  };
  /** Hours that sound stays after the HIS accepted the note: 0 to 720. */
  readonly soundHours: number;
  readonly transcriptDays: number;
  /** Minutes without a key or a mouse before "Wie bent u" is asked again; a recording goes on. */
  readonly lockMinutes: number;
  readonly microphone?: string;
  readonly theme: "system" | "light" | "dark";
}

/**
 * Where the key of the data lies: in the system's key store, in a file that only its owner can read, or under a passphrase. `isRecovered`:
 * the recovery code opened it, and no passphrase was set since.
 */
export type KeyPlace = ({ readonly where: "os" } | { readonly where: "file" | "passphrase"; readonly path: string }) & {
  readonly isRecovered?: true;
};

/** Where the engine stands. `models` may still load when the window is already usable. */
export interface Status {
  readonly version: string;
  readonly models: "loading" | "ready" | { readonly failed: ErrorCode };
  readonly modelNames: readonly string[];
  readonly recordingId: string | null;
  readonly dataFolder: string;
  readonly key: KeyPlace;
  readonly freeSpaceHours: number;
  readonly transport: "electron" | "browser";
}

/** A speech model that Soepel knows: is it here, does this machine carry it, does it hear? */
export interface SpeechTier {
  readonly name: string;
  readonly bytes: number;
  readonly where: "shipped" | "downloaded" | "incomplete" | "absent";
  /** The one that the practice chose, or that ships where it chose none. */
  readonly hears: boolean;
  /** What it does now: `live` writes down what is said, `after` hears that again and puts it right; null where it does neither. */
  readonly role: "live" | "after" | null;
  /** What computes it, once it is loaded; `remark`: why not the graphics card. */
  readonly device: {
    readonly used: "cpu" | "cuda" | "dml" | "coreml";
    readonly remark?: "not-here" | "wrong" | "slower" | "crashed";
  } | null;
  /** Of those that this machine carries the one that knows most Dutch; none before its speed was measured. */
  readonly isRecommended: boolean;
  /** Never a measurement of this model: `speed` in seconds of speech a second, `memory` in bytes. Null before this machine was measured. */
  readonly estimate: {
    readonly fits: boolean;
    readonly speed: number;
    readonly memory: number;
    readonly lacks: readonly ("speed" | "memory")[];
  } | null;
  /** While it is fetched (0 to 1), or why that failed. */
  readonly download: { readonly share: number } | { readonly failed: ErrorCode | "bug" } | null;
}

/** A code as the picker shows it: why it was found, and how well (0 to 1). */
export interface IcpcHit {
  readonly code: string;
  readonly title: string;
  readonly matched: string;
  readonly score: number;
}

/** What is about to be sent, shown before the clinician approves. */
export interface Preview {
  readonly patient: Patient;
  readonly destination: string | null;
  /** What is sent, counted: new to the HIS, there already and the same, rewritten as replaced, or rewritten as entered in error. */
  readonly resources: readonly {
    readonly type: string;
    readonly change: "new" | "same" | "withdrawn";
    readonly count: number;
  }[];
  readonly problems: readonly string[];
}
