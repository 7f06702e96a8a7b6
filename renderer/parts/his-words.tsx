import { adviseOn } from "../text/his-advice.ts";
import { T } from "../text/screens.ts";

/** What the HIS itself said of a note that it did not take, and what she can do about it. */
export function HisWords({ error, answer }: { readonly error: string | null; readonly answer: string | null }) {
  const advice = error === null ? undefined : adviseOn(error);
  if (advice === undefined && answer === null) return null;
  return (
    <div className="his-words">
      {advice !== undefined && <p>{advice}</p>}
      {answer !== null && (
        <>
          <p className="quiet">{T.verzenden.hisSays}</p>
          {/* In whatever language the HIS speaks. */}
          <blockquote>
            {answer.split("\n").map((line) => (
              <p key={line}>{line}</p>
            ))}
          </blockquote>
        </>
      )}
    </div>
  );
}
