import { useEffect, useRef, useState } from "react";
import { ERRORS } from "../../../src/contract/errors.ts";
import type { Preview } from "../../../src/contract/views.ts";
import { listDoubts } from "../../../src/core/note/doubts.ts";
import { Button } from "../../parts/button.tsx";
import { ConsultHead } from "../../parts/consult-head.tsx";
import { Notice } from "../../parts/notice.tsx";
import { PatientHead } from "../../parts/patient-head.tsx";
import { Progress } from "../../parts/progress.tsx";
import { WithdrawalNotice } from "../../parts/withdrawal-notice.tsx";
import { useEngine } from "../../state/engine.tsx";
import { readConsults } from "../../state/read-everything.ts";
import { useRoute } from "../../state/route.ts";
import { useConsult } from "../../state/use-consult.ts";
import { useKeys } from "../../state/use-keys.ts";
import { sayError } from "../../text/format.ts";
import { sayMissing } from "../../text/missing.ts";
import { KEYS, NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { sayWhatGoes } from "../../text/what-goes.ts";
import { NoteText } from "./note-text.tsx";
import { SendResult } from "./send-result.tsx";

/** The patient once more, what will be sent, the clinician's act, and what came of it. */
export function VerzendenScreen({
  consultId,
  newConsult,
}: {
  readonly consultId: string;
  readonly newConsult: () => void;
}) {
  const engine = useEngine();
  const { link } = engine;
  const { go } = useRoute();
  const { consult, error: readError, reload } = useConsult(consultId);
  const isApproving = useRef(false);
  const [preview, setPreview] = useState<Preview>();
  const [error, setError] = useState<string>();
  const newest = consult?.versions.at(-1);
  const version = newest?.version;
  const isDraft = newest?.note.status === "draft";

  useEffect(() => {
    if (version === undefined || !isDraft) return;
    let isLate = false;
    link.call("note:preview", { consultId, version }).then((result) => {
      if (isLate) return;
      if (result.ok) setPreview(result.value);
      else setError(result.code);
    });
    return () => {
      isLate = true;
    };
  }, [link, consultId, version, isDraft]);

  const approve = async () => {
    // Pressed twice it is one approval, and no news that the note changed since.
    if (version === undefined || !isDraft || preview === undefined || isApproving.current) return;
    isApproving.current = true;
    const result = await link.call("note:approve", { consultId, version });
    setError(result.ok ? undefined : result.code);
    await readConsults(engine);
    reload();
    isApproving.current = false;
  };
  const doubts = newest?.note.status === "draft" ? listDoubts(newest.note) : [];
  const isBlocked = preview !== undefined && preview.problems.length > 0;
  // With doubts left the key would go on by habit: then only the button does it.
  useKeys({ [KEYS.approve]: doubts.length > 0 || isBlocked ? undefined : () => void approve() });

  if (consult === undefined || newest === undefined) {
    const code = readError ?? error;
    return (
      <div className="page">
        {code === undefined ? <Progress label={T.verzenden.loading} /> : <Notice tone="bad">{sayError(code)}</Notice>}
      </div>
    );
  }
  const toNota = () => go({ screen: "nota", consultId });
  // Enter by habit must not send at once what was just taken back.
  const isTakenBack = consult.deliveries.at(-1)?.act === "withdraw";
  const approveName =
    doubts.length > 0
      ? T.verzenden.approveOpen(doubts.length)
      : preview?.destination == null
        ? T.verzenden.approve
        : T.verzenden.approveSend;

  return (
    <div className="consult">
      <ConsultHead consult={consult} step="verzenden" />
      <div className="send">
        <section className="send-note" aria-label={T.verzenden.done}>
          <NoteText note={newest.note} />
        </section>
        <section className="send-side" aria-label={T.shell.verzenden}>
          {error !== undefined && <Notice tone="bad">{sayError(error)}</Notice>}
          {isDraft ? (
            <>
              <WithdrawalNotice consult={consult} onError={setError} />
              <h2>{T.verzenden.title}</h2>
              <div className="send-patient">
                <PatientHead patient={preview?.patient ?? consult.patient} level={2} />
              </div>
              {preview === undefined && error === undefined && <Progress label={T.verzenden.loading} />}
              {preview !== undefined && <What preview={preview} />}
              {preview?.problems.map((problem) => (
                <Notice
                  key={problem}
                  tone="bad"
                  action={
                    problem === ERRORS["practice-invalid"].nl ? (
                      <Button autoFocus onPress={() => go({ screen: "instellingen" })}>
                        {T.verzenden.toSettings}
                      </Button>
                    ) : undefined
                  }
                >
                  {problem}
                </Notice>
              ))}
              {doubts.length > 0 && <Notice tone="warn">{T.verzenden.openDoubts(doubts.length)}</Notice>}
              {sayMissing(newest.note).map((text) => (
                <Notice key={text} tone="warn">
                  {text}
                </Notice>
              ))}
              {newest.note.deelcontacten.some(({ icpc }) => icpc !== undefined) && (
                <p className="quiet">{T.verzenden.confirmCode}</p>
              )}
              <p className="ai-mark">{NL.aiMark}</p>
              {preview !== undefined && (
                <div className="send-acts send-foot">
                  {doubts.length > 0 && (
                    <Button look="main" autoFocus={!isBlocked} onPress={toNota}>
                      {T.verzenden.toDoubts}
                    </Button>
                  )}
                  <Button
                    look={doubts.length > 0 ? "plain" : "main"}
                    autoFocus={doubts.length === 0 && !isTakenBack}
                    isDisabled={isBlocked}
                    {...(doubts.length > 0 ? {} : { keys: KEYS.approve })}
                    onPress={() => void approve()}
                  >
                    {approveName}
                  </Button>
                  {doubts.length === 0 && (
                    <Button autoFocus={isTakenBack} onPress={toNota}>
                      {T.verzenden.back}
                    </Button>
                  )}
                </div>
              )}
            </>
          ) : (
            <SendResult consult={consult} newConsult={newConsult} onError={setError} reload={reload} />
          )}
        </section>
      </div>
    </div>
  );
}

function What({ preview: { destination, resources } }: { readonly preview: Preview }) {
  if (destination === null) return <Notice tone="calm">{T.verzenden.noHis}</Notice>;
  const what = sayWhatGoes(resources);
  return (
    <div className="send-what">
      <p className="send-to">{T.verzenden.to(destination)}</p>
      {what !== "" && (
        <p className="quiet">
          {T.verzenden.what}: {what}
        </p>
      )}
    </div>
  );
}
