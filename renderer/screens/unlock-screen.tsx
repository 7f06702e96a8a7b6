import { type FormEvent, useState } from "react";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { Progress } from "../parts/progress.tsx";
import { useEngine } from "../state/engine.tsx";
import { readEverything } from "../state/read-everything.ts";
import { sayError } from "../text/format.ts";
import { T } from "../text/screens.ts";

/** The data is under a passphrase: asks for that, or for the recovery code where it is lost. */
export function UnlockScreen() {
  const engine = useEngine();
  const [isLost, setLost] = useState(false);
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
    setLost((before) => !before);
    setWords("");
    setError(undefined);
  };

  return (
    <main className="alone">
      <form className="unlock" onSubmit={open} noValidate>
        <Icon name="lock" />
        <h1>{T.unlock.title}</h1>
        <p className="alone-text">{isLost ? T.unlock.lostText : T.unlock.intro}</p>
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
          <Button look="quiet" onPress={turn}>
            {isLost ? T.unlock.back : T.unlock.lost}
          </Button>
          <Button look="main" type="submit" isDisabled={isOpening}>
            {T.unlock.open}
          </Button>
        </div>
      </form>
    </main>
  );
}
