import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { askCapability } from "../../../../src/engine/his/his-capability.ts";

async function answering(status: number, body: string, headers: Record<string, string> = {}) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? "-"}`);
    response.writeHead(status, { "content-type": "application/fhir+json", ...headers }).end(body);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir/`, asked };
}

const statement = (fhirVersion: string) =>
  JSON.stringify({ resourceType: "CapabilityStatement", fhirVersion, software: { name: "HIS X" } });

it("says what the HIS is, and shows it who asks", async () => {
  const { baseUrl, asked } = await answering(200, statement("4.0.1"));
  const auth = { kind: "basic", user: "soepel", password: "geheim" } as const;
  expect(await askCapability({ baseUrl, auth })).toEqual({ software: "HIS X", fhirVersion: "4.0.1" });
  expect(asked).toEqual([`GET /fhir/metadata Basic ${Buffer.from("soepel:geheim").toString("base64")}`]);
});

it.each([
  ["another FHIR", 200, statement("5.0.0"), {}, "his-refused"],
  ["a page instead of FHIR", 200, "<html>Inloggen</html>", {}, "his-unreached"],
  ["somebody who does not know us", 401, "{}", {}, "his-refused"],
  ["a HIS without time", 503, "", {}, "his-unreached"],
  ["another address: it is not followed", 302, "", { location: "https://evil.example/" }, "his-refused"],
])("fails with %s", async (_, status, body, headers, code) => {
  const { baseUrl } = await answering(status, body, headers);
  await expect(askCapability({ baseUrl })).rejects.toMatchObject({ code });
});

it("fails where nobody answers, in time too", async () => {
  await expect(askCapability({ baseUrl: "http://127.0.0.1:9/fhir" })).rejects.toMatchObject({ code: "his-unreached" });
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const baseUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
  await expect(askCapability({ baseUrl, timeoutMs: 100 })).rejects.toMatchObject({ code: "his-unreached" });
  await expect(askCapability({ baseUrl: "http://his.example/fhir" })).rejects.toMatchObject({ code: "usage" });
});
