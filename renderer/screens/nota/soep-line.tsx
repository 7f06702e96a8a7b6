import { Fragment, type KeyboardEvent, memo, type ReactNode, useMemo } from "react";
import type { LineRef } from "../../../src/core/note/edit.ts";
import { type Span, splitSentences } from "../../../src/core/note/line-spans.ts";
import type { Check, Line, Soep } from "../../../src/core/note/note.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { SOEP_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { LineEditor } from "./line-editor.tsx";
import { MarkedText } from "./marked-text.tsx";
import { MoveMenu } from "./move-menu.tsx";
import type { Place } from "./selection.ts";

/** What a line can ask of the screen. */
export interface LineActs {
  readonly write: (ref: LineRef, text: string) => void;
  /** Moves the sentence that has the focus, or the whole line. */
  readonly move: (from: LineRef, to: LineRef) => void;
  readonly copy: (ref: LineRef) => void;
  readonly play: (place: Place) => void;
  /** Where the focus is: the transcript shows what it rests on. */
  readonly point: (place: Place) => void;
  /** Where the mouse is: shown instead, as long as it is there. */
  readonly hover: (place: Place) => void;
  readonly edit: (ref: LineRef) => void;
  /** Ends the editing of this line, unless another is edited by now. */
  readonly close: (ref: LineRef, isByKey: boolean) => void;
  readonly openMove: (ref: LineRef | undefined) => void;
}

interface Props {
  readonly deelcontact: number;
  readonly soep: Soep;
  readonly line: Line | undefined;
  /** Of every deelcontact: where a sentence can go. */
  readonly titles: readonly string[];
  /** Where the focus is, or was last, if it is in this line. */
  readonly span: Span | undefined;
  /** The note's one tab stop, as long as the focus was nowhere in it. */
  readonly isEntry: boolean;
  readonly isEditing: boolean;
  readonly isMoving: boolean;
  /** Does its sound play now? */
  readonly isPlaying: boolean;
  readonly current: Check | undefined;
  readonly acts: LineActs;
}

/** One S, O, E or P line: read it, hear it, rewrite it, move a sentence, copy it. */
export const SoepLine = memo(function SoepLine({ deelcontact, soep, line, titles, ...here }: Props) {
  const { span: focused, isEntry, isEditing, isMoving, isPlaying, current, acts } = here;
  const at = useMemo<LineRef>(() => ({ deelcontact, soep }), [deelcontact, soep]);
  const text = line?.text ?? "";
  const sentences = splitSentences(text);
  const name = T.nota.lineOf(soep, deelcontact + 1);
  const isStale = line?.checks.some(({ code }) => code === "stale") ?? false;
  // A doubt lies within a sentence: that sentence has the focus then.
  const stopAt = focused && sentences.findLast(([from]) => from <= focused[0])?.[0];

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for input
    <div
      className={isPlaying ? "line line-playing" : "line"}
      role="group"
      aria-label={name}
      data-row={`${at.deelcontact}${at.soep}`}
    >
      <span className="line-letter" title={SOEP_NL[at.soep]}>
        {at.soep}
        {isPlaying && <Icon name="sound" />}
      </span>
      {isEditing ? (
        <LineEditor
          label={name}
          text={text}
          onWrite={(next) => acts.write(at, next)}
          onClose={(isByKey) => acts.close(at, isByKey)}
        />
      ) : (
        <div className="line-text">
          {sentences.length === 0 ? (
            <Sentence at={at} span={[0, 0]} isStop={isEntry || focused !== undefined} acts={acts} isEmpty>
              {T.nota.empty}
            </Sentence>
          ) : (
            sentences.map((span, i) => (
              <Fragment key={span[0]}>
                <Sentence at={at} span={span} isStop={(isEntry && i === 0) || stopAt === span[0]} acts={acts}>
                  <MarkedText text={text} span={span} checks={line?.checks ?? []} current={current} />
                </Sentence>{" "}
              </Fragment>
            ))
          )}
          {isStale && <span className="line-own">{T.nota.changed}</span>}
        </div>
      )}
      <LineButtons at={at} name={name} isEmpty={text === ""} isMoving={isMoving} titles={titles} acts={acts} />
    </div>
  );
});

/** What can be done with a line; not drawn again because the eye is elsewhere. */
const LineButtons = memo(function LineButtons({
  at,
  name,
  isEmpty,
  isMoving,
  titles,
  acts,
}: Pick<Props, "isMoving" | "titles" | "acts"> & {
  readonly at: LineRef;
  readonly name: string;
  readonly isEmpty: boolean;
}) {
  return (
    <div className="line-acts">
      <Button look="quiet" label={`${T.nota.edit}: ${name}`} onPress={() => acts.edit(at)}>
        <Icon name="edit" />
      </Button>
      <MoveMenu titles={titles} from={at} isOpen={isMoving} isDisabled={isEmpty} acts={acts} />
      <Button look="quiet" label={`${T.nota.copy}: ${name}`} isDisabled={isEmpty} onPress={() => acts.copy(at)}>
        <Icon name="copy" />
      </Button>
    </div>
  );
});

function Sentence({
  at,
  span,
  isStop,
  acts,
  isEmpty = false,
  children,
}: {
  readonly at: LineRef;
  readonly span: Span;
  /** Is it the one that Tab comes to? */
  readonly isStop: boolean;
  readonly acts: LineActs;
  readonly isEmpty?: boolean;
  readonly children: ReactNode;
}) {
  const here: Place = { ...at, span };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") acts.edit(at);
    else if (event.key === " ") acts.play(here);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button does not wrap with its line
    <span
      role="button"
      className={isEmpty ? "sentence sentence-empty" : "sentence"}
      data-sentence=""
      data-from={span[0]}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => acts.point(here)}
      onMouseMove={({ movementX, movementY }) => {
        // A note that appears under a mouse at rest is not pointed at.
        if (movementX !== 0 || movementY !== 0) acts.hover(here);
      }}
      onClick={() => {
        // Marking words with the mouse (for a code) is not a click.
        if (document.getSelection()?.isCollapsed === false) return;
        if (isEmpty) acts.edit(at);
        else acts.play(here);
      }}
      onDoubleClick={() => acts.edit(at)}
      onKeyDown={onKey}
    >
      {children}
    </span>
  );
}
