/** The exit codes of the command line (DESIGN.md, section 5). */
export const EXIT = { ok: 0, bug: 1, usage: 2, input: 3, model: 4, refused: 5, unreached: 6, disk: 7 } as const;

interface Entry {
  readonly exit: (typeof EXIT)[keyof typeof EXIT];
  /** May the same be tried again as it is? */
  readonly recoverable: boolean;
  /** English, for the command line and logs: what happened and what to do next. */
  readonly en: string;
  /** Dutch, for the window: what happened, what is kept, what to do now. */
  readonly nl: string;
}

/**
 * Every failure that Soepel expects. Details that a message needs come apart (`detail`: a file's name, a number, never patient data).
 */
export const ERRORS = {
  usage: { exit: EXIT.usage, recoverable: false, en: "wrong use", nl: "Deze opdracht is niet bekend." },
  "file-not-found": {
    exit: EXIT.input,
    recoverable: false,
    en: "the file does not exist or cannot be read; check its path",
    nl: "Het bestand is niet gevonden. Controleer de plaats.",
  },
  "not-wav": {
    exit: EXIT.input,
    recoverable: false,
    en: "not a WAV file that Soepel can read (PCM 8 to 32 bits, or 32-bit float); convert it to WAV first",
    nl: "Dit is geen WAV-geluid. Zet de opname eerst om naar WAV.",
  },
  "wav-truncated": {
    exit: EXIT.input,
    recoverable: false,
    en: "the WAV file ends before the length that it states and holds no samples; copy it again from its source",
    nl: "De opname is afgebroken en bevat geen geluid. Kopieer het bestand opnieuw.",
  },
  "wav-damaged": {
    exit: EXIT.input,
    recoverable: false,
    en: "the WAV file holds samples that are not numbers; nothing was written. Export it again from its source",
    nl: "Het geluidsbestand is beschadigd. Er is niets van opgeschreven. Maak het opnieuw of kopieer het opnieuw.",
  },
  "audio-empty": {
    exit: EXIT.input,
    recoverable: false,
    en: "the recording holds no samples; check the microphone and record again",
    nl: "De opname is leeg. Controleer de microfoon en neem opnieuw op.",
  },
  "no-speech": {
    exit: EXIT.input,
    recoverable: false,
    en: "no speech was heard in the recording; nothing was written. Check the microphone",
    nl: "Er is geen spraak gehoord. Er is geen verslag gemaakt. Controleer de microfoon.",
  },
  "transcript-invalid": {
    exit: EXIT.input,
    recoverable: false,
    en: "not a transcript: neither Soepel's JSON nor lines of text",
    nl: "Dit is geen transcript dat Soepel kan lezen.",
  },
  "transcript-empty": {
    exit: EXIT.input,
    recoverable: false,
    en: "the transcript holds no turns; there is nothing to make a note of",
    nl: "Het transcript bevat geen gesproken tekst. Er is geen verslag gemaakt.",
  },
  "transcript-not-dutch": {
    exit: EXIT.input,
    recoverable: false,
    en: "the transcript is not in Dutch; Soepel writes notes of Dutch consults only",
    nl: "Het gesprek is niet in het Nederlands. Soepel maakt er geen verslag van.",
  },
  "note-invalid": {
    exit: EXIT.input,
    recoverable: false,
    en: "not a note in Soepel's format",
    nl: "Dit is geen verslag dat Soepel kan lezen.",
  },
  "note-empty": {
    exit: EXIT.input,
    recoverable: false,
    en: "the note holds no lines; there is nothing to send",
    nl: "Het verslag is leeg. Er is niets om te versturen.",
  },
  "patient-invalid": {
    exit: EXIT.input,
    recoverable: false,
    en: "the patient file is incomplete",
    nl: "De gegevens van de patiënt zijn niet compleet.",
  },
  "bsn-known": {
    exit: EXIT.input,
    recoverable: true,
    en: "a patient with another name, birth date or sex has this BSN; correct what was typed, or say that the known data are wrong",
    nl: "Dit BSN hoort bij een patiënt met andere gegevens. Controleer het BSN, de naam, de geboortedatum en het geslacht.",
  },
  "practice-invalid": {
    exit: EXIT.input,
    recoverable: false,
    en: "the practice file is incomplete",
    nl: "De gegevens van de praktijk zijn niet compleet. Vul bij Instellingen de naam en de AGB-code van de praktijk in.",
  },
  "model-missing": {
    exit: EXIT.model,
    recoverable: false,
    en: "a model file is missing; run `soepel models verify`, then fetch the clone again or `soepel models pull`",
    nl: "Een modelbestand ontbreekt. Haal het opnieuw op of installeer Soepel opnieuw; uw gegevens blijven staan.",
  },
  "model-damaged": {
    exit: EXIT.model,
    recoverable: false,
    en: "a model file is damaged; run `soepel models verify`, then fetch it again",
    nl: "Een modelbestand is beschadigd. Haal het opnieuw op of installeer Soepel opnieuw; uw gegevens blijven staan.",
  },
  "model-unknown": {
    exit: EXIT.usage,
    recoverable: false,
    en: "no model of that name; `soepel models list` names them",
    nl: "Dit model is niet bekend.",
  },
  "model-unverified": {
    exit: EXIT.model,
    recoverable: false,
    en: "no checksum is known for a model file, so it was not installed; use a folder that `soepel models pull` made",
    nl: "Van een modelbestand is geen controlegetal bekend. Het is niet geïnstalleerd. Gebruik een map die Soepel heeft gemaakt.",
  },
  "model-source-unreached": {
    exit: EXIT.unreached,
    recoverable: true,
    en: "the model source was not reached or the line was cut; what came in is kept, pull again to go on. Check the network and the proxy (HTTPS_PROXY), set SOEPEL_MODEL_MIRROR, or use `soepel models import`",
    nl: "De bron van het model is niet bereikt of de verbinding brak af. Wat binnen is, is bewaard. Controleer het netwerk en probeer het opnieuw.",
  },
  "model-source-refused": {
    exit: EXIT.unreached,
    recoverable: false,
    en: "the model source does not give this file; nothing was installed. Check SOEPEL_MODEL_MIRROR, update Soepel, or use `soepel models import`",
    nl: "De bron geeft dit modelbestand niet. Er is niets geïnstalleerd. Werk Soepel bij of vraag uw systeembeheerder.",
  },
  "model-source-wrong": {
    exit: EXIT.model,
    recoverable: false,
    en: "what the model source sent is not the file of the manifest; nothing was installed. A proxy, a login page or a stale mirror may stand in between",
    nl: "De bron stuurde een ander bestand dan verwacht. Er is niets geïnstalleerd. Misschien zit er een proxy of inlogpagina tussen.",
  },
  "native-crashed": {
    exit: EXIT.bug,
    recoverable: true,
    en: "the process that runs the model ended unexpectedly; nothing is lost, try again",
    nl: "Het onderdeel dat het model draait is onverwacht gestopt. Er is niets verloren. Probeer het opnieuw.",
  },
  "his-refused": {
    exit: EXIT.refused,
    recoverable: true,
    en: "the HIS refused the note; nothing was stored there",
    nl: "Het HIS heeft het verslag geweigerd. Het verslag is bewaard.",
  },
  "his-unreached": {
    exit: EXIT.unreached,
    recoverable: true,
    en: "the HIS was not reached; nothing is lost, send again when it is there",
    nl: "Het HIS is niet bereikbaar. Het verslag is bewaard en kan opnieuw worden verstuurd.",
  },
  "his-missed": {
    exit: EXIT.refused,
    recoverable: false,
    en: "the HIS does not have what was to be rewritten; look there what of the note still stands",
    nl: "Het HIS vond niet terug wat Soepel eerder van dit verslag stuurde. Kijk in het HIS wat daar nog van staat, en trek dat daar zelf in.",
  },
  "his-moved": {
    exit: EXIT.refused,
    recoverable: true,
    en: "the note is in a HIS at another address than is set now; nothing was sent",
    nl: "Dit verslag staat in een HIS op een ander adres dan nu is ingesteld. Er is niets verstuurd. Zet het adres terug bij Instellingen en verstuur opnieuw, of pas het verslag in dat HIS zelf aan.",
  },
  "sent-unknown": {
    exit: EXIT.refused,
    recoverable: false,
    en: "what was sent of this note was not kept (an older Soepel sent it), so it can neither be amended nor withdrawn; do that in the HIS",
    nl: "Een oudere Soepel heeft dit verslag verstuurd en niet bewaard wat er precies verstuurd is. Soepel kan het daarom in het HIS niet intrekken of wijzigen: het verslag staat daar nog. Doe het in het HIS zelf.",
  },
  "disk-full": {
    exit: EXIT.disk,
    recoverable: true,
    en: "the disk is full; make room and try again",
    nl: "De schijf is vol. Wat al bewaard was, blijft bewaard. Maak ruimte vrij en probeer het opnieuw.",
  },
  "no-rights": {
    exit: EXIT.disk,
    recoverable: true,
    en: "no right to write there; choose another folder or mend its rights",
    nl: "Soepel mag niet schrijven in de map met gegevens. Wat daar staat, is ongewijzigd. Vraag uw systeembeheerder om schrijfrechten.",
  },
  "store-in-use": {
    exit: EXIT.disk,
    recoverable: true,
    en: "another Soepel owns this data folder; close it and try again",
    nl: "Soepel is al open met deze gegevens. Sluit het andere venster en probeer het opnieuw.",
  },
  "store-newer": {
    exit: EXIT.disk,
    recoverable: false,
    en: "the database was made by a newer Soepel; nothing was changed. Install the newest Soepel",
    nl: "De gegevens zijn van een nieuwere Soepel. Er is niets gewijzigd. Installeer de nieuwste versie.",
  },
  "store-unreadable": {
    exit: EXIT.disk,
    recoverable: false,
    en: "the database does not open with this key: the key is another's or the file is damaged; nothing was changed. Put back the key or a backup",
    nl: "De gegevens gaan niet open: de sleutel past niet of het bestand is beschadigd. Er is niets gewijzigd. Zet de sleutel of een reservekopie terug, of open de gegevens met de herstelcode.",
  },
  "store-damaged": {
    exit: EXIT.disk,
    recoverable: false,
    en: "the database is damaged; stop using it and put back a backup",
    nl: "De gegevens zijn beschadigd. Er is niets meer gewijzigd. Werk niet verder en zet een reservekopie terug.",
  },
  "store-missing": {
    exit: EXIT.disk,
    recoverable: true,
    en: "the database is gone from a folder that had one; nothing was changed. Put soepel.db or a backup back, or choose another data folder",
    nl: "Het bestand met de gegevens (soepel.db) ontbreekt, maar er is eerder met deze map gewerkt. Soepel begint niet opnieuw met lege gegevens; er is niets gewijzigd. Zet soepel.db of een reservekopie terug.",
  },
  "key-missing": {
    exit: EXIT.disk,
    recoverable: false,
    en: "there is a database but not its key; nothing was changed. Put the key back",
    nl: "De sleutel van de gegevens ontbreekt. Er is niets gewijzigd. Zet de sleutel terug, of open de gegevens met de herstelcode.",
  },
  "key-invalid": {
    exit: EXIT.disk,
    recoverable: true,
    en: "the key cannot be used: the system's key store does not give it, or its file is not 32 bytes, yours, and closed to others (mode 0600)",
    nl: "De sleutel van de gegevens is niet te gebruiken: de sleutelbewaarplaats van deze computer geeft hem niet, of het sleutelbestand is beschadigd of voor anderen leesbaar. Er is niets gewijzigd.",
  },
  "key-locked": {
    exit: EXIT.disk,
    recoverable: true,
    en: "the data is under a passphrase; open Soepel's window and give it",
    nl: "De gegevens zijn op slot. Vul de wachtwoordzin in.",
  },
  "key-wrong": {
    exit: EXIT.disk,
    recoverable: true,
    en: "this passphrase does not open the data; nothing was changed",
    nl: "Deze wachtwoordzin past niet. Let op hoofdletters. Er is niets gewijzigd.",
  },
  "recovery-wrong": {
    exit: EXIT.disk,
    recoverable: true,
    en: "this recovery code was not copied right, or is of other data; nothing was changed",
    nl: "Deze herstelcode klopt niet, of hoort bij andere gegevens. Controleer elke groep van vier. Er is niets gewijzigd.",
  },
  "consult-unknown": {
    exit: EXIT.usage,
    recoverable: false,
    en: "no consult of that id",
    nl: "Dit consult is er niet meer.",
  },
  "not-now": {
    exit: EXIT.usage,
    recoverable: false,
    en: "the consult is in a state that does not allow this",
    nl: "Dat kan nu niet: het consult is al verder. Ververs het scherm.",
  },
  busy: {
    exit: EXIT.usage,
    recoverable: true,
    en: "sound is being recorded or worked out; try again after that",
    nl: "Dat kan nu niet: er wordt opgenomen of uitgewerkt. Probeer het daarna opnieuw.",
  },
  "note-stale": {
    exit: EXIT.usage,
    recoverable: true,
    en: "the note has changed since it was read; read it again",
    nl: "Het verslag is intussen gewijzigd. Lees het opnieuw; er is niets verloren.",
  },
  "recording-missing": {
    exit: EXIT.input,
    recoverable: false,
    en: "there is no sound (any more): it was destroyed or never recorded",
    nl: "Er is geen geluid (meer) van dit consult.",
  },
  "recording-damaged": {
    exit: EXIT.input,
    recoverable: false,
    en: "a piece of the recording is damaged; the rest can be read",
    nl: "Een stuk van de opname is beschadigd. De rest is bewaard.",
  },
  "not-signed-in": {
    exit: EXIT.usage,
    recoverable: true,
    en: "no clinician is signed in; sign in first",
    nl: "U bent niet aangemeld. Kies eerst wie u bent; er is niets verloren.",
  },
  "engine-lost": {
    exit: EXIT.unreached,
    recoverable: true,
    en: "the window has lost the engine; it is asked again by itself",
    nl: "Soepel reageert niet. Wat is opgenomen, is bewaard. De verbinding wordt vanzelf hersteld.",
  },
  "mic-missing": {
    exit: EXIT.input,
    recoverable: true,
    en: "no microphone was found; plug one in",
    nl: "Er is geen microfoon gevonden. Sluit een microfoon aan en probeer het opnieuw.",
  },
  "mic-denied": {
    exit: EXIT.input,
    recoverable: true,
    en: "the microphone may not be used; allow it in the system's or the browser's settings",
    nl: "Soepel mag de microfoon niet gebruiken. Geef toestemming in de instellingen van de computer of de browser.",
  },
  "mic-busy": {
    exit: EXIT.input,
    recoverable: true,
    en: "the microphone does not start: another program may hold it",
    nl: "De microfoon start niet. Mogelijk gebruikt een ander programma hem. Sluit dat en probeer het opnieuw.",
  },
  "mic-muted": {
    exit: EXIT.input,
    recoverable: true,
    en: "the microphone is muted by its own switch or by the system",
    nl: "De microfoon staat op stil. Zet hem weer aan; de opname loopt door.",
  },
  "mic-lost": {
    exit: EXIT.input,
    recoverable: true,
    en: "the microphone went away while recording; what was recorded is kept",
    nl: "De microfoon is weggevallen. Wat was opgenomen, is bewaard. Sluit hem weer aan en ga verder.",
  },
  "mic-released": {
    exit: EXIT.input,
    recoverable: true,
    en: "the window let go of the microphone because the engine was away; what was recorded is kept",
    nl: "De microfoon is uitgezet, want Soepel reageert niet. Wat was opgenomen, is bewaard. Loopt het consult nog, ga dan verder met opnemen zodra Soepel terug is.",
  },
  aborted: {
    exit: EXIT.usage,
    recoverable: true,
    en: "stopped on request; nothing was written",
    nl: "Gestopt. Er is niets geschreven.",
  },
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof ERRORS;

/** An expected failure. `detail` says where or which, in English, and never holds patient data. */
export class SoepelError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? ERRORS[code].en : `${ERRORS[code].en} (${detail})`, options);
    this.name = "SoepelError";
    this.code = code;
    this.detail = detail;
  }
}
