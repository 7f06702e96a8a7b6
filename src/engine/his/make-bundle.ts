import { SoepelError } from "../../contract/errors.ts";
import { amendBundle } from "../../core/fhir/amendment.ts";
import { type Built, buildVersion } from "../../core/fhir/bundle.ts";
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
  return makeVersion(send, icpcTitles).bundle;
}

/** The same, with the names that were given: a later version keeps them. */
export function makeVersion(send: NoteToSend, icpcTitles?: ReadonlyMap<string, string>): Built {
  if (!send.note.deelcontacten.some(hasContent)) throw new SoepelError("note-empty");
  const times = { "consult.startedAt": send.note.consult.startedAt, "the time of approval": timeOf(send) };
  for (const [what, time] of Object.entries(times)) {
    if (!isFhirTime(time)) throw new SoepelError("note-invalid", `${what} must be as 2026-11-24T09:50:00+01:00`);
  }
  const built = buildVersion(send);
  checked(built.bundle, icpcTitles);
  return built;
}

/** A bundle as an amendment of what the HIS took before, checked in the same way. Fails: an Error, which is a bug. */
export function makeAmendment(bundle: TransactionBundle, taken: readonly TransactionBundle[]): TransactionBundle {
  return taken.length === 0 ? bundle : checked(amendBundle(bundle, taken));
}

/** The bundle that withdraws what the HIS took, checked in the same way. Fails: an Error, which is a bug. */
export function makeWithdrawal(taken: readonly TransactionBundle[], withdrawal: Withdrawal): TransactionBundle {
  return checked(buildWithdrawal(taken, withdrawal));
}

function checked(bundle: TransactionBundle, icpcTitles?: ReadonlyMap<string, string>): TransactionBundle {
  const problems = checkBundle(bundle, icpcTitles);
  if (problems.length > 0) throw new Error(`the bundle is not right: ${problems.join("; ")}`);
  return bundle;
}
