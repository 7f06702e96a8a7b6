import { keepOutside } from "../../core/transcript/keep-outside.ts";
import type { Speaker, Transcript, Utterance, Word } from "../../core/transcript/transcript.ts";
import { matchTurnWord, type TurnWord } from "../../core/transcript/turn-words.ts";
import { matchVoiceWords, type VoiceWord, voicesOf } from "../../core/transcript/voice-words.ts";
import type { Store } from "./store.ts";

/** Adds an utterance, or puts it in the place of the one of that id (heard again). The clinician's word on who spoke it stays. */
export function putUtterance({ db }: Store, consultId: string, utterance: Utterance): void {
  const { id, start, end, speaker, text, words, voice = null, speakerConfidence = null } = utterance;
  const values = [consultId, id, start, end, speaker, text, JSON.stringify(words), voice, speakerConfidence];
  db.run("INSERT OR REPLACE INTO utterance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ...values);
}

interface Row extends Pick<Utterance, "id" | "start" | "end" | "speaker" | "text"> {
  readonly words: string;
  readonly voice: string | null;
  readonly speakerConfidence: number | null;
}

const SELECT = `SELECT id, start_s AS start, end_s AS end, speaker, text, words, voice, speaker_confidence AS speakerConfidence
  FROM utterance WHERE consult_id = ? ORDER BY start_s, end_s, id`;

/** What the clinician said of a voice; `label` is the utterance on which she said so. */
interface StoredWord extends VoiceWord {
  readonly label: string;
  readonly at: string;
}

function listVoiceWords({ db }: Store, consultId: string): StoredWord[] {
  const sql = "SELECT label, speaker, at, spans FROM attribution WHERE consult_id = ? AND scope = 'voice' ORDER BY at";
  const rows = db.all<Omit<StoredWord, "spans"> & { spans: string | null }>(sql, consultId);
  return rows.map(({ spans, ...row }) => ({ ...row, spans: JSON.parse(spans ?? "[]") as VoiceWord["spans"] }));
}

function listTurnWords({ db }: Store, consultId: string): TurnWord[] {
  const sql = "SELECT label AS id, speaker, at, spans FROM attribution WHERE consult_id = ? AND scope = 'utterance'";
  const rows = db.all<Omit<TurnWord, "span"> & { spans: string | null }>(sql, consultId);
  return rows.map(({ spans, ...row }) => ({ ...row, span: (JSON.parse(spans ?? "[]") as [number, number][])[0] }));
}

/** What was said, in order; of each when the clinician said who spoke it. Her word on an utterance comes before that on its voice. */
function readAll(
  store: Store,
  consultId: string,
): { readonly utterance: Utterance; readonly namedAt?: string; readonly turn?: TurnWord }[] {
  const heard = store.db.all<Row>(SELECT, consultId).map(
    ({ words, voice, speakerConfidence, ...row }): Utterance => ({
      ...row,
      ...(voice === null ? {} : { voice }),
      ...(speakerConfidence === null ? {} : { speakerConfidence }),
      words: JSON.parse(words) as Word[],
    }),
  );
  const turns = listTurnWords(store, consultId);
  const match = matchVoiceWords(heard, listVoiceWords(store, consultId));
  return heard.map((utterance) => {
    const own = matchTurnWord(utterance, turns);
    const matched = own ?? match(utterance);
    if (matched === undefined) return { utterance };
    const { speakerConfidence: _, ...rest } = utterance;
    const { speaker, word } = matched;
    if (word === undefined) return { utterance: { ...rest, speaker } };
    return {
      utterance: { ...rest, speaker, byHand: true },
      namedAt: word.at,
      ...(own?.word === undefined ? {} : { turn: own.word }),
    };
  });
}

/** What was said, in order; it lasts to the end of the last utterance. */
export function readTranscript(store: Store, consultId: string): Transcript {
  const utterances = readAll(store, consultId).map(({ utterance }) => utterance);
  return { language: "nl", durationS: Math.max(0, ...utterances.map(({ end }) => end)), utterances };
}

export function findUtterance(store: Store, consultId: string, id: string): Utterance | undefined {
  return readTranscript(store, consultId).utterances.find((utterance) => utterance.id === id);
}

/** The clinician's word on who spoke an utterance. */
export function attribute(
  store: Store,
  consultId: string,
  { id, start, end }: Pick<Utterance, "id" | "start" | "end">,
  speaker: Speaker,
  clinicianId: string,
): void {
  putWord(store, [consultId, "utterance", id, speaker, clinicianId], [[start, end]]);
}

/** Her word on who a voice is, said on the utterance `id`; it holds for all that the voice said and will say, over what she said of it before. */
export function attributeVoice(
  store: Store,
  consultId: string,
  { id, voice, speaker }: { id: string; voice: string; speaker: Speaker },
  clinicianId: string,
): void {
  const { db } = store;
  const { utterances } = readTranscript(store, consultId);
  for (const word of listVoiceWords(store, consultId)) {
    if (voicesOf(utterances, word).includes(voice))
      db.run("DELETE FROM attribution WHERE consult_id = ? AND scope = 'voice' AND label = ?", consultId, word.label);
  }
  for (const { utterance, turn } of readAll(store, consultId)) {
    if (turn !== undefined && utterance.voice === voice)
      db.run("DELETE FROM attribution WHERE consult_id = ? AND scope = 'utterance' AND label = ?", consultId, turn.id);
  }
  const spans = utterances.filter((each) => each.voice === voice).map(({ start, end }) => [start, end]);
  putWord(store, [consultId, "voice", id, speaker, clinicianId], spans);
}

function putWord({ db, clock }: Store, values: readonly string[], spans: readonly (readonly number[])[]): void {
  const rest = [clock.now().toISOString(), JSON.stringify(spans)];
  db.run("INSERT OR REPLACE INTO attribution VALUES (?, ?, ?, ?, ?, ?, ?)", ...values, ...rest);
}

/** When somebody spoke of whom she said who it is; also what she said of a voice whose words were destroyed since. */
export function listNamedSpans(store: Store, consultId: string): { start: number; end: number; speaker: Speaker }[] {
  const { utterances } = readTranscript(store, consultId);
  const gone = listVoiceWords(store, consultId).filter((word) => voicesOf(utterances, word).length === 0);
  return [
    ...utterances.filter(({ byHand }) => byHand).map(({ start, end, speaker }) => ({ start, end, speaker })),
    ...gone.flatMap(({ spans, speaker }) => spans.map(([start, end]) => ({ start, end, speaker }))),
  ];
}

/** The utterances on whose speaker the clinician gave her word after `moment`. */
export function listAttributedAfter(store: Store, consultId: string, moment: string): string[] {
  return readAll(store, consultId).flatMap(({ utterance, namedAt }) =>
    namedAt !== undefined && namedAt > moment ? [utterance.id] : [],
  );
}

/** Deletes what was said in a piece that is destroyed; of an utterance that reaches into it the words outside stay, as their sound does. */
export function cutUtterances(store: Store, consultId: string, piece: { startS: number; endS: number }): void {
  for (const { utterance: said, turn } of readAll(store, consultId)) {
    const kept = keepOutside(said, [piece]);
    if (kept === undefined) deleteUtterance(store, consultId, said.id);
    if (kept === undefined || kept === said) continue;
    const values = [kept.start, kept.end, kept.text, JSON.stringify(kept.words), consultId, said.id];
    store.db.run(
      "UPDATE utterance SET start_s = ?, end_s = ?, text = ?, words = ? WHERE consult_id = ? AND id = ?",
      ...values,
    );
    // What is left of it is all that her word is on.
    if (turn !== undefined) {
      const sql = "UPDATE attribution SET spans = ? WHERE consult_id = ? AND scope = 'utterance' AND label = ?";
      store.db.run(sql, JSON.stringify([[kept.start, kept.end]]), consultId, turn.id);
    }
  }
}

/** Deletes what was said after `fromS` (a part of an utterance takes all of it along); the number of utterances gone. */
export function deleteUtterances({ db }: Store, consultId: string, fromS = 0): number {
  return db.run("DELETE FROM utterance WHERE consult_id = ? AND end_s > ?", consultId, fromS);
}

/** Deletes the transcript for good, the clinician's word on its speakers included; the number of utterances gone. */
export function destroyTranscript(store: Store, consultId: string): number {
  store.db.run("DELETE FROM attribution WHERE consult_id = ?", consultId);
  return deleteUtterances(store, consultId);
}

/** Deletes one utterance: heard again with its neighbours, nobody said it. */
export function deleteUtterance({ db }: Store, consultId: string, id: string): void {
  db.run("DELETE FROM utterance WHERE consult_id = ? AND id = ?", consultId, id);
}
