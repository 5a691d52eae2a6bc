"""The engine of the service: one loaded model, a few threads, many callers.

- Work is scheduled in pieces (at most six seconds of audio), not in requests: a long text holds nobody up for longer
  than one piece takes.
- Callers take turns. Of one caller's requests the one comes first whose listener would run out of audio first; a new
  request counts as running out at once, so short prompts pass long texts, and nobody starves. Callers whose listeners
  have audio for seconds take their turns when nobody else is there: any number of long texts hold up no short prompt.
  While somebody is worked for who has none, one thread less works for them, so that the cores are free for him.
- What a reader does not take is not made: four seconds ahead the work pauses and holds no thread. A reader that takes
  nothing for two minutes loses its work.
- Closing a speech stops its work before the next piece.
- A full queue refuses at once (`Overloaded`) with the time after which a place should be free. One caller gets at most
  twice as many places as are left to all others, so that requests which nobody reads do not shut them out.
- Equal requests are made once, whether they come one after another (the cache) or together. The fastest reader sets
  the pace; one that falls half a minute behind gets work of its own and holds nobody up.

ONNX Runtime releases the interpreter while it computes, so two threads use two cores for the models; reading the text
is Python and takes turns. More throughput than threads give comes from more processes (`workers`).

With `batch` above 1, waiting requests share runs of the models (`tts.batching`): while every core is busy, others wait
at the graphs, and what waits at one and is about as long is computed in one run. It is off by default, because
a processor gains nothing from it: one short prompt keeps a core busy; and equal requests no longer give equal samples,
as activations are quantised with one scale for each run. `pytest -m perf tests/server/test_batching.py` measures it.
"""

from server.scheduling.engine import EngineObserver, ScheduledEngine
from server.scheduling.production import ReaderStalledError

__all__ = ["EngineObserver", "ReaderStalledError", "ScheduledEngine"]
