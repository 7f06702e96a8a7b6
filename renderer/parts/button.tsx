import type { ReactNode } from "react";

interface Props {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  /** main: the one act of the screen. danger: destroys something. quiet: for the rest. */
  readonly look?: "main" | "plain" | "quiet" | "danger";
  /** The key that does the same. */
  readonly keys?: string;
  /** What it does, where its face is a drawing: said to a screen reader, and shown to a mouse at rest. */
  readonly label?: string;
  readonly isDisabled?: boolean;
  /** It was pressed and is at work: it shows so, and a second press does nothing. */
  readonly isBusy?: boolean;
  readonly autoFocus?: boolean;
  readonly type?: "button" | "submit";
  readonly className?: string;
}

/** A button; it shows the key that does the same. The browser's own: a note has a hundred, and is drawn again at every key. */
export function Button({
  children,
  onPress,
  look = "plain",
  keys,
  label,
  isDisabled,
  isBusy = false,
  className = "",
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      onClick={isBusy ? (event) => event.preventDefault() : onPress}
      aria-busy={isBusy || undefined}
      disabled={isDisabled}
      aria-label={label}
      title={label}
      aria-keyshortcuts={keys?.replace("Ctrl", "Control")}
      className={`button button-${look}${isBusy ? " button-busy" : ""} ${className}`}
    >
      {children}
      {keys !== undefined && (
        <span className="key" aria-hidden="true">
          {keys}
        </span>
      )}
    </button>
  );
}
