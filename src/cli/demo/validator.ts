import { createInterface } from "node:readline";
import { startJava } from "./fhir-server.ts";

/** What the validator says of a resource. */
export interface ValidationMessage {
  readonly severity: "information" | "warning" | "error" | "fatal";
  readonly at: string;
  readonly message: string;
}

/** HAPI's FHIR validator, with profiles; it ends with the process that started it. */
export interface Validator {
  validate(resource: object): Promise<ValidationMessage[]>;
  stop(): Promise<void>;
}

/** Starts the validator with the profiles of these folders; a later folder's resource replaces an earlier one of the same URL. */
export async function startValidator(folders: readonly string[], signal?: AbortSignal): Promise<Validator> {
  const child = await startJava("Validator", folders, signal);
  const waiting: { resolve: (messages: ValidationMessage[]) => void; reject: (error: Error) => void }[] = [];
  let errors = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    errors = (errors + text).slice(-4000);
  });
  createInterface({ input: child.stdout! }).on("line", (line) => {
    if (line.startsWith("RESULT "))
      waiting.shift()?.resolve(JSON.parse(line.slice("RESULT ".length)) as ValidationMessage[]);
  });
  const ended = new Promise<void>((resolve) => {
    child.on("error", () => resolve()).on("close", () => resolve());
  });
  void ended.then(() => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`the validator ended:\n${errors}`));
  });
  return {
    validate(resource) {
      return new Promise((resolve, reject) => {
        if (child.exitCode !== null) return reject(new Error(`the validator ended:\n${errors}`));
        waiting.push({ resolve, reject });
        child.stdin!.write(`${JSON.stringify(resource)}\n`);
      });
    },
    async stop() {
      child.stdin!.end();
      await ended;
    },
  };
}

/** The messages that make a resource wrong. */
export function errorsOf(messages: readonly ValidationMessage[]): ValidationMessage[] {
  return messages.filter(({ severity }) => severity === "error" || severity === "fatal");
}
