import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WantedFile } from "../../../../src/engine/models/digest.ts";
import { downloadFile, type Patience } from "../../../../src/engine/models/download-file.ts";
import { type Behaviour, type SourceServer, sendCut, sendFile, serve } from "./source-server.ts";

const content = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31 + (i >> 8)) & 255));
const sha256 = createHash("sha256").update(content).digest("hex");
const gitBlob = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
const pinned: WantedFile = { path: "onnx/encoder.onnx", size: content.length, sha256 };
const unpinned: WantedFile = { path: "onnx/encoder.onnx", size: content.length, sha256: null };
// A busy machine stalls for seconds: only the tests of silence have little patience.
const patience: Patience = { idleMs: 20_000, attempts: 3, firstWaitMs: 5 };

let folder: string;
let place: string;
const servers: SourceServer[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "soepel-download-"));
  place = join(folder, "encoder.onnx");
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(behave: Behaviour): Promise<SourceServer> {
  const server = await serve(behave);
  servers.push(server);
  return server;
}

function fetchFrom(
  server: SourceServer,
  wanted: WantedFile,
  more: { redirectHosts?: string[]; signal?: AbortSignal; idleMs?: number } = {},
) {
  const source = { base: server.base, redirectHosts: more.redirectHosts ?? [] };
  const signal = more.signal ?? new AbortController().signal;
  const idleMs = more.idleMs ?? patience.idleMs;
  return downloadFile(source, wanted, place, { signal, onBytes: () => {}, patience: { ...patience, idleMs } });
}

describe("a file arrives", () => {
  test("whole, and only under its own name", async () => {
    const server = await start((request, response) => sendFile(request, response, content));
    expect(await fetchFrom(server, pinned)).toBe(sha256);
    expect(readFileSync(place).equals(content)).toBe(true);
    expect(readdirSync(folder)).toEqual(["encoder.onnx"]);
  });

  test("in pieces: after a cut line it goes on where it was, with If-Range", async () => {
    const server = await start((request, response, nth) =>
      nth === 1 ? sendCut(response, content, 120_000) : sendFile(request, response, content),
    );
    await fetchFrom(server, pinned);
    expect(readFileSync(place).equals(content)).toBe(true);
    const [, second] = server.seen;
    expect(Number(/^bytes=(\d+)-$/.exec(second?.range ?? "")?.[1])).toBeGreaterThan(0);
    expect(second?.ifRange).toBe('"v1"');
  });

  test("in a next run: what an earlier run kept is not asked for again", async () => {
    writeFileSync(`${place}.part`, content.subarray(0, 150_000));
    writeFileSync(`${place}.part.etag`, '"v1"');
    const server = await start((request, response) => sendFile(request, response, content));
    await fetchFrom(server, pinned);
    expect(server.seen.map((s) => s.range)).toEqual(["bytes=150000-"]);
    expect(readFileSync(place).equals(content)).toBe(true);
  });

  test("anew, where the file changed at the source meanwhile", async () => {
    writeFileSync(`${place}.part`, Buffer.alloc(150_000, 7));
    writeFileSync(`${place}.part.etag`, '"v0"');
    const server = await start((request, response) => sendFile(request, response, content));
    await fetchFrom(server, pinned);
    expect(readFileSync(place).equals(content)).toBe(true);
  });

  test("anew, where what was kept does not fit what follows", async () => {
    writeFileSync(`${place}.part`, Buffer.alloc(150_000, 7));
    writeFileSync(`${place}.part.etag`, '"v1"');
    const server = await start((request, response) => sendFile(request, response, content));
    await fetchFrom(server, pinned);
    expect(readFileSync(place).equals(content)).toBe(true);
    expect(server.seen.map((s) => s.range)).toEqual(["bytes=150000-", undefined]);
  });

  test("though the server is busy at first (503, Retry-After)", async () => {
    const server = await start((request, response, nth) =>
      nth < 3 ? response.writeHead(503, { "retry-after": "0" }).end() : sendFile(request, response, content),
    );
    await fetchFrom(server, pinned);
    expect(server.seen).toHaveLength(3);
  });

  test("without a pinned digest: the published one counts, and our own is given to be kept", async () => {
    const bySha = await start((request, response) =>
      sendFile(request, response, content, { "x-linked-etag": `"${sha256}"` }),
    );
    expect(await fetchFrom(bySha, unpinned)).toBe(sha256);
    rmSync(place);
    const byGit = await start((request, response) => sendFile(request, response, content, { etag: `"${gitBlob}"` }));
    expect(await fetchFrom(byGit, unpinned)).toBe(sha256);
  });

  test("over an allowed redirect, with the digest of the host that was asked", async () => {
    const store = await start((request, response) => sendFile(request, response, content));
    const server = await start((_, response) =>
      response.writeHead(302, { location: new URL("blob", store.base).href, "x-linked-etag": `"${sha256}"` }).end(),
    );
    expect(await fetchFrom(server, unpinned, { redirectHosts: ["127.0.0.1"] })).toBe(sha256);
  });
});

