import { useEffect, useRef, useState } from "react";
import { T } from "../../text/screens.ts";

/** A line as a text field that is as high as its text. Enter and leaving keep it, Esc does not. */
export function LineEditor({
  label,
  text,
  onDone,
}: {
  readonly label: string;
  readonly text: string;
  readonly onDone: (text: string | undefined) => void;
}) {
  const [value, setValue] = useState(text);
  const area = useRef<HTMLTextAreaElement>(null);
  const isDone = useRef(false);
  const finish = (result: string | undefined) => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(result);
  };
  useEffect(() => {
    const field = area.current;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
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
        onBlur={() => finish(value)}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === "Enter") finish(value);
          else if (event.key === "Escape") finish(undefined);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </div>
  );
}
