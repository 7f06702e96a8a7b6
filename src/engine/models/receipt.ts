import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export const RECEIPT_FILE = "soepel-model.json";

const Receipt = z.object({
  name: z.string(),
  /** Where the files came from: an address, or "folder". */
  from: z.string(),
  at: z.iso.datetime(),
  files: z.array(z.object({ path: z.string(), size: z.int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

/** What was fetched, and the digests it had then: kept beside the files, so that damage shows where none is pinned. */
export type Receipt = z.infer<typeof Receipt>;

export function parseReceipt(text: string): Receipt | undefined {
  try {
    return Receipt.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The receipt in a model's folder, if there is a good one. */
export async function readReceipt(folder: string): Promise<Receipt | undefined> {
  return parseReceipt(await readFile(join(folder, RECEIPT_FILE), "utf8").catch(() => ""));
}

export async function writeReceipt(folder: string, receipt: Receipt): Promise<void> {
  await writeFile(join(folder, RECEIPT_FILE), `${JSON.stringify(receipt, null, 1)}\n`);
}
