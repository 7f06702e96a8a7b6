import type { SpeechTier } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { formatBytes, sayError } from "../../text/format.ts";
import { TIER_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

export interface TierActs {
  readonly pull: (name: string) => void;
  readonly cancel: (name: string) => void;
  readonly choose: (name: string) => void;
}

/** One speech model: what it is, whether it is here and would do, and what can be done with it. */
export function TierRow({
  tier,
  isBusy,
  acts,
}: {
  readonly tier: SpeechTier;
  /** Another one is just being loaded. */
  readonly isBusy: boolean;
  readonly acts: TierActs;
}) {
  const { name, bytes, where, hears, role, isRecommended, download } = tier;
  const [title, what] = TIER_NL[name] ?? [name, ""];
  const isHere = where === "shipped" || where === "downloaded";
  const isPulling = download !== null && "share" in download;
  const pull = where === "incomplete" || download !== null ? T.tiers.pullAgain : T.tiers.pull;
  return (
    <li className="tier">
      <p className="tier-head">
        <b>{title}</b>
        {isHere && role !== null && <span className="good">{T.tiers.roles[role]}</span>}
        {isHere && role === null && <span className="quiet">{T.tiers.isHere}</span>}
        {isRecommended && <span className="tier-mark">{T.tiers.recommended}</span>}
      </p>
      <p className="quiet">
        {what} {T.tiers.size(formatBytes(bytes))}. {sayEstimate(tier)} {sayDevice(tier)}
      </p>
      {where === "incomplete" && !isPulling && <Notice tone="warn">{T.tiers.incomplete}</Notice>}
      {download !== null && "failed" in download && <Notice tone="bad">{sayError(download.failed)}</Notice>}
      {isPulling && <Progress label={T.tiers.pulling} share={download.share} />}
      {(isPulling || !hears) && (
        <div className="settings-row">
          {isPulling && (
            <Button label={`${T.tiers.cancel}: ${title}`} onPress={() => acts.cancel(name)}>
              {T.tiers.cancel}
            </Button>
          )}
          {!isPulling && !isHere && (
            <Button label={`${pull}: ${title}`} onPress={() => acts.pull(name)}>
              {pull}
            </Button>
          )}
          {isHere && !hears && (
            <Button label={`${T.tiers.choose}: ${title}`} isDisabled={isBusy} onPress={() => acts.choose(name)}>
              {T.tiers.choose}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function sayDevice({ device }: SpeechTier): string {
  if (device === null) return "";
  const { used, remark } = device;
  return [T.tiers.device(T.tiers.devices[used]), ...(remark === undefined ? [] : [T.tiers.remarks[remark]])].join(" ");
}

function sayEstimate({ estimate }: SpeechTier): string {
  if (estimate === null) return "";
  const { fits, speed, memory, lacks } = estimate;
  if (!fits) return T.tiers.tooMuch(lacks.map((each) => T.tiers.lacks[each]).join(", "));
  return T.tiers.fits(speed.toLocaleString("nl-NL", { maximumFractionDigits: 1 }), formatBytes(memory));
}
