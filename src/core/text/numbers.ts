import { readNumberWord } from "./number-words.ts";
import { foldWord, type Token, tokenize } from "./tokens.ts";

/**
 * A number that was said, with its place [start, end) in the text.
 * `text` is its form in a note ("150/92", "37,8", "83000"). `pair` is a blood pressure, `range` "3 tot 4",
 * `article` the bare word "een" (1 only where the context says so), `clock` a time of day ("half acht" is 7,5 hours).
 */
export interface SpokenNumber {
  readonly start: number;
  readonly end: number;
  readonly kind: "cardinal" | "ordinal" | "fraction" | "pair" | "range" | "year" | "clock" | "article";
  /** One value; two of a pair or a range. */
  readonly values: readonly number[];
  readonly text: string;
  /** Said with a decimal comma (or a half): it will not take further decimals. */
  readonly decimal: boolean;
}

/** A number in the form of a Dutch note: decimal comma, no thousands mark. */
export function formatNumber(value: number): string {
  return String(Math.round(value * 1e6) / 1e6).replace(".", ",");
}

interface Piece {
  start: number;
  end: number;
  kind: SpokenNumber["kind"];
  value: number;
  text: string;
  decimal: boolean;
  digits: boolean;
}

const isBetweenPieces = (text: string, a: { end: number }, b: { start: number }): boolean =>
  /^[\s-]*$/.test(text.slice(a.end, b.start));

function readPiece(token: Token, next: Token | undefined): Piece | undefined {
  const base = { start: token.start, end: token.end };
  if (token.kind === "digits") {
    const plain = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(token.text) ? token.text.replaceAll(".", "") : token.text;
    const dotted = plain.replace(".", ",");
    const ordinal = next !== undefined && next.start === token.end && /^(e|de|ste)$/.test(next.norm);
    return {
      ...base,
      end: ordinal ? next.end : token.end,
      kind: ordinal ? "ordinal" : "cardinal",
      value: Number(dotted.replace(",", ".")),
      text: dotted,
      decimal: dotted.includes(","),
      digits: true,
    };
  }
  if (token.kind !== "word") return undefined;
  if (token.norm === "een" || token.norm === "'n" || token.norm === "n") {
    return token.norm === "een"
      ? { ...base, kind: "article", value: 1, text: "1", decimal: false, digits: false }
      : undefined;
  }
  const word = readNumberWord(foldWord(token.text));
  if (word === undefined) return undefined;
  return { ...base, ...word, text: formatNumber(word.value), decimal: word.kind === "fraction", digits: false };
}

/** "honderd" "vijftig" -> 150; "vijf" "en" "twintig" -> 25; "drie" "duizend" -> 3000. Undefined where they are two numbers. */
function addWords(a: Piece, b: Piece, withEn: boolean): number | undefined {
  if (a.digits && b.digits) return undefined;
  const [x, y] = [a.value, b.value];
  if (withEn && Number.isInteger(x) && x > 0 && x < 10 && y % 10 === 0 && y >= 20 && y < 100) return x + y;
  if (y === 100 && !withEn && x > 1 && x < 100 && x % 10 !== 0) return x * 100;
  if (y === 1000 && !withEn && x >= 1 && x < 1000) return x * 1000;
  if (y === 1_000_000 && !withEn) return x * y;
  if (x >= 1000 && x % 1000 === 0 && y > 0 && y < 1000 && !(x === 2000 && y < 1)) return x + y;
  if (x >= 100 && x % 100 === 0 && x % 1000 !== 0 && y > 0 && y < 100) return x + y;
  return undefined;
}

const DAY_PARTS = /^(uur|voor|over|'s)$/;

/** Puts the number words of a text together; every number keeps its place. Runs over commas and full stops never. */
function joinPieces(text: string, tokens: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const piece = readPiece(token, tokens[i + 1]);
    const last = pieces.at(-1);
    if (piece === undefined) continue;
    if (last === undefined || last.kind === "ordinal" || piece.kind === "ordinal") {
      if (
        last !== undefined &&
        last.kind === "cardinal" &&
        piece.kind === "ordinal" &&
        isBetweenPieces(text, last, piece)
      ) {
        if (piece.value === 3 && last.value < 3) {
          pieces[pieces.length - 1] = joined(last, piece, last.value / 3, "fraction");
          continue;
        }
      }
      pieces.push(piece);
      continue;
    }
    const between = text.slice(last.end, piece.start).toLowerCase().trim();
    const en = between === "en";
    if (piece.kind === "cardinal" && last.kind !== "fraction" && (between === "" || between === "-" || en)) {
      // "een" before "honderd" or "duizend" is an article; "één komma" and "een keer" are not joined here.
      const sum =
        last.kind === "article" && !(piece.value === 100 || piece.value === 1000)
          ? undefined
          : addWords(last, piece, en);
      if (sum !== undefined && !last.decimal && !piece.decimal) {
        pieces[pieces.length - 1] = joined(last, piece, sum, "cardinal");
        continue;
      }
      if (last.value === 19 && !last.digits && !en && piece.value >= 10 && piece.value < 100) {
        pieces[pieces.length - 1] = joined(last, piece, 1900 + piece.value, "year");
        continue;
      }
    }
    const isAndHalf = piece.kind === "fraction" && piece.value === 0.5 && (between === "en een" || between === "en 'n");
    if (
      (isAndHalf || (en && piece.kind === "fraction" && piece.value === 0.5)) &&
      last.kind === "cardinal" &&
      !last.decimal
    ) {
      pieces[pieces.length - 1] = { ...joined(last, piece, last.value + 0.5, "fraction"), decimal: true };
      continue;
    }
    if (last.kind === "article" && en === false && between === "" && piece.kind === "fraction") {
      const previous = pieces.at(-2);
      // "drie en een half": the article stands between "en" and "half".
      if (
        previous !== undefined &&
        previous.kind === "cardinal" &&
        !previous.decimal &&
        text.slice(previous.end, last.start).toLowerCase().trim() === "en"
      ) {
        pieces.splice(-2, 2, { ...joined(previous, piece, previous.value + 0.5, "fraction"), decimal: true });
        continue;
      }
      pieces[pieces.length - 1] = joined(last, piece, piece.value, "fraction");
      continue;
    }
    if (/^(komma|punt)$/.test(between) && Number.isInteger(last.value) && Number.isInteger(piece.value)) {
      const decimals = readDecimals(text, tokens, i, piece);
      const joinedText = `${last.text},${decimals.text}`;
      pieces[pieces.length - 1] = {
        ...joined(last, piece, Number(joinedText.replace(",", ".")), "cardinal"),
        end: decimals.end,
        text: joinedText,
        decimal: true,
      };
      i = decimals.index;
      continue;
    }
    pieces.push(piece);
  }
  return pieces;
}

