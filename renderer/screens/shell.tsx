import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { stopRecording } from "../state/acts.ts";
import { useApp, useEngine } from "../state/engine.tsx";
import { useRoute } from "../state/route.ts";
import { useKeys } from "../state/use-keys.ts";
import { lock } from "../state/use-lock.ts";
import { sayError } from "../text/format.ts";
import { KEYS, NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";
import { InstellingenScreen } from "./instellingen/instellingen-screen.tsx";
import { LogboekScreen } from "./logboek-screen.tsx";
import { NotaScreen } from "./nota/nota-screen.tsx";
import { NieuwScreen } from "./opname/nieuw-screen.tsx";
import { OpnameScreen } from "./opname/opname-screen.tsx";
import { SpreekuurScreen } from "./spreekuur/spreekuur-screen.tsx";
import { VerzendenScreen } from "./verzenden/verzenden-screen.tsx";

/** The frame around every screen: where one is, who works here, what runs, and the keys that work everywhere. */
export function Shell() {
  const engine = useEngine();
  const { route, go } = useRoute();
  const clinician = useApp((state) => state.clinician);
  const active = useApp((state) =>
    state.consults?.find(({ state: { kind } }) => kind === "recording" || kind === "paused" || kind === "interrupted"),
  );
  const [error, setError] = useState<string>();

  const stop = async (consultId: string, then: () => void) => {
    const result = await stopRecording(engine, consultId);
    setError(result.ok ? undefined : result.code);
    if (result.ok) then();
  };
  const newConsult = () => {
    if (active?.state.kind === "recording") void stop(active.id, () => go({ screen: "nieuw" }));
    else go({ screen: "nieuw" });
  };
  const isStartKeyTheirs = route.screen === "nieuw" || (route.screen === "opname" && route.consultId !== active?.id);
  useKeys({
    [KEYS.record]: isStartKeyTheirs
      ? undefined
      : () => {
          if (active === undefined) go({ screen: "nieuw" });
          else void stop(active.id, () => go({ screen: "nota", consultId: active.id }));
        },
    [KEYS.newConsult]: newConsult,
  });
  const isElsewhere = active !== undefined && !("consultId" in route && route.consultId === active.id);

  return (
    <div className="shell">
      <a className="skip" href="#content">
        {NL.skip}
      </a>
      <header className="bar">
        <span className="brand">{NL.app}</span>
        <nav className="bar-nav" aria-label={T.shell.nav}>
          {(Object.keys(T.shell.screens) as (keyof typeof T.shell.screens)[]).map((screen) => (
            <button
              key={screen}
              type="button"
              className="bar-link"
              aria-current={route.screen === screen ? "page" : undefined}
              onClick={() => go({ screen })}
            >
              {T.shell.screens[screen]}
            </button>
          ))}
        </nav>
        <div className="bar-live">
          {isElsewhere && (
            <Button look="quiet" className="pill-live" onPress={() => go({ screen: "opname", consultId: active.id })}>
              {active.state.kind === "recording" && <span className="chip-light" aria-hidden="true" />}
              {T.opname[active.state.kind as "recording" | "paused" | "interrupted"]}
            </Button>
          )}
        </div>
        <div className="bar-who">
          <span className="bar-name" title={clinician?.name}>
            {clinician?.name}
          </span>
          <Button look="quiet" label={NL.lock} onPress={() => lock(engine)}>
            <Icon name="lock" />
          </Button>
        </div>
      </header>
      <Banners />
      {error !== undefined && (
        <Notice tone="bad">
          {T.shell.stopFailed} {sayError(error)}
        </Notice>
      )}
      <main id="content" className={`content content-${route.screen}`} tabIndex={-1}>
        <Screen newConsult={newConsult} />
      </main>
    </div>
  );
}

function Screen({ newConsult }: { readonly newConsult: () => void }) {
  const { route } = useRoute();
  switch (route.screen) {
    case "spreekuur":
      return <SpreekuurScreen newConsult={newConsult} />;
    case "nieuw":
      return <NieuwScreen />;
    case "opname":
      return <OpnameScreen key={route.consultId} consultId={route.consultId} newConsult={newConsult} />;
    case "nota":
      return <NotaScreen key={route.consultId} consultId={route.consultId} />;
    case "verzenden":
      return <VerzendenScreen key={route.consultId} consultId={route.consultId} newConsult={newConsult} />;
    case "instellingen":
      return <InstellingenScreen />;
    case "logboek":
      return <LogboekScreen />;
  }
}

/** What holds for the whole window: the engine is away, models load or do not. */
function Banners() {
  const { go } = useRoute();
  const link = useApp((state) => state.link);
  const models = useApp((state) => state.status?.models);
  const isRecovered = useApp((state) => state.status?.key.isRecovered === true);
  return (
    <div className="banners">
      {link === "lost" && <Notice tone="warn">{NL.lost}</Notice>}
      {isRecovered && (
        <Notice tone="warn" action={<Button onPress={() => go({ screen: "instellingen" })}>{T.key.toKey}</Button>}>
          {T.key.recovered}
        </Notice>
      )}
      {models === "loading" && <Notice tone="calm">{NL.modelsLoading}</Notice>}
      {typeof models === "object" && (
        <Notice tone="bad" action={<Button onPress={() => go({ screen: "instellingen" })}>{T.shell.toModels}</Button>}>
          {T.shell.modelFailed} {sayError(models.failed)}
        </Notice>
      )}
    </div>
  );
}
