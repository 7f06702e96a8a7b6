import { expect, it } from "vitest";
import { SoepelError } from "../../../../src/contract/errors.ts";
import { Recorder } from "../../../../src/engine/recording/recorder.ts";
import { draft, openAt, openPractice, PATIENT_WORDS, utterance, withdrawalOf } from "./practice.ts";

/** All that a log could get of an error. */
function everything(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack, cause } = error;
  return [name, message, stack, JSON.stringify(error), cause === undefined ? "" : everything(cause)].join("\n");
}

it("says no word of a patient in any error (HAZARDS 27)", async () => {
  const { store, consults, actor, patient, id, folder } = await openPractice();
  const [family = "", bsn = "", word = "", illness = ""] = PATIENT_WORDS;
  consults.saveUtterance(id, utterance("u1", 0, 1, illness));
  consults.saveEdited(id, draft(id, `${word} ${illness}`), actor);
  const run = (sql: string, ...values: (string | Buffer)[]) => {
    return () => store.db.run(sql, ...values);
  };
  const attempts: (() => unknown)[] = [
    run("INSERT INTO patient VALUES (?, ?, '{}')", family, bsn),
    run("INSERT INTO patient VALUES (?, '1', ?)", family, illness),
    run("INSERT INTO patient VALUES (?, ?)", family, bsn),
    run("UPDATE consult SET started_at = ?", Buffer.from(family)),
    run("UPDATE consult SET state = ?", word),
    run("UPDATE note_version SET note = ?", word),
    run("INSERT INTO utterance VALUES (?, 'u', 0, 1, 's', ?, '[]', NULL, NULL)", family, word),
    run("INSERT INTO utterance VALUES ('c', 'u', 0, 1, 's', ?, ?, NULL, NULL)", word, illness),
    run("INSERT INTO utterance VALUES ('c', 'u', ?, 1, 's', 't', '[]', NULL, NULL)", illness),
    () => store.db.get("SELECT json_extract(?, '$.x')", illness),
    () => consults.savePatient({ ...patient, gender: "male" }, actor),
    () => consults.savePatient({ ...patient, name: { given: word, family: " " } }, actor),
    () => consults.savePatient({ ...patient, birthDate: illness }, actor),
    () => consults.saveClinician({ name: " ", role: "huisarts", agb: bsn }, actor),
    () => consults.createConsult({ patientId: family, setting: "consult" }, actor),
    () => consults.readConsult(family, actor),
    () => consults.approveNote(id, 7, actor),
    () => consults.recall(id, actor, withdrawalOf),
    () => consults.markCopied(id, actor),
    () => consults.apply(id, { type: "stop" }, actor),
    () => consults.playSound(id, 0, 2, actor),
    () => Recorder.open(store, id, { rate: 8_000, minRoomS: 1e12, onStored() {}, onFailure() {} }),
    () => Recorder.open(store, family, { rate: 8_000, minRoomS: 1, onStored() {}, onFailure() {} }),
    () => openAt(folder),
  ];
  for (const [at, attempt] of attempts.entries()) {
    const error = await Promise.resolve()
      .then(attempt)
      .then(
        () => undefined,
        (failure: unknown) => failure,
      );
    expect(error, `attempt ${at}`).toBeInstanceOf(Error);
    for (const secret of PATIENT_WORDS) expect(everything(error), `attempt ${at}`).not.toContain(secret);
    if (error instanceof SoepelError) expect(error.detail ?? "").not.toContain(folder);
  }
});
