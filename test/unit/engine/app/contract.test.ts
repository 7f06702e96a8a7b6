import type { Composition, Observation } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { CALLS, type CallName } from "../../../../src/contract/calls.ts";
import { ERRORS } from "../../../../src/contract/errors.ts";
import { draft } from "../store/practice.ts";
import { must, PATIENT, prepareConsult, startEngine, until } from "./engine-bench.ts";
import { HIS_WORDS, startFhirEndpoint } from "./fhir-endpoint.ts";

const NAMES = Object.keys(CALLS) as CallName[];
/** They need nobody: whoever opens Soepel has to say who she is, and a machine sleeps whether it is locked or not. */
const WITHOUT_CLINICIAN: readonly CallName[] = [
  "status:read",
  "settings:read",
  "clinician:list",
  "clinician:save",
  "clinician:sign-in",
  "clinician:lock",
  "recording:interrupt",
  "key:unlock",
  "models:list",
  "icpc:search",
];
const ID = "00000000-0000-4000-8000-000000000000";

/** An input that its schema takes, for a consult that is not there. */
const VALID: { readonly [N in CallName]: unknown } = {
  "status:read": {},
  "settings:read": {},
  "settings:save": {
    organisation: { name: "P", agb: "01012345" },
    soundHours: 24,
    transcriptDays: 30,
    lockMinutes: 5,
    theme: "dark",
  },
  "his:test": {},
  "clinician:list": {},
  "clinician:save": { name: "A", role: "poh-s" },
  "clinician:sign-in": { clinicianId: ID },
  "clinician:lock": {},
  "voice:read": {},
  "voice:hear": { sound: "", rate: 16_000, isFirst: true },
  "voice:delete": {},
  "consult:list": {},
  "consult:read": { consultId: ID },
  "patient:find": { bsn: "999911120" },
  "consult:create": { patient: PATIENT, setting: "visite", consent: true },
  "recording:start": { consultId: ID, rate: 48_000, device: "x" },
  "recording:pause": { consultId: ID },
  "recording:resume": { consultId: ID, rate: 48_000, device: "x" },
  "recording:stop": { consultId: ID },
  "recording:cut": { consultId: ID, seconds: 60 },
  "recording:interrupt": { consultId: ID, cause: "suspend" },
  "consult:withdraw": { consultId: ID },
  "consult:discard": { consultId: ID },
  "consult:retry": { consultId: ID },
  "transcript:attribute": { consultId: ID, utteranceId: "u1", speaker: "patiënt" },
  "sound:clip": { consultId: ID, atS: 0, seconds: 1 },
  "note:save": { consultId: ID, note: draft(ID) },
  "note:preview": { consultId: ID, version: 1 },
  "note:approve": { consultId: ID, version: 1 },
  "note:copied": { consultId: ID },
  "note:resend": { consultId: ID },
  "note:recall": { consultId: ID },
  "key:unlock": { passphrase: "een paar woorden" },
  "key:protect": { passphrase: "een paar woorden" },
  "key:unprotect": { current: "een paar woorden" },
  "key:recovery": {},
  "models:list": {},
  "models:measure": {},
  "models:pull": { name: "whisper-huge" },
  "models:cancel": { name: "whisper-small" },
  "models:import": { folder: "/nowhere" },
  "models:choose": { name: "whisper-base" },
  "icpc:search": { query: "hoest" },
  "log:read": {},
};

