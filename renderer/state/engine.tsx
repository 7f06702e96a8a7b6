import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import type { EngineLink } from "../../src/contract/events.ts";
import { RecordingControl } from "../audio/recording-control.ts";
import { type AppState, reduceEvent } from "./app-state.ts";
import { readEverything } from "./read-everything.ts";
import { Store } from "./store.ts";

/** The engine as the window's parts use it. */
export interface Engine {
  readonly link: EngineLink;
  readonly store: Store;
  readonly recorder: RecordingControl;
}

const EngineContext = createContext<Engine | undefined>(undefined);

/** Gives the window its engine, and keeps the store in step with what the engine tells. */
export function EngineProvider({ link, children }: { link: EngineLink; children: ReactNode }) {
  const engine = useMemo<Engine>(() => {
    const store = new Store();
    return { link, store, recorder: new RecordingControl(link, store) };
  }, [link]);

  useEffect(() => {
    const ended = new AbortController();
    const { store, recorder } = engine;
    // What was told while the link was away is in the list.
    const catchUp = async () => {
      await readEverything(engine);
      const { status } = store.read();
      if (status !== undefined) recorder.followStatus(status.recordingId);
      for (const consult of store.read().consults ?? []) recorder.follow(consult);
      const { link, fault } = store.read();
      if (link === "up" && fault === undefined) recorder.findLink();
    };
    link.listen((event) => {
      store.change((state) => reduceEvent(state, event, performance.now()));
      if (event.type === "consult") recorder.follow(event.consult);
      if (event.type === "recording-failed") recorder.release(event.consultId);
      if (event.type === "status") recorder.followStatus(event.status.recordingId);
      if (event.type === "link" && event.up) void catchUp();
      if (event.type === "link" && !event.up) recorder.loseLink();
    }, ended.signal);
    void readEverything(engine);
    return () => ended.abort();
  }, [engine, link]);

  return <EngineContext value={engine}>{children}</EngineContext>;
}

export function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (engine === undefined) throw new Error("no EngineProvider above");
  return engine;
}

/** A piece of the window's state; the part is drawn again when that piece changes. */
export function useApp<T>(select: (state: AppState) => T): T {
  const { store } = useEngine();
  return useSyncExternalStore(store.subscribe, () => select(store.read()));
}

/** Is there a HIS that notes are sent to? Else they are copied by hand. Not known yet counts as one. */
export function useHasHis(): boolean {
  return useApp(({ settings }) => settings === undefined || settings.his !== undefined);
}
