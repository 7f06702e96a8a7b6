import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Recorder } from "../../../../src/engine/recording/recorder.ts";
import { findRecording, listParts } from "../../../../src/engine/recording/recording-rows.ts";
import { salvageRecordings } from "../../../../src/engine/recording/salvage.ts";
import { openSound } from "../../../../src/engine/recording/sound.ts";
import { ConsultStore } from "../../../../src/engine/store/consult-store.ts";
import { draft, openAt, openPractice, utterance } from "../store/practice.ts";
import { tone } from "./tone.ts";

const RATE = 8_000;
const events = { onStored() {}, onFailure() {} };

async function recordingPractice() {
  const practice = await openPractice();
  const recorder = await Recorder.open(practice.store, practice.id, { rate: RATE, minRoomS: 1, ...events });
  practice.consults.apply(practice.id, { type: "start" }, practice.actor);
  recorder.append(tone(RATE, 5), RATE);
  practice.consults.saveUtterance(practice.id, utterance("u1", 0, 4));
  return { ...practice, recorder };
}

describe("consent withdrawn", () => {
  it("destroys key, file, transcript and drafts, and records that it did", async () => {
    const { store, consults, recorder, id, actor, folder } = await recordingPractice();
    const [part] = listParts(store, findRecording(store, id)!.id);
    writeFileSync(join(folder, "soepel.db.before-40"), "a copy made before an upgrade");
    await recorder.abandon();
    expect(consults.withdraw(id, actor)).toEqual({ kind: "withdrawn" });
    expect(existsSync(part!.path)).toBe(false);
    expect(store.db.all("SELECT wrapped_key FROM sound_part")).toEqual([{ wrapped_key: null }]);
    expect(store.db.get("SELECT state, destroyed_why AS why FROM recording")).toEqual({
      state: "destroyed",
      why: "withdrawn",
    });
    expect(existsSync(join(folder, "soepel.db.before-40"))).toBe(false);
    // Nor do the keys live on in the write-ahead log.
    expect(statSync(join(folder, "soepel.db-wal")).size).toBe(0);
    await expect(openSound(store, id)).rejects.toMatchObject({ code: "recording-missing" });
    const view = consults.readConsult(id, actor);
    expect(view).toMatchObject({ hasSound: false, versions: [], transcript: { utterances: [] } });
    // A late result brings nothing back (HAZARDS 31).
    expect(consults.saveUtterance(id, utterance("u9", 0, 1))).toBeUndefined();
    expect(consults.saveWritten(id, draft(id))).toBeUndefined();
    const actions = consults.readAudit(actor, { consultId: id }).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["consent-withdrawn", "sound-destroyed", "transcript-destroyed"]));
    await expect(Recorder.open(store, id, { rate: RATE, ...events })).rejects.toMatchObject({
      code: "recording-missing",
    });
  });

  it("leaves the note that was approved", async () => {
    const { consults, recorder, id, actor } = await recordingPractice();
    await recorder.stop();
    consults.apply(id, { type: "stop" }, actor);
    const { version } = consults.saveWritten(id, draft(id))!;
    consults.approveNote(id, version, actor);
    expect(consults.withdraw(id, actor)).toEqual({ kind: "approved", version: 2 });
    const view = consults.readConsult(id, actor);
    expect(view.versions.map(({ kind }) => kind)).toEqual(["approved"]);
    expect(view).toMatchObject({ hasSound: false, transcript: { utterances: [] } });
  });
});

describe("salvage", () => {
  it("closes what was open, once, deletes no sound and goes on from there (HAZARDS 12, 13, 14)", async () => {
    const { store, recorder, id, actor, folder } = await recordingPractice();
    await recorder.halt("pause");
    recorder.resume();
    // As after a crash: the rows say "open", nobody records.
    await recorder.abandon();
    const files = readdirSync(join(folder, "sound"));
    store.close();
    const again = await openAt(folder);
    const after = new ConsultStore(again);
    expect(await after.salvage()).toEqual([{ consultId: id, seconds: 5, isReadable: true }]);
    expect(await after.salvage()).toEqual([]);
    expect(readdirSync(join(folder, "sound"))).toEqual(files);
    const view = after.readConsult(id, actor);
    expect(view.state).toEqual({ kind: "interrupted", cause: "crash" });
    expect(view).toMatchObject({ setting: "consult", patient: { name: { given: "Anna" } } });
    expect(view.gaps.map(({ reason }) => reason)).toEqual(["pause", "crash"]);
    const onwards = await Recorder.open(again, id, { rate: RATE, minRoomS: 1, ...events });
    onwards.append(tone(RATE, 1), RATE);
    expect(await onwards.stop()).toBe(6);
    again.close();
  });

  it("does not try a recording twice that brought it down, and offers it for discarding (HAZARDS 14)", async () => {
    const { store, consults, recorder, id, actor } = await recordingPractice();
    await recorder.abandon();
    store.db.run("UPDATE recording SET state = 'salvaging'");
    expect(await consults.salvage()).toEqual([{ consultId: id, seconds: 0, isReadable: false }]);
    expect(await consults.salvage()).toEqual([]);
    expect(consults.readConsult(id, actor)).toMatchObject({ state: { kind: "interrupted" }, hasSound: true });
    expect(consults.discard(id, actor)).toEqual({ kind: "discarded" });
  });

  it("sweeps files that no key opens, and nothing else", async () => {
    const { store, recorder } = await recordingPractice();
    await recorder.stop();
    const [kept] = readdirSync(store.soundFolder);
    writeFileSync(join(store.soundFolder, "3f2c7a52-0000-4000-8000-000000000000.sound"), "noise");
    writeFileSync(join(store.soundFolder, "not-ours.txt"), "");
    await salvageRecordings(store);
    expect(readdirSync(store.soundFolder).sort()).toEqual([kept, "not-ours.txt"].sort());
  });
});
