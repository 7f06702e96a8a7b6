import { ERRORS, EXIT, SoepelError } from "../contract/errors.ts";

/** How long a program may take to stop by itself. */
const GRACE_MS = 10_000;

/** Runs a program that Ctrl-C aborts, and sets the process' exit code (DESIGN.md, section 5). */
export async function runProgram(main: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.on(signal, () => {
      // Who asks twice is not kept waiting, nor who asked once by something that does not answer.
      if (stop.signal.aborted) process.exit(ERRORS.aborted.exit);
      stop.abort();
      setTimeout(() => process.exit(ERRORS.aborted.exit), GRACE_MS).unref();
    });
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
