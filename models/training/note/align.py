"""Proposes from the corpus which words of a note what was said licenses: "kortademig" -> "dyspneu", "breuk" -> "fractuur".

usage: align.py OUT.tsv [--all]      (without --all the held-out consults stay out)
A phrase's words are set against the words of the turns that it rests on (competitive linking by log-likelihood), those
left out that the word's own forms explain or that need no licence (telegram.txt); pairs stay where the said word explains
the note word often enough. Sides, eyes and ears by side, degrees, numbers, negations and drug names are never proposed:
those must be said. OUT: said word or pair of words, note words (;-separated), in how many phrases; what
models/tables/alignment.tsv has already is left out.

What stands together is not always the same ("rechts", "licht"): OUT is read by a person, and only words that mean the same
as what was said (a synonym, an abbreviation, an examination by its name) are copied into models/tables/alignment.tsv.
"""
import argparse
import collections
import glob
import math
import os
import re
import unicodedata

from consults import CORPUS, TABLES, parse, phrases
from held_out import held_out

ENDINGS = ["etjes", "etje", "tjes", "pjes", "tje", "pje", "jes", "je", "den", "ten", "sen", "de", "te", "en", "e", "s", "t", "d"]
STOP = set("de het een en in is op ik dat van die je u er dan nou ja nee niet maar ook te zo wat dus met voor om aan als we ze hij zij was heb hebt heeft had ben bent nog al wel even gewoon want of naar bij mijn m'n uw dit daar hier door uit over tot toch zijn 't 'n hè oké eh weer gaat gaan komt komen moet kan kunt mag zal wil doe doet ga kom me mij hem haar hun ons onze jullie jouw zelf zich iets niets niks alles heel echt eens keer toen nu straks waar hoe wie welke dokter mevrouw meneer goed beetje eigenlijk altijd wordt worden werd geen nooit".split())
POLAR = set("geen niet neg negatief negatieve nooit nee niets niks zonder ontkent afwezig".split())
# What must be said as it is written: sides, eyes and ears by side, degrees, how much, and that all is well.
SAID_ONLY = re.compile(
    r"^(li|re|links|rechts|linker\w*|rechter\w*|bdz|beiderzijds|dubbelzijdig|[a-z]*zijdige?|dz|o[ds]|ods|a[ds]"
    r"|licht\w?|lichte|matige?|ernstige?|forse?|fors|hevige?|milde?|zwaar|zware|zeer|flinke?|geringe?|subtiele?|sterke?"
    r"|gb|gba|intact|normale?|iets|goede?|veel|weinig|meer|minder|alle|enkele?|dubbele?|halve|volledige?|deels|partiële|twee\w*|drie\w*|x|m?g|ml|cm|mm|kg)$")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def fold(w):
    return "".join(c for c in unicodedata.normalize("NFD", w.lower().replace("\u2019", "'")) if not unicodedata.combining(c))


def root(word):
    """As src/core/note/licence/word-root.ts."""
    s = re.sub(r"(.)\1+", r"\1", re.sub(r"['-]", "", fold(word))).replace("v", "f").replace("z", "s")
    if len(s) < 4:
        return s
    if len(s) > 5 and re.match(r"ge.*(t|d|en)$", s):
        s = s[2:]
    for e in ENDINGS:
        if s.endswith(e) and len(s) - len(e) >= (2 if s[0] in "aeiouy" else 3):
            return s[: len(s) - len(e)]
    return s


def words(text):
    return WORD.findall(text.replace("\u2019", "'"))


def said(turns):
    """Roots and neighbouring pairs of roots, each with the form in which it was said."""
    out = {}
    for t in turns:
        content = [w for w in words(t) if fold(w) not in STOP]
        for w in content:
            out.setdefault(root(w), fold(w))
        for a, b in zip(content, content[1:]):
            out.setdefault(root(a) + " " + root(b), fold(a) + " " + fold(b))
    return out


def drug_words():
    names = set()
    for path in glob.glob(os.path.join(TABLES, "drugs", "*.tsv")):
        for line in open(path, encoding="utf8"):
            names.update(fold(w) for w in words(" ".join(line.split("\t")[:2])) if len(w) > 4)
    return names


def telegram_words():
    """Words that state nothing of their own: they need no licence."""
    lines = [line for line in open(os.path.join(TABLES, "telegram.txt"), encoding="utf8") if not line.startswith("#")]
    return {fold(w) for line in lines for w in words(line)}


def curated():
    """-> {(said roots, note word)} of the table that ships"""
    rows = [line.rstrip("\n").split("\t") for line in open(os.path.join(TABLES, "alignment.tsv"), encoding="utf8")][1:]
    return {(" ".join(root(w) for w in said.split()), fold(w)) for said, note in rows for w in words(note)}


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("out")
    ap.add_argument("--all", action="store_true")
    ap.add_argument("--count", type=int, default=2)
    ap.add_argument("--share", type=float, default=0.34)
    ap.add_argument("--tie", type=float, default=9)
    a = ap.parse_args()
    drugs, telegram, known, found = drug_words(), telegram_words(), curated(), phrases()
    pairs, forms, spelling = [], collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
    for c in parse(CORPUS):
        if held_out(c) and not a.all:
            continue
        turns = [t for _, t, _ in c["turns"]]
        for label, items in found[c["id"]].items():
            for phrase, ids in items:
                if not ids:
                    continue
                there = said(turns[i] for i in ids)
                for s, form in there.items():
                    forms[s][form] += 1
                for w in words(phrase):
                    spelling[fold(w)][w] += 1
                own = {fold(w) for w in words(phrase)}
                own = {w for w in own if not (w in POLAR or SAID_ONLY.match(w) or w in drugs or w in telegram or len(w) < 2 or root(w) in there)}
                pairs.append((sorted(own), sorted(there)))
    seen = collections.Counter(s for _, there in pairs for s in there)
    noted = collections.Counter(w for own, _ in pairs for w in own)
    together = collections.Counter((s, w) for own, there in pairs for w in own for s in there)
    def tie(s, w):
        n, expected = together[s, w], seen[s] * noted[w] / len(pairs)
        return 2 * n * math.log(n / expected) - 2 * (n - expected) if n > expected else 0.0

    # Competitive linking: a note word of a phrase goes to the said word with the strongest tie, or to none.
    count, unexplained = collections.Counter(), collections.Counter()
    for own, there in pairs:
        for w in own:
            best = max(there, key=lambda s: tie(s, w), default=None)
            if best is not None and tie(best, w) >= a.tie:
                count[best, w] += 1
            else:
                unexplained[w] += 1
    table = collections.defaultdict(list)
    for (s, w), n in count.items():
        if n >= a.count and n / together[s, w] >= a.share and (s, w) not in known:
            table[s].append((n, w))
    with open(a.out, "w", encoding="utf8") as f:
        f.write("said\tnote\tphrases\n")
        for s in sorted(table, key=lambda s: forms[s].most_common(1)[0][0]):
            kept = sorted(table[s], reverse=True)
            f.write("\t".join([forms[s].most_common(1)[0][0], ";".join(spelling[w].most_common(1)[0][0] for _, w in kept), ";".join(str(n) for n, _ in kept)]) + "\n")
    print(len(table), "said,", sum(len(v) for v in table.values()), "pairs of", len(together))
    print("explained by nothing:", " ".join(f"{w}:{n:.0f}" for w, n in unexplained.most_common(500)))


if __name__ == "__main__":
    main()
