import { foldedWords } from "../../core/text/tokens.ts";
import type { Word } from "../../core/transcript/transcript.ts";

/**
 * Local agreement: the words that two hearings of a growing utterance have in common from its start, in the spelling of the newer
 * one, at least those that were `sure` before: what is shown is never taken back while it grows.
 */
export function agreedWords(before: readonly Word[], now: readonly Word[], sure: readonly Word[]): readonly Word[] {
  let agreed = 0;
  while (agreed < before.length && agreed < now.length && plain(before[agreed]!) === plain(now[agreed]!)) agreed++;
  return agreed > sure.length ? [...sure, ...now.slice(sure.length, agreed)] : sure;
}

const plain = (word: Word): string => foldedWords(word.text).join(" ");
