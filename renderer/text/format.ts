import { ERRORS, type ErrorCode } from "../../src/contract/errors.ts";
import type { Patient } from "../../src/contract/views.ts";
import { ageOf } from "../../src/core/patient/birth-date.ts";
import { GENDER_NL, NL } from "./nl.ts";

/** Today as YYYY-MM-DD, in the place where the practice is. */
export function today(now = new Date()): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** "14-03-1972". */
export function formatDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split("-");
  return `${day}-${month}-${year}`;
}

/** "09:05", in local time. */
export function formatTime(iso: string): string {
  return new Date(iso).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
}

/** "vandaag", or the date. */
export function formatDay(iso: string, now = new Date()): string {
  const date = today(new Date(iso));
  return date === today(now) ? "vandaag" : formatDate(date);
}

/** "3:07" or "1:02:09". */
export function formatDuration(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(s / 60) % 60;
  const hours = Math.floor(s / 3600);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}

/** "54 jaar", "4 maanden". */
export function formatAge(birthDate: string): string {
  const { years, months } = ageOf(birthDate, today());
  if (years >= 2) return `${years} jaar`;
  return months === 1 ? "1 maand" : `${months} maanden`;
}

/** Family name first, as a HIS lists people; one whose name nobody knows is told by her birth date. */
export function formatName({ given, family }: Patient["name"]): string {
  return [family, given].filter((part) => part.trim() !== "").join(", ") || NL.nameless;
}

/** "vrouw, 54 jaar". */
export function formatTraits({ gender, birthDate }: Patient): string {
  return `${GENDER_NL[gender]}, ${formatAge(birthDate)}`;
}

/** A BSN in threes, so that it can be compared at a glance. */
export function formatBsn(bsn: string): string {
  return bsn.replace(/(\d{3})(?=\d)/g, "$1 ");
}

/** What to tell a person about a failure. */
export function sayError(code: string): string {
  return Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode].nl : NL.unknownError;
}

/** "87 %". */
export function formatShare(share: number): string {
  return `${Math.round(100 * Math.max(0, Math.min(1, share)))} %`;
}

/** A value with the field's decimal comma. */
export function formatHours(hours: number): string {
  return `${hours.toLocaleString("nl-NL", { maximumFractionDigits: 1 })} uur`;
}

/** "967 MB", "1,5 GB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1e9) return `${Math.round(bytes / 1e6)} MB`;
  return `${(bytes / 1e9).toLocaleString("nl-NL", { maximumFractionDigits: 1 })} GB`;
}
