/** Can this be (a part of) a person's name? It holds a letter: a birth date in the field of the name is none. */
export function isName(text: string): boolean {
  return /\p{L}/u.test(text);
}
