import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { SoepelError } from "../../../../src/contract/errors.ts";
import { rewrite, type TransactionBundle } from "../../../../src/core/fhir/entries.ts";
import { type FhirHisOptions, openFhirHis } from "../../../../src/engine/his/fhir-his.ts";
import type { HisFailure } from "../../../../src/engine/his/his-failure.ts";
import { makeBundle } from "../../../../src/engine/his/make-bundle.ts";
import { approved, PATIENT, readNote, toSend } from "../../../fixtures/fhir/notes.ts";

const note = readNote("telefonisch-zonder-e");
const bundle = makeBundle(toSend(approved(note)));
/** What must never be in an error: the patient, and what the note says. */
const SECRETS = [
  PATIENT.bsn!,
  PATIENT.name.family,
  PATIENT.name.given,
  PATIENT.birthDate,
  "hoesten",
  "vangnet",
  "geheim-token",
];

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<string> {
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => answer(request, response, body));
  });
  await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
}

const open = (baseUrl: string, rest: Partial<FhirHisOptions> = {}) =>
  openFhirHis({ baseUrl, timeoutMs: 5000, ...rest });

/** The error of a send, of which nothing may tell who the patient is. */
async function failure(sent: Promise<unknown>): Promise<SoepelError> {
  const error = await sent.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(SoepelError);
  const told = [
    (error as Error).message,
    (error as Error).stack,
    JSON.stringify(error),
    String((error as Error).cause),
  ].join("\n");
  for (const secret of SECRETS) expect(told).not.toContain(secret);
  expect((error as Error).cause).toBeUndefined();
  return error as SoepelError;
}

function accept(sent: TransactionBundle, status: string) {
  const entry = sent.entry.map(({ resource }, i) => ({
    response: { status, location: `${resource.resourceType}/${i}/_history/1` },
  }));
  return JSON.stringify({ resourceType: "Bundle", type: "transaction-response", entry });
}

