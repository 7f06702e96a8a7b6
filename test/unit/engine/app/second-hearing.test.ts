import { expect, it, onTestFinished } from "vitest";
import type { EngineEvent } from "../../../../src/contract/events.ts";
import type { Ground } from "../../../../src/engine/app/app.ts";
import { Hearing } from "../../../../src/engine/app/hearing.ts";
import { Models } from "../../../../src/engine/app/models.ts";
import { SoundTail } from "../../../../src/engine/app/sound-tail.ts";
import { Recorder } from "../../../../src/engine/recording/recorder.ts";
import { EMBEDDED_MODEL } from "../../../../src/engine/speech/transcribe-file.ts";
import { readTranscript } from "../../../../src/engine/store/transcripts.ts";
import { openPractice } from "../store/practice.ts";
import { DEMO_RATE, demoSound } from "./engine-bench.ts";

const LONG = { timeout: 300_000 };

/** Half a minute of the demo consult, recorded; the model that ships hears live, and again in the role of a better one. */
async function recordHalfMinute() {
  const practice = await openPractice();
  const { store, consults, id, actor } = practice;
  consults.apply(id, { type: "start" }, actor);
  const recorder = await Recorder.open(store, id, {
    rate: DEMO_RATE,
    minRoomS: 1,
    onStored: () => {},
    onFailure: (error) => expect(error).toBeUndefined(),
  });
  const sound = demoSound().subarray(0, 30 * DEMO_RATE);
  for (let at = 0; at < sound.length; at += 1_600) recorder.append(sound.subarray(at, at + 1_600), DEMO_RATE);
  const tail = new SoundTail();
  tail.end(await recorder.stop());
  const logged: string[] = [];
  const models = new Models(
    (place) => logged.push(place),
    () => {},
    EMBEDDED_MODEL,
    "after",
  );
  onTestFinished(() => models.close());
  const events: EngineEvent[] = [];
  const ground = {
    ...practice,
    models,
    log: (place: string) => logged.push(place),
    tell: (event: EngineEvent) => events.push(event),
    tellConsult: () => {},
  } as unknown as Ground;
  return { ...practice, ground, models, hearing: new Hearing(ground, id, tail, 0), events, logged };
}

const finalOf = (events: readonly EngineEvent[]) =>
  events.flatMap((event) => (event.type === "utterance" && event.final ? [event.utterance] : []));

it("what the second model heard takes the place of what was written live, under the same ids", LONG, async () => {
  const { store, id, hearing, events, logged } = await recordHalfMinute();
  await hearing.run();
  const { utterances } = readTranscript(store, id);
  expect(utterances.length).toBeGreaterThan(2);
  // Each is told as it was written, and once more as it was heard again.
  const told = finalOf(events).map((utterance) => utterance.id);
  for (const { id: own } of utterances) expect(told.filter((each) => each === own).length).toBeGreaterThanOrEqual(2);
  expect(new Set(told)).toEqual(new Set(utterances.map((utterance) => utterance.id)));
  expect(events).toContainEqual({ type: "progress", consultId: id, step: "transcribe", share: 1 });
  expect(logged).toEqual([]);
});

it("a second model that dies leaves what was written live, and the consult does not fail", LONG, async () => {
  const { store, id, hearing, models, events, logged } = await recordHalfMinute();
  (await models.second()).close();
  await hearing.run();
  const { utterances } = readTranscript(store, id);
  expect(utterances.length).toBeGreaterThan(2);
  expect(finalOf(events)).toHaveLength(utterances.length);
  expect(logged).toEqual(["second-pass"]);
});
