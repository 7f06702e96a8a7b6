import { expect, test } from "vitest";
import { checkNode } from "../../../../src/engine/doctor/machine.ts";
import { checkNative } from "../../../../src/engine/doctor/native.ts";

test("HAZARDS 22: the native modules are tried in a process of their own and work here", async () => {
  expect(await checkNative("speech")).toMatchObject({ state: "ok" });
  expect(await checkNative("store")).toMatchObject({ state: "ok" });
});

test("an older Node is refused", () => {
  expect(checkNode("22.9.0")).toMatchObject({ state: "fout", cause: "model" });
  expect(checkNode("24.0.0")).toMatchObject({ state: "ok" });
});
