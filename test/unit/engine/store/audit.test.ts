import { describe, expect, it } from "vitest";
import { verifyAudit } from "../../../../src/engine/store/audit.ts";
import { draft, openPractice, PATIENT_WORDS, utterance } from "./practice.ts";

/** Does what only somebody with the key and another program could do. */
function tamper(store: Awaited<ReturnType<typeof openPractice>>["store"], sql: string): void {
  store.db.execute("DROP TRIGGER audit_log_is_final; DROP TRIGGER audit_log_stays");
  store.db.run(sql);
}

describe("the audit log", () => {
  it("tells who did what to whom, when, with what and how it went (NEN 7513), without a word of the patient", async () => {
    const { consults, actor, patient, id, store } = await openPractice();
    consults.saveUtterance(id, utterance("u1", 0, 2));
    consults.saveEdited(id, draft(id), actor);
    consults.approveNote(id, 1, actor);
    consults.readConsult(id, actor);
    const log = consults.readAudit(actor, { consultId: id }).toReversed();
    expect(log.map(({ action }) => action)).toEqual([
      "consult-created",
      "consent-given",
      "note-saved",
      "note-approved",
      "consult-read",
      "audit-read",
    ]);
    expect(log[3]).toMatchObject({
      actorId: "arts",
      actorRole: "huisarts",
      system: "test",
      at: "2026-03-02T09:00:00.000Z",
      patientId: patient.id,
      consultId: id,
      object: "version 2",
      outcome: "ok",
    });
    const all = JSON.stringify(store.db.all("SELECT * FROM audit_log"));
    for (const word of PATIENT_WORDS) expect(all).not.toContain(word);
  });

  it("can be added to, never changed", async () => {
    const { store } = await openPractice();
    expect(() => store.db.run("UPDATE audit_log SET actor_id = 'x'")).toThrow(/append-only/);
    expect(() => store.db.run("DELETE FROM audit_log")).toThrow(/append-only/);
  });

  it("has no entry for what did not happen", async () => {
    const { consults, actor, id } = await openPractice();
    const before = consults.verifyAudit().entries;
    expect(() => consults.apply(id, { type: "stop" }, actor)).toThrow();
    expect(consults.verifyAudit().entries).toBe(before);
  });

  it.each([
    ["changed", "UPDATE audit_log SET actor_id = 'x' WHERE seq = 2", 2],
    ["removed", "DELETE FROM audit_log WHERE seq = 2", 2],
    ["removed at the start", "DELETE FROM audit_log WHERE seq = 1", 1],
  ])("shows an entry that was %s", async (_, sql, brokenAt) => {
    const { store } = await openPractice();
    expect(verifyAudit(store)).toMatchObject({ entries: 4 });
    expect(verifyAudit(store).brokenAt).toBeUndefined();
    tamper(store, sql);
    expect(verifyAudit(store)).toMatchObject({ brokenAt });
  });

  it("shows entries cut off the end against a head that was kept", async () => {
    const { store, consults, actor } = await openPractice();
    const { head } = verifyAudit(store);
    consults.readAudit(actor);
    expect(verifyAudit(store, head).brokenAt).toBeUndefined();
    tamper(store, "DELETE FROM audit_log WHERE seq >= 4");
    expect(verifyAudit(store).brokenAt).toBeUndefined();
    expect(verifyAudit(store, head)).toMatchObject({ brokenAt: 4 });
  });
});
