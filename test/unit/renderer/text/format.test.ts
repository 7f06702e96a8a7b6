import { expect, test } from "vitest";
import {
  formatBsn,
  formatDate,
  formatDuration,
  formatName,
  formatShare,
  sayError,
} from "../../../../renderer/text/format.ts";
import { sayHisAnswer, sayRefusal } from "../../../../renderer/text/his-answer.ts";
import { ERRORS } from "../../../../src/contract/errors.ts";

test("times, dates, shares and a BSN as they are read here", () => {
  expect(formatDuration(187.9)).toBe("3:07");
  expect(formatDuration(3729)).toBe("1:02:09");
  expect(formatDate("1972-03-14T00:00:00Z")).toBe("14-03-1972");
  expect(formatShare(0.876)).toBe("88 %");
  expect(formatBsn("999911120")).toBe("999 911 120");
});

test("a patient is named family first, and one without a name is not a comma", () => {
  expect(formatName({ given: "Anna", family: "Voorbeeld" })).toBe("Voorbeeld, Anna");
  expect(formatName({ given: "", family: "Voorbeeld" })).toBe("Voorbeeld");
  expect(formatName({ given: " ", family: "" })).toBe("Naam onbekend");
});

test("every failure has its own Dutch, and an unknown one says what is kept", () => {
  expect(sayError("disk-full")).toBe(ERRORS["disk-full"].nl);
  expect(sayError("toString")).toContain("bewaard");
  const texts = Object.values(ERRORS).map(({ nl }) => nl);
  expect(new Set(texts).size).toBe(texts.length);
});

test("what a HIS answered is said in Dutch, with what to do", () => {
  const html = "status 200: the answer is not that of a FHIR server; check the address";
  expect(sayHisAnswer(html)).toContain("webpagina");
  expect(sayHisAnswer("his-unreached")).toBe("Het HIS is niet bereikbaar.");
  expect(sayHisAnswer("status 422, business-rule")).toContain("status 422, business-rule");
});

test("a HIS that refused nothing is not said to have refused", () => {
  expect(sayRefusal("Geweigerd.", "status 422")).toBe("Geweigerd. Antwoord van het HIS: status 422.");
  expect(sayRefusal("Geweigerd.", "his-refused")).toBe("Geweigerd.");
  expect(sayRefusal("Geweigerd.", "his-moved")).toBe(ERRORS["his-moved"].nl);
  const moved = sayRefusal("Geweigerd.", "his-moved https://oud.example/fhir");
  expect(moved).toContain("in het HIS op https://oud.example/fhir");
  expect(moved).not.toContain("Geweigerd");
  expect(sayRefusal("Geweigerd.", "his-missed")).toBe(ERRORS["his-missed"].nl);
});
