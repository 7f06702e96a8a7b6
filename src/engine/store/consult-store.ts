import { randomUUID } from "node:crypto";
import { SoepelError } from "../../contract/errors.ts";
import type { Setting } from "../../core/consult/consult.ts";
import { type ConsultEvent, type ConsultState, isUndecided } from "../../core/consult/state.ts";
import { type ApprovedNote, approve, type DraftNote } from "../../core/note/note.ts";
import type { Transcript, Utterance } from "../../core/transcript/transcript.ts";
import { enqueue, listOutbox, newestAtHis, type OutboxItem, recallItem, requeue } from "../outbox/outbox-rows.ts";
import { finishDestruction, giveUpSound } from "../recording/destroy-sound.ts";
import { findRecording, type Gap, isDestroyed, listGaps } from "../recording/recording-rows.ts";
import { type Salvaged, salvageRecordings } from "../recording/salvage.ts";
import { openSound, type Sound } from "../recording/sound.ts";
import { type Actor, type AuditAction, type AuditEntry, appendAudit, readAudit, SOEPEL, verifyAudit } from "./audit.ts";
import { addConsult, type ConsultRow, getConsult, listConsultsSince, moveConsult } from "./consult-rows.ts";
import {
  addVersion,
  deleteDrafts,
  listVersions,
  type NoteVersion,
  newestApproved,
  newestVersion,
} from "./note-versions.ts";
import { type Clinician, findClinician, findPatient, type Patient, saveClinician, savePatient } from "./people.ts";
import type { Store } from "./store.ts";
import { deleteUtterances, putUtterance, readTranscript } from "./transcripts.ts";

/** What happens to a consult without a note or a destruction in it. */
export type PlainEvent = Extract<
  ConsultEvent,
  { type: "start" | "pause" | "resume" | "stop" | "retry" | "interrupt" | "fail" }
>;

/** A line of the day's list. */
export interface ConsultSummary extends ConsultRow {
  readonly patient: Patient;
}

/** All that a window shows of a consult. */
export interface ConsultView extends ConsultSummary {
  readonly clinician: Clinician;
  readonly transcript: Transcript;
  /** Newest last. */
  readonly versions: readonly NoteVersion[];
  readonly outbox: readonly OutboxItem[];
  readonly gaps: readonly Gap[];
  readonly hasSound: boolean;
}

/** What a bundle is made of, besides patient and practice. */
export interface Approval {
  readonly note: ApprovedNote;
  readonly version: number;
  /** The version that the HIS has or will have before this one: this one amends it. */
  readonly replaces: number | undefined;
}