describe("openFhirHis", () => {
  it("posts the bundle to the base, asks for little back, and reads the receipt", async () => {
    const requests: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
    const url = await listen(({ method, url: path, headers }, response, body) => {
      requests.push({ method: method!, url: path!, headers, body });
      response
        .setHeader("content-type", "application/fhir+json")
        .end(accept(bundle, requests.length === 1 ? "201 Created" : "200 OK"));
    });
    const his = open(url);
    const report = bundle.entry.findIndex((e) => e.resource.resourceType === "Composition");
    expect(await his.send(bundle)).toEqual({
      created: bundle.entry.length,
      unchanged: 0,
      reports: [`Composition/${report}`],
    });
    expect(await his.send(bundle)).toEqual({
      created: 0,
      unchanged: bundle.entry.length,
      reports: [`Composition/${report}`],
    });
    expect(requests[0]).toMatchObject({ method: "POST", url: "/fhir/" });
    expect(requests[0]!.headers).toMatchObject({ "content-type": "application/fhir+json", prefer: "return=minimal" });
    expect(requests[0]!.headers.authorization).toBeUndefined();
    expect(JSON.parse(requests[0]!.body)).toEqual(bundle);
    expect(requests[1]!.body).toBe(requests[0]!.body);
  });

  it("takes no rewrite for done that created what it did not find", async () => {
    const [resource] = bundle.entry.filter(({ resource }) => resource.resourceType === "Composition");
    const entry = [rewrite(resource!.fullUrl.slice("urn:uuid:".length), resource!.resource)];
    const sent: TransactionBundle = { ...bundle, entry };
    const answers = ["201 Created", "200 OK"];
    const url = await listen((_, response) => response.end(accept(sent, answers.shift()!)));
    await expect(open(url).send(sent)).rejects.toMatchObject({ code: "his-missed" });
    expect(await open(url).send(sent)).toMatchObject({ created: 0, unchanged: 1 });
  });

  it("sends a bundle of several hundred kilobytes", async () => {
    const url = await listen((_, response, body) => response.end(body.length > 300_000 ? accept(bundle, "201") : "{}"));
    const text = "x".repeat(300_000);
    const big = {
      ...bundle,
      entry: bundle.entry.map((e, i) => (i === 0 ? { ...e, resource: { ...e.resource, language: text } } : e)),
    };
    expect((await open(url).send(big as TransactionBundle)).created).toBe(bundle.entry.length);
  });

  it.each([
    [{ kind: "bearer", token: "geheim-token" } as const, "Bearer geheim-token"],
    [
      { kind: "basic", user: "soepel", password: "gehéim" } as const,
      `Basic ${Buffer.from("soepel:gehéim").toString("base64")}`,
    ],
  ])("shows its credentials: %o", async (auth, header) => {
    let seen: string | undefined;
    const url = await listen(({ headers }, response) => {
      seen = headers.authorization;
      response.end(accept(bundle, "201"));
    });
    await open(url, { auth }).send(bundle);
    expect(seen).toBe(header);
  });

  it.each([
    [400, "his-refused"],
    [401, "his-refused"],
    [403, "his-refused"],
    [404, "his-refused"],
    [405, "his-refused"],
    [409, "his-refused"],
    [412, "his-refused"],
    [413, "his-refused"],
    [422, "his-refused"],
    [500, "his-unreached"],
    [408, "his-unreached"],
    [429, "his-unreached"],
    [502, "his-unreached"],
    [503, "his-unreached"],
    [504, "his-unreached"],
  ])("status %d is %s, with FHIR's issue codes and without the diagnostics (hazard 27)", async (status, code) => {
    const url = await listen((_, response) => {
      response.statusCode = status;
      const said = `${PATIENT.name.family} ${PATIENT.bsn} hoesten`;
      const issue = [
        { severity: "error", code: "multiple-matches", diagnostics: said, details: { text: said } },
        { severity: "error", code: PATIENT.bsn },
        { severity: "error", code: "multiple-matches" },
        null,
      ];
      response
        .setHeader("content-type", "application/fhir+json")
        .end(JSON.stringify({ resourceType: "OperationOutcome", issue }));
    });
    const error = await failure(open(url, { auth: { kind: "bearer", token: "geheim-token" } }).send(bundle));
    expect(error.code).toBe(code);
    expect(error.detail).toMatch(new RegExp(`^status ${status}, multiple-matches(?!,)`));
  });

  it.each([
    [200, "his-unreached"],
    [403, "his-refused"],
    [502, "his-unreached"],
  ])("a page of HTML with status %d is %s", async (status, code) => {
    const url = await listen((_, response) => {
      response.statusCode = status;
      response.setHeader("content-type", "text/html").end(`<html><p>${PATIENT.name.family} ${PATIENT.bsn}</p></html>`);
    });
    expect((await failure(open(url).send(bundle))).code).toBe(code);
  });

  it.each([
    ["nothing", ""],
    ["null", "null"],
    ["JSON that is not FHIR", `{"message":"${PATIENT.name.family}"}`],
    [
      "fewer entries than were sent",
      JSON.stringify({ resourceType: "Bundle", type: "transaction-response", entry: [] }),
    ],
    ["an entry that failed", accept(bundle, "400 Bad Request")],
    ["the bundle itself", JSON.stringify(bundle)],
  ])("status 200 with %s is not taken for stored", async (_, body) => {
    const url = await listen((_request, response) => response.end(body));
    const error = await failure(open(url).send(bundle));
    expect(error.code).toBe("his-unreached");
    if (_ === "an entry that failed") expect(error.detail).toContain("did not store all of it");
  });

  it.each([
    ["processing", "error", "his-refused"],
    ["business-rule", "fatal", "his-refused"],
    ["lock-error", "error", "his-unreached"],
    ["informational", "information", "his-unreached"],
  ])("status 200 with an OperationOutcome (%s, %s) is %s, and not stored", async (code, severity, result) => {
    const issue = [{ severity, code, diagnostics: `Episode van ${PATIENT.name.family} is dicht` }];
    const url = await listen((_request, response) =>
      response.end(JSON.stringify({ resourceType: "OperationOutcome", issue })),
    );
    const error = await failure(open(url).send(bundle));
    expect(error.code).toBe(result);
    if (severity === "information") return expect(error.detail).toContain("not that of a FHIR server");
    expect(error.detail).toBe(`status 200, ${code}`);
    expect((error as HisFailure).answer).toContain("is dicht");
  });

  it.each([
    [
      "of FHIR",
      '{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"processing"}]}',
      /the patient is not in the HIS/,
    ],
    ["of a web server", "<html>Not found</html>", /not that of a FHIR server/],
  ])("a 404 %s says what is missing", async (_, body, hint) => {
    const url = await listen((_request, response) => {
      response.statusCode = 404;
      response.end(body);
    });
    expect((await failure(open(url).send(bundle))).detail).toMatch(hint);
  });

  it.each([301, 302, 307, 308])("does not follow a redirect (%d), so no other host gets the note", async (status) => {
    let requests = 0;
    const url = await listen((_, response) => {
      requests++;
      response.statusCode = status;
      response.setHeader("location", requests === 1 ? "/elsewhere" : "http://example.invalid/").end();
    });
    const error = await failure(open(url).send(bundle));
    expect(error).toMatchObject({ code: "his-refused", detail: expect.stringContaining(`status ${status}`) });
    expect(requests).toBe(1);
  });

  it("nobody there is his-unreached", async () => {
    const url = await listen(() => undefined);
    await new Promise((resolve) => server!.close(resolve));
    const error = await failure(open(url).send(bundle));
    expect(error).toMatchObject({ code: "his-unreached", detail: "the connection failed: ECONNREFUSED" });
  });

  it("a host that does not exist is his-unreached", async () => {
    expect((await failure(open("https://his.invalid/fhir").send(bundle))).code).toBe("his-unreached");
  });

  it("a server that hangs is his-unreached when the time is over", async () => {
    const url = await listen(() => undefined);
    const start = performance.now();
    const error = await failure(open(url, { timeoutMs: 200 }).send(bundle));
    expect(error).toMatchObject({ code: "his-unreached", detail: "no answer in time" });
    expect(performance.now() - start).toBeLessThan(4000);
  });

  it("a server that begins to answer and hangs is his-unreached when the time is over", async () => {
    const url = await listen((_, response) => void response.write('{"resourceType":'));
    expect(await failure(open(url, { timeoutMs: 200 }).send(bundle))).toMatchObject({ code: "his-unreached" });
  });

  it.each([
    ["before the answer", (response: ServerResponse) => void response.socket?.destroy()],
    [
      "amid the answer",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-length": "5000" });
        response.write('{"resourceType":"Bundle"');
        setTimeout(() => response.socket?.destroy(), 20);
      },
    ],
  ])("a line that is cut %s is his-unreached", async (_, cut) => {
    const url = await listen((_request, response) => cut(response));
    expect((await failure(open(url).send(bundle))).code).toBe("his-unreached");
  });

  it("an abort is aborted, a caller's own time limit is his-unreached", async () => {
    const url = await listen(() => undefined);
    const stop = new AbortController();
    const sent = open(url).send(bundle, stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect((await failure(sent)).code).toBe("aborted");
    expect((await failure(open(url).send(bundle, AbortSignal.timeout(50)))).code).toBe("his-unreached");
    expect((await failure(open(url).send(bundle, AbortSignal.abort()))).code).toBe("aborted");
  });

  it.each([
    "geen adres",
    "http://his.example/fhir",
    "ftp://his.example/fhir",
    "https://user:geheim-token@his.example/fhir",
    "https://his.example/fhir?key=geheim-token",
  ])("will not open %s", (baseUrl) => {
    expect(() => openFhirHis({ baseUrl })).toThrow(SoepelError);
    expect(() => openFhirHis({ baseUrl })).not.toThrow("geheim-token");
  });
  it.each(["http://localhost:8090/fhir", "http://127.0.0.1/fhir", "http://[::1]:1/fhir", "https://his.example/fhir/"])(
    "opens %s",
    (baseUrl) => {
      expect(() => openFhirHis({ baseUrl })).not.toThrow();
    },
  );
});
