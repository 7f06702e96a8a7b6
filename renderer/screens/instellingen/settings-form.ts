import type { CallInput } from "../../../src/contract/calls.ts";
import type { Settings } from "../../../src/contract/views.ts";

export interface HisForm {
  readonly isUsed: boolean;
  readonly baseUrl: string;
  readonly auth: "none" | "basic" | "bearer";
  readonly user: string;
  readonly secret: string;
}

/** The settings as they are typed. */
export interface SettingsForm {
  readonly name: string;
  readonly agb: string;
  readonly ura: string;
  readonly soundHours: string;
  readonly transcriptDays: string;
  readonly lockMinutes: string;
  readonly microphone: string;
  readonly theme: Settings["theme"];
  readonly his: HisForm;
}

export const BOUNDS = { soundHours: [0, 720], transcriptDays: [0, 3650], lockMinutes: [1, 240] } as const;
export type Bounded = keyof typeof BOUNDS;

export function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]+/.test(text.trim());
}

/** What is set, to be typed over. A secret is written, never read back. */
export function toForm(settings: Settings): SettingsForm {
  const { organisation, his } = settings;
  return {
    name: organisation.name,
    agb: organisation.agb,
    ura: organisation.ura ?? "",
    soundHours: String(settings.soundHours),
    transcriptDays: String(settings.transcriptDays),
    lockMinutes: String(settings.lockMinutes),
    microphone: settings.microphone ?? "",
    theme: settings.theme,
    his: {
      isUsed: his !== undefined,
      baseUrl: his?.baseUrl ?? "",
      auth: his?.auth ?? "none",
      user: his?.user ?? "",
      secret: "",
    },
  };
}

const toNumber = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.replace(",", ".")));

export function isInBounds(form: SettingsForm, key: Bounded): boolean {
  const [from, to] = BOUNDS[key];
  const value = toNumber(form[key]);
  return value >= from && value <= to;
}

/** What to save; undefined where something in the form is wrong. */
export function readForm(form: SettingsForm): CallInput<"settings:save"> | undefined {
  const { name, agb, ura, microphone, theme, his } = form;
  if (!(Object.keys(BOUNDS) as Bounded[]).every((key) => isInBounds(form, key))) return undefined;
  if (his.isUsed && !isUrl(his.baseUrl)) return undefined;
  return {
    organisation: { name, agb, ...(ura === "" ? {} : { ura }) },
    soundHours: toNumber(form.soundHours),
    transcriptDays: toNumber(form.transcriptDays),
    lockMinutes: toNumber(form.lockMinutes),
    theme,
    ...(microphone === "" ? {} : { microphone }),
    ...(his.isUsed
      ? {
          his: {
            baseUrl: his.baseUrl.trim(),
            auth: his.auth,
            ...(his.auth === "basic" ? { user: his.user } : {}),
            ...(his.secret === "" ? {} : { secret: his.secret }),
          },
        }
      : {}),
  };
}
