"""Reads corpus files and turns each consult into what the writer is trained on: every turn and what it adds to the note."""
import collections
import glob
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS_FOLDER = os.path.join(HERE, "..", "corpus")
TABLES = os.path.join(HERE, "..", "..", "tables")
CORPUS = sorted(glob.glob(os.path.join(CORPUS_FOLDER, "*-*.txt")))


def parse(paths):
    """-> [{id, setting, patient, turns: [(speaker, text, {labels})], dc: [{n, code, title, text: {S,O,E,P}, m}]}]"""
    consults = []
    for path in paths:
        cur = None
        for raw in open(path, encoding="utf8"):
            line = raw.rstrip("\n")
            if not line.strip():
                continue
            if line.startswith("=== "):
                cur = dict(id=line[4:].strip(), turns=[], dc=[], setting="", patient="")
                consults.append(cur)
                continue
            if line.startswith("setting:"):
                cur["setting"] = line[8:].strip()
                continue
            if line.startswith("patient:"):
                cur["patient"] = line[8:].strip()
                continue
            m = re.match(r"^--- (\d+) (\S+) (.+)$", line)
            if m:
                cur["dc"].append(dict(n=int(m[1]), code=m[2], title=m[3], text={}, m=""))
                continue
            if not cur["dc"]:
                labels = re.search(r"\{([^}]*)\}\s*$", line)
                turn = re.sub(r"\s*\{[^}]*\}\s*$", "", line)
                speaker, _, text = turn.partition(": ")
                cur["turns"].append((speaker, text, set(labels[1].split(",")) if labels else set()))
                continue
            d = cur["dc"][-1]
            if line.startswith("M:"):
                d["m"] = line[2:].strip()
            elif re.match(r"^[SOEP]: ", line):
                d["text"][line[0]] = (d["text"].get(line[0], "") + " " + line[3:]).strip()
    return consults


def phrases():
    """-> {consult: {label: [(phrase, [turn indices from 0])]}}"""
    out = collections.defaultdict(lambda: collections.defaultdict(list))
    for f in glob.glob(os.path.join(CORPUS_FOLDER, "phrases", "*.tsv")):
        for line in open(f, encoding="utf8"):
            i, label, phrase, turns = line.rstrip("\n").split("\t")
            out[i][label].append((phrase, [] if turns == "-" else [int(x) - 1 for x in turns.split(",")]))
    return out


def additions(c, P):
    """What each turn adds: '-' or 'S1 phrase phrase | P1 phrase'. A phrase belongs to the last labelled turn it rests on: by then it is complete."""
    turns = c["turns"]
    out = [collections.OrderedDict() for _ in turns]
    for d in sorted(c["dc"], key=lambda d: d["n"]):
        for k in "SOEP":
            label = f"{k}{d['n']}"
            ids = [i for i, (_, _, labels) in enumerate(turns) if label in labels]
            for phrase, rests_on in P.get(c["id"], {}).get(label, []):
                if not rests_on:
                    continue
                inside = [x for x in rests_on if x in ids]
                nearest = lambda j: (abs(j - max(rests_on)), j)
                x = max(inside) if inside else (min(ids, key=nearest) if ids else max(rests_on))
                out[x].setdefault(label, []).append(phrase)
    return [" | ".join(f"{t} {' '.join(v)}" for t, v in o.items()) or "-" for o in out]


def prompt(c, speakers=True):
    """-> (the whole transcript as the model reads it first, the turns as they are restated one by one)"""
    turns = [(s + ": " if speakers else "- ") + t for s, t, _ in c["turns"]]
    return f"{c['setting']}, {c['patient']}\n" + "\n".join(turns) + "\n=\n", turns


def codes(c):
    """The last lines that the model writes: title and code of each deelcontact."""
    return "".join(f"= {d['n']} {d['title']} {d['code']}\n" for d in sorted(c["dc"], key=lambda d: d["n"]))
