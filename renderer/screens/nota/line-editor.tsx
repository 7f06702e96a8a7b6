import { useEffect, useRef, useState } from "react";
import { T } from "../../text/screens.ts";

/**
 * A line as a text field that is as high as its text. Enter and leaving keep it, Esc does not. Left by the mouse it stays until the
 * button is up again: what is being pressed would move from under it.
 */
export function LineEditor({
  label,
  text,
  onWrite,
  onClose,
}: {
  readonly label: string;
  readonly text: string;
  readonly onWrite: (text: string) => void;
  /** `isByKey`: by Enter or Esc; the focus is nowhere then. */
  readonly onClose: (isByKey: boolean) => void;
}) {
  const [value, setValue] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  const isPressing = useRef(false);
  const close = useRef(onClose);
  close.current = onClose;
  const finish = (result: string | undefined, isByKey: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    if (result !== undefined) onWrite(result);
    if (isByKey || !isPressing.current) onClose(isByKey);
  };
  useEffect(() => {
    const field = area.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
    const press = () => {
      isPressing.current = true;
    };
    // Behind the click that belongs to it.
    const release = () => {
      isPressing.current = false;
      if (isDone.current) setTimeout(() => close.current(false));
    };
    window.addEventListener("pointerdown", press, true);
    window.addEventListener("pointerup", release, true);
    window.addEventListener("pointercancel", release, true);
    return () => {
      window.removeEventListener("pointerdown", press, true);
      window.removeEventListener("pointerup", release, true);
      window.removeEventListener("pointercancel", release, true);
    };
  }, []);
  return (
    <div className="line-editor" data-text={`${value} `}>
      <textarea
        ref={area}
        aria-label={label}
        title={T.nota.editHint}
        rows={1}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onBlur={() => finish(value, false)}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === "Enter") finish(value, true);
          else if (event.key === "Escape") finish(undefined, true);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </div>
  );
}
