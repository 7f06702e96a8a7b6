"""How good and how fast exports are, on the fixed evaluation clips joined to windows of at most 30 s.

    node test/fixtures/fetch-fillets.mjs
    python models/training/whisper/evaluate.py FOLDER...    (the first folder is what the others are compared with)

Prints for each: the likelihood of the right words (nats a token, teacher-forced; less is better), how often the most
likely token is the first folder's, and medians in ms. Writes FOLDER/../NAME.pairs.json (what was said, what was heard,
greedy, without timestamps) for `test/bench/speech/count-word-errors.ts`.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from features import RATE, WINDOW_SAMPLES, log_mel

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache/fillets"
PAUSE = np.zeros(int(0.3 * RATE), np.float32)
PROMPT = [50258, 50271, 50359, 50363]  # start, Dutch, transcribe, no timestamps
END, MOST_TOKENS, THREADS = 50257, 220, 2


def windows() -> list[tuple[np.ndarray, str]]:
    """Features and text of each window."""
    texts = {entry["clip"]: entry["text"] for entry in json.loads((CACHE / "index.json").read_text("utf-8"))}
    out, sound, said = [], [], []

    def close() -> None:
        if sound:
            out.append((log_mel(np.concatenate(sound)), " ".join(said)))
        sound.clear(), said.clear()

    for clip in json.loads((ROOT / "test/bench/speech/eval-clips.json").read_text("utf-8"))["clips"]:
        pcm = np.frombuffer((CACHE / f"wav/{clip}.wav").read_bytes()[44:], np.int16).astype(np.float32) / 32768
        if sum(map(len, sound)) + len(pcm) + len(PAUSE) > WINDOW_SAMPLES:
            close()
        sound += [pcm, PAUSE]
        said.append(texts[clip])
    close()
    return out


class Export:
    def __init__(self, folder: Path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS

        def load(stem: str) -> onnxruntime.InferenceSession:
            path = next(p for s in ("_quantized", "") if (p := folder / f"onnx/{stem}{s}.onnx").exists())
            return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

        self.encoder, self.decoder = load("encoder_model"), load("decoder_model_merged")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        generation = json.loads((folder / "generation_config.json").read_text("utf-8"))
        self.suppressed, self.begin = generation["suppress_tokens"], generation["begin_suppress_tokens"]
        presents = [o.name for o in self.decoder.get_outputs() if o.name.startswith("present")]
        self.own = ["logits", *(name for name in presents if ".decoder." in name)]
        self.window = [name for name in presents if ".encoder." in name]
        self.empty = {i.name: np.zeros((1, i.shape[1], 0, i.shape[3]), np.float32)
                      for i in self.decoder.get_inputs() if i.name.startswith("past")}
        self.ms = {"encoder": [], "first": [], "step": []}

    def timed(self, what: str, session, outputs: list[str] | None, feeds: dict) -> list[np.ndarray]:
        start = time.perf_counter()
        result = session.run(outputs, feeds)
        self.ms[what].append((time.perf_counter() - start) * 1000)
        return result

    def encode(self, features: np.ndarray) -> np.ndarray:
        return self.timed("encoder", self.encoder, None, {"input_features": features[None]})[0]

    def feeds(self, tokens: list[int], states: np.ndarray, cache: dict, cached: bool) -> dict:
        return {"input_ids": np.array([tokens]), "encoder_hidden_states": states,
                "use_cache_branch": np.array([cached]), **cache}

    def judge(self, states: np.ndarray, text: str) -> tuple[float, np.ndarray]:
        """Sum of -log p over the tokens of the right text, and the most likely token at each place."""
        right = [*self.tokenizer.encode(f" {text}", add_special_tokens=False).ids, END]
        feeds = self.feeds([*PROMPT, *right[:-1]], states, self.empty, False)
        logits = self.decoder.run(["logits"], feeds)[0][0, len(PROMPT) - 1 :, : PROMPT[-1] + 1].astype(np.float64)
        logits -= logits.max(-1, keepdims=True)
        loss = np.log(np.exp(logits).sum(-1)) - logits[np.arange(len(right)), right]
        return loss.sum(), logits.argmax(-1)

    def hear(self, states: np.ndarray) -> str:
        names = self.own + self.window
        got = dict(zip(names, self.timed("first", self.decoder, names, self.feeds(PROMPT, states, self.empty, False))))
        past = {name.replace("present", "past_key_values"): got[name] for name in names[1:]}
        heard = []
        while len(heard) < MOST_TOKENS:
            logits = got["logits"][0, -1].copy()
            logits[self.suppressed + ([] if heard else self.begin)] = -np.inf
            logits[PROMPT[-1] + 1 :] = -np.inf
            token = int(logits.argmax())
            if token == END:
                break
            heard.append(token)
            feeds = self.feeds([token], states, past, True)
            got = dict(zip(self.own, self.timed("step", self.decoder, self.own, feeds)))
            past |= {name.replace("present", "past_key_values"): got[name] for name in self.own[1:]}
        return self.tokenizer.decode(heard)


def main() -> None:
    audio, first = windows(), None
    for folder in map(Path, sys.argv[1:]):
        export, loss, tops, pairs = Export(folder), 0.0, [], []
        for features, text in audio:
            states = export.encode(features)
            window_loss, top = export.judge(states, text)
            loss += window_loss
            tops.append(top)
            pairs.append({"said": text, "heard": export.hear(states)})
        tops = np.concatenate(tops)
        first = tops if first is None else first
        target = folder.parent / f"{folder.name}.pairs.json"
        target.write_text(json.dumps(pairs, ensure_ascii=False, indent=1) + "\n", "utf-8")
        times = "  ".join(f"{what} {np.median(ms):.1f}" for what, ms in export.ms.items())
        print(f"{folder.name}: {loss / len(tops):.4f} nats a token, {(tops == first).mean():.1%} as the first; ms: {times}")


if __name__ == "__main__":
    main()
