import type { Bundle, Composition, Condition, FhirResource, Observation } from "fhir/r4.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FhirServer, hasJavaAndMaven, seedPatient, startFhirServer } from "../../../src/cli/demo/fhir-server.ts";
import { readIcpcTitles } from "../../../src/cli/demo/validate-bundle.ts";
import { namesAfterWithdrawal } from "../../../src/core/fhir/bundle.ts";
import type { TransactionBundle } from "../../../src/core/fhir/entries.ts";
import type { PatientFile } from "../../../src/core/fhir/party-files.ts";
import type { His } from "../../../src/core/fhir/ports.ts";
import type { ApprovedNote, DraftNote } from "../../../src/core/note/note.ts";
import { openFhirHis } from "../../../src/engine/his/fhir-his.ts";
import { makeAmendment, makeBundle, makeVersion, makeWithdrawal } from "../../../src/engine/his/make-bundle.ts";
import { approved, NOTE_NAMES, PATIENT, readNote, sendInTurn, toSend } from "../../fixtures/fhir/notes.ts";

const TYPES = [
  "Patient",
  "Organization",
  "Practitioner",
  "PractitionerRole",
  "Device",
  "Encounter",
  "EpisodeOfCare",
  "Condition",
  "Observation",
  "Composition",
  "Provenance",
] as const;
const NO_BSN: PatientFile = { name: { given: "Jan", family: "Jans" }, birthDate: "1950-01-31", gender: "male" };

let server: FhirServer;
let his: His;
let titles: Map<string, string>;

beforeAll(async () => {
  expect(await hasJavaAndMaven(), "Java 17 and Maven").toBe(true);
  [server, titles] = await Promise.all([startFhirServer(), readIcpcTitles()]);
  his = openFhirHis({ baseUrl: server.baseUrl, timeoutMs: 120_000 });
  await seedPatient(server.baseUrl, PATIENT);
  await seedPatient(server.baseUrl, NO_BSN);
  await seedPatient(server.baseUrl, { ...NO_BSN, name: { given: "Jan", family: "Jansen" } });
});
afterAll(() => server?.stop());

async function get<T>(path: string): Promise<T> {
  const answer = await fetch(`${server.baseUrl}/${path}`, { headers: { "cache-control": "no-cache" } });
  return (await answer.json()) as T;
}

/** Every resource of the server by type, id and version. */
async function readState(): Promise<string[]> {
  const state: string[] = [];
  for (const type of TYPES) {
    let next: string | undefined = `${type}?_count=200`;
    while (next !== undefined) {
      const page: Bundle = await get<Bundle>(next);
      for (const { resource } of page.entry ?? []) state.push(`${type}/${resource!.id}/${resource!.meta?.versionId}`);
      next = page.link
        ?.find((link) => link.relation === "next")
        ?.url.replace(`${server.baseUrl}/`, "")
        .replace(server.baseUrl, "");
    }
  }
  return state.sort();
}

async function find<T extends FhirResource>(bundle: TransactionBundle, type: T["resourceType"]): Promise<T[]> {
  const own = bundle.entry.filter((e) => e.resource.resourceType === type);
  const pages = await Promise.all(own.map((e) => get<Bundle<T>>(`${type}?identifier=urn:ietf:rfc:3986|${e.fullUrl}`)));
  return pages.flatMap((page) => (page.entry ?? []).map((e) => e.resource!));
}

const bundleOf = (note: DraftNote, rest: Parameters<typeof toSend>[1] = {}) =>
  makeBundle(toSend(approved(note), rest), titles);

