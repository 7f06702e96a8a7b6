import type { ConsultState } from "../../src/core/consult/state.ts";
import { useHasHis } from "../state/engine.tsx";
import { sayState } from "../text/consult-state.ts";
import { Icon } from "./icon.tsx";

/** In which state a consult is, in a word and a sign. */
export function StateChip({ state }: { readonly state: ConsultState }) {
  const { word, tone, icon } = sayState(state, useHasHis());
  return (
    <span className={`chip chip-${tone}`}>
      {icon === "light" ? <span className="chip-light" aria-hidden="true" /> : <Icon name={icon} />}
      {word}
    </span>
  );
}
