import { SoepelError } from "../contract/errors.ts";

/** Writes what went wrong where: a code, or the kind and the places of a bug. Never a message, which could quote a patient (HAZARDS.md, 27). */
export type Log = (place: string, error: unknown) => void;

/** A failure as one line of JSON. */
export function describeFailure(place: string, error: unknown, at: Date): string {
  const time = at.toISOString();
  if (error instanceof SoepelError) return JSON.stringify({ at: time, place, code: error.code });
  const kind = error instanceof Error ? error.name : typeof error;
  const places = error instanceof Error ? placesOf(error) : [];
  return JSON.stringify({ at: time, place, bug: kind, places });
}

/** A place in a file of ours, of a library or of Node: nothing else is let through. */
const PLACE = /^at (?:[\w$.#<> [\]]+ )?\(?(?:file:|node:|\/|[A-Z]:\\)\S*:\d+:\d+\)?$/;

function placesOf({ stack = "", message }: Error): string[] {
  // The message stands before the places, and may have lines that look like one.
  const lines = stack.slice(stack.indexOf(message) + message.length).split("\n");
  return lines
    .map((line) => line.trim())
    .filter((line) => PLACE.test(line))
    .slice(0, 8);
}

export const logToStderr: Log = (place, error) => {
  process.stderr.write(`${describeFailure(place, error, new Date())}\n`);
};
