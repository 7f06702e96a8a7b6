/** The eleven-test of a burgerservicenummer: nine digits, weights 9 to 2 and -1, a sum that 11 divides (and not all zeros). */
export function isBsn(text: string): boolean {
  const digits = [...text.replace(/[\s.]/g, "")];
  if (digits.length !== 9 || digits.some((digit) => digit < "0" || digit > "9")) return false;
  const sum = digits.reduce((total, digit, i) => total + Number(digit) * (i === 8 ? -1 : 9 - i), 0);
  return sum > 0 && sum % 11 === 0;
}

/** How far a BSN is that is being typed: it can still become one, is one, or cannot be one. */
export function checkBsn(text: string): "empty" | "typing" | "right" | "wrong" {
  const digits = text.replace(/[\s.]/g, "");
  if (digits === "") return "empty";
  if (!/^\d*$/.test(digits) || digits.length > 9) return "wrong";
  if (digits.length < 9) return "typing";
  return isBsn(digits) ? "right" : "wrong";
}
