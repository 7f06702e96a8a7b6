"""Whisper's log-mel features in NumPy, as OpenAI's `whisper/audio.py` computes them."""

import numpy as np

RATE, FFT, HOP, MELS, WINDOW_SAMPLES = 16_000, 400, 160, 80, 480_000


def mel_filters() -> np.ndarray:
    """Slaney's triangles, each of area one: [80, 201]."""
    step = np.log(6.4) / 27

    def to_hz(mel: np.ndarray) -> np.ndarray:
        return np.where(mel >= 15, 1000 * np.exp(step * (mel - 15)), 200 * mel / 3)

    top = 15 + np.log(RATE / 2 / 1000) / step
    edges = to_hz(np.linspace(0, top, MELS + 2))
    bins = np.linspace(0, RATE / 2, FFT // 2 + 1)
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    return np.maximum(0, np.minimum(rising, falling)) * (2 / (edges[2:] - edges[:-2]))[:, None]


FILTERS, HANN = mel_filters(), np.hanning(FFT + 1)[:-1]


def log_mel(samples: np.ndarray) -> np.ndarray:
    """Features [80, 3000] of at most 30 s of samples (-1 to 1, 16 kHz), padded with silence."""
    padded = np.pad(samples, (0, WINDOW_SAMPLES - len(samples)))
    padded = np.pad(padded, FFT // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, FFT)[::HOP][: WINDOW_SAMPLES // HOP]
    power = np.abs(np.fft.rfft(frames * HANN)) ** 2
    mel = np.log10(np.maximum(FILTERS @ power.T, 1e-10))
    return ((np.maximum(mel, mel.max() - 8) + 4) / 4).astype(np.float32)
