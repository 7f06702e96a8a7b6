"""Whisper as ONNX graphs, in the layout of the public `onnx-community/whisper-*_timestamped` exports.

Written by hand instead of traced, so that a cached step does only what it must: the keys and values of the
cross-attention are read where they lie (never copied, never transposed), and each linear layer is one node.
"""

from collections.abc import Callable

import numpy as np
from onnx import TensorProto, helper, numpy_helper

OPSET, MICROSOFT = 20, "com.microsoft"
MICROSOFT_VERSION = 1


class Builder:
    """Nodes of one graph; the weights are shared by all graphs of a model."""

    def __init__(self, weights: "Weights", prefix: str):
        self.weights, self.prefix, self.nodes, self.count = weights, prefix, [], 0

    def op(self, kind: str, inputs: list[str], outputs: int | list[str] = 1, domain: str = "", **attributes):
        self.count += 1
        if isinstance(outputs, int):
            outputs = [f"{self.prefix}_{kind}_{self.count}_{n}" for n in range(outputs)]
        name = f"{self.prefix}/{kind}_{self.count}"
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=name, domain=domain, **attributes))
        return outputs[0] if len(outputs) == 1 else outputs

    def const(self, values, dtype=np.int64) -> str:
        return self.weights.add(np.asarray(values, dtype))


class Weights:
    """Initializers, each stored once."""

    def __init__(self):
        self.tensors: dict[str, TensorProto] = {}
        self.seen: dict[tuple, str] = {}

    def add(self, array: np.ndarray, name: str | None = None) -> str:
        array = np.ascontiguousarray(array)
        if name is None:
            key = (array.dtype.str, array.shape, array.tobytes())
            name = self.seen.setdefault(key, f"const_{len(self.seen)}")
        if name not in self.tensors:
            self.tensors[name] = numpy_helper.from_array(array, name)
        return name


# A linear layer: (builder, input, name, weight [out, in], bias or None) -> output name
Linear = Callable[[Builder, str, str, np.ndarray, np.ndarray | None], str]


def linear_float(b: Builder, x: str, name: str, weight: np.ndarray, bias: np.ndarray | None) -> str:
    y = b.op("MatMul", [x, b.weights.add(weight.T, f"{name}.weight")])
    return y if bias is None else b.op("Add", [y, b.weights.add(bias, f"{name}.bias")])


