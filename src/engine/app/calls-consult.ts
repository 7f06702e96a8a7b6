import { encodeWav } from "../audio/encode-wav.ts";
import { dropUndefined, type Handlers } from "./app.ts";
import { showConsult, showPatient, showSummary, summaryOf } from "./show.ts";

/** Consults, their recording and their sound. */
export const consultCalls: Handlers<
  | "consult:list"
  | "consult:read"
  | "patient:find"
  | "consult:create"
  | "consult:withdraw"
  | "consult:discard"
  | "consult:retry"
  | "transcript:attribute"
  | "recording:start"
  | "recording:pause"
  | "recording:resume"
  | "recording:stop"
  | "recording:cut"
  | "recording:interrupt"
  | "sound:clip"
> = {
  "consult:list": (_, { consults, session }) => {
    void session.actor;
    return consults.listConsults().map(showSummary);
  },
  "consult:read": ({ consultId }, { consults, session }) => showConsult(consults.readConsult(consultId, session.actor)),
  "patient:find": ({ bsn }, { consults, session }) => {
    const patient = consults.findPatient(bsn, session.actor);
    return patient === undefined ? null : showPatient(patient);
  },
  "consult:create": ({ patient, setting, corrects }, app) => {
    const { consults, session, store } = app;
    const created = store.db.transaction(() => {
      const saved = consults.savePatient(dropUndefined(patient), session.actor, corrects);
      return consults.createConsult({ patientId: saved.id, setting }, session.actor);
    });
    app.tellConsult(created.id);
    return summaryOf(store, created.id);
  },
  "consult:withdraw": async ({ consultId }, { recordings, session, outbox }) => {
    await recordings.withdraw(consultId, session.actor);
    // As with a discard: a note that was recalled is sent after all.
    void outbox.wake();
    return null;
  },
  "consult:discard": async ({ consultId }, { recordings, session, outbox }) => {
    await recordings.discard(consultId, session.actor);
    // Edits of an approved note that was recalled are gone: what was approved is sent after all.
    void outbox.wake();
    return null;
  },
  "consult:retry": ({ consultId, from = "sound" }, { consults, session, workingOut, tellConsult }) => {
    consults.apply(consultId, { type: "retry" }, session.actor);
    tellConsult(consultId);
    workingOut.start(consultId, from);
    return null;
  },
  "transcript:attribute": ({ consultId, utteranceId, speaker, everywhere = false }, { consults, session, tell }) => {
    const changed = consults.attribute(consultId, { utteranceId, speaker, everywhere }, session.actor);
    for (const utterance of changed) tell({ type: "utterance", consultId, utterance, final: true });
    return changed;
  },
  "recording:start": async ({ consultId, rate }, { recordings, session }) => {
    await recordings.start({ consultId, rate: Math.round(rate) }, session.actor);
    return null;
  },
  "recording:pause": async ({ consultId }, { recordings, session }) => {
    await recordings.pause(consultId, session.actor);
    return null;
  },
  "recording:resume": async ({ consultId, rate }, { recordings, session }) => {
    await recordings.resume({ consultId, rate: Math.round(rate) }, session.actor);
    return null;
  },
  "recording:stop": async ({ consultId }, { recordings, session }) => {
    await recordings.stop(consultId, session.actor);
    return null;
  },
  "recording:cut": ({ consultId, seconds }, { recordings, session }) =>
    recordings.cut(consultId, seconds, session.actor),
  // Without a clinician too: the machine sleeps and microphones go while the window is locked.
  "recording:interrupt": async ({ consultId, cause }, { recordings }) => {
    await recordings.interrupt(consultId, cause);
    return null;
  },
  "sound:clip": async ({ consultId, atS, seconds }, { consults, session }) => {
    const { rate, samples } = await consults.playSound(consultId, atS, seconds, session.actor);
    return { wav: encodeWav(samples, rate).toString("base64") };
  },
};
