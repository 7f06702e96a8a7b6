import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SQLite from "better-sqlite3-multiple-ciphers";
import { describe, expect, it } from "vitest";
import { deriveKey, keyFile } from "../../../../src/engine/store/key.ts";
import { assertMonotonic, dropUpgradeCopies } from "../../../../src/engine/store/migrate.ts";
import { MIGRATIONS } from "../../../../src/engine/store/migrations/migrations.ts";
import { openStore } from "../../../../src/engine/store/store.ts";
import { allBytes, openAt, openPractice, PATIENT_WORDS, tempFolder, utterance } from "./practice.ts";

const NEWEST = MIGRATIONS.at(-1)!.version;
const OWNER_ONLY = process.platform !== "win32";

describe("the encrypted database", () => {
  it("leaves no word of a patient in any file, the write-ahead log included (HAZARDS 27)", async () => {
    const { folder, store, consults, id } = await openPractice();
    consults.saveUtterance(id, utterance("u1", 0, 2));
    expect(readdirSync(folder)).toContain("soepel.db-wal");
    const open = allBytes(folder);
    store.close();
    const closed = allBytes(folder);
    for (const word of PATIENT_WORDS) {
      expect(open).not.toContain(word);
      expect(closed).not.toContain(word);
    }
    const again = await openAt(folder);
    expect(again.db.get("SELECT file ->> '$.name.family' AS family FROM patient")).toEqual({
      family: PATIENT_WORDS[0],
    });
    again.close();
  });

  it("is SQLCipher 4's, chosen by name: the library's own default cannot read it", async () => {
    const { folder, store } = await openPractice();
    store.close();
    const key = deriveKey(readFileSync(join(folder, "soepel.key")), "database").toString("hex");
    const read = (cipher?: string) => {
      const db = new SQLite(join(folder, "soepel.db"));
      try {
        if (cipher !== undefined) db.pragma(`cipher = '${cipher}'`);
        if (cipher === "sqlcipher") db.pragma("legacy = 4");
        db.pragma(`key = "x'${key}'"`);
        return db.prepare("SELECT count(*) FROM patient").pluck().get();
      } finally {
        db.close();
      }
    };
    expect(read("sqlcipher")).toBe(1);
    expect(() => read()).toThrow(/not a database/);
    expect(() => read("chacha20")).toThrow(/not a database/);
  });

  it("holds the rules that rows rest on", async () => {
    const { store, id } = await openPractice();
    const pragma = (name: string) => store.db.pragma(name);
    expect([pragma("foreign_keys"), pragma("secure_delete"), pragma("journal_mode")]).toEqual([1, 1, "wal"]);
    const loose = store.db.all(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    );
    expect(loose).toEqual([]);
    expect(() => store.db.run("DELETE FROM patient")).toThrow(/FOREIGN KEY/);
    expect(() => store.db.run("UPDATE consult SET started_at = x'00' WHERE id = ?", id)).toThrow(/BLOB value in TEXT/);
  });

  it("refuses another key, names it and changes nothing", async () => {
    const { folder, store } = await openPractice();
    store.close();
    const before = readFileSync(join(folder, "soepel.db"));
    writeFileSync(join(folder, "soepel.key"), Buffer.alloc(32, 7));
    await expect(openAt(folder)).rejects.toMatchObject({ code: "store-unreadable" });
    expect(readFileSync(join(folder, "soepel.db")).equals(before)).toBe(true);
  });

  it("never makes a new key for an old database", async () => {
    const { folder, store } = await openPractice();
    store.close();
    rmSync(join(folder, "soepel.key"));
    await expect(openAt(folder)).rejects.toMatchObject({ code: "key-missing" });
    expect(existsSync(join(folder, "soepel.key"))).toBe(false);
  });

  it.each(["gone", "emptied", "gone with its mark, but not its sound"])(
    "begins no empty database where one was that is %s",
    async (how) => {
      const { folder, store } = await openPractice();
      writeFileSync(join(folder, "sound", "a.sound"), "x");
      store.close();
      const saved = readFileSync(join(folder, "soepel.db"));
      rmSync(join(folder, "soepel.db"));
      if (how === "emptied") writeFileSync(join(folder, "soepel.db"), "");
      if (how.includes("sound")) rmSync(join(folder, "soepel.db.begun"));
      else rmSync(join(folder, "sound", "a.sound"));
      const before = readdirSync(folder).sort();
      await expect(openAt(folder)).rejects.toMatchObject({ code: "store-missing" });
      expect(readdirSync(folder).sort()).toEqual(before);
      writeFileSync(join(folder, "soepel.db"), saved);
      const again = await openAt(folder);
      expect(again.db.get("SELECT count(*) AS n FROM patient")).toEqual({ n: 1 });
      again.close();
    },
  );

  it.each([
    ["its first page", 0, "store-unreadable"],
    ["a later page", 12, "store-damaged"],
  ])("says so when %s is damaged", async (_, firstPage, code) => {
    const { folder, store, consults, actor } = await openPractice();
    for (let i = 0; i < 200; i++) {
      consults.savePatient({ name: { given: "x", family: `y${i}` }, birthDate: "2000-01-01", gender: "other" }, actor);
    }
    store.close();
    const file = readFileSync(join(folder, "soepel.db"));
    for (let at = 4096 * firstPage; at < file.length; at += 4096) file.fill(0xaa, at + 100, at + 164);
    writeFileSync(join(folder, "soepel.db"), file);
    const read = async () => {
      const damaged = await openAt(folder);
      try {
        damaged.db.pragma("integrity_check");
        for (const table of ["patient", "audit_log", "consult", "clinician"]) damaged.db.all(`SELECT * FROM ${table}`);
      } finally {
        damaged.close();
      }
    };
    await expect(read()).rejects.toMatchObject({ code });
  });

  it("says that the disk is full, and keeps what was there", async () => {
    const { store, consults, id } = await openPractice();
    store.db.pragma(`max_page_count = ${(store.db.pragma("page_count") as number) + 2}`);
    const fill = () => {
      for (let i = 0; i < 500; i++) consults.saveUtterance(id, utterance(`u${i}`, i, i + 1));
    };
    expect(fill).toThrow(expect.objectContaining({ code: "disk-full" }));
    expect(consults.listConsults()).toHaveLength(1);
  });

  it.runIf(OWNER_ONLY)("says that it may not write in a read-only folder", async () => {
    const folder = tempFolder();
    chmodSync(folder, 0o555);
    // In a child, which lays down the superuser's rights where it has them: those may write anywhere.
    const child = spawnSync(process.execPath, [join(import.meta.dirname, "open-as-other.ts"), folder], {
      encoding: "utf8",
    });
    expect(child.stdout.trim(), child.stderr).toBe("no-rights");
  });
});

