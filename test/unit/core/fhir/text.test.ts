import { describe, expect, it } from "vitest";
import { addSeconds, cleanText, isFhirTime } from "../../../../src/core/fhir/text.ts";

describe("addSeconds", () => {
  it.each([
    ["2026-11-24T23:59:50+01:00", 15, "2026-11-25T00:00:05+01:00"],
    ["2026-11-24T00:00:00Z", 0.4, "2026-11-24T00:00:00Z"],
    ["2026-11-24T10:00:00.123Z", 60, "2026-11-24T10:01:00Z"],
    ["2026-06-01T08:00:00-03:30", 3600, "2026-06-01T09:00:00-03:30"],
  ])("%s + %d s", (start, seconds, end) => expect(addSeconds(start, seconds)).toBe(end));
});

describe("cleanText", () => {
  it("keeps line ends, tabs and accents", () => expect(cleanText(" é\tä\nß ")).toBe("é\tä\nß"));
  it("takes out what XML cannot carry", () => expect(cleanText("a\u0000b\u001bc\uffff")).toBe("a b c"));
});

describe("isFhirTime", () => {
  it.each(["2026-11-24T09:50:00+01:00", "2026-11-24T09:50:00.123Z"])("%s is", (text) =>
    expect(isFhirTime(text)).toBe(true),
  );
  it.each(["2026-11-24", "2026-11-24T09:50+01:00", "2026-11-24T09:50:00", "2026-13-24T09:50:00Z", "gisteren"])(
    "%s is not",
    (text) => expect(isFhirTime(text)).toBe(false),
  );
});
