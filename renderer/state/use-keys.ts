import { useEffect, useRef } from "react";
import { KEYS } from "../text/nl.ts";
import { nameKey } from "./key-name.ts";

/** Keys by name: "F8", "Shift+F8", "Ctrl+Enter", "Alt+P". Ctrl is also Cmd. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/** Does something at a key, wherever the focus is, as long as no dialog is open. */
export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = nameKey(event);
      const act = now.current[name];
      if (act === undefined || event.repeat || isBounce(name, event) || (isUndo(name) && isTyping())) return;
      if (document.querySelector("[role=dialog],[role=alertdialog]") !== null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

/** A record key pressed again so soon (ms) is the same press: what the first one began the second would end. */
const TWICE_MS = 400;
let lastRecord = { event: undefined as KeyboardEvent | undefined, atMs: Number.NEGATIVE_INFINITY, isBounce: false };

/** Several parts of a screen look at one press. */
function isBounce(name: string, event: KeyboardEvent): boolean {
  if (name !== KEYS.record) return false;
  if (lastRecord.event !== event) {
    const atMs = performance.now();
    lastRecord = { event, atMs, isBounce: atMs - lastRecord.atMs < TWICE_MS };
  }
  return lastRecord.isBounce;
}

/** A key pressed again so soon (ms) is the same press: a finger that trembles, a key that bounces. */
const BOUNCE_MS = 600;

/** In a dialog that a key opened: does what it asks about at that key pressed once more, let go and a moment later. */
export function useRepeatedKey(key: string | undefined, act: () => void): void {
  const now = useRef(act);
  now.current = act;
  useEffect(() => {
    if (key === undefined) return;
    let lastMs = performance.now();
    const onKey = (event: KeyboardEvent) => {
      if (nameKey(event) !== key) return;
      event.preventDefault();
      const isMeant = !event.repeat && performance.now() - lastMs >= BOUNCE_MS;
      lastMs = performance.now();
      if (isMeant) now.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [key]);
}

/** In a field, undo and redo are the field's own. */
const isUndo = (name: string): boolean => name === KEYS.undo || name === KEYS.redo;

const isTyping = (): boolean => /^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
