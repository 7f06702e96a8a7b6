import { useState } from "react";
import type { Result } from "../../../src/contract/calls.ts";
import { Button } from "../../parts/button.tsx";
import { Field } from "../../parts/field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { useEngine } from "../../state/engine.tsx";
import { useTiers } from "../../state/use-tiers.ts";
import { sayError } from "../../text/format.ts";
import { TIER_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { TierRow } from "./tier-row.tsx";

/** Which speech model hears, what this machine carries, and fetching others. What is pressed here is done at once, not at "Bewaren". */
export function TierPart() {
  const { link, store } = useEngine();
  const tiers = useTiers();
  const [busy, setBusy] = useState<"measure" | "choose" | "import">();
  const [said, setSaid] = useState<{ tone: "good" | "bad"; text: string }>();
  const [folder, setFolder] = useState("");

  const perform = async <V,>(what: NonNullable<typeof busy> | undefined, call: Promise<Result<V>>) => {
    setBusy(what);
    setSaid(undefined);
    const result = await call;
    setBusy(undefined);
    if (!result.ok) setSaid({ tone: "bad", text: sayError(result.code) });
    return result.ok ? result.value : undefined;
  };
  const measure = async () => {
    const list = await perform("measure", link.call("models:measure", {}));
    if (list !== undefined) store.change((state) => ({ ...state, tiers: list }));
  };
  const choose = async (name: string) => {
    const list = await perform("choose", link.call("models:choose", { name }));
    if (list !== undefined) store.change((state) => ({ ...state, tiers: list }));
  };
  const importFrom = async () => {
    const names = await perform("import", link.call("models:import", { folder: folder.trim() }));
    if (names === undefined) return;
    const told = names.map((name) => TIER_NL[name]?.[0] ?? name).join(", ");
    setSaid({ tone: "good", text: T.tiers.imported(told) });
  };
  const acts = {
    pull: (name: string) => void perform(undefined, link.call("models:pull", { name })),
    cancel: (name: string) => void perform(undefined, link.call("models:cancel", { name })),
    choose: (name: string) => void choose(name),
  };
  const isMeasured = tiers?.some(({ estimate }) => estimate !== null) ?? false;

  return (
    <section className="tiers">
      <h2>{T.tiers.title}</h2>
      <p className="quiet">{T.tiers.intro}</p>
      {tiers === undefined && <Progress label={T.tiers.loading} />}
      <ul className="plain">
        {tiers?.map((tier) => (
          <TierRow key={tier.name} tier={tier} isBusy={busy !== undefined} acts={acts} />
        ))}
      </ul>
      {busy === "measure" && <Progress label={T.tiers.measuring} />}
      {busy === "choose" && <Progress label={T.tiers.choosing} />}
      {busy === "import" && <Progress label={T.tiers.importing} />}
      {said !== undefined && <Notice tone={said.tone}>{said.text}</Notice>}
      {tiers !== undefined && (
        <div className="settings-row">
          <Button isDisabled={busy !== undefined} onPress={() => void measure()}>
            {T.tiers.measure}
          </Button>
          {!isMeasured && <span className="quiet">{T.tiers.measureHint}</span>}
        </div>
      )}
      <Field label={T.tiers.importLabel} hint={T.tiers.importHint} value={folder} onChange={setFolder} />
      <div className="settings-row">
        <Button isDisabled={busy !== undefined || folder.trim() === ""} onPress={() => void importFrom()}>
          {T.tiers.importAct}
        </Button>
      </div>
    </section>
  );
}
