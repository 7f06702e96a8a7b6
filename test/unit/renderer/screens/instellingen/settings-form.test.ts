import { expect, it } from "vitest";
import { readForm, toForm } from "../../../../../renderer/screens/instellingen/settings-form.ts";
import type { Settings } from "../../../../../src/contract/views.ts";

const SETTINGS: Settings = {
  organisation: { name: "Praktijk", agb: "01012345" },
  soundHours: 24,
  transcriptDays: 30,
  lockMinutes: 10,
  theme: "system",
  his: { baseUrl: "https://his.example/fhir", auth: "basic", user: "soepel", hasSecret: true },
};

it("what is set comes back as it was, with a secret only where one is typed", () => {
  const { his, ...rest } = SETTINGS;
  expect(readForm(toForm(SETTINGS))).toEqual({
    ...rest,
    his: { baseUrl: his!.baseUrl, auth: "basic", user: "soepel" },
  });
});

it("reads a Dutch number, and nothing at all where a field is wrong", () => {
  const form = toForm(SETTINGS);
  expect(readForm({ ...form, soundHours: "0,5" })?.soundHours).toBe(0.5);
  for (const wrong of [{ soundHours: "721" }, { lockMinutes: "" }, { transcriptDays: "een" }])
    expect(readForm({ ...form, ...wrong })).toBeUndefined();
  expect(readForm({ ...form, his: { ...form.his, baseUrl: "his" } })).toBeUndefined();
});
