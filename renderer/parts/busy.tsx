import { T } from "../text/screens.ts";

/** Beside a button that was pressed: that it is at work, for the eye and for a screen reader. Its place is always there. */
export function Busy({ isBusy }: { readonly isBusy: boolean }) {
  return (
    <span className="busy" role="status">
      {isBusy && T.who.busy}
    </span>
  );
}
