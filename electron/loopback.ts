import { ORIGIN } from "./protocol.ts";

/** What of Electron's session is needed, so that a test can be another system. */
export interface Asking<F extends { readonly url: string }> {
  /** Electron 22 on. "loopback" is Windows' own; null refuses. */
  setDisplayMediaRequestHandler?(
    handler: (
      request: { readonly frame: F | null },
      answer: (streams: { video: F; audio: "loopback" } | null) => void,
    ) => void,
  ): void;
}

/**
 * Lets a telephone consult record the caller: our own page that asks for it gets the sound that Windows plays, and a picture of itself,
 * never of the screen, for there is no sound without a picture. Electron has it on Windows alone; elsewhere nobody answers, the page is
 * refused, and says that it hears one side.
 */
export function offerLoopback<F extends { readonly url: string }>(ours: Asking<F>, platform: NodeJS.Platform): void {
  if (platform !== "win32") return;
  ours.setDisplayMediaRequestHandler?.(({ frame }, answer) =>
    answer(frame?.url.startsWith(`${ORIGIN}/`) === true ? { video: frame, audio: "loopback" } : null),
  );
}
