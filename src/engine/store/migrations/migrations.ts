import type { Migration } from "../migrate.ts";
import { consults } from "./0010-consults.ts";
import { recordings } from "./0020-recordings.ts";
import { notes } from "./0030-notes.ts";
import { outbox } from "./0040-outbox.ts";
import { audit } from "./0050-audit.ts";
import { settings } from "./0060-settings.ts";
import { speakers } from "./0070-speakers.ts";
import { voicePrints } from "./0080-voice-prints.ts";
import { withdrawals } from "./0090-withdrawals.ts";
import { closed } from "./0100-closed.ts";
import { voiceSpans } from "./0110-voice-spans.ts";
import { sentBundles } from "./0120-sent-bundles.ts";

/** The schema, in order. */
export const MIGRATIONS: readonly Migration[] = [
  consults,
  recordings,
  notes,
  outbox,
  audit,
  settings,
  speakers,
  voicePrints,
  withdrawals,
  closed,
  voiceSpans,
  sentBundles,
];
