import { type FormEvent, useRef, useState } from "react";
import { Checkbox } from "react-aria-components";
import type { Patient } from "../../../src/contract/views.ts";
import type { Setting } from "../../../src/core/consult/consult.ts";
import { readBirthDate } from "../../../src/core/patient/birth-date.ts";
import { checkBsn } from "../../../src/core/patient/bsn.ts";
import { isName } from "../../../src/core/patient/name.ts";
import { Button } from "../../parts/button.tsx";
import { Choice, Field } from "../../parts/field.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { beginConsult } from "../../state/acts.ts";
import { useApp, useEngine } from "../../state/engine.tsx";
import { focusError } from "../../state/focus-error.ts";
import { useRoute } from "../../state/route.ts";
import { useKeys } from "../../state/use-keys.ts";
import { formatAge, formatDate, formatName, sayError, today } from "../../text/format.ts";
import { GENDER_NL, KEYS, SETTING_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** Who, what kind of contact, and her consent; then one key starts. */
export function NieuwScreen() {
  const engine = useEngine();
  const { go } = useRoute();
  const role = useApp((state) => state.clinician?.role);
  const isRecording = useApp((state) => state.status?.recordingId != null);
  const [given, setGiven] = useState("");
  const [family, setFamily] = useState("");
  const [birth, setBirth] = useState("");
  const [bsn, setBsn] = useState("");
  const [gender, setGender] = useState<Patient["gender"]>();
  const [setting, setSetting] = useState<Setting>(role === "poh-s" || role === "poh-ggz" ? role : "consult");
  const [hasConsent, setConsent] = useState(false);
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<string>();
  const [known, setKnown] = useState<Patient>();
  const isBusy = useRef(false);
  const form = useRef<HTMLFormElement>(null);

  const birthDate = readBirthDate(birth, today());
  const bsnState = checkBsn(bsn);
  const isBsnBad = bsnState === "wrong" || (isTried && bsnState === "typing");
  const missing = (value: string) => {
    if (value.trim() === "") return isTried ? T.patient.nameMissing : undefined;
    return isName(value) ? undefined : T.patient.nameWrong;
  };
  const isBirthBad = birthDate === undefined && (isTried || birth.replace(/\D/g, "").length >= 8);
  const isReady =
    isName(given) &&
    isName(family) &&
    birthDate !== undefined &&
    gender !== undefined &&
    (bsnState === "empty" || bsnState === "right") &&
    hasConsent;

  const digits = bsn.replace(/\D/g, "");
  // Of the BSN that stands there now: what is corrected is what is shown.
  const other = known?.bsn === digits ? known : undefined;

  const start = async (corrects?: string) => {
    setTried(true);
    if (!isReady) focusError(form.current);
    if (!isReady || isBusy.current) return;
    isBusy.current = true;
    const patient = {
      name: { given: given.trim(), family: family.trim() },
      birthDate,
      gender,
      ...(digits === "" ? {} : { bsn: digits }),
    };
    const result = await beginConsult(engine, {
      patient,
      setting,
      consent: true,
      ...(corrects === undefined ? {} : { corrects }),
    });
    const found =
      !result.ok && result.code === "bsn-known" && (await engine.link.call("patient:find", { bsn: digits }));
    isBusy.current = false;
    setKnown((found !== false && found.ok && found.value) || undefined);
    setError(result.ok ? undefined : result.code);
    if (result.ok) go({ screen: "opname", consultId: result.value.id });
  };
  useKeys({ [KEYS.record]: () => void start() });

  return (
    <form
      ref={form}
      className="page page-narrow form"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void start();
      }}
    >
      <h1>{T.patient.title}</h1>
      {error !== undefined && (known === undefined || other !== undefined) && (
        <Notice
          tone="bad"
          action={other && <Button onPress={() => void start(other.id)}>{T.patient.bsnCorrect}</Button>}
        >
          {other === undefined
            ? sayError(error)
            : T.patient.bsnKnown(formatName(other.name), `${formatDate(other.birthDate)}, ${GENDER_NL[other.gender]}`)}
        </Notice>
      )}
      {isRecording && <Notice tone="warn">{T.patient.closesOld}</Notice>}
      <div className="form-grid">
        <Field label={T.patient.given} value={given} onChange={setGiven} error={missing(given)} autoFocus isRequired />
        <Field label={T.patient.family} value={family} onChange={setFamily} error={missing(family)} isRequired />
        <Field
          label={T.patient.birthDate}
          value={birth}
          onChange={setBirth}
          inputMode="numeric"
          isRequired
          hint={birthDate === undefined ? T.patient.birthHint : `${formatDate(birthDate)}, ${formatAge(birthDate)}`}
          error={!isBirthBad ? undefined : birth.trim() === "" ? T.patient.birthMissing : T.patient.birthWrong}
        />
        <Field
          label={T.patient.bsn}
          value={bsn}
          onChange={setBsn}
          inputMode="numeric"
          hint={
            bsnState === "right" ? (
              <span className="good">
                <Icon name="check" /> {T.patient.bsnRight}
              </span>
            ) : bsnState === "typing" ? (
              T.patient.bsnTyping(digits.length)
            ) : undefined
          }
          error={isBsnBad ? T.patient.bsnWrong : undefined}
        />
      </div>
      <Choice
        label={T.patient.gender}
        value={gender}
        options={GENDER_NL}
        onChange={setGender}
        error={isTried && gender === undefined ? T.patient.genderMissing : undefined}
      />
      <Choice
        label={T.patient.setting}
        value={setting}
        options={SETTING_NL}
        onChange={setSetting}
        hint={setting === "telefonisch" ? T.patient.phone : undefined}
      />
      <Checkbox className="check" isSelected={hasConsent} onChange={setConsent} isInvalid={isTried && !hasConsent}>
        <span className="check-box">
          <Icon name="check" />
        </span>
        {setting === "dictaat" ? T.patient.consentDictation : T.patient.consent}
      </Checkbox>
      <p className="field-error choice-error">{isTried && !hasConsent ? T.patient.consentMissing : ""}</p>
      <div className="form-actions form-foot">
        <Button look="main" type="submit" keys={KEYS.record} className="button-big">
          {T.patient.start}
        </Button>
      </div>
    </form>
  );
}
