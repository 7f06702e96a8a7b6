/**
 * What Whisper writes where nobody speaks: lines of subtitles that it was trained on. Only an utterance that is nothing
 * else is dropped, since a patient may thank for watching. Sources: HAZARDS.md, 1; reports on Whisper's issue tracker.
 */
const PHANTOMS = [
  /^(de )?ondertite(ls|ling|lingen|ld)( ingediend| gemaakt| verzorgd| ingezonden)? (door|van) /,
  /^ondertiteling.{0,40}(npo|tt ?888|tv|broadcast|bti|red ?bee)/,
  /amara ?\.?org/,
  /^tt ?888( ondertiteling)?( \d{4})?( informatie.*)?$/,
  /^(tv|omroep) (gelderland|drenthe|brabant|west|noord|limburg|zeeland|flevoland|utrecht|rijnmond)( \d{4})?$/,
  /^(bedankt|dank je wel|dank u wel|dank jullie wel|dankjewel) voor het (kijken|luisteren)( (naar deze video|en tot de volgende keer|en tot ziens))?$/,
  /^tot (de )?volgende (keer|video)$/,
  /^(vergeet niet te )?(abonneer|abonneren|liken en abonneren)( op (het|ons|mijn) kanaal)?$/,
  /^(copyright )?(nos|npo|vrt|bnn|vara|kro|ncrv) \d{4}$/,
  /^copyright.{0,40}\d{4}$/,
  /^(thank you for watching|thanks for watching)$/,
  /^(muziek|applaus|gelach|muziek speelt|stilte)$/,
];

/** A phrase said more often than this on end was not said but looped; people do say "ja ja ja ja". */
const MOST_ROUNDS = 4;
const MOST_WORDS_IN_LOOP = 12;

/** Is the whole utterance a line that Whisper is known to make up from silence or noise? */
export function isPhantom(text: string): boolean {
  const plain = plainWords(text).join(" ");
  return plain !== "" && PHANTOMS.some((pattern) => pattern.test(plain));
}

/** Does a piece of 1 to 12 words come five times or more on end? (A decoder that lost the sound repeats itself.) */
export function hasLoop(text: string): boolean {
  const words = plainWords(text);
  for (let size = 1; size <= MOST_WORDS_IN_LOOP; size++) {
    let same = 0;
    for (let i = size; i < words.length; i++) {
      same = words[i] === words[i - size] ? same + 1 : 0;
      if (same >= size * MOST_ROUNDS) return true;
      // Nobody spells the same letters three times: "e-n-e-n-e-n".
      const isSpelt = size > 1 && same >= 2 * size && words.slice(i + 1 - 3 * size, i + 1).every((w) => w.length === 1);
      if (isSpelt) return true;
    }
  }
  return false;
}

/** Has it any word at all, in letters or digits? */
export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function plainWords(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}. ]+/gu, " ")
    .replace(/\.(?!\p{L})/gu, " ")
    .split(/\s+/)
    .filter((word) => word !== "");
}
