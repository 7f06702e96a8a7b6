import { useState } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { ConsultSummary } from "../../../src/contract/views.ts";
import { type ConsultEvent, next } from "../../../src/core/consult/state.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Progress } from "../../parts/progress.tsx";
import { StateChip } from "../../parts/state-chip.tsx";
import { useApp, useEngine, useHasHis } from "../../state/engine.tsx";
import { readConsults } from "../../state/read-everything.ts";
import { useRoute } from "../../state/route.ts";
import { sayState } from "../../text/consult-state.ts";
import { formatDate, formatDay, formatName, formatTime, formatTraits, today } from "../../text/format.ts";
import { SETTING_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

type Act = "retry" | "resend" | "recall" | "withdraw" | "discard";

const ASKS = {
  withdraw: [T.spreekuur.withdrawTitle, T.spreekuur.withdrawText, T.spreekuur.withdrawAct],
  discard: [T.spreekuur.discardTitle, T.spreekuur.discardText, T.spreekuur.discardAct],
  recall: [T.spreekuur.recallTitle, T.spreekuur.recallText, T.spreekuur.recallAct],
} as const;

/** A consult in the day's list. */
export function ConsultRow({
  consult,
  whose,
  onError,
}: {
  readonly consult: ConsultSummary;
  /** Who saw the patient, where more than one clinician works here. */
  readonly whose?: string | undefined;
  readonly onError: (code: string | undefined) => void;
}) {
  const engine = useEngine();
  const { go } = useRoute();
  const progress = useApp((state) => state.live.get(consult.id)?.progress);
  const [asked, setAsked] = useState<keyof typeof ASKS>();
  const { patient, state, startedAt } = consult;
  const isHers = useApp(({ clinician }) => clinician?.id === consult.clinicianId);
  const { act, screen, tone, isMain } = sayState(state, useHasHis(), isHers);
  const acts = actsOf(consult);

  const perform = async (name: Act) => {
    const { link, recorder } = engine;
    const input = { consultId: consult.id };
    const result = await (name === "withdraw"
      ? recorder.withdraw(consult.id)
      : link.call(
          (
            {
              retry: "consult:retry",
              resend: "note:resend",
              recall: "note:recall",
              discard: "consult:discard",
            } as const
          )[name],
          input,
        ));
    onError(result.ok ? undefined : result.code);
    await readConsults(engine);
  };
  const choose = (name: Act) => (name in ASKS ? setAsked(name as keyof typeof ASKS) : void perform(name));

  return (
    <li className={`row row-${tone}`}>
      <span className="row-time">
        {formatTime(startedAt)}
        {formatDay(startedAt) !== "vandaag" && (
          <span className="row-day">{formatDate(today(new Date(startedAt)))}</span>
        )}
      </span>
      <span className="row-patient">
        <span className="row-name" title={formatName(patient.name)}>
          {formatName(patient.name)}
        </span>
        <span className="quiet">
          {formatDate(patient.birthDate)}, {formatTraits(patient)}
        </span>
      </span>
      <span className="row-setting">
        {SETTING_NL[consult.setting]}
        {whose !== undefined && (
          <span className="row-whose" title={whose}>
            <span className="unseen">{T.spreekuur.of}</span> {whose}
          </span>
        )}
      </span>
      <span className="row-state">
        <StateChip state={state} />
        {state.kind === "transcribing" && (
          <Progress
            label={progress?.step === "note" ? T.spreekuur.writing : T.spreekuur.transcribing}
            share={progress?.share}
          />
        )}
      </span>
      <span className="row-acts">
        <Button
          label={`${act}: ${formatName(patient.name)}`}
          look={isMain ? "main" : "plain"}
          onPress={() => go({ screen, consultId: consult.id })}
        >
          {act}
        </Button>
        <MenuTrigger>
          <AriaButton
            className="button button-quiet"
            aria-label={`${T.spreekuur.more}: ${formatName(patient.name)}`}
            isDisabled={acts.length === 0}
          >
            <Icon name="more" />
          </AriaButton>
          <Popover className="popover" placement="bottom end">
            <Menu className="list" onAction={(key) => choose(key as Act)}>
              {acts.map((name) => (
                <MenuItem key={name} id={name} className="list-item">
                  {T.spreekuur[name]}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      </span>
      {asked !== undefined && (
        <Confirm
          title={ASKS[asked][0]}
          patient={patient}
          text={ASKS[asked][1]}
          act={ASKS[asked][2]}
          onAct={() => void perform(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </li>
  );
}

/** What can happen to a consult now: as the core's states say, not as the window thinks. */
function actsOf({ state }: ConsultSummary): Act[] {
  const can = (type: ConsultEvent["type"]) => next(state, { type } as ConsultEvent) !== undefined;
  const isOut = state.kind === "sent" || (state.kind === "amending" && state.over.kind === "sent");
  return [
    ...(can("retry") ? (["retry"] as const) : []),
    ...(can("resend") ? (["resend"] as const) : []),
    ...(isOut ? (["recall"] as const) : []),
    ...(can("withdraw") ? (["withdraw"] as const) : []),
    ...(can("discard") ? (["discard"] as const) : []),
  ];
}
