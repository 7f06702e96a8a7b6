import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const home = mkdtempSync(join(tmpdir(), "soepel-home-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

// Where ONNX Runtime reports its use it first writes a device id and a queue of events into the home folder.
test("no command reports its use: the home folder stays as it was", { timeout: 300_000 }, async () => {
  const soepel = fileURLToPath(new URL("../../../../src/cli/soepel.ts", import.meta.url));
  const demo = fileURLToPath(new URL("../../../fixtures/demo/consult.txt", import.meta.url));
  const { ORT_DISABLE_TELEMETRY: _, XDG_CACHE_HOME: __, ...env } = process.env;
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", soepel, "note", demo], {
    env: { ...env, HOME: home, LOCALAPPDATA: home },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  expect(code).toBe(0);
  expect(readdirSync(home)).toEqual([]);
});
