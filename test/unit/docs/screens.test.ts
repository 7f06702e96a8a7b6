import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const FOLDER = join(ROOT, "docs/screens");

test("README shows every picture that is kept, none that is not, and they are light to load", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const shown = [...readme.matchAll(/\(docs\/screens\/([^)]+)\)/g)].map(([, name]) => name!);
  const kept = readdirSync(FOLDER);
  expect(shown.toSorted()).toEqual(kept.toSorted());
  const sizes = kept.map((name) => statSync(join(FOLDER, name)).size);
  expect(Math.max(...sizes)).toBeLessThan(150_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
});
