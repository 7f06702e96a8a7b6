import type { CallInput, Result } from "../../src/contract/calls.ts";
import type { ErrorCode } from "../../src/contract/errors.ts";
import type { ConsultSummary } from "../../src/contract/views.ts";
import { changeLive } from "./app-state.ts";
import type { Engine } from "./engine.tsx";
import { readConsults } from "./read-everything.ts";

/**
 * Makes a consult and starts to record it; what ran before is stopped in between, so two consults never mix (HAZARDS.md, 23), and goes on
 * where the new one cannot be made.
 */
export async function beginConsult(
  engine: Engine,
  input: CallInput<"consult:create">,
): Promise<Result<ConsultSummary>> {
  const created = await engine.link.call("consult:create", input);
  if (!created.ok) return created;
  await startRecording(engine, created.value.id);
  return created;
}

/** Starts to record, or goes on; what is in the way is shown with the consult. */
export async function startRecording(engine: Engine, consultId: string, goesOn = false): Promise<void> {
  const { recorder } = engine;
  const stopped = await stopOther(engine, consultId);
  const result = !stopped.ok ? stopped : goesOn ? await recorder.resume(consultId) : await recorder.start(consultId);
  showFailure(engine, consultId, result.ok ? undefined : result.code);
  await readConsults(engine);
}

/** Ends a recording; the note follows. */
export async function stopRecording(engine: Engine, consultId: string): Promise<Result<null>> {
  const result = await engine.recorder.stop(consultId);
  await readConsults(engine);
  return result;
}

/** Ends what is recorded now, unless it is `consultId` itself. */
async function stopOther(engine: Engine, consultId: string): Promise<Result<null>> {
  const running = engine.recorder.consultId ?? engine.store.read().status?.recordingId ?? undefined;
  if (running === undefined || running === consultId) return { ok: true, value: null };
  const stopped = await stopRecording(engine, running);
  return !stopped.ok && stopped.code === "not-now" ? { ok: true, value: null } : stopped;
}

function showFailure(engine: Engine, consultId: string, code: ErrorCode | "bug" | undefined): void {
  engine.store.change((state) =>
    changeLive(state, consultId, ({ failed: _, ...live }) => (code === undefined ? live : { ...live, failed: code })),
  );
}
