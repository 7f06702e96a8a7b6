import { request } from "node:http";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import type { EngineEvent } from "../../../../src/contract/events.ts";
import { encodeSound } from "../../../../src/contract/wire.ts";
import type { Engine } from "../../../../src/engine/engine.ts";
import { type Served, serveEngine } from "../../../../src/engine/serve/serve.ts";
import type { WindowFile } from "../../../../src/engine/serve/window-files.ts";

const FILES = new Map<string, WindowFile>([
  ["/", { type: "text/html; charset=utf-8", body: Buffer.from("<p>het venster</p>") }],
  ["/assets/app.js", { type: "text/javascript; charset=utf-8", body: Buffer.from("let a;") }],
]);

/** An engine that tells what it was asked: what is tested here is who may ask. */
function echoEngine() {
  const asked: unknown[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  const engine: Engine = {
    call: () => Promise.reject(new Error("not used")),
    async answer(name, input) {
      asked.push([name, input]);
      return { ok: true, value: input };
    },
    listen(listener, signal) {
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener));
    },
    sendSound: (consultId, frame) => asked.push([consultId, [...frame]]),
    lock: () => asked.push("lock"),
    close: async () => {},
  };
  return { engine, asked, listeners };
}

async function open() {
  const echo = echoEngine();
  const served = await serveEngine(echo.engine, FILES);
  onTestFinished(() => served.close());
  return { ...echo, served };
}

function get(served: Served, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(served.origin);
    const asking = request({ hostname, port, path, headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (piece) => {
        body += piece;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    asking.on("error", reject).end();
  });
}

async function enter(served: Served): Promise<string> {
  const { headers } = await get(served, served.link.slice(served.origin.length));
  return String(headers["set-cookie"]).split(";")[0]!;
}

function connect(served: Served, headers: Record<string, string>, path = "/link"): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(served.origin.replace("http", "ws") + path, { headers });
    onTestFinished(() => socket.terminate());
    socket.on("open", () => resolve(socket));
    socket.on("unexpected-response", (_, response) => resolve(response.statusCode ?? 0));
    socket.on("error", () => resolve(0));
  });
}

describe("the page", () => {
  it("opens by its link, once", async () => {
    const { served } = await open();
    const path = served.link.slice(served.origin.length);
    const first = await get(served, path);
    expect(first.status).toBe(200);
    expect(String(first.headers["set-cookie"])).toMatch(/^soepel-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
    expect(first.body).not.toContain("venster");
    const second = await get(served, path);
    expect([second.status, second.headers["set-cookie"]]).toEqual([403, undefined]);
    const cookie = String(first.headers["set-cookie"]).split(";")[0]!;
    expect(await get(served, "/", { cookie })).toMatchObject({ status: 200, body: "<p>het venster</p>" });
    expect(await get(served, "/assets/app.js", { cookie: `other=1; ${cookie}` })).toMatchObject({ status: 200 });
  });

  it.each([
    ["no token", "/", {}],
    ["a wrong token", "/?token=AAAA", {}],
    ["an empty token", "/?token=", {}],
    ["a wrong cookie", "/", { cookie: "soepel-1=AAAA" }],
  ])("is refused with %s", async (_, path, headers) => {
    const { served } = await open();
    const { status, body } = await get(served, path, headers);
    expect(status).toBe(403);
    expect(body).not.toContain("venster");
  });

  it("is refused under another name, even with the cookie (DNS rebinding)", async () => {
    const { served } = await open();
    const cookie = await enter(served);
    const { port } = new URL(served.origin);
    for (const host of ["evil.example", `evil.example:${port}`, `localhost:${port}`, "127.0.0.1"])
      expect((await get(served, "/", { host, cookie })).status).toBe(421);
  });

  it("is only what was built: no path leads out of it", async () => {
    const { served } = await open();
    const cookie = await enter(served);
    for (const path of ["/../package.json", "/..%2fpackage.json", "/assets/../../package.json", "//", "/assets"])
      expect((await get(served, path, { cookie })).status).toBe(404);
  });

  it("carries a policy that allows nothing but itself", async () => {
    const { served } = await open();
    const { headers } = await get(served, "/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src 'self' ${served.origin.replace("http", "ws")}`);
    expect(policy).not.toMatch(/unsafe|\*|https:|data:/);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-store",
    });
  });

  it("listens on 127.0.0.1 and nowhere else", async () => {
    const { served } = await open();
    expect(new URL(served.origin).hostname).toBe("127.0.0.1");
    const { port } = new URL(served.origin);
    const elsewhere = new Promise((resolve) => {
      request({ hostname: "127.0.0.2", port }, () => resolve("answered"))
        .on("error", () => resolve("refused"))
        .end();
    });
    expect(await elsewhere).toBe("refused");
  });
});

describe("the link", () => {
  it("carries calls, events and sound", async () => {
    const { served, asked, listeners } = await open();
    const cookie = await enter(served);
    const socket = await connect(served, { cookie, origin: served.origin });
    if (typeof socket === "number") throw new Error(`refused: ${socket}`);
    const heard: unknown[] = [];
    socket.on("message", (data) => heard.push(JSON.parse(String(data))));
    socket.send(JSON.stringify({ id: 7, name: "status:read", input: { a: 1 } }));
    socket.send(encodeSound("abc", Float32Array.of(0.5, -0.25)));
    for (const listener of listeners) listener({ type: "link", up: true });
    await expect.poll(() => heard).toHaveLength(2);
    expect(heard).toContainEqual({ id: 7, result: { ok: true, value: { a: 1 } } });
    expect(heard).toContainEqual({ event: { type: "link", up: true } });
    expect(asked).toContainEqual(["status:read", { a: 1 }]);
    await expect.poll(() => asked).toContainEqual(["abc", [0.5, -0.25]]);
    socket.close();
    await expect.poll(() => asked).toContain("lock");
    expect(listeners.size).toBe(0);
  });

  it.each([
    ["another origin", { origin: "http://evil.example" }, true],
    ["no origin", {}, true],
    ["another port's origin", { origin: "http://127.0.0.1:1" }, true],
    ["another host", { host: "evil.example" }, true],
    ["no cookie", {}, false],
  ] as const)("is refused with %s", async (_, headers, hasCookie) => {
    const { served } = await open();
    const cookie = await enter(served);
    const origin: Record<string, string> = "host" in headers || !hasCookie ? { origin: served.origin } : {};
    expect(await connect(served, { ...origin, ...headers, ...(hasCookie ? { cookie } : {}) })).toBe(403);
  });

  it.each(["not JSON", "null", "[]", '{"id":"x"}', Buffer.of(0), Buffer.of(9, 1, 2)])(
    "closes on %j",
    async (message) => {
      const { served, asked } = await open();
      const socket = await connect(served, { cookie: await enter(served), origin: served.origin });
      if (typeof socket === "number") throw new Error(`refused: ${socket}`);
      const closed = new Promise((resolve) => socket.on("close", resolve));
      socket.send(message);
      expect(await closed).toBe(1003);
      expect(asked.filter((one) => one !== "lock")).toEqual([]);
    },
  );
});

describe("a port that is taken", () => {
  let served: Served;
  beforeAll(async () => {
    served = await serveEngine(echoEngine().engine, FILES);
    return () => served.close();
  });
  it("is wrong use", async () => {
    const taken = Number(new URL(served.origin).port);
    await expect(serveEngine(echoEngine().engine, FILES, taken)).rejects.toMatchObject({ code: "usage" });
  });
});
