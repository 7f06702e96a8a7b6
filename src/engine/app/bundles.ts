import { ERRORS, SoepelError } from "../../contract/errors.ts";
import type { Clinician, Preview } from "../../contract/views.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import type { Note } from "../../core/fhir/note-to-send.ts";
import { type PracticeFile, parsePracticeFile } from "../../core/fhir/party-files.ts";
import type { ApprovedNote } from "../../core/note/note.ts";
import { makeBundle } from "../his/make-bundle.ts";
import { getConsult } from "../store/consult-rows.ts";
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

/** Makes the bundle of a note of a consult. Fails: practice-invalid, note-empty, model-missing. */
export async function prepareBundle(
  { store, models, session }: Pick<App, "store" | "models" | "session">,
  consultId: string,
): Promise<(note: Note, amends?: readonly ApprovedNote[]) => TransactionBundle> {
  const practice = readPractice(store, session.clinician);
  const titles = await models.icpcTitles();
  const { id: _, ...patient } = getPatient(store, getConsult(store, consultId).patientId);
  return (note, amends = []) =>
    makeBundle(
      {
        note,
        patient,
        practice,
        software: { version: readVersion(), models: models.names },
        at: store.clock.now().toISOString(),
        transcript: readTranscript(store, consultId),
        ...(amends.length === 0 ? {} : { amends }),
      },
      titles,
    );
}

/** What would be sent of a draft, and what is in the way, in Dutch. */
export async function previewBundle(app: App, consultId: string, note: Note): Promise<Preview> {
  const { store } = app;
  const { id, name, birthDate, gender, bsn } = getPatient(store, getConsult(store, consultId).patientId);
  const patient = { id, name, birthDate, gender, ...(bsn === undefined ? {} : { bsn }) };
  const destination = readSettings(store).his?.baseUrl ?? null;
  if (destination === null) return { patient, destination, resources: [], problems: [] };
  try {
    const bundle = (await prepareBundle(app, consultId))(note);
    const counts = new Map<string, number>();
    for (const { resource } of bundle.entry)
      counts.set(resource.resourceType, (counts.get(resource.resourceType) ?? 0) + 1);
    return { patient, destination, resources: [...counts].map(([type, count]) => ({ type, count })), problems: [] };
  } catch (error) {
    if (!(error instanceof SoepelError)) throw error;
    return { patient, destination, resources: [], problems: [ERRORS[error.code].nl] };
  }
}
