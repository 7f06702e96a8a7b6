import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Bundle } from "fhir/r4.js";
import { onTestFinished } from "vitest";

/** What it says when it refuses: a HIS quotes the patient. */
export const HIS_WORDS = "Episode van mw. Verhoeven-Zandstra is afgesloten";

/** A FHIR endpoint on this machine that keeps what it is sent. `endpoint.status` is what it answers. */
export async function startFhirEndpoint() {
  const bundles: Bundle[] = [];
  const headers: (string | undefined)[] = [];
  const endpoint = { status: 200 };
  const known = new Set<string | undefined>();
  const server = createServer((request, response) => {
    headers.push(request.headers.authorization);
    if (request.url === "/fhir/metadata") {
      const statement = { resourceType: "CapabilityStatement", fhirVersion: "4.0.1", software: { name: "Proef-HIS" } };
      response.writeHead(200, { "content-type": "application/fhir+json" }).end(JSON.stringify(statement));
      return;
    }
    let body = "";
    request.setEncoding("utf8").on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      if (endpoint.status !== 200) {
        response.writeHead(endpoint.status, { "content-type": "application/fhir+json" });
        const issue = [{ code: "business-rule", diagnostics: HIS_WORDS, expression: ["Bundle.entry[3]"] }];
        response.end(JSON.stringify({ resourceType: "OperationOutcome", issue }));
        return;
      }
      const bundle = JSON.parse(body) as Bundle;
      bundles.push(bundle);
      const entry = bundle.entry!.map(({ fullUrl }) => {
        const status = known.has(fullUrl) ? "200 OK" : "201 Created";
        known.add(fullUrl);
        return { response: { status } };
      });
      response.writeHead(200, { "content-type": "application/fhir+json" });
      response.end(JSON.stringify({ resourceType: "Bundle", type: "transaction-response", entry }));
    });
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`, bundles, headers, endpoint };
}
