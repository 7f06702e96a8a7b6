import { type FormEvent, useState } from "react";
import type { Clinician } from "../../src/contract/views.ts";
import { Busy } from "../parts/busy.tsx";
import { Button } from "../parts/button.tsx";
import { Choice, Field } from "../parts/field.tsx";
import { Notice } from "../parts/notice.tsx";
import { useEngine } from "../state/engine.tsx";
import { focusError } from "../state/focus-error.ts";
import { sayError } from "../text/format.ts";
import { NL, ROLE_NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";

/** Name, role and AGB of a clinician who is new here. */
export function ProfileForm({
  onSaved,
  onCancel,
}: {
  /** Goes on with who was saved; the form shows that it is at work until that is done. */
  readonly onSaved: (clinician: Clinician) => Promise<void>;
  readonly onCancel?: () => void;
}) {
  const { link } = useEngine();
  const [name, setName] = useState("");
  const [agb, setAgb] = useState("");
  const [role, setRole] = useState<Clinician["role"]>("huisarts");
  const [error, setError] = useState<string>();
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const nameError = isTried && name.trim() === "" ? T.who.nameMissing : undefined;
  const agbError = agb !== "" && !/^\d{0,8}$/.test(agb.trim()) ? T.who.agbWrong : undefined;
  const isAgbShort = isTried && agb.trim() !== "" && agb.trim().length !== 8;

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    setTried(true);
    const isAgbWrong = agb.trim() !== "" && !/^\d{8}$/.test(agb.trim());
    if (name.trim() === "" || isAgbWrong) return focusError(form);
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    const profile = { name: name.trim(), role, ...(agb.trim() === "" ? {} : { agb: agb.trim() }) };
    const result = await link.call("clinician:save", profile);
    if (result.ok) await onSaved(result.value);
    else setError(result.code);
    setBusy(false);
  };

  return (
    <form className="form" onSubmit={save} noValidate>
      {error !== undefined && <Notice tone="bad">{sayError(error)}</Notice>}
      <Field
        label={T.who.name}
        value={name}
        onChange={setName}
        autoFocus
        isRequired
        error={nameError}
        hint={T.who.nameHint}
      />
      <Choice label={T.who.role} value={role} options={ROLE_NL} onChange={setRole} />
      <Field
        label={T.who.agb}
        value={agb}
        onChange={setAgb}
        inputMode="numeric"
        error={agbError ?? (isAgbShort ? T.who.agbWrong : undefined)}
      />
      <div className="form-actions">
        {onCancel !== undefined && <Button onPress={onCancel}>{NL.cancel}</Button>}
        <Button look="main" type="submit" isBusy={isBusy}>
          {T.who.begin}
        </Button>
        <Busy isBusy={isBusy} />
      </div>
    </form>
  );
}
