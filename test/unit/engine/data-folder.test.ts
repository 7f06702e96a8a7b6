import { join } from "node:path";
import { expect, test } from "vitest";
import { findDataFolder } from "../../../src/engine/data-folder.ts";

const home = join("/", "home", "an");
test.each([
  ["linux", {}, join(home, ".local", "share", "soepel")],
  ["linux", { XDG_DATA_HOME: "/data" }, join("/data", "soepel")],
  ["linux", { XDG_DATA_HOME: "relative" }, join(home, ".local", "share", "soepel")],
  ["darwin", { XDG_DATA_HOME: "/data" }, join(home, "Library", "Application Support", "Soepel")],
  ["win32", { LOCALAPPDATA: join(home, "Local") }, join(home, "Local", "Soepel")],
  ["win32", {}, join(home, "AppData", "Local", "Soepel")],
  ["linux", { SOEPEL_HOME: "/elsewhere" }, "/elsewhere"],
] as const)("on %s with %j", (platform, env, expected) => {
  expect(findDataFolder({ env, platform, home })).toBe(expected);
});
