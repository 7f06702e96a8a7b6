import { Label, ProgressBar } from "react-aria-components";
import { formatShare } from "../text/format.ts";

/** How far something is, 0 to 1; undefined while nobody knows. */
export function Progress({ label, share }: { readonly label: string; readonly share?: number | undefined }) {
  return (
    <ProgressBar className="progress" value={(share ?? 0) * 100} isIndeterminate={share === undefined}>
      <Label>{label}</Label>
      <span className="progress-value">{share === undefined ? "" : formatShare(share)}</span>
      <svg className="progress-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect className="progress-track" width="100" height="4" />
        <rect
          className={share === undefined ? "progress-run" : "progress-fill"}
          width={100 * (share ?? 0.3)}
          height="4"
        />
      </svg>
    </ProgressBar>
  );
}
