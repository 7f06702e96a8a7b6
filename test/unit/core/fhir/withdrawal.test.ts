import type { Composition, Condition, FhirResource, Provenance } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { amendBundle } from "../../../../src/core/fhir/amendment.ts";
import { buildBundle, buildVersion, namesAfterWithdrawal } from "../../../../src/core/fhir/bundle.ts";
import { checkBundle } from "../../../../src/core/fhir/check-bundle.ts";
import type { TransactionBundle } from "../../../../src/core/fhir/entries.ts";
import { isInError, listLive, readHeld } from "../../../../src/core/fhir/held.ts";
import { buildWithdrawal } from "../../../../src/core/fhir/withdrawal.ts";
import type { ApprovedNote, DraftNote } from "../../../../src/core/note/note.ts";
import { approved, NOTE_NAMES, PATIENT, PRACTICE, readNote, sendInTurn, toSend } from "../../../fixtures/fhir/notes.ts";

const WITHDRAWAL = { by: "W. Waarnemer", at: "2026-11-25T16:00:00+01:00" };
const all = <T extends FhirResource>(bundle: TransactionBundle, type: T["resourceType"]) =>
  bundle.entry.map((e) => e.resource).filter((r): r is T => r.resourceType === type);
const ALSO_OTHERS: readonly string[] = ["Organization", "Practitioner", "PractitionerRole", "Device", "Provenance"];
/** The urls of what a note says, without the people and the act. */
const saidIn = (bundle: TransactionBundle) =>
  bundle.entry.filter(({ resource }) => !ALSO_OTHERS.includes(resource.resourceType)).map((e) => e.fullUrl);
const again = (note: ApprovedNote, change: Partial<ApprovedNote> = {}) =>
  approved({ ...note, ...change, status: "draft" } as unknown as DraftNote);

describe("buildWithdrawal", () => {
  it.each(NOTE_NAMES)(
    "%s: all that was sent is entered in error, by the same names, and checkBundle sees no problem",
    (name) => {
      const note = approved(readNote(name));
      const bundle = buildWithdrawal([buildBundle(toSend(note))], WITHDRAWAL);
      expect(checkBundle(bundle)).toEqual([]);
      expect(saidIn(bundle).sort()).toEqual(saidIn(buildBundle(toSend(note))).sort());
      for (const { resource, request } of bundle.entry) {
        if (ALSO_OTHERS.includes(resource.resourceType)) continue;
        expect(request).toMatchObject({
          method: "PUT",
          url: expect.stringMatching(/\?identifier=urn:ietf:rfc:3986\|urn:uuid:/),
        });
        const { status, verificationStatus } = resource as Partial<Condition> & { status?: string };
        expect(status ?? verificationStatus?.coding?.[0]?.code, resource.resourceType).toBe("entered-in-error");
      }
    },
  );

  it("takes back every version: an amended report with the one that it replaced, once each", () => {
    const first = approved(readNote("consult-drie-problemen"));
    const second = again(first, {
      deelcontacten: first.deelcontacten.slice(0, 2).map((d) => ({ ...d, title: `${d.title}!` })),
    });
    const sent = sendInTurn([toSend(first), toSend(second)]);
    const bundle = buildWithdrawal(sent, WITHDRAWAL);
    expect(checkBundle(bundle)).toEqual([]);
    expect(all<Composition>(bundle, "Composition")).toHaveLength(5);
    expect(new Set(saidIn(bundle))).toEqual(new Set(sent.flatMap(saidIn)));
  });

  it("tells by whom and when, and leaves the Provenance of the note as it was", () => {
    const note = approved(readNote("telefonisch-zonder-e"));
    const bundle = buildWithdrawal([buildBundle(toSend(note))], WITHDRAWAL);
    const [act] = all<Provenance>(bundle, "Provenance");
    expect(act).toMatchObject({ recorded: WITHDRAWAL.at, activity: { coding: [{ code: "NULLIFY" }] } });
    expect(act!.agent.map(({ who }) => who.display)).toEqual([WITHDRAWAL.by]);
    expect(act!.id).not.toBe(all<Provenance>(buildBundle(toSend(note)), "Provenance")[0]!.id);
  });

  it("lets the same note be sent anew: under other names, final, and the contact is back", () => {
    const note = approved(readNote("visite-hartfalen"));
    const { bundle: sent, names } = buildVersion(toSend(note));
    const before = new Set(saidIn(sent));
    const anew = buildVersion(toSend(again(note), { version: 4, before: namesAfterWithdrawal(names) })).bundle;
    const bundle = amendBundle(anew, [sent, buildWithdrawal([sent], WITHDRAWAL)]);
    expect(checkBundle(bundle)).toEqual([]);
    const encounter = bundle.entry.find(({ resource }) => resource.resourceType === "Encounter")!;
    expect(encounter).toMatchObject({ resource: { status: "finished" }, request: { method: "PUT" } });
    expect(saidIn(bundle).filter((url) => before.has(url))).toEqual([encounter.fullUrl]);
    expect(new Set(all<Composition>(bundle, "Composition").map(({ status }) => status))).toEqual(new Set(["final"]));
  });

  it("names what was sent, also where practice or patient were corrected since", () => {
    const first = approved(readNote("consult-drie-problemen"));
    const { bsn: _, ...unknown } = PATIENT;
    const [one, ...others] = first.deelcontacten;
    const second = again(first, { deelcontacten: [{ ...one!, title: "Anders" }, ...others] });
    const moved = { ...PRACTICE, organisation: { ...PRACTICE.organisation, agb: "01000009" } };
    const sent = sendInTurn([toSend(first, { patient: unknown }), toSend(second, { practice: moved })]);
    expect(checkBundle(sent[1]!)).toEqual([]);
    // The amendment: what changed is withdrawn by the name that it was sent by, and nothing of the first stands beside it.
    const live = listLive(readHeld(sent)).map((e) => e.fullUrl);
    const said = sent[1]!.entry.filter(({ resource }) => !isInError(resource)).map((e) => e.fullUrl);
    expect(said).toEqual(expect.arrayContaining(live));
    expect(all(sent[1]!, "Encounter")).toHaveLength(1);
    const bundle = buildWithdrawal(sent, WITHDRAWAL);
    expect(checkBundle(bundle)).toEqual([]);
    expect(new Set(saidIn(bundle))).toEqual(new Set(sent.flatMap(saidIn)));
    expect(listLive(readHeld([...sent, bundle]))).toEqual([]);
  });

  it("of an amendment whose forerunner was refused, touches nothing that the HIS never had", () => {
    const first = approved(readNote("consult-drie-problemen"));
    const refused = buildVersion(toSend(first));
    const second = again(first, { deelcontacten: first.deelcontacten.slice(1) });
    const queued = buildVersion(toSend(second, { version: 1, before: refused.names }));
    const sent = amendBundle(queued.bundle, []);
    expect(all<Composition>(sent, "Composition").map(({ status }) => status)).toEqual(["final", "final"]);
    const bundle = buildWithdrawal([sent], WITHDRAWAL);
    expect(saidIn(bundle).sort()).toEqual(saidIn(sent).sort());
  });
});
