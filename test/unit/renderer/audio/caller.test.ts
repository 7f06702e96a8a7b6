import { expect, it } from "vitest";
import { openCaller } from "../../../../renderer/audio/caller.ts";

const track = () => {
  const made = {
    isStopped: false,
    stop: () => {
      made.isStopped = true;
    },
  };
  return made;
};
const streamOf = (audio: object[], video: { stop(): void }[]) => ({
  getAudioTracks: () => audio,
  getVideoTracks: () => video,
});

it("takes the computer's sound and stops the picture that comes with it", async () => {
  const [sound, picture] = [track(), track()];
  const stream = streamOf([sound], [picture]);
  expect(await openCaller({ getDisplayMedia: async () => stream })).toBe(stream);
  expect([sound.isStopped, picture.isStopped]).toEqual([false, true]);
});

it.each([
  ["a system without it", {}],
  ["a system that refuses", { getDisplayMedia: () => Promise.reject(new Error("NotSupportedError")) }],
  ["a picture without sound", { getDisplayMedia: async () => streamOf([], [track()]) }],
])("gives none on %s, and fails for nobody", async (_, media) => {
  expect(await openCaller(media)).toBeUndefined();
});
