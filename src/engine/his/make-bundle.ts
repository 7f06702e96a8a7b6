import { SoepelError } from "../../contract/errors.ts";
import { buildBundle } from "../../core/fhir/bundle.ts";
import { checkBundle } from "../../core/fhir/check-bundle.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import { hasContent, type NoteToSend } from "../../core/fhir/note-to-send.ts";

/**
 * The bundle of a note, checked before anybody sends it. `icpcTitles` is the table of ICPC titles.
 * Fails: note-empty; an Error where the bundle breaks a rule of ours, which is a bug.
 */
export function makeBundle(send: NoteToSend, icpcTitles?: ReadonlyMap<string, string>): TransactionBundle {
  if (!send.note.deelcontacten.some(hasContent)) throw new SoepelError("note-empty");
  const bundle = buildBundle(send);
  const problems = checkBundle(bundle, icpcTitles);
  if (problems.length > 0) throw new Error(`the bundle is not right: ${problems.join("; ")}`);
  return bundle;
}
