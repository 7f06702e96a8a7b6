import type { Clock } from "../../../src/engine/clock.ts";

/** A clock that stands still until it is told: `advance` fires what falls due, in order. */
export function fakeClock(start = "2026-03-02T09:00:00.000Z"): Clock & { advance(ms: number): Promise<void> } {
  let now = Date.parse(start);
  const timers = new Set<{ at: number; act: () => void }>();
  return {
    now: () => new Date(now),
    after(ms, act) {
      const timer = { at: now + ms, act };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        const [due] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (due === undefined) break;
        now = Math.max(now, due.at);
        timers.delete(due);
        due.act();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      now = end;
    },
  };
}
