import type { ConsultView, Patient } from "../../src/contract/views.ts";
import type { ConsultState } from "../../src/core/consult/state.ts";
import { approve, type Check, type DraftNote, type Line, type Soep } from "../../src/core/note/note.ts";
import type { Speaker, Transcript, Utterance } from "../../src/core/transcript/transcript.ts";

export const CLINICIAN = { id: "k-1", name: "J. de Vries", role: "huisarts", agb: "01000002" } as const;
export const PATIENT: Patient = {
  id: "p-1",
  name: { given: "Anna", family: "Voorbeeld" },
  birthDate: "1972-03-14",
  gender: "female",
  bsn: "999911120",
};
export const LONG_PATIENT: Patient = {
  ...PATIENT,
  id: "p-2",
  name: {
    given: "Maximiliaan Alexander ".repeat(5).trim(),
    family: "van Wassenaer-Obdam tot Cranendonck ".repeat(3).trim(),
  },
};

const SAID: readonly (readonly [Speaker, string])[] = [
  ["zorgverlener", "Goedemorgen mevrouw, gaat u zitten. Wat kan ik voor u doen?"],
  ["patiënt", "Ik heb sinds drie weken pijn in mijn rug, na het tillen van een zware kast."],
  ["zorgverlener", "Straalt de pijn uit naar uw been?"],
  ["patiënt", "Nee, de pijn blijft laag in de rug. Lopen gaat gewoon goed."],
  ["zorgverlener", "Hebt u koorts gehad, of problemen met plassen?"],
  ["patiënt", "Nee, geen koorts, en plassen gaat goed."],
  [
    "zorgverlener",
    "Ik ga u onderzoeken. De rug is drukpijnlijk aan de rechter kant. De kracht in de benen is normaal.",
  ],
  ["zorgverlener", "Ik meet uw bloeddruk. Die is honderdveertig over tachtig. De pols is tweeënzeventig."],
  ["zorgverlener", "Het is lage rugpijn, zonder tekenen van een hernia."],
  ["zorgverlener", "U mag paracetamol nemen, drie keer per dag duizend milligram. Blijf vooral in beweging."],
  ["patiënt", "Moet er nog een foto gemaakt worden?"],
  [
    "zorgverlener",
    "Nee, een foto is niet nodig. Over twee weken wil ik u terugzien. Bel eerder als u koorts krijgt, of als u krachtverlies merkt.",
  ],
  ["patiënt", "Dank u wel dokter, tot over twee weken."],
];
const BADLY_HEARD = new Set(["duizend", "rechter"]);

export const UTTERANCES: readonly Utterance[] = SAID.map(([speaker, text], i) => {
  const start = 2 + i * 6;
  const parts = text.split(" ");
  const words = parts.map((word, n) => ({
    text: word,
    start: start + (n * 5) / parts.length,
    end: start + ((n + 1) * 5) / parts.length,
    confidence: BADLY_HEARD.has(word) ? 0.38 : 0.93,
  }));
  return { id: `u${i + 1}`, start, end: start + 5, speaker, text, words };
});
export const TRANSCRIPT: Transcript = { language: "nl", durationS: 82, utterances: UTTERANCES };

type Piece = readonly [text: string, ...evidence: string[]];
type Doubted = readonly [code: Check["code"], words: string, message: string];

function line(soep: Soep, pieces: readonly Piece[], ...doubts: readonly Doubted[]): Line {
  const text = pieces.map(([piece]) => piece).join(" ");
  const phrases = pieces.map(([piece, ...evidence]) => ({ text: piece, evidence }));
  const checks = doubts.map(([code, words, message]): Check => {
    const at = text.indexOf(words);
    return { code, message, span: [at, at + words.length] };
  });
  return { soep, text, phrases, evidence: phrases.flatMap(({ evidence }) => evidence), checks };
}

