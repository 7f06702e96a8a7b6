import type { ApprovedNote, DraftNote } from "../../core/note/note.ts";
import type { Store } from "./store.ts";

interface Version<Kind, Note> {
  readonly version: number;
  readonly kind: Kind;
  readonly note: Note;
  /** Absent where the writer made it. */
  readonly clinicianId: string | null;
  readonly createdAt: string;
}

/** One save of a note. `amended`: approved after an earlier approval, so it replaces that one in the HIS. */
export type DraftVersion = Version<"draft", DraftNote>;
export type ApprovedVersion = Version<"approved" | "amended", ApprovedNote>;
export type NoteVersion = DraftVersion | ApprovedVersion;

/** Adds a version and answers it. Only a note that `approve` made becomes anything but a draft. */
export function addVersion(
  store: Store,
  consultId: string,
  note: DraftNote | ApprovedNote,
  clinicianId: string | null,
): NoteVersion {
  const earlier = listVersions(store, consultId);
  const version = (earlier.at(-1)?.version ?? 0) + 1;
  const kind = note.status === "draft" ? "draft" : earlier.some(isApproved) ? "amended" : "approved";
  const createdAt = store.clock.now().toISOString();
  const values = [consultId, version, kind, JSON.stringify(note), clinicianId, createdAt];
  store.db.run("INSERT INTO note_version VALUES (?, ?, ?, ?, ?, ?)", ...values);
  return { version, kind, note, clinicianId, createdAt } as NoteVersion;
}

export const isApproved = (version: NoteVersion): version is ApprovedVersion => version.kind !== "draft";

/** All versions, oldest first. */
export function listVersions({ db }: Store, consultId: string): NoteVersion[] {
  return db
    .all<Version<NoteVersion["kind"], string>>(
      `SELECT version, kind, note, clinician_id AS clinicianId, created_at AS createdAt FROM note_version
        WHERE consult_id = ? ORDER BY version`,
      consultId,
    )
    .map((row) => ({ ...row, note: JSON.parse(row.note) }) as NoteVersion);
}

/** Deletes the drafts, and says how many; what was approved stays. */
export function deleteDrafts({ db }: Store, consultId: string): number {
  return db.run("DELETE FROM note_version WHERE consult_id = ? AND kind = 'draft'", consultId);
}
