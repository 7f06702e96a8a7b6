/** What of a keyboard event names a key. */
interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The name of a pressed key. Letters and digits by their place on the keyboard: Alt makes other characters of them on a Mac. */
export function nameKey(event: Pressed): string {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  const digit = event.altKey ? /^Digit([0-9])$/.exec(event.code)?.[1] : undefined;
  const key = letter ?? digit ?? event.key;
  const held = [event.ctrlKey || event.metaKey ? "Ctrl" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : ""];
  return [...held.filter((name) => name !== ""), key].join("+");
}
