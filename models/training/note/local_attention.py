"""Gemma 3's attention for training on a CPU: causal, and in 15 of the 18 layers over the last 512 tokens only.

The library's own computes every pair of tokens and hides most of them with a mask: half of the time of a training step. Here a block of
queries meets only the three blocks of keys that its window reaches. Sequences are padded at their end, so no mask of padding is needed:
a token never looks at what comes after it.
"""
import torch
from torch.nn.functional import pad, scaled_dot_product_attention
from transformers import AttentionInterface
from transformers.masking_utils import AttentionMaskInterface

NAME, BLOCK = "local", 256


def windowed(query, key, value, scaling, window):
    """query (batch, heads, tokens, width) over the last `window` of key and value (batch, 1, tokens, width): shaped as query."""
    batch, heads, tokens, width = query.shape
    back = -(-window // BLOCK)
    blocks = -(-tokens // BLOCK)
    rest, span = blocks * BLOCK - tokens, (back + 1) * BLOCK
    q = pad(query, (0, 0, 0, rest)).reshape(batch, heads, blocks, BLOCK, width).transpose(1, 2).reshape(batch * blocks, heads * BLOCK, width)

    def reached(x):
        x = pad(x[:, 0], (0, 0, back * BLOCK, rest)).reshape(batch, blocks + back, BLOCK, width)
        return torch.cat([x[:, i : i + blocks] for i in range(back + 1)], 2).reshape(batch * blocks, span, width)

    at = torch.arange(BLOCK)[:, None] + back * BLOCK
    of = torch.arange(span)[None, :]
    real = of + (torch.arange(blocks) * BLOCK)[:, None, None] >= back * BLOCK
    hidden = ~((of <= at) & (of > at - window) & real)[None, :, None]
    scores = torch.bmm(q * scaling, reached(key).transpose(1, 2)).reshape(batch, blocks, heads, BLOCK, span)
    share = scores.masked_fill(hidden, float("-inf")).softmax(-1, dtype=query.dtype).reshape(batch * blocks, heads * BLOCK, span)
    out = torch.bmm(share, reached(value))
    return out.reshape(batch, blocks, heads, BLOCK, width).transpose(1, 2).reshape(batch, heads, -1, width)[:, :, :tokens]


def attend(module, query, key, value, attention_mask, dropout=0.0, scaling=None, sliding_window=None, **_):
    if sliding_window and query.shape[2] > sliding_window:
        out = windowed(query, key, value, scaling, sliding_window)
    else:
        share = query.shape[1] // key.shape[1]
        key, value = (x.repeat_interleave(share, 1) for x in (key, value))
        out = scaled_dot_product_attention(query, key, value, is_causal=True, scale=scaling)
    return out.transpose(1, 2).contiguous(), None


AttentionInterface.register(NAME, attend)
AttentionMaskInterface.register(NAME, lambda *_, **__: None)
