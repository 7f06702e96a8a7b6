import type { Settings } from "../../contract/views.ts";
import { type Actor, appendAudit } from "./audit.ts";
import type { Store } from "./store.ts";

/** Where notes go, with what Soepel shows there. `secret`: Basic's password or the bearer's token. */
export interface HisSettings {
  readonly baseUrl: string;
  readonly auth: "none" | "basic" | "bearer";
  readonly user?: string | undefined;
  readonly secret?: string | undefined;
}

/** What the practice set, as it is kept. */
export interface KeptSettings extends Omit<Settings, "his"> {
  readonly his?: HisSettings | undefined;
}

const DEFAULTS: KeptSettings = {
  organisation: { name: "", agb: "" },
  soundHours: 24,
  transcriptDays: 30,
  lockMinutes: 10,
  theme: "system",
};
const NAME = "practice";

/** One kept value of this data folder. */
export function readKept<T>({ db }: Store, name: string): T | undefined {
  const row = db.get<{ value: string }>("SELECT value FROM setting WHERE name = ?", name);
  return row === undefined ? undefined : (JSON.parse(row.value) as T);
}

export function keep({ db }: Store, name: string, value: unknown): void {
  db.run("INSERT OR REPLACE INTO setting VALUES (?, ?)", name, JSON.stringify(value));
}

export function readSettings(store: Store): KeptSettings {
  return { ...DEFAULTS, ...readKept<KeptSettings>(store, NAME) };
}

/** Keeps settings; without a secret the one that is there stays, but it never goes along to another address or another way. */
export function saveSettings(store: Store, settings: KeptSettings, actor: Actor): KeptSettings {
  return store.db.transaction(() => {
    const kept = readSettings(store).his;
    const { his } = settings;
    const isSame = his !== undefined && kept?.baseUrl === his.baseUrl && kept.auth === his.auth;
    const secret = his?.secret ?? (isSame ? kept?.secret : undefined);
    keep(store, NAME, his === undefined ? settings : { ...settings, his: { ...his, secret } });
    appendAudit(store, { actor, action: "settings-saved" });
    return readSettings(store);
  });
}

/** Settings as the window sees them: that there is a secret, never which. */
export function showSettings({ his, ...settings }: KeptSettings): Settings {
  if (his === undefined) return settings;
  const { secret, user, ...shown } = his;
  return { ...settings, his: { ...shown, ...(user === undefined ? {} : { user }), hasSecret: secret !== undefined } };
}