/** The note of the demo consult, with three doubts or none. */
export function makeNote(id: string, hasDoubts: boolean): DraftNote {
  const only = (...doubts: Doubted[]) => (hasDoubts ? doubts : []);
  return {
    schema: 1,
    status: "draft",
    consult: { id, setting: "consult", startedAt: new Date().toISOString() },
    deelcontacten: [
      {
        title: "Lage rugpijn",
        icpc: {
          code: "L03",
          title: "Lage rugpijn zonder uitstraling",
          confidence: 0.88,
          alternatives: [
            { code: "L02", title: "Rugklachten (bovenrug of niet nader bepaald)", confidence: 0.31 },
            { code: "L86", title: "Lage rugpijn met uitstraling", confidence: 0.12 },
          ],
        },
        lines: [
          line("S", [
            ["3 wkn rugpijn na tillen kast.", "u2"],
            ["Geen uitstraling, lopen gaat goed.", "u3", "u4"],
            ["Geen koorts, mictie goed.", "u5", "u6"],
          ]),
          line(
            "O",
            [
              ["Drukpijn lage rug re.", "u7"],
              ["Kracht benen normaal.", "u7"],
            ],
            ...only(["side", "re", "“Rechter” is slecht verstaan. Luister of het rechts was."]),
          ),
          line("E", [["Lage rugpijn, geen tekenen van hernia.", "u9"]]),
          line(
            "P",
            [
              ["PCM 3dd 1000 mg, in beweging blijven.", "u10"],
              ["Foto niet nodig.", "u11", "u12"],
              ["Controle over 2 wkn, eerder bij koorts of krachtverlies.", "u12"],
            ],
            ...only(
              ["negation", "niet nodig", "De patiënt vroeg ernaar en het antwoord was nee. Klopt dat?"],
              ["dose", "1000 mg", "Het getal is met weinig zekerheid verstaan. Luister en vergelijk."],
            ),
          ),
        ],
        measurements: [
          { name: "bloeddruk", value: "140/80", unit: "mmHg", evidence: ["u8"] },
          { name: "pols", value: "72", unit: "/min", evidence: ["u8"] },
        ],
      },
    ],
  };
}

/** A note that nobody would write: sixty lines' worth in fifteen deelcontacten. */
export function makeLongNote(id: string): DraftNote {
  const [one] = makeNote(id, true).deelcontacten;
  const deelcontacten = Array.from({ length: 15 }, (_, i) => ({ ...one!, title: `${one!.title} ${i + 1}` }));
  return { ...makeNote(id, true), deelcontacten };
}

/** A consult in a state, as the engine would give it. */
export function makeConsult(id: string, state: ConsultState, more: Partial<ConsultView> = {}): ConsultView {
  const hasTalk = state.kind !== "prepared" && state.kind !== "withdrawn" && state.kind !== "failed";
  const note = makeNote(id, true);
  const at = new Date(Date.now() - 4 * 60_000).toISOString();
  const draft = { version: 1, kind: "draft" as const, note, clinicianId: CLINICIAN.id, createdAt: at };
  const approved = {
    ...draft,
    version: 2,
    kind: "approved" as const,
    note: approve(makeNote(id, false), CLINICIAN.name, at),
  };
  const versions =
    state.kind === "noted"
      ? [draft]
      : state.kind === "amending"
        ? [draft, approved, { ...draft, version: 3 }]
        : state.kind === "approved" || state.kind === "sent" || state.kind === "refused"
          ? [draft, approved]
          : [];
  return {
    id,
    patient: PATIENT,
    clinicianId: CLINICIAN.id,
    setting: "consult",
    startedAt: new Date(Date.now() - 12 * 60_000).toISOString(),
    state,
    settledAt: state.kind === "sent" ? at : null,
    clinician: CLINICIAN,
    transcript: hasTalk ? TRANSCRIPT : { ...TRANSCRIPT, durationS: 0, utterances: [] },
    versions,
    deliveries: [],
    gaps: [],
    hasSound: hasTalk,
    soundDestroyedAt: null,
    reattributed: [],
    ...more,
  };
}
