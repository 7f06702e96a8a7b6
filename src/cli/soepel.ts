import { ERRORS, EXIT, SoepelError } from "../contract/errors.ts";
import { type Command, readArguments } from "./command.ts";
import { consult } from "./commands/consult.ts";
import { doctor } from "./commands/doctor.ts";
import { exportNote } from "./commands/export.ts";
import { models } from "./commands/models.ts";
import { note } from "./commands/note.ts";
import { transcribe } from "./commands/transcribe.ts";

const COMMANDS: readonly Command[] = [transcribe, note, consult, exportNote, models, doctor];

const HELP = `Soepel: a Dutch consult becomes a SOEP note with ICPC-1-NL codes, on this computer.

${COMMANDS.map((c) => `  soepel ${c.name} ${c.usage}\n      ${c.summary}`).join("\n")}

The result goes to stdout, everything else to stderr.
Exit: 0 ok, 1 a bug, 2 wrong use, 3 bad input (no speech, too), 4 model missing or damaged,
5 HIS refused, 6 HIS not reached (nothing is lost), 7 disk or rights.
`;

/** Runs `soepel WORDS` and gives the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(HELP);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  try {
    const command = COMMANDS.find((c) => c.name === name);
    if (command === undefined) throw new SoepelError("usage", `no such command; "soepel help" lists them`);
    if (rest.includes("--help")) {
      process.stdout.write(`usage: soepel ${command.name} ${command.usage}\n\n${command.summary}\n`);
      return EXIT.ok;
    }
    await command.run(readArguments(command, rest, stop.signal));
    return EXIT.ok;
  } catch (error) {
    return report(error, stop.signal);
  }
}

/** One line on stderr and the exit code. A bug shows its stack's places, never its message: that may hold patient data. */
function report(error: unknown, signal: AbortSignal): number {
  const known = error instanceof SoepelError ? error : signal.aborted ? new SoepelError("aborted") : undefined;
  if (known !== undefined) {
    process.stderr.write(`soepel: ${known.message}\n`);
    return ERRORS[known.code].exit;
  }
  const places = error instanceof Error ? (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  const kind = error instanceof Error ? error.name : typeof error;
  process.stderr.write(
    `soepel: a bug (${kind}); please report these lines, they hold no patient data\n${places.join("\n")}\n`,
  );
  return EXIT.bug;
}

process.exitCode = await main(process.argv.slice(2));