describe("nothing is installed, and it is said why", () => {
  const nothingThere = () => expect(existsSync(place)).toBe(false);

  test("the line is cut each time: unreached, and what came is kept", async () => {
    const server = await start((_, response) => sendCut(response, content, 50_000));
    await expect(fetchFrom(server, pinned)).rejects.toMatchObject({ code: "model-source-unreached" });
    expect(server.seen).toHaveLength(patience.attempts);
    nothingThere();
  });

  test("nobody listens", async () => {
    const server = await start(() => {});
    await server.close();
    servers.pop();
    await expect(fetchFrom(server, pinned)).rejects.toMatchObject({
      code: "model-source-unreached",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("the server falls silent after the headers", async () => {
    const server = await start((_, response) => {
      response.writeHead(200, { "content-length": content.length }).write(content.subarray(0, 1000));
    });
    await expect(fetchFrom(server, pinned, { idleMs: 300 })).rejects.toMatchObject({
      code: "model-source-unreached",
      message: expect.stringContaining("nothing came for 0.3 s"),
    });
    nothingThere();
  });

  test("the server never answers", async () => {
    const server = await start(() => {});
    await expect(fetchFrom(server, pinned, { idleMs: 300 })).rejects.toMatchObject({
      code: "model-source-unreached",
      message: expect.stringContaining("nothing came"),
    });
  });

  test("a server that is slow but not silent is waited for", async () => {
    const server = await start((_, response) => {
      response.writeHead(200, { "content-length": content.length });
      let sent = 0;
      const timer = setInterval(() => {
        response.write(content.subarray(sent, sent + 40_000));
        sent += 40_000;
        if (sent < content.length) return;
        clearInterval(timer);
        response.end();
      }, 800);
    });
    await fetchFrom(server, pinned, { idleMs: 3000 });
    expect(server.seen).toHaveLength(1);
  });

  test.each([
    ["states another length", (response) => response.writeHead(200, { "content-length": 10 }).end("0123456789")],
    ["sends more than is right", (response) => response.writeHead(200).end(Buffer.concat([content, content]))],
    ["sends other bytes of the right length", (response) => response.end(Buffer.alloc(content.length, 1))],
    ["sends a web page", (response) => response.writeHead(200, { "content-type": "text/html" }).end("<html>log in")],
    [
      "sends a web page under a false name",
      (response) =>
        response.writeHead(200, { "content-type": "application/octet-stream" }).end("<!DOCTYPE html><p>log in"),
    ],
    [
      "sends the pointer of a large file",
      (response) => response.writeHead(200).write("version https://git-lfs.github.com/spec/v1\n", () => response.end()),
    ],
    [
      "publishes another digest",
      (response) => response.writeHead(200, { "x-linked-etag": `"${"0".repeat(64)}"` }).end(content),
    ],
  ] as [string, (response: Parameters<Behaviour>[1]) => void][])(
    "the source %s: wrong, without a second try",
    async (_, send) => {
      const server = await start((_request, response) => send(response));
      await expect(fetchFrom(server, pinned)).rejects.toMatchObject({ code: "model-source-wrong" });
      expect(server.seen).toHaveLength(1);
      nothingThere();
      expect(existsSync(`${place}.part`)).toBe(false);
    },
  );

  test.each([401, 403, 404, 410])("HTTP %i: refused, without a second try", async (status) => {
    const server = await start((_, response) => response.writeHead(status).end("no"));
    await expect(fetchFrom(server, pinned)).rejects.toMatchObject({
      code: "model-source-refused",
      message: expect.stringContaining(`HTTP ${status}`),
    });
    expect(server.seen).toHaveLength(1);
  });

  test("no digest is known", async () => {
    const server = await start((request, response) => sendFile(request, response, content));
    await expect(fetchFrom(server, unpinned)).rejects.toMatchObject({ code: "model-unverified" });
    nothingThere();
  });

  test("a redirect to a host that the manifest does not name", async () => {
    const store = await start((request, response) => sendFile(request, response, content));
    const server = await start((_, response) => response.writeHead(302, { location: store.base.href }).end());
    await expect(fetchFrom(server, pinned)).rejects.toMatchObject({ code: "model-source-refused" });
    expect(store.seen).toHaveLength(0);
  });

  test("a redirect in a circle", async () => {
    const server = await start((_, response) => response.writeHead(302, { location: "/again" }).end());
    await expect(fetchFrom(server, pinned)).rejects.toMatchObject({ code: "model-source-refused" });
  });

  test("the disk has no room or rights for it", async () => {
    const server = await start((request, response) => sendFile(request, response, content));
    writeFileSync(join(folder, "in-the-way"), "");
    place = join(folder, "in-the-way", "onnx", "encoder.onnx");
    await expect(fetchFrom(server, pinned)).rejects.toMatchObject({ code: "no-rights" });
  });

  test("stopped on request: what came is kept for the next time", async () => {
    const stop = new AbortController();
    const server = await start((_, response) => {
      response.writeHead(200, { "content-length": content.length, etag: '"v1"' }).write(content.subarray(0, 90_000));
      setTimeout(() => stop.abort(), 100);
    });
    await expect(fetchFrom(server, pinned, { signal: stop.signal })).rejects.toMatchObject({ code: "aborted" });
    nothingThere();
    expect(readFileSync(`${place}.part`).length).toBe(90_000);
  });
});
