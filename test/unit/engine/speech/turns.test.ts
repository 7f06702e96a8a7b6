import { describe, expect, test } from "vitest";
import { Turns } from "../../../../src/engine/speech/turns.ts";

const pass = () => new Promise(setImmediate);

describe("Turns", () => {
  test("one job at a time, in order; a lower rank goes first, and between the steps of a higher one", async () => {
    const turns = new Turns();
    const log: string[] = [];
    const long = turns.run(2, async (giveWay) => {
      for (let step = 1; step <= 3; step++) {
        log.push(`long ${step}`);
        await giveWay();
      }
    });
    const later = turns.run(2, async () => void log.push("later"));
    const urgent = turns.run(1, async (giveWay) => {
      log.push("urgent 1");
      await giveWay();
      log.push("urgent 2");
    });
    const first = turns.run(0, async () => void log.push("most urgent"));
    await Promise.all([long, later, urgent, first]);
    expect(log).toEqual(["long 1", "most urgent", "urgent 1", "urgent 2", "long 2", "long 3", "later"]);
  });

  test("what comes while a job gives way is taken in; its failure is its own", async () => {
    const turns = new Turns();
    const log: string[] = [];
    const long = turns.run(2, async (giveWay) => {
      for (let step = 1; step <= 20; step++) {
        await giveWay();
        log.push("step");
      }
    });
    await pass();
    await expect(
      turns.run(1, async () => {
        log.push("failing");
        throw new Error("broken");
      }),
    ).rejects.toThrow("broken");
    expect(log.filter((line) => line === "step").length).toBeLessThan(5);
    await long;
    expect(log.filter((line) => line === "step")).toHaveLength(20);
    await expect(turns.run(2, async () => "again")).resolves.toBe("again");
  });
});