describe("every call of the contract", () => {
  it("refuses what its schema does not take, asks who is there, and answers with a value or a code", async () => {
    const { engine, lines } = await startEngine();
    for (const name of NAMES) {
      for (const wrong of [undefined, null, "x", 7]) {
        expect(await engine.answer(name, wrong), name).toMatchObject({ ok: false, code: "usage" });
      }
      const valid = VALID[name] as Record<string, unknown>;
      for (const field of Object.keys(valid)) {
        // A field of another type: its name is told, its value is not.
        const result = await engine.answer(name, { ...valid, [field]: () => "Verhoeven" });
        expect(result, `${name} ${field}`).toMatchObject({ ok: false, code: "usage" });
        expect(JSON.stringify(result)).not.toContain("Verhoeven");
      }
      if (name === "clinician:save") continue;
      const result = await engine.answer(name, valid);
      if (!WITHOUT_CLINICIAN.includes(name)) expect(result, name).toMatchObject({ ok: false, code: "not-signed-in" });
    }
    await prepareConsult(engine);
    for (const name of NAMES.filter((name) => !["clinician:lock", "models:measure"].includes(name))) {
      const result = await engine.answer(name, VALID[name]);
      if (!result.ok) {
        expect(Object.keys(ERRORS), name).toContain(result.code);
        if ("consultId" in (VALID[name] as object))
          expect(["consult-unknown", "not-now", "recording-missing"], name).toContain(result.code);
      }
    }
    for (const name of ["", "toString", "__proto__", "status:write", 7, undefined])
      expect(await engine.answer(name, {})).toMatchObject({ ok: false, code: "usage" });
    expect(lines).toEqual([]);
  });

  it("takes a note with the consult's own time and setting, and a profile from whose it is only", async () => {
    const { engine, events } = await startEngine();
    const consultId = await prepareConsult(engine);
    const { startedAt } = await must(engine, "consult:read", { consultId });
    const plain = draft(consultId);
    const note = {
      ...plain,
      consult: { id: consultId, setting: "dictaat", startedAt: "1999-01-01T00:00:00Z" } as const,
    };
    await must(engine, "note:save", { consultId, note });
    const { versions } = await must(engine, "consult:read", { consultId });
    expect(versions.at(-1)!.note.consult).toEqual({ id: consultId, setting: "consult", startedAt });

    const [own] = await must(engine, "clinician:list", {});
    const other = await must(engine, "clinician:save", { name: "J. Ander", role: "huisarts", agb: "01099999" });
    const refused = { ok: false, code: "not-signed-in" };
    expect(await engine.call("clinician:save", { ...other, agb: "01012345" })).toMatchObject(refused);
    await must(engine, "clinician:save", { ...own!, name: "M. de Boer-Smit" });
    await must(engine, "clinician:lock", {});
    // Every window is told who acts.
    await must(engine, "clinician:sign-in", { clinicianId: other.id });
    await must(engine, "clinician:lock", {});
    const told = events.flatMap((event) => (event.type === "signed-in" ? [event.clinicianId] : []));
    expect(told).toEqual([own!.id, null, other.id, null]);
    expect(await engine.call("clinician:save", { ...own!, agb: "01099999" })).toMatchObject(refused);
    expect(await must(engine, "clinician:list", {})).toEqual([other, { ...own!, name: "M. de Boer-Smit" }]);
  });

  it("carries a note from draft to HIS: saved, shown, approved, refused, sent again, amended, recalled", async () => {
    const { engine, events, lines } = await startEngine();
    const consultId = await prepareConsult(engine);
    const his = await startFhirEndpoint();
    const settings = {
      organisation: { name: "Praktijk", agb: "01012346" },
      soundHours: 24,
      transcriptDays: 30,
      lockMinutes: 10,
      theme: "system",
    } as const;
    await must(engine, "settings:save", { ...settings, his: { baseUrl: his.baseUrl, auth: "none" } });
    const [hit] = await must(engine, "icpc:search", { query: "vaak plassen" });
    const contactReason = { code: hit!.code, title: hit!.title };
    const plain = draft(consultId, "moet vaak plassen");
    const note = { ...plain, deelcontacten: plain.deelcontacten.map((each) => ({ ...each, contactReason })) };
    expect(
      await engine.call("note:save", { consultId, note: { ...note, consult: { ...note.consult, id: ID } } }),
    ).toMatchObject({
      ok: false,
      code: "note-invalid",
    });
    const wrongCode = [
      { ...note.deelcontacten[0]!, icpc: { code: "U71", title: "iets anders", confidence: 1, alternatives: [] } },
    ];
    expect(await engine.call("note:save", { consultId, note: { ...note, deelcontacten: wrongCode } })).toMatchObject({
      code: "note-invalid",
    });
    expect((await must(engine, "note:save", { consultId, note, base: 0 })).version).toBe(1);
    // Two windows: the second one's edit of what the first one changed meanwhile is not written over it.
    expect(await engine.call("note:save", { consultId, note, base: 0 })).toMatchObject({ code: "note-stale" });
    expect((await must(engine, "consult:read", { consultId })).versions).toHaveLength(1);
    expect(await engine.call("note:preview", { consultId, version: 2 })).toMatchObject({ code: "note-stale" });
    expect(await must(engine, "note:preview", { consultId, version: 1 })).toMatchObject({
      destination: his.baseUrl,
      problems: [],
    });

    his.endpoint.status = 422;
    await must(engine, "note:approve", { consultId, version: 1 });
    const refused = await until(engine, consultId, ({ state }) => state.kind === "refused");
    expect(refused.deliveries[0]).toMatchObject({
      state: "refused",
      error: expect.stringMatching(/^status 422, business-rule$/),
      answer: `${HIS_WORDS} (Bundle.entry[3])`,
    });
    his.endpoint.status = 200;
    await must(engine, "note:resend", { consultId });
    expect((await until(engine, consultId, ({ state }) => state.kind === "sent")).deliveries[0]!.answer).toBe(null);
    expect(events).toContainEqual({ type: "changed", consultId });
    // The contact's reason stands on the S line.
    const told = his.bundles[0]!.entry!.map(({ resource }) => resource).find(
      (resource): resource is Observation => (resource as Partial<Observation>)?.valueString === "moet vaak plassen",
    );
    expect(told!.extension!.flatMap((each) => each.valueCodeableConcept?.coding ?? [])).toMatchObject([
      { code: contactReason.code, display: contactReason.title },
    ]);

    // Amended: what lies at the HIS is replaced.
    await must(engine, "note:save", { consultId, note: draft(consultId, "moet vaak plassen, 's nachts ook") });
    const { resources } = await must(engine, "note:preview", { consultId, version: 3 });
    // What the HIS has already is not told as new: the line that changed is, and the old one is withdrawn.
    expect(resources.filter(({ type }) => ["Encounter", "Observation", "EpisodeOfCare"].includes(type))).toEqual([
      { type: "Encounter", change: "same", count: 1 },
      { type: "EpisodeOfCare", change: "same", count: 1 },
      { type: "Observation", change: "new", count: 1 },
      { type: "Observation", change: "withdrawn", count: 1 },
    ]);
    await must(engine, "note:approve", { consultId, version: 3 });
    const amended = await until(engine, consultId, ({ state }) => state.kind === "sent" && state.version === 4);
    expect(amended.versions.map(({ kind }) => kind)).toEqual(["draft", "approved", "draft", "amended"]);
    expect(JSON.stringify(his.bundles.at(-1))).toContain('"status":"amended"');

    // Withdrawn: the HIS hears that all of it was an error, and the note is a draft again.
    // The practice's number was corrected in between: what was sent bears the names of then.
    const corrected = { ...settings, organisation: { name: "Praktijk", agb: "01012347" } };
    await must(engine, "settings:save", { ...corrected, his: { baseUrl: his.baseUrl, auth: "none" } });
    expect(await must(engine, "note:recall", { consultId })).toEqual({ version: 5 });
    const withdrawn = await until(engine, consultId, ({ deliveries }) => deliveries.at(-1)!.state === "sent");
    expect(withdrawn).toMatchObject({ state: { kind: "noted", version: 5 } });
    expect(withdrawn.deliveries.map(({ act, version }) => `${act} ${version}`)).toEqual([
      "send 2",
      "send 4",
      "withdraw 4",
    ]);
    const reports = his.bundles.at(-1)!.entry!.filter(({ resource }) => resource?.resourceType === "Composition");
    expect(reports.map(({ resource }) => (resource as Composition).status)).toEqual(Array(2).fill("entered-in-error"));
    await must(engine, "note:approve", { consultId, version: 5 });
    await until(engine, consultId, ({ state }) => state.kind === "sent" && state.version === 6);
    expect(JSON.stringify(his.bundles.at(-1))).not.toMatch(/entered-in-error|"amended"/);
    expect(lines.join()).not.toContain("Verhoeven");

    const { entries, intact } = await must(engine, "log:read", { consultId });
    expect(intact).toBe(true);
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["note-refused", "note-sent", "note-amended", "note-recalled", "note-withdrawn"]),
    );
    expect(entries.find(({ action }) => action === "note-approved")!.who).toBe("M. de Boer");
  });

  it("takes a note over by hand where there is no HIS, and gives up one that is not needed", async () => {
    const { engine } = await startEngine();
    const consultId = await prepareConsult(engine);
    await must(engine, "note:save", { consultId, note: draft(consultId) });
    expect(await must(engine, "note:preview", { consultId, version: 1 })).toMatchObject({
      destination: null,
      problems: [],
    });
    await must(engine, "note:approve", { consultId, version: 1 });
    expect(await must(engine, "consult:read", { consultId })).toMatchObject({
      state: { kind: "approved" },
      deliveries: [],
    });
    await must(engine, "note:copied", { consultId });
    expect((await must(engine, "consult:read", { consultId })).state.kind).toBe("sent");
    const { id } = await must(engine, "consult:create", { patient: PATIENT, setting: "consult", consent: true });
    await must(engine, "consult:discard", { consultId: id });
    expect((await must(engine, "consult:list", {})).map(({ state }) => state.kind).sort()).toEqual([
      "discarded",
      "sent",
    ]);
  });

  it("says what is missing before it approves, and approves nothing that the HIS would not take", async () => {
    const { engine } = await startEngine();
    const consultId = await prepareConsult(engine);
    const settings = {
      organisation: { name: "", agb: "" },
      soundHours: 24,
      transcriptDays: 30,
      lockMinutes: 10,
      theme: "system",
    } as const;
    await must(engine, "settings:save", { ...settings, his: { baseUrl: "http://127.0.0.1:9/fhir", auth: "none" } });
    await must(engine, "note:save", { consultId, note: draft(consultId) });
    const { problems } = await must(engine, "note:preview", { consultId, version: 1 });
    expect(problems).toEqual([ERRORS["practice-invalid"].nl]);
    expect(await engine.call("note:approve", { consultId, version: 1 })).toMatchObject({ code: "practice-invalid" });
    expect((await must(engine, "consult:read", { consultId })).state.kind).toBe("noted");
  });
});
