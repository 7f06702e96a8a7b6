import type { Bundle, BundleEntry, FhirResource, Identifier, Meta, Reference } from "fhir/r4.js";
import { CODE, NICTIZ, URI } from "./codes.ts";

export interface Entry extends BundleEntry {
  fullUrl: string;
  resource: FhirResource;
  request: NonNullable<BundleEntry["request"]>;
}
export interface TransactionBundle extends Bundle {
  type: "transaction";
  entry: Entry[];
}

/** Soepel's own identifier: a uuid that is itself a URI needs no naming system of ours. */
export function ownIdentifier(uuid: string): Identifier {
  return { system: URI, value: `urn:uuid:${uuid}` };
}

/** An entry that is created once: a second send finds the identifier and changes nothing. */
export function createOnce(uuid: string, resource: FhirResource, identifier: Identifier = ownIdentifier(uuid)): Entry {
  return {
    fullUrl: `urn:uuid:${uuid}`,
    resource,
    request: { method: "POST", url: resource.resourceType, ifNoneExist: search(identifier) },
  };
}

/** An entry that rewrites what an earlier send of ours created. */
export function rewrite(uuid: string, resource: FhirResource): Entry {
  const url = `${resource.resourceType}?${search(ownIdentifier(uuid))}`;
  return { fullUrl: `urn:uuid:${uuid}`, resource, request: { method: "PUT", url } };
}

/** An entry with an id of ours, for a resource that can hold no identifier. */
export function putById(uuid: string, resource: FhirResource): Entry {
  const url = `${resource.resourceType}/${uuid}`;
  return { fullUrl: `urn:uuid:${uuid}`, resource: { ...resource, id: uuid }, request: { method: "PUT", url } };
}

function search({ system, value }: Identifier): string {
  return `identifier=${system}|${value}`;
}

/** A reference to another entry of the bundle. */
export function refer({ fullUrl, resource }: Entry, display?: string): Reference {
  return { reference: fullUrl, type: resource.resourceType, ...(display === undefined ? {} : { display }) };
}

/** The meta of what AI helped to write. */
export function assisted(profile?: string): Meta {
  return { ...(profile === undefined ? {} : { profile: [NICTIZ + profile] }), security: [{ ...CODE.assistedByAi }] };
}
