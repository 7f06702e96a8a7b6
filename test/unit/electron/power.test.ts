import { expect, it } from "vitest";
import { Wakefulness } from "../../../electron/power.ts";

function bench() {
  const running = new Set<number>();
  const interrupted: [string, string][] = [];
  let last = 0;
  const blocker = {
    start() {
      running.add(++last);
      return last;
    },
    stop: (id: number) => void running.delete(id),
  };
  return { running, interrupted, power: new Wakefulness(blocker, (id, cause) => interrupted.push([id, cause])) };
}

it("keeps the machine awake while a consult is recorded, once, and no longer (HAZARDS 15)", () => {
  const { running, power } = bench();
  power.follow(null);
  expect(running.size).toBe(0);
  power.follow("a");
  power.follow("a");
  expect(running.size).toBe(1);
  power.follow("b");
  expect(running.size).toBe(1);
  power.follow(null);
  expect(running.size).toBe(0);
  power.follow("c");
  expect(running.size).toBe(1);
});

it("interrupts the recording that a sleep or a page that is gone cuts off, and nothing else", () => {
  const { interrupted, power } = bench();
  power.interrupt("suspend");
  expect(interrupted).toEqual([]);
  power.follow("a");
  power.interrupt("suspend");
  expect(interrupted).toEqual([["a", "suspend"]]);
  power.interrupt("device");
  power.follow(null);
  power.interrupt("suspend");
  expect(interrupted).toEqual([
    ["a", "suspend"],
    ["a", "device"],
  ]);
});
