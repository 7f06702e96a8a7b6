import type { Composition, Encounter, EpisodeOfCare, FhirResource, Observation, Organization } from "fhir/r4.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readIcpcTitles, startNlCoreValidator, withPatient } from "../../../src/cli/demo/validate-bundle.ts";
import { errorsOf, type Validator } from "../../../src/cli/demo/validator.ts";
import { amendBundle } from "../../../src/core/fhir/amendment.ts";
import { buildBundle, buildVersion, namesAfterWithdrawal } from "../../../src/core/fhir/bundle.ts";
import { checkBundle } from "../../../src/core/fhir/check-bundle.ts";
import { CODE, ICPC, NICTIZ } from "../../../src/core/fhir/codes.ts";
import type { TransactionBundle } from "../../../src/core/fhir/entries.ts";
import type { NoteToSend } from "../../../src/core/fhir/note-to-send.ts";
import type { PatientFile, PracticeFile } from "../../../src/core/fhir/party-files.ts";
import { buildWithdrawal } from "../../../src/core/fhir/withdrawal.ts";
import type { ApprovedNote, DraftNote, Line } from "../../../src/core/note/note.ts";
import { approved, NOTE_NAMES, PATIENT, PRACTICE, readNote, sendInTurn, toSend } from "../../fixtures/fhir/notes.ts";

let validator: Validator;
let titles: Map<string, string>;

beforeAll(async () => {
  [validator, titles] = await Promise.all([startNlCoreValidator(), readIcpcTitles()]);
});
afterAll(() => validator?.stop());

async function judge(bundle: TransactionBundle, patient: PatientFile = PATIENT) {
  const messages = await validator.validate(withPatient(bundle, patient));
  return {
    validator: errorsOf(messages).map((m) => `${m.at}: ${m.message}`),
    check: checkBundle(bundle, titles),
  };
}

const RIGHT = { validator: [], check: [] };

describe("bundles against the nl-core profiles", () => {
  it.each(NOTE_NAMES)("%s has no errors, approved or as a draft", async (name) => {
    const note = readNote(name);
    expect(await judge(buildBundle(toSend(approved(note))))).toEqual(RIGHT);
    expect(await judge(buildBundle(toSend(note)))).toEqual(RIGHT);
  });

  const poh: PracticeFile = { organisation: PRACTICE.organisation, practitioner: { name: "P. Oh", role: "poh-ggz" } };
  const stranger: PatientFile = {
    name: { given: "J.P.", family: 'd\'Été, "van" <Ven>' },
    birthDate: "2024-02-29",
    gender: "unknown",
  };
  const base = approved(readNote("telefonisch-zonder-e"));
  const transcript = {
    language: "nl" as const,
    durationS: 421.4,
    utterances: [
      { id: "u2", start: 61.2, end: 64, speaker: "patiënt" as const, text: "zevenendertig vier", words: [] },
    ],
  };
  it.each<[string, Partial<NoteToSend>]>([
    ["a POH without identifiers", { practice: poh }],
    ["a patient without a BSN and with a difficult name", { patient: stranger }],
    ["a transcript", { transcript }],
    [
      "an approval by somebody else than the practice file names",
      { note: { ...base, approval: { by: "W. Waarnemer", at: base.approval.at } } as ApprovedNote },
    ],
    [
      "a dictated visit",
      { note: { ...base, consult: { ...base.consult, setting: "dictaat" } } as ApprovedNote, dictated: "visite" },
    ],
  ])("no errors with %s", async (_, rest) => {
    expect(await judge(buildBundle(toSend(base, rest)), rest.patient)).toEqual(RIGHT);
  });

  it("no errors in an amendment, what it withdraws included", async () => {
    const first = approved(readNote("consult-drie-problemen"));
    const [one, two] = first.deelcontacten;
    const corrected = {
      ...one!,
      icpc: { ...one!.icpc!, code: "K86", title: titles.get("K86")! },
      measurements: one!.measurements.slice(1),
    };
    const second = approved({ ...first, status: "draft", deelcontacten: [corrected, two!] } as unknown as DraftNote);
    const bundle = sendInTurn([toSend(first), toSend(second)])[1]!;
    expect(
      bundle.entry.filter((e) => (e.resource as { status?: string }).status === "entered-in-error").length,
    ).toBeGreaterThan(5);
    expect(await judge(bundle)).toEqual(RIGHT);
  });
});

