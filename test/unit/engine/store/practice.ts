import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Built } from "../../../../src/core/fhir/bundle.ts";
import type { TransactionBundle } from "../../../../src/core/fhir/entries.ts";
import type { Receipt } from "../../../../src/core/fhir/ports.ts";
import type { DraftNote } from "../../../../src/core/note/note.ts";
import type { Utterance } from "../../../../src/core/transcript/transcript.ts";
import type { Actor } from "../../../../src/engine/store/audit.ts";
import { ConsultStore } from "../../../../src/engine/store/consult-store.ts";
import type { Approval } from "../../../../src/engine/store/consult-views.ts";
import { keyFile } from "../../../../src/engine/store/key.ts";
import { openStore, type Store } from "../../../../src/engine/store/store.ts";
import { fakeClock } from "../fake-clock.ts";

/** Words that must never be found outside the encrypted files. */
export const PATIENT_WORDS = ["Verhoeven-Zandstra", "999911120", "waterlanden", "schildklierkanker"];

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "soepel-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openAt(folder: string, clock = fakeClock()): Promise<Store> {
  return openStore({ folder, keys: keyFile(join(folder, "soepel.key")), program: "test", clock });
}

/** A practice with one clinician, one patient and one consult, in a real encrypted database. */
export async function openPractice(folder = tempFolder()) {
  const clock = fakeClock();
  const store = await openAt(folder, clock);
  onTestFinished(() => {
    try {
      store.close();
    } catch {
      // The test closed it.
    }
  });
  const consults = new ConsultStore(store);
  const actor: Actor = { id: "arts", role: "huisarts" };
  consults.saveClinician({ id: "arts", name: "M. de Boer", role: "huisarts", agb: "01012345" }, actor);
  const patient = consults.savePatient(
    {
      name: { given: "Anna", family: "Verhoeven-Zandstra" },
      birthDate: "1971-05-06",
      gender: "female",
      bsn: "999911120",
    },
    actor,
  );
  const { id } = consults.createConsult({ patientId: patient.id, setting: "consult" }, actor);
  return { folder, clock, store, consults, actor, patient, id };
}

export function draft(id: string, text = "moet vaak waterlanden"): DraftNote {
  return {
    schema: 1,
    status: "draft",
    consult: { id, setting: "consult", startedAt: "2026-03-02T09:00:00.000Z" },
    deelcontacten: [
      {
        title: "plasklachten",
        measurements: [],
        lines: [{ soep: "S", text, phrases: [{ text, evidence: ["u1"] }], evidence: ["u1"], checks: [] }],
      },
    ],
  };
}

/** A bundle that tells its version, and the one that it amends ("0": none); what a real one holds is tested where bundles are made. */
export function bundleOf({ version, before }: Approval): Built {
  const bundle = {
    resourceType: "Bundle",
    type: "transaction",
    entry: [],
    id: `${version}`,
    language: before.of ?? "0",
  };
  return { bundle: bundle as never, names: { of: `${version}` } };
}

/** The same of a withdrawal: how many bundles it takes back. */
export function withdrawalOf(taken: readonly TransactionBundle[]): TransactionBundle {
  const bundle = { resourceType: "Bundle", type: "transaction", entry: [], id: "withdrawal" };
  return { ...bundle, language: `${taken.length}` } as never;
}

export const RECEIPT: Receipt = { created: 1, unchanged: 0, reports: [] };

export function utterance(id: string, start: number, end: number, text = "ik moet steeds waterlanden"): Utterance {
  return { id, start, end, speaker: "patiënt", text, words: [{ text: "ik", start, end, confidence: 0.9 }] };
}

/** Every byte under a folder, as text: to look for what must not be there. */
export function allBytes(folder: string): string {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path).toString("latin1"))
    .join("\n");
}
