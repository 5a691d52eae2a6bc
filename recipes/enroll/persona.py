"""The voice folder of an enrolled speaker: the base persona's, with another decoder and another embedding."""

from __future__ import annotations

import dataclasses
import math
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from recipes.calibration import calibrate
from recipes.enroll.errors import EnrollmentError
from recipes.voice_folder import compress_graph, embedding, graph_file, install
from tts.acoustic.export import export_acoustic, load_acoustic
from tts.voice import FILE_NAME, Persona, VoiceEntry, load_persona

MALE_BELOW_HZ = 155.0
SPREAD_FACTORS = (0.7, 1.4)
"""How far the speaker's liveliness of pitch may differ from the base persona's in locales without recordings."""


def voice_name(speaker: str, locale: str, home: str) -> str:
    """The name of a speaker's voice: plain in the locale of the recordings, with the locale elsewhere."""
    return speaker if locale == home else f"{speaker}-{locale}"


def check_name(speaker: str, base: Persona, folder: Path) -> None:
    """Refuses a name that would keep the new voice from being served beside others, before the long work.

    Args:
        speaker: the name.
        base: the persona to start from.
        folder: of the new persona; what is there already is replaced, and does not count.

    Raises:
        EnrollmentError: the base persona or one beside `folder` has a voice of that name, or the base is called so; or
            `folder` would lie inside of a persona.
        VoiceFileError: a persona beside `folder` is malformed.
    """
    personas = folder.parent
    if (personas / FILE_NAME).is_file():
        raise EnrollmentError(f"{str(personas)!r} is the folder of one persona: name the folder that it lies in")
    others = [base]
    for path in sorted(personas.glob(f"[!.]*/{FILE_NAME}")):
        if path.parent != folder:
            others.append(load_persona(path.parent))
    for other in others:
        if speaker.casefold() in {name.casefold() for name in (other.persona, *(voice.name for voice in other.voices))}:
            raise EnrollmentError(
                f"the persona {other.persona!r} has a voice called {speaker!r} already, and two of one name cannot be "
                "served together: choose another name"
            )


def write_persona(
    checkpoint: Path,
    base: Path,
    speaker: str,
    gender: str,
    licence: str,
    calibration: Mapping[str, Sequence[str]],
    output: Path,
) -> Persona:
    """Writes the voice folder.

    Args:
        checkpoint: of the adapted acoustic model, whose last speaker is the new one.
        base: voice folder of the base persona.
        speaker: name of the new voice.
        gender: "Female" or "Male"; by the mean F0 if empty.
        licence: of the new voice, SPDX identifier.
        calibration: for each locale, the sentences that set its level.
        output: the new folder; other files in it stay.

    Raises:
        ValueError: a voice is silent.
    """
    model, training = load_acoustic(checkpoint)
    own = {name.partition("/")[2]: name for name in training.prosodies if name.partition("/")[0] == speaker}
    home = next(iter(own))
    origin = load_persona(base)
    mean, deviation = (float(value) for value in model.f0_statistics[model.prosody_id(own[home])])
    at_home = next(entry for entry in origin.voices if entry.locale == home)
    factor = min(max(deviation / at_home.log_f0_deviation, SPREAD_FACTORS[0]), SPREAD_FACTORS[1])
    gender = gender or ("Male" if mean < math.log(MALE_BELOW_HZ) else "Female")

    def entry(base_entry: VoiceEntry) -> VoiceEntry:
        """One voice: with the speaker's own way of speaking where there are recordings, else the base persona's."""
        named = dataclasses.replace(
            base_entry,
            name=voice_name(speaker, base_entry.locale, home),
            gender=gender,
            log_f0_mean=round(mean, 4),
            log_f0_deviation=round(base_entry.log_f0_deviation * factor, 4),
            gain_db=0.0,
        )
        if base_entry.locale not in own:
            return named
        index = model.prosody_id(own[base_entry.locale])
        own_mean, own_deviation = (round(float(value), 4) for value in model.f0_statistics[index])
        prosody = embedding(model.prosodies, index)
        return dataclasses.replace(named, prosody=prosody, log_f0_mean=own_mean, log_f0_deviation=own_deviation)

    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / "voice"
        made.mkdir()
        _, decoder = export_acoustic(model, training.mel, made)
        compress_graph(decoder)
        for graph in (origin.encoder, origin.vocoder):
            shutil.copyfile(base / graph.file, made / graph.file)
        persona = dataclasses.replace(
            origin,
            persona=speaker.lower(),
            version="1",
            licence=licence,
            speaker=embedding(model.speakers, model.speaker_id(speaker)),
            decoder=graph_file(decoder),
            voices=tuple(entry(base_entry) for base_entry in origin.voices),
        )
        sentences = {voice.name: calibration[voice.locale] for voice in persona.voices}
        calibrate(persona, sentences, made)
        install(made, output)
    return load_persona(output)
