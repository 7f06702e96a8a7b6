import { describe, expect, it } from "vitest";
import { type Asking, offerLoopback } from "../../../electron/loopback.ts";
import { ORIGIN } from "../../../electron/protocol.ts";

const OURS = { url: `${ORIGIN}/index.html` };
type Handler = Parameters<NonNullable<Asking<typeof OURS>["setDisplayMediaRequestHandler"]>>[0];

function handlersOn(platform: NodeJS.Platform): Handler[] {
  const handlers: Handler[] = [];
  offerLoopback<typeof OURS>({ setDisplayMediaRequestHandler: (handler) => handlers.push(handler) }, platform);
  return handlers;
}

describe("the sound of the computer", () => {
  it("goes to our own page, with a picture of that page and of no screen", () => {
    const given: unknown[] = [];
    handlersOn("win32")[0]!({ frame: OURS }, (streams) => given.push(streams));
    expect(given).toEqual([{ video: OURS, audio: "loopback" }]);
  });

  it.each([null, { url: "https://example.com/" }, { url: `${ORIGIN}.example/` }])(
    "goes to nobody else: %j",
    (frame) => {
      const given: unknown[] = [];
      handlersOn("win32")[0]!({ frame }, (streams) => given.push(streams));
      expect(given).toEqual([null]);
    },
  );

  it.each(["linux", "darwin"] as const)("is not offered on %s, which has none", (platform) => {
    expect(handlersOn(platform)).toEqual([]);
  });

  it("is not offered by an Electron that cannot", () => {
    expect(() => offerLoopback({}, "win32")).not.toThrow();
  });
});
