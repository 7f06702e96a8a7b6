/** Opens a data folder in a process of its own and prints how it went. */
import { join } from "node:path";
import { keyFile } from "../../../../src/engine/store/key.ts";
import { openStore } from "../../../../src/engine/store/store.ts";

if (process.getuid?.() === 0) process.seteuid?.(65_534);
const folder = process.argv[2] ?? "";
try {
  await openStore({ folder, keys: keyFile(join(folder, "soepel.key")), program: "other" });
  console.log("opened");
} catch (error) {
  console.log((error as { code?: string }).code);
}
