import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { Models } from "../../../../src/engine/app/models.ts";
import { readSpeechModel, readSpeechRole, Tiers } from "../../../../src/engine/app/tiers.ts";
import { findModelPlaces } from "../../../../src/engine/models/manifest.ts";
import { sendFile, serve } from "../models/source-server.ts";
import { openPractice, tempFolder } from "../store/practice.ts";

const MODELS = fileURLToPath(new URL("../../../../models/", import.meta.url));

/** The models that ship, and a tier "whisper-small" that holds the base's own files: real to load, small to fetch. */
async function shelf(options: { speed?: number; isBusy?: () => boolean } = {}) {
  const home = tempFolder();
  const shipped = join(home, "shipped");
  mkdirSync(shipped);
  const manifest = JSON.parse(readFileSync(join(MODELS, "manifest.json"), "utf8"));
  for (const name of readdirSync(MODELS).filter((each) => each !== "manifest.json"))
    symlinkSync(join(MODELS, name), join(shipped, name));
  const base = manifest.models.find((model: { name: string }) => model.name === "whisper-base");
  const small = manifest.models.find((model: { name: string }) => model.name === "whisper-small");
  small.files = base.files;
  writeFileSync(join(shipped, "manifest.json"), JSON.stringify(manifest));
  const before = { models: process.env.SOEPEL_MODELS, home: process.env.SOEPEL_HOME };
  process.env.SOEPEL_MODELS = shipped;
  process.env.SOEPEL_HOME = home;
  onTestFinished(() => {
    for (const [name, value] of [
      ["SOEPEL_MODELS", before.models],
      ["SOEPEL_HOME", before.home],
    ] as const) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
  const hold = { isHeld: false };
  const server = await serve((request, response) => {
    if (hold.isHeld) return;
    const path = join(MODELS, "whisper-base", request.url!.replace("/whisper-small/", ""));
    if (existsSync(path)) sendFile(request, response, readFileSync(path));
    else response.writeHead(404).end();
  });
  onTestFinished(() => server.close());
  const { store, actor } = await openPractice();
  const models = new Models(
    () => {},
    () => {},
    readSpeechModel(store),
  );
  onTestFinished(() => models.close());
  const heard: { share: number }[] = [];
  const tiers: Tiers = new Tiers(store, models, {
    isBusy: options.isBusy ?? (() => false),
    onChange: () =>
      void tiers
        .list()
        .then((list) => list.map(({ download }) => download && "share" in download && heard.push(download)))
        // What changes as the test ends is read from a store that is closed.
        .catch(() => {}),
    log: () => {},
    places: findModelPlaces(),
    mirror: server.base.href,
    measure: async () => ({ finding: {} as never, speechPerSecond: options.speed ?? 40 }),
  });
  onTestFinished(() => tiers.close());
  const readSmall = async () => (await tiers.list()).find(({ name }) => name === "whisper-small")!;
  const until = async (isSo: (tier: Awaited<ReturnType<typeof readSmall>>) => boolean) => {
    for (let i = 0; i < 400; i++) {
      if (isSo(await readSmall())) return readSmall();
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(JSON.stringify(await readSmall()));
  };
  return { tiers, models, store, actor, home, hold, heard, small: readSmall, until, base };
}

describe("the speech tiers", () => {
  it("are listed with size and place; an estimate and a recommendation come with a measurement, and it is kept", async () => {
    const { tiers, store, base } = await shelf();
    const before = await tiers.list();
    expect(before.map(({ name, where, hears }) => [name, where, hears])).toEqual([
      ["whisper-base", "shipped", true],
      ["whisper-small", "absent", false],
      ["whisper-medium", "absent", false],
      ["whisper-large-v3-turbo", "absent", false],
    ]);
    const bytes = base.files.reduce((sum: number, file: { size: number }) => sum + file.size, 0);
    expect(before[0]).toMatchObject({ bytes, estimate: null, isRecommended: false, download: null });
    await tiers.measure();
    const after = await tiers.list();
    expect(after[0]!.estimate).toMatchObject({ fits: true, speed: 40, lacks: [] });
    expect(after.filter(({ isRecommended }) => isRecommended)).toHaveLength(1);
    expect(after.findLast(({ estimate }) => estimate!.fits)!.isRecommended).toBe(true);
    expect(store.db.get("SELECT value FROM setting WHERE name = 'speech-speed'")).toEqual({ value: "40" });
  });

  it("recommend nothing heavier to a machine that is too slow for it", async () => {
    const { tiers } = await shelf({ speed: 2.5 });
    await tiers.measure();
    expect((await tiers.list()).find(({ isRecommended }) => isRecommended)?.name).toBe("whisper-base");
  });

  it("are fetched, told share by share, and then one hears: loaded, kept, and chosen at the next start", {
    timeout: 240_000,
  }, async () => {
    const { tiers, models, store, actor, heard, until } = await shelf();
    await expect(tiers.choose("whisper-small", actor)).rejects.toMatchObject({ code: "model-missing" });
    expect(models.hearing).toBe("whisper-base");
    await tiers.pull("whisper-small");
    expect(await until(({ where }) => where === "downloaded")).toMatchObject({ hears: false });
    expect(heard.some(({ share }) => share > 0 && share < 1)).toBe(true);
    await tiers.measure();
    await tiers.choose("whisper-small", actor);
    expect(models.names[0]).toBe("whisper-small");
    expect(models.hearsTwice).toBe(false);
    expect(await models.speech()).toBeDefined();
    expect(readSpeechModel(store)).toBe("whisper-small");
    expect((await tiers.list()).map(({ hears }) => hears)).toEqual([false, true, false, false]);
  });

  it("that are too slow here to hear live hear again what the one that ships wrote", { timeout: 240_000 }, async () => {
    const { tiers, models, store, actor, until } = await shelf({ speed: 10 });
    await tiers.measure();
    await tiers.pull("whisper-small");
    await until(({ where }) => where === "downloaded");
    await tiers.choose("whisper-small", actor);
    expect([models.hearing, models.chosen, models.hearsTwice]).toEqual(["whisper-base", "whisper-small", true]);
    expect((await tiers.list()).map(({ hears }) => hears)).toEqual([false, true, false, false]);
    // Both are told for what they do, and what computes them.
    expect((await tiers.list()).map(({ role, device }) => [role, device?.used])).toEqual([
      ["live", "cpu"],
      ["after", "cpu"],
      [null, undefined],
      [null, undefined],
    ]);
    expect(readSpeechRole(store)).toBe("after");
    await tiers.choose("whisper-base", actor);
    expect((await tiers.list()).map(({ role }) => role)).toEqual(["live", null, null, null]);
    expect([models.chosen, models.hearsTwice]).toEqual(["whisper-base", false]);
  });

  it("stop on request and go on later; a source that fails is told", async () => {
    const { tiers, hold, until } = await shelf();
    hold.isHeld = true;
    await tiers.pull("whisper-small");
    await until(({ download }) => download !== null && "share" in download);
    await tiers.cancel("whisper-small");
    expect(await until(({ download }) => download === null)).toMatchObject({ where: "absent" });
    hold.isHeld = false;
    await expect(tiers.pull("whisper-huge")).rejects.toMatchObject({ code: "model-unknown" });
    await tiers.pull("whisper-medium");
    for (let i = 0; (await tiers.list())[2]!.download === null || "share" in (await tiers.list())[2]!.download!; i++) {
      expect(i).toBeLessThan(400);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect((await tiers.list())[2]).toMatchObject({ where: "absent", download: { failed: "model-source-refused" } });
    await tiers.pull("whisper-small");
    expect(await until(({ where }) => where === "downloaded")).toMatchObject({ download: null });
  });

  it("are taken from a folder, and a folder without them is told", async () => {
    const { tiers, home, small } = await shelf();
    const stick = join(home, "stick", "whisper-small");
    cpSync(join(MODELS, "whisper-base"), stick, { recursive: true });
    expect(await tiers.importFrom(join(home, "stick"))).toEqual(["whisper-small"]);
    expect(await small()).toMatchObject({ where: "downloaded" });
    await expect(tiers.importFrom(join(home, "shipped", "nowhere"))).rejects.toMatchObject({ code: "file-not-found" });
  });

  it("change nothing while sound is recorded or worked out", async () => {
    const { tiers, actor } = await shelf({ isBusy: () => true });
    await expect(tiers.choose("whisper-base", actor)).rejects.toMatchObject({ code: "busy" });
    await expect(tiers.measure()).rejects.toMatchObject({ code: "busy" });
  });

  it("never leave a practice deaf: where the chosen one is gone, the one that ships hears", {
    timeout: 240_000,
  }, async () => {
    const { home } = await shelf();
    rmSync(join(home, "models"), { recursive: true, force: true });
    const logged: string[] = [];
    const models = new Models(
      (place) => logged.push(place),
      () => {},
      "whisper-small",
    );
    onTestFinished(() => models.close());
    await models.load();
    expect([models.hearing, models.state, logged]).toEqual(["whisper-base", "ready", ["speech-model"]]);
  });
});
