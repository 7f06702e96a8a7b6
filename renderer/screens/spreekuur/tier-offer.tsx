import { useEffect, useState } from "react";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useApp, useEngine } from "../../state/engine.tsx";
import { useRoute } from "../../state/route.ts";
import { useTiers } from "../../state/use-tiers.ts";
import { formatBytes } from "../../text/format.ts";
import { TIER_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** Where somebody said "not now": it is not asked again on this computer. */
const SEEN = "soepel.tier-offer";

/**
 * Offers the speech model that this machine carries, once, while only the one that ships is here. For that the machine is measured, the
 * first time that nobody records and nothing is worked out.
 */
export function TierOffer() {
  const { link, store } = useEngine();
  const { go } = useRoute();
  const tiers = useTiers();
  const isIdle = useApp(
    ({ status, consults }) =>
      status?.models === "ready" &&
      status.recordingId === null &&
      consults?.every(({ state }) => state.kind !== "transcribing") === true,
  );
  const [isOver, setOver] = useState(() => localStorage.getItem(SEEN) !== null);
  const isWanted = !isOver && tiers !== undefined && tiers.every(({ where }) => where !== "downloaded");
  const isMeasured = tiers?.some(({ estimate }) => estimate !== null) ?? false;

  useEffect(() => {
    if (!isWanted || isMeasured || !isIdle) return;
    link.call("models:measure", {}).then((result) => {
      if (result.ok) store.change((state) => ({ ...state, tiers: result.value }));
    });
  }, [link, store, isWanted, isMeasured, isIdle]);

  const best = tiers?.find(({ isRecommended }) => isRecommended);
  if (!isWanted || best === undefined || best.where === "shipped" || best.download !== null) return null;
  const end = () => {
    localStorage.setItem(SEEN, "1");
    setOver(true);
  };
  return (
    <Notice
      tone="calm"
      action={
        <>
          <Button onPress={() => go({ screen: "instellingen" })}>{T.tiers.offerAct}</Button>
          <Button look="quiet" onPress={end}>
            {T.tiers.offerNo}
          </Button>
        </>
      }
    >
      {T.tiers.offer(TIER_NL[best.name]?.[0] ?? best.name, formatBytes(best.bytes))}
    </Notice>
  );
}
