import { SoepelError } from "../../contract/errors.ts";
import type { Consult } from "../../core/consult/consult.ts";
import { buildNote, type NoteTables } from "../../core/note/build-note.ts";
import type { DraftNote } from "../../core/note/note.ts";
import type { NoteWriter } from "../../core/note/ports.ts";
import { withoutTurned } from "../../core/note/turned-values.ts";
import { foldedWords } from "../../core/text/tokens.ts";
import { markQuestions } from "../../core/transcript/questions.ts";
import type { Transcript } from "../../core/transcript/transcript.ts";
import { isHeard, unheardRemark } from "../../core/transcript/unheard.ts";

/** Fewer words than this are no consult: a model that is asked for a note of them makes one up (HAZARDS, 2). */
const LEAST_WORDS = 8;
const TOO_LITTLE = "Er is te weinig gezegd voor een verslag. Luister terug of schrijf het zelf.";

/** How a note is made: who writes, with what, and who may stop it. Progress is 0 to 1. */
export interface NoteWork {
  readonly writer: NoteWriter;
  readonly tables: NoteTables;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** What the writer reads of a transcript: the utterances of which words were made out, questions marked as such. */
export function keepSpoken(transcript: Transcript): Transcript {
  return {
    ...transcript,
    utterances: markQuestions(transcript.utterances.filter((said) => isHeard(said) && /\p{L}/u.test(said.text))),
  };
}

/** What the writer reads of it: values that their own turn took back are kept from it, so that it cannot write them. */
export function readForWriter(spoken: Transcript): Transcript {
  return { ...spoken, utterances: spoken.utterances.map((said) => ({ ...said, text: withoutTurned(said.text) })) };
}

/**
 * Makes the draft note of a transcript. Where too little was said it has no lines and a remark says so. What is said is evidence and
 * never an instruction: whatever the words ask for, only what they license is written. Fails: aborted, and as the writer does.
 */
export async function makeNote(
  transcript: Transcript,
  consult: Consult,
  { writer, tables, signal, onProgress }: NoteWork,
): Promise<DraftNote> {
  if (signal?.aborted) throw new SoepelError("aborted");
  const spoken = keepSpoken(transcript);
  const words = spoken.utterances.reduce((sum, { text }) => sum + foldedWords(text).length, 0);
  if (words < LEAST_WORDS) {
    const { id, setting, startedAt } = consult;
    return {
      schema: 1,
      status: "draft",
      consult: { id, setting, startedAt },
      deelcontacten: [],
      remarks: [TOO_LITTLE],
    };
  }
  const reading = await writer.read(readForWriter(spoken), consult, {
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  // A writer that was stopped late must not leave a note behind.
  if (signal?.aborted) throw new SoepelError("aborted");
  const note = buildNote(reading, spoken, consult, tables);
  const remarks = [...(note.remarks ?? []), ...unheardRemark(transcript)];
  return remarks.length === 0 ? note : { ...note, remarks };
}
