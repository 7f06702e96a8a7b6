import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

/** Something to know, with what to do about it. Bad news is said at once by a screen reader, the rest when it is quiet. */
export function Notice({
  tone,
  children,
  action,
}: {
  readonly tone: "bad" | "warn" | "calm" | "good";
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  const icon: Record<typeof tone, IconName> = { bad: "alert", warn: "alert", calm: "wait", good: "check" };
  return (
    <div className={`notice notice-${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={icon[tone]} />
      <p className="notice-text">{children}</p>
      {action !== undefined && <div className="notice-action">{action}</div>}
    </div>
  );
}
