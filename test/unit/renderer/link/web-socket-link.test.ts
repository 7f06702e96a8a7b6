import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type WebSocket as Peer, WebSocketServer } from "ws";
import { WebSocketLink } from "../../../../renderer/link/web-socket-link.ts";
import type { EngineEvent } from "../../../../src/contract/events.ts";

/** A server that answers every call with its name, except "log:read", which it never answers. */
let server: WebSocketServer;
let peers: Peer[];
let sounds: number;
let port: number;
const ended = new AbortController();

beforeEach(async () => {
  peers = [];
  sounds = 0;
  await open(0);
});
afterEach(close);

async function open(at: number): Promise<void> {
  server = new WebSocketServer({ host: "127.0.0.1", port: at });
  server.on("connection", (peer) => {
    peers.push(peer);
    peer.on("message", (data, isBinary) => {
      if (isBinary) return void sounds++;
      const { id, name } = JSON.parse(String(data)) as { id: number; name: string };
      if (name !== "log:read") peer.send(JSON.stringify({ id, result: { ok: true, value: name } }));
    });
  });
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
}

async function close(): Promise<void> {
  for (const peer of peers) peer.terminate();
  await new Promise((resolve) => server.close(resolve));
}

function connect(): { link: WebSocketLink; told: EngineEvent[] } {
  const link = new WebSocketLink(`ws://127.0.0.1:${port}`);
  const told: EngineEvent[] = [];
  link.listen((event) => told.push(event), ended.signal);
  return { link, told };
}
const isUp = { type: "link", up: true };
const isDown = { type: "link", up: false };

test("a call that the break catches is answered at once, the break is told, and the link comes back by itself", async () => {
  const { link, told } = connect();
  expect(await link.call("status:read", {})).toEqual({ ok: true, value: "status:read" });
  const caught = link.call("log:read", { limit: 1 });
  await expect.poll(() => peers.length).toBe(1);
  peers[0]!.terminate();
  expect(await caught).toEqual({ ok: false, code: "engine-lost" });
  await expect.poll(() => told).toEqual([isDown, isUp]);
  expect(peers).toHaveLength(2);
  expect(await link.call("settings:read", {})).toEqual({ ok: true, value: "settings:read" });
});

test("an engine that stays away is one piece of news, calls fail meanwhile, and its return is another", async () => {
  const { link, told } = connect();
  await link.call("status:read", {});
  await close();
  await expect.poll(() => told).toEqual([isDown]);
  expect(await link.call("status:read", {})).toEqual({ ok: false, code: "engine-lost" });
  // Longer than its first two tries.
  await new Promise((resolve) => setTimeout(resolve, 900));
  expect(told).toEqual([isDown]);
  await open(port);
  await expect.poll(() => told, { timeout: 5000 }).toEqual([isDown, isUp]);
  expect(await link.call("status:read", {})).toMatchObject({ ok: true });
});

test("sound goes out while the link is up, and does not pile up while it is down", async () => {
  const { link, told } = connect();
  await link.call("status:read", {});
  link.sendSound("c", new Float32Array(4800));
  await expect.poll(() => sounds).toBe(1);
  await close();
  await expect.poll(() => told).toEqual([isDown]);
  link.sendSound("c", new Float32Array(4800));
  await open(port);
  await expect.poll(() => told, { timeout: 5000 }).toEqual([isDown, isUp]);
  link.sendSound("c", new Float32Array(4800));
  await expect.poll(() => sounds).toBe(2);
});

test("what the engine tells reaches who listens, until she stops", async () => {
  const { link, told } = connect();
  const stop = new AbortController();
  const others: EngineEvent[] = [];
  link.listen((event) => others.push(event), stop.signal);
  await link.call("status:read", {});
  const event: EngineEvent = { type: "long-silence", consultId: "c", seconds: 300 };
  peers[0]!.send(JSON.stringify({ event }));
  await expect.poll(() => told).toEqual([event]);
  stop.abort();
  peers[0]!.send(JSON.stringify({ event }));
  await expect.poll(() => told).toHaveLength(2);
  expect(others).toEqual([event]);
});
