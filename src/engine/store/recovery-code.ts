import { createHash } from "node:crypto";

/** Crockford's base 32: no letter that is taken for a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const KEY_CHARACTERS = 52;
const CHECK_CHARACTERS = 4;

/** The key as a code to be written down: 14 groups of 4, of which the last tells that all were copied right. Who has it has the data. */
export function toRecoveryCode(key: Buffer): string {
  const code = toBase32(key).padEnd(KEY_CHARACTERS, "0") + check(key);
  return code.match(/.{4}/g)!.join("-");
}

/** The key of a code, however it was typed; undefined where it was not copied right. */
export function fromRecoveryCode(text: string): Buffer | undefined {
  const code = text
    .toUpperCase()
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1")
    .replace(/[^0-9A-Z]/g, "");
  if (code.length !== KEY_CHARACTERS + CHECK_CHARACTERS || [...code].some((c) => !ALPHABET.includes(c)))
    return undefined;
  const key = fromBase32(code.slice(0, KEY_CHARACTERS));
  return check(key) === code.slice(KEY_CHARACTERS) ? key : undefined;
}

function check(key: Buffer): string {
  return toBase32(createHash("sha256").update("soepel recovery").update(key).digest()).slice(0, CHECK_CHARACTERS);
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits
    .match(/.{1,5}/g)!
    .map((five) => ALPHABET[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

function fromBase32(code: string): Buffer {
  const bits = [...code].map((c) => ALPHABET.indexOf(c).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g)!.map((eight) => Number.parseInt(eight, 2)));
}
