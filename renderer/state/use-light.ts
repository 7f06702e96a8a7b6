import { useEffect, useState } from "react";
import type { Live } from "./app-state.ts";

/** Samples that reached the disk longer ago (ms) are no reason for a red light. */
const FRESH_MS = 2500;

/** Does the red light burn: did samples reach the disk just now? It goes out by itself when they stop. */
export function useLight(live: Live | undefined): boolean {
  const movedAt = live?.stored?.movedAt;
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (movedAt === undefined) return;
    setNow(performance.now());
    const timer = setTimeout(() => setNow(performance.now()), Math.max(0, movedAt + FRESH_MS - performance.now()) + 20);
    return () => clearTimeout(timer);
  }, [movedAt]);
  return movedAt !== undefined && now - movedAt < FRESH_MS;
}
