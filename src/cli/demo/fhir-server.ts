import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describePatient } from "../../core/fhir/parties.ts";
import type { PatientFile } from "../../core/fhir/party-files.ts";

const SOURCES = fileURLToPath(new URL("./server/", import.meta.url));
const CACHE = fileURLToPath(new URL("../../../.cache/fhir/", import.meta.url));
const IS_WINDOWS = process.platform === "win32";

/** A running FHIR server; it ends with the process that started it. */
export interface FhirServer {
  readonly baseUrl: string;
  stop(): Promise<void>;
}

/** Are a JDK (17 or newer) and Maven here? The demo goes without a server where they are not. */
export async function hasJavaAndMaven(): Promise<boolean> {
  const [compiler, java, maven] = await Promise.all([
    version("javac", ["-version"]),
    version("java", ["-version"]),
    version("mvn", ["-v"]),
  ]);
  return java !== undefined && maven !== undefined && Number(/javac (\d+)/.exec(compiler ?? "")?.[1] ?? 0) >= 17;
}

function version(command: string, args: string[]): Promise<string | undefined> {
  return run(command, args).then(
    (output) => output,
    () => undefined,
  );
}

/** Runs a command to its end; rejects with the last lines of what it printed where it fails. */
async function run(command: string, args: string[], signal?: AbortSignal): Promise<string> {
  // Maven is a .cmd on Windows, which only a shell starts.
  const child = spawn(command, args, {
    shell: IS_WINDOWS && command === "mvn",
    ...(signal === undefined ? {} : { signal }),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-20_000);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output.split("\n").slice(-15).join("\n")}`);
  return output;
}

/**
 * Compiles the server and the validator and fetches their libraries (the first time some hundreds of MB from Maven Central), and returns the folder
 * with `arguments.txt`. Later calls find what is there; a change of the sources or a library that is gone builds anew.
 */
export async function buildFhirServer(signal?: AbortSignal): Promise<string> {
  const names = (await readdir(SOURCES)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(SOURCES, name))));
  const key = texts
    .reduce((hash, text) => hash.update(text), createHash("sha256"))
    .digest("hex")
    .slice(0, 16);
  const folder = join(CACHE, key);
  if (await isComplete(folder)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(CACHE, { recursive: true });
  // Built aside and renamed: two who build at once do not meet half a folder, and one that fails leaves none.
  const aside = await mkdtemp(join(CACHE, "building-"));
  try {
    const goals = ["compile", "dependency:build-classpath", `-Dmdep.outputFile=${join(aside, "classpath.txt")}`];
    await run("mvn", ["-B", "-ntp", "-q", "-f", join(SOURCES, "pom.xml"), `-Dbuild.folder=${aside}`, ...goals], signal);
    const libraries = (await readFile(join(aside, "classpath.txt"), "utf8")).trim();
    await writeFile(join(aside, "arguments.txt"), javaArguments([join(folder, "classes"), libraries].join(delimiter)));
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    if (!(await isComplete(folder))) throw error;
  }
  return folder;
}

/** In a file, as Java reads it: the class path is longer than a Windows command line may be. */
function javaArguments(classPath: string): string {
  const quote = (text: string) => `"${text.replaceAll("\\", "\\\\")}"`;
  return `-Xmx1200m\n-Dlogback.configurationFile=${quote(join(SOURCES, "logback.xml"))}\n-cp\n${quote(classPath)}\n`;
}

async function isComplete(folder: string): Promise<boolean> {
  if (!existsSync(join(folder, "arguments.txt"))) return false;
  const libraries = (await readFile(join(folder, "classpath.txt"), "utf8")).trim().split(delimiter);
  return libraries.every((library) => existsSync(library));
}

/** Starts a Java program of the server's folder. It ends when its standard input closes, so never later than this process. */
export async function startJava(program: string, args: readonly string[], signal?: AbortSignal): Promise<ChildProcess> {
  const folder = await buildFhirServer(signal);
  return spawn("java", [`@${join(folder, "arguments.txt")}`, program, ...args], { stdio: ["pipe", "pipe", "pipe"] });
}

/** Starts HAPI FHIR JPA R4 on 127.0.0.1, in memory; about half a minute. Port 0 takes a free one; a taken port rejects. */
export async function startFhirServer(options: { port?: number; signal?: AbortSignal } = {}): Promise<FhirServer> {
  const child = await startJava("FhirServer", [String(options.port ?? 0)], options.signal);
  const stop = () => end(child);
  let errors = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-4000);
  });
  try {
    const baseUrl = await new Promise<string>((resolve, reject) => {
      options.signal?.addEventListener("abort", () => reject(options.signal?.reason), { once: true });
      child
        .on("error", reject)
        .on("close", (code) => reject(new Error(`the FHIR server ended with ${code} before it was ready:\n${errors}`)));
      createInterface({ input: child.stdout! }).on("line", (line) => {
        const url = /^READY (\S+)$/.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
    });
    return { baseUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.stdin?.end();
  const force = setTimeout(() => child.kill("SIGKILL"), 5000);
  await ended;
  clearTimeout(force);
}

/** Puts a patient into a server of ours, as a HIS would have her. Returns her reference ("Patient/1"). */
export async function seedPatient(baseUrl: string, patient: PatientFile): Promise<string> {
  const answer = await fetch(`${baseUrl}/Patient`, {
    method: "POST",
    headers: { "content-type": "application/fhir+json" },
    body: JSON.stringify(describePatient(patient)),
  });
  const { id } = (await answer.json()) as { id?: string };
  if (!answer.ok || id === undefined)
    throw new Error(`the FHIR server did not take the patient: status ${answer.status}`);
  return `Patient/${id}`;
}
