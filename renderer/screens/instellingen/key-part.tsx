import { useRef, useState } from "react";
import type { Result } from "../../../src/contract/calls.ts";
import type { KeyPlace, Status } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useEngine } from "../../state/engine.tsx";
import { sayError } from "../../text/format.ts";
import { NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

const LEAST = 12;

/** Where the key of the data lies, a passphrase over it, and the code for the day that this is lost. */
export function KeyPart({ place }: { readonly place: KeyPlace }) {
  const { link, store } = useEngine();
  const opener = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<"protect" | "recovery">();
  const [asks, setAsks] = useState(false);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [code, setCode] = useState<string>();
  const [said, setSaid] = useState<{ tone: "good" | "bad"; text: string }>();
  const isProtected = place.where === "passphrase";
  // She who came in by the recovery code does not know the words.
  const asksCurrent = isProtected && place.isRecovered !== true;
  const isRight = next.trim().length >= LEAST && next === again && (!asksCurrent || current !== "");
  const known = current === "" ? {} : { current };

  const perform = async (call: Promise<Result<Status>>, done: string) => {
    const result = await call;
    if (!result.ok) return setSaid({ tone: "bad", text: sayError(result.code) });
    store.change((state) => ({ ...state, status: result.value }));
    setSaid({ tone: "good", text: done });
    close();
  };
  const close = () => {
    setOpen(undefined);
    for (const clear of [setCurrent, setNext, setAgain]) clear("");
    setTimeout(() => opener.current?.querySelector("button")?.focus());
  };
  const protect = () => perform(link.call("key:protect", { passphrase: next, ...known }), T.key.saved);
  const unprotect = () => perform(link.call("key:unprotect", known), T.key.removed);
  const show = async () => {
    const result = await link.call("key:recovery", known);
    if (!result.ok) return setSaid({ tone: "bad", text: sayError(result.code) });
    setCode(result.value.code);
    setSaid(undefined);
    close();
  };
  const turnCode = () => {
    if (code !== undefined) setCode(undefined);
    else if (asksCurrent) setOpen("recovery");
    else void show();
  };
  const currentField = (
    <Field
      label={T.key.current}
      type="password"
      value={current}
      onChange={setCurrent}
      autoFocus={open === "recovery"}
    />
  );

  return (
    <section>
      <h2>{T.key.title}</h2>
      <p className="quiet settings-path">{place.where === "file" ? T.key.file(place.path) : T.key[place.where]}</p>
      <p className="quiet">{T.key.backup}</p>
      {said !== undefined && <Notice tone={said.tone}>{said.text}</Notice>}
      {open !== undefined ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes what is inside
        <div
          className="settings-form"
          onKeyDown={(event) => {
            if (event.key === "Escape") close();
          }}
        >
          {asksCurrent && currentField}
          {open === "recovery" ? (
            <AskForCode isReady={current !== ""} onShow={() => void show()} onClose={close} />
          ) : (
            <>
              <Field
                label={T.key.next}
                hint={T.key.nextHint}
                type="password"
                value={next}
                onChange={setNext}
                error={next !== "" && next.trim().length < LEAST ? T.key.short : undefined}
              />
              <Field
                label={T.key.again}
                type="password"
                value={again}
                onChange={setAgain}
                error={again !== "" && again !== next ? T.key.differs : undefined}
              />
              <div className="settings-row">
                <Button isDisabled={!isRight} onPress={() => void protect()}>
                  {isProtected ? T.key.change : T.key.set}
                </Button>
                {isProtected && (
                  <Button look="danger" isDisabled={asksCurrent && current === ""} onPress={() => setAsks(true)}>
                    {T.key.remove}
                  </Button>
                )}
                <Button onPress={close}>{NL.cancel}</Button>
              </div>
            </>
          )}
        </div>
      ) : (
        <div className="settings-row" ref={opener}>
          <Button onPress={() => setOpen("protect")}>{isProtected ? T.key.change : T.key.set}</Button>
          <Button onPress={turnCode}>{code === undefined ? T.key.recovery : T.key.hide}</Button>
        </div>
      )}
      {code !== undefined && (
        <>
          <p>{T.key.recoveryText}</p>
          <p className="recovery-code">{code}</p>
        </>
      )}
      {asks && (
        <Confirm
          title={T.key.removeTitle}
          text={T.key.removeText}
          act={T.key.remove}
          onAct={() => void unprotect()}
          onClose={() => setAsks(false)}
        />
      )}
    </section>
  );
}

/** The recovery code is as good as the passphrase: who wants to see it knows that. */
function AskForCode({
  isReady,
  onShow,
  onClose,
}: {
  readonly isReady: boolean;
  readonly onShow: () => void;
  readonly onClose: () => void;
}) {
  return (
    <>
      <p className="quiet">{T.key.ask}</p>
      <div className="settings-row">
        <Button isDisabled={!isReady} onPress={onShow}>
          {T.key.recovery}
        </Button>
        <Button onPress={onClose}>{NL.cancel}</Button>
      </div>
    </>
  );
}
