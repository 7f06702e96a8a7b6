import type { Doubt } from "../../../src/core/note/doubts.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { sayAccept } from "../../text/doubt-words.ts";
import { CHECK_NL, KEYS } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";

/** The doubt that comes next, why, and the three keys that deal with it. Its height never changes. */
export function DoubtPanel({
  doubts,
  at,
  hasSound,
  isPlaying,
  isEmpty,
  approved,
  codes,
  onPlay,
  onAccept,
  onNext,
}: {
  readonly doubts: readonly Doubt[];
  readonly at: number;
  readonly hasSound: boolean;
  /** Does what the key lets hear sound now? Then the same key stops it. */
  readonly isPlaying: boolean;
  /** Is there no line in the note at all? */
  readonly isEmpty: boolean;
  /** By whom and when, where the clinician approved just this. */
  readonly approved: string | undefined;
  /** The ICPC codes that approving confirms. */
  readonly codes: readonly string[];
  readonly onPlay: () => void;
  readonly onAccept: () => void;
  readonly onNext: () => void;
}) {
  const doubt = doubts[at];
  const [look, head] =
    doubt !== undefined
      ? ["", T.nota.doubtOf(at + 1, doubts.length)]
      : isEmpty
        ? ["doubt-empty", T.nota.isEmpty]
        : ["doubt-none", approved === undefined ? T.nota.doubts(0) : T.nota.isApproved];
  return (
    <section className={`doubt ${look}`} aria-label={head}>
      <div role="status">
        <h2 className="doubt-head">
          <Icon name={look === "doubt-none" ? "check" : "alert"} />
          {head}
        </h2>
      </div>
      {isPlaying && (
        <span className="doubt-playing" aria-hidden="true">
          <Icon name="sound" /> {T.nota.playing}
        </span>
      )}
      {doubt === undefined ? (
        <div className="doubt-text">
          <p>
            {isEmpty
              ? T.nota.nothing
              : approved === undefined
                ? T.nota.noDoubts
                : `${approved}. ${T.nota.approvedHint}`}
          </p>
          {!isEmpty && approved === undefined && codes.length > 0 && (
            <>
              <p className="doubt-confirms">{T.nota.confirms}</p>
              <ul>
                {codes.map((code) => (
                  <li key={code}>{code}</li>
                ))}
              </ul>
            </>
          )}
        </div>
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
              {sayAccept(doubt.check)}
            </Button>
            <Button keys={KEYS.play} isDisabled={!hasSound} onPress={onPlay}>
              {isPlaying ? T.nota.stop : T.nota.play}
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
