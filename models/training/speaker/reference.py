"""What Resemblyzer's own code says of a recording: test/unit/engine/speech/print-reference.json.

    pip install Resemblyzer==0.1.4 librosa==0.11.0 webrtcvad-wheels==2.0.14.post1 torch==2.15.0 scipy==1.17.1 soundfile==0.14.0
    python reference.py ../../../test/fixtures/speech/fish-fillets.wav > ../../../test/unit/engine/speech/print-reference.json
"""

import json
import sys
import types

import numpy as np
import scipy.ndimage
import soundfile
import torch

# Resemblyzer 0.1.4 asks for a module that SciPy has since put elsewhere.
moved = types.ModuleType("scipy.ndimage.morphology")
moved.binary_dilation = scipy.ndimage.binary_dilation
sys.modules["scipy.ndimage.morphology"] = moved

from resemblyzer import VoiceEncoder, audio  # noqa: E402

FROM, TO, STEP, WINDOW = 1 * 16_000, 9 * 16_000, 80, 160
FRAMES = [60, 107, 200, 480]

samples, rate = soundfile.read(sys.argv[1], dtype="float32")
assert rate == 16_000
samples = audio.normalize_volume(samples[FROM:TO], audio.audio_norm_target_dBFS, increase_only=True)
mel = audio.wav_to_mel_spectrogram(samples)
starts = list(range(0, len(mel) - WINDOW + 1, STEP))
with torch.no_grad():
    prints = VoiceEncoder("cpu", verbose=False)(torch.from_numpy(np.stack([mel[s:s + WINDOW] for s in starts])))
print(json.dumps({
    "from": FROM,
    "to": TO,
    "frames": FRAMES,
    "mel": [[float(f"{value:.6g}") for value in mel[frame]] for frame in FRAMES],
    "starts": [start / 100 for start in starts],
    "prints": [[round(float(value), 5) for value in print_] for print_ in prints],
}))
