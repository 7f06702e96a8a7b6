import { z } from "zod";
import { SETTINGS } from "../consult/consult.ts";
import { CHECK_CODES, type DraftNote, SOEP } from "./note.ts";

const ids = z.array(z.string());
const proposal = z.object({
  code: z.string().regex(/^[A-Z]\d\d(?:\.\d\d)?$/),
  title: z.string(),
  confidence: z.number().min(0).max(1),
});
const check = z.object({
  code: z.enum(CHECK_CODES),
  message: z.string(),
  span: z.tuple([z.int().min(0), z.int().min(0)]),
  candidates: z.array(z.string()).exactOptional(),
  utterance: z.string().exactOptional(),
  heard: z.string().exactOptional(),
});
const line = z.object({
  soep: z.enum(SOEP),
  text: z.string(),
  phrases: z.array(z.object({ text: z.string(), evidence: ids })),
  evidence: ids,
  checks: z.array(check).default([]),
});
const measurement = z.object({
  name: z.string().min(1),
  value: z.string().min(1),
  unit: z.string(),
  evidence: ids,
  byPatient: z.boolean().exactOptional(),
});
const deelcontact = z.object({
  title: z.string(),
  icpc: proposal.extend({ alternatives: z.array(proposal).default([]) }).exactOptional(),
  icpcCandidates: z.array(proposal).exactOptional(),
  contactReason: z.object({ code: z.string(), title: z.string() }).exactOptional(),
  lines: z.array(line),
  measurements: z.array(measurement).default([]),
});
const noteFile = z.object({
  schema: z.literal(1),
  consult: z.object({ id: z.string().min(1), setting: z.enum(SETTINGS), startedAt: z.iso.datetime({ offset: true }) }),
  deelcontacten: z.array(deelcontact),
  remarks: z.array(z.string()).exactOptional(),
});

/** A note, or which field is wrong: its name and never its value. */
export type NoteParse =
  | { readonly ok: true; readonly note: DraftNote }
  | { readonly ok: false; readonly detail: string };

/**
 * Reads a note's JSON. It comes back as a draft whatever the file says of approval: approval is a clinician's act, never a field of a file.
 */
export function parseNote(content: string): NoteParse {
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch {
    return { ok: false, detail: "not valid JSON" };
  }
  const result = noteFile.safeParse(value);
  if (!result.success) return { ok: false, detail: `at ${result.error.issues[0]!.path.join(".") || "the top"}` };
  return { ok: true, note: { ...result.data, status: "draft" } };
}
