/** Names of a practice's region, as a clinician would write them under "Eigen woorden". Written down before anything was measured. */
export const NAMES = [
  "Isala",
  "Zwolle",
  "Kampen",
  "Hattem",
  "Dalfsen",
  "Ommen",
  "Meander",
  "Carintreggeland",
  "Trajectum",
  "Dimence",
  "Wiersma",
  "Hoekstra",
  "Van der Velde",
  "Bouwmeester",
  "Tjeerdsma",
  "Nijenhuis",
  "Zandbergen",
  "Oosterveen",
  "Medrie",
  "Saltro",
] as const;

/** Names that nobody says here: a prompt of them must not bring them into the text. */
export const OTHER_NAMES =
  "Radboud, Nijmegen, Cuijk, Grave, Malden, Groesbeek, Pluryn, Pantein, Jacobs, Verstappen, Smulders, Van den Heuvel, Kuijpers, Peerenboom, Maasziekenhuis, Dekkerswald, Synchroon, Wijchen, Druten, Beuningen";

/** What is said with them; `{}` stands for a name. */
const FRAMES = [
  "Ik verwijs u door naar {}, daar wordt u binnen een week gebeld.",
  "U bent vorig jaar al eens gezien door dokter {}, lees ik hier.",
  "Ik heb u een brief gestuurd, die is via {} gekomen.",
  "Dan bel ik vanmiddag nog even met {} over de uitslag van het bloedonderzoek.",
];

/** Every name in two sentences. */
export const nameSentences = (): { name: string; text: string }[] =>
  NAMES.flatMap((name, i) => [i, i + 2].map((k) => ({ name, text: FRAMES[k % FRAMES.length]!.replace("{}", name) })));
