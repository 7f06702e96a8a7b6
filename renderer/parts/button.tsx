import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";

interface Props {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  /** main: the one act of the screen. danger: destroys something. quiet: for the rest. */
  readonly look?: "main" | "plain" | "quiet" | "danger";
  /** The key that does the same. */
  readonly keys?: string;
  readonly label?: string;
  readonly isDisabled?: boolean;
  readonly isPending?: boolean;
  readonly autoFocus?: boolean;
  readonly type?: "button" | "submit";
  readonly className?: string;
}

/** A button; it shows the key that does the same. */
export function Button({ children, look = "plain", keys, label, className = "", ...rest }: Props) {
  return (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(keys === undefined ? {} : { "aria-keyshortcuts": keys.replace("Ctrl", "Control") })}
      className={`button button-${look} ${className}`}
    >
      {children}
      {keys !== undefined && (
        <span className="key" aria-hidden="true">
          {keys}
        </span>
      )}
    </AriaButton>
  );
}
