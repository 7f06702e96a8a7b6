"""Exports the writer to one small ONNX file with a KV cache, for onnxruntime (contrib operators, CPU).

usage: export.py START TOKENIZER.json OUT.onnx [--checkpoint checkpoint.pt] [--scheme mixed]
START: Hugging Face folder; --checkpoint: weights of train.py laid over it. TOKENIZER.json: the cut one, with TOKENIZER.ids.json beside it.

The graph: input_ids [1,S], positions [1,S] (from 0), take [T] (which of the S to give logits for), total and seqlens of each kind of layer,
past.N.key/value [1,1,P,256]. GroupQueryAttention appends to the past in place when past and present are the same memory: the caller owns
the buffers and nothing is copied. Rotation happens before the cache, so a layer with a sliding window may be handed the window alone.
Embeddings (8 bits) are stored once: rows are gathered for the input, and MatMulNBits reads the same rows for the logits.
"""
import argparse
import json

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import AutoModelForCausalLM

F, I = TensorProto.FLOAT, TensorProto.INT64
# bits and block per kind of matrix; `fp32` is the reference.
SCHEMES = {
    "fp32": {},
    "int8": dict(qkv=(8, 128), o=(8, 128), gate_up=(8, 128), down=(8, 128), embed=(8, 128)),
    "mixed": dict(qkv=(8, 128), o=(8, 128), gate_up=(4, 32), down=(8, 128), embed=(8, 128)),
    "mixed64": dict(qkv=(8, 64), o=(8, 64), gate_up=(4, 32), down=(8, 64), embed=(8, 128)),
    "mlp4": dict(qkv=(8, 128), o=(8, 128), gate_up=(4, 32), down=(4, 32), embed=(8, 128)),
    "mlp4b32": dict(qkv=(8, 32), o=(8, 32), gate_up=(4, 32), down=(4, 32), embed=(8, 128)),
    "int4": dict(qkv=(4, 32), o=(4, 32), gate_up=(4, 32), down=(4, 32), embed=(8, 128)),
}


def quantise(w, bits, block):
    """[N, K] -> (codes uint8 [N, K/block, block*bits/8], scales [N, K/block]): symmetric, the scale searched for the least squared error."""
    n, k = w.shape
    x = torch.tensor(w).reshape(n, k // block, block)
    half, top = 1 << (bits - 1), (1 << (bits - 1)) - 1
    peak = x.gather(2, x.abs().argmax(2, keepdim=True))
    best, scale = torch.full_like(peak, float("inf")), None
    shares = [1.0] if bits == 8 else [s / 100 for s in range(72, 109, 4)]
    for sign in (-1, 1):
        for share in shares:
            s = sign * peak * share / half
            s = torch.where(s == 0, torch.ones_like(s), s)
            error = ((x / s).round().clamp(-half, top) * s - x).square().sum(2, keepdim=True)
            scale = s if scale is None else torch.where(error < best, s, scale)
            best = torch.minimum(error, best)
    codes = ((x / scale).round().clamp(-half, top) + half).to(torch.uint8)
    if bits == 4:
        codes = codes[..., 0::2] | (codes[..., 1::2] << 4)
    return codes.numpy(), scale.squeeze(2).numpy().astype(np.float32)


class Graph:
    def __init__(self, scheme):
        self.scheme, self.nodes, self.inits, self.n = scheme, [], [], 0

    def const(self, name, value):
        self.inits.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind, inputs, outputs=1, domain="", **attrs):
        self.n += 1
        outs = [f"t{self.n}_{i}" for i in range(outputs)] if isinstance(outputs, int) else outputs
        self.nodes.append(helper.make_node(kind, inputs, outs, name=f"{kind}_{self.n}", domain=domain, **attrs))
        return outs if len(outs) > 1 else outs[0]

    def ms(self, kind, inputs, outputs=1, **attrs):
        return self.op(kind, inputs, outputs, domain="com.microsoft", **attrs)

    def matmul(self, x, name, kind, w, out=None):
        """x @ w.T, w [N, K]."""
        outputs = [out] if out else 1
        if kind not in self.scheme:
            return self.op("MatMul", [x, self.const(name, w.T)], outputs)
        bits, block = self.scheme[kind]
        codes, scales = quantise(w, bits, block)
        names = [self.const(name + ".q", codes), self.const(name + ".s", scales.reshape(-1))]
        return self.ms("MatMulNBits", [x, *names], outputs, N=w.shape[0], K=w.shape[1], bits=bits, block_size=block, accuracy_level=4)

    def norm(self, x, name, w):
        return self.op("SimplifiedLayerNormalization", [x, self.const(name, (1 + w).astype(np.float32))], axis=-1, epsilon=1e-6, stash_type=1)


