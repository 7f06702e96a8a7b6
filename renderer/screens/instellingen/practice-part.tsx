import type { RefObject } from "react";
import { Field } from "../../parts/field.tsx";
import { T } from "../../text/screens.ts";
import type { SettingsForm, WrongField } from "./settings-form.ts";

type Own = "name" | "agb" | "ura";

/** Which practice this is, as a HIS knows it: what a HIS needs of it is asked for as soon as there is one. */
export function PracticePart({
  form,
  wrong,
  part,
  onChange,
}: {
  readonly form: SettingsForm;
  readonly wrong: ReadonlySet<WrongField>;
  readonly part: RefObject<HTMLElement | null>;
  readonly onChange: (key: Own, value: string) => void;
}) {
  const t = T.instellingen;
  const isEmpty = (key: Own) => form[key].trim() === "";
  const errors: Record<Own, string> = {
    name: isEmpty("name") ? t.practiceNameMissing : t.practiceNameLong,
    agb: isEmpty("agb") ? t.practiceAgbMissing : t.agbWrong,
    ura: t.uraWrong,
  };
  const field = (key: Own, label: string, isRequired: boolean) => (
    <Field
      label={label}
      value={form[key]}
      onChange={(value) => onChange(key, value)}
      {...(key === "name" ? {} : { inputMode: "numeric" })}
      isRequired={isRequired}
      error={wrong.has(key) ? errors[key] : undefined}
    />
  );
  return (
    <section ref={part}>
      <h2>{t.practice}</h2>
      {field("name", t.practiceName, form.his.isUsed)}
      {field("agb", t.practiceAgb, form.his.isUsed)}
      {field("ura", t.ura, false)}
    </section>
  );
}
