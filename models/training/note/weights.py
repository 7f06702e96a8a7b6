"""A trained writer's weights between two sessions of training: 8 bits with a scale per row, in two files below a forge's 100 MB.

usage: weights.py pack HF_FOLDER OUT_FOLDER | weights.py unpack BASE_HF_FOLDER IN_FOLDER OUT_HF_FOLDER
The frozen embeddings stay with the base model. What rounding costs is far less than what a pass of training gains.
"""
import os
import sys

import numpy as np
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

NAMES = ["weights-1.npz", "weights-2.npz"]


def pack(folder, out):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    weights = {k: v.numpy() for k, v in model.state_dict().items() if "embed_tokens" not in k and "lm_head" not in k}
    files, half = [{}, {}], sum(w.size for w in weights.values()) / 2
    done = 0
    for name, w in weights.items():
        file = files[done >= half]
        done += w.size
        if w.ndim < 2:
            file[name] = w.astype(np.float32)
            continue
        scale = np.abs(w).max(1, keepdims=True) / 127 + 1e-12
        file[name], file[name + "|scale"] = np.round(w / scale).astype(np.int8), scale.astype(np.float32)
    os.makedirs(out, exist_ok=True)
    for name, file in zip(NAMES, files):
        np.savez_compressed(os.path.join(out, name), **file)


def unpack(base, folder, out):
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    state = model.state_dict()
    for name in NAMES:
        z = np.load(os.path.join(folder, name))
        for key in (k for k in z.files if not k.endswith("|scale")):
            w = z[key].astype(np.float32)
            state[key] = torch.tensor(w * z[key + "|scale"] if key + "|scale" in z.files else w)
    model.load_state_dict(state)
    model.save_pretrained(out)
    AutoTokenizer.from_pretrained(base).save_pretrained(out)


if __name__ == "__main__":
    {"pack": pack, "unpack": unpack}[sys.argv[1]](*sys.argv[2:])
