import { termsOf } from "../icpc/terms.ts";
import { readNoteNumbers } from "../text/number-licence.ts";
import type { Placed } from "./assemble.ts";

/** Phrases that another of their line says too: of two that say the same the fuller one stays, of equals the first. */
export function findRepeats(placed: readonly Placed[]): Set<Placed> {
  const content = placed.map(
    (phrase) =>
      new Set([
        ...termsOf(phrase.text),
        ...readNoteNumbers(phrase.text).map((n) => n.text),
        ...(isNegated(phrase.text) ? ["geen"] : []),
      ]),
  );
  return new Set(
    placed.filter((phrase, i) => {
      const own = content[i]!;
      return placed.some((other, j) => {
        if (i === j || other.problem !== phrase.problem || other.soep !== phrase.soep) return false;
        const terms = content[j]!;
        const isWithin = [...own].every((term) => terms.has(term));
        return isWithin && own.size > 0 && (terms.size > own.size || j < i);
      });
    }),
  );
}

const isNegated = (text: string): boolean => /(?<!\p{L})(?:geen|niet|neg|nooit|zonder)(?!\p{L})/iu.test(text);
