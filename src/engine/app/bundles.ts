import { ERRORS, SoepelError } from "../../contract/errors.ts";
import type { Clinician, Preview } from "../../contract/views.ts";
import type { Built } from "../../core/fhir/bundle.ts";
import type { Entry, TransactionBundle } from "../../core/fhir/entries.ts";
import { isInError, readHeld } from "../../core/fhir/held.ts";
import type { Note } from "../../core/fhir/note-to-send.ts";
import { type PracticeFile, parsePracticeFile } from "../../core/fhir/party-files.ts";
import { approve } from "../../core/note/note.ts";
import { makeAmendment, makeVersion, makeWithdrawal } from "../his/make-bundle.ts";
import { getConsult } from "../store/consult-rows.ts";
import type { Approval } from "../store/consult-views.ts";
import { getPatient } from "../store/people.ts";
import { readSettings } from "../store/settings.ts";
import type { Store } from "../store/store.ts";
import { readTranscript } from "../store/transcripts.ts";
import { readVersion } from "../version.ts";
import type { App } from "./app.ts";

/** The practice and who of it acts. A waarnemer is a huisarts to the HIS. Fails: practice-invalid, with the field's name. */
function readPractice(store: Store, { name, role, agb, uzi, big }: Clinician): PracticeFile {
  const parsed = parsePracticeFile({
    organisation: readSettings(store).organisation,
    practitioner: { name, agb, uzi, big, role: role === "waarnemer" ? "huisarts" : role },
  });
  if (!parsed.ok) throw new SoepelError("practice-invalid", parsed.problem);
  return parsed.value;
}

type Ground = Pick<App, "store" | "models" | "session" | "consults">;

/** Makes the bundle of a version of the note of a consult. Fails: practice-invalid, note-empty, model-missing. */
export async function prepareBundle(
  { store, models, session }: Ground,
  consultId: string,
): Promise<(approval: Omit<Approval, "note"> & { note: Note }) => Built> {
  const practice = readPractice(store, session.clinician);
  const titles = await models.icpcTitles();
  const { id: _, ...patient } = getPatient(store, getConsult(store, consultId).patientId);
  const software = { version: readVersion(), models: models.names };
  const at = store.clock.now().toISOString();
  const send = { patient, practice, software, at, transcript: readTranscript(store, consultId) };
  return (approval) => makeVersion({ ...send, ...approval }, titles);
}

/** Makes the bundle by which a clinician withdraws what the HIS took. */
export function withdrawalBy(
  { name: by }: Clinician,
  { clock }: Store,
): (taken: readonly TransactionBundle[]) => TransactionBundle {
  return (taken) => makeWithdrawal(taken, { by, at: clock.now().toISOString() });
}

/** What would be sent if a draft were approved now, and what is in the way, in Dutch. */
export async function previewBundle(app: App, consultId: string, draft: Note): Promise<Preview> {
  const { store, consults, session } = app;
  const { id, name, birthDate, gender, bsn } = getPatient(store, getConsult(store, consultId).patientId);
  const patient = { id, name, birthDate, gender, ...(bsn === undefined ? {} : { bsn }) };
  const destination = readSettings(store).his?.baseUrl ?? null;
  if (destination === null) return { patient, destination, resources: [], problems: [] };
  try {
    const toBundle = await prepareBundle(app, consultId);
    const { bundles, names: before } = consults.readTaken(consultId);
    // Drawn as what her approval would make of it; it goes nowhere.
    const note =
      draft.status === "approved" ? draft : approve(draft, session.clinician.name, store.clock.now().toISOString());
    const { bundle } = toBundle({ note, version: PREVIEW, before });
    const resources = countChanges(makeAmendment(bundle, bundles), readHeld(bundles));
    return { patient, destination, resources, problems: [] };
  } catch (error) {
    if (!(error instanceof SoepelError)) throw error;
    return { patient, destination, resources: [], problems: [ERRORS[error.code].nl] };
  }
}

/** The number of a version that is only looked at: any that no approved version has. */
const PREVIEW = 0;

/** Counts what a bundle changes at a HIS that has `held`. */
function countChanges(bundle: TransactionBundle, held: ReadonlyMap<string, Entry>): Preview["resources"] {
  const counts = new Map<string, Preview["resources"][number]>();
  for (const { fullUrl, resource } of bundle.entry) {
    const type = resource.resourceType;
    const there = held.get(fullUrl);
    const isThere = there !== undefined && !isInError(there.resource);
    const change = isInError(resource) ? "withdrawn" : isThere ? "same" : "new";
    const key = `${type} ${change}`;
    counts.set(key, { type, change, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
