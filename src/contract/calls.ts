import { z } from "zod";
import { SETTINGS } from "../core/consult/consult.ts";
import type { DraftNote } from "../core/note/note.ts";
import { toOneLine } from "../core/text/one-line.ts";
import type { Utterance } from "../core/transcript/transcript.ts";
import { SPEAKERS } from "../core/transcript/transcript.ts";
import type { ErrorCode } from "./errors.ts";
import type {
  Clinician,
  ConsultSummary,
  ConsultView,
  IcpcHit,
  LogEntry,
  Patient,
  Preview,
  Settings,
  SpeechTier,
  Status,
} from "./views.ts";
import type { VoiceHeard, VoiceView } from "./voice-views.ts";

const id = z.string().min(1).max(64);
const text = z.string().trim().max(200);
/** One line, without marks that let it read as another name. */
const name = z.string().max(1000).transform(toOneLine).pipe(z.string().min(1).max(200));
const secret = z.string().min(1).max(1000);
const inConsult = z.object({ consultId: id });
const clinician = z.object({
  id: id.optional(),
  name,
  role: z.enum(["huisarts", "waarnemer", "poh-s", "poh-ggz"]),
  agb: text.optional(),
  uzi: text.optional(),
  big: text.optional(),
});
const patient = z.object({
  name: z.object({ given: name, family: name }),
  birthDate: z.iso.date(),
  gender: z.enum(["male", "female", "other", "unknown"]),
  bsn: text.optional(),
});
const settings = z.object({
  organisation: z.object({ name: text, agb: text, ura: text.optional() }),
  his: z
    .object({
      baseUrl: z.url(),
      auth: z.enum(["none", "basic", "bearer"]),
      user: text.optional(),
      secret: z.string().max(8000).optional(),
    })
    .optional(),
  soundHours: z.number().min(0).max(720),
  transcriptDays: z.number().min(0).max(3650),
  lockMinutes: z.number().min(1).max(240),
  microphone: text.optional(),
  theme: z.enum(["system", "light", "dark"]),
});
/** The note's own schema checks it when it is saved; here only that it is an object of ours. */
const draft = z.custom<DraftNote>((value) => typeof value === "object" && value !== null && "deelcontacten" in value);

const call = <Output>() => ({
  input: <Input extends z.ZodType>(input: Input) => ({ input, output: undefined as Output }),
});

/**
 * What the window may ask the engine: a name, the schema of its input, the type of its answer. One list, three transports
 * (Electron's main process, a WebSocket, the tests). Errors are those of errors.ts; calls of a consult need a clinician who signed in.
 */
