import { SoepelError } from "../../contract/errors.ts";
import { parseTranscript, type ReadTranscript } from "../../core/transcript/read-transcript.ts";

/** Reads a transcript's content; throws transcript-invalid, transcript-empty or transcript-not-dutch. */
export function readTranscript(content: string): ReadTranscript {
  const parsed = parseTranscript(content);
  if (!parsed.ok) throw new SoepelError(parsed.code, parsed.detail);
  return parsed;
}
