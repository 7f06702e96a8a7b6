import type { Composition, Encounter, FhirResource, Observation, Provenance } from "fhir/r4.js";
import { describe, expect, it } from "vitest";
import { buildBundle } from "../../../../src/core/fhir/bundle.ts";
import { checkBundle } from "../../../../src/core/fhir/check-bundle.ts";
import { ICPC } from "../../../../src/core/fhir/codes.ts";
import type { TransactionBundle } from "../../../../src/core/fhir/entries.ts";
import type { NoteToSend } from "../../../../src/core/fhir/note-to-send.ts";
import type { ApprovedNote, Deelcontact, DraftNote } from "../../../../src/core/note/note.ts";
import {
  APPROVED_AT,
  approved,
  NOTE_NAMES,
  PATIENT,
  PRACTICE,
  readNote,
  sendInTurn,
  toSend,
} from "../../../fixtures/fhir/notes.ts";

const all = <T extends FhirResource>(bundle: TransactionBundle, type: T["resourceType"]) =>
  bundle.entry.map((e) => e.resource).filter((r): r is T => r.resourceType === type);
const urls = (bundle: TransactionBundle) => bundle.entry.map((e) => e.fullUrl);
const build = (name: string, rest: Partial<NoteToSend> = {}) => buildBundle(toSend(approved(readNote(name)), rest));
const icpcOf = (o: Observation) =>
  o.extension?.flatMap((e) => e.valueCodeableConcept?.coding ?? []).find((c) => c.system === ICPC)?.code;
const edit = (note: ApprovedNote | DraftNote, deelcontacten: readonly Deelcontact[], at = APPROVED_AT) =>
  approved({ ...note, status: "draft", deelcontacten } as unknown as DraftNote, at);

