import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CaptureEvents } from "../../../../renderer/audio/capture.ts";
import { RecordingControl } from "../../../../renderer/audio/recording-control.ts";
import { Store } from "../../../../renderer/state/store.ts";
import type { EngineLink } from "../../../../src/contract/events.ts";
import type { ConsultState } from "../../../../src/core/consult/state.ts";

/** A microphone as the browser gives it; there is none where the tests run. */
const microphone = vi.hoisted(() => ({ events: undefined as CaptureEvents | undefined, isOpen: false }));
vi.mock("../../../../renderer/audio/capture.ts", () => ({
  loudness: () => -30,
  startCapture: async (_: string | undefined, events: CaptureEvents) => {
    Object.assign(microphone, { events, isOpen: true });
    return {
      ok: true,
      capture: { rate: 48_000, device: "m", stop: () => Object.assign(microphone, { isOpen: false }) },
    };
  },
}));

const asked: string[] = [];
const link = {
  call: async (name: string, { consultId }: { consultId: string }) => {
    asked.push(`${name} ${consultId}`);
    return { ok: true, value: null };
  },
  listen: () => {},
  sendSound: (consultId: string) => void asked.push(`sound ${consultId}`),
} as unknown as EngineLink;
let control: RecordingControl;
let store: Store;
beforeEach(() => {
  store = new Store();
  control = new RecordingControl(link, store);
  asked.length = 0;
});
afterEach(() => void vi.useRealTimers());
const frame = () => microphone.events?.onFrame(new Float32Array(480));

it.each<ConsultState>([
  { kind: "withdrawn" },
  { kind: "paused" },
  { kind: "transcribing" },
  { kind: "discarded" },
  { kind: "interrupted", cause: "device" },
])("closes the microphone when another window's act takes the consult out of recording: %o", async (state) => {
  await control.start("c-1");
  frame();
  control.follow({ id: "c-2", state });
  control.follow({ id: "c-1", state: { kind: "recording" } });
  expect(microphone.isOpen).toBe(true);
  control.follow({ id: "c-1", state });
  frame();
  expect(microphone.isOpen).toBe(false);
  expect(control.consultId).toBeUndefined();
  // The engine knows: it is asked nothing.
  expect(asked).toEqual(["recording:start c-1", "sound c-1"]);
});

it("opens though the consult stood otherwise a moment ago", async () => {
  const opened = control.resume("c-1");
  control.follow({ id: "c-1", state: { kind: "paused" } });
  await opened;
  frame();
  expect(microphone.isOpen).toBe(true);
  expect(asked).toEqual(["recording:resume c-1", "sound c-1"]);
});

it("pauses a consult that another window records, and leaves its own microphone", async () => {
  expect(await control.pause("c-1")).toEqual({ ok: true, value: null });
  await control.start("c-2");
  await control.pause("c-1");
  expect(microphone.isOpen).toBe(true);
  await control.pause("c-2");
  expect(microphone.isOpen).toBe(false);
  expect(asked).toEqual(["recording:pause c-1", "recording:start c-2", "recording:pause c-1", "recording:pause c-2"]);
});

it("lets go of the microphone when the engine stays away, and says so", async () => {
  vi.useFakeTimers();
  await control.start("c-1");
  frame();
  control.loseLink();
  frame();
  vi.advanceTimersByTime(2900);
  expect(microphone.isOpen).toBe(true);
  control.loseLink();
  vi.advanceTimersByTime(200);
  expect(microphone.isOpen).toBe(false);
  expect(store.read().live.get("c-1")?.failed).toBe("mic-released");
  control.findLink();
  expect(asked).toEqual(["recording:start c-1", "sound c-1"]);
});

it("sends what it heard meanwhile to an engine that is back at once, unless that records no more", async () => {
  vi.useFakeTimers();
  await control.start("c-1");
  control.loseLink();
  frame();
  frame();
  expect(asked).toEqual(["recording:start c-1"]);
  control.follow({ id: "c-1", state: { kind: "recording" } });
  control.findLink();
  frame();
  vi.advanceTimersByTime(10_000);
  expect(microphone.isOpen).toBe(true);
  expect(asked).toEqual(["recording:start c-1", "sound c-1", "sound c-1", "sound c-1"]);

  control.loseLink();
  frame();
  control.follow({ id: "c-1", state: { kind: "interrupted", cause: "crash" } });
  control.findLink();
  expect(microphone.isOpen).toBe(false);
  expect(asked).toHaveLength(4);
});

it("follows what the engine says it records, which a locked window is told too", async () => {
  const opened = control.start("c-1");
  control.followStatus(null);
  await opened;
  expect(microphone.isOpen).toBe(true);
  control.followStatus("c-1");
  expect(microphone.isOpen).toBe(true);
  control.followStatus(null);
  expect(microphone.isOpen).toBe(false);
  await control.resume("c-1");
  control.release("c-2");
  expect(microphone.isOpen).toBe(true);
  control.release("c-1");
  expect(microphone.isOpen).toBe(false);
});
