"""Read a CTranslate2 Whisper model file; the names of its weights become OpenAI's own."""

import struct

import numpy as np

FLOAT32, FLOAT16 = 0, 4


def read_variables(data: bytes) -> dict[str, np.ndarray]:
    """Every variable of a CTranslate2 `model.bin` (binary version 6), as float32; aliases resolved."""
    at = 0

    def take(form: str):
        nonlocal at
        values = struct.unpack_from("<" + form, data, at)
        at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def text() -> str:
        nonlocal at
        size = take("H")
        at += size
        return data[at - size : at - 1].decode()

    version = take("I")
    if version != 6:
        raise ValueError(f"CTranslate2 binary version {version}; this reader knows 6")
    text(), take("I")  # the name and revision of the specification
    variables = {}
    for _ in range(take("I")):
        name = text()
        rank = take("B")
        shape = [take("I") for _ in range(rank)]
        kind, size = take("B"), take("I")
        if kind in (FLOAT16, FLOAT32):
            dtype = np.float16 if kind == FLOAT16 else np.float32
            variables[name] = np.frombuffer(data, dtype, size // dtype().itemsize, at).reshape(shape).astype(np.float32)
        at += size
    for _ in range(take("I")):
        alias, name = text(), text()
        if name in variables:
            variables[alias] = variables[name]
    return variables


def to_openai(v: dict[str, np.ndarray], layers: int = 6) -> dict[str, np.ndarray]:
    """Rename, and split the fused projections: query, key, value of self-attention; key, value of cross-attention."""
    out = {}

    def linear(new: str, old: str) -> None:
        out[f"{new}.weight"], out[f"{new}.bias"] = v[f"{old}/weight"], v[f"{old}/bias"]

    def norm(new: str, old: str) -> None:
        out[f"{new}.weight"], out[f"{new}.bias"] = v[f"{old}/gamma"], v[f"{old}/beta"]

    def split(new: str, old: str, names: tuple[str, ...]) -> None:
        weights = np.split(v[f"{old}/weight"], len(names))
        biases = np.split(v[f"{old}/bias"], len(names))
        for name, weight, bias in zip(names, weights, biases):
            out[f"{new}.{name}.weight"] = weight
            if name != "key":  # Whisper's keys have no bias
                out[f"{new}.{name}.bias"] = bias
            elif np.any(bias):
                raise ValueError(f"{old}: a bias on the keys, which Whisper does not have")

    for conv in ("conv1", "conv2"):
        linear(f"encoder.{conv}", f"encoder/{conv}")
    norm("encoder.ln_post", "encoder/layer_norm")
    norm("decoder.ln", "decoder/layer_norm")
    out["decoder.token_embedding.weight"] = v["decoder/embeddings/weight"]
    for side in ("encoder", "decoder"):
        out[f"{side}.positional_embedding"] = v[f"{side}/position_encodings/encodings"]
        for i in range(layers):
            new, old = f"{side}.blocks.{i}", f"{side}/layer_{i}"
            split(f"{new}.attn", f"{old}/self_attention/linear_0", ("query", "key", "value"))
            linear(f"{new}.attn.out", f"{old}/self_attention/linear_1")
            norm(f"{new}.attn_ln", f"{old}/self_attention/layer_norm")
            if side == "decoder":
                linear(f"{new}.cross_attn.query", f"{old}/attention/linear_0")
                split(f"{new}.cross_attn", f"{old}/attention/linear_1", ("key", "value"))
                linear(f"{new}.cross_attn.out", f"{old}/attention/linear_2")
                norm(f"{new}.cross_attn_ln", f"{old}/attention/layer_norm")
            linear(f"{new}.mlp.0", f"{old}/ffn/linear_0")
            linear(f"{new}.mlp.2", f"{old}/ffn/linear_1")
            norm(f"{new}.mlp_ln", f"{old}/ffn/layer_norm")
    return out
