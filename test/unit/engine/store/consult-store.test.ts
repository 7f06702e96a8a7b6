import { describe, expect, it } from "vitest";
import { keepSent, listOutbox, nextReady, updateItem } from "../../../../src/engine/outbox/outbox-rows.ts";
import { moveConsult } from "../../../../src/engine/store/consult-rows.ts";
import { bundleOf, draft, openPractice, utterance, withdrawalOf } from "./practice.ts";

/** What was sent, where it does not matter what. */
const EMPTY = { resourceType: "Bundle", type: "transaction", entry: [] };
const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe("the consults of a practice", () => {
  it("puts what was never approved on top, whatever the day (HAZARDS 28)", async () => {
    const { consults, clock, patient, actor, id } = await openPractice();
    const add = () => consults.createConsult({ patientId: patient.id, setting: "telefonisch" }, actor).id;
    const settled = add();
    consults.saveEdited(settled, draft(settled), actor);
    consults.approveNote(settled, 1, actor);
    consults.markCopied(settled, actor);
    await clock.advance(3 * 24 * 3_600_000);
    const [approved, discarded, fresh] = [add(), add(), add()];
    consults.saveEdited(approved!, draft(approved!), actor);
    consults.approveNote(approved!, 1, actor);
    consults.discard(discarded!, actor);
    expect(consults.listConsults().map((consult) => consult.id)).toEqual([id, fresh, approved, discarded]);
    expect(consults.listConsults()[0]?.patient).toEqual(patient);
  });

  it("keeps a transcript as it was said, a swapped speaker in its place", async () => {
    const { consults, id, actor } = await openPractice();
    consults.saveUtterance(id, utterance("u2", 3, 5, "twee"));
    consults.saveUtterance(id, utterance("u1", 0, 2, "een"));
    const heard = { speaker: "zorgverlener", voice: "A", speakerConfidence: 0.75 } as const;
    consults.saveUtterance(id, { ...utterance("u1", 0, 2, "een"), ...heard });
    const { transcript } = consults.readConsult(id, actor);
    expect(transcript.utterances).toEqual([
      { ...utterance("u1", 0, 2, "een"), ...heard },
      utterance("u2", 3, 5, "twee"),
    ]);
    expect(transcript.durationS).toBe(5);
  });

  it("approves the draft that was seen and no other (HAZARDS 25, 26)", async () => {
    const { consults, id, actor } = await openPractice();
    expect(() => consults.approveNote(id, 1, actor)).toThrow(code("not-now"));
    consults.saveEdited(id, draft(id, "een"), actor);
    consults.saveEdited(id, draft(id, "twee"), actor);
    expect(() => consults.approveNote(id, 1, actor)).toThrow(code("note-stale"));
    const { note, version, before } = consults.approveNote(id, 2, actor);
    expect(note.approval).toEqual({ by: "M. de Boer", at: "2026-03-02T09:00:00.000Z" });
    expect([version, before]).toEqual([3, {}]);
    expect(() => consults.approveNote(id, 3, actor)).toThrow(code("not-now"));
  });

  it("approves no empty note, and nobody unknown approves", async () => {
    const { consults, id, actor } = await openPractice();
    consults.saveEdited(id, { ...draft(id), deelcontacten: [] }, actor);
    expect(() => consults.approveNote(id, 1, actor)).toThrow(code("note-empty"));
    consults.saveEdited(id, draft(id), actor);
    expect(() => consults.approveNote(id, 2, { id: "nobody", role: "huisarts" })).toThrow(code("practice-invalid"));
    expect(consults.readConsult(id, actor).state).toEqual({ kind: "noted", version: 2 });
  });

  it("makes an edit after approval a new version that amends, and keeps every version", async () => {
    const { consults, id, actor, store } = await openPractice();
    consults.saveEdited(id, draft(id, "een"), actor);
    consults.approveNote(id, 1, actor, bundleOf);
    consults.saveEdited(id, draft(id, "twee"), actor);
    expect(consults.listConsults()[0]?.state).toMatchObject({ kind: "amending", version: 3 });
    expect(consults.approveNote(id, 3, actor, bundleOf)).toMatchObject({ version: 4, before: { of: "2" } });
    const { versions, outbox } = consults.readConsult(id, actor);
    expect(versions.map(({ kind }) => kind)).toEqual(["draft", "approved", "draft", "amended"]);
    expect(outbox.map(({ version }) => version)).toEqual([2, 4]);
    expect(() => store.db.run("UPDATE note_version SET kind = 'approved'")).toThrow(/never changed/);
    expect(() => store.db.run("DELETE FROM note_version WHERE version = 2")).toThrow(/never deleted|FOREIGN KEY/);
  });

  it("drops the note of a job that was overtaken (HAZARDS 31)", async () => {
    const { consults, id, actor } = await openPractice();
    consults.apply(id, { type: "start" }, actor);
    consults.apply(id, { type: "stop" }, actor);
    consults.saveEdited(id, draft(id, "zelf getypt"), actor);
    expect(consults.saveWritten(id, draft(id, "te laat"))).toBeUndefined();
    expect(consults.readConsult(id, actor).versions).toHaveLength(1);
  });

  it("approves and queues both or neither", async () => {
    const { consults, id, actor } = await openPractice();
    consults.saveEdited(id, draft(id), actor);
    const failing = () => {
      throw new Error("no bundle");
    };
    expect(() => consults.approveNote(id, 1, actor, failing)).toThrow("no bundle");
    expect(consults.readConsult(id, actor)).toMatchObject({ state: { kind: "noted" }, outbox: [], versions: [{}] });
  });

  it("takes a note back while it was not tried, and sends it after all where the edit is thrown away", async () => {
    const { consults, id, actor } = await openPractice();
    consults.saveEdited(id, draft(id), actor);
    consults.approveNote(id, 1, actor, bundleOf);
    expect(consults.recall(id, actor, withdrawalOf)).toMatchObject({ version: 3, kind: "draft", note: draft(id) });
    expect(consults.readConsult(id, actor).outbox).toMatchObject([{ state: "recalled" }]);
    expect(() => consults.recall(id, actor, withdrawalOf)).toThrow(code("not-now"));
    expect(consults.discard(id, actor)).toEqual({ kind: "approved", version: 2 });
    expect(consults.readConsult(id, actor).outbox).toMatchObject([{ state: "waiting" }]);
  });

  it("sends what was recalled after all where consent is withdrawn: the edits are gone, the note stands", async () => {
    const { consults, id, actor } = await openPractice();
    consults.saveEdited(id, draft(id), actor);
    consults.approveNote(id, 1, actor, bundleOf);
    consults.recall(id, actor, withdrawalOf);
    expect(consults.withdraw(id, actor)).toEqual({ kind: "approved", version: 2 });
    expect(consults.readConsult(id, actor)).toMatchObject({
      outbox: [{ state: "waiting" }],
      versions: [{ kind: "approved" }],
    });
  });

  it("withdraws what the HIS has, once, and what is approved anew amends nothing of it", async () => {
    const { consults, id, actor, store } = await openPractice();
    const settle = (version: number, act: "send" | "withdraw", state: "sent" | "refused") => {
      const item = listOutbox(store, id).find((each) => each.version === version && each.act === act)!;
      if (state === "sent") keepSent(store, item, JSON.stringify(EMPTY), undefined);
      updateItem(store, item, { state });
      if (act === "send") moveConsult(store, id, { type: "accept", version });
    };
    consults.saveEdited(id, draft(id), actor);
    consults.approveNote(id, 1, actor, bundleOf);
    settle(2, "send", "sent");
    expect(consults.recall(id, actor, withdrawalOf)).toMatchObject({ version: 3, kind: "draft", note: draft(id) });
    const view = () => consults.readConsult(id, actor);
    expect(view()).toMatchObject({
      state: { kind: "noted", version: 3 },
      settledAt: null,
      outbox: [
        { version: 2, act: "send", state: "sent" },
        { version: 2, act: "withdraw", state: "waiting" },
      ],
    });
    expect(() => consults.recall(id, actor, withdrawalOf)).toThrow(code("not-now"));
    expect(consults.readAudit(actor, { consultId: id }).map(({ action }) => action)).toContain("note-recalled");
    expect(consults.approveNote(id, 3, actor, bundleOf).before).toEqual({});
    expect(consults.readTaken(id).bundles).toMatchObject([EMPTY, { id: "withdrawal" }, { id: "4" }]);
    // The new version waits for the withdrawal, also where the HIS refuses that.
    expect(nextReady(store)).toMatchObject({ version: 2, act: "withdraw" });
    settle(2, "withdraw", "refused");
    expect(nextReady(store)).toBeUndefined();
    consults.resend(id, actor);
    expect(nextReady(store)).toMatchObject({ version: 2, act: "withdraw" });
    settle(2, "withdraw", "sent");
    expect(nextReady(store)).toMatchObject({ version: 4, act: "send" });
  });

  it("keeps her edits where a note is withdrawn while she amends it, and amends what the HIS would not give back", async () => {
    const { consults, id, actor, store } = await openPractice();
    consults.saveEdited(id, draft(id, "een"), actor);
    consults.approveNote(id, 1, actor, bundleOf);
    keepSent(store, listOutbox(store, id)[0]!, JSON.stringify(EMPTY), undefined);
    updateItem(store, listOutbox(store, id)[0]!, { state: "sent" });
    moveConsult(store, id, { type: "accept", version: 2 });
    consults.saveEdited(id, draft(id, "twee"), actor);
    expect(consults.recall(id, actor, withdrawalOf)).toMatchObject({ version: 3, note: draft(id, "twee") });
    expect(consults.readConsult(id, actor)).toMatchObject({
      state: { kind: "noted", version: 3 },
      versions: [{}, {}, {}],
    });
    updateItem(store, listOutbox(store, id)[1]!, { state: "refused" });
    expect(consults.approveNote(id, 3, actor, bundleOf).before).toEqual({ of: "2" });
    expect(nextReady(store)).toMatchObject({ version: 4, act: "send" });
  });

  it("opens a note that was taken over by hand again, without a word to a HIS", async () => {
    const { consults, id, actor } = await openPractice();
    consults.saveEdited(id, draft(id), actor);
    consults.approveNote(id, 1, actor);
    consults.markCopied(id, actor);
    expect(consults.recall(id, actor, withdrawalOf)).toMatchObject({ version: 3 });
    expect(consults.readConsult(id, actor)).toMatchObject({ state: { kind: "noted" }, outbox: [] });
  });

  it("tells in the log that consent was given, with the consult", async () => {
    const { consults, id, actor } = await openPractice();
    expect(consults.readAudit(actor, { consultId: id }).slice(1)).toMatchObject([
      { action: "consent-given", object: "consult", actorId: "arts" },
      { action: "consult-created" },
    ]);
  });

  it("knows one BSN for one patient: other traits are never taken over silently (HAZARDS 24)", async () => {
    const { consults, actor, patient, id, store } = await openPractice();
    const { id: patientId, ...same } = patient;
    for (const birthDate of ["2026-03-05", "0000-01-01", "1889-12-31"]) {
      const nobody = { ...same, bsn: undefined as never, birthDate };
      expect(() => consults.savePatient(nobody, actor), birthDate).toThrow(code("patient-invalid"));
    }
    expect(consults.savePatient(same, actor).id).toBe(patientId);
    const name = { given: "ANNA ", family: "verhoeven-zandstra" };
    expect(consults.savePatient({ ...same, name }, actor)).toEqual(patient);
    const others = [
      { ...same, name: { given: "Piet", family: "Jansen" } },
      { ...same, birthDate: "1971-05-07" },
      { ...same, gender: "male" as const },
    ];
    for (const other of others) {
      expect(() => consults.savePatient(other, actor)).toThrow(code("bsn-known"));
      expect(() => consults.savePatient(other, actor, "another")).toThrow(code("bsn-known"));
      expect(consults.findPatient("999911120", actor)).toEqual(patient);
    }
    expect(consults.readAudit(actor)[1]).toMatchObject({ action: "patient-read", patientId });

    const corrected = consults.savePatient(others[1]!, actor, patientId);
    expect(corrected).toMatchObject({ birthDate: "1971-05-07", bsn: "999911120" });
    expect(consults.findPatient("999911120", actor)).toEqual(corrected);
    const next = consults.createConsult({ patientId: corrected.id, setting: "consult" }, actor);
    expect(consults.readConsult(next.id, actor).patient).toEqual(corrected);
    // The consult of before is still of whom it was made with.
    expect(consults.readConsult(id, actor).patient).toEqual(patient);
    expect(store.db.all("SELECT id FROM patient")).toHaveLength(2);
  });

  it("knows no patient without a name", async () => {
    const { consults, actor, patient } = await openPractice();
    const { id: _, bsn: __, ...traits } = patient;
    expect(() => consults.savePatient({ ...traits, name: { given: "A", family: " " } }, actor)).toThrow(
      code("patient-invalid"),
    );
    const long = "x".repeat(200);
    expect(consults.savePatient({ ...traits, name: { given: long, family: long } }, actor).name.family).toBe(long);
  });

  it("says so where a consult is not there", async () => {
    const { consults, actor } = await openPractice();
    expect(() => consults.readConsult("nowhere", actor)).toThrow(code("consult-unknown"));
  });
});
