import { randomUUID } from "node:crypto";
import { SoepelError } from "../../contract/errors.ts";
import type { Clinician } from "../../contract/views.ts";
import type { Setting } from "../../core/consult/consult.ts";
import { type ConsultEvent, type ConsultState, isUndecided, type RecordingEvent } from "../../core/consult/state.ts";
import { type Built, namesAfterWithdrawal } from "../../core/fhir/bundle.ts";
import type { TransactionBundle } from "../../core/fhir/entries.ts";
import type { GivenNames } from "../../core/fhir/naming.ts";
import { hasContent } from "../../core/fhir/note-to-send.ts";
import type { PatientFile } from "../../core/fhir/party-files.ts";
import { approve, type DraftNote } from "../../core/note/note.ts";
import { keepOutside } from "../../core/transcript/keep-outside.ts";
import type { Speaker, Utterance } from "../../core/transcript/transcript.ts";
import { makeAmendment } from "../his/make-bundle.ts";
import {
  enqueue,
  giveUpWithdrawals,
  listOutbox,
  listTaken,
  recallItem,
  requeue,
  type Taken,
} from "../outbox/outbox-rows.ts";
import { finishDestruction, giveUpSound } from "../recording/destroy-sound.ts";
import { findRecording, isDestroyed, listDestroyed, listGaps } from "../recording/recording-rows.ts";
import { type Salvaged, salvageRecordings } from "../recording/salvage.ts";
import { openSound, type Sound } from "../recording/sound.ts";
import { type Actor, type AuditAction, type AuditEntry, appendAudit, readAudit, SOEPEL, verifyAudit } from "./audit.ts";
import { addConsult, type ConsultRow, getConsult, listConsultsSince, moveConsult } from "./consult-rows.ts";
import type { Approval, ConsultSummary, ConsultView } from "./consult-views.ts";
import { addVersion, deleteDrafts, isApproved, listVersions, type NoteVersion } from "./note-versions.ts";
import {
  findPatient,
  getClinician,
  getPatient,
  listClinicians,
  type Patient,
  saveClinician,
  savePatient,
} from "./people.ts";
import type { Store } from "./store.ts";
import {
  attribute,
  attributeVoice,
  destroyTranscript,
  findUtterance,
  listAttributedAfter,
  putUtterance,
  readTranscript,
} from "./transcripts.ts";

