/// <reference lib="webworker" />
import { mixSample } from "./mix.ts";

declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Mixes what the microphone gives, and the caller where there is one, to mono, and hands it on in frames of 100 ms. */
class Capture extends AudioWorkletProcessor {
  #frame = new Float32Array(Math.round(sampleRate / 10));
  #filled = 0;

  process(inputs: Float32Array[][]): boolean {
    // The microphone is the clock: without it there is no frame, and it is missed.
    const length = inputs[0]?.[0]?.length ?? 0;
    for (let i = 0; i < length; i++) {
      this.#frame[this.#filled++] = mixSample(inputs, i);
      if (this.#filled === this.#frame.length) this.#send();
    }
    return true;
  }

  #send(): void {
    const full = this.#frame;
    this.#frame = new Float32Array(full.length);
    this.#filled = 0;
    this.port.postMessage(full, [full.buffer]);
  }
}

registerProcessor("capture", Capture);
