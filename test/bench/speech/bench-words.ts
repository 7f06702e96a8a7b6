/**
 * The words that harm when they are wrong: drug names and numbers, apart from the word error rate, and what the second look offers
 * for the drug names that were misheard. Spoken by two MBROLA voices (voices.ts) from sentences of the training corpus, with and without a
 * prompt; false offers also on human clips, in which nobody names a drug.
 *
 *   npm run bench:words [-- --sentences 300] [--clips 124] [--prompts none,common]
 *
 * What was heard is kept in .cache/bench/words: delete it to hear with another model.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type DrugTable, findDrug } from "../../../src/core/checks/drugs.ts";
import { SoundIndex } from "../../../src/core/text/sound-index.ts";
import { foldWord } from "../../../src/core/text/tokens.ts";
import { offerNames } from "../../../src/core/transcript/second-look.ts";
import { loadDrugTable } from "../../../src/engine/notes/tables.ts";
import { startSpeech } from "../../../src/engine/speech/transcribe-file.ts";
import { hearAll, readSound, type Spoken } from "./heard-words.ts";
import { NAMES, nameSentences, OTHER_NAMES } from "./name-sentences.ts";
import { HUMAN_LIKE, speak } from "./voices.ts";
import { countWordErrors, wordErrorRate } from "./word-error-rate.ts";
import { countWordFigures, type WordFigures } from "./word-figures.ts";
import { pickSentences } from "./word-sentences.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const CACHE = at("../../../.cache/bench/words");
const FILLETS = at("../../../.cache/fillets");
const RESULTS = at("../results/words.json");
/** One sentence in five holds a number and no drug. */
const NUMBER_SHARE = 0.2;
/** What a practice might put in its prompt: drugs that are often named. Written down before anything was measured. */
const COMMON =
  "paracetamol, ibuprofen, naproxen, diclofenac, omeprazol, pantoprazol, metoprolol, amlodipine, lisinopril, perindopril, " +
  "hydrochloorthiazide, simvastatine, metformine, gliclazide, levothyroxine, salbutamol, prednisolon, amoxicilline, doxycycline, nitrofurantoïne";
const PROMPTS: Readonly<Record<string, string | undefined>> = { none: undefined, common: `Medicatie: ${COMMON}.` };

const { values } = parseArgs({
  options: {
    sentences: { type: "string", default: "300" },
    clips: { type: "string", default: "124" },
    prompts: { type: "string", default: "none,common" },
  },
});
const drugs = await loadDrugTable();
const count = Number(values.sentences);
const numbered = Math.round(count * NUMBER_SHARE);
const sentences = pickSentences(
  new URL("../../../models/training/corpus/", import.meta.url),
  drugs,
  count - numbered,
  numbered,
);
const spoken = sentences.map(({ text }, i): Spoken => {
  const voice = HUMAN_LIKE[i % HUMAN_LIKE.length]!;
  return { id: `${voice} ${i}`, said: text, sound: () => speak(voice, text) };
});
const open = () => startSpeech({ threads: 2 });

const figures: Record<string, WordFigures> = {};
for (const prompt of values.prompts.split(",")) {
  const heard = await hearAll(spoken, `${CACHE}/mbrola-${prompt}.json`, open, () => PROMPTS[prompt]);
  figures[`mbrola, prompt ${prompt}`] = countWordFigures(heard, drugs, drugs.spoken);
  const clips = await hearAll(humanClips(), `${CACHE}/human-${prompt}.json`, open, () => PROMPTS[prompt]);
  if (clips.length > 0) figures[`human, prompt ${prompt}`] = countWordFigures(clips, drugs, drugs.spoken);
}
const hearings = countHearings(drugs);
const names = await countNames();
console.table(names);
console.table(figures);
console.log("the table's own hearings, found by the sound of the names alone:", hearings);
mkdirSync(at("../results"), { recursive: true });
const date = new Date().toISOString().slice(0, 10);
writeFileSync(RESULTS, `${JSON.stringify({ date, model: "whisper-base", figures, names, hearings }, null, 2)}\n`);

/** Names of a region, said in sentences: how many of them are heard, without a prompt, with one of them, and with one of other names. */
async function countNames(): Promise<Record<string, { heard: number; wer: number; others: number }>> {
  const said = nameSentences();
  const all = said.map(({ text }, i): Spoken => {
    const voice = HUMAN_LIKE[i % HUMAN_LIKE.length]!;
    return { id: `${voice} name ${i}`, said: text, sound: () => speak(voice, text) };
  });
  const prompts = { none: undefined, own: `Namen: ${NAMES.join(", ")}.`, others: `Namen: ${OTHER_NAMES}.` };
  const counted: Record<string, { heard: number; wer: number; others: number }> = {};
  for (const [kind, prompt] of Object.entries(prompts)) {
    const heard = (await hearAll(all, `${CACHE}/names-${kind}.json`, open, () => prompt)).map(({ words }) =>
      words.map(({ text }) => text).join(" "),
    );
    const holds = (text: string, name: string): boolean => foldWord(text).includes(foldWord(name));
    const others = OTHER_NAMES.split(", ");
    counted[kind] = {
      heard: said.filter(({ name }, i) => holds(heard[i]!, name)).length,
      wer: wordErrorRate(said.map(({ text }, i) => countWordErrors(text, heard[i]!))),
      others: heard.filter((text) => others.some((name) => holds(text, name))).length,
    };
  }
  return counted;
}

/** The clips of eval-clips.json, where they are here (test/fixtures/fetch-fillets.mjs). */
function humanClips(): Spoken[] {
  if (!existsSync(`${FILLETS}/index.json`)) return [];
  const { clips } = JSON.parse(readFileSync(at("eval-clips.json"), "utf8")) as { clips: string[] };
  const index = JSON.parse(readFileSync(`${FILLETS}/index.json`, "utf8")) as { clip: string; text: string }[];
  const texts = new Map(index.map(({ clip, text }) => [clip, text]));
  return clips.slice(0, Number(values.clips)).map((clip) => ({
    id: clip,
    said: texts.get(clip) ?? "",
    sound: () => readSound(`${FILLETS}/wav/${clip}.wav`),
  }));
}

/**
 * The ways in which the drug table says that names are misheard, each in a sentence, doubted by the recogniser: how often the name is
 * offered by an index that holds no hearing. In percent.
 */
function countHearings(table: DrugTable): { hearings: number; offered: number; offeredFirst: number } {
  const rows = [...new Set(table.names.values())].filter(({ heard }) => heard.length > 0);
  const named = rows.filter(
    ({ name }) => table.spoken.isName(name.toLowerCase()) && findDrug(name, table) !== undefined,
  );
  const sounds = new SoundIndex(named.map(({ name }) => [name, name] as const));
  let [all, offered, first] = [0, 0, 0];
  for (const { name, heard } of named) {
    for (const hearing of heard.filter((form) => form.length > 5 && !/\d/.test(form))) {
      all++;
      const words = ["Ik", "slik", ...hearing.split(/\s+/), "elke", "dag."].map((text) => ({ text, confidence: 0.4 }));
      const offer = offerNames(words, { ...table.spoken, sounds }).find(({ candidates }) => candidates.includes(name));
      if (offer === undefined) continue;
      offered++;
      if (offer.candidates[0] === name) first++;
    }
  }
  const percent = (part: number): number => Math.round((1_000 * part) / all) / 10;
  return { hearings: all, offered: percent(offered), offeredFirst: percent(first) };
}
