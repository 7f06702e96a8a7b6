import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nativeEnvironment } from "../process/native-environment.ts";
import type { Finding } from "./finding.ts";

const PROBE = fileURLToPath(new URL("./native-probe.ts", import.meta.url));
const LONGEST_MS = 60_000;

const MODULES = {
  speech: { id: "native-speech", name: "onnxruntime-node (spraak)", works: "rekent" },
  store: {
    id: "native-store",
    name: "SQLite met versleuteling (opslag)",
    works: "opent en sluit een versleutelde database",
  },
} as const;

/** A native module loads and works on this machine; tried in a child, so that its crash is a finding. */
export async function checkNative(which: keyof typeof MODULES): Promise<Finding> {
  const { id, name, works } = MODULES[which];
  const end = await runToEnd(process.execPath, [PROBE, which]);
  if (end.code === 0) return { id, state: "ok", text: `${name} ${works}`, facts: {} };
  const reason = end.signal ?? end.error ?? `code ${end.code}`;
  return {
    id,
    state: "fout",
    text: `${name} werkt niet (${reason})`,
    advice: "Voer `npm ci` opnieuw uit. Blijft het, dan past dit systeem of deze processor niet bij Soepel.",
    cause: "model",
    facts: { reason, says: end.lastLine },
  };
}

/** Java and Maven start the demo's own FHIR server; nothing else needs them. */
export async function checkDemoServer(): Promise<Finding> {
  const [java, maven] = await Promise.all([runToEnd("java", ["-version"]), runToEnd("mvn", ["-v"])]);
  const facts = { java: java.code === 0, maven: maven.code === 0 };
  const id = "demo-server";
  if (facts.java && facts.maven)
    return { id, state: "ok", text: "Java en Maven zijn er: de demo start een eigen FHIR-server", facts };
  return {
    id,
    state: "let op",
    text: `${facts.java ? "Maven" : facts.maven ? "Java" : "Java en Maven"} niet gevonden`,
    advice: "Alleen de demo gebruikt dit; zonder schrijft zij de FHIR-bundel naar een bestand.",
    facts,
  };
}

interface End {
  readonly code: number | undefined;
  readonly signal?: string;
  readonly error?: string;
  readonly lastLine: string;
}

function runToEnd(command: string, args: readonly string[]): Promise<End> {
  return new Promise((resolve) => {
    // On Windows mvn is a .cmd, which only a shell starts; the words are ours, never a user's.
    const isScript = process.platform === "win32" && command === "mvn";
    const child = spawn(command, args, {
      env: nativeEnvironment(),
      stdio: ["ignore", "ignore", "pipe"],
      timeout: LONGEST_MS,
      shell: isScript,
    });
    let says = "";
    child.stderr.on("data", (chunk: Buffer) => {
      says = (says + chunk.toString()).slice(-4000);
    });
    const lastLine = (): string =>
      says
        .split("\n")
        .find((line) => /error/i.test(line))
        ?.trim() ?? "";
    child.on("error", (error: NodeJS.ErrnoException) =>
      resolve({ code: undefined, error: error.code ?? error.name, lastLine: lastLine() }),
    );
    child.on("close", (code, signal) =>
      resolve(
        signal === null ? { code: code ?? 1, lastLine: lastLine() } : { code: undefined, signal, lastLine: lastLine() },
      ),
    );
  });
}
