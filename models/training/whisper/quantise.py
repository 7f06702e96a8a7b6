"""Ways to write a linear layer with small weights; each is a `Linear` of graph.py."""

import numpy as np

from graph import MICROSOFT, Builder


def to_blocks(weight: np.ndarray, bits: int, block: int) -> tuple[np.ndarray, np.ndarray]:
    """Symmetric blocks along the inputs: packed values [out, blocks, bytes] and scales [out, blocks] (MatMulNBits)."""
    out, inputs = weight.shape
    parts = weight.reshape(out, inputs // block, block)
    low, high = -(2 ** (bits - 1)), 2 ** (bits - 1) - 1
    largest = np.take_along_axis(parts, np.abs(parts).argmax(-1, keepdims=True), -1)
    if bits == 8:
        scale = np.abs(largest) / high
    else:
        # The largest value of a block becomes -8 (the side with one more step); then the scale nearest in squared error.
        base = largest / low
        scale, error = base, np.full_like(base, np.inf)
        for factor in np.linspace(0.8, 1.05, 26, dtype=np.float32):
            trial = base * factor
            trial = np.where(trial == 0, 1, trial)
            q = np.clip(np.round(parts / trial), low, high)
            e = ((q * trial - parts) ** 2).sum(-1, keepdims=True)
            scale, error = np.where(e < error, trial, scale), np.minimum(e, error)
    scale = np.where(scale == 0, 1, scale).astype(np.float32)
    q = (np.clip(np.round(parts / scale), low, high) - low).astype(np.uint8)
    if bits == 4:
        q = q[..., 0::2] | q[..., 1::2] << 4
    return q, scale[..., 0]


def blockwise(bits: int, block: int, accuracy: int = 4):
    """MatMulNBits: weights in blocks; with accuracy 4 the inputs become int8 block by block, too."""

    def linear(b: Builder, x: str, name: str, weight: np.ndarray, bias: np.ndarray | None) -> str:
        key = f"{name}.q{bits}"
        if key not in b.weights.tensors:
            q, scale = to_blocks(weight, bits, block)
            b.weights.add(q, key), b.weights.add(scale.reshape(-1), f"{key}.scale")
        inputs = [x, key, f"{key}.scale"]
        if bias is not None:
            inputs += ["", "", b.weights.add(bias, f"{name}.bias")]
        return b.op("MatMulNBits", inputs, 1, MICROSOFT, K=weight.shape[1], N=weight.shape[0], bits=bits,
                    block_size=block, accuracy_level=accuracy)

    return linear


# Seven bits: on processors without VNNI the product of two pairs (255 * 63 * 2) must fit 16 bits, or it is cut off.
DYNAMIC_LARGEST = 63


def dynamic(b: Builder, x: str, name: str, weight: np.ndarray, bias: np.ndarray | None) -> str:
    """DynamicQuantizeMatMul: 7-bit weights with a scale for each output; the input becomes uint8 as a whole."""
    key = f"{name}.int8"
    if key not in b.weights.tensors:
        scale = np.maximum(np.abs(weight).max(1), 1e-12) / DYNAMIC_LARGEST
        b.weights.add(np.round(weight / scale[:, None]).astype(np.int8).T, key)
        b.weights.add(scale.astype(np.float32), f"{key}.scale")
    zero = b.weights.add(np.zeros(weight.shape[0], np.int8), f"zero.{weight.shape[0]}")
    inputs = [x, key, f"{key}.scale", zero]
    if bias is not None:
        inputs.append(b.weights.add(bias, f"{name}.bias"))
    return b.op("DynamicQuantizeMatMul", inputs, 1, MICROSOFT)


def shared_embedding(block: int):
    """Token embeddings read from the output layer's own 8-bit blocks, so that the table is stored once."""

    def embed(b: Builder, ids: str, table: np.ndarray) -> str:
        key = "decoder.token_embedding.q8"
        if key not in b.weights.tensors:
            q, scale = to_blocks(table, 8, block)
            b.weights.add(q, key), b.weights.add(scale.reshape(-1), f"{key}.scale")
        blocks = table.shape[1] // block
        rows = b.op("Cast", [b.op("Gather", [key, ids])], to=1)
        rows = b.op("Sub", [rows, b.const(128, np.float32)])
        scales = b.op("Reshape", [f"{key}.scale", b.const([table.shape[0], blocks, 1])])
        rows = b.op("Mul", [rows, b.op("Gather", [scales, ids])])
        return b.op("Reshape", [rows, b.const([0, 0, table.shape[1]])])

    return embed
