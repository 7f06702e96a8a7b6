import type { Composition, Provenance } from "fhir/r4.js";
import { CODE, concept } from "./codes.ts";
import { type Entry, putById, refer, rewrite, type TransactionBundle } from "./entries.ts";
import { isInError, isSaid, listLive, partiesFor, patientOf, putInError, readHeld, speakOf } from "./held.ts";
import { nameByContent } from "./naming.ts";

/**
 * The bundle of a version as an amendment of what the HIS has, `taken` being the bundles that it took, oldest first. A report that did
 * not change stays as it is. One that changed is `amended` and replaces an earlier one, which stays as it was: it is the document that
 * was signed. What nobody says any more is marked as entered in error, so that a value that was corrected does not stay in the record
 * beside its correction. A contact that was withdrawn comes back. Where nothing was taken the bundle is as it was.
 */
export function amendBundle(bundle: TransactionBundle, taken: readonly TransactionBundle[]): TransactionBundle {
  const held = readHeld(taken);
  if (held.size === 0) return bundle;
  const stated = new Set(bundle.entry.map((e) => e.fullUrl));
  const live = listLive(held).filter((e) => !stated.has(e.fullUrl));
  const replaced = live.filter(isReport);
  const changed = bundle.entry.filter((e) => isReport(e) && !held.has(e.fullUrl));
  const old = new Map(changed.flatMap((e, i) => (replaced[i] === undefined ? [] : [[e.fullUrl, replaced[i]]])));
  // A deelcontact that is gone has no report to replace it: its own is an error.
  const gone = replaced.slice(changed.length);
  const patient = patientOf(bundle.entry);
  const withdrawn = [...live.filter((e) => !isReport(e)), ...gone].map((e) => speakOf(putInError(e), patient));
  const entries = bundle.entry.map((entry) => {
    const before = old.get(entry.fullUrl);
    if (before !== undefined) return replace(entry, before);
    const there = held.get(entry.fullUrl);
    const isBack = entry.resource.resourceType === "Encounter" && there !== undefined && isInError(there.resource);
    return isBack ? rewrite(uuidOf(entry), entry.resource) : entry;
  });
  const said = [...entries.filter(isSaid), ...withdrawn];
  const others = entries.filter((e) => !isSaid(e));
  const acts = others.filter((e) => e.resource.resourceType === "Provenance");
  const parties = others.filter((e) => e.resource.resourceType !== "Provenance");
  const older = partiesFor(withdrawn, held, entries);
  const entry = [...parties, ...older, ...said, ...acts.map((act) => tellAll(act, said))];
  return { ...bundle, entry };
}

function isReport({ resource }: Entry): boolean {
  return resource.resourceType === "Composition";
}

function uuidOf({ fullUrl }: Entry): string {
  return fullUrl.slice("urn:uuid:".length);
}

function replace(entry: Entry, old: Entry): Entry {
  const targetIdentifier = (old.resource as Composition).identifier!;
  const relatesTo = [{ code: "replaces" as const, targetIdentifier }];
  return { ...entry, resource: { ...(entry.resource as Composition), status: "amended", relatesTo } };
}

/** The Provenance of an amendment: an update, of what it withdraws too. */
function tellAll(act: Entry, said: readonly Entry[]): Entry {
  const targets = said.filter(({ resource }) => resource.resourceType !== "Encounter");
  const encounter = said.find(({ resource }) => resource.resourceType === "Encounter");
  const urls = targets.map((t) => t.fullUrl);
  const named = nameByContent("Provenance", encounter?.fullUrl.slice("urn:uuid:".length), urls);
  const resource = act.resource as Provenance;
  return putById(named, { ...resource, target: targets.map((t) => refer(t)), activity: concept(CODE.update) });
}
