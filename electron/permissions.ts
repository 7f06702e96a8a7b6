/** What the page asks for, as Electron's permission handlers put it. */
export interface Asked {
  readonly permission: string;
  /** The origin of the page that asks. */
  readonly origin: string;
  /** For "media": which of "audio" and "video". */
  readonly media?: readonly string[];
}

/** Every permission that Chromium may ask for and what it gets. What is not named is denied. */
export const PERMISSIONS: Readonly<Record<string, "allow" | "audio-only" | "deny">> = {
  // The microphone is what Soepel is for; a camera it never needs.
  media: "audio-only",
  // A line of the note is copied with a key.
  "clipboard-sanitized-write": "allow",
  // What others copied (passwords, other patients) is not ours to read.
  "clipboard-read": "deny",
  "deprecated-sync-clipboard-read": "deny",
  // The caller's voice, by Electron's loopback: what is given for it is never a picture of the screen (loopback.ts), and off Windows nothing.
  "display-capture": "allow",
  // Nothing that leaves the window: a notification would show a patient on a locked screen.
  notifications: "deny",
  openExternal: "deny",
  geolocation: "deny",
  // No device but the microphone.
  midi: "deny",
  midiSysex: "deny",
  hid: "deny",
  serial: "deny",
  usb: "deny",
  "speaker-selection": "deny",
  // Nothing that hides where one is.
  fullscreen: "deny",
  pointerLock: "deny",
  keyboardLock: "deny",
  "window-management": "deny",
  // Soepel keeps the machine awake itself, while it records (power.ts).
  "idle-detection": "deny",
  // No file of the user's by way of the page.
  fileSystem: "deny",
  "storage-access": "deny",
  "top-level-storage-access": "deny",
  mediaKeySystem: "deny",
};

/** Whether the page gets what it asks for: only our own page, and only what the table allows. */
export function isAllowed({ permission, origin, media = [] }: Asked, ourOrigin: string): boolean {
  if (origin.replace(/\/$/, "") !== ourOrigin) return false;
  const rule = Object.hasOwn(PERMISSIONS, permission) ? PERMISSIONS[permission] : "deny";
  if (rule === "audio-only") return media.length > 0 && media.every((kind) => kind === "audio");
  return rule === "allow";
}