/** What a window may do with consults: each call is one transaction with its line in the audit log. */
export class ConsultStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  saveClinician(clinician: Parameters<typeof saveClinician>[1], actor: Actor): Clinician {
    return this.#store.db.transaction(() => {
      const saved = saveClinician(this.#store, clinician);
      appendAudit(this.#store, { actor, action: "clinician-saved", object: saved.id });
      return saved;
    });
  }

  savePatient(patient: Parameters<typeof savePatient>[1], actor: Actor): Patient {
    return this.#store.db.transaction(() => {
      const saved = savePatient(this.#store, patient);
      appendAudit(this.#store, { actor, action: "patient-saved", patientId: saved.id });
      return saved;
    });
  }

  /** Fails: patient-invalid, practice-invalid (they are not there). */
  createConsult(consult: { patientId: string; setting: Setting }, actor: Actor): ConsultSummary {
    const patient = findPatient(this.#store, consult.patientId);
    if (patient === undefined) throw new SoepelError("patient-invalid", "id");
    this.#clinician(actor.id);
    const startedAt = this.#store.clock.now().toISOString();
    return this.#store.db.transaction(() => {
      const row = addConsult(this.#store, { ...consult, id: randomUUID(), clinicianId: actor.id, startedAt });
      this.#log(row, "consult-created", actor);
      return { ...row, patient };
    });
  }

  /**
   * The day's list: first what nobody decided on, of whatever day, the oldest on top; then what the HIS refused; then
   * what waits; then what was settled today.
   */
  listConsults(): ConsultSummary[] {
    const midnight = this.#store.clock.now();
    midnight.setHours(0, 0, 0, 0);
    return listConsultsSince(this.#store, midnight)
      .map((row) => ({ ...row, patient: this.#patient(row.patientId) }))
      .sort((a, b) => rank(a.state) - rank(b.state));
  }

  /** Everything of one consult; the log says who read it. Fails: consult-unknown. */
  readConsult(id: string, actor: Actor): ConsultView {
    const store = this.#store;
    const row = getConsult(store, id);
    this.#log(row, "consult-read", actor);
    const recording = findRecording(store, id);
    return {
      ...row,
      patient: this.#patient(row.patientId),
      clinician: this.#clinician(row.clinicianId),
      transcript: readTranscript(store, id),
      versions: listVersions(store, id),
      outbox: listOutbox(store, id),
      gaps: recording === undefined ? [] : listGaps(store, recording.id),
      hasSound: recording !== undefined && recording.state !== "destroyed",
    };
  }

  /** Fails: not-now, consult-unknown. */
  apply(id: string, event: PlainEvent, actor: Actor): ConsultState {
    return this.#store.db.transaction(() => {
      const state = moveConsult(this.#store, id, event);
      this.#log(getConsult(this.#store, id), "consult-changed", actor, state.kind);
      return state;
    });
  }

  /** False where it comes too late: its sound was destroyed, or the consult is over. */
  saveUtterance(id: string, utterance: Utterance): boolean {
    const { state } = getConsult(this.#store, id);
    if (!isUndecided(state) || isDestroyed(this.#store, id, utterance.start, utterance.end)) return false;
    putUtterance(this.#store, id, utterance);
    return true;
  }

  /** Keeps the note that the writer made. Undefined where it comes too late: the consult went on without it. */
  saveWritten(id: string, note: DraftNote): NoteVersion | undefined {
    if (getConsult(this.#store, id).state.kind !== "transcribing") return undefined;
    return this.#saveDraft(id, note, SOEPEL);
  }

  /** Keeps the clinician's edit as a new version; after approval it lies over what was approved. Fails: not-now. */
  saveEdited(id: string, note: DraftNote, actor: Actor): NoteVersion {
    return this.#saveDraft(id, note, actor);
  }

  /**
   * The clinician approves the draft that she saw, `version`; where `toBundle` is given its bundle is queued for the
   * HIS in the same transaction. Fails: note-stale (there is a newer one), note-empty, not-now.
   */
  approveNote(id: string, version: number, actor: Actor, toBundle?: (approval: Approval) => object): Approval {
    const store = this.#store;
    return store.db.transaction(() => {
      const { state } = getConsult(store, id);
      const draft = newestVersion(store, id);
      if (state.kind !== "noted" && state.kind !== "amending") throw new SoepelError("not-now", state.kind);
      if (draft?.kind !== "draft" || draft.version !== version) throw new SoepelError("note-stale");
      if (draft.note.deelcontacten.every(({ lines }) => lines.length === 0)) throw new SoepelError("note-empty");
      const note = approve(draft.note, this.#clinician(actor.id).name, store.clock.now().toISOString());
      const replaces = newestAtHis(store, id);
      const approved = addVersion(store, id, note, actor.id);
      moveConsult(store, id, { type: "approve", version: approved.version });
      const approval: Approval = { note, version: approved.version, replaces };
      if (toBundle !== undefined) enqueue(store, id, approved.version, toBundle(approval));
      const action = approved.kind === "amended" ? "note-amended" : "note-approved";
      this.#log(getConsult(store, id), action, actor, `version ${approved.version}`);
      return approval;
    });
  }

  /** The clinician took the approved note over by hand into a HIS without FHIR: it counts as accepted. Fails: not-now. */
  markCopied(id: string, actor: Actor): ConsultState {
    return this.#store.db.transaction(() => {
      const version = this.#approvedVersion(id);
      if (listOutbox(this.#store, id).some((item) => item.state === "waiting")) throw new SoepelError("not-now");
      const state = moveConsult(this.#store, id, { type: "accept", version });
      this.#log(getConsult(this.#store, id), "note-copied", actor, `version ${version}`);
      return state;
    });
  }

  /** Sends a refused note again, as it is. Fails: not-now. The outbox is to be woken. */
  resend(id: string, actor: Actor): ConsultState {
    return this.#store.db.transaction(() => {
      const version = this.#approvedVersion(id);
      const state = moveConsult(this.#store, id, { type: "resend" });
      requeue(this.#store, id, version, "refused");
      this.#log(getConsult(this.#store, id), "consult-changed", actor, "resend");
      return state;
    });
  }

  /** Takes an approved note back before it was sent: it is a draft again. Fails: not-now (it may have arrived). */
  recall(id: string, actor: Actor): NoteVersion {
    return this.#store.db.transaction(() => {
      const approved = newestApproved(this.#store, id);
      if (approved === undefined || !recallItem(this.#store, id, approved.version)) throw new SoepelError("not-now");
      this.#log(getConsult(this.#store, id), "note-recalled", actor, `version ${approved.version}`);
      const { approval: _, ...content } = approved.note;
      return this.#saveDraft(id, { ...content, status: "draft" }, actor);
    });
  }

  /** No note is needed; or, of an approved one, the edits are not. Retention then counts. Fails: not-now. */
  discard(id: string, actor: Actor): ConsultState {
    return this.#store.db.transaction(() => {
      const state = moveConsult(this.#store, id, { type: "discard" });
      // What was approved stands, so it is sent after all.
      if (state.kind === "approved") requeue(this.#store, id, state.version, "recalled");
      this.#log(getConsult(this.#store, id), "consult-changed", actor, state.kind);
      return state;
    });
  }

  /**
   * The patient withdraws consent: sound, transcript and drafts are destroyed now, and that it was done is recorded. A
   * note that was approved is part of the record and stays. The recorder must have been abandoned. Fails: not-now.
   */
  withdraw(id: string, actor: Actor): ConsultState {
    const store = this.#store;
    let paths: readonly string[] = [];
    const state = store.db.transaction(() => {
      const after = moveConsult(store, id, { type: "withdraw" });
      this.#log(getConsult(store, id), "consent-withdrawn", actor);
      paths = giveUpSound(store, id, "withdrawn", actor) ?? [];
      deleteUtterances(store, id);
      deleteDrafts(store, id);
      this.#log(getConsult(store, id), "transcript-destroyed", actor, "withdrawn");
      return after;
    });
    finishDestruction(store, paths);
    return state;
  }

  /** `seconds` of a consult's sound at `atS`, to play. Fails: recording-missing. */
  async playSound(id: string, atS: number, seconds: number, actor: Actor): ReturnType<Sound["clip"]> {
    const clip = await (await openSound(this.#store, id)).clip(atS, seconds);
    this.#log(getConsult(this.#store, id), "sound-played", actor, `at ${Math.round(atS)} s`);
    return clip;
  }

  /** At the start: what a crash cut off becomes an interrupted consult, once. Answers those, with the seconds saved. */
  async salvage(): Promise<Salvaged[]> {
    const salvaged = await salvageRecordings(this.#store);
    // From the state, not from the list: the crash may have come before the first sample, or during salvage.
    for (const { id, state } of listConsultsSince(this.#store, this.#store.clock.now())) {
      if (state.kind === "recording") this.apply(id, { type: "interrupt", cause: "crash" }, SOEPEL);
    }
    return salvaged;
  }

  /** The log, newest first; that it was read is in it too. */
  readAudit(actor: Actor, filter: { consultId?: string; limit?: number } = {}): AuditEntry[] {
    appendAudit(this.#store, { actor, action: "audit-read", ...filter });
    return readAudit(this.#store, filter);
  }

  verifyAudit(head?: string): ReturnType<typeof verifyAudit> {
    return verifyAudit(this.#store, head);
  }

  #saveDraft(id: string, note: DraftNote, actor: Actor): NoteVersion {
    return this.#store.db.transaction(() => {
      const saved = addVersion(this.#store, id, note, actor === SOEPEL ? undefined : actor.id);
      moveConsult(this.#store, id, { type: "draft", version: saved.version });
      this.#log(getConsult(this.#store, id), "note-saved", actor, `version ${saved.version}`);
      return saved;
    });
  }

  #approvedVersion(id: string): number {
    const version = newestApproved(this.#store, id)?.version;
    if (version === undefined) throw new SoepelError("not-now");
    return version;
  }

  #patient(id: string): Patient {
    const patient = findPatient(this.#store, id);
    if (patient === undefined) throw new SoepelError("patient-invalid", "id");
    return patient;
  }

  #clinician(id: string): Clinician {
    const clinician = findClinician(this.#store, id);
    if (clinician === undefined) throw new SoepelError("practice-invalid", "practitioner");
    return clinician;
  }

  #log({ id: consultId, patientId }: ConsultRow, action: AuditAction, actor: Actor, object?: string): void {
    appendAudit(this.#store, { actor, action, patientId, consultId, ...(object === undefined ? {} : { object }) });
  }
}

function rank(state: ConsultState): number {
  if (isUndecided(state)) return 0;
  return state.kind === "refused" ? 1 : state.kind === "approved" ? 2 : 3;
}
