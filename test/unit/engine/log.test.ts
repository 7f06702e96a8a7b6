import { expect, it } from "vitest";
import { SoepelError } from "../../../src/contract/errors.ts";
import { describeFailure } from "../../../src/engine/log.ts";

const AT = new Date("2026-03-02T09:00:00Z");

it("logs an expected failure by its code, a bug by its places; never what it says (HAZARDS 27)", () => {
  const expected = describeFailure("outbox", new SoepelError("his-refused", "Verhoeven"), AT);
  expect(JSON.parse(expected)).toEqual({ at: AT.toISOString(), place: "outbox", code: "his-refused" });
  const bug = new TypeError("Verhoeven is not\n    at home with 999911120");
  const line = describeFailure("call note:save", bug, AT);
  expect(line).not.toMatch(/Verhoeven|999911120/);
  expect(JSON.parse(line)).toMatchObject({ bug: "TypeError", place: "call note:save" });
  expect(JSON.parse(line).places[0]).toContain("log.test.ts");
});

it("logs what is thrown but no error", () => {
  for (const thrown of ["Verhoeven", null, undefined, { name: "Verhoeven" }])
    expect(describeFailure("x", thrown, AT)).not.toContain("Verhoeven");
});
