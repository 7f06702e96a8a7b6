import { SoepelError } from "../../contract/errors.ts";
import { buildBundle } from "../../core/fhir/bundle.ts";
import { checkBundle } from "../../core/fhir/check-bundle.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import { hasContent, type NoteToSend, timeOf, type Withdrawal } from "../../core/fhir/note-to-send.ts";
import { isFhirTime } from "../../core/fhir/text.ts";
import { buildWithdrawal } from "../../core/fhir/withdrawal.ts";

/**
 * The bundle of a note, checked before anybody sends it. `icpcTitles` is the table of ICPC titles.
 * Fails: note-empty, note-invalid (a time that FHIR does not take); an Error where the bundle breaks a rule of ours, which is a bug.
 */
export function makeBundle(send: NoteToSend, icpcTitles?: ReadonlyMap<string, string>): TransactionBundle {
  if (!send.note.deelcontacten.some(hasContent)) throw new SoepelError("note-empty");
  const times = { "consult.startedAt": send.note.consult.startedAt, "the time of approval": timeOf(send) };
  for (const [what, time] of Object.entries(times)) {
    if (!isFhirTime(time)) throw new SoepelError("note-invalid", `${what} must be as 2026-11-24T09:50:00+01:00`);
  }
  return checked(buildBundle(send), icpcTitles);
}

/** The bundle that withdraws a note that was sent, checked in the same way. Fails: an Error, which is a bug. */
export function makeWithdrawal(
  send: NoteToSend,
  withdrawal: Withdrawal,
  icpcTitles?: ReadonlyMap<string, string>,
): TransactionBundle {
  return checked(buildWithdrawal(send, withdrawal), icpcTitles);
}

function checked(bundle: TransactionBundle, icpcTitles: ReadonlyMap<string, string> | undefined): TransactionBundle {
  const problems = checkBundle(bundle, icpcTitles);
  if (problems.length > 0) throw new Error(`the bundle is not right: ${problems.join("; ")}`);
  return bundle;
}
