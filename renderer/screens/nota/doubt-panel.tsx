import type { Doubt } from "../../../src/core/note/doubts.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { CHECK_NL, KEYS } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** The doubt that comes next, why, and the three keys that deal with it. Its height never changes. */
export function DoubtPanel({
  doubts,
  at,
  hasSound,
  isEmpty,
  onPlay,
  onAccept,
  onNext,
}: {
  readonly doubts: readonly Doubt[];
  readonly at: number;
  readonly hasSound: boolean;
  /** Is there no line in the note at all? */
  readonly isEmpty: boolean;
  readonly onPlay: () => void;
  readonly onAccept: () => void;
  readonly onNext: () => void;
}) {
  const doubt = doubts[at];
  return (
    <section className={doubt === undefined ? "doubt doubt-none" : "doubt"} aria-label={T.nota.doubts(doubts.length)}>
      <div role="status">
        <h2 className="doubt-head">
          <Icon name={doubt === undefined ? "check" : "alert"} />
          {doubt === undefined ? T.nota.doubts(0) : T.nota.doubtOf(at + 1, doubts.length)}
        </h2>
      </div>
      {doubt === undefined ? (
        <p className="doubt-text">{isEmpty ? T.nota.nothing : T.nota.noDoubts}</p>
      ) : (
        <>
          <p className="doubt-text">
            <b>{CHECK_NL[doubt.check.code]}</b>
            <span className="doubt-where">
              {doubt.soep}
              {doubt.deelcontact + 1}
            </span>
            {doubt.text !== "" && <q className="doubt-words">{doubt.text}</q>}
            <span>{doubt.check.message}</span>
          </p>
          <div className="doubt-acts">
            <Button look="main" keys={KEYS.accept} onPress={onAccept}>
              {T.nota.accept}
            </Button>
            <Button keys={KEYS.play} isDisabled={!hasSound} onPress={onPlay}>
              {T.nota.play}
            </Button>
            <Button keys={KEYS.next} isDisabled={doubts.length < 2} onPress={onNext}>
              {T.nota.next}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
