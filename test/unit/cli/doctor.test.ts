import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Finding } from "../../../src/engine/doctor/finding.ts";
import { makeShelf, SHIPPED, type ShelfFixture, write } from "../engine/models/shelf-fixture.ts";
import { runSoepel } from "./run-soepel.ts";

let made: ShelfFixture;
beforeEach(() => {
  made = makeShelf();
});
afterEach(() => made.remove());

function doctor(words: readonly string[], env: Record<string, string> = {}) {
  const places = { SOEPEL_MODELS: made.places.shipped, SOEPEL_HOME: join(made.root, "home") };
  return runSoepel(["doctor", ...words], { ...places, ...env });
}

const read = (stdout: string): { ok: boolean; findings: Finding[] } => JSON.parse(stdout);

describe("soepel doctor", () => {
  test("a whole installation: exit 0, the native modules work, the speed is not invented where no model measures it", async () => {
    const ran = await doctor(["--json"]);
    expect(ran.code).toBe(0);
    const { ok, findings } = read(ran.stdout);
    expect(ok).toBe(true);
    const states = Object.fromEntries(findings.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({
      node: "ok",
      "data-folder": "ok",
      "native-speech": "ok",
      "native-store": "ok",
      [`model-${SHIPPED}`]: "ok",
      speed: "let op",
    });
    expect(findings.find(({ id }) => id === "speed")?.facts).toEqual({ code: "model-unknown" });
    expect(states).not.toHaveProperty("tier");
  });

  test("with the models that ship: every one is whole, the speed is measured, the tiers are called an estimate", async () => {
    const ran = await runSoepel(["doctor"], { SOEPEL_HOME: join(made.root, "home") });
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stdout).toMatch(/^ok {6}model whisper-base is heel \(sha256\)$/m);
    expect(ran.stdout).toMatch(
      /^(ok {4}|let op) {2}snelheid: 30 s geluid in [\d,]+ s uitgeschreven, dat is [\d,]+ s per seconde/m,
    );
    expect(ran.stdout).toMatch(/^ok {6}schatting: /m);
    expect(ran.stdout).toContain("Soepel werkt hier");
  });

  test("a damaged model: exit 4, in Dutch, with what to do", async () => {
    const path = join(made.places.shipped, SHIPPED, "w.onnx");
    const bytes = readFileSync(path);
    bytes[0] = bytes[0]! ^ 1;
    write(path, bytes);
    const ran = await doctor([]);
    expect(ran.code).toBe(4);
    expect(ran.stdout).toMatch(/^fout {4}model tiny-shipped is beschadigd: w\.onnx digest$/m);
    expect(ran.stdout).toContain("Haal Soepel opnieuw op");
    expect(ran.stdout).toContain("Soepel werkt hier nog niet");
  });

  test("a data folder that cannot be made: exit 7", async () => {
    write(join(made.root, "file"), "");
    const ran = await doctor(["--json"], { SOEPEL_HOME: join(made.root, "file", "home") });
    expect(ran.code).toBe(7);
    expect(read(ran.stdout).findings.find(({ id }) => id === "data-folder")).toMatchObject({
      state: "fout",
      facts: { code: "ENOTDIR" },
    });
  });

  test("no models folder: exit 4", async () => {
    expect((await doctor([], { SOEPEL_MODELS: join(made.root, "nowhere") })).code).toBe(4);
  });
});