class Model:
    """The two graphs of a Whisper checkpoint, given its weights by OpenAI's names."""

    def __init__(self, tensors: dict[str, np.ndarray], heads: int = 8, layers: int = 6):
        self.t, self.heads, self.layers = tensors, heads, layers
        self.width = tensors["encoder.ln_post.weight"].shape[0]
        self.head_size = self.width // heads
        # 64 ** -0.5 = 1/8 is a power of two: scaling the query's weights changes no bit of the result.
        self.scale = np.float32(self.head_size**-0.5)

    # -- pieces -------------------------------------------------------------------------------------------------

    def norm(self, b: Builder, x: str, name: str) -> str:
        weight, bias = (b.weights.add(self.t[f"{name}.{k}"], f"{name}.{k}") for k in ("weight", "bias"))
        return b.op("LayerNormalization", [x, weight, bias], axis=-1, epsilon=1e-5)

    def add_norm(self, b: Builder, x: str, residual: str, name: str) -> tuple[str, str]:
        """LayerNorm(x + residual), and the sum itself."""
        weight, bias = (b.weights.add(self.t[f"{name}.{k}"], f"{name}.{k}") for k in ("weight", "bias"))
        outputs = [f"{b.prefix}_{name}_{k}" for k in ("normed", "sum")]
        b.op("SkipLayerNormalization", [x, residual, weight, bias], [outputs[0], "", "", outputs[1]], MICROSOFT,
             epsilon=1e-5)
        return outputs[0], outputs[1]

    def dense(self, b: Builder, x: str, name: str, linear: Linear) -> str:
        return linear(b, x, name, self.t[f"{name}.weight"], self.t.get(f"{name}.bias"))

    def query(self, b: Builder, x: str, name: str, linear: Linear) -> str:
        return linear(b, x, name, self.t[f"{name}.weight"] * self.scale, self.t[f"{name}.bias"] * self.scale)

    def fused_qkv(self, b: Builder, x: str, name: str, linear: Linear) -> list[str]:
        weight = np.concatenate([self.t[f"{name}.{k}.weight"] * (self.scale if k == "query" else 1)
                                 for k in ("query", "key", "value")])
        bias = np.concatenate([self.t[f"{name}.query.bias"] * self.scale, np.zeros(self.width, np.float32),
                               self.t[f"{name}.value.bias"]])
        qkv = linear(b, x, f"{name}.qkv", weight, bias)
        return b.op("Split", [qkv], 3, axis=-1, num_outputs=3)

    def to_heads(self, b: Builder, x: str) -> str:
        """[batch, time, width] -> [batch, heads, time, head size]"""
        x = b.op("Reshape", [x, b.const([0, 0, self.heads, self.head_size])])
        return b.op("Transpose", [x], perm=[0, 2, 1, 3])

    def from_heads(self, b: Builder, x: str) -> str:
        x = b.op("Transpose", [x], perm=[0, 2, 1, 3])
        return b.op("Reshape", [x, b.const([0, 0, self.width])])

    def feed_forward(self, b: Builder, x: str, name: str, linear: Linear) -> str:
        return self.dense(b, b.op("Gelu", [self.dense(b, x, f"{name}.0", linear)]), f"{name}.2", linear)

    # -- encoder ------------------------------------------------------------------------------------------------

    def encoder(self, linear: Linear = linear_float):
        w = Weights()
        b = Builder(w, "encoder")
        x = "input_features"
        for conv, stride in (("conv1", 1), ("conv2", 2)):
            name = f"encoder.{conv}"
            parts = [w.add(self.t[f"{name}.{k}"], f"{name}.{k}") for k in ("weight", "bias")]
            x = b.op("Conv", [x, *parts], kernel_shape=[3], pads=[1, 1], strides=[stride])
            x = b.op("Gelu", [x])
        x = b.op("Transpose", [x], perm=[0, 2, 1])
        positions = w.add(self.t["encoder.positional_embedding"], "encoder.positional_embedding")
        x = b.op("Add", [x, positions])
        n = self.norm(b, x, "encoder.blocks.0.attn_ln")
        for i in range(self.layers):
            block = f"encoder.blocks.{i}"
            q, k, v = self.fused_qkv(b, n, f"{block}.attn", linear)
            y = b.op("MultiHeadAttention", [q, k, v], 1, MICROSOFT, num_heads=self.heads, scale=1.0)
            y = self.dense(b, y, f"{block}.attn.out", linear)
            x = b.op("Add", [y, x])
            y = self.feed_forward(b, self.norm(b, x, f"{block}.mlp_ln"), f"{block}.mlp", linear)
            x = b.op("Add", [y, x])
            n = self.norm(b, x, f"encoder.blocks.{i + 1}.attn_ln" if i + 1 < self.layers else "encoder.ln_post")
        b.nodes[-1].output[0] = "last_hidden_state"
        floats = TensorProto.FLOAT
        return make_model(helper.make_graph(
            b.nodes, "whisper_encoder",
            [helper.make_tensor_value_info("input_features", floats, ["batch_size", self.t["encoder.conv1.weight"].shape[1], 3000])],
            [helper.make_tensor_value_info("last_hidden_state", floats, ["batch_size", 1500, self.width])],
            list(w.tensors.values())))

    # -- decoder ------------------------------------------------------------------------------------------------

    def branch(self, w: Weights, cached: bool, linear: Linear, head: Linear, embed) -> list:
        """The nodes of one branch of the merged decoder; cached: exactly one new token a row."""
        b = Builder(w, "cached" if cached else "first")
        tokens = embed(b, "input_ids", self.t["decoder.token_embedding.weight"])
        positions = w.add(self.t["decoder.positional_embedding"], "decoder.positional_embedding")
        if cached:
            past = b.op("Shape", ["past_key_values.0.decoder.key"], start=2, end=3)
            x = b.op("Add", [tokens, b.op("Gather", [positions, past])])
        else:
            length = b.op("Shape", ["input_ids"], start=1, end=2)
            x = b.op("Add", [tokens, b.op("Slice", [positions, b.const([0]), length, b.const([0])])])
        n = self.norm(b, x, "decoder.blocks.0.attn_ln")
        for i in range(self.layers):
            block = f"decoder.blocks.{i}"
            q, k, v = self.fused_qkv(b, n, f"{block}.attn", linear)
            if cached:
                past = [f"past_key_values.{i}.decoder.{p}" for p in ("key", "value")]
            else:
                batch = b.op("Shape", ["input_ids"], start=0, end=1)
                shape = b.op("Concat", [batch, b.const([self.heads, 0, self.head_size])], axis=0)
                empty = b.op("ConstantOfShape", [shape], value=numpy_helper.from_array(np.zeros(1, np.float32)))
                past = [empty, empty]
            present = [f"{b.prefix}.present.{i}.decoder.{p}" for p in ("key", "value")]
            y = f"{b.prefix}_attn_{i}"
            b.op("MultiHeadAttention", [q, k, v, "", "", "", *past], [y, *present], MICROSOFT,
                 num_heads=self.heads, scale=1.0, unidirectional=1)
            y = self.dense(b, y, f"{block}.attn.out", linear)
            n, x = self.add_norm(b, y, x, f"{block}.cross_attn_ln")
            y = self.cross_attention(b, n, i, cached, linear)
            n, x = self.add_norm(b, y, x, f"{block}.mlp_ln")
            y = self.feed_forward(b, n, f"{block}.mlp", linear)
            following = f"decoder.blocks.{i + 1}.attn_ln" if i + 1 < self.layers else "decoder.ln"
            n, x = self.add_norm(b, y, x, following)
        logits = head(b, n, "decoder.token_embedding", self.t["decoder.token_embedding.weight"], None)
        b.nodes[-1].output[0] = f"{b.prefix}.logits"
        assert logits
        return b.nodes

    def cross_attention(self, b: Builder, n: str, i: int, cached: bool, linear: Linear) -> str:
        name = f"decoder.blocks.{i}.cross_attn"
        q = self.query(b, n, f"{name}.query", linear)
        present = [f"{b.prefix}.present.{i}.encoder.{p}" for p in ("key", "value")]
        if cached:
            keys, values = (f"past_key_values.{i}.encoder.{p}" for p in ("key", "value"))
            # One token: its heads lie behind each other already, so a reshape does what the transpose would.
            q = b.op("Reshape", [q, b.const([0, self.heads, 1, self.head_size])])
            for output in present:  # as in the public exports: the caller keeps what the first run returned
                empty = np.zeros((0, self.heads, 1, self.head_size), np.float32)
                b.op("Constant", [], [output], value=numpy_helper.from_array(empty))
        else:
            q = self.to_heads(b, q)
            for part, output in zip(("key", "value"), present):
                self.to_heads(b, self.dense(b, "encoder_hidden_states", f"{name}.{part}", linear))
                b.nodes[-1].output[0] = output
            keys, values = present
        scores = b.op("FusedMatMul", [q, keys], 1, MICROSOFT, transB=1)
        attention = f"{b.prefix}.cross_attentions.{i}"
        b.op("Softmax", [scores], [attention], axis=-1)
        y = b.op("MatMul", [attention, values])
        y = b.op("Reshape", [y, b.const([0, 1, self.width])]) if cached else self.from_heads(b, y)
        return self.dense(b, y, f"{name}.out", linear)

    def decoder(self, linear: Linear = linear_float, head: Linear = linear_float, embed=None):
        w = Weights()
        embed = embed or embed_float
        outputs = [("logits", ["batch_size", "decoder_sequence_length", self.t["decoder.token_embedding.weight"].shape[0]])]
        inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch_size", "decoder_sequence_length"]),
                  helper.make_tensor_value_info("encoder_hidden_states", TensorProto.FLOAT,
                                                ["batch_size", "encoder_sequence_length / 2", self.width])]
        for i in range(self.layers):
            for side, past in (("decoder", "past_decoder_sequence_length"), ("encoder", "encoder_sequence_length_out")):
                for part in ("key", "value"):
                    shape = ["batch_size", self.heads, past, self.head_size]
                    inputs.append(helper.make_tensor_value_info(f"past_key_values.{i}.{side}.{part}", TensorProto.FLOAT, shape))
                    if side == "decoder":
                        shape = ["batch_size", self.heads, "past_decoder_sequence_length + decoder_sequence_length", self.head_size]
                    outputs.append((f"present.{i}.{side}.{part}", shape))
        outputs += [(f"cross_attentions.{i}", ["batch_size", self.heads, "decoder_sequence_length", "encoder_sequence_length_out"])
                    for i in range(self.layers)]
        inputs.append(helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [1]))
        branches = {}
        for key, prefix, cached in (("then_branch", "cached", True), ("else_branch", "first", False)):
            nodes = self.branch(w, cached, linear, head, embed)
            branches[key] = helper.make_graph(
                nodes, prefix, [], [helper.make_tensor_value_info(f"{prefix}.{o}", TensorProto.FLOAT, None) for o, _ in outputs])
        node = helper.make_node("If", ["use_cache_branch"], [o for o, _ in outputs], name="optimum::if", **branches)
        return make_model(helper.make_graph(
            [node], "whisper_decoder", inputs,
            [helper.make_tensor_value_info(o, TensorProto.FLOAT, shape) for o, shape in outputs],
            list(w.tensors.values())))


def embed_float(b: Builder, ids: str, table: np.ndarray) -> str:
    # The output layer uses the transposed table, so this one stands beside it.
    return b.op("Gather", [b.weights.add(table, "decoder.embed_tokens"), ids])


def make_model(graph):
    model = helper.make_model(graph, producer_name="soepel", opset_imports=[
        helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, MICROSOFT_VERSION)])
    model.ir_version = 10
    return model