describe("withdrawals against the nl-core profiles", () => {
  it.each(NOTE_NAMES)("%s has no errors", async (name) => {
    const act = { by: "W. Waarnemer", at: "2026-11-25T17:00:00+01:00" };
    expect(await judge(buildWithdrawal([buildBundle(toSend(approved(readNote(name))))], act))).toEqual(RIGHT);
  });

  it("no errors where a note is sent anew after that", async () => {
    const note = approved(readNote("consult-drie-problemen"));
    const { bundle: sent, names } = buildVersion(toSend(note));
    const withdrawal = buildWithdrawal([sent], { by: "W. Waarnemer", at: "2026-11-25T17:00:00+01:00" });
    const anew = buildVersion(toSend(note, { version: 4, before: namesAfterWithdrawal(names) })).bundle;
    expect(await judge(amendBundle(anew, [sent, withdrawal]))).toEqual(RIGHT);
  });
});

/** A fault planted in a right bundle, and who must see it. */
interface Fault {
  readonly what: string;
  readonly by: "validator" | "check";
  readonly plant: (bundle: TransactionBundle) => void;
  readonly note?: string;
}

function first<T extends FhirResource>(
  bundle: TransactionBundle,
  type: T["resourceType"],
  test: (r: T) => boolean = () => true,
): T {
  const found = bundle.entry.find(({ resource }) => resource.resourceType === type && test(resource as T));
  if (found === undefined) throw new Error(`no such ${type} in the fixture`);
  return found.resource as T;
}
const coded = (code: string) => (o: Observation) => o.code.coding?.some((c) => c.code === code) === true;
const report = (bundle: TransactionBundle) => first<Composition>(bundle, "Composition");
const observation = (bundle: TransactionBundle, code: string) => first<Observation>(bundle, "Observation", coded(code));
const icpcOf = (o: Observation) =>
  o.extension!.find((e) => e.url.endsWith("SOAPLineCode"))!.valueCodeableConcept!.coding![0]!;

