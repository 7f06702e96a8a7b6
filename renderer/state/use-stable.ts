import { useMemo, useRef } from "react";

type Acts = Readonly<Record<string, (...args: never[]) => void>>;

/** The same acts under one identity: what is drawn with them is not drawn again because of them. */
export function useStable<T extends { readonly [K in keyof T]: (...args: never[]) => void }>(acts: T): T {
  const latest = useRef<T>(acts);
  latest.current = acts;
  return useMemo(() => {
    const names = Object.keys(latest.current) as (keyof T & string)[];
    const stable: Record<string, Acts[string]> = {};
    for (const name of names) stable[name] = (...args: never[]) => latest.current[name](...args);
    return stable as T;
  }, []);
}
