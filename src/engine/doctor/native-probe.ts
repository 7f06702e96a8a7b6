/**
 * Loads one native module, works it for real and ends: run in a process of its own, for a module that does not fit the
 * processor or the system takes its process down (HAZARDS.md, 22). usage: native-probe.ts (speech | store)
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An ONNX graph of one node, y = x, as `onnx.helper` writes it (IR 8, opset 13). */
const IDENTITY = "CAgSADo3ChAKAXgSAXkiCElkZW50aXR5EgFnWg8KAXgSCgoICAESBAoCCAFiDwoBeRIKCggIARIECgIIAUIECgAQDQ==";

async function probeSpeech(): Promise<void> {
  const { InferenceSession, Tensor } = await import("onnxruntime-node");
  const session = await InferenceSession.create(Buffer.from(IDENTITY, "base64"));
  const { y } = await session.run({ x: new Tensor("float32", [42], [1]) });
  if (y?.data[0] !== 42) throw new Error("the graph computes wrongly");
}

async function probeStore(): Promise<void> {
  const { Database } = await import("../store/database.ts");
  const folder = mkdtempSync(join(tmpdir(), "soepel-doctor-"));
  try {
    const path = join(folder, "probe.db");
    const key = randomBytes(32);
    const written = new Database(path, key);
    written.execute("CREATE TABLE probe(word TEXT) STRICT; INSERT INTO probe VALUES ('leesbaar')");
    written.checkpoint();
    written.close();
    const bytes = readFileSync(path);
    if (bytes.includes("SQLite format 3") || bytes.includes("leesbaar")) throw new Error("the file is not encrypted");
    const read = new Database(path, key);
    if (read.get<{ word: string }>("SELECT word FROM probe")?.word !== "leesbaar")
      throw new Error("nothing comes back");
    read.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await (process.argv[2] === "speech" ? probeSpeech() : probeStore());
