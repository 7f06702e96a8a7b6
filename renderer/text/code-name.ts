import type { Deelcontact } from "../../src/core/note/note.ts";

/** Is a deelcontact called just what its code is called? Then the name is shown once. */
export function isNamedByCode({ title, icpc }: Pick<Deelcontact, "title" | "icpc">): boolean {
  return icpc !== undefined && title.trim().toLowerCase() === icpc.title.trim().toLowerCase();
}
