import { useCallback, useEffect, useState } from "react";
import type { ErrorCode } from "../../src/contract/errors.ts";
import type { ConsultView } from "../../src/contract/views.ts";
import { useApp, useEngine } from "./engine.tsx";

/** A consult with all that belongs to it; read again whenever it changes. An answer that comes too late is dropped. */
export function useConsult(consultId: string): {
  consult: ConsultView | undefined;
  error: ErrorCode | "bug" | undefined;
  reload: () => void;
} {
  const { link } = useEngine();
  const known = useApp((state) => state.consults?.find(({ id }) => id === consultId)?.state);
  const change = useApp((state) => state.changes.get(consultId));
  const linkState = useApp((state) => state.link);
  const [read, setRead] = useState<{ consult?: ConsultView; error?: ErrorCode | "bug" }>({});
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((n) => n + 1), []);
  const stamp = `${JSON.stringify(known)} ${linkState} ${change} ${turn}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` is what makes it read again
  useEffect(() => {
    let isLate = false;
    link.call("consult:read", { consultId }).then((result) => {
      if (isLate) return;
      setRead((before) => (result.ok ? { consult: result.value } : { ...before, error: result.code }));
    });
    return () => {
      isLate = true;
    };
  }, [link, consultId, stamp]);

  const consult = read.consult?.id === consultId ? read.consult : undefined;
  return { consult, error: read.error, reload };
}
