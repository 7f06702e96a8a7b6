import { useEffect, useMemo, useRef, useState } from "react";
import type { ConsultView } from "../../../src/contract/views.ts";
import { acceptDoubt, type Doubt, listDoubts, pickCandidate } from "../../../src/core/note/doubts.ts";
import {
  addDeelcontact,
  type LineRef,
  lineAt,
  mergeDeelcontacten,
  moveText,
  pickCode,
  pickReason,
  removeDeelcontact,
  splitDeelcontact,
  writeLine,
  writeMeasurement,
  writeTitle,
} from "../../../src/core/note/edit.ts";
import { evidenceOf } from "../../../src/core/note/line-spans.ts";
import { Button } from "../../parts/button.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Notice } from "../../parts/notice.tsx";
import { TranscriptList } from "../../parts/transcript.tsx";
import { WithdrawalNotice } from "../../parts/withdrawal-notice.tsx";
import { useRoute } from "../../state/route.ts";
import { useAttribute } from "../../state/use-attribute.ts";
import { useKeys } from "../../state/use-keys.ts";
import type { NoteEditor } from "../../state/use-note.ts";
import { useStable } from "../../state/use-stable.ts";
import { formatDay, formatTime, sayError } from "../../text/format.ts";
import { KEYS } from "../../text/nl.ts";
import { T } from "../../text/screens.ts";
import { sayApproval } from "./approval.ts";
import { Candidates } from "./candidates.tsx";
import { codeQuery } from "./code-query.ts";
import { type DeelcontactActs, DeelcontactCard } from "./deelcontact-card.tsx";
import { DoubtPanel } from "./doubt-panel.tsx";
import { EmptyNotice } from "./empty-notice.tsx";
import { IcpcDialog } from "./icpc-dialog.tsx";
import { NoteBar } from "./note-bar.tsx";
import { ReattributedNotice } from "./reattributed-notice.tsx";
import { focusPlace, isSamePlace, moveFocus, type Place, readSelection } from "./selection.ts";
import type { LineActs } from "./soep-line.tsx";
import { isSame, useSound } from "./use-sound.ts";

interface Picking {
  readonly deelcontact: number;
  readonly kind: "evaluation" | "reason";
  readonly query: string;
}

/** The doubt's check, where this is its place. */
const checkAt = (doubt: Doubt | undefined, place: Place | undefined) =>
  isSamePlace(place, doubt && { ...doubt, span: doubt.check.span }) ? doubt?.check : undefined;

