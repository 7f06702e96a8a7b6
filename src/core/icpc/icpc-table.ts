/** A row of the ICPC-1-NL table: what the code is called, whom it fits, and how clinicians and patients put it. */
export interface IcpcEntry {
  readonly code: string;
  readonly title: string;
  readonly kind: "klacht" | "diagnose";
  /** Only for this sex, where the code says so. */
  readonly sex?: "m" | "v";
  /** Usual ages in years, both included, where the code says so. */
  readonly ages?: readonly [number, number];
  readonly clinical: readonly string[];
  readonly lay: readonly string[];
}

const splitPhrases = (cell: string | undefined): string[] =>
  (cell ?? "")
    .split(";")
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "");

/** Reads lines of code, title, kind, sex, ages, clinical phrases, lay phrases (tab-separated); lines without a code are passed over. */
export function readIcpcTable(tsv: string): IcpcEntry[] {
  const entries: IcpcEntry[] = [];
  for (const line of tsv.split(/\r?\n/)) {
    const [code, title, kind, sex, ages, clinical, lay] = line.split("\t");
    if (code === undefined || title === undefined || !/^[A-Z]\d\d(\.\d\d)?$/.test(code)) continue;
    const range = /^(\d+)-(\d+)$/.exec(ages ?? "");
    entries.push({
      code,
      title,
      kind: kind === "diagnose" ? "diagnose" : "klacht",
      ...(sex === "m" || sex === "v" ? { sex } : {}),
      ...(range === null ? {} : { ages: [Number(range[1]), Number(range[2])] as const }),
      clinical: splitPhrases(clinical),
      lay: splitPhrases(lay),
    });
  }
  return entries;
}

/** The main code of a sub-code: "L99.13" -> "L99". */
export function mainCode(code: string): string {
  return code.split(".")[0]!;
}
