import { stem } from "./terms.ts";

/** What a title says to be there or not, against what a text says of it. */
export interface TitleContradiction {
  /** "met uitstraling" */
  readonly ofTitle: string;
  /** "geen uitstraling" */
  readonly ofText: string;
}

/** "met uitstraling", "zonder orgaanbeschadiging" at the end of a title or before a comma; "Problemen met werk" names no finding. */
const CLAIM = /(?<!\p{L})(met|zonder)\s+(\p{L}{4,})(?=$|[,;(])/giu;
const NO_FINDING = /^(?:Probleem|Problemen|Relatieprobleem|Ander probleem|\p{L}+ samenhangend) met/iu;
const DENIES = /(?<!\p{L})(?:geen|niet|zonder|nooit|noch)(?!\p{L})/iu;
/** Verbs that say the same as the noun: "straalt niet uit". */
const AS_VERB: Readonly<Record<string, RegExp>> = {
  uitstraling: /(?<!\p{L})(?:straalt\s(?:[^.,;]{0,30}\s)?uit|uitstralend\p{L}*|uitstralen|uitgestraald)(?!\p{L})/iu,
};

/** Where a title says "met X" and every mention of X in the text denies it, or "zonder X" and it is told of as there. */
export function contradictsTitle(title: string, text: string): TitleContradiction | undefined {
  if (NO_FINDING.test(title)) return undefined;
  for (const [ofTitle, way, thing] of title.matchAll(CLAIM)) {
    const mentions = text
      .split(/[.;!?]\s*|,\s+(?!(?:en|of|noch)(?!\p{L}))|\s+(?=maar(?!\p{L}))/iu)
      .flatMap((clause) => {
        const at = placeOf(thing!, clause);
        if (at === undefined) return [];
        return [{ ofText: clause.trim(), isDenied: DENIES.test(clause) }];
      });
    const denied = mentions.filter(({ isDenied }) => isDenied);
    if (mentions.length === 0) continue;
    const isThere = denied.length < mentions.length;
    if (/met/i.test(way!) === isThere) continue;
    return { ofTitle: ofTitle.trim(), ofText: mentions.find(({ isDenied }) => isDenied !== isThere)!.ofText };
  }
  return undefined;
}

function placeOf(thing: string, clause: string): number | undefined {
  const verb = AS_VERB[thing.toLowerCase()]?.exec(clause);
  if (verb !== null && verb !== undefined) return verb.index;
  const wanted = stem(thing.toLowerCase());
  const word = [...clause.matchAll(/\p{L}+/gu)].find(([each]) => stem(each.toLowerCase()) === wanted);
  return word?.index;
}