/** The note beside the talk that it rests on: doubts first, everything by key. */
export function NoteDesk({
  consult,
  editor,
  reload,
}: {
  readonly consult: ConsultView;
  readonly editor: NoteEditor;
  readonly reload: () => void;
}) {
  const { go } = useRoute();
  const { note, apply } = editor;
  const desk = useRef<HTMLDivElement>(null);
  const isAdding = useRef(false);
  const [place, setPlace] = useState<Place>();
  const [hovered, setHovered] = useState<Place>();
  const [editing, setEditing] = useState<LineRef>();
  const [moving, setMoving] = useState<LineRef>();
  const [picking, setPicking] = useState<Picking>();
  const [doubtAt, setDoubtAt] = useState(0);
  const [said, setSaid] = useState<string>();
  const sound = useSound(consult);
  const attribute = useAttribute(consult.id, (code) => {
    if (code !== undefined) setSaid(sayError(code));
    reload();
  });

  // The piece of the note that sounds.
  const heard = typeof sound.playing === "string" ? undefined : sound.playing;

  const doubts = useMemo(() => listDoubts(note), [note]);
  const at = Math.min(doubtAt, Math.max(0, doubts.length - 1));
  const doubt = doubts[at];
  const doubtKey = doubt === undefined ? "" : `${doubt.deelcontact}${doubt.soep}${doubt.check.code}${doubt.check.span}`;

  // The eye, the focus and the transcript go where the doubt is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another doubt comes up, not at every edit
  useEffect(() => {
    if (doubt === undefined || editing !== undefined) return;
    const there: Place = { deelcontact: doubt.deelcontact, soep: doubt.soep, span: doubt.check.span };
    setHovered(undefined);
    focusPlace(desk.current, there);
    setPlace(there);
  }, [doubtKey]);

  // A note without doubts is entered at its first line: the keys go over what has the focus.
  useEffect(() => {
    if (document.activeElement === document.body) focusPlace(desk.current, { deelcontact: 0, soep: "S", span: [0, 0] });
  }, []);

  // Who adds a deelcontact goes on by naming it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: when there is another one
  useEffect(() => {
    if (!isAdding.current) return;
    isAdding.current = false;
    [...(desk.current?.querySelectorAll<HTMLElement>(".deelcontact-title input") ?? [])].at(-1)?.focus();
  }, [note.deelcontacten.length]);

  const marked = useMemo(() => {
    const shown = hovered ?? place;
    const line = shown === undefined ? undefined : lineAt(note, shown);
    const own = checkAt(doubt, shown)?.utterance;
    return new Set(own !== undefined ? [own] : line === undefined ? [] : evidenceOf(line, shown!.span));
  }, [note, place, hovered, doubt]);

  const heading = consult.setting === "dictaat" ? T.nota.dictation : T.nota.transcript;
  const isEmpty = note.deelcontacten.every(({ lines }) => lines.length === 0);
  const approved = sayApproval(consult, editor);
  const codes = note.deelcontacten.flatMap(({ icpc }) => (icpc === undefined ? [] : [`${icpc.code} ${icpc.title}`]));
  const approve = async () => {
    if (isEmpty) return setSaid(T.nota.nothing);
    const saved = await editor.flush();
    if (saved.ok) go({ screen: "verzenden", consultId: consult.id });
    else setSaid(sayError(saved.code));
  };
  const accept = () => doubt !== undefined && apply((before) => acceptDoubt(before, doubt));
  const step = (by: number) => doubts.length > 0 && setDoubtAt((at + by + doubts.length) % doubts.length);
  const here: Place | undefined = place ?? (doubt && { ...doubt, span: doubt.check.span });
  const playHere = () => {
    if (here !== undefined) sound.play(note, here, checkAt(doubt, here));
  };
  const pickHere = () => {
    const at = place?.deelcontact ?? 0;
    const deelcontact = note.deelcontacten[at];
    if (deelcontact === undefined) return;
    const query = place === undefined ? readSelection().text : codeQuery(deelcontact, place, readSelection());
    setPicking({ deelcontact: at, kind: "evaluation", query });
  };
  const copy = async (ref: LineRef) => {
    const text = lineAt(note, ref)?.text ?? "";
    try {
      await navigator.clipboard.writeText(text);
      setSaid(T.nota.copied);
    } catch {
      setSaid(T.nota.copyFailed);
    }
  };
  useKeys({
    [KEYS.accept]: accept,
    [KEYS.next]: () => step(1),
    [KEYS.previous]: () => step(-1),
    [KEYS.play]: playHere,
    [KEYS.approve]: () => {
      // What is being typed belongs to it.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      setTimeout(() => void approve());
    },
    [KEYS.icpc]: pickHere,
    [KEYS.move]: () => setMoving(place),
    [KEYS.undo]: editor.undo,
    [KEYS.redo]: editor.redo,
  });

  const lineActs = useStable<LineActs>({
    write: (ref, text) => apply((before) => writeLine(before, ref, text)),
    move: (from, to) => {
      const isHere = place?.deelcontact === from.deelcontact && place.soep === from.soep;
      apply((before) => moveText(before, from, isHere ? place.span : [0, lineAt(before, from)?.text.length ?? 0], to));
    },
    copy: (ref) => void copy(ref),
    play: (here) => sound.play(note, here),
    point: (here) => setPlace((before) => (isSamePlace(before, here) ? before : here)),
    hover: (here) => setHovered((before) => (isSamePlace(before, here) ? before : here)),
    edit: (ref) => setEditing(ref),
    close: (ref, isByKey) => {
      setEditing((before) =>
        before?.deelcontact === ref.deelcontact && before.soep === ref.soep ? undefined : before,
      );
      // Back from the text field to the line, where the keys work; unless the focus went elsewhere by hand.
      if (place !== undefined)
        setTimeout(() => {
          if (isByKey || document.activeElement === document.body) focusPlace(desk.current, place);
        });
    },
    openMove: (ref) => setMoving(ref),
  });
  const cardActs = useStable<DeelcontactActs>({
    title: (i, title) => apply((before) => writeTitle(before, i, title)),
    pick: (deelcontact, kind) => setPicking({ deelcontact, kind, query: "" }),
    split: (i, letters) => apply((before) => splitDeelcontact(before, i, letters)),
    merge: (into, from) => apply((before) => mergeDeelcontacten(before, into, from)),
    remove: (i) => apply((before) => removeDeelcontact(before, i)),
    measure: (i, index, value) => apply((before) => writeMeasurement(before, i, index, value)),
  });
  const titleKey = note.deelcontacten.map(({ title }) => title).join("\n");
  const titles = useMemo(() => titleKey.split("\n"), [titleKey]);
  const inCard = <T extends LineRef>(ref: T | undefined, i: number) => (ref?.deelcontact === i ? ref : undefined);
  const pickedFor = picking === undefined ? undefined : note.deelcontacten[picking.deelcontact];

  return (
    <div className={approved === undefined ? "desk" : "desk desk-approved"}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move over what is inside */}
      <div
        ref={desk}
        className="note"
        onMouseLeave={() => setHovered(undefined)}
        onKeyDown={(event) => {
          if (event.target instanceof HTMLElement && moveFocus(event.currentTarget, event.target, event.key))
            event.preventDefault();
        }}
      >
        {consult.state.kind === "amending" && <Notice tone="warn">{T.nota.amended}</Notice>}
        <WithdrawalNotice consult={consult} onError={(code) => setSaid(sayError(code))} />
        <ReattributedNotice consult={consult} note={note} onError={(code) => setSaid(sayError(code))} />
        {note.remarks?.map((remark) => (
          <Notice key={remark} tone="calm">
            {remark}
          </Notice>
        ))}
        {isEmpty && <EmptyNotice consult={consult} onError={(code) => setSaid(sayError(code))} />}
        {note.deelcontacten.map((deelcontact, i) => (
          <DeelcontactCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a deelcontact is its place
            key={i}
            deelcontact={deelcontact}
            at={i}
            titles={titles}
            acts={cardActs}
            lineActs={lineActs}
            place={inCard(place, i)}
            editing={inCard(editing, i)}
            moving={inCard(moving, i)}
            doubt={inCard(doubt, i)}
            playing={inCard(heard, i)?.soep}
            isEntry={place === undefined && i === 0}
          />
        ))}
        <Button
          look="quiet"
          onPress={() => {
            isAdding.current = true;
            apply(addDeelcontact);
          }}
        >
          <Icon name="plus" /> {T.nota.addDeelcontact}
        </Button>
      </div>
      <aside className="desk-side">
        <DoubtPanel
          doubts={doubts}
          at={at}
          hasSound={consult.hasSound}
          isPlaying={isSame(sound.playing, here)}
          isEmpty={isEmpty}
          approved={approved}
          codes={codes}
          onPlay={playHere}
          onAccept={accept}
          onNext={() => step(1)}
        />
        <Candidates
          doubt={doubt}
          onPick={(candidate) => doubt !== undefined && apply((before) => pickCandidate(before, doubt, candidate))}
        />
        <p className="desk-said" role="status">
          {sound.playing !== undefined ? (
            <span className="unseen">
              {T.nota.playing} {heard !== undefined && T.nota.lineOf(heard.soep, heard.deelcontact + 1)}
            </span>
          ) : (
            (said ?? sound.said)
          )}
        </p>
        <h2>{heading}</h2>
        {consult.soundDestroyedAt !== null && (
          <p className="quiet">
            {T.nota.soundDestroyed(formatDay(consult.soundDestroyedAt), formatTime(consult.soundDestroyedAt))}
          </p>
        )}
        {consult.transcript.utterances.length === 0 ? (
          <p className="quiet">{T.nota.noTranscript}</p>
        ) : (
          <TranscriptList
            utterances={consult.transcript.utterances}
            gaps={consult.gaps}
            marked={marked}
            label={heading}
            playing={typeof sound.playing === "string" ? sound.playing : undefined}
            onPlay={consult.hasSound ? sound.playUtterance : undefined}
            onAttribute={attribute}
          />
        )}
      </aside>
      <NoteBar
        editor={editor}
        approved={approved}
        isAmending={consult.state.kind === "amending"}
        isEmpty={isEmpty}
        doubts={doubts.length}
        onApprove={() => void approve()}
      />
      {picking !== undefined && pickedFor !== undefined && (
        <IcpcDialog
          kind={picking.kind}
          deelcontact={pickedFor}
          patient={consult.patient}
          query={picking.query}
          onPick={(code) =>
            apply((before) =>
              (picking.kind === "evaluation" ? pickCode : pickReason)(before, picking.deelcontact, code),
            )
          }
          onClose={() => setPicking(undefined)}
        />
      )}
    </div>
  );
}
