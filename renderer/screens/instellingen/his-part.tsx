import { useState } from "react";
import { Checkbox } from "react-aria-components";
import type { Settings } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Choice, Field } from "../../parts/field.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { useEngine } from "../../state/engine.tsx";
import { sayError } from "../../text/format.ts";
import { sayHisAnswer } from "../../text/his-answer.ts";
import { T } from "../../text/screens.ts";
import type { HisForm, WrongField } from "./settings-form.ts";

type Tested = { readonly said: string; readonly tone: "good" | "bad" } | "testing";

/** Where notes go, and whether it is there. */
export function HisPart({
  form,
  kept,
  wrong,
  isTried,
  onChange,
  onPractice,
}: {
  readonly form: HisForm;
  readonly kept: Settings["his"];
  readonly wrong: ReadonlySet<WrongField>;
  /** Did she want to save it? Then what is empty is wrong. */
  readonly isTried: boolean;
  readonly onChange: (form: HisForm) => void;
  /** Leads to what the HIS needs of the practice. */
  readonly onPractice: () => void;
}) {
  const { link } = useEngine();
  const [tested, setTested] = useState<Tested>();
  const put =
    <K extends keyof HisForm>(key: K) =>
    (value: HisForm[K]) =>
      onChange({ ...form, [key]: value });
  const isSaved =
    kept !== undefined && kept.baseUrl === form.baseUrl.trim() && kept.auth === form.auth && form.secret === "";
  const test = async () => {
    setTested("testing");
    const result = await link.call("his:test", {});
    setTested(
      result.ok
        ? { said: T.instellingen.hisGood(result.value.software, result.value.fhirVersion), tone: "good" }
        : { said: result.detail === undefined ? sayError(result.code) : sayHisAnswer(result.detail), tone: "bad" },
    );
  };
  return (
    <section>
      <h2>{T.instellingen.his}</h2>
      <Checkbox className="check" isSelected={form.isUsed} onChange={put("isUsed")}>
        <span className="check-box">
          <Icon name="check" />
        </span>
        {T.instellingen.hisUse}
      </Checkbox>
      {!form.isUsed && <p className="quiet">{T.instellingen.hisNone}</p>}
      {form.isUsed && (
        <>
          {(wrong.has("name") || wrong.has("agb")) && (
            <Notice tone="warn" action={<Button onPress={onPractice}>{T.instellingen.toPractice}</Button>}>
              {T.instellingen.hisNeeds}
            </Notice>
          )}
          <Field
            label={T.instellingen.baseUrl}
            value={form.baseUrl}
            onChange={put("baseUrl")}
            inputMode="url"
            hint={T.instellingen.urlHint}
            error={
              wrong.has("baseUrl") && (isTried || form.baseUrl !== "")
                ? form.baseUrl.trim() === ""
                  ? T.instellingen.urlMissing
                  : T.instellingen.urlWrong
                : undefined
            }
          />
          <Choice
            label={T.instellingen.auth}
            value={form.auth}
            options={T.instellingen.authNames}
            onChange={put("auth")}
          />
          {form.auth === "basic" && (
            <Field
              label={T.instellingen.user}
              value={form.user}
              onChange={put("user")}
              error={isTried && wrong.has("user") ? T.instellingen.missing : undefined}
            />
          )}
          {form.auth !== "none" && (
            <Field
              label={form.auth === "basic" ? T.instellingen.password : T.instellingen.token}
              value={form.secret}
              onChange={put("secret")}
              type="password"
              hint={kept?.hasSecret && !wrong.has("secret") ? T.instellingen.secretKept : undefined}
              error={isTried && wrong.has("secret") ? T.instellingen.missing : undefined}
            />
          )}
          <div className="settings-row">
            <Button isDisabled={!isSaved || tested === "testing"} onPress={() => void test()}>
              {T.instellingen.hisTest}
            </Button>
            {!isSaved && <span className="quiet">{T.instellingen.saveFirst}</span>}
          </div>
          {tested === "testing" && <Progress label={T.instellingen.hisTesting} />}
          {typeof tested === "object" && <Notice tone={tested.tone}>{tested.said}</Notice>}
        </>
      )}
    </section>
  );
}
