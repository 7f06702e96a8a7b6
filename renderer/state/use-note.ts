import { useCallback, useEffect, useRef, useState } from "react";
import type { Result } from "../../src/contract/calls.ts";
import type { ConsultView } from "../../src/contract/views.ts";
import { type History, redo, startHistory, step, undo } from "../../src/core/note/history.ts";
import type { DraftNote } from "../../src/core/note/note.ts";
import { useEngine } from "./engine.tsx";

/** Milliseconds without a change before the note is saved. */
const SAVE_AFTER_MS = 600;
/** Milliseconds before a save that failed is tried again by itself. */
const RETRY_MS = 5000;

export interface NoteEditor {
  readonly note: DraftNote;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly saving: "saved" | "waiting" | "failed";
  /** Why the last save failed. */
  readonly failure?: string | undefined;
  /** Another window saved while here was something unsaved: what it saved is shown, and undo brings hers back. */
  readonly isReplaced: boolean;
  apply(edit: (note: DraftNote) => DraftNote): void;
  undo(): void;
  redo(): void;
  /** Saves what was not saved yet; the version that holds what is on the screen. */
  flush(): Promise<Result<number>>;
}

/** The newest version of a consult's note, to be edited: every edit can be taken back and is saved by itself. */
export function useNote(consult: ConsultView | undefined): NoteEditor | undefined {
  const { link } = useEngine();
  const newest = consult?.versions.at(-1);
  const key = newest === undefined ? undefined : `${consult!.id} ${newest.version}`;
  const [history, setHistory] = useState<History<DraftNote>>();
  const [saving, setSaving] = useState<NoteEditor["saving"]>("saved");
  const [failure, setFailure] = useState<string>();
  const [isReplaced, setReplaced] = useState(false);
  const own = useRef({
    consultId: "",
    version: 0,
    saved: undefined as DraftNote | undefined,
    /** What is, or was last, on its way to the engine. */
    sent: undefined as DraftNote | undefined,
    key: "",
  });
  const current = useRef<DraftNote>(undefined);
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  useEffect(() => {
    if (newest === undefined || key === undefined || own.current.key === key) return;
    // A version that this window saved itself is what is on the screen already, or older than that.
    if (own.current.consultId === consult!.id && newest.version <= own.current.version) return;
    const note = asDraft(newest.note);
    const { consultId, saved, sent } = own.current;
    const isSame = consultId === consult!.id;
    // Her own, of which the answer was lost.
    if (isSame && sent !== undefined && sent !== saved && isAlike(note, sent)) {
      own.current = { ...own.current, version: newest.version, saved: sent, key };
      return;
    }
    const isUnsaved = isSame && current.current !== undefined && current.current !== saved;
    own.current = { consultId: consult!.id, version: newest.version, saved: note, sent: undefined, key };
    current.current = note;
    setHistory((before) => (isUnsaved && before !== undefined ? step(before, note) : startHistory(note)));
    setReplaced(isUnsaved);
    setSaving("saved");
  }, [consult, newest, key]);

  const flush = useCallback((): Promise<Result<number>> => {
    const save = async (): Promise<Result<number>> => {
      const note = current.current;
      const { consultId, saved, version } = own.current;
      if (note === undefined || note === saved) return { ok: true, value: version };
      own.current.sent = note;
      const result = await link.call("note:save", { consultId, note, base: version });
      if (own.current.consultId !== consultId) return result.ok ? { ok: true, value: result.value.version } : result;
      if (!result.ok) {
        setSaving("failed");
        setFailure(result.code);
        return result;
      }
      own.current = {
        ...own.current,
        version: result.value.version,
        saved: note,
        key: `${consultId} ${result.value.version}`,
      };
      setSaving(current.current === note ? "saved" : "waiting");
      return { ok: true, value: result.value.version };
    };
    // One after the other: an older text never lands on a newer one.
    const turn = queue.current.then(save);
    queue.current = turn;
    return turn;
  }, [link]);

  const present = history?.present;
  useEffect(() => {
    if (present === undefined || present === own.current.saved) return;
    const timer = setTimeout(() => void flush(), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [present, flush]);
  useEffect(() => {
    if (saving !== "failed") return;
    const timer = setInterval(() => void flush(), RETRY_MS);
    return () => clearInterval(timer);
  }, [saving, flush]);
  // Leaving the screen loses nothing.
  useEffect(() => () => void flush(), [flush]);

  const move = useCallback((change: (history: History<DraftNote>) => History<DraftNote>) => {
    setHistory((before) => {
      if (before === undefined) return before;
      const after = change(before);
      current.current = after.present;
      return after;
    });
    setReplaced(false);
    setSaving("waiting");
  }, []);

  if (history === undefined || own.current.consultId !== consult?.id) return undefined;
  return {
    note: history.present,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    saving: history.present === own.current.saved ? "saved" : saving,
    failure,
    isReplaced,
    apply: (edit) => move((before) => step(before, edit(before.present))),
    undo: () => move(undo),
    redo: () => move(redo),
    flush,
  };
}

/** An approved note as the draft that an amendment starts from. */
function asDraft(note: ConsultView["versions"][number]["note"]): DraftNote {
  if (note.status === "draft") return note;
  const { approval: _, status: __, ...content } = note;
  return { ...content, status: "draft" };
}

/** Do they say the same? The engine gives a note its consult's own time. */
function isAlike(a: DraftNote, b: DraftNote): boolean {
  const content = ({ deelcontacten, remarks }: DraftNote) => JSON.stringify([deelcontacten, remarks]);
  return content(a) === content(b);
}