describe("a real FHIR server", () => {
  it.each(NOTE_NAMES)("stores %s once, however often it is sent", async (name) => {
    const bundle = bundleOf(readNote(name));
    const first = await his.send(bundle);
    expect(first.reports).toHaveLength(bundle.entry.filter((e) => e.resource.resourceType === "Composition").length);
    expect(first.created + first.unchanged).toBe(bundle.entry.length);
    const before = await readState();
    const second = await his.send(bundle);
    expect(second.created).toBe(0);
    expect(second.reports).toEqual(first.reports);
    expect(await readState()).toEqual(before);
  });

  it("reads back what was sent: final, attested, of this patient, its lines word for word", async () => {
    const note = readNote("consult-drie-problemen");
    const bundle = bundleOf(note);
    await his.send(bundle);
    const reports = await find<Composition>(bundle, "Composition");
    expect(reports.map((r) => r.status)).toEqual(["final", "final", "final"]);
    const [patient] = (await get<Bundle>(`Patient?identifier=http://fhir.nl/fhir/NamingSystem/bsn|${PATIENT.bsn}`))
      .entry!;
    for (const report of reports) {
      expect(report.subject?.reference).toBe(`Patient/${patient!.resource!.id}`);
      expect(report.attester?.[0]).toMatchObject({ mode: "professional", time: "2026-11-25T12:00:00+01:00" });
    }
    const observations = await find<Observation>(bundle, "Observation");
    for (const line of note.deelcontacten.flatMap((d) => d.lines)) {
      expect(observations.filter((o) => o.valueString === line.text)).toHaveLength(1);
    }
    expect(await get<Bundle>(`Composition?encounter=${reports[0]!.encounter!.reference}`)).toMatchObject({ total: 3 });
  });

  it("approved again with the same content, later: nothing new, the Provenance alone tells the later time", async () => {
    const note = readNote("telefonisch-zonder-e");
    await his.send(bundleOf(note));
    const before = await readState();
    const later = makeBundle(toSend(approved(note, "2026-11-25T13:00:00+01:00")), titles);
    expect((await his.send(later)).created).toBe(0);
    const changed = (await readState()).filter((resource) => !before.includes(resource));
    expect(changed).toEqual([expect.stringMatching(/^Provenance\/.*\/2$/)]);
  });

  it("keeps a draft preliminary, beside the final that follows it", async () => {
    const note = {
      ...readNote("telefonisch-zonder-e"),
      consult: { ...readNote("telefonisch-zonder-e").consult, id: "draft-1" },
    };
    const draft = makeBundle(toSend(note), titles);
    await his.send(draft);
    const [preliminary] = await find<Composition>(draft, "Composition");
    expect(preliminary).toMatchObject({ status: "preliminary" });
    expect(preliminary!.attester).toBeUndefined();
    const final = bundleOf(note);
    expect((await his.send(final)).created).toBeGreaterThan(0);
    expect((await find<Composition>(final, "Composition")).map((c) => c.status)).toEqual(["final"]);
  });

  it("amends: what changed is replaced and withdrawn, what did not change stays, also when it is sent twice", async () => {
    const base = readNote("consult-drie-problemen");
    const first = approved({ ...base, consult: { ...base.consult, id: "amend-1" } });
    const firstBundle = makeBundle(toSend(first), titles);
    await his.send(firstBundle);
    const [one, ...others] = first.deelcontacten;
    const corrected = {
      ...one!,
      measurements: one!.measurements.map((m) => (m.value === "150/92" ? { ...m, value: "130/92" } : m)),
    };
    const second = approved(
      { ...first, status: "draft", deelcontacten: [corrected, ...others] } as unknown as DraftNote,
      "2026-11-25T15:00:00+01:00",
    );
    const [, bundle] = sendInTurn([toSend(first), toSend(second)]) as [TransactionBundle, TransactionBundle];
    await his.send(bundle);
    const before = await readState();
    await his.send(bundle);
    expect(await readState()).toEqual(before);

    expect((await find<Composition>(bundle, "Composition")).map((c) => c.status)).toEqual([
      "amended",
      "final",
      "final",
    ]);
    const [amended] = await find<Composition>(bundle, "Composition");
    const [old] = await find<Composition>(firstBundle, "Composition");
    expect(amended!.relatesTo).toMatchObject([{ code: "replaces", targetIdentifier: old!.identifier }]);
    expect(old!.status).toBe("final");
    const pressures = (await find<Observation>(bundle, "Observation")).filter((o) => o.component !== undefined);
    const told = pressures.map((o) => `${o.component!.map((c) => c.valueQuantity!.value).join("/")} ${o.status}`);
    expect(told.sort()).toEqual(["130/92 final", "132/84 final", "148/90 final", "150/92 entered-in-error"]);

    // And back to the first value: it must not come to life as the one that was withdrawn.
    const third = approved({ ...first, status: "draft" } as unknown as DraftNote, "2026-11-25T16:00:00+01:00");
    const back = sendInTurn([first, second, third].map((note) => toSend(note))).at(-1)!;
    await his.send(back);
    const again = (await find<Observation>(back, "Observation")).filter(
      (o) => o.component?.[0]?.valueQuantity?.value === 150,
    );
    expect(again.map((o) => o.status)).toEqual(["final"]);
  });

  it("withdraws: all of every version is entered in error, once; sent anew it stands beside that", async () => {
    const base = readNote("consult-drie-problemen");
    const first = approved({ ...base, consult: { ...base.consult, id: "withdraw-1" } });
    const again = (deelcontacten: ApprovedNote["deelcontacten"]) =>
      approved({ ...first, status: "draft", deelcontacten } as unknown as DraftNote, "2026-11-25T15:00:00+01:00");
    const second = again(first.deelcontacten.slice(1));
    await his.send(makeBundle(toSend(first), titles));
    const { names } = makeVersion(toSend(first), titles);
    const next = makeVersion(toSend(second, { version: 1, before: names }), titles);
    const sent = makeAmendment(next.bundle, [makeBundle(toSend(first), titles)]);
    await his.send(sent);
    const [signed] = await find<Composition>(sent, "Composition");
    const act = { by: "W. Waarnemer", at: "2026-11-25T17:00:00+01:00" };
    const taken = [makeBundle(toSend(first), titles), sent];
    const withdrawal = makeWithdrawal(taken, act);
    expect((await his.send(withdrawal)).created).toBe(1);
    const before = await readState();
    expect((await his.send(withdrawal)).created).toBe(0);
    expect(await readState()).toEqual(before);

    const encounter = (await get<Composition>(`Composition/${signed!.id}`)).encounter!.reference!;
    const statusesOf = async (type: string) => {
      const page = await get<Bundle>(`${type}?encounter=${encounter}&_count=200`);
      return page.entry!.map(({ resource }) => {
        const { status, verificationStatus } = resource as Condition & { status?: string };
        return status ?? verificationStatus?.coding?.[0]?.code;
      });
    };
    for (const type of ["Composition", "Observation", "Condition"])
      expect(new Set(await statusesOf(type)), type).toEqual(new Set(["entered-in-error"]));
    expect((await get<{ status: string }>(encounter)).status).toBe("entered-in-error");

    const kept = { version: 2, before: namesAfterWithdrawal(next.names) };
    const fresh = makeBundle(toSend(again(first.deelcontacten), kept), titles);
    const anew = makeAmendment(fresh, [...taken, withdrawal]);
    await his.send(anew);
    expect((await find<Composition>(anew, "Composition")).map((c) => c.status)).toEqual(["final", "final", "final"]);
    expect((await statusesOf("Composition")).filter((status) => status === "final")).toHaveLength(3);
    expect((await get<{ status: string }>(encounter)).status).toBe("finished");
  });

  it("finds a patient without a BSN by exact name, birthday and sex, not by a name that begins alike", async () => {
    const note = readNote("visite-hartfalen");
    const { reports } = await his.send(bundleOf(note, { patient: NO_BSN }));
    const [patient] = (await get<Bundle>("Patient?family:exact=Jans")).entry!;
    expect((await get<Composition>(reports[0]!)).subject?.reference).toBe(`Patient/${patient!.resource!.id}`);
  });

  it.each<[string, PatientFile]>([
    ["an unknown patient", { ...PATIENT, bsn: "999999060" }],
    ["an unknown patient without a BSN", { ...NO_BSN, birthDate: "1950-02-01" }],
  ])("refuses %s and stores nothing", async (_, patient) => {
    const before = await readState();
    const sent = his.send(bundleOf(readNote("poh-ggz-pijn"), { patient }));
    await expect(sent).rejects.toMatchObject({
      code: "his-refused",
      detail: expect.stringMatching(/the patient is not in the HIS/),
    });
    await sent.catch((error: Error) => expect(error.message).not.toMatch(/9999|Voorbeeld|Anna|Jan/));
    expect(await readState()).toEqual(before);
  });

  it("refuses an ambiguous patient and stores nothing", async () => {
    const twin: PatientFile = { name: { given: "Tom", family: "Tweeling" }, birthDate: "2001-09-09", gender: "male" };
    await seedPatient(server.baseUrl, twin);
    await seedPatient(server.baseUrl, twin);
    const before = await readState();
    const sent = his.send(bundleOf(readNote("poh-ggz-pijn"), { patient: twin }));
    await expect(sent).rejects.toMatchObject({ code: "his-refused" });
    expect(await readState()).toEqual(before);
  });

  it("stores all or nothing: one bad entry and nothing is there", async () => {
    const base = readNote("poh-s-diabetes");
    const bundle = bundleOf({ ...base, consult: { ...base.consult, id: "half-1" } });
    const before = await readState();
    (bundle.entry.at(-2)!.resource as { status?: string }).status = "klaar";
    await expect(his.send(bundle)).rejects.toMatchObject({ code: "his-refused" });
    expect(await readState()).toEqual(before);
  });

  it("says so when its port is taken", async () => {
    await expect(startFhirServer({ port: Number(new URL(server.baseUrl).port) })).rejects.toThrow(
      /before it was ready/,
    );
  });
});
