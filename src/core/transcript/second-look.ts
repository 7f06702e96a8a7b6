import { soundsOf } from "../text/dutch-sounds.ts";
import type { SoundIndex } from "../text/sound-index.ts";
import { foldWord } from "../text/tokens.ts";
import { distanceFromDosage } from "./dosage-words.ts";
import type { Utterance } from "./transcript.ts";

/** What a misheard name is looked up in. */
export interface HeardNames {
  /** Names, and ways in which they are misheard, by sound. */
  readonly sounds: SoundIndex<string>;
  /** Is this folded word a name as it stands? */
  readonly isName: (folded: string) => boolean;
  /** Is this folded word one that people say every day? */
  readonly isOrdinary: (folded: string) => boolean;
}

/** Words [from, to) of an utterance that sound like a name which was perhaps said: `candidates` nearest first. */
export interface Offer {
  readonly from: number;
  readonly to: number;
  readonly heard: string;
  readonly candidates: readonly string[];
  /** Share of the nearest name's sounds that differ. */
  readonly distance: number;
}

/** A word as it was heard; a typed one has no confidence. */
export interface HeardWord {
  readonly text: string;
  readonly confidence?: number;
}

/** A name may have been heard as so many words: "ami tri tie line". */
const MOST_WORDS = 4;
const LEAST_LETTERS = 5;
const MOST_CANDIDATES = 3;
/** A recogniser that gives a word less doubts it. */
const UNSURE = 0.6;
/** How much of a name's sound may differ: the longer it is, the more. */
const mayDiffer = (length: number): number => Math.min(0.34, Math.max(0, 0.04 * length - 0.06));
/** Less where each word heard is an ordinary one, and where nothing near speaks of medication. */
const [ORDINARY, UNCUED] = [0.5, 0.6];
/** What people say near the name of a drug, and how many words away. */
const CUE =
  /^(?:(?:milli|micro)?gram|mg|mcg|millilitera?|eenheden|tablet\w*|pil|pillen|pilletje\w*|capsule\w*|puf\w*|inhal\w*|slik\w*|geslikt|gebruik\w*|neem\w*|nemen|genomen|innemen|zalf\w*|creme\w*|gel|druppel\w*|spray|neusspray|pleister\w*|kuur\w*|antibiotic\w*|medic\w*|middel\w*|recept\w*|apotheek|spuit\w*|prik\w*|injectie\w*|zetpil\w*|drank\w*|dosis|dosering|daags|bijwerking\w*|allergisch|voorgeschreven|schrijf)$/;
const CUE_REACH = 6;
/** So often a name is looked for in one utterance: far more than speech asks for, and what is no speech does not hold up the note. */
const MOST_LOOKUPS = 2_000;
/** Further than the nearest by more than this, a name is no candidate. */
const SPREAD = 0.12;

/**
 * The second look: where words that the recogniser doubts, or that no Dutch word list has, sound like a name. Nothing is replaced: the
 * names are offered (HAZARDS.md, 7).
 */
export function offerNames(words: readonly HeardWord[], names: HeardNames): Offer[] {
  const looked = words.map((word) => look(word, names));
  const found: Offer[] = [];
  let lookups = 0;
  const find: HeardNames["sounds"]["find"] = (sounds, furthest) =>
    lookups++ < MOST_LOOKUPS ? names.sounds.find(sounds, furthest) : [];
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS); to++) {
      const span = looked.slice(from, to);
      // A name does not run over the end of a sentence, nor over a name that was heard well.
      if (span.at(-1)!.isName || span.slice(0, -1).some(({ endsSentence }) => endsSentence)) break;
      const isCued = looked.slice(Math.max(0, from - CUE_REACH), to + CUE_REACH).some((word) => word.isCue);
      const offer = compare(span, isCued, find);
      if (offer !== undefined) found.push({ ...offer, from, to });
    }
  }
  const kept: Offer[] = [];
  for (const offer of found.sort((a, b) => a.distance - b.distance || b.heard.length - a.heard.length))
    if (kept.every(({ from, to }) => offer.to <= from || to <= offer.from)) kept.push(offer);
  return kept.sort((a, b) => a.from - b.from);
}

interface Looked {
  readonly bare: string;
  readonly isName: boolean;
  readonly isStrange: boolean;
  readonly isUnsure: boolean;
  readonly isCue: boolean;
  readonly fromDosage: number;
  readonly endsSentence: boolean;
}

function look({ text, confidence = 1 }: HeardWord, { isName, isOrdinary }: HeardNames): Looked {
  const bare = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
  const parts = foldWord(bare)
    .split(/[^a-z]+/)
    .filter((part) => part !== "");
  return {
    bare,
    isName: parts.length > 0 && parts.every(isName),
    isStrange: /^\p{L}/u.test(bare) && !parts.every(isOrdinary),
    isUnsure: confidence < UNSURE,
    fromDosage: distanceFromDosage(bare),
    isCue: parts.some((part) => CUE.test(part)),
    endsSentence: /[.?!]["')]*$/.test(text),
  };
}

function compare(
  span: readonly Looked[],
  isCued: boolean,
  find: HeardNames["sounds"]["find"],
): Pick<Offer, "heard" | "candidates" | "distance"> | undefined {
  const isStrange = span.some((word) => word.isStrange);
  if (!isStrange && !(isCued && span.some((word) => word.isUnsure))) return undefined;
  const heard = span.map(({ bare }) => bare).join(" ");
  if (/\d/.test(heard) || heard.replace(/[^\p{L}]/gu, "").length < LEAST_LETTERS) return undefined;
  const share = (isStrange ? 1 : ORDINARY) * (isCued ? 1 : UNCUED);
  const matches = find(soundsOf(heard), (length) => share * mayDiffer(length));
  const nearest = matches[0];
  if (nearest === undefined) return undefined;
  // "Miligramm" is a unit that was heard badly, and no name.
  if (Math.min(distanceFromDosage(heard), ...span.map(({ fromDosage }) => fromDosage)) <= nearest.distance)
    return undefined;
  const near = matches.filter(({ distance }) => distance <= nearest.distance + SPREAD).slice(0, MOST_CANDIDATES);
  return { heard, candidates: near.map(({ value }) => value), distance: nearest.distance };
}

/** Whitespace-separated words of a typed text, as they are looked at. */
const typed = (text: string): HeardWord[] => text.split(/\s+/).map((word) => ({ text: word }));

/** What may have been misheard in an utterance; a typed one is looked at for words that no list has. */
export function offersFor({ text, words }: Pick<Utterance, "text" | "words">, names: HeardNames): Offer[] {
  return offerNames(words.length > 0 ? words : typed(text), names);
}

/** The utterances with the candidates on the words that they may stand for; nothing of what was heard changes. */
export function withCandidates(utterances: readonly Utterance[], names: HeardNames): Utterance[] {
  return utterances.map((utterance) => {
    const offers = utterance.words.length === 0 ? [] : offersFor(utterance, names);
    if (offers.length === 0) return utterance;
    const words = utterance.words.map((word, i) => {
      const offer = offers.find(({ from, to }) => i >= from && i < to);
      return offer === undefined ? word : { ...word, candidates: offer.candidates };
    });
    return { ...utterance, words };
  });
}
