import type { ApprovedNote, DraftNote } from "../../core/note/note.ts";
import type { Store } from "./store.ts";

interface Of<Kind, Note> {
  readonly version: number;
  readonly kind: Kind;
  readonly note: Note;
  /** Absent where the writer made it. */
  readonly clinicianId: string | undefined;
  readonly createdAt: string;
}

/** One save of a note. `amended`: approved after an earlier approval, so it replaces that one in the HIS. */
export type NoteVersion = Of<"draft", DraftNote> | Of<"approved" | "amended", ApprovedNote>;

interface Row {
  version: number;
  kind: NoteVersion["kind"];
  note: string;
  clinician_id: string | null;
  created_at: string;
}

/** Adds a version and answers its number. Only a note that `approve` made can be anything but a draft. */
export function addVersion(
  store: Store,
  consultId: string,
  note: DraftNote | ApprovedNote,
  clinicianId: string | undefined,
): NoteVersion {
  const version = (newestVersion(store, consultId)?.version ?? 0) + 1;
  const hasApproved = newestApproved(store, consultId) !== undefined;
  const kind = note.status === "draft" ? "draft" : hasApproved ? "amended" : "approved";
  const createdAt = store.clock.now().toISOString();
  store.db.run("INSERT INTO note_version VALUES (@consult, @version, @kind, @note, @clinician, @at)", {
    consult: consultId,
    version,
    kind,
    note: JSON.stringify(note),
    clinician: clinicianId ?? null,
    at: createdAt,
  });
  return { version, kind, note, clinicianId, createdAt } as NoteVersion;
}

export function newestVersion(store: Store, consultId: string): NoteVersion | undefined {
  return pick(store, "consult_id = @consult ORDER BY version DESC LIMIT 1", consultId)[0];
}

export function newestApproved(
  store: Store,
  consultId: string,
): Extract<NoteVersion, { note: ApprovedNote }> | undefined {
  const [found] = pick(store, "consult_id = @consult AND kind <> 'draft' ORDER BY version DESC LIMIT 1", consultId);
  return found?.kind === "draft" ? undefined : found;
}

/** All versions, oldest first. */
export function listVersions(store: Store, consultId: string): NoteVersion[] {
  return pick(store, "consult_id = @consult ORDER BY version", consultId);
}

/** Deletes the drafts, and says how many; what was approved stays. */
export function deleteDrafts(store: Store, consultId: string): number {
  return store.db.run("DELETE FROM note_version WHERE consult_id = @consult AND kind = 'draft'", {
    consult: consultId,
  });
}

function pick(store: Store, where: string, consult: string): NoteVersion[] {
  return store.db
    .all<Row>(`SELECT version, kind, note, clinician_id, created_at FROM note_version WHERE ${where}`, { consult })
    .map(
      ({ version, kind, note, clinician_id, created_at }) =>
        ({
          version,
          kind,
          note: JSON.parse(note),
          clinicianId: clinician_id ?? undefined,
          createdAt: created_at,
        }) as NoteVersion,
    );
}
