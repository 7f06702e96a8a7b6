import { readdirSync, readFileSync } from "node:fs";
import type { Soep } from "../../../src/core/note/note.ts";

/** A deelcontact of a consult in the corpus' form, with its facts where the consult carries them (score.ts). */
export interface GoldDeelcontact {
  readonly number: number;
  readonly code: string;
  readonly title: string;
  readonly text: Partial<Record<Soep, string>>;
  readonly measurements: string;
  readonly facts: { readonly soep: Soep; readonly patterns: readonly string[] }[];
}

export interface GoldTurn {
  readonly speaker: string;
  readonly text: string;
  /** Lines that the turn is evidence for: "S1", "P2". */
  readonly labels: readonly string[];
}

export interface GoldConsult {
  readonly id: string;
  readonly setting: string;
  readonly patient: string;
  readonly turns: GoldTurn[];
  readonly deelcontacten: GoldDeelcontact[];
  readonly forbidden: string[];
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A phrase of a gold note: its line ("S1"), and the places (from 0) of the turns that it rests on. */
export interface GoldPhrase {
  readonly label: string;
  readonly text: string;
  readonly turns: readonly number[];
}

/** The phrases of the corpus' notes by consult, from the tables in `folder`; a phrase that nothing said supports has no turns. */
export function readPhrases(folder: URL): Map<string, GoldPhrase[]> {
  const phrases = new Map<string, GoldPhrase[]>();
  for (const name of readdirSync(folder)) {
    for (const row of readFileSync(new URL(name, folder), "utf8").split("\n")) {
      const [id, label, text, turns] = row.split("\t");
      if (turns === undefined) continue;
      const list = phrases.get(id!) ?? [];
      list.push({ label: label!, text: text!, turns: turns === "-" ? [] : turns.split(",").map((n) => Number(n) - 1) });
      phrases.set(id!, list);
    }
  }
  return phrases;
}

/** Reads consults in the corpus' text form. */
export function parseCorpus(content: string): GoldConsult[] {
  const consults: Open<GoldConsult>[] = [];
  for (const line of content.split("\n")) {
    if (line.trim() === "") continue;
    const current = consults.at(-1)!;
    if (line.startsWith("=== ")) {
      consults.push({
        id: line.slice(4).trim(),
        setting: "",
        patient: "",
        turns: [],
        deelcontacten: [],
        forbidden: [],
      });
    } else if (line.startsWith("setting:")) current.setting = line.slice(8).trim();
    else if (line.startsWith("patient:")) current.patient = line.slice(8).trim();
    else readBodyLine(current, line);
  }
  return consults;
}

function readBodyLine(consult: Open<GoldConsult>, line: string): void {
  const head = /^--- (\d+) (\S+) (.+)$/.exec(line);
  if (head !== null) {
    consult.deelcontacten.push({
      number: Number(head[1]),
      code: head[2]!,
      title: head[3]!,
      text: {},
      measurements: "",
      facts: [],
    });
    return;
  }
  const last = consult.deelcontacten.at(-1) as Open<GoldDeelcontact> | undefined;
  if (last === undefined) {
    const labels = /\{([^}]*)\}\s*$/.exec(line);
    const turn = line.replace(/\s*\{[^}]*\}\s*$/, "");
    const at = turn.indexOf(": ");
    consult.turns.push({
      speaker: turn.slice(0, at),
      text: turn.slice(at + 2),
      labels: labels === null ? [] : labels[1]!.split(","),
    });
  } else if (line.startsWith("+")) {
    last.facts.push({
      soep: line[1] as Soep,
      patterns: line
        .slice(2)
        .trim()
        .split(" & ")
        .map((pattern) => pattern.trim()),
    });
  } else if (line.startsWith("!")) consult.forbidden.push(line.slice(1).trim());
  else if (line.startsWith("M:")) last.measurements = line.slice(2).trim();
  else if (/^[SOEP]: /.test(line)) {
    const soep = line[0] as Soep;
    last.text = { ...last.text, [soep]: `${last.text[soep] ?? ""} ${line.slice(3)}`.trim() };
  }
}

/** The consult's bare transcript in the text form that the command line reads. */
export function bareTranscript(consult: GoldConsult, withSpeakers = true): string {
  const turns = consult.turns.map((turn) => `${withSpeakers ? `${turn.speaker}: ` : "- "}${turn.text}`);
  return [`setting: ${consult.setting}`, `patient: ${consult.patient}`, ...turns].join("\n");
}

const CRC_TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/** Five in a hundred consults are kept from every training, by a hash of their id. */
export function isHeldOut(id: string): boolean {
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(id)) crc = CRC_TABLE[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return ((crc ^ 0xffffffff) >>> 0) % 20 === 0;
}
