import { SoepelError } from "../../contract/errors.ts";
import type { FhirHisOptions } from "../his/fhir-his.ts";
import { askCapability } from "../his/his-capability.ts";
import { SOEPEL } from "../store/audit.ts";
import { type HisSettings, readSettings, saveSettings, showSettings } from "../store/settings.ts";
import { dropUndefined, type Handlers } from "./app.ts";
import { showLogEntry } from "./show.ts";

/** How the HIS is reached. Fails: usage (Basic or a bearer without its secret). */
export function hisOptions({ baseUrl, auth, user, secret }: HisSettings): FhirHisOptions {
  if (auth === "none") return { baseUrl, auth: { kind: "none" } };
  if (secret === undefined || secret === "") throw new SoepelError("usage", "the HIS's secret is not there");
  if (auth === "bearer") return { baseUrl, auth: { kind: "bearer", token: secret } };
  return { baseUrl, auth: { kind: "basic", user: user ?? "", password: secret } };
}

/** The practice, its clinicians, the HIS, the log. */
export const practiceCalls: Handlers<
  | "status:read"
  | "settings:read"
  | "settings:save"
  | "his:test"
  | "clinician:list"
  | "clinician:save"
  | "clinician:sign-in"
  | "clinician:lock"
  | "icpc:search"
  | "log:read"
> = {
  "status:read": (_, app) => app.readStatus(),
  "settings:read": (_, { store }) => showSettings(readSettings(store)),
  "settings:save": ({ organisation, his, microphone, ...rest }, { store, session, outbox }) => {
    const { name, agb, ura } = organisation;
    const saved = saveSettings(
      store,
      {
        ...rest,
        organisation: { name, agb, ...(ura === undefined ? {} : { ura }) },
        ...(his === undefined ? {} : { his }),
        ...(microphone === undefined ? {} : { microphone }),
      },
      session.actor,
    );
    // What waited for a HIS that was not reached may be in reach now.
    void outbox.wake();
    return showSettings(saved);
  },
  "his:test": (_, { store, session }) => {
    void session.actor;
    const { his } = readSettings(store);
    if (his === undefined) throw new SoepelError("usage", "no HIS is set");
    return askCapability(hisOptions(his));
  },
  "clinician:list": (_, { consults }) => consults.listClinicians(),
  "clinician:save": (clinician, { consults, session }) => {
    // A profile is changed by whose it is: her AGB code stands under her notes.
    if (clinician.id !== undefined && clinician.id !== session.actor.id)
      throw new SoepelError("not-signed-in", "another's profile");
    // The first one adds herself: nobody can be signed in before there is anybody.
    const saved = consults.saveClinician(dropUndefined(clinician), session.isSignedIn ? session.actor : SOEPEL);
    if (session.isSignedIn && session.actor.id === saved.id) session.signIn(saved);
    return saved;
  },
  "clinician:sign-in": ({ clinicianId }, { consults, session, tell }) => {
    const clinician = consults.listClinicians().find(({ id }) => id === clinicianId);
    if (clinician === undefined) throw new SoepelError("practice-invalid", "practitioner");
    session.signIn(clinician);
    tell({ type: "signed-in", clinicianId });
    return clinician;
  },
  "clinician:lock": (_, { session, tell }) => {
    session.lock();
    tell({ type: "signed-in", clinicianId: null });
    return null;
  },
  "icpc:search": async ({ query, sex, ageYears }, { models }) =>
    (await models.icpcSearch()).search(query, dropUndefined({ sex, ageYears })),
  "log:read": (filter, { consults, session, store }) => {
    const entries = consults.readAudit(session.actor, dropUndefined(filter));
    const intact = consults.verifyAudit().brokenAt === undefined;
    return { entries: entries.map(showLogEntry(store, consults.listClinicians())), intact };
  },
};
