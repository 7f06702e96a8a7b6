import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { tempFolder } from "../engine/store/practice.ts";
import { runSoepel } from "./run-soepel.ts";

const ROOT = join(import.meta.dirname, "../../..");

// The window is built, not committed.
beforeAll(async () => {
  if (existsSync(join(ROOT, "renderer/dist/index.html"))) return;
  const words = ["node_modules/vite/bin/vite.js", "build", "-c", "renderer/vite.config.ts", "--logLevel", "error"];
  const [code] = await once(spawn(process.execPath, words, { cwd: ROOT, stdio: "inherit" }), "exit");
  expect(code).toBe(0);
}, 120_000);

async function serve(folder: string): Promise<{ child: ChildProcess; link: string }> {
  const words = ["--disable-warning=ExperimentalWarning", "src/cli/soepel.ts", "serve", "--no-open", "--data", folder];
  const child = spawn(process.execPath, words, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(child.stdout!.setEncoding("utf8"), "data")) as [string];
  return { child, link: line.trim() };
}

it("opens the window by a link that works once, answers calls, and keeps its data for its owner alone", async () => {
  const folder = tempFolder();
  const { child, link } = await serve(folder);
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
  if (process.platform !== "win32") expect(statSync(join(folder, "soepel.key")).mode & 0o777).toBe(0o600);
  const { origin } = new URL(link);
  expect((await fetch(origin)).status).toBe(403);
  const entered = await fetch(link);
  expect(entered.status).toBe(200);
  expect((await fetch(link)).status).toBe(403);
  const cookie = entered.headers.get("set-cookie")!.split(";")[0]!;
  const page = await (await fetch(origin, { headers: { cookie } })).text();
  const script = /src="\.(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
  expect((await fetch(origin + script, { headers: { cookie } })).headers.get("content-type")).toContain("javascript");

  const socket = new WebSocket(`${origin.replace("http", "ws")}/link`, { headers: { cookie, origin } });
  await once(socket, "open");
  const heard: { id?: number; result?: unknown }[] = [];
  socket.on("message", (data) => heard.push(JSON.parse(String(data))));
  socket.send(JSON.stringify({ id: 1, name: "status:read", input: {} }));
  socket.send(JSON.stringify({ id: 2, name: "consult:list", input: {} }));
  await expect.poll(() => heard.filter(({ id }) => id !== undefined).length, { timeout: 10_000 }).toBe(2);
  expect(heard.find(({ id }) => id === 1)?.result).toMatchObject({
    ok: true,
    value: { transport: "browser", dataFolder: folder },
  });
  expect(heard.find(({ id }) => id === 2)?.result).toMatchObject({ ok: false, code: "not-signed-in" });

  const taken = await runSoepel(["serve", "--no-open", "--data", folder]);
  expect(taken.code).toBe(7);
  expect(taken.stderr).toContain("serve, process");

  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
  // Let go of: the next one may have it.
  const again = await serve(folder);
  expect(again.link).not.toBe(link);
});

it.each([["--port", "x"], ["--port", "70000"], ["--prot", "1"], ["a-file"]])("%s %s is wrong use", async (...words) => {
  expect((await runSoepel(["serve", ...words], { SOEPEL_HOME: tempFolder() })).code).toBe(2);
});
