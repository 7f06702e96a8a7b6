import type { Clinician, Patient } from "../../src/contract/views.ts";
import type { Setting } from "../../src/core/consult/consult.ts";
import type { CheckCode, Soep } from "../../src/core/note/note.ts";
import type { Speaker } from "../../src/core/transcript/transcript.ts";

/** How many of something, in Dutch: "1 twijfel", "3 twijfels". */
export const count = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;

export const SETTING_NL: Readonly<Record<Setting, string>> = {
  consult: "Consult",
  telefonisch: "Telefonisch",
  visite: "Visite",
  "poh-s": "POH-S",
  "poh-ggz": "POH-GGZ",
  dictaat: "Dictaat",
};

export const ROLE_NL: Readonly<Record<Clinician["role"], string>> = {
  huisarts: "Huisarts",
  waarnemer: "Waarnemer",
  "poh-s": "POH-S",
  "poh-ggz": "POH-GGZ",
};

export const GENDER_NL: Readonly<Record<Patient["gender"], string>> = {
  female: "vrouw",
  male: "man",
  other: "anders",
  unknown: "onbekend",
};

export const SPEAKER_NL: Readonly<Record<Speaker, string>> = {
  zorgverlener: "Zorgverlener",
  patiënt: "Patiënt",
  begeleider: "Begeleider",
  ander: "Ander",
  onbekend: "Spreker onbekend",
};

export const SOEP_NL: Readonly<Record<Soep, string>> = {
  S: "Subjectief",
  O: "Objectief",
  E: "Evaluatie",
  P: "Plan",
};

export const CHECK_NL: Readonly<Record<CheckCode, string>> = {
  dose: "Dosering",
  number: "Getal",
  side: "Links of rechts",
  negation: "Wel of niet",
  drug: "Geneesmiddel",
  person: "Over iemand anders",
  unheard: "Slecht verstaan",
  corrected: "Later verbeterd",
  omitted: "Wel gezegd, niet genoteerd",
  unsupported: "Niet gezegd",
  code: "ICPC-code",
  stale: "Door u gewijzigd",
};

export const KEYS = {
  record: "F2",
  play: "F4",
  next: "F8",
  previous: "Shift+F8",
  accept: "F9",
  approve: "Ctrl+Enter",
  pause: "Alt+P",
  cut: "Alt+M",
  withdraw: "Alt+Shift+T",
  newConsult: "Alt+N",
  icpc: "Alt+I",
  move: "Alt+V",
  speaker: "Alt+W",
  undo: "Ctrl+Z",
  redo: "Ctrl+Shift+Z",
  help: "F1",
} as const;

/** The speech models by their names of the manifest: what they are called here, and what they are. */
export const TIER_NL: Readonly<Record<string, readonly [name: string, what: string]>> = {
  "whisper-base": ["Basis", "Zit bij Soepel. Verstaat weinig Nederlands."],
  "whisper-small": ["Klein", "Verstaat beter Nederlands."],
  "whisper-medium": ["Middel", "Voor een stevige computer."],
  "whisper-large-v3-turbo": ["Groot", "Verstaat het meest, voor een sterke computer met veel geheugen."],
};

export const RECORDING_WARNING_NL = {
  "too-quiet": "Het geluid is zacht. Zet de microfoon dichterbij.",
  clipped: "Het geluid is te hard. Zet de microfoon verder weg.",
  silent: "De microfoon geeft geen geluid. Controleer de stekker en de schakelaar.",
  "disk-low": "De schijf is bijna vol. Maak ruimte vrij; de opname loopt door.",
} as const;

