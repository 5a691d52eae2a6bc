"""Measuring the engine in a process of its own: `python -m tts.benchmark '<job as JSON>'` prints one JSON object.

A process for each measurement keeps the peak memory and the cold start honest. `tts bench` starts them.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

SHORT_PROMPT = {
    "en": "For English, please press one.",
    "es": "Para español, por favor marque dos.",
    "de": "Für Deutsch drücken Sie bitte die Drei.",
    "fr": "Pour le français, veuillez appuyer sur le quatre.",
}

PARAGRAPH = {
    "en": "Thank you for calling. Our office is open from Monday to Friday. Please listen carefully, because the menu "
    "has changed. You can ask for the balance of your account, change your address, or speak with one of our agents. "
    "If you know the extension that you want, you can dial it at any time. To hear this message again, please stay on "
    "the line.",
    "es": "Gracias por llamar. Nuestra oficina abre de lunes a viernes. Escuche con atención, porque el menú ha "
    "cambiado. Puede consultar el saldo de su cuenta, cambiar su dirección o hablar con uno de nuestros agentes. Si "
    "conoce la extensión que desea, puede marcarla en cualquier momento. Para escuchar este mensaje otra vez, no "
    "cuelgue.",
    "de": "Vielen Dank für Ihren Anruf. Unser Büro ist von Montag bis Freitag geöffnet. Bitte hören Sie gut zu, denn "
    "das Menü hat sich geändert. Sie können Ihren Kontostand erfragen, Ihre Adresse ändern oder mit einem Mitarbeiter "
    "sprechen. Wenn Sie die Durchwahl kennen, können Sie sie jederzeit wählen. Um diese Ansage noch einmal zu hören, "
    "bleiben Sie in der Leitung.",
    "fr": "Merci de votre appel. Nos bureaux sont ouverts du lundi au vendredi. Veuillez écouter attentivement, car le "
    "menu a changé. Vous pouvez demander le solde de votre compte, changer votre adresse ou parler à un de nos agents. "
    "Si vous connaissez le numéro du poste, vous pouvez le composer en tout temps. Pour réentendre ce message, restez "
    "en ligne.",
}
"""About 20 seconds of speech in each language."""


def measure(voice: str, threads: int, repeats: int, voices_dir: str | None) -> dict[str, object]:
    """All figures of one engine with one thread count; times are medians in seconds, memory in megabytes (10^6)."""
    started = time.perf_counter()
    from tts.synthesizer import Synthesizer
    from tts.voice import voice_named

    engine = Synthesizer(voices_dir, threads=threads)
    language = voice_named(voice, engine.voices).locale[:2]
    short, paragraph = SHORT_PROMPT[language], PARAGRAPH[language]
    engine.synthesize(short, voice)
    load_s = time.perf_counter() - started
    short_s = _median(lambda: engine.synthesize(short, voice), repeats)
    first_audio_s = _median(lambda: next(iter(engine.stream(paragraph, voice))), repeats)
    paragraph_s = _median(lambda: engine.synthesize(paragraph, voice), repeats)
    length_s = engine.synthesize(paragraph, voice).duration_s
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {
        "engine": "tts",
        "voice": voice,
        "threads": threads,
        "cold_start_s": _median(lambda: _speak_in_new_process(short, voice, threads, voices_dir), min(repeats, 3)),
        "load_s": load_s,
        "short_s": short_s,
        "first_audio_s": first_audio_s,
        "paragraph_s": length_s,
        "paragraph_rtf": paragraph_s / length_s,
        "peak_rss_mb": peak / 1e6,
    }


def _median(action: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(max(1, repeats)):
        _forget_texts()
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _forget_texts() -> None:
    """Empty the caches of texts that were read before: every repeat has to do the whole work."""
    from frontend import g2p
    from frontend.g2p import espeak

    for cached in (*vars(g2p).values(), *vars(espeak).values()):
        if hasattr(cached, "cache_clear") and cached.__module__.startswith("frontend.g2p"):
            cached.cache_clear()


def _speak_in_new_process(text: str, voice: str, threads: int, voices_dir: str | None) -> None:
    """The whole command, from an empty process to the last byte of a WAV file."""
    folder = ["--voices-dir", voices_dir] if voices_dir else []
    arguments = ["synthesize", "--voice", voice, "--text", text, "--threads", str(threads), "--format", "wav", *folder]
    subprocess.run([sys.executable, "-m", "tts", *arguments], stdout=subprocess.PIPE, check=True)


if __name__ == "__main__":
    print(json.dumps(measure(**json.loads(sys.argv[1]))))
