import { deleteVoicePrint } from "../store/voice-prints.ts";
import type { Handlers } from "./app.ts";

/** The signed-in clinician's voice: learnt, shown, forgotten. */
export const voiceCalls: Handlers<"voice:read" | "voice:hear" | "voice:delete"> = {
  "voice:read": (_, { enrolment }) => enrolment.read(),
  "voice:hear": ({ sound, rate, isFirst }, { enrolment }) => {
    const bytes = Buffer.from(sound, "base64");
    const samples = Float32Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i) / 32_768);
    return enrolment.hear(samples, rate, isFirst);
  },
  "voice:delete": (_, { store, session }) => {
    deleteVoicePrint(store, session.clinician.id, session.actor);
    return null;
  },
};
