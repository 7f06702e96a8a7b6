import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { sayModel } from "../../../../renderer/text/model-name.ts";

/** They have no line of their own in the settings: they serve the speech model. */
const SERVE = ["silero-vad", "speaker-encoder"];

test("every model of the manifest that the settings list is named by what it does", () => {
  const { models } = JSON.parse(readFileSync(new URL("../../../../models/manifest.json", import.meta.url), "utf8"));
  const names = (models as { name: string }[]).map(({ name }) => name).filter((name) => !SERVE.includes(name));
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) expect(sayModel(name)).toMatch(/^(Spraak|Verslag|ICPC): /);
  expect(sayModel("whisper-base")).toBe("Spraak: Basis");
  expect(sayModel("of-tomorrow")).toBe("of-tomorrow");
});
