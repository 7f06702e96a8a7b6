"""Resemblyzer's voice encoder from PyPI to ONNX.

    python export.py TARGET            the file that ships: layers 2 and 3 in 7-bit weights
    python export.py TARGET --float    the same in float32, for comparison (README.md)

Fetches the wheel, reads `pretrained.pt` without torch, writes the graph node by node: the same bytes each time.
Input `mels` [windows, frames, 40] (power mel spectrogram, frames of 10 ms), output `prints` [windows, 256] of length 1.
"""

import argparse
import collections
import hashlib
import io
import pickle
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WHEEL = "Resemblyzer==0.1.4"
SHA256 = "8f12eb2f1a9982d32e8db7856de754709b59c93a77bcf0ff536584b619a9dd1f"
LAYERS, WIDTH, MELS = 3, 256, 40
# Seven bits: on processors without VNNI the product of two pairs (255 * 63 * 2) must fit 16 bits, or it is cut off.
LARGEST = 63
DTYPES = {"FloatStorage": np.float32, "LongStorage": np.int64}


def fetch(folder: Path) -> dict[str, bytes]:
    """The weights and the licence of the wheel, checked against the sum above."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "-d", folder, WHEEL]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    path = next(Path(folder).glob("[Rr]esemblyzer*.whl"))
    if hashlib.sha256(path.read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{path.name} is not the file that this script was made for")
    with zipfile.ZipFile(path) as archive:
        return {name.rsplit("/", 1)[-1]: archive.read(name) for name in archive.namelist()}


class Storage(collections.namedtuple("Storage", "kind key")):
    """A piece of the file that tensors share."""


class Unpickler(pickle.Unpickler):
    """Reads torch's file as plain data: no class of the file is ever run."""

    def find_class(self, module: str, name: str):
        if module == "collections" and name == "OrderedDict":
            return collections.OrderedDict
        if name == "_rebuild_tensor_v2":
            return lambda storage, offset, size, stride, *_: (storage, offset, size, stride)
        if name in DTYPES:
            return name
        # The optimiser's and the loss's own things: not needed.
        return lambda *_, **__: None

    def persistent_load(self, saved):
        return Storage(saved[1], saved[2])


def read_weights(content: bytes) -> dict[str, np.ndarray]:
    """The model's tensors of a file in torch's format of before 1.6."""
    file = io.BytesIO(content)
    for _ in range(3):
        pickle.load(file)
    saved = Unpickler(file).load()
    keys = pickle.load(file)
    tensors = saved["model_state"]
    kinds: dict[str, str] = {}

    def note(value) -> None:
        if isinstance(value, Storage):
            kinds[value.key] = value.kind
        elif isinstance(value, dict):
            for part in value.values():
                note(part)
        elif isinstance(value, (list, tuple)):
            for part in value:
                note(part)

    note(saved)
    storages = {}
    for key in keys:
        (count,) = struct.unpack("<q", file.read(8))
        dtype = DTYPES[kinds.get(key, "FloatStorage")]
        storages[key] = np.frombuffer(file.read(count * np.dtype(dtype).itemsize), dtype)

    def build(storage: Storage, offset: int, size: tuple, stride: tuple) -> np.ndarray:
        data = storages[storage.key][offset:]
        return np.lib.stride_tricks.as_strided(data, size, [step * data.itemsize for step in stride]).copy()

    return {name: build(*tensor) for name, tensor in tensors.items()}


def reorder(weights: np.ndarray) -> np.ndarray:
    """Torch's gates (input, forget, cell, output) in ONNX's order (input, output, forget, cell)."""
    i, f, c, o = np.split(weights, 4, 0)
    return np.concatenate([i, o, f, c], 0)


def to_7_bits(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """[1, inputs, 4 * WIDTH] in 7 bits, with a scale for each output."""
    scale = np.maximum(np.abs(weights).max(1), 1e-12) / LARGEST
    return np.round(weights / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def build_graph(weights: dict[str, np.ndarray], small: bool) -> onnx.ModelProto:
    nodes, tensors = [], []

    def keep(name: str, value: np.ndarray) -> str:
        tensors.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    nodes.append(helper.make_node("Transpose", ["mels"], ["x0"], perm=[1, 0, 2]))
    axis = keep("axis1", np.array([1], np.int64))
    for layer in range(LAYERS):
        inputs, states = (reorder(weights[f"lstm.weight_{kind}_l{layer}"])[None] for kind in ("ih", "hh"))
        biases = [reorder(weights[f"lstm.bias_{kind}_l{layer}"]) for kind in ("ih", "hh")]
        bias = keep(f"bias{layer}", np.concatenate(biases)[None])
        outputs = [f"all{layer}", f"last{layer}"]
        # The first layer reads powers that span six decades: in 8 bits nearly all of them would be nothing.
        if small and layer > 0:
            names = []
            for kind, value in (("input", inputs), ("state", states)):
                q, scale = to_7_bits(value.transpose(0, 2, 1))
                names.append((keep(f"{kind}{layer}", q), keep(f"{kind}{layer}.scale", scale),
                              keep(f"{kind}{layer}.zero", np.zeros(scale.shape, np.int8))))
            (w, ws, wz), (r, rs, rz) = names
            nodes.append(helper.make_node("DynamicQuantizeLSTM", [f"x{layer}", w, r, bias, "", "", "", "", ws, wz, rs, rz],
                                          outputs, domain="com.microsoft", hidden_size=WIDTH))
        else:
            names = [f"x{layer}", keep(f"input{layer}", inputs), keep(f"state{layer}", states), bias]
            nodes.append(helper.make_node("LSTM", names, outputs, hidden_size=WIDTH))
        nodes.append(helper.make_node("Squeeze", [f"all{layer}", axis], [f"x{layer + 1}"]))
    nodes.append(helper.make_node("Squeeze", [f"last{LAYERS - 1}", keep("axis0", np.array([0], np.int64))], ["last"]))
    last = ["last", keep("linear", weights["linear.weight"]), keep("linear.bias", weights["linear.bias"])]
    nodes.append(helper.make_node("Gemm", last, ["linear_out"], transB=1))
    nodes.append(helper.make_node("Relu", ["linear_out"], ["positive"]))
    nodes.append(helper.make_node("LpNormalization", ["positive"], ["prints"], axis=1, p=2))
    graph = helper.make_graph(
        nodes, "speaker-encoder",
        [helper.make_tensor_value_info("mels", TensorProto.FLOAT, ["windows", "frames", MELS])],
        [helper.make_tensor_value_info("prints", TensorProto.FLOAT, ["windows", WIDTH])], tensors)
    opsets = [helper.make_opsetid("", 13)] + ([helper.make_opsetid("com.microsoft", 1)] if small else [])
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="soepel")
    if not small:
        onnx.checker.check_model(model)
    return model


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("target", type=Path)
    parser.add_argument("--float", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = fetch(Path(folder))
    options.target.mkdir(parents=True, exist_ok=True)
    path = options.target / ("speaker_encoder.onnx" if options.float else "speaker_encoder_quantized.onnx")
    onnx.save(build_graph(read_weights(files["pretrained.pt"]), not options.float), path)
    (options.target / "LICENSE").write_bytes(files["LICENSE"])
    print(path, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
