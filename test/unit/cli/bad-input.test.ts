import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeWav } from "../engine/audio/make-wav.ts";
import { makeMusic, makeNoise } from "../engine/speech/make-sounds.ts";
import { runSoepel } from "./run-soepel.ts";

const DEMO = fileURLToPath(new URL("../../fixtures/demo/", import.meta.url));
const PARTIES = ["--patient-file", join(DEMO, "patient.json"), "--practice-file", join(DEMO, "practice.json")];
const NOTE = fileURLToPath(new URL("../../fixtures/fhir/notes/", import.meta.url));

const note = () => join(NOTE, readdirSync(NOTE).find((name) => name.endsWith(".json"))!);

let root: string;
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(root, name);
  writeFileSync(path, content);
  return path;
};
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "soepel-bad-input-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("a recording without speech makes no text, no note and no file (HAZARDS 1, 2)", () => {
  const silent = new Float32Array(16_000 * 5);
  test.each([
    ["not a WAV", () => new TextEncoder().encode("dit is geen geluid"), "not a WAV"],
    ["an empty file", () => new Uint8Array(), "no samples"],
    ["no samples", () => makeWav([new Float32Array()]), "no samples"],
    ["0.3 s", () => makeWav([makeNoise(0.3, 0.1, "white")]), "no speech"],
    ["silence", () => makeWav([silent]), "no speech"],
    ["stereo silence at 44.1 kHz", () => makeWav([silent, silent], { rate: 44_100 }), "no speech"],
    ["noise", () => makeWav([makeNoise(5, 0.2, "pink")]), "no speech"],
    ["music", () => makeWav([makeMusic(5)]), "no speech"],
    ["samples that are no numbers", () => makeWav([silent.with(70_000, Number.NaN)], { format: "f32" }), "not numbers"],
  ])("%s", async (name, make, says) => {
    const wav = file(`${name}.wav`, make());
    const out = join(root, `out of ${name}`);
    const ran = await runSoepel(["consult", wav, ...PARTIES, "--out", out]);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toContain(says);
    expect(() => readdirSync(out)).toThrow("ENOENT");
  });

  test.skipIf(process.platform === "win32")("a pipe is refused at once, not waited for", async () => {
    const pipe = join(root, "pipe");
    execFileSync("mkfifo", [pipe]);
    for (const command of ["transcribe", "note"])
      expect(await runSoepel([command, pipe])).toMatchObject({ code: 3, stdout: "" });
  });

  test("a file that is not there", async () => {
    const ran = await runSoepel(["transcribe", join(root, "nergens.wav")]);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toContain("does not exist");
  });
});

describe("a transcript that no note can be made of", () => {
  test.each([
    ["no turns", "setting: consult\npatient: v 54\n", "no turns"],
    ["nothing", "", "no turns"],
    ["bytes", "\u0000\u0001\u0002\u0003", "not a transcript"],
    ["JSON of something else", '{"hello":1}', "not a transcript"],
    [
      "English",
      "Z: Good morning, what can I do for you today?\nP: I have had a pain in my back for three weeks now and it is getting worse.",
      "not in Dutch",
    ],
  ])("%s", async (name, text, says) => {
    const ran = await runSoepel(["note", file(`${name}.txt`, text), "--json"]);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toContain(says);
  });
});

describe("export", () => {
  test("a patient without a name: the field is named, its neighbours' values are not", async () => {
    const patient = file(
      "patient.json",
      JSON.stringify({ name: { given: "Anna" }, birthDate: "1972-03-14", gender: "female" }),
    );
    const ran = await runSoepel(["export", note(), "--patient-file", patient, ...PARTIES.slice(2), "--dry-run"]);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toContain("name.family is missing");
    expect(ran.stderr).not.toContain("1972");
  });

  test("a note that is none", async () => {
    const ran = await runSoepel(["export", file("note.json", '{"lines":[]}'), ...PARTIES, "--dry-run"]);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
  });

  test("a code under a title that the table does not give it", async () => {
    const text = readFileSync(note(), "utf8").replace(
      /("code":\s*"[A-Z]\d\d"[^}]*?"title":\s*)"[^"]*"/,
      '$1"Longkanker"',
    );
    const ran = await runSoepel(["export", file("title.json", text), ...PARTIES, "--dry-run"]);
    expect(ran).toMatchObject({ code: 3, stdout: "" });
    expect(ran.stderr).toContain("is not that of the ICPC table");
  });

  test("an HIS that is not there: exit 6, and what to do", async () => {
    const ran = await runSoepel(["export", note(), ...PARTIES, "--to", "http://127.0.0.1:9/fhir"]);
    expect(ran).toMatchObject({ code: 6, stdout: "" });
    expect(ran.stderr).toContain("nothing is lost");
  });

  test("an HIS that refuses: exit 5, and nothing of the patient on the screen", async () => {
    const server = createServer((_, answer) => {
      answer.writeHead(422, { "content-type": "application/fhir+json" });
      answer.end(
        JSON.stringify({
          resourceType: "OperationOutcome",
          issue: [{ severity: "error", code: "processing", diagnostics: "Anna Voorbeeld 999911120" }],
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const ran = await runSoepel(["export", note(), ...PARTIES, "--to", `http://127.0.0.1:${port}/fhir`]);
      expect(ran).toMatchObject({ code: 5, stdout: "" });
      expect(ran.stderr).toContain("422");
      expect(ran.stderr).not.toMatch(/Voorbeeld|999911120/);
    } finally {
      server.close();
    }
  });
});

describe("wrong use is exit 2 and shows the right one", () => {
  test.each([
    [["dicteer"], "no such command"],
    [["transcribe"], "usage: soepel transcribe"],
    [["note", "a", "b"], "--json-lines"],
    [["note", "a", "--setting", "spoed"], "--setting is one of"],
    [["note", "a", "--patient", "Anna"], "--patient is a sex and an age"],
    [["export", "a", ...PARTIES], "--dry-run or --to"],
    [["consult", "a.wav"], "--patient-file is needed"],
    [["export", note(), ...PARTIES, "--dry-run", "--approve-as", "  "], "--approve-as names who approves"],
    [["transcribe", "a.wav", "--geheim=Anna"], "--geheim"],
  ])("%j", async (words, says) => {
    const ran = await runSoepel(words);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain(says);
    expect(ran.stderr).not.toMatch(/Anna(?!\/)/);
  });
});

test("a folder that cannot be written is exit 7, and no half of the three files stays", {
  timeout: 300_000,
}, async () => {
  const taken = file("taken", "a file where the folder should be");
  const ran = await runSoepel(["consult", join(DEMO, "consult.wav"), ...PARTIES, "--out", join(taken, "out")]);
  expect(ran).toMatchObject({ code: 7, stdout: "" });
  expect(ran.stderr).toContain("no right to write");
});
