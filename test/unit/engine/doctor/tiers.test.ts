import { describe, expect, test } from "vitest";
import { adviseTier } from "../../../../src/engine/doctor/models.ts";
import { judgeSpeed } from "../../../../src/engine/doctor/speed.ts";
import { costOfBase, estimateTiers } from "../../../../src/engine/doctor/tiers.ts";

const tiers = [
  { name: "whisper-small", bytes: 251e6 },
  { name: "whisper-medium", bytes: 990e6 },
  { name: "whisper-large-v3-turbo", bytes: 1087e6 },
];
const fitting = (memory: number, speed: number): string[] =>
  estimateTiers({ cores: 2, memory }, speed, tiers).flatMap((tier) => (tier.fits ? [tier.name] : []));

describe("the tier that a machine carries", () => {
  test("costs grow with the model: turbo has a heavy encoder, medium a heavy decoder", () => {
    expect(costOfBase("whisper-base")).toBe(1);
    const [small, medium, turbo] = tiers.map(({ name }) => costOfBase(name)!);
    expect(small).toBeGreaterThan(2);
    expect(turbo).toBeGreaterThan(small!);
    expect(medium).toBeGreaterThan(turbo!);
    expect(costOfBase("writer")).toBeUndefined();
  });

  test.each([
    [16e9, 30, ["whisper-small", "whisper-medium", "whisper-large-v3-turbo"]],
    [16e9, 19, ["whisper-small", "whisper-large-v3-turbo"]],
    [16e9, 10, ["whisper-small"]],
    [16e9, 4, []],
    [4e9, 30, ["whisper-small"]],
    [1.9e9, 30, []],
  ])("%d bytes of memory, %d s of speech a second with base: %j", (memory, speed, expected) => {
    expect(fitting(memory, speed)).toEqual(expected);
  });

  test("is called an estimate, says why not, and asks for no more than fits", () => {
    const advice = adviseTier(estimateTiers({ cores: 2, memory: 16e9 }, 10, tiers), false);
    expect(advice.text).toMatch(/^schatting: whisper-small kan deze computer aan/);
    expect(advice.text).toContain("whisper-medium: nee, te langzaam");
    expect(advice.advice).toContain("soepel models pull whisper-small");
    // 10 s a second with base is 3 with small: that hears again what base heard live.
    expect(advice.text).toContain("whisper-small: ja, luistert na");
    expect(advice.advice).toContain("Live hoort het meegeleverde model");
    const fast = adviseTier(estimateTiers({ cores: 8, memory: 16e9 }, 60, tiers), false);
    expect(fast.text).toContain("whisper-small: ja, live");
    const none = adviseTier(estimateTiers({ cores: 1, memory: 2e9 }, 1, tiers), true);
    expect(none.text).toMatch(/^schatting: een zwaarder spraakmodel past hier niet/);
    expect(none.text).toContain("eerder te laag");
    expect(none.advice).toBeUndefined();
  });
});

test("a measured speed is judged by what live use needs", () => {
  const judge = (took: number, isBusy = false) => judgeSpeed({ load: 1, speech: 30, took, isBusy });
  expect(judge(2)).toMatchObject({ speechPerSecond: 15, finding: { state: "ok" } });
  expect(judge(20).finding).toMatchObject({ state: "let op", advice: expect.stringContaining("Krap") });
  expect(judge(60).finding).toMatchObject({ state: "let op", advice: expect.stringContaining("Te langzaam") });
  expect(judge(2).finding.text).toContain("live mee te horen");
  const small = judgeSpeed({ load: 1, speech: 30, took: 10, isBusy: false }, "whisper-small").finding;
  expect(small).toMatchObject({ state: "ok", text: expect.stringContaining("luistert na"), facts: { role: "after" } });
  const device = { used: "cpu", remark: "not-here" } as const;
  const asked = judgeSpeed({ load: 1, speech: 30, took: 2, isBusy: false, device }).finding;
  expect(asked.text).toContain("de videokaart is niet te gebruiken");
  expect(judge(2, true).finding).toMatchObject({ state: "let op", advice: expect.stringContaining("druk") });
});
