import { expect, test } from "vitest";
import { FrameWatch, LOOK_EVERY_MS } from "../../../../renderer/audio/frame-watch.ts";

/** Looks until the microphone is lost; milliseconds of looking. */
function untilLost(watch: FrameWatch): number {
  for (let looks = 1; looks < 100; looks++) if (watch.look()) return looks * LOOK_EVERY_MS;
  return Number.POSITIVE_INFINITY;
}

test("a microphone that gives nothing is lost after some three seconds", () => {
  const watch = new FrameWatch();
  expect(untilLost(watch)).toBeGreaterThan(3000);
  expect(untilLost(new FrameWatch())).toBeLessThanOrEqual(4000);
});

test("every frame starts the count anew", () => {
  const watch = new FrameWatch();
  for (let i = 0; i < 50; i++) {
    for (let looks = 0; looks < 6; looks++) expect(watch.look()).toBe(false);
    watch.hear();
  }
});
