"""What Whisper is tuned on: windows of at most 30 s, joined from human clips or spoken by MBROLA's voices, each changed at random.

Human Dutch is scarce here (two actors, an hour and a half), so every clip is heard anew each time: another pace (pace and
pitch together, which also moves the formants as another speaker would), another room, another noise, other neighbours.
"""

import json
import os
import subprocess
from pathlib import Path

import numpy as np
from scipy.signal import fftconvolve, resample_poly

from features import RATE, WINDOW_SAMPLES

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".cache/fillets"
# Never trained on: the levels that every figure is measured on, and the levels that the training's own choices are made on.
TEST_LEVELS = set(json.loads((ROOT / "test/bench/speech/eval-clips.json").read_text("utf-8"))["levels"])
CHOICE_LEVELS = {"reef", "tank", "library", "city", "elk", "map"}
# Cut from human speech, a man's and a woman's (test/fixtures/fetch-mbrola.mjs). The base gets 28 % of their words wrong, of espeak-ng's own 98 %.
MBROLA = ROOT / ".cache/mbrola"
VOICES = ("mb-nl2", "mb-nl3")


def read_wav(path: Path) -> np.ndarray:
    return np.frombuffer(path.read_bytes()[44:], np.int16).astype(np.float32) / 32768


def clips(speakers: set[str], levels) -> list[tuple[Path, str]]:
    """(sound, text) of each sentence by these speakers in the levels for which `levels(level)` holds."""
    index = json.loads((CACHE / "index.json").read_text("utf-8"))
    return [(CACHE / f"wav/{c['clip']}.wav", c["text"]) for c in index if c["speaker"] in speakers and levels(c["level"])]


def spoken_turns(rng: np.random.Generator, consults: list[dict]):
    """Endless (sound, text) pairs: the turns of the corpus' consults in their order, each speaker with a voice and a pace of its own."""
    while True:
        consult = consults[rng.integers(len(consults))]
        speakers = {}
        for speaker, text, _ in consult["turns"]:
            voice, pace, pitch, down = speakers.setdefault(speaker, (VOICES[rng.integers(len(VOICES))], rng.integers(130, 190), rng.integers(30, 70), rng.integers(85, 116)))
            text = text.replace("[", "").replace("]", "").strip()
            if 8 < len(text) < 330:
                sound = resample_poly(speak(text, voice, pace, pitch), 100, int(down)).astype(np.float32)
                if len(sound) < WINDOW_SAMPLES * 0.9:
                    yield sound, text


def speak(text: str, voice: str, pace: int, pitch: int) -> np.ndarray:
    """A text in the voice of another person: 16 kHz mono."""
    command = ["espeak-ng", f"--path={MBROLA}", "-v", voice, "-s", str(pace), "-p", str(pitch), "--stdin", "--stdout"]
    environment = {**os.environ, "PATH": f"{MBROLA / 'unpacked/usr/bin'}{os.pathsep}{os.environ['PATH']}"}
    data = subprocess.run(command, input=text.encode(), capture_output=True, check=True, env=environment).stdout
    return np.frombuffer(data[44 : 44 + (len(data) - 44) // 2 * 2], np.int16).astype(np.float32) / 32768


def paced(sound: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Faster or slower by at most 15 %, pitch and formants along with it."""
    down = int(rng.integers(85, 116))
    return resample_poly(sound, 100, down).astype(np.float32)


def room(sound: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A room's echo: noise that dies away in 0.1 to 0.5 s, some dB under the direct sound."""
    length = int(rng.uniform(0.1, 0.5) * RATE)
    tail = rng.normal(size=length) * np.exp(-6.9 * np.arange(length) / length)
    tail *= 10 ** (rng.uniform(-12, 0) / 20) / np.sqrt((tail**2).sum())
    tail[0] = 1
    return fftconvolve(sound, tail)[: len(sound)].astype(np.float32)


def coloured_noise(length: int, rng: np.random.Generator) -> np.ndarray:
    """Noise of power one whose spectrum falls as 1 / f^a, a from 0 (white) to 2 (brown)."""
    spectrum = np.fft.rfft(rng.normal(size=length))
    spectrum /= np.maximum(np.arange(len(spectrum)), 20) ** (rng.uniform(0, 2) / 2)
    noise = np.fft.irfft(spectrum, length)
    return noise / (noise.std() + 1e-9)


def changed(sound: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A whole window as another microphone in another room might have it."""
    if rng.random() < 0.35:
        sound = room(sound, rng)
    if rng.random() < 0.6:
        power = np.sqrt((sound**2).mean()) + 1e-6
        sound = sound + coloured_noise(len(sound), rng) * power * 10 ** (-rng.uniform(5, 30) / 20)
    if rng.random() < 0.2:  # a microphone without lows or highs
        spectrum, bins = np.fft.rfft(sound), np.fft.rfftfreq(len(sound), 1 / RATE)
        spectrum[(bins < rng.uniform(50, 300)) | (bins > rng.uniform(3400, 8000))] = 0
        sound = np.fft.irfft(spectrum, len(sound))
    return (sound * 10 ** (rng.uniform(-10, 6) / 20)).clip(-1, 1).astype(np.float32)


class Joiner:
    """Windows from an iterator of (sound, text): clips with pauses of 0.1 to 0.7 s between them, none lost, none cut."""

    def __init__(self, pairs, rng: np.random.Generator):
        self.pairs, self.rng, self.next_pair = iter(pairs), rng, None

    def take(self, most_s: float) -> tuple[np.ndarray, str] | None:
        """As many clips as fit `most_s` seconds, at least one; None when there are none left."""
        sound, texts, length = [], [], 0
        while True:
            pair = self.next_pair or next(self.pairs, None)
            self.next_pair = pair
            if pair is None or (texts and length + len(pair[0]) > most_s * RATE):
                break
            self.next_pair = None
            pause = np.zeros(int(self.rng.uniform(0.1, 0.7) * RATE), np.float32)
            sound += [pair[0], pause]
            texts.append(pair[1])
            length += len(pair[0]) + len(pause)
        return (np.concatenate(sound)[:WINDOW_SAMPLES], " ".join(texts)) if texts else None


def window_length(rng: np.random.Generator) -> float:
    """Seconds: one window in four is short, as live utterances are."""
    return rng.uniform(3, 12) if rng.random() < 0.25 else 29


def human_windows(speakers: set[str], rng: np.random.Generator):
    """Endless windows of these speakers, their sentences in a new order each pass."""
    sentences = [(read_wav(path), text) for path, text in clips(speakers, lambda level: level not in TEST_LEVELS | CHOICE_LEVELS)]

    def endless():
        while True:
            for n in rng.permutation(len(sentences)):
                yield paced(sentences[n][0], rng), sentences[n][1]

    joiner = Joiner(endless(), rng)
    while True:
        yield joiner.take(window_length(rng))


def spoken_windows(consults: list[dict], rng: np.random.Generator):
    """Endless windows of spoken corpus consults."""
    joiner = Joiner(spoken_turns(rng, consults), rng)
    while True:
        yield joiner.take(window_length(rng))


def fixed_windows(pairs) -> list[tuple[np.ndarray, str]]:
    """Unchanged windows for measuring: clips in their order, 0.3 s apart, as `evaluate.py` joins them."""
    joiner = Joiner(((read_wav(path), text) for path, text in pairs), FixedPause())
    return list(iter(lambda: joiner.take(29), None))


class FixedPause:
    def uniform(self, *_: float) -> float:
        return 0.3
