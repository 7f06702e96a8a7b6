import type { FhirResource } from "fhir/r4.js";
import { ERRORS, SoepelError } from "../../contract/errors.ts";
import type { Clinician, Preview } from "../../contract/views.ts";
import { CODE } from "../../core/fhir/codes.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import { hasContent, type Note } from "../../core/fhir/note-to-send.ts";
import { type PracticeFile, parsePracticeFile } from "../../core/fhir/party-files.ts";
import { type ApprovedNote, approve } from "../../core/note/note.ts";
import { makeBundle, makeWithdrawal } from "../his/make-bundle.ts";
import { getConsult } from "../store/consult-rows.ts";
import type { ToWithdraw } from "../store/consult-store.ts";
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

/** All that a bundle of this consult holds besides its note. Fails: practice-invalid, model-missing. */
async function prepare({ store, models }: Ground, consultId: string) {
  const titles = await models.icpcTitles();
  const { id: _, ...patient } = getPatient(store, getConsult(store, consultId).patientId);
  const software = { version: readVersion(), models: models.names };
  const at = store.clock.now().toISOString();
  return { titles, send: { patient, software, at, transcript: readTranscript(store, consultId) } };
}
type Ground = Pick<App, "store" | "models" | "session" | "consults">;

/** Makes the bundle of a note of a consult. Fails: practice-invalid, note-empty, model-missing. */
export async function prepareBundle(
  ground: Ground,
  consultId: string,
): Promise<(note: Note, amends?: readonly ApprovedNote[]) => TransactionBundle> {
  const practice = readPractice(ground.store, ground.session.clinician);
  const { titles, send } = await prepare(ground, consultId);
  return (note, amends = []) =>
    makeBundle({ ...send, practice, note, ...(amends.length === 0 ? {} : { amends }) }, titles);
}

/** Makes the bundle that withdraws what the HIS has of a consult, as of her who approved it. Fails: practice-invalid, model-missing. */
export async function prepareWithdrawal(
  ground: Ground,
  consultId: string,
): Promise<(withdrawn: ToWithdraw) => TransactionBundle> {
  const by = ground.session.clinician.name;
  const { titles, send } = await prepare(ground, consultId);
  return ({ note, amends, clinician }) => {
    const practice = readPractice(ground.store, clinician);
    return makeWithdrawal({ ...send, practice, note, amends }, { by, at: send.at }, titles);
  };
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
    const amends = consults.listAtHis(consultId);
    // Drawn as what her approval would make of it; it goes nowhere.
    const note =
      draft.status === "approved" ? draft : approve(draft, session.clinician.name, store.clock.now().toISOString());
    const last = amends.at(-1);
    const before =
      last === undefined || !last.deelcontacten.some(hasContent) ? undefined : toBundle(last, amends.slice(0, -1));
    return { patient, destination, resources: countChanges(toBundle(note, amends), before), problems: [] };
  } catch (error) {
    if (!(error instanceof SoepelError)) throw error;
    return { patient, destination, resources: [], problems: [ERRORS[error.code].nl] };
  }
}

/** Counts what a bundle changes at a HIS that has the bundle before it. */
function countChanges(bundle: TransactionBundle, before: TransactionBundle | undefined): Preview["resources"] {
  const known = new Set(before?.entry.map(({ fullUrl }) => fullUrl));
  const counts = new Map<string, Preview["resources"][number]>();
  for (const { fullUrl, resource } of bundle.entry) {
    const type = resource.resourceType;
    const change = isInError(resource) ? "withdrawn" : known.has(fullUrl) ? "same" : "new";
    const key = `${type} ${change}`;
    counts.set(key, { type, change, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

function isInError(resource: FhirResource): boolean {
  if (resource.resourceType === "Condition")
    return resource.verificationStatus?.coding?.[0]?.code === CODE.enteredInError.code;
  return (resource as { status?: string }).status === "entered-in-error";
}
