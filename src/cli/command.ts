import { parseArgs } from "node:util";
import { SoepelError } from "../contract/errors.ts";

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>["options"]>;

/** What a command is given: its options and file names, and a signal that Ctrl-C aborts. */
export interface Given {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly files: readonly string[];
  readonly signal: AbortSignal;
}

/** One command of `soepel`. `run` writes its result to stdout and resolves; an expected failure is a SoepelError. */
export interface Command {
  readonly name: string;
  /** The words after the name, as usage shows them. */
  readonly usage: string;
  readonly summary: string;
  readonly options: Options;
  /** How many file names it takes: at least and at most. */
  readonly files: readonly [number, number];
  run(given: Given): Promise<void>;
}

/** Reads a command's words; wrong use is a SoepelError that shows the right one. */
export function readArguments(command: Command, words: readonly string[], signal: AbortSignal): Given {
  const right = `usage: soepel ${command.name} ${command.usage}`;
  try {
    const { values, positionals } = parseArgs({ args: [...words], options: command.options, allowPositionals: true });
    const [least, most] = command.files;
    if (positionals.length < least || positionals.length > most) throw new SoepelError("usage", right);
    return { values: values as Given["values"], files: positionals, signal };
  } catch (error) {
    if (error instanceof SoepelError) throw error;
    throw new SoepelError("usage", `${optionIn(error)}${right}`);
  }
}

/** parseArgs' own message would repeat the value that was given, which may be patient data: only the option's name is kept. */
function optionIn(error: unknown): string {
  const option = error instanceof Error ? /'(--?[a-z-]+)/.exec(error.message)?.[1] : undefined;
  return option === undefined ? "" : `${option} is unknown or lacks its value; `;
}

/** The text of an option that must be there. */
export function required(given: Given, name: string): string {
  const value = given.values[name];
  if (typeof value !== "string" || value === "") throw new SoepelError("usage", `--${name} is needed`);
  return value;
}

/** The text of an option, if it was given. */
export function optional(given: Given, name: string): string | undefined {
  const value = given.values[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
