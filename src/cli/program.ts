import { ERRORS, EXIT, SoepelError } from "../contract/errors.ts";

/** Runs a program that Ctrl-C aborts, and sets the process' exit code (DESIGN.md, section 5). */
export async function runProgram(main: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  try {
    await main(stop.signal);
  } catch (error) {
    process.exitCode = report(error, stop.signal);
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
