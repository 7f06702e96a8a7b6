import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { EngineEvent } from "../../../src/contract/events.ts";
import { openLockedEngine } from "../../../src/engine/locked-engine.ts";
import { keyFile } from "../../../src/engine/store/key.ts";
import { must, PATIENT, prepareConsult, startEngine } from "./app/engine-bench.ts";

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