/** What a window may do with consults: each call is one transaction with its line in the audit log. */
export class ConsultStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Fails: practice-invalid. */
  saveClinician(clinician: Parameters<typeof saveClinician>[1], actor: Actor): Clinician {
    return this.#store.db.transaction(() => {
      const saved = saveClinician(this.#store, clinician);
      appendAudit(this.#store, { actor, action: "clinician-saved", object: saved.id });
      return saved;
    });
  }

  listClinicians(): Clinician[] {
    return listClinicians(this.#store);
  }

  /** As people.ts says. Fails: patient-invalid, with the field's name and not its value; bsn-known. */
  savePatient(patient: PatientFile, actor: Actor, corrects?: string): Patient {
    return this.#store.db.transaction(() => {
      const saved = savePatient(this.#store, patient, corrects);
      appendAudit(this.#store, { actor, action: "patient-saved", patientId: saved.id });
      return saved;
    });
  }

  /** Who has this BSN; the log says who asked. */
  findPatient(bsn: string, actor: Actor): Patient | undefined {
    const patient = findPatient(this.#store, bsn);
    if (patient !== undefined) appendAudit(this.#store, { actor, action: "patient-read", patientId: patient.id });
    return patient;
  }

  /** The consult of a patient with the clinician who acts. Fails: patient-invalid, practice-invalid (not there). */
  createConsult(consult: { patientId: string; setting: Setting }, actor: Actor): ConsultSummary {
    const store = this.#store;
    return store.db.transaction(() => {
      const patient = getPatient(store, consult.patientId);
      const clinicianId = getClinician(store, actor.id).id;
      const startedAt = store.clock.now().toISOString();
      const row = addConsult(store, { ...consult, id: randomUUID(), clinicianId, startedAt });
      this.#log(row, "consult-created", actor);
      // She ticked it before anything can be recorded: what consent was given to, and to whom, must be told later.
      this.#log(row, "consent-given", actor, consult.setting);
      return { ...row, patient };
    });
  }

  /**
   * The day's list: first what nobody decided on, of whatever day, the oldest on top; then what the HIS refused; then
   * what waits; then what was settled of today's.
   */
  listConsults(): ConsultSummary[] {
    const midnight = this.#store.clock.now();
    midnight.setHours(0, 0, 0, 0);
    return listConsultsSince(this.#store, midnight)
      .map((row) => ({ ...row, patient: getPatient(this.#store, row.patientId) }))
      .sort((a, b) => rank(a.state) - rank(b.state));
  }

  /** Everything of one consult; the log says who read it. Fails: consult-unknown. */
  readConsult(id: string, actor: Actor): ConsultView {
    const store = this.#store;
    const row = getConsult(store, id);
    this.#log(row, "consult-read", actor);
    const recording = findRecording(store, id);
    const versions = listVersions(store, id);
    const written = versions.findLast(({ clinicianId }) => clinicianId === null);
    return {
      ...row,
      patient: getPatient(store, row.patientId),
      clinician: getClinician(store, row.clinicianId),
      transcript: readTranscript(store, id),
      versions,
      outbox: listOutbox(store, id),
      gaps: recording === undefined ? [] : listGaps(store, recording.id),
      hasSound: recording !== undefined && recording.state !== "destroyed",
      soundDestroyedAt: recording?.destroyedAt ?? null,
      reattributed: written === undefined ? [] : listAttributedAfter(store, id, written.createdAt),
    };
  }

  /** Fails: not-now, consult-unknown. */
  apply(id: string, event: RecordingEvent, actor: Actor): ConsultState {
    return this.#store.db.transaction(() => this.#move(id, event, "consult-changed", actor));
  }

  /** False where what was heard there comes too late: its sound was destroyed, or the consult is over. */
  takesUtterance(id: string, { start, end }: Pick<Utterance, "start" | "end">): boolean {
    return isUndecided(getConsult(this.#store, id).state) && !isDestroyed(this.#store, id, start, end);
  }

  /**
   * Keeps what was heard, and answers it as it stands: without what was destroyed of it, and with the speaker that the clinician named.
   * Undefined where it comes too late.
   */
  saveUtterance(id: string, utterance: Utterance): Utterance | undefined {
    const kept = keepOutside(utterance, listDestroyed(this.#store, id));
    if (kept === undefined || !isUndecided(getConsult(this.#store, id).state)) return undefined;
    putUtterance(this.#store, id, kept);
    return findUtterance(this.#store, id, utterance.id);
  }

  /** The clinician names the speaker of an utterance, or of all that its voice says. Answers those utterances. Fails: not-now. */
  attribute(
    id: string,
    { utteranceId, speaker, everywhere }: { utteranceId: string; speaker: Speaker; everywhere: boolean },
    actor: Actor,
  ): Utterance[] {
    const store = this.#store;
    return store.db.transaction(() => {
      const row = getConsult(store, id);
      const said = findUtterance(store, id, utteranceId);
      if (said === undefined) throw new SoepelError("not-now", "no such utterance");
      const voice = everywhere ? said.voice : undefined;
      if (voice === undefined) attribute(store, id, said, speaker, actor.id);
      else attributeVoice(store, id, { id: utteranceId, voice, speaker }, actor.id);
      this.#log(row, "speaker-set", actor, voice === undefined ? `utterance ${utteranceId}` : `voice ${voice}`);
      const { utterances } = readTranscript(store, id);
      return utterances.filter((each) => (voice === undefined ? each.id === utteranceId : each.voice === voice));
    });
  }

  /** Keeps the note that the writer made. Undefined where it comes too late: the consult went on without it. */
  saveWritten(id: string, note: DraftNote): NoteVersion | undefined {
    return getConsult(this.#store, id).state.kind === "transcribing" ? this.saveEdited(id, note, SOEPEL) : undefined;
  }

  /**
   * Keeps the clinician's edit, of version `base` where that is given, as a new version; after approval it lies over what was approved.
   * Fails: not-now, note-stale (there is a newer one: an edit of another window is not written over).
   */
  saveEdited(id: string, note: DraftNote, actor: Actor, base?: number): NoteVersion {
    return this.#store.db.transaction(() => {
      if (base !== undefined && base !== (listVersions(this.#store, id).at(-1)?.version ?? 0))
        throw new SoepelError("note-stale");
      const saved = addVersion(this.#store, id, note, actor === SOEPEL ? null : actor.id);
      this.#move(id, { type: "draft", version: saved.version }, "note-saved", actor, `version ${saved.version}`);
      return saved;
    });
  }

  /**
   * The clinician approves the draft that she saw, `version`; where `toBundle` is given its bundle is queued for the
   * HIS in the same transaction (the outbox is to be woken). Fails: note-stale (there is a newer one), note-empty, not-now,
   * sent-unknown (the HIS has a version of which nobody knows any more what it told).
   */
  approveNote(id: string, version: number, actor: Actor, toBundle?: (approval: Approval) => Built): Approval {
    const store = this.#store;
    return store.db.transaction(() => {
      const { kind } = getConsult(store, id).state;
      if (kind !== "noted" && kind !== "amending")
        throw new SoepelError("not-now", `approval of a consult that is ${kind}`);
      const versions = listVersions(store, id);
      const draft = versions.at(-1);
      if (draft?.kind !== "draft" || draft.version !== version) throw new SoepelError("note-stale");
      if (!draft.note.deelcontacten.some(hasContent)) throw new SoepelError("note-empty");
      const note = approve(draft.note, getClinician(store, actor.id).name, store.clock.now().toISOString());
      // What the HIS would not take back it still has: it is amended.
      giveUpWithdrawals(store, id);
      const taken = listTaken(store, id, true);
      if (toBundle !== undefined) assertKnown(taken);
      const before = taken.at(-1)?.names ?? {};
      const saved = addVersion(store, id, note, actor.id);
      const action = saved.kind === "amended" ? "note-amended" : "note-approved";
      this.#move(id, { type: "approve", version: saved.version }, action, actor, `version ${saved.version}`);
      const approval = { note, version: saved.version, before };
      if (toBundle !== undefined) enqueue(store, id, saved.version, toBundle(approval));
      return approval;
    });
  }

  /** What the HIS has or will have of a consult: the bundles, oldest first, and the names that the next version may keep. Fails: sent-unknown. */
  readTaken(id: string): { bundles: readonly TransactionBundle[]; names: GivenNames } {
    const bundles: TransactionBundle[] = [];
    const taken = listTaken(this.#store, id, true);
    assertKnown(taken);
    for (const { act, sent, queued } of taken) {
      const bundle = sent ?? (queued && act === "send" ? makeAmendment(queued, bundles) : queued);
      if (bundle !== undefined) bundles.push(bundle);
    }
    return { bundles, names: taken.at(-1)?.names ?? {} };
  }

  /** The clinician took the approved note over by hand into a HIS without FHIR: it counts as accepted. Fails: not-now. */
  markCopied(id: string, actor: Actor): ConsultState {
    return this.#store.db.transaction(() => {
      const version = this.#lastApproved(id)?.version ?? 0;
      if (listOutbox(this.#store, id).some((item) => item.state === "waiting"))
        throw new SoepelError("not-now", "it waits");
      return this.#move(id, { type: "accept", version }, "note-copied", actor, `version ${version}`);
    });
  }

  /** Sends again what the HIS refused, as it is: a withdrawal, or a note (the outbox is to be woken). Fails: not-now. */
  resend(id: string, actor: Actor): ConsultState {
    return this.#store.db.transaction(() => {
      const refused = listOutbox(this.#store, id).find(({ act, state }) => act === "withdraw" && state === "refused");
      // The HIS made copies of what it did not find: a second time it would find those, and seem to have withdrawn the note.
      if (refused?.error === "his-missed") throw new SoepelError("not-now", "the HIS does not have it");
      if (refused !== undefined) {
        const row = getConsult(this.#store, id);
        this.#log(row, "consult-changed", actor, "resend");
        requeue(this.#store, id, refused.version, "withdraw");
        return row.state;
      }
      const state = this.#move(id, { type: "resend" }, "consult-changed", actor, "resend");
      requeue(this.#store, id, this.#lastApproved(id)?.version ?? 0);
      return state;
    });
  }

  /**
   * Takes an approved note back: it is a draft again, and her edits since are kept. One that was not sent yet never is. What the HIS has,
   * be it an earlier version where this one was refused, is withdrawn there by the bundle that is made of what was sent and queued in the
   * same transaction (the outbox is to be woken). Fails: not-now (it may be on its way, or it never was there), sent-unknown (nobody
   * knows any more what was sent).
   */
  recall(
    id: string,
    actor: Actor,
    toBundle: (taken: readonly TransactionBundle[]) => TransactionBundle,
  ): { version: number } {
    const store = this.#store;
    return store.db.transaction(() => {
      const last = this.#lastApproved(id);
      if (last === undefined) throw new SoepelError("not-now", "nothing was approved");
      const { version } = last;
      const newest = listVersions(store, id).at(-1)!;
      const { approval: _, ...content } = last.note;
      const saveDraft = () =>
        newest.kind === "draft" ? newest : addVersion(store, id, { ...content, status: "draft" }, actor.id);
      if (recallItem(store, id, version)) {
        this.#log(getConsult(store, id), "note-recalled", actor, `version ${version}`);
        return this.saveEdited(id, { ...content, status: "draft" }, actor);
      }
      const items = listOutbox(store, id);
      if (items.some(({ state }) => state === "waiting")) throw new SoepelError("not-now", "it may be on its way");
      const taken = listTaken(store, id);
      const isThere = taken.at(-1)?.act === "send";
      // Taken over by hand: there is nothing of it in the outbox, and nobody to tell.
      const isByHand = !items.some((item) => item.version === version);
      if (!isThere && !isByHand) throw new SoepelError("not-now", "the HIS does not have it");
      if (isThere) {
        assertKnown(taken);
        const sent = taken.flatMap((each) => each.sent ?? []);
        const names = namesAfterWithdrawal(taken.at(-1)?.names);
        enqueue(store, id, version, { bundle: toBundle(sent), names }, "withdraw");
      }
      const draft = saveDraft();
      this.#move(id, { type: "recall", version: draft.version }, "note-recalled", actor, `version ${version}`);
      return draft;
    });
  }

  /** No note is needed; or, of an approved one, the edits are not. Retention then counts. Fails: not-now. */
  discard(id: string, actor: Actor): ConsultState {
    return this.#store.db.transaction(() => {
      const state = this.#move(id, { type: "discard" }, "consult-changed", actor);
      // What was approved and recalled stands, so it is sent after all.
      if (state.kind === "approved") requeue(this.#store, id, state.version);
      return state;
    });
  }

  /**
   * The patient withdraws consent: sound, transcript and drafts are destroyed now, and that it was done is recorded. A
   * note that was approved is part of the record and stays (the outbox is to be woken). The recorder must have been abandoned. Fails: not-now.
   */
  withdraw(id: string, actor: Actor): ConsultState {
    const store = this.#store;
    const { state, paths } = store.db.transaction(() => {
      const state = this.#move(id, { type: "withdraw" }, "consent-withdrawn", actor);
      const paths = giveUpSound(store, getConsult(store, id), "withdrawn", actor) ?? [];
      destroyTranscript(store, id);
      deleteDrafts(store, id);
      this.#log(getConsult(store, id), "transcript-destroyed", actor, "withdrawn");
      // Her edits are gone: what was approved and recalled stands, so it is sent after all.
      if (state.kind === "approved") requeue(store, id, state.version);
      return { state, paths };
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

  /** At the start: what a crash cut off becomes an interrupted consult, once. Answers the sound saved. */
  async salvage(): Promise<Salvaged[]> {
    const salvaged = await salvageRecordings(this.#store);
    // By their state, not by the sound: the crash may have come before the first sample, or during salvage.
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

  #move(id: string, event: ConsultEvent, action: AuditAction, actor: Actor, object?: string): ConsultState {
    const row = moveConsult(this.#store, id, event);
    this.#log(row, action, actor, object ?? row.state.kind);
    return row.state;
  }

  #lastApproved(id: string) {
    return listVersions(this.#store, id).findLast(isApproved);
  }

  #log({ id: consultId, patientId }: ConsultRow, action: AuditAction, actor: Actor, object?: string): void {
    appendAudit(this.#store, { actor, action, patientId, consultId, ...(object === undefined ? {} : { object }) });
  }
}

/** Amending or withdrawing what nobody knows would leave it standing in the HIS, or beside it a second one. Fails: sent-unknown. */
function assertKnown(taken: readonly Taken[]): void {
  if (taken.some(({ sent, queued }) => sent === undefined && queued === undefined))
    throw new SoepelError("sent-unknown");
}

function rank(state: ConsultState): number {
  return isUndecided(state) ? 0 : ["refused", "approved"].indexOf(state.kind) + 1 || 3;
}