describe("buildBundle", () => {
  it.each(NOTE_NAMES)("%s: no problem that checkBundle sees", (name) => {
    expect(checkBundle(build(name))).toEqual([]);
    expect(checkBundle(buildBundle(toSend(readNote(name))))).toEqual([]);
  });

  it("is the same, byte for byte, for the same note", () => {
    expect(JSON.stringify(build("visite-hartfalen"))).toBe(JSON.stringify(build("visite-hartfalen")));
  });

  it("is final and attested only from an approved note (hazard 25)", () => {
    for (const report of all<Composition>(build("consult-drie-problemen"), "Composition")) {
      expect(report).toMatchObject({ status: "final", attester: [{ mode: "professional", time: APPROVED_AT }] });
    }
    const draft = buildBundle(toSend(readNote("consult-drie-problemen")));
    for (const report of all<Composition>(draft, "Composition")) {
      expect(report.status).toBe("preliminary");
      expect(report.attester).toBeUndefined();
    }
    expect(all<Observation>(draft, "Observation").map((o) => o.status)).not.toContain("final");
    expect(all<Provenance>(draft, "Provenance")[0]!.agent.map((a) => a.type?.coding?.[0]?.code)).not.toContain(
      "verifier",
    );
  });

  it("writes one report per deelcontact, one section per SOEP line that is there, measurements under O", () => {
    const reports = all<Composition>(build("consult-drie-problemen"), "Composition");
    expect(reports.map((r) => r.section?.map((s) => [s.code?.coding?.[0]?.display, s.entry?.length]))).toEqual([
      [
        ["Subjective", 1],
        ["Objective", 8],
        ["evaluatie", 1],
        ["beleid", 1],
      ],
      [
        ["Subjective", 1],
        ["Objective", 4],
        ["evaluatie", 1],
        ["beleid", 1],
      ],
      [
        ["Subjective", 1],
        ["Objective", 2],
        ["evaluatie", 1],
        ["beleid", 1],
      ],
    ]);
  });

  it("puts the reason for contact on S and the evaluation on E; without E the code goes on S; never on O or P", () => {
    const lines = (name: string) =>
      all<Observation>(build(name), "Observation")
        .filter((o) => o.meta?.profile?.[0]?.endsWith("SOAPLine"))
        .map((o) => [o.code.coding?.[0]?.display, icpcOf(o)]);
    expect(lines("consult-drie-problemen").slice(0, 4)).toEqual([
      ["Subjective", "R05"],
      ["Objective", undefined],
      ["evaluatie", "A85"],
      ["beleid", undefined],
    ]);
    expect(lines("telefonisch-zonder-e")).toEqual([
      ["Subjective", "R05"],
      ["beleid", undefined],
    ]);
  });

  it.each([
    ["consult-drie-problemen", "AMB"],
    ["telefonisch-zonder-e", "VR"],
    ["visite-hartfalen", "HH"],
    ["poh-s-diabetes", "AMB"],
  ])("%s is an encounter of class %s", (name, code) => {
    expect(all<Encounter>(build(name), "Encounter")[0]!.class.code).toBe(code);
  });

  it("takes the times of the contact and of its measurements from the transcript, and none of its words", () => {
    const transcript = {
      language: "nl" as const,
      durationS: 600,
      utterances: [
        {
          id: "u6",
          start: 65.4,
          end: 70,
          speaker: "zorgverlener" as const,
          text: "honderdtwaalf over zeventig",
          words: [],
        },
      ],
    };
    const bundle = build("visite-hartfalen", { transcript });
    expect(all<Encounter>(bundle, "Encounter")[0]!.period).toEqual({
      start: "2026-11-24T14:30:00+01:00",
      end: "2026-11-24T14:40:00+01:00",
    });
    const pulse = all<Observation>(bundle, "Observation").find((o) => o.code.text === "pols")!;
    expect(pulse.effectiveDateTime).toBe("2026-11-24T14:31:05+01:00");
    const atHome = all<Observation>(bundle, "Observation").find((o) => o.code.text === "gewicht")!;
    expect(atHome).toMatchObject({ effectiveDateTime: "2026-11-24", note: [{ text: "door de patiënt zelf gemeten" }] });
    expect(JSON.stringify(bundle)).not.toContain("honderdtwaalf");
  });

  it("says that AI helped, on all that it wrote", () => {
    const marked = build("visite-hartfalen").entry.filter((e) => e.resource.meta?.security?.[0]?.code === "AIAST");
    expect(new Set(marked.map((e) => e.resource.resourceType))).toEqual(
      new Set(["Condition", "EpisodeOfCare", "Observation", "Composition"]),
    );
  });

  it("names an approver who is not the practice file's by name, not as her", () => {
    const note = {
      ...approved(readNote("telefonisch-zonder-e")),
      approval: { by: "W. Ander", at: APPROVED_AT },
    } as ApprovedNote;
    const [report] = all<Composition>(buildBundle(toSend(note)), "Composition");
    expect(report!.attester![0]!.party).toEqual({ type: "PractitionerRole", display: "W. Ander" });
  });

  it("never creates a patient, and names nothing alike for two patients, practices or consults (hazard 24)", () => {
    const one = urls(build("telefonisch-zonder-e"));
    const note = readNote("telefonisch-zonder-e");
    const others: TransactionBundle[] = [
      build("telefonisch-zonder-e", { patient: { ...PATIENT, bsn: "111222333" } }),
      build("telefonisch-zonder-e", { practice: { ...PRACTICE, organisation: { name: "x", agb: "01000009" } } }),
      buildBundle(toSend(approved({ ...note, consult: { ...note.consult, id: "other" } }))),
    ];
    for (const other of others) {
      const own = other.entry.filter(
        (e) => !["Organization", "Practitioner", "Device", "PractitionerRole"].includes(e.resource.resourceType),
      );
      expect(own.map((e) => e.fullUrl).filter((url) => one.includes(url))).toEqual([]);
    }
    expect(one.length).toBe(new Set(one).size);
  });

  it("keeps two equal lines and two equal measurements apart", () => {
    const note = readNote("telefonisch-zonder-e");
    const [d] = note.deelcontacten;
    const doubled = edit(note, [
      { ...d!, lines: [...d!.lines, d!.lines[0]!], measurements: [...d!.measurements, ...d!.measurements] },
    ]);
    const bundle = buildBundle(toSend(doubled));
    expect(checkBundle(bundle)).toEqual([]);
    expect(all<Observation>(bundle, "Observation")).toHaveLength(5);
  });

  it("escapes what XML takes for its own, and takes out control characters", () => {
    const note = readNote("telefonisch-zonder-e");
    const [d] = note.deelcontacten;
    const bundle = buildBundle(toSend(edit(note, [{ ...d!, title: "a <b> & \u0007c", lines: d!.lines }])));
    const [report] = all<Composition>(bundle, "Composition");
    expect(report!.text!.div).toContain("a &lt;b&gt; &amp;  c");
    expect(JSON.stringify(bundle)).not.toContain("\\u0007");
  });

  it("leaves out a deelcontact that says nothing", () => {
    const note = readNote("telefonisch-zonder-e");
    const empty = edit(note, [{ title: "x", lines: [], measurements: [] }]);
    expect(all<Composition>(buildBundle(toSend(empty)), "Composition")).toEqual([]);
  });
});

