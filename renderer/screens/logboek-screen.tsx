import { useEffect, useState } from "react";
import type { CallOutput } from "../../src/contract/calls.ts";
import { Notice } from "../parts/notice.tsx";
import { Progress } from "../parts/progress.tsx";
import { useEngine } from "../state/engine.tsx";
import { formatDate, formatName, formatTime, sayError, today } from "../text/format.ts";
import { foldLog, sayLogObject } from "../text/log.ts";
import { ACTION_NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";

const LIMIT = 200;

/** Who did what, newest first. */
export function LogboekScreen() {
  const { link } = useEngine();
  const [log, setLog] = useState<CallOutput<"log:read">>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    let isLate = false;
    link.call("log:read", { limit: LIMIT }).then((result) => {
      if (isLate) return;
      if (result.ok) setLog(result.value);
      else setError(result.code);
    });
    return () => {
      isLate = true;
    };
  }, [link]);
  const columns = T.logboek.columns;

  return (
    <div className="page">
      <h1>{T.logboek.title}</h1>
      <p className="quiet">{T.logboek.intro}</p>
      {error !== undefined && <Notice tone="bad">{sayError(error)}</Notice>}
      {log === undefined && error === undefined && <Progress label={T.logboek.loading} />}
      {log !== undefined && (
        <>
          <Notice tone={log.intact ? "good" : "bad"}>{log.intact ? T.logboek.intact : T.logboek.broken}</Notice>
          {log.entries.length === 0 ? (
            <p className="empty">{T.logboek.empty}</p>
          ) : (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
            <section className="log" tabIndex={0} aria-label={T.logboek.title}>
              <table>
                <thead>
                  <tr>
                    {Object.entries(columns).map(([key, name]) => (
                      <th key={key} scope="col">
                        {name}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {foldLog(log.entries).map(({ seq, at, since, times, who, action, object, patient, outcome }) => (
                    <tr key={seq}>
                      <td className="log-time">
                        {formatDate(today(new Date(at)))} {formatTime(at)}
                      </td>
                      <td>{who}</td>
                      <td>
                        {ACTION_NL[action] ?? action}
                        {times > 1 && ` (${T.logboek.times(times, formatTime(since))})`}
                      </td>
                      <td>{[patient && formatName(patient), sayLogObject(object)].filter(Boolean).join("; ")}</td>
                      <td className={outcome === "ok" ? "" : "bad"}>
                        {outcome === "ok" ? T.logboek.ok : T.logboek.failed}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </>
      )}
    </div>
  );
}
