import type { DraftNote } from "../../src/core/note/note.ts";
import { T } from "./screens.ts";

/** What a HIS files a deelcontact under and this note does not have: no error, but not to be passed without a word. */
export function sayMissing({ deelcontacten }: Pick<DraftNote, "deelcontacten">): string[] {
  return deelcontacten.flatMap(({ title, icpc }, i) => {
    const what = [...(title.trim() === "" ? ["titel"] : []), ...(icpc === undefined ? ["ICPC-code"] : [])];
    return what.length === 0 ? [] : [T.verzenden.lacks(i + 1, what)];
  });
}
