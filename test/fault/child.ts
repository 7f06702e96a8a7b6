/**
 * A Soepel to be killed: opens a data folder in a process of its own, prints "ready", and does what it is told until
 * it dies. usage: child.ts FOLDER hold | record CONSULT | cut CONSULT | withdraw CONSULT | send URL | edit CONSULT
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import type { His } from "../../src/core/fhir/ports.ts";
import { Outbox } from "../../src/engine/outbox/outbox.ts";
import { Recorder } from "../../src/engine/recording/recorder.ts";
import { ConsultStore } from "../../src/engine/store/consult-store.ts";
import { keyFile } from "../../src/engine/store/key.ts";
import { openStore } from "../../src/engine/store/store.ts";
import { tone } from "../unit/engine/recording/tone.ts";
import { draft, RECEIPT } from "../unit/engine/store/practice.ts";

const [folder = "", task, argument = ""] = process.argv.slice(2);
// Straight to the pipe: what is told has been told when the process dies.
const tell = (line: string) => writeSync(1, `${line}\n`);

const store = await openStore({ folder, keys: keyFile(join(folder, "soepel.key")), program: "child" });
const consults = new ConsultStore(store);
const actor = { id: "arts", role: "huisarts" };
const events = {
  onStored: (seconds: number) => tell(`stored ${seconds}`),
  onFailure: (error: unknown) => tell(`failed ${(error as { code?: string }).code}`),
};

/** As a worklet does it: 20 ms of sound every 20 ms, for ever. */
function record(recorder: Recorder, rate: number): void {
  const sound = tone(rate, 60);
  const piece = rate / 50;
  const began = performance.now();
  let given = 0;
  setInterval(() => {
    const due = ((performance.now() - began) / 1_000) * rate;
    for (; given < due; given += piece) recorder.append(sound.subarray(given, given + piece), rate);
    tell(`given ${given / rate}`);
  }, 20);
}

tell("ready");
switch (task) {
  case "hold":
    setInterval(() => {}, 1_000);
    break;
  case "record": {
    const recorder = await Recorder.open(store, argument, { rate: 48_000, minRoomS: 1, ...events });
    consults.apply(argument, { type: "start" }, actor);
    record(recorder, 48_000);
    break;
  }
  case "fill": {
    const recorder = await Recorder.open(store, argument, { rate: 48_000, minRoomS: 1, ...events });
    for (let at = 0; at < 20; at++) recorder.append(tone(48_000, 1, at), 48_000);
    tell(`kept ${await recorder.stop()}`);
    process.exit();
    break;
  }
  case "cut": {
    const recorder = await Recorder.open(store, argument, { rate: 8_000, minRoomS: 1, ...events });
    recorder.append(tone(8_000, 100), 8_000);
    await recorder.halt("pause");
    tell("now");
    await recorder.destroyLast(60, actor);
    tell("done");
    setInterval(() => {}, 1_000);
    break;
  }
  case "withdraw":
    tell("now");
    consults.withdraw(argument, actor);
    tell("done");
    setInterval(() => {}, 1_000);
    break;
  case "send": {
    const his: His = {
      async send(bundle, signal) {
        await fetch(argument, { method: "POST", body: JSON.stringify(bundle), signal: signal ?? null });
        return RECEIPT;
      },
    };
    await new Outbox(store, his, { onChange() {}, onError() {} }).wake();
    tell("done");
    break;
  }
  case "edit":
    for (let i = 1; ; i++)
      tell(`saved ${consults.saveEdited(argument, draft(argument, `versie ${i}`), actor).version}`);
  default:
    throw new Error("unknown task");
}
