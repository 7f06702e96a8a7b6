/** FHIR's issue types as the engine passes them on (src/engine/his/his-errors.ts), and what a clinician can do about each. */
const ADVICE: readonly (readonly [pattern: RegExp, nl: string])[] = [
  [/\bcode-invalid\b/, "Het HIS kent een code niet. Kies een andere ICPC-code of laat hem weg, en keur opnieuw goed."],
  [
    /\b(business-rule|conflict|duplicate|multiple-matches)\b/,
    "Een regel van het HIS houdt dit tegen. Lees wat het HIS zegt, pas het verslag zo nodig aan en keur opnieuw goed.",
  ],
  [
    /\b(invalid|structure|required|value|invariant|extension|not-supported|processing)\b/,
    "Het HIS kan dit verslag niet verwerken. Neem het over met kopiëren en laat dit zien aan uw HIS-leverancier.",
  ],
  [
    /\b(security|login|unknown|expired|forbidden|suppressed)\b/,
    "Controleer het aanmelden bij het HIS, bij Instellingen.",
  ],
  [/\b(transient|lock-error|no-store|timeout|throttled|exception)\b/, "Het HIS heeft een storing of is te druk."],
];

/** What to do about a failure of the HIS; undefined where its code tells nothing. */
export function adviseOn(error: string): string | undefined {
  return ADVICE.find(([pattern]) => pattern.test(error))?.[1];
}
