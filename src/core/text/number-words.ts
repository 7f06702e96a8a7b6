/** A number word on its own: its value, and how it may join its neighbours. */
export interface NumberWord {
  readonly value: number;
  readonly kind: "cardinal" | "ordinal" | "fraction";
}

const UNITS: Readonly<Record<string, number>> = {
  een: 1,
  twee: 2,
  drie: 3,
  vier: 4,
  vijf: 5,
  zes: 6,
  zeven: 7,
  acht: 8,
  negen: 9,
};
const SMALL: Readonly<Record<string, number>> = {
  nul: 0,
  ...UNITS,
  tien: 10,
  elf: 11,
  twaalf: 12,
  dertien: 13,
  veertien: 14,
  vijftien: 15,
  zestien: 16,
  zeventien: 17,
  achttien: 18,
  negentien: 19,
};
const TENS: Readonly<Record<string, number>> = {
  twintig: 20,
  dertig: 30,
  veertig: 40,
  vijftig: 50,
  zestig: 60,
  zeventig: 70,
  tachtig: 80,
  negentig: 90,
};
const FIXED: Readonly<Record<string, NumberWord>> = {
  half: { value: 0.5, kind: "fraction" },
  halve: { value: 0.5, kind: "fraction" },
  halfje: { value: 0.5, kind: "fraction" },
  anderhalf: { value: 1.5, kind: "fraction" },
  anderhalve: { value: 1.5, kind: "fraction" },
  kwart: { value: 0.25, kind: "fraction" },
  driekwart: { value: 0.75, kind: "fraction" },
  eerste: { value: 1, kind: "ordinal" },
  derde: { value: 3, kind: "ordinal" },
  achtste: { value: 8, kind: "ordinal" },
  eentje: { value: 1, kind: "cardinal" },
  tweetjes: { value: 2, kind: "cardinal" },
  tweeen: { value: 2, kind: "cardinal" },
  drieen: { value: 3, kind: "cardinal" },
  vieren: { value: 4, kind: "cardinal" },
  vijven: { value: 5, kind: "cardinal" },
  zessen: { value: 6, kind: "cardinal" },
  zevenen: { value: 7, kind: "cardinal" },
  achten: { value: 8, kind: "cardinal" },
  negenen: { value: 9, kind: "cardinal" },
  tienen: { value: 10, kind: "cardinal" },
  elven: { value: 11, kind: "cardinal" },
  twaalven: { value: 12, kind: "cardinal" },
};

/** Reads 1 to 99 written as one word. */
function readBelowHundred(word: string): number | undefined {
  if (word in SMALL) return SMALL[word];
  if (word in TENS) return TENS[word];
  for (const [tens, value] of Object.entries(TENS)) {
    if (!word.endsWith(tens)) continue;
    const unit = UNITS[word.slice(0, -tens.length).replace(/en$/, "")];
    if (unit !== undefined && word.slice(0, -tens.length).endsWith("en")) return value + unit;
  }
  return undefined;
}

/** Reads a cardinal written as one folded word, "drieentachtigduizend" included; undefined where it is none. */
function readCardinal(word: string): number | undefined {
  const small = readBelowHundred(word);
  if (small !== undefined) return small;
  for (const [mark, size] of [
    ["miljoen", 1_000_000],
    ["duizend", 1000],
    ["honderd", 100],
  ] as const) {
    const at = word.indexOf(mark);
    if (at < 0) continue;
    const before = at === 0 ? 1 : readCardinal(word.slice(0, at));
    const rest = word.slice(at + mark.length);
    const after =
      rest === "" ? 0 : (readCardinal(rest) ?? (rest.startsWith("en") ? readCardinal(rest.slice(2)) : undefined));
    if (before === undefined || after === undefined || after >= size || before >= 1000) return undefined;
    return before * size + after;
  }
  return undefined;
}

/** Reads one folded Dutch word as a number: cardinals, ordinals, halves ("vierenhalf", "anderhalve"); undefined where it is none. */
export function readNumberWord(folded: string): NumberWord | undefined {
  const fixed = FIXED[folded];
  if (fixed !== undefined) return fixed;
  const cardinal = readCardinal(folded);
  if (cardinal !== undefined) return { value: cardinal, kind: "cardinal" };
  const half = /^(.+?)en(?:een)?hal(?:f|ve)$/.exec(folded);
  if (half !== null) {
    const whole = readCardinal(half[1]!);
    if (whole !== undefined) return { value: whole + 0.5, kind: "fraction" };
  }
  const ordinal = /^(.+?)(?:ste|de)$/.exec(folded);
  if (ordinal !== null) {
    const value = readCardinal(ordinal[1]!);
    if (value !== undefined && value !== 1) return { value, kind: "ordinal" };
  }
  return undefined;
}
