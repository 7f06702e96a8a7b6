import { readNumbers } from "../text/numbers.ts";
import type { Speaker } from "../transcript/transcript.ts";

/** What is measured with a ruler: how it is called in speech, and its name in the corpus' M lines. */
const THINGS: readonly (readonly [RegExp, string])[] = [
  [/zwelling|bult/i, "zwelling"],
  [/litteken/i, "litteken"],
  [/wond(?!roos)|snee|scheur|rijtwond/i, "wond"],
  [/ulcus|zweer/i, "ulcus"],
  [/moedervlek|naevus/i, "naevus"],
  [/papel|bobbel|pukkel/i, "papel"],
  [/knobbel|knobbeltje|nodus/i, "knobbel"],
  [/klier/i, "klier"],
  [/blauwe plek|hematoom|bloeduitstorting/i, "hematoom"],
  [/roodheid|rode plek|rood gebied|erytheem/i, "roodheid"],
  [/blaar/i, "blaar"],
  [/korst/i, "korst"],
  [/wrat/i, "wrat"],
  [/cyste/i, "cyste"],
  [/poliep/i, "poliep"],
  [/steen/i, "steen"],
  [/myoom|vleesboom/i, "myoom"],
  [/aneurysma/i, "aneurysma"],
  [/aorta|buikslagader/i, "aorta"],
  [/kuit/i, "kuitomvang"],
  [/pupil/i, "pupil"],
  [/mondopening/i, "mondopening"],
  [/endometrium|slijmvlies/i, "endometrium"],
  [/fundus/i, "fundus"],
  [/defect/i, "defect"],
  [/lipoom|vetbult/i, "lipoom"],
  [/schaaf/i, "schaafwond"],
  [/plek|vlek/i, "plek"],
  [/laesie|afwijking|tumor|gezwel/i, "laesie"],
];
const UNIT = /^\s*(?:(millimeter|mm)|(centimeter|cm))(?!\p{L})/iu;
const FUTURE =
  /(?<!\p{L})(?:als|zodra|groter dan|kleiner dan|meer dan|vanaf|boven de|mag|hooguit|snee van|incisie|naald)(?!\p{L})/iu;

interface SpokenTurn {
  readonly id: string;
  readonly speaker: Speaker;
  readonly text: string;
}

/** Reads sizes in millimetres or centimetres that the zorgverlener tells of a thing that is named near them ("litteken van elf centimeter"). */
export function readSizes(turn: SpokenTurn): {
  name: string;
  value: string;
  unit: string;
  byPatient: boolean;
  evidence: readonly string[];
  start: number;
  end: number;
  isEarlier: boolean;
}[] {
  if (turn.speaker === "patiënt" || turn.speaker === "begeleider") return [];
  const numbers = readNumbers(turn.text);
  const sizes = [];
  for (let i = 0; i < numbers.length; i++) {
    const first = numbers[i]!;
    const second = numbers[i + 1];
    const isTwo = second !== undefined && /^\s*(?:bij|x|×|op)\s*$/i.test(turn.text.slice(first.end, second.start));
    const last = isTwo ? second : first;
    const unit = UNIT.exec(turn.text.slice(last.end));
    if (unit === null || first.kind === "ordinal" || first.kind === "pair") continue;
    const text = turn.text;
    const sentenceStart = Math.max(0, ...[...text.slice(0, first.start).matchAll(/[.?!]\s/g)].map((m) => m.index + 2));
    const lead = text.slice(sentenceStart, first.start);
    const tail = text.slice(last.end, last.end + 60).split(/[.?!](?=\s|$)/)[0]!;
    const thing = nearest(lead) ?? nearest(tail) ?? nearest(text.slice(Math.max(0, sentenceStart - 80), sentenceStart));
    if (thing === undefined || FUTURE.test(lead)) continue;
    sizes.push({
      name: thing,
      value: isTwo ? `${first.text} x ${second.text}` : first.text,
      unit: unit[1] === undefined ? "cm" : "mm",
      byPatient: false,
      evidence: [turn.id],
      start: first.start,
      end: last.end + unit[0].length,
      isEarlier: false,
    });
    if (isTwo) i++;
  }
  return sizes;
}

/** The thing named last in a stretch of text. */
function nearest(text: string): string | undefined {
  let best: string | undefined;
  let at = -1;
  for (const [pattern, name] of THINGS) {
    for (const match of text.matchAll(new RegExp(pattern.source, "gi"))) {
      if (match.index > at) [best, at] = [name, match.index];
    }
  }
  return best;
}
