import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { EngineEvent } from "../../../src/contract/events.ts";
import { openLockedEngine } from "../../../src/engine/locked-engine.ts";
import { keyFile } from "../../../src/engine/store/key.ts";
import { toRecoveryCode } from "../../../src/engine/store/recovery-code.ts";
import { must, PATIENT, prepareConsult, startEngine } from "./app/engine-bench.ts";

const log = () => {};
const WORDS = "vier fietsen in de regen";

it("answers nothing until the words are given, then everything, to whoever listened before", async () => {
  const { engine: first, folder, close } = await startEngine();
  await prepareConsult(first);
  expect((await must(first, "status:read", {})).key).toEqual({ where: "file", path: join(folder, "soepel.key") });
  const { code } = await must(first, "key:recovery", {});
  expect(await first.call("key:protect", { passphrase: "te kort" })).toMatchObject({ code: "usage" });
  expect((await must(first, "key:protect", { passphrase: WORDS })).key.where).toBe("passphrase");
  const { entries } = await must(first, "log:read", {});
  expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(["key-changed", "key-shown"]));
  await close();

  const keys = keyFile(join(folder, "soepel.key"));
  const engine = await openLockedEngine({ folder, keys, program: "test", transport: "browser" });
  onTestFinished(() => engine.close());
  const events: EngineEvent[] = [];
  engine.listen((event) => events.push(event), new AbortController().signal);
  for (const name of ["status:read", "clinician:list"] as const)
    expect(await engine.call(name, {})).toEqual({ ok: false, code: "key-locked" });
  expect(await engine.call("key:unlock", { passphrase: WORDS.toUpperCase() })).toEqual({
    ok: false,
    code: "key-wrong",
  });
  expect(await engine.call("key:unlock", { recovery: code.slice(1) })).toEqual({ ok: false, code: "recovery-wrong" });
  expect(await engine.answer("key:unlock", { passphrase: 7 })).toMatchObject({ ok: false, code: "usage" });
  expect(await engine.call("key:unlock", { passphrase: WORDS })).toEqual({ ok: true, value: null });
  expect(events[0]).toEqual({ type: "link", up: true });
  const [clinician] = await must(engine, "clinician:list", {});
  await must(engine, "clinician:sign-in", { clinicianId: clinician!.id });
  expect((await must(engine, "consult:list", {}))[0]!.patient.name).toEqual(PATIENT.name);
});

it.each([
  ["gone", "key-missing"],
  ["damaged", "key-invalid"],
  ["another's", "store-unreadable"],
])(
  "data whose key is %s: says so, opens by the recovery code alone, and by itself the next time",
  async (how, code) => {
    const { engine: first, folder, close } = await startEngine();
    await prepareConsult(first);
    const { code: recovery } = await must(first, "key:recovery", {});
    await close();
    const path = join(folder, "soepel.key");
    const [right, database] = [readFileSync(path), readFileSync(join(folder, "soepel.db"))];
    if (how === "gone") rmSync(path);
    else writeFileSync(path, how === "damaged" ? "x" : Buffer.alloc(32, 7), { mode: 0o600 });

    const open = () => openLockedEngine({ folder, keys: keyFile(path), program: "test", transport: "browser", log });
    const engine = await open();
    const events: EngineEvent[] = [];
    engine.listen((event) => events.push(event), new AbortController().signal);
    expect(await engine.call("status:read", {})).toEqual({ ok: false, code });
    expect(await engine.call("consult:list", {})).toEqual({ ok: false, code });
    // A code that was copied right, but of other data.
    const other = toRecoveryCode(Buffer.alloc(32, 3));
    expect(await engine.call("key:unlock", { recovery: other })).toEqual({ ok: false, code: "recovery-wrong" });
    expect(readFileSync(join(folder, "soepel.db"))).toEqual(database);
    expect(await engine.call("key:unlock", { recovery })).toEqual({ ok: true, value: null });
    expect(events[0]).toEqual({ type: "link", up: true });
    expect((await must(engine, "status:read", {})).key).toEqual({ where: "file", path, isRecovered: true });
    const [clinician] = await must(engine, "clinician:list", {});
    await must(engine, "clinician:sign-in", { clinicianId: clinician!.id });
    expect(await must(engine, "consult:list", {})).toHaveLength(1);
    const { entries } = await must(engine, "log:read", {});
    expect(entries).toContainEqual(
      expect.objectContaining({ action: "key-changed", object: "recovery", who: "Soepel" }),
    );
    await engine.close();
    expect(readFileSync(path)).toEqual(right);
    const again = await open();
    expect((await must(again, "status:read", {})).key).toEqual({ where: "file", path });
    await again.close();
  },
);

it("finds a key that was put back when it is asked how it stands", async () => {
  const { folder, close } = await startEngine();
  await close();
  const path = join(folder, "soepel.key");
  const key = readFileSync(path);
  rmSync(path);
  const engine = await openLockedEngine({ folder, keys: keyFile(path), program: "test", transport: "browser", log });
  onTestFinished(() => engine.close());
  expect(await engine.call("status:read", {})).toEqual({ ok: false, code: "key-missing" });
  writeFileSync(path, key, { mode: 0o600 });
  expect((await must(engine, "status:read", {})).key).toEqual({ where: "file", path });
});
