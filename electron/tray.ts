import { Menu, type NativeImage, nativeImage, Tray } from "electron";
import { HOTKEY } from "./hotkey.ts";

export interface TrayActs {
  show(): void;
  record(): void;
  quit(): void;
}

const SIZE = 32;
/** Blue, green, red, as bitmaps have them. */
const COLOURS = { idle: [0x56, 0x5c, 0x0d], recording: [0x2b, 0x2b, 0xd6] } as const;

/** Soepel beside the clock: whether it records, also when its window is behind others. It names nobody. */
export class TrayLight {
  readonly #tray: Tray;
  readonly #acts: TrayActs;
  readonly #hasHotkey: boolean;
  #isRecording: boolean | undefined;

  constructor(acts: TrayActs, hasHotkey: boolean) {
    this.#acts = acts;
    this.#hasHotkey = hasHotkey;
    this.#tray = new Tray(drawDot("idle"));
    this.#tray.on("click", acts.show);
    this.follow(false);
  }

  follow(isRecording: boolean): void {
    if (this.#isRecording === isRecording) return;
    this.#isRecording = isRecording;
    this.#tray.setImage(drawDot(isRecording ? "recording" : "idle"));
    this.#tray.setToolTip(isRecording ? "Soepel: opname loopt" : "Soepel");
    const key = this.#hasHotkey ? { accelerator: HOTKEY, registerAccelerator: false } : {};
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: "Soepel tonen", click: this.#acts.show },
        { label: isRecording ? "Opname stoppen" : "Nieuw consult", click: this.#acts.record, ...key },
        { type: "separator" },
        { label: "Soepel afsluiten", click: this.#acts.quit },
      ]),
    );
  }

  destroy(): void {
    this.#tray.destroy();
  }
}

function drawDot(look: keyof typeof COLOURS): NativeImage {
  const bitmap = Buffer.alloc(SIZE * SIZE * 4);
  const middle = (SIZE - 1) / 2;
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) {
      const cover = Math.min(1, Math.max(0, SIZE / 2 - 1 - Math.hypot(x - middle, y - middle)));
      // The colours are multiplied by the cover already, as bitmaps have them.
      const pixel = [...COLOURS[look].map((value) => Math.round(value * cover)), Math.round(255 * cover)];
      bitmap.set(pixel, 4 * (y * SIZE + x));
    }
  }
  return nativeImage.createFromBitmap(bitmap, { width: SIZE, height: SIZE, scaleFactor: 2 });
}
