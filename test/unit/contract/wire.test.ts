import { expect, test } from "vitest";
import { decodeSound, encodeSound } from "../../../src/contract/wire.ts";

test("a frame of sound comes out as it went in, wherever it lies in a buffer", () => {
  const samples = Float32Array.of(0, 1, -1, 0.25);
  const frame = encodeSound("c-17", samples);
  const shifted = new Uint8Array(frame.length + 3);
  shifted.set(frame, 3);
  expect(decodeSound(shifted.subarray(3))).toEqual({ consultId: "c-17", samples });
});

test.each([
  ["nothing", []],
  ["no id", [0, 0, 0, 0, 0]],
  ["half a sample", [1, 65, 0, 0, 0]],
  ["an id that is longer than the frame", [200, 65, 0, 0, 0, 0]],
])("%s is no sound", (_, bytes) => {
  expect(decodeSound(Uint8Array.from(bytes))).toBeUndefined();
});
