import { expect, test } from "vitest";
import { ageOf, readBirthDate } from "../../../../src/core/patient/birth-date.ts";
import { checkBsn } from "../../../../src/core/patient/bsn.ts";
import { isName } from "../../../../src/core/patient/name.ts";

test.each([
  ["", "empty"],
  ["9999", "typing"],
  ["999911120", "right"],
  ["9999.11.120", "right"],
  ["999911121", "wrong"],
  ["000000000", "wrong"],
  ["9999111200", "wrong"],
  ["99991112a", "wrong"],
])("BSN %s is %s", (text, state) => expect(checkBsn(text)).toBe(state));

test.each([
  ["14-3-1972", "1972-03-14"],
  ["14031972", "1972-03-14"],
  ["14/03/72", "1972-03-14"],
  ["1.2.25", "2025-02-01"],
  ["1-2-27", "1927-02-01"],
  ["1972-03-14", "1972-03-14"],
  ["31-2-1972", undefined],
  ["26-11-2026", undefined],
  ["maart", undefined],
])("birth date %s", (text, date) => expect(readBirthDate(text, "2026-11-25")).toBe(date));

test.each([
  ["Voorbeeld", true],
  ["Li", true],
  ["Öz", true],
  ["14-03-1972", false],
  ["999911120", false],
  [" - ", false],
])("name %s", (text, is) => expect(isName(text)).toBe(is));

test("age counts the birthday, and a baby in months", () => {
  expect(ageOf("1972-11-26", "2026-11-25")).toMatchObject({ years: 53 });
  expect(ageOf("1972-11-25", "2026-11-25")).toMatchObject({ years: 54 });
  expect(ageOf("2026-07-20", "2026-11-25")).toEqual({ years: 0, months: 4 });
});
