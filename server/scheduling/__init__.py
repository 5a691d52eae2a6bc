"""The engine of the service: one loaded model, a few threads, many callers.

- Work is scheduled in pieces (at most six seconds of audio), not in requests: a long text holds nobody up for longer
  than one piece takes.
- Callers take turns. Of one caller's requests the one comes first whose listener would run out of audio first; a new
  request counts as running out at once, so short prompts pass long texts, and nobody starves.
- What a reader does not take is not made: four seconds ahead the work pauses and holds no thread. A reader that takes
  nothing for two minutes loses its work.
- Closing a speech stops its work before the next piece.
- A full queue refuses at once (`Overloaded`) with the time after which a place should be free. An eighth of a large
  queue is kept for callers who have nothing in it.
- Equal requests are made once, whether they come one after another (the cache) or together. The fastest reader sets
  the pace; one that falls half a minute behind gets work of its own and holds nobody up.

ONNX Runtime releases the interpreter while it computes, so two threads use two cores for the models; reading the text
is Python and takes turns. More throughput than threads give comes from more processes (`workers`).

Waiting requests are not put into one run of the graphs, because that gains nothing: one short prompt keeps a core busy.
Equal prompts, 2, 4 and 8 in one run, were 1.08, 1.05 and 1.01 times as fast as one after another, those of two seconds
1.00, 1.00 and 0.90 times: the encoder gains, the decoder and the vocoder outgrow the processor's cache. And prompts of
different lengths cannot share a run, for the graphs have no input for lengths: padding alters the durations by frames.
Nor would equal requests give equal samples any more: activations are quantised with one scale for each run, so a louder
neighbour alters a spectrum by up to 6 % of its peak.
Measured with tests/server/test_batching.py in November 2026: ONNX Runtime, one thread, Xeon (Sapphire Rapids).
"""

from server.scheduling.engine import EngineObserver, ScheduledEngine
from server.scheduling.production import ReaderStalledError

__all__ = ["EngineObserver", "ReaderStalledError", "ScheduledEngine"]
