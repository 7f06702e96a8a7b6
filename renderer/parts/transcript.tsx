import { Fragment, memo, useCallback, useEffect, useRef, useState } from "react";
import type { GapView } from "../../src/contract/views.ts";
import type { Utterance } from "../../src/core/transcript/transcript.ts";
import { useKeys } from "../state/use-keys.ts";
import { formatDuration } from "../text/format.ts";
import { GAP_NL, KEYS, SPEAKER_NL } from "../text/nl.ts";
import { T } from "../text/screens.ts";
import { type Attribute, SpeakerMenu } from "./speaker-menu.tsx";

/** A word that the recogniser gives less than this is shown as badly heard. */
const UNSURE = 0.5;

/**
 * What was said, with who said it. `isLive`: it grows, is read out politely, and stays at its end until somebody scrolls up.
 * `marked`: utterances that a line rests on. `onPlay` makes every utterance playable, `onAttribute` lets her name who spoke: with a
 * click, or by key the first that is marked, else the newest, or the first of a talk that is over.
 */
export const TranscriptList = memo(function TranscriptList({
  utterances,
  gaps = [],
  marked,
  isLive = false,
  label,
  playing,
  onPlay,
  onAttribute,
}: {
  readonly utterances: readonly Utterance[];
  readonly gaps?: readonly GapView[];
  readonly marked?: ReadonlySet<string>;
  readonly isLive?: boolean;
  readonly label: string;
  /** The utterance that sounds now. */
  readonly playing?: string | undefined;
  readonly onPlay?: ((utterance: Utterance) => void) | undefined;
  readonly onAttribute?: Attribute | undefined;
}) {
  const list = useRef<HTMLOListElement>(null);
  const isAtEnd = useRef(true);
  const length = utterances.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows what is added
  useEffect(() => {
    if (isLive && isAtEnd.current && list.current !== null) list.current.scrollTop = list.current.scrollHeight;
  }, [isLive, length]);
  useEffect(() => {
    const first = marked?.values().next().value;
    if (first === undefined) return;
    const item = list.current?.querySelector<HTMLElement>(`[data-utterance="${CSS.escape(first)}"]`);
    const box = list.current;
    if (item == null || box === null) return;
    const isSeen =
      item.offsetTop >= box.scrollTop && item.offsetTop + item.offsetHeight <= box.scrollTop + box.clientHeight;
    // Only the list itself scrolls: the note stays where it is.
    if (!isSeen) box.scrollTop = item.offsetTop - box.clientHeight / 3;
  }, [marked]);

  const anchor = useRef<HTMLElement>(null);
  const [asked, setAsked] = useState<string>();
  const ask = useCallback((utterance: Utterance) => {
    const item = list.current?.querySelector<HTMLElement>(`[data-utterance="${CSS.escape(utterance.id)}"] .said-text`);
    item?.scrollIntoView({ block: "nearest" });
    anchor.current = item ?? null;
    setAsked(utterance.id);
  }, []);
  const close = useCallback(() => setAsked(undefined), []);
  const askedFor = asked === undefined ? undefined : utterances.find(({ id }) => id === asked);
  useKeys({
    [KEYS.speaker]:
      onAttribute === undefined || length === 0
        ? undefined
        : () => ask(utterances.find(({ id }) => marked?.has(id)) ?? utterances[isLive ? length - 1 : 0]!),
  });

  return (
    <>
      <ol
        ref={list}
        className="transcript"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        tabIndex={0}
        {...(isLive ? { "aria-live": "polite", "aria-relevant": "additions" } : {})}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < 40;
        }}
      >
        {utterances.map((utterance, i) => (
          <Said
            key={utterance.id}
            utterance={utterance}
            isSameSpeaker={utterances[i - 1]?.speaker === utterance.speaker}
            gap={gaps.find(({ atS }) => atS > (utterances[i - 1]?.end ?? -1) && atS <= utterance.start + 0.5)}
            isMarked={marked?.has(utterance.id) ?? false}
            isPlaying={utterance.id === playing}
            onPlay={onPlay}
            onAsk={onAttribute === undefined ? undefined : ask}
          />
        ))}
      </ol>
      {askedFor !== undefined && onAttribute !== undefined && (
        <SpeakerMenu utterance={askedFor} anchor={anchor} onAttribute={onAttribute} onClose={close} />
      )}
    </>
  );
});

const Said = memo(function Said({
  utterance,
  gap,
  isSameSpeaker,
  isMarked,
  isPlaying,
  onPlay,
  onAsk,
}: {
  readonly utterance: Utterance;
  readonly gap: GapView | undefined;
  readonly isSameSpeaker: boolean;
  readonly isMarked: boolean;
  readonly isPlaying: boolean;
  readonly onPlay: ((utterance: Utterance) => void) | undefined;
  readonly onAsk: ((utterance: Utterance) => void) | undefined;
}) {
  const who = SPEAKER_NL[utterance.speaker];
  const whoClass = isSameSpeaker ? "said-who hidden" : "said-who";
  return (
    <li className={`said said-${utterance.speaker}${isMarked ? " said-marked" : ""}`} data-utterance={utterance.id}>
      {gap !== undefined && (
        <span className="said-gap">
          {GAP_NL[gap.reason] ?? gap.reason}
          {gap.seconds >= 1 && ` (${formatDuration(gap.seconds)})`}
        </span>
      )}
      {onAsk === undefined ? (
        <span className={whoClass}>{who}</span>
      ) : (
        <button
          type="button"
          className={`${whoClass} said-ask`}
          tabIndex={-1}
          aria-label={T.speaker.ask(who, utterance.byHand === true)}
          aria-haspopup="menu"
          onClick={() => onAsk(utterance)}
        >
          {who}
          {utterance.byHand && <span className="said-hand"> ✓</span>}
        </button>
      )}
      <span className="said-text">
        {utterance.words.length === 0 ? utterance.text : <Words utterance={utterance} />}
      </span>
      {onPlay === undefined ? (
        <span className="said-time">{formatDuration(utterance.start)}</span>
      ) : (
        <button
          type="button"
          className={isPlaying ? "said-time said-play said-playing" : "said-time said-play"}
          tabIndex={-1}
          aria-label={`${isPlaying ? T.nota.stop : T.nota.play} vanaf ${formatDuration(utterance.start)}`}
          onClick={() => onPlay(utterance)}
        >
          {formatDuration(utterance.start)}
        </button>
      )}
    </li>
  );
});

function Words({ utterance }: { readonly utterance: Utterance }) {
  return utterance.words.map((word, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words have no names, and never move
    <Fragment key={i}>
      {i > 0 && " "}
      {word.confidence < UNSURE ? <span className="unsure">{word.text.trim()}</span> : word.text.trim()}
    </Fragment>
  ));
}
