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
    soundHours: String(settings.soundHours).replace(".", ","),
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

export type WrongField = Bounded | "name" | "agb" | "ura" | "baseUrl" | "user" | "secret";

/**
 * The fields that are wrong, or that a HIS needs and that are empty: it takes nothing from a practice without a name and an AGB code
 * (src/core/fhir/party-files.ts), and lets nobody in without what it asks for. `kept`: the HIS as it is set.
 */
export function findWrong(form: SettingsForm, kept: Settings["his"]): ReadonlySet<WrongField> {
  const { his } = form;
  const isNeeded = (text: string) => his.isUsed && text.trim() === "";
  const isKept = kept?.hasSecret === true && kept.baseUrl === his.baseUrl.trim() && kept.auth === his.auth;
  const is: Record<Exclude<WrongField, Bounded>, boolean> = {
    name: isNeeded(form.name) || form.name.trim().length > LONGEST_NAME,
    agb: isNeeded(form.agb) || !isDigits(form.agb),
    ura: !isDigits(form.ura),
    baseUrl: his.isUsed && !isUrl(his.baseUrl),
    user: his.auth === "basic" && isNeeded(his.user),
    secret: his.auth !== "none" && isNeeded(his.secret) && !isKept,
  };
  const fields = Object.keys(is) as (keyof typeof is)[];
  const bounded = Object.keys(BOUNDS) as Bounded[];
  return new Set([...bounded.filter((key) => !isInBounds(form, key)), ...fields.filter((key) => is[key])]);
}

const LONGEST_NAME = 200;
const isDigits = (text: string): boolean => /^(?:\d{8})?$/.test(text.trim());

/** Would they be saved as the same? */
export function isSameForm(a: SettingsForm, b: SettingsForm, kept: Settings["his"]): boolean {
  const content = (form: SettingsForm) => JSON.stringify(readForm(form, kept) ?? form);
  return content(a) === content(b);
}

/** What to save; undefined where something in the form is wrong. */
export function readForm(form: SettingsForm, kept: Settings["his"]): CallInput<"settings:save"> | undefined {
  if (findWrong(form, kept).size > 0) return undefined;
  const { microphone, theme, his } = form;
  const [name, agb, ura] = [form.name.trim(), form.agb.trim(), form.ura.trim()];
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
            ...(his.auth === "basic" ? { user: his.user.trim() } : {}),
            ...(his.secret === "" ? {} : { secret: his.secret }),
          },
        }
      : {}),
  };
}
