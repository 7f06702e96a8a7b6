import { sayError } from "./format.ts";
import { T } from "./screens.ts";

/** What the engine's English says about a HIS' answer (src/engine/his/his-errors.ts), and what a clinician does about it. */
const ANSWERS: readonly (readonly [pattern: RegExp, nl: string])[] = [
  [/^his-unreached$/, "Het HIS is niet bereikbaar."],
  [/not that of a FHIR server/, "Op dit adres staat een webpagina, geen HIS. Controleer het adres bij Instellingen."],
  [/did not store all/, "Het HIS heeft een deel van het verslag niet opgeslagen. Kijk in het HIS wat er staat."],
  [/another address/, "Het HIS heeft een ander adres. Pas het adres aan bij Instellingen."],
  [/does not know who is sending/, "Het HIS kent deze afzender niet. Controleer het aanmelden bij Instellingen."],
  [/does not let this sender/, "Deze afzender mag in het HIS geen verslagen opslaan. Vraag uw systeembeheerder."],
  [/patient is not in the HIS/, "Het adres klopt niet, of deze patiënt staat niet in het HIS."],
  [/takes no FHIR transactions/, "Dit adres neemt geen verslagen aan. Controleer het adres bij Instellingen."],
  [/more than one such patient/, "Deze patiënt staat niet of meer dan één keer in het HIS. Controleer de patiënt."],
  [/too large/, "Het verslag is te groot voor het HIS."],
  [/no answer in time/, "Het HIS gaf niet op tijd antwoord."],
  [/connection failed/, "De verbinding met het HIS kwam niet tot stand. Controleer het netwerk."],
];

/** What a HIS answered, in Dutch. A status that nobody foresaw is shown as it is: a number and FHIR's own codes. */
export function sayHisAnswer(detail: string): string {
  const known = ANSWERS.find(([pattern]) => pattern.test(detail));
  if (known !== undefined) return known[1];
  const words = sayError(detail);
  return words === sayError("") ? `Antwoord van het HIS: ${detail}.` : words;
}

/** That a HIS refused, and why. Where it did not refuse (it lacks what was to change, or it is not the HIS that was sent to) that alone. */
export function sayRefusal(refused: string, error: string | null): string {
  if (error === null || error === "his-refused") return refused;
  if (error === "his-missed") return sayError(error);
  const [moved, address] = error.split(" ");
  if (moved === "his-moved") return address === undefined ? sayError(moved) : T.verzenden.moved(address);
  return `${refused} ${sayHisAnswer(error)}`;
}
