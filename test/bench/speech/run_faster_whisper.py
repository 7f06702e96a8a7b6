"""faster-whisper on one file, int8, two threads, with its own voice detection; with beams also its temperature fall-back. Prints
{"seconds", "cpuSeconds", "firstWordSeconds", "peakBytes", "text"}.

    python run_faster_whisper.py CT2_FOLDER FILE.wav BEAMS
"""

import json
import resource
import sys
import time

from faster_whisper import WhisperModel

model = WhisperModel(sys.argv[1], device="cpu", compute_type="int8", cpu_threads=2, num_workers=1)
beams = int(sys.argv[3])
options = {"beam_size": beams} if beams > 1 else {"beam_size": 1, "temperature": 0.0}


def usage() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_SELF)


def cpu() -> float:
    return usage().ru_utime + usage().ru_stime


began, began_cpu, first = time.perf_counter(), cpu(), None
segments, _ = model.transcribe(sys.argv[2], language="nl", vad_filter=True, **options)
text = []
for segment in segments:
    first = first or time.perf_counter() - began
    text.append(segment.text.strip())
print(json.dumps({
    "seconds": time.perf_counter() - began, "cpuSeconds": cpu() - began_cpu, "firstWordSeconds": first,
    "peakBytes": usage().ru_maxrss * 1024, "text": " ".join(text)}))
