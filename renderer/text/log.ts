import type { LogEntry } from "../../src/contract/views.ts";
import type { ConsultState } from "../../src/core/consult/state.ts";
import { formatDuration, today } from "./format.ts";
import { SETTING_NL, SPEAKER_NL, TIER_NL } from "./nl.ts";

const STATE_NL: Readonly<Record<ConsultState["kind"], string>> = {
  prepared: "klaar om op te nemen",
  recording: "opname loopt",
  paused: "gepauzeerd",
  interrupted: "onderbroken",
  transcribing: "wordt uitgewerkt",
  failed: "geen verslag",
  noted: "na te kijken",
  approved: "goedgekeurd",
  sent: "in het HIS",
  refused: "geweigerd door het HIS",
  amending: "gewijzigd na goedkeuring",
  withdrawn: "toestemming ingetrokken",
  discarded: "geen verslag nodig",
};

const WORD_NL: Readonly<Record<string, string>> = {
  ...STATE_NL,
  ...SETTING_NL,
  ...SPEAKER_NL,
  resend: "opnieuw versturen",
  retention: "bewaartermijn voorbij",
  passphrase: "wachtwoordzin",
  file: "bestand",
  recovery: "geopend met de herstelcode",
};

/** What a line of the log is about, as the engine keeps it (src/engine/store/audit.ts), in Dutch; an id says nothing and is left out. */
export function sayLogObject(object: string | null): string {
  if (object === null || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(object)) return "";
  const [, version] = /^version (\d+)$/.exec(object) ?? [];
  if (version !== undefined) return `versie ${version}`;
  const [, at] = /^at (\d+) s$/.exec(object) ?? [];
  if (at !== undefined) return `vanaf ${formatDuration(Number(at))}`;
  const [, long] = /^(\d+) s$/.exec(object) ?? [];
  if (long !== undefined) return `${long} seconden`;
  const [, model] = /^speech (.+)$/.exec(object) ?? [];
  if (model !== undefined) return `spraakmodel ${TIER_NL[model]?.[0] ?? model}`;
  if (object.startsWith("utterance ")) return "één beurt";
  if (object.startsWith("voice ")) return "alle beurten van een stem";
  return object
    .split(" ")
    .map((word) => WORD_NL[word] ?? word)
    .join(", ");
}

/** A line of the log as it is shown: `times` it happened that day, the first at `since`. */
export interface LogRow extends LogEntry {
  readonly times: number;
  readonly since: string;
}

/** The log (newest first) with what one person read of one consult on one day in one row: every other line stays. */
export function foldLog(entries: readonly LogEntry[]): LogRow[] {
  const rows: LogRow[] = [];
  const reads = new Map<string, number>();
  for (const entry of entries) {
    const key = `${entry.who} ${entry.consultId} ${entry.outcome} ${today(new Date(entry.at))}`;
    const at = entry.action === "consult-read" ? reads.get(key) : undefined;
    if (at === undefined) {
      if (entry.action === "consult-read") reads.set(key, rows.length);
      rows.push({ ...entry, times: 1, since: entry.at });
    } else rows[at] = { ...rows[at]!, times: rows[at]!.times + 1, since: entry.at };
  }
  return rows;
}
