import { SoepelError } from "../../contract/errors.ts";
import type { DraftNote } from "../../core/note/note.ts";
import { parseNote } from "../../core/note/note-schema.ts";
import { getConsult } from "../store/consult-rows.ts";
import { listVersions } from "../store/note-versions.ts";
import { readSettings } from "../store/settings.ts";
import type { App, Handlers } from "./app.ts";
import { prepareBundle, previewBundle, withdrawalBy } from "./bundles.ts";

/**
 * A note as the window sent it: whole, of this consult, with codes of the table; when and how the consult was is the consult's to tell.
 * Fails: note-invalid, with the field's name; consult-unknown.
 */
async function checkNote(
  note: DraftNote,
  consultId: string,
  { models, store }: Pick<App, "models" | "store">,
): Promise<DraftNote> {
  const { setting, startedAt } = getConsult(store, consultId);
  const parsed = parseNote(JSON.stringify(note));
  if (!parsed.ok) throw new SoepelError("note-invalid", parsed.detail);
  // Another consult's note may be another patient's (HAZARDS.md, 24).
  if (parsed.note.consult.id !== consultId) throw new SoepelError("note-invalid", "it is another consult's");
  const titles = await models.icpcTitles();
  for (const { icpc, contactReason } of parsed.note.deelcontacten) {
    for (const named of [icpc, contactReason]) {
      if (named !== undefined && titles.get(named.code) !== named.title)
        throw new SoepelError("note-invalid", "a code or its title is not in the ICPC table");
    }
  }
  return { ...parsed.note, consult: { ...parsed.note.consult, setting, startedAt } };
}

/** Notes: edited, shown before sending, approved, sent. */
export const noteCalls: Handlers<
  "note:save" | "note:preview" | "note:approve" | "note:copied" | "note:resend" | "note:recall"
> = {
  "note:save": async ({ consultId, note, base }, app) => {
    const { actor } = app.session;
    const checked = await checkNote(note, consultId, app);
    const { version } = app.consults.saveEdited(consultId, checked, actor, base);
    app.tellConsult(consultId);
    return { version };
  },
  "note:preview": ({ consultId, version }, app) => {
    void app.session.actor;
    getConsult(app.store, consultId);
    const newest = listVersions(app.store, consultId).at(-1);
    if (newest?.version !== version) throw new SoepelError("note-stale");
    return previewBundle(app, consultId, newest.note);
  },
  "note:approve": async ({ consultId, version }, app) => {
    const { consults, session, store } = app;
    const { actor } = session;
    const hasHis = readSettings(store).his !== undefined;
    const toBundle = hasHis ? await prepareBundle(app, consultId) : undefined;
    const approved = consults.approveNote(consultId, version, actor, toBundle);
    app.tellConsult(consultId);
    void app.outbox.wake();
    return { version: approved.version };
  },
  "note:copied": ({ consultId }, { consults, session, tellConsult }) => {
    consults.markCopied(consultId, session.actor);
    tellConsult(consultId);
    return null;
  },
  "note:resend": ({ consultId }, { consults, session, outbox, tellConsult }) => {
    consults.resend(consultId, session.actor);
    tellConsult(consultId);
    void outbox.wake();
    return null;
  },
  "note:recall": ({ consultId }, app) => {
    const { consults, session, tellConsult, outbox } = app;
    const { version } = consults.recall(consultId, session.actor, withdrawalBy(session.clinician, app.store));
    tellConsult(consultId);
    void outbox.wake();
    return { version };
  },
};