describe("an amendment", () => {
  const amend = (...notes: ApprovedNote[]) => sendInTurn(notes.map((note) => toSend(note))).at(-1)!;
  const first = approved(readNote("consult-drie-problemen"));
  const [one, two, three] = first.deelcontacten;
  const changed: Deelcontact = {
    ...one!,
    lines: one!.lines.map((l) => (l.soep === "P" ? { ...l, text: "Stop enalapril." } : l)),
  };

  it("replaces the report that changed and leaves the others as they are", () => {
    const bundle = amend(first, edit(first, [changed, two!, three!]));
    expect(checkBundle(bundle)).toEqual([]);
    const reports = all<Composition>(bundle, "Composition");
    expect(reports.map((r) => r.status)).toEqual(["amended", "final", "final"]);
    const [old] = all<Composition>(buildBundle(toSend(first)), "Composition");
    expect(reports[0]!.relatesTo).toEqual([{ code: "replaces", targetIdentifier: old!.identifier }]);
    expect(urls(bundle)).toEqual(
      expect.arrayContaining(urls(buildBundle(toSend(edit(first, [two!, three!])))).slice(0, 4)),
    );
    const withdrawn = all<Observation>(bundle, "Observation").filter((o) => o.status === "entered-in-error");
    expect(withdrawn.map((o) => o.valueString)).toEqual([one!.lines.at(-1)!.text]);
  });

  it("withdraws a deelcontact that is gone, its report and condition too", () => {
    const bundle = amend(first, edit(first, [one!, two!]));
    const gone = bundle.entry.filter((e) => e.request.method === "PUT" && e.resource.resourceType !== "Provenance");
    expect(new Set(gone.map((e) => e.resource.resourceType))).toEqual(
      new Set(["Condition", "EpisodeOfCare", "Observation", "Composition"]),
    );
    expect(checkBundle(bundle)).toEqual([]);
  });

  it("does not bring to life again what was withdrawn: what returns has a name of its own", () => {
    const second = edit(first, [changed, two!, three!]);
    const third = edit(first, [one!, two!, three!], "2026-11-25T18:00:00+01:00");
    const textOf = (b: TransactionBundle) =>
      b.entry.find(
        (e) =>
          e.resource.resourceType === "Observation" &&
          e.resource.valueString === one!.lines.at(-1)!.text &&
          e.resource.status === "final",
      );
    const original = textOf(buildBundle(toSend(first)))!;
    const returned = textOf(amend(first, second, third))!;
    expect(returned.fullUrl).not.toBe(original.fullUrl);
  });

  it("that changes nothing names everything as before", () => {
    const bundle = amend(first, edit(first, first.deelcontacten, "2026-11-25T18:00:00+01:00"));
    expect(urls(bundle)).toEqual(urls(buildBundle(toSend(first))));
    expect(all<Composition>(bundle, "Composition").map((r) => r.status)).toEqual(["final", "final", "final"]);
  });
});
