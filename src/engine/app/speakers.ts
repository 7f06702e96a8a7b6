import { attributeUtterances, type SpeakerClues } from "../../core/transcript/attribute.ts";
import type { SpeechSegment } from "../../core/transcript/ports.ts";
import { SpeakerSorter } from "../../core/transcript/speaker-sorter.ts";
import type { Utterance } from "../../core/transcript/transcript.ts";
import type { SpeechProcess } from "../speech/speech-process.ts";
import { cutTurns } from "../speech/turn-cutter.ts";
import { getConsult } from "../store/consult-rows.ts";
import type { Store } from "../store/store.ts";
import { listNamedSpans } from "../store/transcripts.ts";
import { readVoicePrint } from "../store/voice-prints.ts";

/**
 * Who speaks in one consult, while it is heard: cuts where the voice changes, names speakers, and names them anew when more was heard or
 * the clinician said who it was. What voices are like is kept in memory only, and only of a recording that is being heard.
 */
export class Speakers {
  readonly #store: Store;
  readonly #consultId: string;
  readonly #clues: SpeakerClues;
  readonly #sorter = new SpeakerSorter();
  readonly #said = new Map<string, Utterance>();

  constructor(store: Store, consultId: string) {
    this.#store = store;
    this.#consultId = consultId;
    const { setting, clinicianId } = getConsult(store, consultId);
    const enrolled = readVoicePrint(store, clinicianId)?.print;
    this.#clues = { setting, ...(enrolled === undefined ? {} : { enrolled }) };
  }

  /** The turns in a segment. A voice that cannot be heard is no reason to lose a word: then the segment stays whole. */
  async cut(segment: SpeechSegment, speech: SpeechProcess, signal: AbortSignal): Promise<readonly SpeechSegment[]> {
    try {
      return await cutTurns(segment, this.#sorter, (samples) => speech.ask({ type: "print", samples }, { signal }));
    } catch {
      signal.throwIfAborted();
      return [segment];
    }
  }

  /** An utterance with its speaker, as far as that is known now. */
  place(utterance: Utterance): Utterance {
    this.#said.set(utterance.id, utterance);
    const placed = this.#attribute().find(({ id }) => id === utterance.id) ?? utterance;
    this.#said.set(utterance.id, placed);
    return placed;
  }

  /** Nobody said it after all. */
  forget(id: string): void {
    this.#said.delete(id);
  }

  /** The utterances whose speaker or voice is another by what was heard since. `isLast`: all was heard. */
  review(isLast = false): Utterance[] {
    if (isLast) this.#sorter.seek();
    const changed = this.#attribute().filter((now) => {
      const before = this.#said.get(now.id)!;
      return now.speaker !== before.speaker || now.voice !== before.voice;
    });
    for (const utterance of changed) this.#said.set(utterance.id, utterance);
    return changed;
  }

  #attribute(): Utterance[] {
    const byHand = listNamedSpans(this.#store, this.#consultId);
    return attributeUtterances([...this.#said.values()], this.#sorter, { ...this.#clues, byHand });
  }
}
