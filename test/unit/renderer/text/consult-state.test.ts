import { expect, it } from "vitest";
import { sayState } from "../../../../renderer/text/consult-state.ts";
import type { ConsultState } from "../../../../src/core/consult/state.ts";

it.each<[ConsultState, string]>([
  [{ kind: "noted", version: 1 }, "Nakijken"],
  [{ kind: "approved", version: 2 }, "Kopiëren"],
  [{ kind: "interrupted", cause: "device" }, "Verder"],
])("another's consult (%o) is there to be looked at: only hers is hers to do", (state, act) => {
  expect(sayState(state, false)).toMatchObject({ act });
  const { word, screen } = sayState(state, false);
  expect(sayState(state, false, false)).toMatchObject({ word, screen, act: "Bekijken" });
  expect(sayState(state, false, false).isMain).toBeUndefined();
});

it("a recording that runs on this computer is led to, whoever's it is", () => {
  expect(sayState({ kind: "recording" }, true, false)).toEqual(sayState({ kind: "recording" }, true));
});
