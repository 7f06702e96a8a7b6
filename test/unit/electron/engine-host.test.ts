import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EngineHost } from "../../../electron/engine-host.ts";
import type { EngineEvent } from "../../../src/contract/events.ts";
import type { Status } from "../../../src/contract/views.ts";

const SCRIPT = join(import.meta.dirname, "../../../src/engine/main.ts");

/** The real engine, as Electron's main process starts it. */
describe("the engine's host", () => {
  let folder: string;
  let events: EngineEvent[];
  let host: EngineHost | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "soepel-host-"));
    events = [];
  });
  afterEach(async () => {
    await host?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const start = (key = new Uint8Array(32).fill(7)) => {
    host = new EngineHost({
      node: process.execPath,
      script: SCRIPT,
      folder,
      findKey: () => ({ kind: "key", key }),
      tell: (event) => events.push(event),
    });
    return host;
  };
  const links = () => events.flatMap((event) => (event.type === "link" ? [event.up] : []));

  it("answers calls, at once after the start too, and what is unknown with its code", async () => {
    const engine = start();
    const status = await engine.call("status:read", {});
    expect(status).toMatchObject({ ok: true, value: { transport: "electron", dataFolder: folder } });
    expect(await engine.call("no:such-call", {})).toMatchObject({ ok: false, code: "usage" });
    expect(await engine.call("consult:list", {})).toMatchObject({ ok: false, code: "not-signed-in" });
  });

  it("starts an engine that was killed again, says so, and answers what the crash caught (HAZARDS 22)", async () => {
    const engine = start();
    await engine.call("status:read", {});
    const { pid } = engine;
    process.kill(pid!, "SIGSTOP");
    const caught = engine.call("status:read", {});
    process.kill(pid!, "SIGKILL");
    expect(await caught).toEqual({ ok: false, code: "engine-lost" });
    await expect.poll(links, { timeout: 20_000 }).toEqual([false, true]);
    expect(engine.pid).not.toBe(pid);
    expect(await engine.call("status:read", {})).toMatchObject({ ok: true });
  });

  it("tells a window that opens later how things stand", async () => {
    const engine = start();
    await engine.call("status:read", {});
    await expect.poll(() => events.some(({ type }) => type === "status")).toBe(true);
    const before = events.length;
    engine.tellAll();
    expect(events.slice(before).map(({ type }) => type)).toEqual(["status"]);
  });

  it("answers with the reason where the data do not open, and tries again when asked", async () => {
    await start().call("status:read", {});
    await host!.close();
    const other = start(new Uint8Array(32).fill(8));
    expect(await other.call("status:read", {})).toMatchObject({ ok: false, code: "store-unreadable" });
    expect(await other.call("settings:read", {})).toMatchObject({ ok: false, code: "store-unreadable" });
    await other.close();
    // Out of its reach: the process itself is begun anew.
    const database = join(folder, "soepel.db");
    renameSync(database, `${database}.elsewhere`);
    const third = start();
    expect(await third.call("status:read", {})).toMatchObject({ ok: false, code: "store-missing" });
    const { pid } = third;
    await expect.poll(async () => (await third.call("settings:read", {})).ok).toBe(false);
    expect(await third.call("status:read", {})).toMatchObject({ ok: false, code: "store-missing" });
    expect(third.pid).not.toBe(pid);
    renameSync(`${database}.elsewhere`, database);
    expect(await third.call("status:read", {})).toMatchObject({ ok: true });
    expect(links()).toEqual([]);
  });

  it("keeps the key in a file for its owner where there is no key store", async () => {
    const file = join(folder, "soepel.key");
    const engine = new EngineHost({
      node: process.execPath,
      script: SCRIPT,
      folder,
      findKey: () => ({ kind: "key", file }),
      tell: () => {},
    });
    host = engine;
    const status = (await engine.call("status:read", {})) as { ok: true; value: Status };
    expect(status.ok).toBe(true);
    await engine.close();
    writeFileSync(file, Buffer.alloc(3));
    const second = start();
    expect(await second.call("status:read", {})).toMatchObject({ ok: false, code: "store-unreadable" });
  });
});
