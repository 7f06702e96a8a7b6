import type { Span } from "../../../src/core/note/line-spans.ts";
import type { Check } from "../../../src/core/note/note.ts";
import { CHECK_NL } from "../../text/nl.ts";

/** A piece of a line with its checks marked. `span`: which characters of the line; `current`: the check that is being looked at. */
export function MarkedText({
  text,
  span,
  checks,
  current,
}: {
  readonly text: string;
  readonly span: Span;
  readonly checks: readonly Check[];
  readonly current: Check | undefined;
}) {
  const [from, to] = span;
  const cuts = new Set([from, to]);
  for (const check of checks) for (const at of check.span) if (at > from && at < to) cuts.add(at);
  const points = [...cuts].sort((a, b) => a - b);
  return points.slice(0, -1).map((start, i) => {
    const end = points[i + 1]!;
    const on = checks.filter((check) => check.span[0] < end && check.span[1] > start);
    const piece = text.slice(start, end);
    if (on.length === 0) return <span key={start}>{piece}</span>;
    const isOwn = on.every(({ code }) => code === "stale");
    const isCurrent = current !== undefined && on.includes(current);
    const look = isOwn ? "mark mark-own" : isCurrent ? "mark mark-now" : "mark";
    return (
      <mark
        key={start}
        className={look}
        title={on.map(({ code, message }) => `${CHECK_NL[code]}: ${message}`).join("\n")}
      >
        {piece}
      </mark>
    );
  });
}