/** The decimals after "komma": "zeven", "vijfentwintig", "nul vijf", "één drie". */
function readDecimals(
  text: string,
  tokens: readonly Token[],
  index: number,
  first: Piece,
): { text: string; end: number; index: number } {
  let decimals = first.text;
  let end = first.end;
  let at = index;
  while (decimals === "0" || decimals === "00") {
    const next = tokens[at + 1];
    const piece = next === undefined ? undefined : readPiece(next, undefined);
    if (
      piece === undefined ||
      piece.start > end + 1 ||
      !Number.isInteger(piece.value) ||
      text.slice(end, piece.start).trim() !== ""
    )
      break;
    decimals += piece.text;
    end = piece.end;
    at++;
  }
  return { text: decimals, end, index: at };
}

function joined(a: Piece, b: Piece, value: number, kind: SpokenNumber["kind"]): Piece {
  const digits = a.digits && b.digits;
  return { start: a.start, end: b.end, kind, value, text: formatNumber(value), decimal: kind === "fraction", digits };
}

const isSystolic = (x: number): boolean => Number.isInteger(x) && x >= 60 && x <= 280;
const isDiastolic = (x: number): boolean => Number.isInteger(x) && x >= 25 && x <= 160;

/**
 * Reads every number of a Dutch text, in words or in digits: "honderdvijftig over tweeënnegentig" -> 150/92,
 * "zevenendertig komma acht" -> 37,8, "anderhalf" -> 1,5, "half acht" -> clock 7,5, "drie tot vier" -> 3-4.
 */
export function readNumbers(text: string): SpokenNumber[] {
  const tokens = tokenize(text);
  const pieces = joinPieces(text, tokens);
  const found: SpokenNumber[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i]!;
    const next = pieces[i + 1];
    const between = next === undefined ? "" : text.slice(piece.end, next.start).toLowerCase().trim();
    if (
      next !== undefined &&
      /^(over|\/|op|boven)$/.test(between) &&
      isSystolic(piece.value) &&
      isDiastolic(next.value) &&
      piece.value > next.value
    ) {
      found.push(two(piece, next, "pair", "/"));
      i++;
    } else if (next !== undefined && /^(tot|à|a|-|–|,? ?hooguit|tot hooguit)$/.test(between) && isRange(piece, next)) {
      found.push(two(piece, next, "range", "-"));
      i++;
    } else if (piece.kind === "fraction" && next !== undefined && between === "" && isHour(next, tokens)) {
      found.push({ ...one(next), start: piece.start, kind: "clock", values: [next.value - 0.5] });
      i++;
    } else found.push(one(piece));
  }
  return found;
}

/** "half acht" is half past seven; "een half dertig" is nothing. */
function isHour(piece: Piece, tokens: readonly Token[]): boolean {
  if (piece.decimal || piece.kind !== "cardinal" || piece.value < 1 || piece.value > 12) return false;
  const after = tokens.find((token) => token.start >= piece.end);
  return (
    after === undefined ||
    after.kind === "mark" ||
    !/^(keer|maal|dagen|weken|mg|milligram)$/.test(after.norm) ||
    DAY_PARTS.test(after.norm)
  );
}

function isRange(a: Piece, b: Piece): boolean {
  const plain = (p: Piece): boolean => p.kind === "cardinal" || p.kind === "fraction" || p.kind === "article";
  return plain(a) && plain(b) && a.value < b.value;
}

const one = (p: Piece): SpokenNumber => ({
  start: p.start,
  end: p.end,
  kind: p.kind,
  values: [p.value],
  text: p.text,
  decimal: p.decimal,
});

const two = (a: Piece, b: Piece, kind: "pair" | "range", mark: string): SpokenNumber => ({
  start: a.start,
  end: b.end,
  kind,
  values: [a.value, b.value],
  text: `${a.text}${mark}${b.text}`,
  decimal: false,
});
