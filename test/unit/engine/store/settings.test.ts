import { expect, it } from "vitest";
import { type KeptSettings, readSettings, saveSettings, showSettings } from "../../../../src/engine/store/settings.ts";
import { allBytes, openPractice } from "./practice.ts";

const BASE: KeptSettings = {
  organisation: { name: "Praktijk", agb: "01012345" },
  soundHours: 0,
  transcriptDays: 7,
  lockMinutes: 3,
  theme: "dark",
};
const HIS = { baseUrl: "https://his.example/fhir", auth: "basic", user: "soepel" } as const;

it("has safe settings before anybody set them", async () => {
  const { store } = await openPractice();
  expect(showSettings(readSettings(store))).toMatchObject({ soundHours: 24, transcriptDays: 30, theme: "system" });
});

it("keeps the HIS' secret, tells that it is there and never what it is", async () => {
  const { store, actor, folder } = await openPractice();
  saveSettings(store, { ...BASE, his: { ...HIS, secret: "zeer-geheim" } }, actor);
  // Saved again without it, as the window does.
  const kept = saveSettings(store, { ...BASE, his: HIS }, actor);
  expect(kept.his?.secret).toBe("zeer-geheim");
  expect(showSettings(kept)).toEqual({ ...BASE, his: { ...HIS, hasSecret: true } });
  expect(allBytes(folder)).not.toContain("zeer-geheim");
});

it.each([
  ["another address", { ...HIS, baseUrl: "https://evil.example/fhir" }],
  ["another way to show who we are", { ...HIS, auth: "bearer" as const }],
])("forgets the secret with %s", async (_, his) => {
  const { store, actor } = await openPractice();
  saveSettings(store, { ...BASE, his: { ...HIS, secret: "zeer-geheim" } }, actor);
  expect(saveSettings(store, { ...BASE, his }, actor).his?.secret).toBeUndefined();
  expect(saveSettings(store, { ...BASE, his: HIS }, actor).his?.secret).toBeUndefined();
});

it("forgets it with the HIS, and the log tells that settings were saved", async () => {
  const { store, actor, consults } = await openPractice();
  saveSettings(store, { ...BASE, his: { ...HIS, secret: "zeer-geheim" } }, actor);
  expect(showSettings(saveSettings(store, BASE, actor))).toEqual(BASE);
  expect(consults.readAudit(actor).filter(({ action }) => action === "settings-saved")).toHaveLength(2);
});
