"""Measures exported writers on the held-out consults: loss on what is written, and tokens a second.

usage: try_export.py TOKENIZER.json MODEL.onnx...      (the loss as train.py counts it: over the tokens that the writer adds)
"""
import json
import os
import sys
import time

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from consults import CORPUS, additions, codes, parse, phrases, prompt
from held_out import held_out

ROOM = 4096


class Runner:
    """The exported graph with its cache; the same calls as the product's."""

    def __init__(self, path, threads=int(os.environ.get("THREADS", "2"))):
        o = ort.SessionOptions()
        o.intra_op_num_threads = threads
        self.s = ort.InferenceSession(path, o, providers=["CPUExecutionProvider"])
        self.names = [i.name for i in self.s.get_inputs() if i.name.startswith("past.")]
        self.reset()

    def reset(self):
        self.cache = {n: ort.OrtValue.ortvalue_from_numpy(np.zeros((1, 1, ROOM, 256), np.float32)) for n in self.names}
        self.n = 0

    def feed(self, ids, take):
        b = self.s.io_binding()
        count = self.n + len(ids)
        feeds = {"input_ids": np.array([ids]), "positions": np.arange(self.n, count)[None], "take": np.array(take)}
        for kind in ("full", "local"):
            feeds["seqlens." + kind] = np.array([count - 1], np.int32)
            feeds["total." + kind] = np.array([count], np.int32)
        for n, v in feeds.items():
            b.bind_cpu_input(n, v)
        for n, v in self.cache.items():
            b.bind_ortvalue_input(n, v)
            b.bind_ortvalue_output(n.replace("past", "present"), v)
        b.bind_output("logits")
        self.s.run_with_iobinding(b)
        self.n = count
        return b.get_outputs()[-1].numpy()


def encode(tok, c, found):
    head, turns = prompt(c)
    ids = tok.encode(head).ids
    want = [0] * len(ids)
    for turn, added in zip(turns, additions(c, found)):
        a, b = (tok.encode(s, add_special_tokens=False).ids for s in (turn + " >", " " + added + "\n"))
        ids += a + b
        want += [0] * len(a) + [1] * len(b)
    b = tok.encode(codes(c), add_special_tokens=False).ids
    return ids + b, want + [1] * len(b)


def main():
    tok = Tokenizer.from_file(sys.argv[1])
    found = phrases()
    consults = [encode(tok, c, found) for c in parse(CORPUS) if held_out(c)]
    limit = int(os.environ.get("CONSULTS", "43"))
    for path in sys.argv[2:]:
        r = Runner(path)
        loss = n = tokens = 0
        spent = 0.0
        for ids, want in consults[:limit]:
            r.reset()
            for at in range(0, len(ids), 256):
                part = ids[at : at + 256]
                t = time.perf_counter()
                take = [j for j in range(len(part)) if at + j + 1 < len(ids) and want[at + j + 1]] or [0]
                logits = r.feed(part, take)
                spent += time.perf_counter() - t
                tokens += len(part)
                if not want[at + 1 : at + len(part) + 1].count(1):
                    continue
                top = logits.max(1)
                lse = np.log(np.exp(logits - top[:, None]).sum(1)) + top
                loss += float((lse - logits[np.arange(len(take)), [ids[at + j + 1] for j in take]]).sum())
                n += len(take)
        r.reset()
        r.feed(consults[0][0][:1024], [0])
        t = time.perf_counter()
        for i in range(40):
            r.feed([5], [0])
        decode = 40 / (time.perf_counter() - t)
        row = dict(model=path, MB=round(os.path.getsize(path) / 1e6, 1), loss=round(loss / n, 4), prefill=round(tokens / spent), decode=round(decode, 1))
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
