import type { Check } from "../../src/core/note/note.ts";
import { T } from "./screens.ts";

/** Is the doubt about something that the note does not have? To accept such a doubt is to leave that out. */
const isUnnoted = ({ code, span }: Check): boolean => code !== "code" && span[0] === span[1];

/** What accepting a doubt does, as its button says it: "Akkoord" with a drug that is only offered would seem to write it. */
export function sayAccept(check: Check): string {
  return isUnnoted(check) ? T.nota.leaveOut : T.nota.accept;
}

/** What picking a candidate does: it is written, or takes the place of the words in doubt. A code says what it is itself. */
export function sayPick(check: Check, candidate: string): string {
  if (check.code === "code") return candidate;
  return isUnnoted(check) ? T.nota.write(candidate) : T.nota.putInstead(candidate);
}
