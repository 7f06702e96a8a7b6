import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Settings } from "../../../src/contract/views.ts";
import { Button } from "../../parts/button.tsx";
import { Choice, Field } from "../../parts/field.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Progress } from "../../parts/progress.tsx";
import { useApp, useEngine } from "../../state/engine.tsx";
import { focusError } from "../../state/focus-error.ts";
import { formatHours, sayError } from "../../text/format.ts";
import { sayModel } from "../../text/model-name.ts";
import { T } from "../../text/screens.ts";
import { HisPart } from "./his-part.tsx";
import { KeyPart } from "./key-part.tsx";
import { MicrophonePart } from "./microphone-part.tsx";
import { PracticePart } from "./practice-part.tsx";
import { BOUNDS, type Bounded, findWrong, isSameForm, readForm, type SettingsForm, toForm } from "./settings-form.ts";
import { TierPart } from "./tier-part.tsx";
import { VoicePart } from "./voice-part.tsx";

/** What the practice chooses. */
export function InstellingenScreen() {
  const settings = useApp((state) => state.settings);
  if (settings === undefined) return <Progress label={T.spreekuur.loading} />;
  return <Form settings={settings} />;
}

function Form({ settings }: { readonly settings: Settings }) {
  const { link, store } = useEngine();
  const status = useApp((state) => state.status);
  const [form, setForm] = useState<SettingsForm>(() => store.read().unsavedSettings ?? toForm(settings));
  const [isTried, setTried] = useState(() => store.read().unsavedSettings !== undefined);
  const [result, setResult] = useState<{ ok: true } | { ok: false; code: string }>();
  const whole = useRef<HTMLFormElement>(null);
  const practice = useRef<HTMLElement>(null);
  const wrongs = findWrong(form, settings.his);
  const isChanged = !isSameForm(form, toForm(settings), settings.his);
  const put =
    <K extends keyof SettingsForm>(key: K) =>
    (value: SettingsForm[K]) => {
      setResult(undefined);
      setForm((before) => ({ ...before, [key]: value }));
    };
  const wrong = (key: Bounded) => {
    const [from, to] = BOUNDS[key];
    return wrongs.has(key) ? T.instellingen.numberWrong(from, to) : undefined;
  };

  const save = async () => {
    const input = readForm(form, settings.his);
    setTried(input === undefined);
    if (input === undefined) return focusError(whole.current);
    const answer = await link.call("settings:save", input);
    if (answer.ok) {
      store.change(({ unsavedSettings: _, ...state }) => ({ ...state, settings: answer.value }));
      // A secret that is kept now is not there to be kept again; what was typed meanwhile stays.
      setForm((before) => (before === form ? toForm(answer.value) : before));
    }
    setResult(answer.ok ? { ok: true } : answer);
  };
  // Who leaves without "Bewaren" means what she typed: it is saved, and what cannot be is kept to be mended.
  const leave = useRef(() => {});
  leave.current = () => {
    if (!isChanged) return store.change(({ unsavedSettings: _, ...state }) => state);
    const unsavedSettings = { ...form, his: { ...form.his, secret: "" } };
    store.change((state) => ({ ...state, unsavedSettings }));
    void save();
  };
  useEffect(
    () => () => {
      store.change(({ triedTheme: _, ...state }) => state);
      leave.current();
    },
    [store],
  );
  const number = (key: Bounded, label: string, hint: string) => (
    <Field label={label} hint={hint} value={form[key]} onChange={put(key)} inputMode="numeric" error={wrong(key)} />
  );

  return (
    <form
      ref={whole}
      className="page settings"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void save();
      }}
      noValidate
    >
      <h1>{T.instellingen.title}</h1>
      <div className="settings-grid">
        <MicrophonePart value={form.microphone} onChange={put("microphone")} />
        <VoicePart microphone={form.microphone} />
        <HisPart
          form={form.his}
          kept={settings.his}
          wrong={wrongs}
          isTried={isTried}
          onChange={put("his")}
          onPractice={() => focusError(practice.current)}
        />
        <PracticePart form={form} wrong={wrongs} part={practice} onChange={(key, value) => put(key)(value)} />
        <section>
          <h2>{T.instellingen.retention}</h2>
          <p className="quiet">{T.instellingen.retentionWhy}</p>
          {number("soundHours", T.instellingen.soundHours, T.instellingen.soundHint)}
          {number("transcriptDays", T.instellingen.transcriptDays, T.instellingen.transcriptHint)}
          {number("lockMinutes", T.instellingen.lockMinutes, T.instellingen.lockHint)}
        </section>
        <section>
          <h2>{T.instellingen.models}</h2>
          {status?.models === "loading" && <Progress label={T.instellingen.modelsLoading} />}
          {status?.models === "ready" && <p className="good">{T.instellingen.modelsReady}</p>}
          {typeof status?.models === "object" && <Notice tone="bad">{sayError(status.models.failed)}</Notice>}
          <ul className="plain">
            {status?.modelNames.map((name) => (
              <li key={name}>{sayModel(name)}</li>
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
      <div className="form-foot settings-foot">
        {result?.ok === false && <Notice tone="bad">{sayError(result.code)}</Notice>}
        <Button look={isChanged ? "main" : "plain"} type="submit">
          {T.instellingen.save}
        </Button>
        <span role="status">
          {isChanged ? (
            <span className="quiet">{T.instellingen.unsaved}</span>
          ) : (
            result?.ok && <span className="good">{T.instellingen.saved}</span>
          )}
        </span>
      </div>
    </form>
  );
}
