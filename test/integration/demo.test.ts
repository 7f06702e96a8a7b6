import { spawn } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { TransactionBundle } from "../../src/core/fhir/entries.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

function runDemo(): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", ["run", "-s", "demo"], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

test("npm run demo: sound becomes a transcript, a note and a transaction that a real FHIR server stores once", async () => {
  rmSync(`${ROOT}out/demo`, { recursive: true, force: true });
  const { code, output } = await runDemo();
  expect(code, output).toBe(0);
  for (const step of ["1/4", "2/4", "3/4", "4/4"]) expect(output).toMatch(new RegExp(`${step} .*: [0-9.]+ (s|min)`));
  expect(output).toMatch(/The server has Composition\/\d+.*Sent again: 0 new/);
  const bundle = JSON.parse(readFileSync(`${ROOT}out/demo/bundle.json`, "utf8")) as TransactionBundle;
  const reports = bundle.entry.flatMap(({ resource }) => (resource.resourceType === "Composition" ? [resource] : []));
  expect(reports.length).toBeGreaterThan(0);
  expect(reports.every((report) => report.status === "final")).toBe(true);
});