describe("the key file", () => {
  it.runIf(OWNER_ONLY)("is made for its owner alone, and refused when others can read it", async () => {
    const path = join(tempFolder(), "key");
    const key = await keyFile(path).load(true);
    expect(key).toHaveLength(32);
    expect(await keyFile(path).load(false)).toEqual(key);
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(path, mode);
      await expect(keyFile(path).load(false)).rejects.toMatchObject({ code: "key-invalid" });
    }
    chmodSync(path, 0o600);
    writeFileSync(path, Buffer.alloc(31));
    await expect(keyFile(path).load(false)).rejects.toMatchObject({ code: "key-invalid", detail: "31 bytes" });
  });

  it("gives database and recordings keys of their own", () => {
    const master = Buffer.alloc(32, 1);
    expect(deriveKey(master, "database")).not.toEqual(deriveKey(master, "recordings"));
    expect(deriveKey(master, "database")).not.toEqual(master);
  });
});

describe("the migrations", () => {
  it("rise in tens", () => {
    assertMonotonic(MIGRATIONS);
    const up = () => {};
    for (const versions of [[10, 10], [20, 10], [15], [0]]) {
      expect(() => assertMonotonic(versions.map((version) => ({ version, up })))).toThrow(/not a rising ten/);
    }
  });

  it.each(MIGRATIONS.map(({ version }, i) => [version, i + 1]))(
    "bring version %i to today's, after a copy",
    async (version, count) => {
      const folder = tempFolder();
      const keys = keyFile(join(folder, "soepel.key"));
      const old = await openStore({ folder, keys, program: "test", migrations: MIGRATIONS.slice(0, count) });
      old.db.run("INSERT INTO clinician VALUES ('a', '{}')");
      old.close();
      const store = await openAt(folder);
      expect(store.db.pragma("user_version")).toBe(NEWEST);
      expect(store.db.get("SELECT id FROM clinician")).toEqual({ id: "a" });
      const schema = store.db.all("SELECT type, name, sql FROM sqlite_schema ORDER BY name");
      store.close();
      const fresh = await openAt(tempFolder());
      expect(schema).toEqual(fresh.db.all("SELECT type, name, sql FROM sqlite_schema ORDER BY name"));
      fresh.close();
      const copy = `soepel.db.before-${version}`;
      expect(readdirSync(folder).includes(copy)).toBe(version !== NEWEST);
      dropUpgradeCopies(join(folder, "soepel.db"));
      expect(readdirSync(folder)).not.toContain(copy);
    },
  );

  it("leave everything as it was where one fails, the copy included", async () => {
    const { folder, store } = await openPractice();
    store.close();
    const keys = keyFile(join(folder, "soepel.key"));
    const broken = {
      version: NEWEST + 10,
      up(db: { execute(sql: string): void }) {
        db.execute("DROP TABLE outbox");
        db.execute("CREATE TABLE broken(");
      },
    };
    await expect(openStore({ folder, keys, program: "test", migrations: [...MIGRATIONS, broken] })).rejects.toThrow();
    copyFileSync(join(folder, `soepel.db.before-${NEWEST}`), join(folder, "copy.db"));
    const again = await openAt(folder);
    expect(again.db.get("SELECT count(*) AS n FROM patient")).toEqual({ n: 1 });
    expect(again.db.all("SELECT * FROM outbox")).toEqual([]);
    again.close();
  });

  it("refuse a database of a newer Soepel by its name", async () => {
    const { folder, store } = await openPractice();
    store.db.pragma("user_version = 990");
    store.close();
    await expect(openAt(folder)).rejects.toMatchObject({
      code: "store-newer",
      detail: `soepel.db has version 990, this Soepel knows ${NEWEST}`,
    });
  });
});

describe("the data folder", () => {
  it("has one owner at a time, who is named", async () => {
    const { folder, store } = await openPractice();
    await expect(openAt(folder)).rejects.toMatchObject({
      code: "store-in-use",
      detail: `test, process ${process.pid}, since 2026-03-02T09:00:00.000Z`,
    });
    store.close();
    (await openAt(folder)).close();
  });
});
