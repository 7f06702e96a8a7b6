"""Cuts Gemma's tokenizer to the pieces that Dutch consults need.

usage: cut_vocab.py TOKENIZER.json OUT.json [--words 6000]
The texts are those of ../corpus and of models/tables. Every piece that the tokenizer passes through on the way to a token of those
texts (and of the commonest Dutch words, from wordfreq) is kept, with all merges between kept pieces: so the cut tokenizer takes exactly the same
steps as the full one on them, and other words fall apart into kept pieces, or bytes. Writes the cut tokenizer and, beside it, OUT.ids.json: the full tokenizer's id of each kept one.
"""
import argparse
import glob
import json
import os
import re

from consults import CORPUS, TABLES, codes, parse, phrases, additions, prompt


def texts():
    """What the writer reads and writes in training, and the tables whose words it may meet."""
    found = phrases()
    for c in parse(CORPUS):
        head, turns = prompt(c)
        yield head
        yield prompt(c, False)[0]
        for turn, added in zip(turns, additions(c, found)):
            yield turn + " >"
            yield " " + added + "\n"
        yield codes(c)
    for name in ["lexicon.tsv", "drugs/*.tsv", "icpc/*.tsv"]:
        for path in sorted(glob.glob(os.path.join(TABLES, name))):
            for line in open(path, encoding="utf8"):
                yield " " + line.replace("\t", " ").replace(";", " ; ")


def words(n):
    import wordfreq

    for w in wordfreq.top_n_list("nl", n):
        yield " " + w
        yield " " + w.capitalize()


class Merger:
    """Byte-pair merging as the tokenizer does it, remembering every piece on the way."""

    def __init__(self, model):
        self.vocab = model["vocab"]
        self.rank = {tuple(m): i for i, m in enumerate(model["merges"])}
        self.pieces, self.done = set(), set()

    def read(self, text):
        # No piece holds a space inside (but one of HTML), so chunks that start with a space can be merged one by one.
        for chunk in re.findall("\u2581*[^\u2581]*", text.replace(" ", "\u2581")):
            if chunk and chunk not in self.done:
                self.done.add(chunk)
                self.merge(list(chunk))

    def merge(self, parts):
        self.pieces.update(p for p in parts if p in self.vocab)
        while len(parts) > 1:
            best = min(range(len(parts) - 1), key=lambda i: self.rank.get((parts[i], parts[i + 1]), 1 << 30))
            pair = (parts[best], parts[best + 1])
            if pair not in self.rank:
                return
            parts[best : best + 2] = [pair[0] + pair[1]]
            self.pieces.add(parts[best])


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("tokenizer")
    ap.add_argument("out")
    ap.add_argument("--words", type=int, default=6000)
    a = ap.parse_args()
    full = json.load(open(a.tokenizer, encoding="utf8"))
    model = full["model"]
    merger = Merger(model)
    for source in (texts(), words(a.words)):
        for text in source:
            merger.read(text)
        print(len(merger.pieces), "pieces", flush=True)
    # Any Latin letter, with its space, must be writable and readable without bytes.
    letters = [ch for o in list(range(32, 127)) + list(range(0xA1, 0x180)) for ch in (chr(o), "\u2581" + chr(o))]
    merger.pieces.update(p for p in letters if p in model["vocab"])
    merger.pieces.update(f"<0x{i:02X}>" for i in range(256))
    merger.pieces.update(["<pad>", "<eos>", "<bos>", "<unk>", "\n", "\u2581"])
    kept = sorted((model["vocab"][p], p) for p in merger.pieces)
    model["vocab"] = {p: i for i, (_, p) in enumerate(kept)}
    # Every merge between kept pieces stays: the full tokenizer's choice is the lowest rank of all, so more merges cannot change it.
    model["merges"] = [m for m in model["merges"] if merger.pieces.issuperset((m[0], m[1], m[0] + m[1]))]
    full["added_tokens"] = [t | {"id": model["vocab"][t["content"]]} for t in full["added_tokens"] if t["content"] in model["vocab"]]
    for t in full["post_processor"]["special_tokens"].values():
        t["ids"] = [model["vocab"][x] for x in t["tokens"]]
    json.dump(full, open(a.out, "w", encoding="utf8"), ensure_ascii=False, separators=(",", ":"))
    json.dump([i for i, _ in kept], open(a.out.removesuffix(".json") + ".ids.json", "w"))
    print(len(kept), "tokens", len(model["merges"]), "merges")


main()
