import { soundsOf } from "../text/dutch-sounds.ts";
import { SoundIndex } from "../text/sound-index.ts";
import { foldWord } from "../text/tokens.ts";

/** Units, forms and how often: what is said beside a drug and is none. */
const DOSAGE =
  "milligram;microgram;nanogram;kilogram;gram;milliliter;milligrammen;tablet;tabletten;tabletje;tabletjes;capsule;capsules;capsuletje;druppel;druppels;druppeltje;druppeltjes;" +
  "eenheden;eenheid;pufje;pufjes;inhalatie;inhalaties;zetpil;zetpillen;zetpilletje;pleister;pleisters;zalf;creme;drankje;drankjes;spray;sprays;injectie;injecties;ampul;ampullen;" +
  "dosis;dosering;daags;dagelijks;wekelijks;maal daags;per dag;per week;per keer;keer per dag;keer daags;maal per dag;eenmaal;tweemaal;driemaal;viermaal;eenmaal daags;tweemaal daags;" +
  "driemaal daags;zo nodig;voor de nacht;bij het eten;procent;millimol;pilletje;pilletjes";
const WORDS = DOSAGE.split(";");
const KNOWN = new Set(WORDS.flatMap((word) => word.split(" ")).filter((word) => word.length > 4));
const SOUNDS = new SoundIndex(WORDS.map((word) => [word, word] as const));
/** Share of a dosage word's sounds that may differ. */
const FURTHEST = 0.22;

/** The share of sounds by which these words differ from a unit, a form or how often ("miligramm", "een tablett"); Infinity where far. */
export function distanceFromDosage(heard: string): number {
  if (KNOWN.has(foldWord(heard))) return 0;
  return SOUNDS.find(soundsOf(heard), () => FURTHEST)[0]?.distance ?? Number.POSITIVE_INFINITY;
}
