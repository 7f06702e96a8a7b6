import { SoepelError } from "../contract/errors.ts";

/** Writes what went wrong where: a code, or the kind and the places of a bug. Never a message, which could quote a patient (HAZARDS.md, 27). */
export type Log = (place: string, error: unknown) => void;

/** A failure as one line of JSON. */
export function describeFailure(place: string, error: unknown, at: Date): string {
  const time = at.toISOString();
  if (error instanceof SoepelError) return JSON.stringify({ at: time, place, code: error.code });
  const kind = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  const places = stack
    .split("\n")
    .filter((line) => /^\s+at .*[:(][^\s]*:\d+:\d+\)?$/.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
  return JSON.stringify({ at: time, place, bug: kind, places });
}

export const logToStderr: Log = (place, error) => {
  process.stderr.write(`${describeFailure(place, error, new Date())}\n`);
};
