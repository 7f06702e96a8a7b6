import type { IcpcHit, LogEntry, Settings, SpeechTier, Status } from "../../src/contract/views.ts";

export const STATUS: Status = {
  version: "0.1.0",
  models: "ready",
  modelNames: ["whisper-base", "writer", "icpc-ranker"],
  recordingId: null,
  dataFolder: "/home/praktijk/.local/share/soepel",
  key: { where: "file", path: "/home/praktijk/.local/share/soepel/soepel.key" },
  freeSpaceHours: 412.5,
  transport: "browser",
};

export const SETTINGS: Settings = {
  organisation: { name: "Huisartsenpraktijk De Demo", agb: "01000001" },
  his: { baseUrl: "https://his.voorbeeld.nl/fhir", auth: "bearer", hasSecret: true },
  soundHours: 24,
  transcriptDays: 30,
  lockMinutes: 10,
  theme: "system",
};

const tier = (name: string, bytes: number, speed: number, more: Partial<SpeechTier> = {}): SpeechTier => ({
  name,
  bytes,
  where: "absent",
  hears: false,
  role: null,
  device: null,
  isRecommended: false,
  estimate: { fits: speed >= 2, speed, memory: 2 * bytes + 5e8, lacks: speed >= 2 ? [] : ["speed"] },
  download: null,
  ...more,
});
/** Before anything was fetched, on a machine that was measured. The sizes are the manifest's, the speeds made up. */
export const TIERS: readonly SpeechTier[] = [
  tier("whisper-base", 84_554_770, 31, {
    where: "shipped",
    hears: true,
    role: "live",
    device: { used: "cpu" },
  }),
  tier("whisper-small", 251_523_173, 9.4, { isRecommended: true }),
  tier("whisper-medium", 989_652_122, 1.6),
  tier("whisper-large-v3-turbo", 1_087_366_905, 1.9),
];

/** After that: one was fetched and hears. */
export const TIERS_CHOSEN: readonly SpeechTier[] = TIERS.map((each) =>
  each.name === "whisper-small"
    ? { ...each, where: "downloaded", hears: true, role: "live", device: { used: "cpu" } }
    : { ...each, hears: false, role: null, device: null },
);

/** Or: the one that was fetched is too slow to hear live, and the graphics card failed. */
export const TIERS_AFTER: readonly SpeechTier[] = TIERS.map((each) => {
  if (each.name !== "whisper-small") return { ...each, hears: false };
  return { ...each, where: "downloaded", hears: true, role: "after", device: { used: "cpu", remark: "crashed" } };
});

export const HITS: readonly IcpcHit[] = [
  { code: "L03", title: "Lage rugpijn zonder uitstraling", matched: "lage rugpijn", score: 0.93 },
  { code: "L02", title: "Rugklachten (bovenrug of niet nader bepaald)", matched: "pijn in de rug", score: 0.71 },
  { code: "L86", title: "Lage rugpijn met uitstraling", matched: "hernia", score: 0.52 },
  { code: "L84", title: "Artrose/spondylose van de wervelkolom", matched: "rugklachten", score: 0.33 },
  { code: "R05", title: "Hoesten", matched: "kuchen", score: 0.3 },
  { code: "A03", title: "Koorts", matched: "koortsig", score: 0.3 },
];

const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const LOG_OBJECTS: Readonly<Record<string, string>> = {
  "note-approved": "version 2",
  "sound-played": "at 59 s",
  "consult-changed": "transcribing",
  "sound-cut": "60 s",
};

export const LOG: readonly LogEntry[] = [
  ["note-sent", "Soepel", "ok"],
  ["note-approved", "J. de Vries", "ok"],
  ["sound-played", "J. de Vries", "ok"],
  ["consult-changed", "J. de Vries", "ok"],
  ["sound-cut", "J. de Vries", "ok"],
  ["consult-created", "J. de Vries", "ok"],
  ["note-refused", "Soepel", "failed"],
  ["clinician-saved", "J. de Vries", "ok"],
].map(([action, who, outcome], i) => ({
  seq: 80 - i,
  at: at(3 + i * 4),
  who: who!,
  action: action!,
  consultId: action === "clinician-saved" ? null : "3f0c9d1e-7a",
  patient: action === "clinician-saved" ? null : { given: "Anna", family: "Voorbeeld" },
  object: LOG_OBJECTS[action!] ?? null,
  outcome: outcome!,
}));

/** So many seconds of silence as a 16-bit mono WAV in base64, at 8 kHz. */
export function silentWav(seconds: number): string {
  const bytes = Math.round(seconds * 8000) * 2;
  const view = new DataView(new ArrayBuffer(44 + bytes));
  const words = (at: number, text: string) => {
    for (const [i, character] of [...text].entries()) view.setUint8(at + i, character.charCodeAt(0));
  };
  words(0, "RIFF");
  view.setUint32(4, 36 + bytes, true);
  words(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8000, true);
  view.setUint32(28, 16_000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  words(36, "data");
  view.setUint32(40, bytes, true);
  let text = "";
  for (const byte of new Uint8Array(view.buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}
