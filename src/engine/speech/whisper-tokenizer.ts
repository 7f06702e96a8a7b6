import { Tokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { readJson } from "./whisper-settings.ts";

/** A word's text (with its punctuation, without spaces) and the tokens that spell it. */
export interface SpelledWord {
  readonly text: string;
  readonly tokens: readonly number[];
}

/** Whisper's text tokens to Dutch text and back. */
export class WhisperTokenizer {
  readonly #tokenizer: Tokenizer;

  private constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** @throws SoepelError model-missing, model-damaged */
  static async load(folder: string): Promise<WhisperTokenizer> {
    const json = await readJson(folder, "tokenizer.json", z.looseObject({ model: z.looseObject({}) }));
    return new WhisperTokenizer(new Tokenizer(json, {}));
  }

  /** The tokens of a text as it would follow other text (with its leading space). */
  encode(text: string): number[] {
    return this.#tokenizer.encode(` ${text.trim()}`, { add_special_tokens: false }).ids.map(Number);
  }

  decode(tokens: readonly number[]): string {
    return this.#tokenizer.decode([...tokens], { clean_up_tokenization_spaces: false });
  }

  /** Groups tokens to words: a token that begins with a space begins a word; tokens that are no whole character yet wait for the next. */
  splitWords(tokens: readonly number[]): SpelledWord[] {
    const words: { text: string; tokens: number[] }[] = [];
    let pending: number[] = [];
    for (const token of tokens) {
      pending.push(token);
      const text = this.decode(pending);
      if (text.includes("\ufffd")) continue;
      const last = words.at(-1);
      if (last === undefined || text.startsWith(" ")) words.push({ text, tokens: pending });
      else {
        last.text += text;
        last.tokens.push(...pending);
      }
      pending = [];
    }
    return words.map(({ text, tokens }) => ({ text: text.trim(), tokens })).filter(({ text }) => text !== "");
  }
}
