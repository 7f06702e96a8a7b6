/** Reads a birth date as it is typed here ("14-3-1972", "14031972", "14/03/72", "1972-03-14") as YYYY-MM-DD; undefined where it is none before `today`. */
export function readBirthDate(text: string, today: string): string | undefined {
  const typed = text.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  const dutch = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(typed) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
  const parts = iso !== null ? [iso[3], iso[2], iso[1]] : dutch?.slice(1);
  if (parts === undefined) return undefined;
  const [day, month, year] = parts.map(Number) as [number, number, number];
  const full = parts[2]!.length === 2 ? century(year, Number(today.slice(0, 4))) : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || full < 1890) return undefined;
  const read = date.toISOString().slice(0, 10);
  return read <= today ? read : undefined;
}

/** Whole years between two dates (YYYY-MM-DD); under two years in months. */
export function ageOf(birthDate: string, today: string): { years: number; months: number } {
  const [y, m, d] = birthDate.split("-").map(Number) as [number, number, number];
  const [ty, tm, td] = today.split("-").map(Number) as [number, number, number];
  const months = (ty - y) * 12 + tm - m - (td < d ? 1 : 0);
  return { years: Math.floor(months / 12), months };
}

/** Two digits: the latest such year that is not in the future. */
function century(year: number, now: number): number {
  const base = Math.floor(now / 100) * 100 + year;
  return base > now ? base - 100 : base;
}
