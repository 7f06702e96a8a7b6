/** What the plot shows of one side. */
export interface Bar {
  readonly name: string;
  /** From 0; null where it was not measured. */
  readonly values: readonly (number | null)[];
}

const WIDTH = 760;
const LABELS = 190;
const ROW = 22;
const GAP = 34;

/** Horizontal bars as an SVG, a panel for each measure; less is better in all of them. */
export function drawBars(title: string, panels: readonly string[], bars: readonly Bar[]): string {
  const height = GAP + panels.length * (bars.length * ROW + GAP);
  const parts = panels.map((panel, index) => {
    const top = GAP + index * (bars.length * ROW + GAP);
    const most = Math.max(...bars.map(({ values }) => values[index] ?? 0), Number.MIN_VALUE);
    const rows = bars.map(({ name, values }, row) => {
      const value = values[index] ?? null;
      const y = top + 12 + row * ROW;
      const width = value === null ? 0 : ((WIDTH - LABELS - 90) * value) / most;
      const fill = name.startsWith("soepel") ? "#14655b" : "#b9b4a7";
      const said = value === null ? "not measured" : format(value);
      return (
        `<text x="${LABELS - 8}" y="${y + 13}" text-anchor="end">${escapeText(name)}</text>` +
        `<rect x="${LABELS}" y="${y + 2}" width="${width.toFixed(1)}" height="${ROW - 6}" fill="${fill}"/>` +
        `<text x="${(LABELS + width + 6).toFixed(1)}" y="${y + 13}">${said}</text>`
      );
    });
    return `<text x="0" y="${top + 4}" font-weight="bold">${escapeText(panel)}</text>${rows.join("")}`;
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" ` +
    `font-family="system-ui, sans-serif" font-size="12" fill="#222"><rect width="100%" height="100%" fill="#fff"/>` +
    `<text x="0" y="16" font-size="14">${escapeText(title)}</text>${parts.join("")}</svg>\n`
  );
}

const format = (value: number): string =>
  value >= 10 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3);

const escapeText = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
