import { type FormEvent, useState } from "react";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { Progress } from "../parts/progress.tsx";
import { useEngine } from "../state/engine.tsx";
import { readEverything } from "../state/read-everything.ts";
import { sayError } from "../text/format.ts";
import { NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";

/** Why the data does not open though nothing need be lost: what opens it can be typed here. */
export type LockCode = "key-locked" | "key-missing" | "key-invalid" | "store-unreadable";

const CODES: readonly string[] = ["key-locked", "key-missing", "key-invalid", "store-unreadable"] satisfies LockCode[];
export const isLock = (fault: string | undefined): fault is LockCode => fault !== undefined && CODES.includes(fault);

/**
 * The data is under a passphrase: asks for that, or for the recovery code where it is lost. Where the key itself is gone or does not fit
 * only that code opens it, unless the key is put back.
 */
export function UnlockScreen({ code }: { readonly code: LockCode }) {
  const engine = useEngine();
  const isKeyLost = code !== "key-locked";
  const [isForgotten, setForgotten] = useState(false);
  const isLost = isKeyLost || isForgotten;
  const [words, setWords] = useState("");
  const [error, setError] = useState<string>();
  const [isOpening, setOpening] = useState(false);

  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (words.trim() === "" || isOpening) return;
    setOpening(true);
    setError(undefined);
    const result = await engine.link.call("key:unlock", isLost ? { recovery: words } : { passphrase: words });
    setOpening(false);
    if (!result.ok) return setError(result.code);
    setWords("");
    await readEverything(engine);
  };
  const turn = () => {
    setForgotten((before) => !before);
    setWords("");
    setError(undefined);
  };

  return (
    <main className="alone">
      <form className="unlock" onSubmit={open} noValidate>
        <Icon name="lock" />
        <h1>{isKeyLost ? T.unlock.keyTitle : T.unlock.title}</h1>
        {isKeyLost && (
          <p className="alone-text" role="alert">
            {sayError(code)}
          </p>
        )}
        <p className="alone-text">{isKeyLost ? T.unlock.keyText : isLost ? T.unlock.lostText : T.unlock.intro}</p>
        <Field
          key={isLost ? "recovery" : "passphrase"}
          label={isLost ? T.unlock.recovery : T.unlock.passphrase}
          hint={isLost ? T.unlock.recoveryHint : undefined}
          type={isLost ? "text" : "password"}
          value={words}
          onChange={setWords}
          autoFocus
        />
        {error !== undefined && <Notice tone="bad">{sayError(error)}</Notice>}
        {isOpening && <Progress label={T.unlock.opening} />}
        <div className="form-actions">
          {isKeyLost ? (
            <Button look="quiet" onPress={() => void readEverything(engine)}>
              {NL.retry}
            </Button>
          ) : (
            <Button look="quiet" onPress={turn}>
              {isLost ? T.unlock.back : T.unlock.lost}
            </Button>
          )}
          <Button look="main" type="submit" isDisabled={isOpening}>
            {T.unlock.open}
          </Button>
        </div>
        {isKeyLost && <p className="quiet">{T.fault.code(code)}</p>}
      </form>
    </main>
  );
}
