import { useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import type { EngineLink } from "../src/contract/events.ts";
import { FaultScreen } from "./screens/fault-screen.tsx";
import { Shell } from "./screens/shell.tsx";
import { StartingScreen } from "./screens/starting-screen.tsx";
import { isLock, UnlockScreen } from "./screens/unlock-screen.tsx";
import { WhoScreen } from "./screens/who-screen.tsx";
import { EngineProvider, useApp } from "./state/engine.tsx";
import { type Route, RouteContext } from "./state/route.ts";
import { useLock } from "./state/use-lock.ts";
import { useTheme } from "./state/use-theme.ts";

/** The window. */
export function App({ link, start }: { readonly link: EngineLink; readonly start?: Route }) {
  const [route, go] = useState<Route>(start ?? { screen: "spreekuur" });
  const where = useMemo(() => ({ route, go }), [route]);
  return (
    <I18nProvider locale="nl-NL">
      <EngineProvider link={link}>
        <RouteContext value={where}>
          <Screens />
        </RouteContext>
      </EngineProvider>
    </I18nProvider>
  );
}

function Screens() {
  const fault = useApp((state) => state.fault);
  const status = useApp((state) => state.status);
  const clinician = useApp((state) => state.clinician);
  useLock();
  useTheme();
  if (isLock(fault)) return <UnlockScreen key={fault === "key-locked" ? "locked" : "lost"} code={fault} />;
  if (fault !== undefined) return <FaultScreen code={fault} />;
  if (status === undefined) return <StartingScreen />;
  return clinician === undefined ? <WhoScreen /> : <Shell />;
}
