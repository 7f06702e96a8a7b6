import type { Result } from "../../src/contract/calls.ts";
import type { ErrorCode } from "../../src/contract/errors.ts";
import type { EngineLink } from "../../src/contract/events.ts";
import type { ConsultSummary } from "../../src/contract/views.ts";
import { changeLive } from "../state/app-state.ts";
import type { Store } from "../state/store.ts";
import type { CallerState } from "./caller.ts";
import { type Capture, loudness, startCapture } from "./capture.ts";

/** Frames kept while the engine opens the file: 10 s. The first words are in it. */
const MOST_HELD = 100;
/** So long (ms) a lost engine is waited for with the microphone open: it calls a window that sends nothing gone a little later. */
const LINK_PATIENCE_MS = 3000;

/** The one microphone of the window, and the consult that it records. It goes on whatever screen is shown, locked or not. */
export class RecordingControl {
  readonly #link: EngineLink;
  readonly #store: Store;
  readonly #levels = new Set<(levelDb: number) => void>();
  #capture: Capture | undefined;
  #consultId: string | undefined;
  /** The engine takes its sound. */
  #isRecording = false;
  /** What is heard while the engine is away. */
  #away: { readonly frames: Float32Array[]; readonly timer: ReturnType<typeof setTimeout> } | undefined;

  constructor(link: EngineLink, store: Store) {
    this.#link = link;
    this.#store = store;
  }

  /** The consult whose sound this window sends. */
  get consultId(): string | undefined {
    return this.#consultId;
  }

  /** Follows the loudness of what comes in, ten times a second. */
  onLevel(listener: (levelDb: number) => void): () => void {
    this.#levels.add(listener);
    return () => this.#levels.delete(listener);
  }

  start(consultId: string): Promise<Result<null>> {
    return this.#open("recording:start", consultId);
  }

  resume(consultId: string): Promise<Result<null>> {
    return this.#open("recording:resume", consultId);
  }

  /** Also of a consult that another window records: the engine pauses it, and that window closes its microphone. */
  pause(consultId: string): Promise<Result<null>> {
    if (this.#consultId === consultId) this.#close();
    return this.#link.call("recording:pause", { consultId });
  }

  stop(consultId: string): Promise<Result<null>> {
    if (this.#consultId === consultId) this.#close();
    return this.#link.call("recording:stop", { consultId });
  }

  /** Consent withdrawn: the microphone first, then everything that it made. */
  withdraw(consultId: string): Promise<Result<null>> {
    if (this.#consultId === consultId) this.#close();
    return this.#link.call("consult:withdraw", { consultId });
  }

  /**
   * The consult of this microphone stands so now. Whoever ended, paused or withdrew it, in whatever window: a microphone that records
   * nothing does not stay open (HAZARDS.md, 23).
   */
  follow({ id, state }: Pick<ConsultSummary, "id" | "state">): void {
    if (this.#isRecording && id === this.#consultId && state.kind !== "recording") this.#close();
  }

  /** The engine takes no more of it: the disk is full, or no sound came. */
  release(consultId: string): void {
    if (this.#isRecording && consultId === this.#consultId) this.#close();
  }

  /** The engine is away. Nothing is kept of what a microphone hears then for long: it is let go of, and that is said. */
  loseLink(): void {
    const consultId = this.#consultId;
    if (consultId === undefined || this.#away !== undefined) return;
    const timer = setTimeout(() => {
      this.#close();
      this.#fail(consultId, "mic-released");
    }, LINK_PATIENCE_MS);
    this.#away = { frames: [], timer };
  }

  /** The engine is back, and how it stands was told: one that it still records gets what it missed. */
  findLink(): void {
    const away = this.#away;
    clearTimeout(away?.timer);
    this.#away = undefined;
    const consultId = this.#consultId;
    if (consultId !== undefined) for (const frame of away?.frames ?? []) this.#send(consultId, frame);
  }

  /** What the engine records now, told to a locked window too: the rest of a consult is not told there. */
  followStatus(recordingId: string | null): void {
    if (this.#isRecording && recordingId !== this.#consultId) this.#close();
  }

  async #open(call: "recording:start" | "recording:resume", consultId: string): Promise<Result<null>> {
    this.#close();
    const held: Float32Array[] = [];
    const { settings, status, consults } = this.#store.read();
    const deviceId = settings?.microphone;
    const isPhone = consults?.find(({ id }) => id === consultId)?.setting === "telefonisch";
    // A browser would show a list of screens to choose from; only Electron gives the computer's sound by itself.
    const withCaller = isPhone && status?.transport === "electron";
    const callbacks = {
      onFrame: (frame: Float32Array) => {
        if (this.#isRecording) this.#send(consultId, frame);
        else if (held.length < MOST_HELD) held.push(frame);
      },
      onLost: () => this.#lose(consultId),
      onMute: (isMuted: boolean) => isMuted && this.#fail(consultId, "mic-muted"),
      onCaller: (caller: CallerState) => this.#tellCaller(consultId, caller),
    };
    let started = await startCapture(deviceId, callbacks, withCaller);
    // The chosen microphone is not there today: the system's own will do, and its name is shown.
    if (!started.ok && started.code === "mic-missing" && deviceId !== undefined)
      started = await startCapture(undefined, callbacks, withCaller);
    if (!started.ok) return started;
    if (isPhone && !withCaller) this.#tellCaller(consultId, "none");
    const { capture } = started;
    this.#capture = capture;
    this.#consultId = consultId;
    const result = await this.#link.call(call, { consultId, rate: capture.rate, device: capture.device });
    if (this.#capture !== capture) return result;
    if (!result.ok) {
      this.#close();
      return result;
    }
    this.#isRecording = true;
    for (const frame of held) this.#send(consultId, frame);
    return result;
  }

  #send(consultId: string, frame: Float32Array): void {
    if (this.#away !== undefined) this.#away.frames.push(frame);
    else this.#link.sendSound(consultId, frame);
    const levelDb = loudness(frame);
    for (const listener of this.#levels) listener(levelDb);
  }

  #lose(consultId: string): void {
    if (this.#consultId !== consultId) return;
    this.#close();
    this.#fail(consultId, "mic-lost");
    void this.#link.call("recording:interrupt", { consultId, cause: "device" });
  }

  #tellCaller(consultId: string, caller: CallerState): void {
    this.#store.change((state) => changeLive(state, consultId, (live) => ({ ...live, caller })));
  }

  #fail(consultId: string, failed: ErrorCode): void {
    this.#store.change((state) => changeLive(state, consultId, (live) => ({ ...live, failed })));
  }

  #close(): string | undefined {
    const consultId = this.#consultId;
    clearTimeout(this.#away?.timer);
    this.#away = undefined;
    this.#capture?.stop();
    this.#capture = undefined;
    this.#consultId = undefined;
    this.#isRecording = false;
    for (const listener of this.#levels) listener(-100);
    return consultId;
  }
}
