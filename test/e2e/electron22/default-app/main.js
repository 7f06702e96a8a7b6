// Starts the app whose folder is named on the command line, as the app inside Electron's own download does.
const { app } = require("electron");
const { readFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const named = process.argv.slice(1).find((word) => !word.startsWith("-"));
if (named === undefined) {
  console.log(process.versions.electron);
  process.exit(0);
}
const folder = resolve(named);
const { name, version, main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
app.name = name;
app.setVersion(version);
app.setAppPath(folder);
process.argv.splice(1, 1, folder);
require(join(folder, main));
