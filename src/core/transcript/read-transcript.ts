import { z } from "zod";
import { type PatientTraits, parsePatientTraits, SETTINGS, type Setting } from "../consult/consult.ts";
import { isDutch } from "./language.ts";
import { SPEAKERS, type Speaker, type Transcript, type Utterance } from "./transcript.ts";

/** A transcript as it was handed in, with what its first lines say of the consult. */
export interface ReadTranscript {
  readonly transcript: Transcript;
  readonly setting?: Setting;
  readonly patient?: PatientTraits;
}

/** What was read, or why it was refused: `code` is that of the contract's error, `detail` says where and holds no patient data. */
export type TranscriptParse =
  | ({ readonly ok: true } & ReadTranscript)
  | {
      readonly ok: false;
      readonly code: "transcript-invalid" | "transcript-empty" | "transcript-not-dutch";
      readonly detail?: string;
    };

const seconds = z.number().min(0);
const word = z.object({
  text: z.string(),
  start: seconds,
  end: seconds,
  confidence: z.number().min(0).max(1),
  candidates: z.array(z.string()).exactOptional(),
});
const utterance = z.object({
  id: z.string().min(1).optional(),
  start: seconds.optional(),
  end: seconds.optional(),
  speaker: z.string().optional(),
  voice: z.string().optional(),
  speakerConfidence: z.number().min(0).max(1).optional(),
  byHand: z.literal(true).optional(),
  text: z.string(),
  words: z.array(word).optional(),
});
const transcriptFile = z.object({
  language: z.string().optional(),
  durationS: seconds.optional(),
  utterances: z.array(utterance),
});

const NAMES: Readonly<Record<string, Speaker>> = {
  z: "zorgverlener",
  zorgverlener: "zorgverlener",
  huisarts: "zorgverlener",
  arts: "zorgverlener",
  dokter: "zorgverlener",
  poh: "zorgverlener",
  p: "patiënt",
  patiënt: "patiënt",
  patient: "patiënt",
  b: "begeleider",
  begeleider: "begeleider",
  a: "ander",
  ander: "ander",
};
const MARK = new RegExp(`^(${Object.keys(NAMES).join("|")})\\s*:\\s*`, "iu");
const LABELS = /\s*\{[SOEP]\d(?:\s*,\s*[SOEP]\d)*\}\s*$/;

/** Reads Soepel's JSON, or lines of text: `Z: ...`, `P: ...`, `B: ...`, `- ...` or bare lines, after optional `setting:` and `patient:`. */
export function parseTranscript(content: string): TranscriptParse {
  const text = content.replace(/^\uFEFF/, "").trim();
  if (text === "") return { ok: false, code: "transcript-empty" };
  if (/\p{Cc}(?<![\t\r\n])|\uFFFD/u.test(text.slice(0, 4000)))
    return { ok: false, code: "transcript-invalid", detail: "not text" };
  const parsed = /^[[{]/.test(text) ? parseJson(text) : parseLines(text);
  if (!parsed.ok) return parsed;
  const { utterances } = parsed.transcript;
  if (!utterances.some(({ text: said }) => /\p{L}/u.test(said))) return { ok: false, code: "transcript-empty" };
  if (!isDutch(utterances.map(({ text: said }) => said).join(" "))) return { ok: false, code: "transcript-not-dutch" };
  return parsed;
}

function parseJson(text: string): TranscriptParse {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, code: "transcript-invalid", detail: "not valid JSON" };
  }
  const result = transcriptFile.safeParse(value);
  if (!result.success) {
    return {
      ok: false,
      code: "transcript-invalid",
      detail: `at ${result.error.issues[0]!.path.join(".") || "the top"}`,
    };
  }
  const { language, durationS, utterances } = result.data;
  if (language !== undefined && !/^(?:nl|nld|dut)\b/i.test(language))
    return { ok: false, code: "transcript-not-dutch" };
  const ids = utterances.map(({ id }, i) => id ?? `u${i + 1}`);
  if (new Set(ids).size < ids.length)
    return { ok: false, code: "transcript-invalid", detail: "two utterances have one id" };
  const read = utterances.map(
    (u, i): Utterance => ({
      id: ids[i]!,
      start: u.start ?? 0,
      end: u.end ?? u.start ?? 0,
      speaker: SPEAKERS.find((s) => s === u.speaker) ?? "onbekend",
      ...(u.voice === undefined ? {} : { voice: u.voice }),
      ...(u.speakerConfidence === undefined ? {} : { speakerConfidence: u.speakerConfidence }),
      ...(u.byHand === undefined ? {} : { byHand: u.byHand }),
      text: u.text.trim(),
      words: u.words ?? [],
    }),
  );
  const said = read.filter((u) => u.text !== "");
  return {
    ok: true,
    transcript: { language: "nl", durationS: durationS ?? Math.max(0, ...read.map((u) => u.end)), utterances: said },
  };
}

function parseLines(text: string): TranscriptParse {
  let setting: Setting | undefined;
  let patient: PatientTraits | undefined;
  const said: { speaker: Speaker; text: string }[] = [];
  const isCorpus = text.startsWith("=== ");
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(LABELS, "").trim();
    if (line === "" || (isCorpus && line.startsWith("=== "))) continue;
    // The corpus' own files go on with the note; anywhere else these signs are what somebody said.
    if (isCorpus && /^--- \d+ /.test(line)) break;
    const head = said.length === 0 ? /^(setting|patient)\s*:\s*(.*)$/i.exec(line) : null;
    if (head !== null && /^setting$/i.test(head[1]!)) {
      setting = SETTINGS.find((s) => s === head[2]!.toLowerCase());
      if (setting === undefined)
        return { ok: false, code: "transcript-invalid", detail: `setting is one of ${SETTINGS.join(", ")}` };
      continue;
    }
    if (head !== null) {
      patient = parsePatientTraits(head[2]!);
      // "patient: ..." that is no sex and age is a turn of the patient.
      if (patient !== undefined) continue;
    }
    const mark = MARK.exec(line);
    const isDash = /^[-–]\s+/.test(line);
    if (mark !== null) said.push({ speaker: NAMES[mark[1]!.toLowerCase()]!, text: line.slice(mark[0].length) });
    else if (isDash || said.length === 0 || said.at(-1)!.speaker === "onbekend")
      said.push({ speaker: "onbekend", text: line.replace(/^[-–]\s+/, "") });
    else said[said.length - 1]!.text += ` ${line}`;
  }
  const utterances = said
    .filter(({ text: spoken }) => spoken.trim() !== "")
    .map(
      ({ speaker, text: spoken }, i): Utterance => ({
        id: `u${i + 1}`,
        start: 0,
        end: 0,
        // Who dictates is the zorgverlener.
        speaker: speaker === "onbekend" && setting === "dictaat" ? "zorgverlener" : speaker,
        text: spoken.trim(),
        words: [],
      }),
    );
  return {
    ok: true,
    transcript: { language: "nl", durationS: 0, utterances },
    ...(setting === undefined ? {} : { setting }),
    ...(patient === undefined ? {} : { patient }),
  };
}
