import { useState } from "react";
import type { Result } from "../../../src/contract/calls.ts";
import type { ConsultView } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { HisWords } from "../../parts/his-words.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useEngine, useHasHis } from "../../state/engine.tsx";
import { readConsults } from "../../state/read-everything.ts";
import { useRoute } from "../../state/route.ts";
import { formatTime } from "../../text/format.ts";
import { sayHisAnswer, sayRefusal } from "../../text/his-answer.ts";
import { KEYS } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { plainText } from "./note-text.tsx";

/** What became of an approved note, and what can be done about it. */
export function SendResult({
  consult,
  newConsult,
  onError,
  reload,
}: {
  readonly consult: ConsultView;
  readonly newConsult: () => void;
  readonly onError: (code: string | undefined) => void;
  readonly reload: () => void;
}) {
  const engine = useEngine();
  const { go } = useRoute();
  const hasHis = useHasHis();
  const [asks, setAsks] = useState(false);
  const [copied, setCopied] = useState<string>();
  const { id: consultId, state } = consult;
  const delivery = consult.deliveries.findLast(({ act }) => act === "send");
  // An earlier version may stand in the HIS where this one was refused: it can be withdrawn too.
  const taken = consult.deliveries.findLast(({ state }) => state === "sent");
  const isThere = taken?.act === "send";
  const note = consult.versions.at(-1)!.note;

  const perform = async (call: Promise<Result<unknown>>) => {
    const result = await call;
    onError(result.ok ? undefined : result.code);
    await readConsults(engine);
    reload();
  };
  const copyAll = async () => {
    try {
      await navigator.clipboard.writeText(plainText(note));
      setCopied(T.nota.copied);
    } catch {
      setCopied(T.nota.copyFailed);
    }
  };
  const reason = delivery?.error ?? null;
  const isByHand = !hasHis && state.kind === "approved";

  return (
    <>
      <h2>{T.shell.verzenden}</h2>
      <div className="send-state">
        {delivery?.state === "recalled" ? (
          <Notice tone="calm">{T.verzenden.recalled}</Notice>
        ) : state.kind === "refused" ? (
          <Notice tone="bad">{sayRefusal(T.verzenden.refused, reason)}</Notice>
        ) : state.kind === "sent" ? (
          <Notice tone="good">{T.verzenden.sent}</Notice>
        ) : hasHis || delivery !== undefined ? (
          <Notice tone={reason === null ? "calm" : "warn"}>
            {reason === null
              ? T.verzenden.waiting
              : T.verzenden.waitingError(sayHisAnswer(reason), formatTime(delivery!.nextAt))}
          </Notice>
        ) : (
          <Notice tone="warn">{T.verzenden.takenHint}</Notice>
        )}
      </div>
      {delivery !== undefined && (state.kind === "refused" || state.kind === "approved") && (
        <HisWords error={delivery.error} answer={delivery.answer} />
      )}
      {delivery !== undefined && delivery.attempts > 1 && (
        <p className="quiet">{T.verzenden.attempts(delivery.attempts)}</p>
      )}
      <p className="desk-said" role="status">
        {copied}
      </p>
      <div className="send-acts">
        {state.kind === "refused" && (
          <Button look="main" autoFocus onPress={() => void perform(engine.link.call("note:resend", { consultId }))}>
            {T.verzenden.resend}
          </Button>
        )}
        {isByHand && (
          <>
            <Button look={copied === undefined ? "main" : "plain"} autoFocus onPress={() => void copyAll()}>
              <Icon name="copy" /> {T.verzenden.copyAll}
            </Button>
            <Button
              look={copied === undefined ? "plain" : "main"}
              onPress={() => void perform(engine.link.call("note:copied", { consultId }))}
            >
              {T.verzenden.taken}
            </Button>
          </>
        )}
        <Button
          look={state.kind === "refused" || isByHand ? "plain" : "main"}
          autoFocus={state.kind === "sent" || (hasHis && state.kind === "approved")}
          keys={KEYS.newConsult}
          onPress={newConsult}
        >
          {T.verzenden.next}
        </Button>
        <Button onPress={() => go({ screen: "spreekuur" })}>{T.verzenden.toList}</Button>
        {!isByHand && (
          <Button onPress={() => void copyAll()}>
            <Icon name="copy" /> {T.verzenden.copyAll}
          </Button>
        )}
        {(state.kind === "sent" || (state.kind === "refused" && isThere)) && (
          <Button look="danger" onPress={() => setAsks(true)}>
            {T.verzenden.recall}
          </Button>
        )}
      </div>
      {asks && (
        <Confirm
          title={T.spreekuur.recallTitle}
          patient={consult.patient}
          text={T.spreekuur.recallText}
          act={T.spreekuur.recallAct}
          onAct={() => void perform(engine.link.call("note:recall", { consultId }))}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
