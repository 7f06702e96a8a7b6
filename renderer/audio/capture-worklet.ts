/// <reference lib="webworker" />
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Mixes what the microphone gives to mono and hands it on in frames of 100 ms. */
class Capture extends AudioWorkletProcessor {
  #frame = new Float32Array(Math.round(sampleRate / 10));
  #filled = 0;

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0] ?? [];
    const length = channels[0]?.length ?? 0;
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (const channel of channels) sum += channel[i] ?? 0;
      this.#frame[this.#filled++] = sum / channels.length;
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
