import { chooseVoice, findChanges, type VoiceChoice } from "./turns-of-voice.ts";
import { cosine, findVoices, type VoiceCentre, type VoiceWindow } from "./voices.ts";

/** Shorter windows say which of two voices it is, not what a voice is like. */
const LEAST_WINDOW_S = 1.5;
/** Voices are looked for again when this much more was heard. */
const GROWTH = 1.08;
const NAMES = ["A", "B", "C", "D", "E", "F", "G", "H"];

/** Which voice, by a name that it keeps through the recording. */
export interface NamedVoice {
  readonly name: string;
  readonly centre: VoiceCentre;
}

/** Sorts the speech of one recording by voice as it comes; what was sorted before may be sorted anew when more was heard. */
export class SpeakerSorter {
  readonly #windows: VoiceWindow[] = [];
  #voices: NamedVoice[] = [];
  #soughtAt = 0;

  /** The voices found so far, the most heard first; none or one where nobody can be told apart. */
  get voices(): readonly NamedVoice[] {
    return this.#voices;
  }

  /** How many prints were added. */
  get heard(): number {
    return this.#windows.length;
  }

  /** Where the voice changes within a segment that is not added yet, in seconds. */
  findChanges(windows: readonly VoiceWindow[]): number[] {
    return findChanges(windows, this.#centres);
  }

  /** Adds a piece of speech of one voice. */
  add(windows: readonly VoiceWindow[]): void {
    this.#windows.push(...windows);
    if (this.#windows.length >= this.#soughtAt * GROWTH) this.seek();
  }

  /** Looks for the voices again, in all that was heard. */
  seek(): void {
    this.#soughtAt = this.#windows.length;
    const whole = this.#windows.filter(({ start, end }) => end - start >= LEAST_WINDOW_S);
    this.#voices = nameAnew(findVoices(whole.map(({ print }) => print)), this.#voices);
  }

  /** Who speaks from `start` to `end`; undefined where nothing was heard there, or there are no two voices. */
  choose(start: number, end: number): (VoiceChoice & { readonly name: string }) | undefined {
    const own = this.windowsIn(start, end);
    if (own.length === 0 || this.#voices.length < 2) return undefined;
    const choice = chooseVoice(own, this.#centres);
    return { ...choice, name: this.#voices[choice.voice]!.name };
  }

  /** How it sounds from `start` to `end`: the windows whose middle lies there, or the one over it. */
  windowsIn(start: number, end: number): VoiceWindow[] {
    const within = this.#windows.filter((window) => {
      const middle = (window.start + window.end) / 2;
      return middle >= start && middle <= end;
    });
    return within.length > 0 ? within : this.#windows.filter((window) => window.start < end && window.end > start);
  }

  get #centres(): VoiceCentre[] {
    return this.#voices.map(({ centre }) => centre);
  }
}

/** Voices found anew keep the names of those that they lie nearest to. */
function nameAnew(centres: readonly VoiceCentre[], before: readonly NamedVoice[]): NamedVoice[] {
  const names: (string | undefined)[] = centres.map(() => undefined);
  const pairs = centres
    .flatMap((centre, i) => before.map((voice) => ({ i, name: voice.name, alike: cosine(centre, voice.centre) })))
    .sort((a, b) => b.alike - a.alike);
  for (const { i, name } of pairs) if (names[i] === undefined && !names.includes(name)) names[i] = name;
  for (const i of names.keys()) names[i] ??= NAMES.find((name) => !names.includes(name))!;
  return centres.map((centre, i) => ({ name: names[i]!, centre }));
}