export const CALLS = {
  "status:read": call<Status>().input(z.object({})),
  "settings:read": call<Settings>().input(z.object({})),
  "settings:save": call<Settings>().input(settings),
  /** Asks the HIS for its CapabilityStatement: is it there, and does it take us? */
  "his:test": call<{ software: string; fhirVersion: string }>().input(z.object({})),

  /**
   * Opens data that is under a passphrase, or whose key is gone or does not fit; until then every other call is answered with that
   * (key-locked, key-missing, key-invalid, store-unreadable). Fails: key-wrong, recovery-wrong.
   */
  "key:unlock": call<null>().input(z.object({ passphrase: secret.optional(), recovery: secret.optional() })),
  /** Sets or changes the passphrase; `current` where there is one. Nothing is encrypted anew. Fails: key-wrong. */
  "key:protect": call<Status>().input(
    z.object({ passphrase: secret.refine((words) => words.trim().length >= 12), current: secret.optional() }),
  ),
  /** Takes the passphrase away: the key lies in a file then. Fails: key-wrong, not-now (there is none). */
  "key:unprotect": call<Status>().input(z.object({ current: secret.optional() })),
  /** The code that opens the data without the passphrase, `current` where there is one: to be written down and put away. Fails: key-wrong. */
  "key:recovery": call<{ code: string }>().input(z.object({ current: secret.optional() })),

  "clinician:list": call<readonly Clinician[]>().input(z.object({})),
  /** A new one, or (with her `id`) the one who is signed in. Fails: not-signed-in (another's profile). */
  "clinician:save": call<Clinician>().input(clinician),
  /** From now on she is the one who acts. */
  "clinician:sign-in": call<Clinician>().input(z.object({ clinicianId: id })),
  "clinician:lock": call<null>().input(z.object({})),

  /** The print of the signed-in clinician's voice, by which she is told from the patient; null where she has none. */
  "voice:read": call<VoiceView | null>().input(z.object({})),
  /**
   * The next piece of what she reads aloud: 16-bit mono in base64, at most 5 s. With 20 s of speech the print is made and kept, and the
   * sound is gone. Fails: model-missing, model-damaged.
   */
  "voice:hear": call<VoiceHeard>().input(
    z.object({ sound: z.base64().max(1_400_000), rate: z.number().min(8000).max(96_000), isFirst: z.boolean() }),
  ),
  "voice:delete": call<null>().input(z.object({})),

  "consult:list": call<readonly ConsultSummary[]>().input(z.object({})),
  "consult:read": call<ConsultView>().input(inConsult),
  /** Who has this BSN, as Soepel knows her; null where nobody has. The log says who asked. */
  "patient:find": call<Patient | null>().input(z.object({ bsn: text.min(1) })),
  /**
   * Makes the consult of a patient who was told and agreed. It records nothing yet. `corrects`: she says that what is known of the
   * patient of this id and BSN was wrong. Fails: patient-invalid, bsn-known (with another name, birth date or sex).
   */
  "consult:create": call<ConsultSummary>().input(
    z.object({
      patient,
      setting: z.enum(SETTINGS),
      consent: z.literal(true),
      corrects: id.optional(),
    }),
  ),
  /** Opens the recording at the microphone's own rate (Hz); the light may burn when the first `recording` event comes. */
  "recording:start": call<null>().input(
    z.object({ consultId: id, rate: z.number().min(8000).max(384_000), device: text }),
  ),
  "recording:pause": call<null>().input(inConsult),
  "recording:resume": call<null>().input(
    z.object({ consultId: id, rate: z.number().min(8000).max(384_000), device: text }),
  ),
  /** Ends the recording; what is left is transcribed and the note is made. */
  "recording:stop": call<null>().input(inConsult),
  /** "Schrap de laatste minuut": sound and words of the last `seconds` are destroyed. */
  "recording:cut": call<{ fromS: number; toS: number }>().input(
    z.object({ consultId: id, seconds: z.number().min(1).max(600) }),
  ),
  "recording:interrupt": call<null>().input(z.object({ consultId: id, cause: z.enum(["suspend", "device"]) })),
  /** Consent withdrawn: sound, transcript and drafts are destroyed, now. */
  "consult:withdraw": call<null>().input(inConsult),
  "consult:discard": call<null>().input(inConsult),
  /** Makes the note (again): of the sound, or (`from: "transcript"`) of what is written down already, with the speakers as they stand. */
  "consult:retry": call<null>().input(z.object({ consultId: id, from: z.enum(["sound", "transcript"]).optional() })),
  /**
   * The clinician says who spoke an utterance, or (`everywhere`) all that was and will be heard in its voice. No note changes by it.
   * Answers the utterances that are another's now. Fails: consult-unknown, not-now (no such utterance).
   */
  "transcript:attribute": call<readonly Utterance[]>().input(
    z.object({ consultId: id, utteranceId: id, speaker: z.enum(SPEAKERS), everywhere: z.boolean().optional() }),
  ),
  /** A piece of the sound as 16-bit mono WAV in base64, at most 60 s. */
  "sound:clip": call<{ wav: string }>().input(
    z.object({ consultId: id, atS: z.number().min(0), seconds: z.number().min(0.1).max(60) }),
  ),

  /** Keeps an edit of version `base` (0: there was none). Fails: note-stale (another window saved since), note-invalid, not-now. */
  "note:save": call<{ version: number }>().input(
    z.object({ consultId: id, note: draft, base: z.number().int().min(0).optional() }),
  ),
  "note:preview": call<Preview>().input(z.object({ consultId: id, version: z.number().int() })),
  /** The clinician's act. Queues the bundle for the HIS where there is one. Fails: note-stale, note-empty, not-now. */
  "note:approve": call<{ version: number }>().input(z.object({ consultId: id, version: z.number().int() })),
  /** She took it over by hand. */
  "note:copied": call<null>().input(inConsult),
  /** Sends again what the HIS refused: the note, or the word that it is withdrawn. */
  "note:resend": call<null>().input(inConsult),
  /**
   * Takes an approved note back; it is a draft again, `version`. One that the HIS has is withdrawn there: all that it said is entered in
   * error. Fails: not-now (it may be on its way this moment, or nothing was approved).
   */
  "note:recall": call<{ version: number }>().input(inConsult),

  "models:list": call<readonly SpeechTier[]>().input(z.object({})),
  /** Takes half a minute at most: how fast this machine hears, for the estimates. Fails: busy. */
  "models:measure": call<readonly SpeechTier[]>().input(z.object({})),
  /** Begins to fetch; `tiers` events tell how far it is. */
  "models:pull": call<null>().input(z.object({ name: id })),
  "models:cancel": call<null>().input(z.object({ name: id })),
  /** From a folder of this computer, or a stick, that another Soepel filled. Answers the names. */
  "models:import": call<readonly string[]>().input(z.object({ folder: z.string().trim().min(1).max(1000) })),
  /** Which one hears from now on; it is loaded first. Fails: busy, model-missing, model-damaged. */
  "models:choose": call<readonly SpeechTier[]>().input(z.object({ name: id })),

  "icpc:search": call<readonly IcpcHit[]>().input(
    z.object({ query: z.string().max(500), sex: z.enum(["m", "v"]).optional(), ageYears: z.number().optional() }),
  ),
  "log:read": call<{ entries: readonly LogEntry[]; intact: boolean }>().input(
    z.object({ consultId: id.optional(), limit: z.number().int().min(1).max(1000).optional() }),
  ),
} as const;

export type CallName = keyof typeof CALLS;
export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]["input"]>;
export type CallOutput<N extends CallName> = (typeof CALLS)[N]["output"];

/** An answer: what was asked, or the expected failure. `detail` is for the log, `errors.ts` has the words for people. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode | "bug"; readonly detail?: string };
