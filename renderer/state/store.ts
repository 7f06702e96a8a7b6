import { type AppState, START } from "./app-state.ts";

/** One value that the whole window shows. */
export class Store {
  #state: AppState = START;
  readonly #listeners = new Set<() => void>();

  readonly read = (): AppState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(change: (state: AppState) => AppState): void {
    const next = change(this.#state);
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of this.#listeners) listener();
  }
}
