import { Fragment, type KeyboardEvent, type ReactNode } from "react";
import { type LineRef, lineAt } from "../../../src/core/note/edit.ts";
import { type Span, splitSentences } from "../../../src/core/note/line-spans.ts";
import type { Check, DraftNote } from "../../../src/core/note/note.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { SOEP_NL } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { LineEditor } from "./line-editor.tsx";
import { MarkedText } from "./marked-text.tsx";
import { MoveMenu } from "./move-menu.tsx";
import { isAt, type Place } from "./selection.ts";

/** What a line can ask of the screen. */
export interface LineActs {
  readonly write: (ref: LineRef, text: string) => void;
  readonly move: (place: Place, to: LineRef) => void;
  readonly copy: (ref: LineRef) => void;
  readonly play: (place: Place) => void;
  /** Where the clinician is, with mouse or focus: the transcript shows what it rests on. */
  readonly point: (place: Place | undefined) => void;
  readonly edit: (ref: LineRef | undefined) => void;
  readonly openMove: (ref: LineRef | undefined) => void;
}

/** One S, O, E or P line: read it, hear it, rewrite it, move a sentence, copy it. */
export function SoepLine({
  note,
  at,
  place,
  editing,
  moving,
  current,
  acts,
}: {
  readonly note: DraftNote;
  readonly at: LineRef;
  /** Where the focus is, or was last. */
  readonly place: Place | undefined;
  readonly editing: LineRef | undefined;
  readonly moving: LineRef | undefined;
  readonly current: Check | undefined;
  readonly acts: LineActs;
}) {
  const line = lineAt(note, at);
  const text = line?.text ?? "";
  const sentences = splitSentences(text);
  const name = T.nota.lineOf(at.soep, at.deelcontact + 1);
  const ownSpan = (): Span => (isAt(place, at) ? place!.span : [0, text.length]);
  const isStale = line?.checks.some(({ code }) => code === "stale") ?? false;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for input
    <div className="line" role="group" aria-label={name} data-row={`${at.deelcontact}${at.soep}`}>
      <span className="line-letter" title={SOEP_NL[at.soep]}>
        {at.soep}
      </span>
      {isAt(editing, at) ? (
        <LineEditor
          label={name}
          text={text}
          onDone={(next) => {
            if (next !== undefined) acts.write(at, next);
            acts.edit(undefined);
          }}
        />
      ) : (
        <div className="line-text">
          {sentences.length === 0 ? (
            <Sentence at={at} span={[0, 0]} place={place} acts={acts} isEmpty>
              {T.nota.empty}
            </Sentence>
          ) : (
            sentences.map((span) => (
              <Fragment key={span[0]}>
                <Sentence at={at} span={span} place={place} acts={acts}>
                  <MarkedText text={text} span={span} checks={line?.checks ?? []} current={current} />
                </Sentence>{" "}
              </Fragment>
            ))
          )}
          {isStale && <span className="line-own">{T.nota.changed}</span>}
        </div>
      )}
      <div className="line-acts">
        <Button look="quiet" label={`${T.nota.edit}: ${name}`} onPress={() => acts.edit(at)}>
          <Icon name="edit" />
        </Button>
        <MoveMenu
          note={note}
          from={at}
          isOpen={isAt(moving, at)}
          isDisabled={text === ""}
          onOpenChange={(isOpen) => acts.openMove(isOpen ? at : undefined)}
          onMove={(to) => acts.move({ ...at, span: ownSpan() }, to)}
        />
        <Button look="quiet" label={`${T.nota.copy}: ${name}`} isDisabled={text === ""} onPress={() => acts.copy(at)}>
          <Icon name="copy" />
        </Button>
      </div>
    </div>
  );
}

function Sentence({
  at,
  span,
  place,
  acts,
  isEmpty = false,
  children,
}: {
  readonly at: LineRef;
  readonly span: Span;
  readonly place: Place | undefined;
  readonly acts: LineActs;
  readonly isEmpty?: boolean;
  readonly children: ReactNode;
}) {
  const here: Place = { ...at, span };
  const isHere = isAt(place, at) && place!.span[0] === span[0];
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
      tabIndex={isHere || (place === undefined && at.deelcontact === 0 && at.soep === "S" && span[0] === 0) ? 0 : -1}
      onFocus={() => acts.point(here)}
      onMouseEnter={() => acts.point(here)}
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