export const INTERRUPTION_NL = {
  crash: "Soepel is onverwacht gestopt. Wat was opgenomen, is bewaard. Ga verder, of stop en maak het verslag.",
  closed:
    "Soepel is gesloten tijdens de opname. Wat was opgenomen, is bewaard. Ga verder, of stop en maak het verslag.",
  suspend: "De computer is in slaap gegaan. Wat was opgenomen, is bewaard. Ga verder, of stop en maak het verslag.",
  device: "De microfoon is weggevallen. Wat was opgenomen, is bewaard. Sluit hem weer aan en ga verder.",
  disk: "De schijf is vol. Wat was opgenomen, is bewaard. Maak ruimte vrij en ga verder.",
} as const;

export const GAP_NL: Readonly<Record<string, string>> = {
  pause: "Gepauzeerd",
  destroyed: "Geschrapt",
  closed: "Soepel gesloten",
  suspend: "Computer sliep",
  device: "Microfoon weg",
  crash: "Soepel gestopt",
  disk: "Schijf vol",
};

export const RESOURCE_NL: Readonly<Record<string, readonly [string, string]>> = {
  Composition: ["SOEP-verslag", "SOEP-verslagen"],
  Encounter: ["contact", "contacten"],
  Condition: ["evaluatie", "evaluaties"],
  EpisodeOfCare: ["episode", "episodes"],
  Observation: ["regel of meetwaarde", "regels en meetwaarden"],
  Provenance: ["vermelding van AI", "vermeldingen van AI"],
  Practitioner: ["zorgverlener", "zorgverleners"],
  PractitionerRole: ["functie", "functies"],
  Organization: ["praktijk", "praktijken"],
  Patient: ["patiënt", "patiënten"],
  Device: ["programma", "programma's"],
  DocumentReference: ["document", "documenten"],
};

/** The log's actions (src/engine/store/audit.ts). */
export const ACTION_NL: Readonly<Record<string, string>> = {
  "clinician-saved": "Profiel bewaard",
  "patient-saved": "Patiënt bewaard",
  "patient-read": "Patiënt opgezocht op BSN",
  "note-saved": "Verslag bewaard",
  "settings-saved": "Instellingen gewijzigd",
  "consult-created": "Consult gemaakt",
  "consult-read": "Consult ingezien",
  "consult-changed": "Stand van het consult",
  "sound-played": "Geluid beluisterd",
  "sound-cut": "Stuk geschrapt",
  "sound-destroyed": "Geluid vernietigd",
  "note-approved": "Verslag goedgekeurd",
  "note-amended": "Goedgekeurd verslag gewijzigd",
  "note-sent": "Verslag in het HIS",
  "note-refused": "Verslag geweigerd door het HIS",
  "note-recalled": "Verslag teruggehaald",
  "key-changed": "Sleutel anders bewaard",
  "key-shown": "Herstelcode getoond",
  "note-withdrawn": "Verslag ingetrokken in het HIS",
  "consent-given": "Toestemming gegeven",
  "note-copied": "Verslag overgenomen",
  "speaker-set": "Spreker aangepast",
  "voice-print-saved": "Stem geleerd",
  "voice-print-deleted": "Stem verwijderd",
  "transcript-destroyed": "Transcript vernietigd",
  "consent-withdrawn": "Toestemming ingetrokken",
  "audit-read": "Logboek ingezien",
};

/** Everything else that the window says, by screen. */
export const NL = {
  app: "Soepel",
  starting: "Soepel start",
  modelsLoading: "Spraak en verslag worden geladen. U kunt al opnemen.",
  lost: "Soepel reageert even niet. Wat is opgenomen, is bewaard. De verbinding wordt hersteld.",
  nameless: "Naam onbekend",
  skip: "Naar de inhoud",
  retry: "Opnieuw proberen",
  cancel: "Annuleren",
  close: "Sluiten",
  save: "Bewaren",
  saved: "Bewaard",
  unknownError: "Er ging iets mis in Soepel. Wat u had, is bewaard. Probeer het opnieuw.",
  aiMark: "Concept, gemaakt met hulp van AI",
  lock: "Vergrendelen",
  recordingRuns: "Opname loopt",
} as const;
