/**
 * A name as one line that reads as it is stored: line breaks and control characters become spaces; what has no width of its own (the
 * marks that turn the writing direction, Unicode TR 9 and 36; zero-width spaces) and half characters are left out. The joiners that
 * Persian and Indic names are written with stay.
 */
export function toOneLine(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Cs}\p{Cn}]/gu, "")
    .replace(/\s+/gu, " ")
    .trim();
}
