import type { Soep } from "../../../../src/core/note/note.ts";
import type { Addition, Reading } from "../../../../src/core/note/ports.ts";
import type { Speaker, Transcript } from "../../../../src/core/transcript/transcript.ts";

const SPEAKERS: Readonly<Record<string, Speaker>> = { Z: "zorgverlener", P: "patiënt", B: "begeleider" };

/** A transcript of turns "Z: ...", "P: ..."; their ids are u1, u2, ... */
export function talk(...turns: string[]): Transcript {
  return {
    language: "nl",
    durationS: turns.length,
    utterances: turns.map((turn, i) => ({
      id: `u${i + 1}`,
      start: i,
      end: i + 1,
      speaker: SPEAKERS[turn[0]!] ?? "onbekend",
      text: turn.replace(/^[ZPB]: /, ""),
      words: [],
    })),
  };
}

/** What turn `turn` adds to line `soep` of deelcontact `problem`; it rests on itself, and on `from` where that is given. */
export function adds(
  turn: number,
  soep: Soep,
  text: string,
  { problem = 1, from }: { problem?: number; from?: number } = {},
): Addition {
  return {
    utterance: `u${turn}`,
    soep,
    problem,
    text,
    evidence: [...(from === undefined ? [] : [`u${from}`]), `u${turn}`],
  };
}

export const reading = (...additions: Addition[]): Reading => ({ additions, guesses: [] });
