import { describe, expect, it } from "vitest";
import { isAllowed, PERMISSIONS } from "../../../electron/permissions.ts";
import { ORIGIN } from "../../../electron/protocol.ts";

describe("permissions", () => {
  it("gives our own page the microphone, and no camera", () => {
    const ask = (...media: string[]) => isAllowed({ permission: "media", origin: ORIGIN, media }, ORIGIN);
    expect(ask("audio")).toBe(true);
    expect(ask("video")).toBe(false);
    expect(ask("audio", "video")).toBe(false);
    // Which of them is not said: no.
    expect(ask()).toBe(false);
    expect(ask("unknown")).toBe(false);
  });

  it("takes the origin as Electron writes it, with a slash too", () => {
    expect(isAllowed({ permission: "media", origin: `${ORIGIN}/`, media: ["audio"] }, ORIGIN)).toBe(true);
  });

  it.each(["https://example.com", "app://elsewhere", "app://soepel.example", "file://", "null", ""])(
    "gives %j nothing",
    (origin) => {
      for (const permission of Object.keys(PERMISSIONS))
        expect(isAllowed({ permission, origin, media: ["audio"] }, ORIGIN)).toBe(false);
    },
  );

  it.each(["tomorrow's-permission", "constructor", "__proto__", "toString", ""])(
    "denies the unknown %j",
    (permission) => {
      expect(isAllowed({ permission, origin: ORIGIN, media: ["audio"] }, ORIGIN)).toBe(false);
    },
  );

  it("allows nothing but the microphone, the computer's sound (loopback.ts) and copying", () => {
    const allowed = Object.keys(PERMISSIONS).filter((permission) =>
      isAllowed({ permission, origin: ORIGIN, media: ["audio"] }, ORIGIN),
    );
    expect(allowed).toEqual(["media", "clipboard-sanitized-write", "display-capture"]);
  });
});
