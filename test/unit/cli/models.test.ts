import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FETCHABLE, makeShelf, SHIPPED, type ShelfFixture, write } from "../engine/models/shelf-fixture.ts";
import { type SourceServer, sendFile, serve } from "../engine/models/source-server.ts";
import { runSoepel } from "./run-soepel.ts";

let made: ShelfFixture;
let mirror: SourceServer;

beforeEach(async () => {
  made = makeShelf();
  mirror = await serve((asked, response) => {
    const bytes = made.files.get((asked.url ?? "").slice(`/${FETCHABLE}/`.length));
    if (bytes === undefined) response.writeHead(404).end();
    else sendFile(asked, response, bytes);
  });
});
afterEach(async () => {
  await mirror.close();
  made.remove();
});

function soepel(words: readonly string[], env: Record<string, string> = {}) {
  const places = { SOEPEL_MODELS: made.places.shipped, SOEPEL_HOME: join(made.root, "home") };
  return runSoepel(["models", ...words], { ...places, ...env });
}

describe("soepel models", () => {
  test("list, pull, list, verify", async () => {
    const before = JSON.parse((await soepel(["list", "--json"])).stdout);
    expect(before.models.map((m: { name: string; where: string }) => [m.name, m.where])).toEqual([
      [SHIPPED, "shipped"],
      [FETCHABLE, "not here"],
    ]);
    const pulled = await soepel(["pull", FETCHABLE, "--json"], { SOEPEL_MODEL_MIRROR: mirror.base.href });
    expect(pulled).toMatchObject({ code: 0 });
    expect(JSON.parse(pulled.stdout)).toEqual({ name: FETCHABLE, folder: join(made.places.fetched, FETCHABLE) });
    const list = await soepel(["list"]);
    expect(list.stdout).toMatch(/tiny-tier .*downloaded .*a test; MIT/);
    const verified = await soepel(["verify"]);
    expect(verified).toMatchObject({
      code: 0,
      stdout: `ok       ${SHIPPED} (shipped)\nok       ${FETCHABLE} (downloaded)\n`,
    });
  });

  test("verify: one changed byte gives exit 4 and the names", async () => {
    const path = join(made.places.shipped, SHIPPED, "w.onnx");
    const bytes = readFileSync(path);
    bytes[0] = bytes[0]! ^ 1;
    write(path, bytes);
    const people = await soepel(["verify"]);
    expect(people.code).toBe(4);
    expect(people.stdout).toBe(`digest   ${SHIPPED}/w.onnx (shipped)\n`);
    expect(people.stderr).toContain(`(${SHIPPED})`);
    const machines = await soepel(["verify", "--json"]);
    expect(machines.code).toBe(4);
    expect(JSON.parse(machines.stdout)).toMatchObject({ ok: false });
  });

  test("pull: a source that is not there gives exit 6 and says what to do", async () => {
    const ran = await soepel(["pull", FETCHABLE], { SOEPEL_MODEL_MIRROR: "http://127.0.0.1:9/none" });
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain("SOEPEL_MODEL_MIRROR");
    expect(ran.stdout).toBe("");
  });

  test("import takes what another Soepel fetched", async () => {
    for (const [path, bytes] of made.files) write(join(made.root, "stick", FETCHABLE, path), bytes);
    const ran = await soepel(["import", join(made.root, "stick")]);
    expect(ran).toMatchObject({ code: 0, stdout: `${FETCHABLE}: verified and imported\n` });
    expect((await soepel(["verify"])).code).toBe(0);
  });

  test("pull goes by the proxy of HTTP_PROXY", async () => {
    const seen: string[] = [];
    const proxy = createServer((asked, response) => {
      seen.push(asked.url ?? "");
      const on = request(asked.url ?? "", { headers: asked.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      asked.pipe(on);
    });
    proxy.on("connect", (asked, socket) => {
      seen.push(asked.url ?? "");
      const [host, port] = (asked.url ?? "").split(":");
      const on = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        on.pipe(socket).pipe(on);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    try {
      const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      const ran = await soepel(["pull", FETCHABLE], { SOEPEL_MODEL_MIRROR: mirror.base.href, HTTP_PROXY: address });
      expect(ran.code).toBe(0);
      expect(seen.length).toBeGreaterThan(0);
    } finally {
      proxy.close();
      proxy.closeAllConnections();
    }
  });

  test.each([[[]], [["pull"]], [["list", "x"]], [["toString"]]])(
    "wrong use %j gives exit 2 and the right use",
    async (words) => {
      const ran = await soepel(words);
      expect(ran.code).toBe(2);
      expect(ran.stderr).toContain("usage: soepel models (list | pull NAME | import DIR | verify) [--json]");
    },
  );

  test("an unknown name gives exit 2", async () => {
    expect((await soepel(["pull", "whisper-huge"])).code).toBe(2);
  });
});
