"""faster-whisper on one file, int8, greedy, two threads, with its own voice detection; prints {"seconds", "cpuSeconds", "text"}.

    python run_faster_whisper.py CT2_FOLDER FILE.wav
"""

import json
import resource
import sys
import time

from faster_whisper import WhisperModel

model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=2, num_workers=1)


def cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


began, began_cpu = time.perf_counter(), cpu()
segments, _ = model.transcribe(sys.argv[2], language="nl", beam_size=1, temperature=0.0, vad_filter=True)
text = " ".join(segment.text.strip() for segment in segments)
print(json.dumps({"seconds": time.perf_counter() - began, "cpuSeconds": cpu() - began_cpu, "text": text}))
