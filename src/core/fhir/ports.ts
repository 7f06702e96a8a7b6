import type { TransactionBundle } from "./entries.ts";

/** What the HIS answered: how much was new, how much was there before, and where the reports are ("Composition/123"). */
export interface Receipt {
  readonly created: number;
  readonly unchanged: number;
  readonly reports: readonly string[];
}

/** Stores a bundle in a HIS, all of it or nothing. Sending the same again is harmless. An aborted signal rejects. */
export interface His {
  /** Where it is; undefined where none is set. */
  readonly address?: string | undefined;
  send(bundle: TransactionBundle, signal?: AbortSignal): Promise<Receipt>;
}
