"""Trains the writer: a small causal model reads the transcript, then every turn once more, each followed by what it adds to the note.

usage: train.py START OUT --steps N [--decay D] [--rate 6e-5]
START and OUT are Hugging Face folders. A run is restartable: OUT holds a checkpoint (weights, optimiser, step), written every 50 steps,
and the same command goes on from it. The rate is constant after a short warm-up and falls to zero over the last D steps, so a run can
be ended early by asking for fewer steps. The embeddings stay frozen and the loss runs over the vocabulary in use only: five times
faster than over all 262,144 tokens. Consults whose id hashes to 0 modulo 20 are never trained on (held out for early stopping).
"""
import argparse
import json
import os
import random
import time
import zlib

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

import local_attention
from consults import CORPUS, additions, codes, parse, phrases, prompt
from noise import noisy

LONGEST, BUDGET, WARMUP, EVERY, NOISY = 3000, 3300, 25, 50, 0.25


def held_out(consult):
    return zlib.crc32(consult["id"].encode()) % 20 == 0


class Encoder:
    """Consults to token ids, and which of them are targets."""

    def __init__(self, tok):
        self.tok, self.phrases = tok, phrases()

    def ids(self, text, special=False):
        return self.tok(text, add_special_tokens=special)["input_ids"]

    def __call__(self, consult, speakers=True, rng=None):
        """With rng the consult is as a speech recogniser would have heard it."""
        added = additions(consult, self.phrases)
        if rng:
            consult, added = noisy(consult, added, rng)
        head, turns = prompt(consult, speakers)
        ids = self.ids(head, True)
        target = [0] * len(ids)
        for turn, addition in zip(turns, added):
            a, b = self.ids(turn + " >"), self.ids(" " + addition + "\n")
            ids += a + b
            target += [0] * len(a) + [1] * len(b)
        b = self.ids(codes(consult))
        return ids + b, target + [1] * len(b)


def batches(examples, rng):
    """Examples of like length together, at most BUDGET padded tokens a batch."""
    order = sorted((e for e in examples if len(e[0]) <= LONGEST), key=lambda e: len(e[0]) + rng.random() * 150)
    out, batch = [], []
    for e in order:
        if batch and max(len(x[0]) for x in batch + [e]) * (len(batch) + 1) > BUDGET:
            out.append(batch)
            batch = []
        batch.append(e)
    if batch:
        out.append(batch)
    rng.shuffle(out)
    return out


class Loss:
    """Cross-entropy over the vocabulary in use, on target tokens only."""

    def __init__(self, model, vocab):
        self.model = model
        self.remap = {a: i for i, a in enumerate(vocab)}
        self.out = model.model.embed_tokens.weight[torch.tensor(vocab)].detach().to(torch.bfloat16).T.contiguous()

    def __call__(self, batch):
        n = max(len(i) for i, _ in batch)
        ids = torch.zeros(len(batch), n, dtype=torch.long)
        mask, at, want = torch.zeros_like(ids), [], []
        for r, (s, t) in enumerate(batch):
            ids[r, : len(s)] = torch.tensor(s)
            mask[r, : len(s)] = 1
            for j in range(1, len(s)):
                if t[j] and s[j] in self.remap:
                    at.append(r * n + j - 1)
                    want.append(self.remap[s[j]])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = self.model.model(input_ids=ids, attention_mask=mask).last_hidden_state
            h = h.reshape(-1, h.shape[-1])[torch.tensor(at)]
            logits = h.to(torch.bfloat16) @ self.out
        return torch.nn.functional.cross_entropy(logits.float(), torch.tensor(want)), len(want), int(mask.sum())


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("start")
    ap.add_argument("out")
    ap.add_argument("--steps", type=int, required=True)
    ap.add_argument("--decay", type=int, default=150)
    ap.add_argument("--rate", type=float, default=6e-5)
    ap.add_argument("--seed", type=int, default=0)
    a = ap.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    checkpoint = os.path.join(a.out, "checkpoint.pt")
    tok = AutoTokenizer.from_pretrained(a.start)
    model = AutoModelForCausalLM.from_pretrained(a.start, dtype=torch.float32, attn_implementation=local_attention.NAME)
    model.model.embed_tokens.weight.requires_grad_(False)
    params = [p for p in model.parameters() if p.requires_grad]
    opt = torch.optim.AdamW(params, lr=a.rate, weight_decay=0.01, betas=(0.9, 0.98), foreach=True)
    encode, everything = Encoder(tok), parse(CORPUS)
    train = [c for c in everything if not held_out(c)]
    valid = [encode(c) for c in everything if held_out(c)]
    plain = [encode(c) for c in train] + [encode(c, False) for c in train[:50]] + [encode(c, True, random.Random(a.seed)) for c in train]
    vocab = sorted({tok.eos_token_id} | {t for ids, _ in plain + valid for t in ids})
    os.makedirs(a.out, exist_ok=True)
    json.dump(vocab, open(os.path.join(a.out, "vocab.json"), "w"))
    loss_of = Loss(model, vocab)
    print("vocabulary", len(vocab), "consults", len(train), "held out", len(valid), flush=True)

    def validate():
        model.eval()
        total = n = 0
        with torch.no_grad():
            for b in batches(valid, random.Random(0)):
                loss, k, _ = loss_of(b)
                total += loss.item() * k
                n += k
        model.train()
        return total / n

    step = 0
    if os.path.exists(checkpoint):
        z = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(z["model"], strict=False)
        opt.load_state_dict(z["opt"])
        step = z["step"]
        rng = random.Random(a.seed + step)
    else:
        print("valid", round(validate(), 4), flush=True)

    def save(step):
        state = {k: v for k, v in model.state_dict().items() if "embed_tokens" not in k and "lm_head" not in k}
        torch.save(dict(model=state, opt=opt.state_dict(), step=step), checkpoint + ".new")
        os.replace(checkpoint + ".new", checkpoint)

    began, tokens, recent = time.time(), 0, []
    model.train()
    while step < a.steps:
        for b in batches([encode(c, rng.random() >= 0.12, rng if rng.random() < NOISY else None) for c in train], rng):
            if step >= a.steps:
                break
            rate = a.rate * min(1, (step + 1) / WARMUP) * min(1, max(0.02, (a.steps - step) / a.decay))
            for g in opt.param_groups:
                g["lr"] = rate
            loss, _, n = loss_of(b)
            loss.backward()
            recent.append(loss.item())
            tokens += n
            torch.nn.utils.clip_grad_norm_(params, 1.0)
            opt.step()
            opt.zero_grad()
            step += 1
            if step % 10 == 0:
                print(step, "loss %.3f" % (sum(recent[-20:]) / len(recent[-20:])), "rate %.1e" % rate, "tokens/s %.0f" % (tokens / (time.time() - began)), flush=True)
            if step % EVERY == 0:
                save(step)
            if step % 100 == 0:
                print("valid", round(validate(), 4), flush=True)
    print("valid", round(validate(), 4), flush=True)
    save(step)
    model.save_pretrained(a.out)
    tok.save_pretrained(a.out)


main()