const FAULTS: readonly Fault[] = [
  {
    what: "a status that does not exist",
    by: "validator",
    plant: (b) => Object.assign(report(b), { status: "klaar" }),
  },
  { what: "a report without an author", by: "validator", plant: (b) => Object.assign(report(b), { author: [] }) },
  {
    what: "a section without entries",
    by: "validator",
    plant: (b) => Object.assign(report(b).section![0]!, { entry: [] }),
  },
  {
    what: "a section twice over, five in all",
    by: "validator",
    plant: (b) => report(b).section!.push(report(b).section![0]!),
  },
  {
    what: "an ICPC code on a P line",
    by: "validator",
    plant: (b) => {
      const coding = [{ system: ICPC, code: "A85", display: titles.get("A85")! }];
      observation(b, CODE.P.code).extension!.push({
        url: `${NICTIZ}ext-SOAPReport.SOAPLineCode`,
        valueCodeableConcept: { coding },
      });
    },
  },
  {
    what: "an ICPC code that does not exist",
    by: "validator",
    plant: (b) => Object.assign(icpcOf(observation(b, CODE.E.code)), { code: "A00.77" }),
  },
  {
    what: "a blood pressure without its lower value",
    by: "validator",
    plant: (b) => void observation(b, "85354-9").component!.pop(),
  },
  {
    what: "a blood pressure in another unit",
    by: "validator",
    plant: (b) => Object.assign(observation(b, "85354-9").component![0]!.valueQuantity!, { code: "kPa" }),
  },
  {
    what: "a temperature in Fahrenheit",
    by: "validator",
    plant: (b) => Object.assign(observation(b, "8310-5").valueQuantity!, { code: "[degF]" }),
  },
  {
    what: "a weight without a time",
    by: "validator",
    plant: (b) => delete observation(b, "29463-7").effectiveDateTime,
  },
  {
    what: "a vital sign without its category",
    by: "validator",
    plant: (b) => delete observation(b, "8867-4").category,
  },
  {
    what: "a pain score of 15 of 10",
    by: "validator",
    note: "poh-ggz-pijn",
    plant: (b) => Object.assign(observation(b, "225908003"), { valueInteger: 15 }),
  },
  {
    what: "a laboratory result with a code of nobody",
    by: "validator",
    note: "poh-s-diabetes",
    plant: (b) => Object.assign(observation(b, "59261-8").code.coding![0]!, { code: "59261-9" }),
  },
  {
    what: "an episode of two diagnoses",
    by: "validator",
    plant: (b) =>
      first<EpisodeOfCare>(b, "EpisodeOfCare").diagnosis!.push(first<EpisodeOfCare>(b, "EpisodeOfCare").diagnosis![0]!),
  },
  {
    what: "an encounter of a class that does not exist",
    by: "check",
    plant: (b) => Object.assign(first<Encounter>(b, "Encounter").class, { code: "BUITEN" }),
  },
  {
    what: "the title of another ICPC code",
    by: "check",
    plant: (b) => Object.assign(icpcOf(observation(b, CODE.E.code)), { display: titles.get("K86") }),
  },
  {
    what: "the display of another LOINC code",
    by: "check",
    plant: (b) => Object.assign(observation(b, "8310-5").code.coding![0]!, { display: "Body weight" }),
  },
  {
    what: "a reference that leads nowhere",
    by: "check",
    plant: (b) =>
      Object.assign(report(b).section![0]!.entry![0]!, { reference: "urn:uuid:5f9b2f0e-0000-4000-8000-000000000001" }),
  },
  {
    what: "a line of S under P",
    by: "check",
    plant: (b) => report(b).section!.at(-1)!.entry!.push(report(b).section![0]!.entry![0]!),
  },
  { what: "final without an approval", by: "check", plant: (b) => delete report(b).attester },
  {
    what: "a draft that says it was approved",
    by: "check",
    plant: (b) => Object.assign(report(b), { status: "preliminary" }),
  },
  { what: "amended that replaces nothing", by: "check", plant: (b) => Object.assign(report(b), { status: "amended" }) },
  {
    what: "a line that is still preliminary in a final report",
    by: "check",
    plant: (b) => Object.assign(observation(b, CODE.S.code), { status: "preliminary" }),
  },
  {
    what: "a patient of our own making",
    by: "check",
    plant: (b) =>
      b.entry.push({
        fullUrl: "urn:uuid:5f9b2f0e-0000-4000-8000-000000000002",
        resource: { resourceType: "Patient" },
        request: { method: "POST", url: "Patient" },
      }),
  },
  {
    what: "one line about another patient",
    by: "check",
    plant: (b) =>
      Object.assign(observation(b, CODE.S.code), { subject: { reference: "Patient?identifier=x|y", type: "Patient" } }),
  },
  {
    what: "an entry that a second send would store twice",
    by: "check",
    plant: (b) => delete b.entry.at(-2)!.request.ifNoneExist,
  },
  {
    what: "an organisation found by another AGB",
    by: "check",
    plant: (b) => Object.assign(first<Organization>(b, "Organization").identifier![0]!, { value: "01999999" }),
  },
];

describe("planted faults", () => {
  it.each(FAULTS)("$by sees $what", async ({ plant, by, note = "consult-drie-problemen" }) => {
    const bundle = buildBundle(toSend(approved(readNote(note))));
    plant(bundle);
    expect((await judge(bundle))[by]).not.toEqual([]);
  });

  it("a line without text is seen", async () => {
    const note = readNote("telefonisch-zonder-e");
    const bundle = buildBundle(toSend(approved(note)));
    const line: Line = note.deelcontacten[0]!.lines[0]!;
    first<Observation>(bundle, "Observation", (o) => o.valueString === line.text).valueString = " ";
    expect((await judge(bundle)).check).toEqual([expect.stringMatching(/a line without text$/)]);
  });
});
