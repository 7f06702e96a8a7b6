import type { z } from "zod";
import type { CALLS, CallName, CallOutput } from "../../contract/calls.ts";
import type { EngineEvent } from "../../contract/events.ts";
import type { Status } from "../../contract/views.ts";
import type { Log } from "../log.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ConsultStore } from "../store/consult-store.ts";
import type { KeyRing } from "../store/key-ring.ts";
import type { Store } from "../store/store.ts";
import type { Enrolment } from "./enrolment.ts";
import type { Models } from "./models.ts";
import type { Recordings } from "./recordings.ts";
import type { Session } from "./session.ts";
import type { Tiers } from "./tiers.ts";
import type { WorkingOut } from "./working-out.ts";

/** What every part of the engine stands on. */
export interface Ground {
  readonly store: Store;
  readonly consults: ConsultStore;
  readonly models: Models;
  readonly session: Session;
  readonly log: Log;
  tell(event: EngineEvent): void;
  /** Tells the window how a consult stands now. */
  tellConsult(consultId: string): void;
}

/** All that a call may use. */
export interface App extends Ground {
  readonly enrolment: Enrolment;
  readonly outbox: Outbox;
  readonly recordings: Recordings;
  readonly workingOut: WorkingOut;
  readonly tiers: Tiers;
  readonly keys: KeyRing;
  readStatus(): Promise<Status>;
}

/** A call's input after its schema. */
export type Checked<N extends CallName> = z.output<(typeof CALLS)[N]["input"]>;

/** How calls are answered: an expected failure is a SoepelError. */
export type Handlers<N extends CallName = CallName> = {
  readonly [K in N]: (input: Checked<K>, app: App) => CallOutput<K> | Promise<CallOutput<K>>;
};

/** The same without what is undefined: a schema's optional field may hold it, ours are left out. */
export type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

export function dropUndefined<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Given<T>;
}
