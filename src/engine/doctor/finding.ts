/** `ok`: works. `let op`: Soepel runs, something deserves a look. `fout`: Soepel cannot do its work. */
export type State = "ok" | "let op" | "fout";

/** What one check found: Dutch for people, facts for machines. */
export interface Finding {
  readonly id: string;
  readonly state: State;
  /** What was found, in Dutch. */
  readonly text: string;
  /** What to do about it, in Dutch. */
  readonly advice?: string;
  /** Why Soepel cannot run, where it cannot. */
  readonly cause?: "model" | "disk";
  readonly facts: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** Bytes as people read them: "96 MB", "1,1 GB" (decimal, as shops and systems count). */
export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${Math.round(bytes / 1e6)} MB`;
  return `${formatNumber(bytes / 1e9, 1)} GB`;
}

/** A number with a decimal comma. */
export function formatNumber(value: number, digits: number): string {
  return value.toFixed(digits).replace(".", ",");
}
