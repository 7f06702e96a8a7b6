"""The mean of two runs' weights, which is often better than either: what one forgot the other may know.

usage: mix.py A_HF_FOLDER B_HF_FOLDER OUT_HF_FOLDER [--share 0.5]      share: how much of B
"""
import argparse

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("a")
    ap.add_argument("b")
    ap.add_argument("out")
    ap.add_argument("--share", type=float, default=0.5)
    args = ap.parse_args()
    a, b = (AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32) for folder in (args.a, args.b))
    other = b.state_dict()
    a.load_state_dict({name: torch.lerp(w, other[name], args.share) for name, w in a.state_dict().items()})
    a.save_pretrained(args.out)
    AutoTokenizer.from_pretrained(args.a).save_pretrained(args.out)


main()
