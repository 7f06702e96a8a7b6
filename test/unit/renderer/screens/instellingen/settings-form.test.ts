import { expect, it } from "vitest";
import { findWrong, isSameForm, readForm, toForm } from "../../../../../renderer/screens/instellingen/settings-form.ts";
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
  expect(readForm(toForm(SETTINGS), his)).toEqual({
    ...rest,
    his: { baseUrl: his!.baseUrl, auth: "basic", user: "soepel" },
  });
});

it("reads a Dutch number, and nothing at all where a field is wrong", () => {
  const form = toForm(SETTINGS);
  const { his } = SETTINGS;
  expect(readForm({ ...form, soundHours: "0,5" }, his)?.soundHours).toBe(0.5);
  expect(toForm({ ...SETTINGS, soundHours: 0.5 }).soundHours).toBe("0,5");
  for (const wrong of [{ soundHours: "721" }, { lockMinutes: "" }, { transcriptDays: "een" }])
    expect(readForm({ ...form, ...wrong }, his)).toBeUndefined();
  expect(readForm({ ...form, his: { ...form.his, baseUrl: "his" } }, his)).toBeUndefined();
});

it("asks with a HIS for what a HIS needs of the practice, and only then", () => {
  const form = { ...toForm(SETTINGS), name: " ", agb: "" };
  expect([...findWrong(form, SETTINGS.his)]).toEqual(["name", "agb"]);
  expect(findWrong({ ...form, his: { ...form.his, isUsed: false } }, undefined).size).toBe(0);
  expect([...findWrong({ ...form, name: "Praktijk", agb: "0101234", ura: "1" }, SETTINGS.his)]).toEqual(["agb", "ura"]);
  expect(readForm({ ...form, name: " Praktijk ", agb: " 01012345 " }, SETTINGS.his)?.organisation).toEqual({
    name: "Praktijk",
    agb: "01012345",
  });
});

it("asks for the secret of a HIS, unless this HIS has one already", () => {
  const form = toForm(SETTINGS);
  expect(findWrong(form, SETTINGS.his).size).toBe(0);
  expect([...findWrong(form, undefined)]).toEqual(["secret"]);
  const moved = { ...form, his: { ...form.his, baseUrl: "https://other.example/fhir", user: "" } };
  expect([...findWrong(moved, SETTINGS.his)]).toEqual(["user", "secret"]);
  expect(findWrong({ ...moved, his: { ...moved.his, auth: "none" } }, SETTINGS.his).size).toBe(0);
});

it("is the same form again once a change was undone, or where the change would not be saved", () => {
  const form = toForm(SETTINGS);
  const same = (change: object) => isSameForm({ ...form, ...change }, form, SETTINGS.his);
  expect(same({ soundHours: "48" })).toBe(false);
  expect(same({ soundHours: "24" })).toBe(true);
  expect(same({ soundHours: "9999" })).toBe(false);
  expect(same({ his: { ...form.his, secret: "nieuw" } })).toBe(false);
  expect(same({ name: "Praktijk " })).toBe(true);
});