def build(config, w, scheme):
    g = Graph(scheme)
    H, D, KV, HID = config.num_attention_heads, config.head_dim, config.num_key_value_heads, config.hidden_size
    assert KV == 1 and config.rms_norm_eps < 1.1e-6
    embed = w["model.embed_tokens.weight"]
    root = np.float32(torch.tensor(HID**0.5, dtype=torch.float32).item())
    if "embed" in scheme:
        bits, block = scheme["embed"]
        assert bits == 8
        codes, scales = quantise(embed, bits, block)
        g.const("embed.q", codes)
        g.const("embed.s", scales.reshape(-1))
        g.const("embed.s2", scales[..., None])
        rows = g.op("Cast", [g.op("Gather", ["embed.q", "input_ids"], axis=0)], to=F)
        rows = g.op("Sub", [rows, g.const("zero", np.float32(128))])
        rows = g.op("Mul", [rows, g.op("Gather", ["embed.s2", "input_ids"], axis=0)])
        x = g.op("Reshape", [rows, g.const("hid", np.array([1, -1, HID]))])
    else:
        x = g.op("Gather", [g.const("embed", embed), "input_ids"], axis=0)
    x = g.op("Mul", [x, g.const("root", root)])
    # Angles once per kind of layer: [S, D/2]; each call's rows are numbered from 0 for RotaryEmbedding.
    pos = g.op("Reshape", [g.op("Cast", ["positions"], to=F), g.const("column", np.array([-1, 1]))])
    count = g.op("Reshape", [g.op("Shape", ["input_ids"], start=1, end=2), g.const("scalar", np.array([], dtype=np.int64))])
    rows = g.op("Unsqueeze", [g.op("Range", [g.const("i0", np.int64(0)), count, g.const("i1", np.int64(1))]), g.const("axis0", np.array([0]))])
    angle = {}
    for kind in ("full_attention", "sliding_attention"):
        base = config.rope_parameters[kind]["rope_theta"]
        inv = (1.0 / (base ** (np.arange(0, D, 2, dtype=np.float64) / D))).astype(np.float32)
        a = g.op("Mul", [pos, g.const("inv." + kind, inv[None])])
        angle[kind] = [g.op("Cos", [a]), g.op("Sin", [a])]
    shape_q, shape_k = g.const("sq", np.array([0, -1, H, D])), g.const("sk", np.array([0, -1, KV, D]))
    flat_q, flat_k = g.const("fq", np.array([0, -1, H * D])), g.const("fk", np.array([0, -1, KV * D]))
    split_qkv = g.const("split_qkv", np.array([H * D, KV * D, KV * D]))
    split_mlp = g.const("split_mlp", np.array([config.intermediate_size] * 2))
    for i in range(config.num_hidden_layers):
        p = f"model.layers.{i}."
        kind = config.layer_types[i]
        short = "full" if kind == "full_attention" else "local"
        h = g.norm(x, f"{i}.in", w[p + "input_layernorm.weight"])
        qkv = g.matmul(h, f"{i}.qkv", "qkv", np.concatenate([w[p + f"self_attn.{n}_proj.weight"] for n in "qkv"]))
        q, k, v = g.op("Split", [qkv, split_qkv], 3, axis=-1)
        q = g.op("Reshape", [g.norm(g.op("Reshape", [q, shape_q]), f"{i}.qn", w[p + "self_attn.q_norm.weight"]), flat_q])
        k = g.op("Reshape", [g.norm(g.op("Reshape", [k, shape_k]), f"{i}.kn", w[p + "self_attn.k_norm.weight"]), flat_k])
        q, k = (g.ms("RotaryEmbedding", [t, rows, *angle[kind]], interleaved=0) for t in (q, k))
        attrs = dict(num_heads=H, kv_num_heads=KV, scale=float(config.query_pre_attn_scalar) ** -0.5, do_rotary=0)
        if short == "local":
            attrs["local_window_size"] = config.sliding_window
        present = [f"present.{i}.key", f"present.{i}.value"]
        a = g.ms("GroupQueryAttention", [q, k, v, f"past.{i}.key", f"past.{i}.value", "seqlens." + short, "total." + short], [f"a{i}", *present], **attrs)[0]
        a = g.matmul(a, f"{i}.o", "o", w[p + "self_attn.o_proj.weight"])
        x = g.op("Add", [x, g.norm(a, f"{i}.pa", w[p + "post_attention_layernorm.weight"])])
        h = g.norm(x, f"{i}.pf", w[p + "pre_feedforward_layernorm.weight"])
        both = g.matmul(h, f"{i}.gu", "gate_up", np.concatenate([w[p + f"mlp.{n}_proj.weight"] for n in ("gate", "up")]))
        gate, up = g.op("Split", [both, split_mlp], 2, axis=-1)
        h = g.matmul(g.op("Mul", [g.ms("FastGelu", [gate]), up]), f"{i}.d", "down", w[p + "mlp.down_proj.weight"])
        x = g.op("Add", [x, g.norm(h, f"{i}.po", w[p + "post_feedforward_layernorm.weight"])])
    x = g.op("Reshape", [x, g.const("flat", np.array([-1, HID]))])
    x = g.norm(g.op("Gather", [x, "take"], axis=0), "norm", w["model.norm.weight"])
    if "embed" in scheme:
        g.ms("MatMulNBits", [x, "embed.q", "embed.s"], ["logits"], N=embed.shape[0], K=HID, bits=8, block_size=scheme["embed"][1], accuracy_level=4)
    else:
        g.op("MatMul", [x, g.const("embedT", embed.T)], ["logits"])
    vi = helper.make_tensor_value_info
    inputs = [vi("input_ids", I, [1, "S"]), vi("positions", I, [1, "S"]), vi("take", I, ["T"])]
    inputs += [vi(f"{n}.{s}", TensorProto.INT32, [1]) for n in ("seqlens", "total") for s in ("full", "local")]
    cache = [f"{i}.{kv}" for i in range(config.num_hidden_layers) for kv in ("key", "value")]
    room = lambda c: "full" if config.layer_types[int(c.split(".")[0])] == "full_attention" else "local"
    inputs += [vi("past." + c, F, [1, KV, "room_" + room(c), D]) for c in cache]
    outputs = [vi("logits", F, ["T", embed.shape[0]])] + [vi("present." + c, F, [1, KV, "room_" + room(c), D]) for c in cache]
    graph = helper.make_graph(g.nodes, "note-writer", inputs, outputs, g.inits)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("com.microsoft", 1)], ir_version=9)


def load(start, ids, checkpoint=None):
    """-> (configuration, weights as numpy with the embeddings cut to `ids`)"""
    model = AutoModelForCausalLM.from_pretrained(start, dtype=torch.float32)
    if checkpoint:
        z = torch.load(checkpoint, weights_only=False, map_location="cpu")
        print("checkpoint at step", z["step"])
        model.load_state_dict(z["model"], strict=False)
    w = {k: v.numpy() for k, v in model.state_dict().items() if k != "lm_head.weight"}
    w["model.embed_tokens.weight"] = w["model.embed_tokens.weight"][np.array(ids)]
    return model.config, w


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("start")
    ap.add_argument("tokenizer")
    ap.add_argument("out")
    ap.add_argument("--checkpoint")
    ap.add_argument("--scheme", default="mixed", choices=SCHEMES)
    a = ap.parse_args()
    config, w = load(a.start, json.load(open(a.tokenizer.removesuffix(".json") + ".ids.json")), a.checkpoint)
    model = build(config, w, SCHEMES[a.scheme])
    onnx.save(model, a.out)
    print(a.out, round(len(model.SerializeToString()) / 1e6, 1), "MB")


if __name__ == "__main__":
    main()
