import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HEADERS, ORIGIN, servePages } from "../../../electron/protocol.ts";

describe("the window's protocol", () => {
  let root: string;
  let find: ReturnType<typeof servePages>;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "soepel-pages-"));
    mkdirSync(join(root, "dist/assets"), { recursive: true });
    writeFileSync(join(root, "dist/index.html"), "<p>window</p>");
    writeFileSync(join(root, "dist/assets/index.js"), "1");
    writeFileSync(join(root, "dist/notes.txt"), "not a page");
    writeFileSync(join(root, "secret.html"), "outside");
    find = servePages(join(root, "dist"));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("serves the built window, its page at the root", () => {
    expect(find(`${ORIGIN}/`)).toMatchObject({ status: 200, type: "text/html; charset=utf-8" });
    expect(find(`${ORIGIN}/`).body.toString()).toBe("<p>window</p>");
    expect(find(`${ORIGIN}/assets/index.js?1`)).toMatchObject({ status: 200, type: "text/javascript; charset=utf-8" });
  });

  it.each([
    "/../secret.html",
    "/%2e%2e/secret.html",
    "/..%2fsecret.html",
    "/assets/..%5c..%5csecret.html",
    "//secret.html",
    "/notes.txt",
    "/assets",
    "/none.html",
  ])("has no %s", (path) => {
    expect(find(`${ORIGIN}${path}`)).toMatchObject({ status: 404 });
  });

  it("answers no other origin", () => {
    expect(find("app://elsewhere/index.html")).toMatchObject({ status: 404 });
    expect(find("https://soepel/index.html")).toMatchObject({ status: 404 });
  });

  it("allows nothing inline, nothing from elsewhere and no connection", () => {
    const policy = HEADERS["content-security-policy"]!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
  });
});
