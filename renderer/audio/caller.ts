/** Of a telephone consult: the caller is recorded too, the system gives no sound of her, or it stopped. */
export type CallerState = "heard" | "none" | "lost";

/** What of a media stream is needed, so that a test can be another system. */
interface Captured {
  getAudioTracks(): readonly unknown[];
  getVideoTracks(): readonly { stop(): void }[];
}
interface ScreenMedia<S extends Captured> {
  getDisplayMedia?(options: { audio: true; video: true }): Promise<S>;
}

/**
 * The sound that this computer plays: in a telephone consult, the caller. Electron gives it on Windows (electron/loopback.ts), with a
 * picture of our own page that nobody wants: it is stopped at once. Undefined where the system gives none.
 */
export async function openCaller<S extends Captured>(media: ScreenMedia<S>): Promise<S | undefined> {
  try {
    // Chromium gives no sound without a picture.
    const stream = await media.getDisplayMedia?.({ audio: true, video: true });
    for (const picture of stream?.getVideoTracks() ?? []) picture.stop();
    return stream === undefined || stream.getAudioTracks().length === 0 ? undefined : stream;
  } catch {
    // Not supported, or not allowed: the window says that only her own side is heard.
    return undefined;
  }
}
