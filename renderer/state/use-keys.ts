import { useEffect, useRef } from "react";

/** Keys by name: "F8", "Shift+F8", "Ctrl+Enter", "Alt+P". Ctrl is also Cmd. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

/** The name of a pressed key. Letters by their place on the keyboard: Alt makes other characters of them on a Mac. */
export function nameKey(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const key = letter ?? event.key;
  const held = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : ""];
  return [...held.filter((name) => name !== ""), key].join("+");
}

/** Does something at a key, wherever the focus is, as long as no dialog is open. */
export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = now.current[nameKey(event)];
      if (act === undefined || event.repeat || document.querySelector("[role=dialog],[role=alertdialog]") !== null)
        return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
