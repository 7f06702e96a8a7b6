/** What may compute: the runtime's names. `auto`: the graphics card that the runtime knows on this system, if any. */
export const DEVICES = ["auto", "cpu", "cuda", "dml", "coreml"] as const;
export type Device = (typeof DEVICES)[number];

/** Why the processor computes though a graphics card was asked for. */
export type DeviceRemark = "not-here" | "wrong" | "slower" | "crashed";

/** What computes the encoder. The decoder's small steps stay on the processor: each would cost a trip to the card and back. */
export interface SpeechDevice {
  readonly used: Exclude<Device, "auto">;
  readonly remark?: DeviceRemark;
}
