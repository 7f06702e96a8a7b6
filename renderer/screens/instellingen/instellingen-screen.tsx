import { type FormEvent, useEffect, useState } from "react";
import type { CallInput } from "../../../src/contract/calls.ts";
import type { Settings } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Choice, Field } from "../../parts/field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { useApp, useEngine } from "../../state/engine.tsx";
import { formatHours, sayError } from "../../text/format.ts";
import { T } from "../../text/screens.ts";
import { type HisForm, HisPart, isUrl } from "./his-part.tsx";
import { KeyPart } from "./key-part.tsx";
import { MicrophonePart } from "./microphone-part.tsx";
import { TierPart } from "./tier-part.tsx";
import { VoicePart } from "./voice-part.tsx";

const BOUNDS = { soundHours: [0, 720], transcriptDays: [0, 3650], lockMinutes: [1, 240] } as const;
type Bounded = keyof typeof BOUNDS;

/** What the practice chooses. */
export function InstellingenScreen() {
  const settings = useApp((state) => state.settings);
  if (settings === undefined) return <Progress label={T.spreekuur.loading} />;
  return <SettingsForm settings={settings} />;
}

function SettingsForm({ settings }: { readonly settings: Settings }) {
  const { link, store } = useEngine();
  const status = useApp((state) => state.status);
  const [form, setForm] = useState(() => ({
    name: settings.organisation.name,
    agb: settings.organisation.agb,
    ura: settings.organisation.ura ?? "",
    soundHours: String(settings.soundHours),
    transcriptDays: String(settings.transcriptDays),
    lockMinutes: String(settings.lockMinutes),
    microphone: settings.microphone ?? "",
    theme: settings.theme,
  }));
  const [his, setHis] = useState<HisForm>(() => ({
    isUsed: settings.his !== undefined,
    baseUrl: settings.his?.baseUrl ?? "",
    auth: settings.his?.auth ?? "none",
    user: settings.his?.user ?? "",
    secret: "",
  }));
  const [result, setResult] = useState<{ ok: true } | { ok: false; code: string }>();
  useEffect(() => () => store.change(({ triedTheme: _, ...state }) => state), [store]);
  const put =
    <K extends keyof typeof form>(key: K) =>
    (value: (typeof form)[K]) => {
      setResult(undefined);
      setForm((before) => ({ ...before, [key]: value }));
    };
  const wrong = (key: Bounded) => {
    const [from, to] = BOUNDS[key];
    const value = Number(form[key].replace(",", "."));
    return form[key].trim() !== "" && value >= from && value <= to ? undefined : T.instellingen.numberWrong(from, to);
  };
  const isRight =
    (Object.keys(BOUNDS) as Bounded[]).every((key) => wrong(key) === undefined) && (!his.isUsed || isUrl(his.baseUrl));

  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!isRight) return;
    const input: CallInput<"settings:save"> = {
      organisation: { name: form.name, agb: form.agb, ...(form.ura === "" ? {} : { ura: form.ura }) },
      soundHours: Number(form.soundHours.replace(",", ".")),
      transcriptDays: Number(form.transcriptDays),
      lockMinutes: Number(form.lockMinutes),
      theme: form.theme,
      ...(form.microphone === "" ? {} : { microphone: form.microphone }),
      ...(his.isUsed
        ? {
            his: {
              baseUrl: his.baseUrl.trim(),
              auth: his.auth,
              ...(his.auth === "basic" ? { user: his.user } : {}),
              ...(his.secret === "" ? {} : { secret: his.secret }),
            },
          }
        : {}),
    };
    const answer = await link.call("settings:save", input);
    if (answer.ok) store.change((state) => ({ ...state, settings: answer.value }));
    setResult(answer.ok ? { ok: true } : answer);
  };
  const number = (key: Bounded, label: string, hint: string) => (
    <Field label={label} hint={hint} value={form[key]} onChange={put(key)} inputMode="numeric" error={wrong(key)} />
  );

  return (
    <form className="page settings" onSubmit={save} noValidate>
      <div className="page-head">
        <h1>{T.instellingen.title}</h1>
        <span role="status">{result?.ok && <span className="good">{T.instellingen.saved}</span>}</span>
        <Button look="main" type="submit" isDisabled={!isRight}>
          {T.instellingen.save}
        </Button>
      </div>
      {result?.ok === false && <Notice tone="bad">{sayError(result.code)}</Notice>}
      <div className="settings-grid">
        <MicrophonePart value={form.microphone} onChange={put("microphone")} />
        <VoicePart microphone={form.microphone} />
        <HisPart form={his} kept={settings.his} onChange={setHis} />
        <section>
          <h2>{T.instellingen.retention}</h2>
          <p className="quiet">{T.instellingen.retentionWhy}</p>
          {number("soundHours", T.instellingen.soundHours, T.instellingen.soundHint)}
          {number("transcriptDays", T.instellingen.transcriptDays, T.instellingen.transcriptHint)}
          {number("lockMinutes", T.instellingen.lockMinutes, T.instellingen.lockHint)}
        </section>
        <section>
          <h2>{T.instellingen.practice}</h2>
          <Field label={T.instellingen.practiceName} value={form.name} onChange={put("name")} />
          <Field label={T.instellingen.practiceAgb} value={form.agb} onChange={put("agb")} inputMode="numeric" />
          <Field label={T.instellingen.ura} value={form.ura} onChange={put("ura")} inputMode="numeric" />
        </section>
        <section>
          <h2>{T.instellingen.models}</h2>
          {status?.models === "loading" && <Progress label={T.instellingen.modelsLoading} />}
          {status?.models === "ready" && <p className="good">{T.instellingen.modelsReady}</p>}
          {typeof status?.models === "object" && <Notice tone="bad">{sayError(status.models.failed)}</Notice>}
          <ul className="plain">
            {status?.modelNames.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </section>
        <TierPart />
        {status !== undefined && <KeyPart place={status.key} />}
        <section>
          <h2>{T.instellingen.look}</h2>
          <Choice
            label={T.instellingen.theme}
            value={form.theme}
            options={T.instellingen.themes}
            onChange={(theme) => {
              put("theme")(theme);
              store.change((state) => ({ ...state, triedTheme: theme }));
            }}
          />
          <p className="quiet settings-about">
            {T.instellingen.about(status?.version ?? "")}
            <br />
            {T.instellingen.folder(status?.dataFolder ?? "")}
            <br />
            {T.instellingen.room(formatHours(status?.freeSpaceHours ?? 0))}
          </p>
        </section>
      </div>
    </form>
  );
}
