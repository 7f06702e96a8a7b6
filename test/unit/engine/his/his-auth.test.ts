import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authHeader, readHisAuth } from "../../../../src/engine/his/his-auth.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "soepel-auth-"));
  writeFileSync(join(folder, "token"), "from-file\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("readHisAuth", () => {
  it("is none where nothing is set, or set empty", () => {
    expect(readHisAuth({})).toEqual({ kind: "none" });
    expect(readHisAuth({ SOEPEL_HIS_TOKEN: "", SOEPEL_HIS_USER: "" })).toEqual({ kind: "none" });
    expect(authHeader({ kind: "none" })).toEqual({});
  });
  it("reads a token, from a file rather than from the variable", () => {
    expect(readHisAuth({ SOEPEL_HIS_TOKEN: "t" })).toEqual({ kind: "bearer", token: "t" });
    const env = { SOEPEL_HIS_TOKEN: "t", SOEPEL_HIS_TOKEN_FILE: join(folder, "token") };
    expect(readHisAuth(env)).toEqual({ kind: "bearer", token: "from-file" });
  });
  it("reads a user with a password", () => {
    const auth = { kind: "basic", user: "u", password: "p" };
    expect(readHisAuth({ SOEPEL_HIS_USER: "u", SOEPEL_HIS_PASSWORD: "p" })).toEqual(auth);
    expect(readHisAuth({ SOEPEL_HIS_USER: "u", SOEPEL_HIS_PASSWORD_FILE: join(folder, "token") })).toEqual({
      ...auth,
      password: "from-file",
    });
  });
  it("names what is missing", () => {
    expect(() => readHisAuth({ SOEPEL_HIS_USER: "u" })).toThrow(/SOEPEL_HIS_PASSWORD is not/);
    expect(() => readHisAuth({ SOEPEL_HIS_TOKEN_FILE: join(folder, "none") })).toThrow(/does not exist/);
  });
});
