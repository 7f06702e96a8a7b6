import { readFile } from "node:fs/promises";
import { Tokenizer } from "@huggingface/tokenizers";
import { SoepelError } from "../../contract/errors.ts";

/** The writer's cut Gemma tokenizer: text to ids, and the text of each id. */
export class WriterTokenizer {
  /** The text of every id, a blank where a word begins. Special tokens and lone bytes have none. */
  readonly pieces: readonly string[];
  readonly bos: number;
  readonly eos: number;
  readonly newline: number;
  readonly #tokenizer: Tokenizer;

  private constructor(tokenizer: Tokenizer, vocabulary: Readonly<Record<string, number>>) {
    this.#tokenizer = tokenizer;
    const pieces: string[] = [];
    for (const [piece, id] of Object.entries(vocabulary)) {
      pieces[id] = /^<.+>$/.test(piece) ? "" : piece.replaceAll("\u2581", " ");
    }
    this.pieces = pieces;
    this.bos = vocabulary["<bos>"]!;
    this.eos = vocabulary["<eos>"]!;
    this.newline = vocabulary["\n"]!;
  }

  /** Throws `model-damaged` where the file is no tokenizer. */
  static async load(path: string): Promise<WriterTokenizer> {
    const file: unknown = JSON.parse(await readFile(path, "utf8"));
    const vocabulary = (file as { model?: { vocab?: Record<string, number> } }).model?.vocab;
    if (vocabulary?.["<bos>"] === undefined) throw new SoepelError("model-damaged", "tokenizer.json");
    return new WriterTokenizer(new Tokenizer(file as object, {}), vocabulary);
  }

  /** Does this token end a line? */
  isEnd(id: number): boolean {
    return id === this.newline || id === this.eos;
  }

  encode(text: string): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }
}
