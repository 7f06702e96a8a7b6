import type { Composition, Condition, FhirResource, Provenance } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { buildBundle } from "../../../../src/core/fhir/bundle.ts";
import { checkBundle } from "../../../../src/core/fhir/check-bundle.ts";
import type { TransactionBundle } from "../../../../src/core/fhir/entries.ts";
import { buildWithdrawal } from "../../../../src/core/fhir/withdrawal.ts";
import type { ApprovedNote, DraftNote } from "../../../../src/core/note/note.ts";
import { approved, NOTE_NAMES, readNote, toSend } from "../../../fixtures/fhir/notes.ts";

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
      const bundle = buildWithdrawal(toSend(note), WITHDRAWAL);
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
    const bundle = buildWithdrawal(toSend(second, { amends: [first] }), WITHDRAWAL);
    expect(checkBundle(bundle)).toEqual([]);
    expect(all<Composition>(bundle, "Composition")).toHaveLength(5);
    const sent = [first, second].flatMap((note, i) =>
      saidIn(buildBundle(toSend(note, i === 0 ? {} : { amends: [first] }))),
    );
    expect(new Set(saidIn(bundle))).toEqual(new Set(sent));
  });

  it("tells by whom and when, and leaves the Provenance of the note as it was", () => {
    const note = approved(readNote("telefonisch-zonder-e"));
    const bundle = buildWithdrawal(toSend(note), WITHDRAWAL);
    const [act] = all<Provenance>(bundle, "Provenance");
    expect(act).toMatchObject({ recorded: WITHDRAWAL.at, activity: { coding: [{ code: "NULLIFY" }] } });
    expect(act!.agent.map(({ who }) => who.display)).toEqual([WITHDRAWAL.by]);
    expect(act!.id).not.toBe(all<Provenance>(buildBundle(toSend(note)), "Provenance")[0]!.id);
  });

  it("lets the same note be sent anew: under other names, final, and the contact is back", () => {
    const note = approved(readNote("visite-hartfalen"));
    const withdrawn = { ...note, deelcontacten: [] } as ApprovedNote;
    const bundle = buildBundle(toSend(again(note), { amends: [note, withdrawn] }));
    expect(checkBundle(bundle)).toEqual([]);
    const before = new Set(saidIn(buildBundle(toSend(note))));
    const encounter = bundle.entry.find(({ resource }) => resource.resourceType === "Encounter")!;
    expect(encounter).toMatchObject({ resource: { status: "finished" }, request: { method: "PUT" } });
    expect(saidIn(bundle).filter((url) => before.has(url))).toEqual([encounter.fullUrl]);
    expect(new Set(all<Composition>(bundle, "Composition").map(({ status }) => status))).toEqual(new Set(["final"]));
  });
});
