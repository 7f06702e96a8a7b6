import { EXIT, SoepelError } from "../contract/errors.ts";
import { type Command, readArguments } from "./command.ts";
import { consult } from "./commands/consult.ts";
import { doctor } from "./commands/doctor.ts";
import { exportNote } from "./commands/export.ts";
import { models } from "./commands/models.ts";
import { note } from "./commands/note.ts";
import { serve } from "./commands/serve.ts";
import { transcribe } from "./commands/transcribe.ts";
import { runProgram } from "./program.ts";

const COMMANDS: readonly Command[] = [transcribe, note, consult, exportNote, models, serve, doctor];

const HELP = `Soepel: a Dutch consult becomes a SOEP note with ICPC-1-NL codes, on this computer.

${COMMANDS.map((c) => `  soepel ${c.name} ${c.usage}\n      ${c.summary}`).join("\n")}

The result goes to stdout, everything else to stderr.
Exit: 0 ok, 1 a bug, 2 wrong use, 3 bad input (no speech, too), 4 model missing or damaged,
5 HIS refused, 6 HIS not reached (nothing is lost), 7 disk or rights.
`;

// npm runs scripts in the clone: files are meant from where npm was called.
if (process.env.npm_lifecycle_event === "soepel" && process.env.INIT_CWD !== undefined)
  process.chdir(process.env.INIT_CWD);

await runProgram(async (signal) => {
  const [name, ...words] = process.argv.slice(2);
  if (name === undefined || name === "help" || name === "--help" || name === "-h") {
    process.stdout.write(HELP);
    if (name === undefined) process.exitCode = EXIT.usage;
    return;
  }
  const command = COMMANDS.find((c) => c.name === name);
  if (command === undefined) throw new SoepelError("usage", 'no such command; "soepel help" lists them');
  if (words.includes("--help"))
    process.stdout.write(`usage: soepel ${command.name} ${command.usage}\n\n${command.summary}\n`);
  else await command.run(readArguments(command, words, signal));
});
