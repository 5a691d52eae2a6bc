"""`tts enroll`: recordings become a persona. The base is tiny and knows nothing; the recordings are espeak-ng's."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
import torch

from frontend.locales import LOCALES
from frontend.phonology import feature_matrix, vocabulary
from recipes.corpora.layouts import Defaults, SourceClip
from recipes.enroll import EnrollConfig, EnrollmentError, Speaker, enroll
from recipes.enroll.recordings import find_recordings, measure, readable
from recipes.enroll.speakers import other_pitches
from recipes.export import ExportPlan, VoicePlan, export
from recipes.rehearsal import Reader
from recipes.smoke import SENTENCES
from tests.recipes.tiny_models import SIZES, VOCODER
from tts.acoustic.critic import CriticConfig, MelCritic
from tts.acoustic.model import AcousticModel
from tts.acoustic.task import AcousticTraining, model_config
from tts.acoustic.transfer import PhoneJudge, TransferConfig
from tts.audio.level import SPEECH_LEVEL_DB, active_level_db
from tts.cli import main
from tts.errors import OutputError, ParameterError
from tts.evaluate.espeak import EspeakVoice
from tts.evaluate.intelligibility import Transcript
from tts.synthesizer import Synthesizer
from tts.train.checkpoint import save_checkpoint
from tts.vocoder.discriminators import Discriminators
from tts.vocoder.generator import Generator
from tts.voice import find_voices, shipped_voices_folder, verify

ALIGNER = shipped_voices_folder() / "matthew" / "weights" / "aligner"
TRAINING = AcousticTraining(
    manifests=(),
    speakers=("matthew", "anna"),
    prosodies=tuple(f"matthew/{locale}" for locale in LOCALES),
    model=SIZES,
    precision="fp32",
    critic=CriticConfig(channels=2),
    transfer=TransferConfig(speaker="matthew", prosody="matthew/en-US"),
)
CONFIG = EnrollConfig(
    persona="matthew",
    readers=tuple(Reader("matthew", locale, f"matthew/{locale}", 110.0) for locale in ("en-US", "de-DE")),
    prompts=2,
    steps=4,
    transfer_from=1,
    frames_per_batch=600,
)
SAID = {
    "en-US": "Good morning.",
    "en-GB": "Good morning.",
    "es-US": "Hola.",
    "de-DE": "Guten Tag.",
    "fr-CA": "Bonjour.",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A voice folder with weights: random models with phones of about six frames, mostly voiced."""
    torch.manual_seed(0)
    root = tmp_path_factory.mktemp("base")
    sizes, mel = TRAINING.model, TRAINING.mel
    model = AcousticModel(model_config(TRAINING), torch.from_numpy(feature_matrix()))
    with torch.no_grad():
        model.durations.output.bias.fill_(np.log(7.0))
        model.pitch.output.bias.copy_(torch.tensor([0.0, 2.0]))
    assert TRAINING.critic is not None
    assert TRAINING.transfer is not None
    acoustic = {
        "acoustic": model,
        "critic": MelCritic(mel.n_mels, sizes.encoder_dim + sizes.speaker_dim, TRAINING.critic.channels),
        "judge": PhoneJudge(TRAINING.transfer.bands, len(vocabulary())),
    }
    vocoder = {"generator": Generator(mel, VOCODER.generator), "discriminators": Discriminators(VOCODER.discriminator)}
    saved = [
        save_checkpoint(root / name, 1, modules=modules, emas={}, optimizers={}, config=config, mel=mel)
        for name, modules, config in (("acoustic", acoustic, TRAINING), ("vocoder", vocoder, VOCODER))
    ]
    voices = tuple(
        VoicePlan(f"V{n}", locale, "Male", f"matthew/{locale}", (SAID[locale],)) for n, locale in enumerate(LOCALES)
    )
    folder = root / "voices" / "matthew"
    export(saved[0], saved[1], ExportPlan("matthew", "1", "CC0-1.0", "matthew", 110.0, voices), folder, ALIGNER)
    (folder / "CREDITS.md").write_text("Thanks.\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bit more than a minute of one speaker, with its texts."""
    folder = tmp_path_factory.mktemp("recordings")
    voice = EspeakVoice()
    for number, text in enumerate(SENTENCES["en-US"] * 5):
        speech = voice.synthesize(text, "en-US")
        soundfile.write(folder / f"{number:02}.WAV", speech.samples, speech.sample_rate)
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def enrolled(base: Path, recordings: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of personas with the new one, made in two goes; `work` beside it is what they worked in."""
    work = tmp_path_factory.mktemp("enroll")
    said: list[str] = []

    def go(max_minutes: float | None) -> object:
        return enroll(
            Speaker("Acme", gender="Female"),
            recordings,
            work / "voices",
            work / "work",
            base,
            config=CONFIG,
            max_minutes=max_minutes,
            say=said.append,
        )

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TTS_EVALUATE_CACHE", str(work / "nothing"))  # judging takes longer than all the rest
        assert go(1e-9) is None
        assert "the same command goes on" in said[-1]
        assert not (work / "voices").exists()
        assert go(None) is not None
    assert any("50 recordings, 1." in line for line in said)
    assert "the voice was not judged" in said[-1]
    assert any(f"tts synthesize --voices-dir {work / 'voices'} --voice Acme" in line for line in said)
    return work / "voices"


def test_the_new_persona_speaks_every_locale(enrolled: Path, base: Path) -> None:
    voices = {voice.name: voice for voice in find_voices(enrolled)}
    assert list(voices) == ["Acme", "Acme-en-GB", "Acme-es-US", "Acme-de-DE", "Acme-fr-CA"]
    engine = Synthesizer(enrolled)
    for name, voice in voices.items():
        verify(voice)
        assert (voice.entry.gender, voice.persona.persona) == ("Female", "acme")
        spoken = engine.synthesize(SAID[voice.locale] * 3, name)
        assert np.isfinite(spoken.samples).all()
        assert active_level_db(spoken.samples, spoken.sample_rate) == pytest.approx(SPEECH_LEVEL_DB, abs=3.0)


def test_only_the_decoder_is_new(enrolled: Path, base: Path) -> None:
    new, old = find_voices(enrolled)[0].persona, find_voices(base.parent)[0].persona
    assert new.encoder == old.encoder
    assert new.vocoder == old.vocoder
    assert new.decoder != old.decoder
    assert new.speaker != old.speaker
    prosodies = {voice.locale: voice.entry.prosody for voice in find_voices(base.parent)}
    for voice in find_voices(enrolled):
        assert (voice.entry.prosody == prosodies[voice.locale]) == (voice.locale != "en-US")


def test_the_pitch_is_that_of_the_recordings(enrolled: Path) -> None:
    at_home, *elsewhere = (voice.entry for voice in find_voices(enrolled))
    assert 70.0 < np.exp(at_home.log_f0_mean) < 140.0, "espeak-ng's English is a man of about 100 Hz"
    assert {entry.log_f0_mean for entry in elsewhere} == {at_home.log_f0_mean}


def test_the_card_credits_the_base(enrolled: Path) -> None:
    card = (enrolled / "acme" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "CC0-1.0" in card
    assert "| Acme-fr-CA | fr-CA |" in card
    assert (enrolled / "acme" / "CREDITS.md").read_text(encoding="utf-8") == "Thanks.\n"


@pytest.mark.parametrize("name", ["", "a b", "../up", "1st", "Ä" * 40])
def test_a_name_must_be_one(name: str) -> None:
    with pytest.raises(ParameterError, match="letters, digits and underscores"):
        Speaker(name)


def test_an_unknown_locale_is_refused() -> None:
    with pytest.raises(ParameterError, match="en-US"):
        Speaker("Acme", "xx-XX")


def attempt(recordings: Path, base: Path, work: Path, said: list[str] | None = None) -> None:
    heard = [] if said is None else said
    enroll(Speaker("Acme"), recordings, work / "voices", work / "work", base, config=CONFIG, say=heard.append)


def tone(path: Path, seconds: float, rate: int = 24_000) -> None:
    soundfile.write(path, 0.1 * np.sin(np.arange(round(seconds * rate)) / 30), rate)
    path.with_suffix(".txt").write_text("Something.", encoding="utf-8")


def test_an_empty_folder_is_refused(base: Path, tmp_path: Path) -> None:
    with pytest.raises(EnrollmentError, match="holds no recording"):
        attempt(tmp_path, base, tmp_path)


def test_too_little_is_refused(base: Path, tmp_path: Path) -> None:
    tone(tmp_path / "a.wav", 5)
    with pytest.raises(EnrollmentError, match="5 s of usable recordings are too little"):
        attempt(tmp_path, base, tmp_path)


def test_less_than_a_telephone_carries_is_refused(base: Path, tmp_path: Path) -> None:
    tone(tmp_path / "a.wav", 61, 6_000)
    with pytest.raises(EnrollmentError, match="a has a sample rate of 6000 Hz; 8000 are the least"):
        attempt(tmp_path, base, tmp_path)


@pytest.mark.parametrize("rate", [8_000, 44_100])
def test_the_band_of_a_telephone_is_told_whatever_the_rate_of_the_file(rate: int, tmp_path: Path) -> None:
    """Seen: a call that was saved with 44.1 kHz passed for a good recording, one of 8 kHz was refused."""
    noise = np.random.default_rng(1).normal(0, 0.1, 31 * 8_000) * np.repeat(np.arange(31) % 2 + 0.001, 8_000)
    soundfile.write(tmp_path / "call.wav", soxr.resample(noise, 8_000, rate), rate)
    quality, unusable = measure(
        [SourceClip(name, tmp_path / "call.wav", "Hello.", "en-US", "acme", "") for name in ("call", "again")]
    )
    assert not unusable
    assert 3_000 < quality.band_hz <= 4_000
    assert "as on a telephone line" in " ".join(quality.advice())


def test_recordings_that_will_not_do_are_named_and_left_out(base: Path, recordings: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    shutil.copytree(recordings, folder)
    (folder / "broken.wav").write_bytes(b"RIFF")
    soundfile.write(folder / "empty.wav", np.zeros(0), 24_000)
    soundfile.write(folder / "quiet.wav", np.zeros(48_000), 24_000)
    tone(folder / "walkie.wav", 2, 6_000)
    speech, rate = soundfile.read(folder / "00.WAV")
    loud = int(np.argmax(np.abs(speech)))
    soundfile.write(folder / "blip.wav", np.concatenate([np.zeros(rate), speech[loud : loud + rate // 10]]), rate)
    for name in ("broken", "empty", "quiet", "blip"):
        (folder / f"{name}.txt").write_text("Something.", encoding="utf-8")
    said: list[str] = []
    enroll(Speaker("Acme"), folder, tmp_path / "voices", tmp_path / "work", base, config=CONFIG, max_minutes=1e-9,
           say=said.append)  # fmt: skip
    left_out = [line for line in said if line.startswith("left out: ")]
    for name, reason in (
        ("broken", "cannot be read"), ("empty", "is silent"), ("quiet", "is silent"), ("walkie", "6000 Hz"),
        ("blip", "(too short)"),
    ):  # fmt: skip
        assert any(line.startswith(f"left out: {name} ") and reason in line for line in left_out), name
    assert any("51 recordings, 1." in line for line in said)


def test_texts_of_other_recordings_are_found_out(base: Path, recordings: Path, tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    shutil.copytree(recordings, folder)
    texts = sorted(folder.glob("*.txt"))
    said = [path.read_text(encoding="utf-8") for path in texts]
    for path, text in zip(texts, said[1:] + said[:1], strict=True):
        path.write_text(text, encoding="utf-8")
    with pytest.raises(
        EnrollmentError, match=r"too few of the recordings fit their texts \(\d\d \(other words\)"
    ) as told:
        attempt(folder, base, tmp_path)
    assert "the locale is right: en-US" in str(told.value)


def test_many_texts_of_other_recordings_are_told(base: Path, recordings: Path, tmp_path: Path) -> None:
    """Seen: two thirds of German recordings passed for English ones, and nothing was said of the language."""
    folder = tmp_path / "recordings"
    shutil.copytree(recordings, folder)
    texts = sorted(folder.glob("*.txt"))[:17]
    words = [path.read_text(encoding="utf-8") for path in texts]
    for path, text in zip(texts, words[1:] + words[:1], strict=True):
        path.write_text(text, encoding="utf-8")
    said: list[str] = []
    enroll(Speaker("Acme"), folder, tmp_path / "voices", tmp_path / "work", base, config=CONFIG, max_minutes=1e-9,
           say=said.append)  # fmt: skip
    assert any("check the texts, and whether it is en-US" in line for line in said)


@pytest.mark.parametrize(("spoken", "said"), [("de-DE", "en-US"), ("de-DE", "fr-CA"), ("en-US", "es-US")])
def test_a_forgotten_locale_is_told_by_the_texts(base: Path, tmp_path: Path, spoken: str, said: str) -> None:
    """Seen: 13 of 16 German recordings passed for English ones, and a voice was trained on them."""
    for number, text in enumerate(SENTENCES[spoken]):
        soundfile.write(tmp_path / f"{number}.wav", np.zeros(240), 24_000)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")

    def tell(locale: str) -> str:
        with pytest.raises(EnrollmentError) as told:
            enroll(Speaker("Acme", locale), tmp_path, tmp_path / "voices", tmp_path / "work", base, config=CONFIG)
        return str(told.value)

    assert f"and the locale of the recordings is {said}: give --locale {spoken}" in tell(said)
    assert "usable recordings are too little" in tell(spoken)


def test_noise_is_refused(base: Path, recordings: Path, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for path in sorted(recordings.glob("*.WAV")):
        samples, rate = soundfile.read(path)
        noise = rng.standard_normal(len(samples)) * np.sqrt(np.mean(samples**2))
        soundfile.write(tmp_path / path.name, 0.3 * (samples + noise), rate)
        (tmp_path / f"{path.stem}.txt").write_bytes(path.with_suffix(".txt").read_bytes())
    with pytest.raises(EnrollmentError, match="record in a quiet room"):
        attempt(tmp_path, base, tmp_path)


def test_a_table_that_fits_no_recording_is_explained(base: Path, tmp_path: Path) -> None:
    tone(tmp_path / "a.wav", 2)
    (tmp_path / "metadata.csv").write_text("b|Something.\n", encoding="utf-8")
    with pytest.raises(EnrollmentError, match=r"metadata\.csv names no recording .* NAME\|text"):
        attempt(tmp_path, base, tmp_path)
    (tmp_path / "metadata.csv").write_text("file,text\nb.wav,Something.\n", encoding="utf-8")
    with pytest.raises(EnrollmentError, match=r"metadata\.csv names no recording that is here, 'b\.wav' for one"):
        attempt(tmp_path, base, tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("takes.csv", "No.,File name,Speaker,Transcript\n1,a,Ann,Hello there.\n2,sub/B.WAV,Ann,Good bye.\n"),
        ("metadata.csv", "audio_filepath;text\nC:\\takes\\a.wav;Hello there.\n./sub/b;Good bye.\nx;No.\n"),
        ("script.tsv", "ID\tSentence\na\tHello there.\nb\tGood bye.\n"),
    ],
)
def test_tables_of_studios_are_read(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "sub").mkdir()
    for path in ("a.wav", "sub/b.wav", "c.wav", "d.wav"):
        soundfile.write(tmp_path / path, np.zeros(240), 24_000)
    (tmp_path / "c.txt").write_text("Once more.", encoding="utf-8")
    (tmp_path / name).write_text(content, encoding="utf-8")
    clips, silent = find_recordings(tmp_path, Defaults("en-US", "acme"))
    assert {clip.audio.name: clip.text for clip in clips} == {
        "a.wav": "Hello there.", "b.wav": "Good bye.", "c.wav": "Once more."
    }  # fmt: skip
    assert [path.name for path in silent] == ["d.wav"]


def test_recordings_of_telephones_are_converted(tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    wave = (0.3 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000)).astype(np.float32)
    with av.open(str(tmp_path / "a.m4a"), "w") as container:
        stream = container.add_stream("aac", rate=48_000, layout="mono")
        for start in range(0, len(wave), 1024):
            frame = av.AudioFrame.from_ndarray(wave[None, start : start + 1024], format="fltp", layout="mono")
            frame.sample_rate, frame.pts = 48_000, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    copy = readable(tmp_path / "a.m4a", tmp_path / "converted")
    samples, rate = soundfile.read(copy)
    assert rate == 48_000
    assert len(samples) / rate == pytest.approx(1.0, abs=0.05)
    assert np.argmax(np.abs(np.fft.rfft(samples))) * rate / len(samples) == pytest.approx(440, abs=2)
    (tmp_path / "b.m4a").write_bytes(b"no sound")
    assert readable(tmp_path / "b.m4a", tmp_path / "converted") == tmp_path / "b.m4a"


def test_what_is_wrong_with_single_recordings_is_told(recordings: Path, tmp_path: Path) -> None:
    speech, rate = soundfile.read(sorted(recordings.glob("*.WAV"))[0])
    noise = np.random.default_rng(0).standard_normal(len(speech)) * np.sqrt(np.mean(speech**2))
    wrong = {
        "clipped": (np.clip(50 * speech, -1, 1), "is clipped"),
        "opposed": (np.stack([speech, -speech], axis=1), "cancel each other"),
        "noisy": (0.3 * (speech + noise), "above its pauses"),
        "long": (np.resize(speech, 46 * rate), "lasts 46 s: cut it"),
    }
    clips = [SourceClip(path.stem, path, "Hello.", "en-US", "acme", "") for path in recordings.glob("*.WAV")]
    for name, (samples, _) in wrong.items():
        soundfile.write(tmp_path / f"{name}.wav", samples, rate)
        clips.append(SourceClip(name, tmp_path / f"{name}.wav", "Hello.", "en-US", "acme", ""))
    _, unusable = measure(clips)
    assert set(unusable) == set(wrong)
    for name, (_, reason) in wrong.items():
        assert reason in unusable[name]


def test_another_speaker_is_told_by_pitch(tmp_path: Path) -> None:
    tracks = {}
    for name, hz in (("a", 110.0), ("b", 120.0), ("c", 100.0), ("d", 190.0), ("e", 0.0)):
        tracks[name] = tmp_path / f"{name}.npz"
        np.savez(tracks[name], f0_hz=np.array([0.0, hz, hz], np.float32))
    assert other_pitches(tracks) == ["d"]


def test_missing_texts_are_asked_for_where_no_machine_can_write_them(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTS_EVALUATE_CACHE", str(tmp_path / "nothing"))
    soundfile.write(tmp_path / "hello.wav", np.zeros(24_000), 24_000)
    with pytest.raises(EnrollmentError, match=r"hello\.txt beside it"):
        attempt(tmp_path, base, tmp_path)


def test_corrected_texts_are_used(base: Path, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    soundfile.write(tmp_path / "hello.wav", np.zeros(24_000), 24_000)
    (tmp_path / "work" / "texts.tsv").write_text("hello\tHello there.\n", encoding="utf-8")
    with pytest.raises(EnrollmentError, match="hello is silent"):  # no machine was asked
        attempt(tmp_path, base, tmp_path)


def test_a_second_kind_of_text_takes_none_away(base: Path, tmp_path: Path) -> None:
    tone(tmp_path / "a.wav", 2)
    (tmp_path / "a.lab").write_text("Something else.", encoding="utf-8")
    with pytest.raises(EnrollmentError, match="2 s of usable recordings are too little"):  # no machine was asked
        attempt(tmp_path, base, tmp_path)


def test_a_text_in_no_encoding_is_named(base: Path, tmp_path: Path) -> None:
    tone(tmp_path / "a.wav", 2)
    (tmp_path / "a.txt").write_bytes("Grüße.".encode() + b"\xff")
    with pytest.raises(EnrollmentError, match=r"a\.txt is not UTF-8"):
        attempt(tmp_path, base, tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("metadata.csv", "a|Grüße.".encode() + b"\xff", r"metadata\.csv is not UTF-8 \(byte 10\)"),
        ("manifest.jsonl", b'{"id": 5, "audio": "a.wav", "text": "Hello."}', r"manifest\.jsonl:1: id is 5, not a text"),
    ],
)
def test_tables_that_cannot_be_read_are_named(
    base: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    """Seen: tracebacks."""
    tone(tmp_path / "a.wav", 2)
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EnrollmentError, match=message):
        attempt(tmp_path, base, tmp_path)


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_no_numbers_are_told(base: Path, tmp_path: Path, value: float) -> None:
    """Seen: "is silent", and a traceback."""
    samples = 0.1 * np.sin(np.arange(61 * 24_000) / 30)
    samples[5_000] = value
    soundfile.write(tmp_path / "a.wav", samples, 24_000, subtype="FLOAT")
    (tmp_path / "a.txt").write_text("Something.", encoding="utf-8")
    with pytest.raises(EnrollmentError, match="a holds samples that are not finite numbers; export it again"):
        attempt(tmp_path, base, tmp_path)


def test_a_place_that_holds_no_folder_is_told(base: Path, recordings: Path, tmp_path: Path) -> None:
    (tmp_path / "work").write_text("a file")
    with pytest.raises(OutputError, match=r"cannot make the folder .*work.*; choose another"):
        attempt(recordings, base, tmp_path)


def test_what_was_written_down_before_an_interruption_is_kept(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Listener:
        left = 2

        def transcribe(self, waveform: object, locale: str) -> Transcript:
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            return Transcript(" Hello. ", "en", 1.0)

    monkeypatch.setattr("tts.evaluate.intelligibility.Listener", Listener)
    for name in "abc":
        soundfile.write(tmp_path / f"{name}.wav", np.zeros(24_000), 24_000)
    with pytest.raises(KeyboardInterrupt):
        attempt(tmp_path, base, tmp_path)
    assert (tmp_path / "work" / "texts.tsv").read_text(encoding="utf-8") == "a\tHello.\nb\tHello.\n"


def test_recordings_that_no_machine_can_write_down_are_named_and_left_out(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen: one such recording among hundreds ended the run, and the next run told of the next one."""

    class Listener:
        def transcribe(self, waveform: object, locale: str) -> Transcript:
            return Transcript(" Hello. ", "en", 1.0)

    monkeypatch.setattr("tts.evaluate.intelligibility.Listener", Listener)
    for name, seconds in (("a", 1), ("b", 26)):
        soundfile.write(tmp_path / f"{name}.wav", np.zeros(seconds * 8_000), 8_000)
    (tmp_path / "c.wav").write_bytes(b"RIFF")
    said: list[str] = []
    with pytest.raises(EnrollmentError, match="a is silent"):
        attempt(tmp_path, base, tmp_path, said)
    assert any(line.startswith("left out: b is longer than 25 s") for line in said)
    assert any(line.startswith("left out: c cannot be read") for line in said)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_texts_may_be_corrected_in_any_editor(base: Path, tmp_path: Path, encoding: str) -> None:
    """Seen: a traceback after a spreadsheet had saved the table."""
    (tmp_path / "work").mkdir()
    soundfile.write(tmp_path / "größe.wav", np.zeros(24_000), 24_000)
    (tmp_path / "work" / "texts.tsv").write_text("größe\tSchöne Grüße.\r\n", encoding=encoding)
    with pytest.raises(EnrollmentError, match="größe is silent"):  # no machine was asked
        attempt(tmp_path, base, tmp_path)
    (tmp_path / "work" / "texts.tsv").write_bytes("größe\tGrüße".encode() + b"\xff")
    with pytest.raises(EnrollmentError, match=r"texts\.tsv is not UTF-8"):
        attempt(tmp_path, base, tmp_path)


def test_what_a_mac_puts_into_archives_is_no_recording(tmp_path: Path) -> None:
    """Seen: ``._hello.wav`` ended the run as a recording that cannot be read."""
    for folder in (tmp_path / "takes", tmp_path / ".cache", tmp_path / "__MACOSX" / "takes"):
        folder.mkdir(parents=True)
    soundfile.write(tmp_path / "takes" / "hello.wav", np.zeros(240), 24_000)
    (tmp_path / "takes" / "hello.TXT").write_text("Hello.", encoding="utf-8")  # as Windows writes it
    for name in ("__MACOSX/takes/._hello", "takes/._hello", ".cache/hello"):
        (tmp_path / f"{name}.wav").write_bytes(b"\0\5\x16\7")
        (tmp_path / f"{name}.TXT").write_bytes(b"\0\5\x16\7\xff")
    clips, silent = find_recordings(tmp_path, Defaults("en-US", "acme"))
    assert [(clip.id, clip.text) for clip in clips] == [("takes_hello", "Hello.")]
    assert not silent


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("script.csv", "Number;Recorded as;Spoken\n1;a.wav;Hello.\n"),
        ("script.csv", "a.wav,Hello.\n"),
        ("texts/script.csv", "file,text\na.wav,Hello.\n"),
        ("script.txt", "a.wav Hello.\n"),
        ("a.srt", "1\n00:00:00,000 --> 00:00:01,000\nHello.\n"),
        ("a.json", '{"text": "Hello."}'),
    ],
)
def test_texts_that_are_not_understood_are_named(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str
) -> None:
    """Seen: the table of a studio had no known columns, and Whisper's texts were taken without a word of it."""
    monkeypatch.setenv("TTS_EVALUATE_CACHE", str(tmp_path / "nothing"))
    recordings = tmp_path / "recordings"
    (recordings / name).parent.mkdir(parents=True)
    soundfile.write(recordings / "a.wav", np.zeros(24_000), 24_000)
    (recordings / name).write_text(content, encoding="utf-8")
    said: list[str] = []
    with pytest.raises(EnrollmentError, match="without a text"):
        attempt(recordings, base, tmp_path, said)
    assert any(line.startswith(f"note: nothing is read from {name}: ") and "(file,text)" in line for line in said)


def test_texts_that_are_read_are_not_named(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTS_EVALUATE_CACHE", str(tmp_path / "nothing"))
    for name in "abc":
        soundfile.write(tmp_path / f"{name}.wav", np.zeros(24_000), 24_000)
    (tmp_path / "a.wav.txt").write_text("Hello.", encoding="utf-8")
    (tmp_path / "b.TXT").write_text("Hello.", encoding="utf-8")
    said: list[str] = []
    with pytest.raises(EnrollmentError, match=r"without a text: 1, c\.wav for one"):
        attempt(tmp_path, base, tmp_path, said)
    assert not said


def test_rows_without_a_recording_are_named(base: Path, tmp_path: Path) -> None:
    tone(tmp_path / "a.wav", 2)
    rows = "".join(f"take{number}.wav,Hello.\n" for number in range(5))
    (tmp_path / "script.csv").write_text(f"file,text\na.wav,Hello.\n{rows}", encoding="utf-8")
    said: list[str] = []
    with pytest.raises(EnrollmentError, match="too little"):
        attempt(tmp_path, base, tmp_path, said)
    assert any("script.csv names recordings that are not here: take0.wav, take1.wav, take2.wav and 2 more" in line
               for line in said)  # fmt: skip


@pytest.mark.parametrize("name", ["V0", "v3", "Matthew"])
def test_a_name_of_the_base_is_refused_before_the_long_work(
    base: Path, recordings: Path, tmp_path: Path, name: str
) -> None:
    """Seen: such a voice could not be served beside the persona that it was made from."""
    with pytest.raises(EnrollmentError, match=rf"a voice called '{name}' already.*choose another name"):
        enroll(Speaker(name), recordings, tmp_path / "voices", tmp_path / "work", base, config=CONFIG)
    assert not (tmp_path / "work").exists()


def test_a_name_of_a_neighbour_is_refused_and_its_own_replaced(enrolled: Path, base: Path, tmp_path: Path) -> None:
    shutil.copytree(enrolled / "acme", tmp_path / "brand")
    empty = tmp_path / "recordings"
    empty.mkdir()

    def told(output: Path) -> tuple[str, list[str]]:
        said: list[str] = []
        with pytest.raises(EnrollmentError) as error:
            enroll(Speaker("Acme"), empty, output, tmp_path / "work", base, config=CONFIG, say=said.append)
        return str(error.value), said

    assert "the persona 'acme' has a voice called 'Acme' already" in told(tmp_path)[0]
    assert "is the folder of one persona" in told(tmp_path / "brand")[0]
    shutil.move(tmp_path / "brand", tmp_path / "acme")
    (tmp_path / "acme" / "voice.toml").write_text("of another version", encoding="utf-8")
    message, said = told(tmp_path)
    assert "holds no recording" in message
    assert "takes its place" in said[0]


def test_other_settings_are_another_training(base: Path, recordings: Path, enrolled: Path, tmp_path: Path) -> None:
    shutil.copytree(enrolled.parent / "work", tmp_path / "work")
    config = dataclasses.replace(CONFIG, seed=CONFIG.seed + 1)
    for _ in range(2):
        stopped = enroll(Speaker("Acme"), recordings, tmp_path / "voices", tmp_path / "work", base, config=config,
                         max_minutes=1e-9, say=lambda line: None)  # fmt: skip
        assert stopped is None
        assert len(list((tmp_path / "work").glob("adaptation-*"))) == 2


def test_a_base_without_weights_is_refused(base: Path, recordings: Path, tmp_path: Path) -> None:
    with pytest.raises(EnrollmentError, match="weights"):
        attempt(recordings, tmp_path, tmp_path)


def test_a_base_without_credits_is_refused_before_it_is_learned_from(
    base: Path, recordings: Path, tmp_path: Path
) -> None:
    shutil.copytree(base, tmp_path / "base")
    (tmp_path / "base" / "CREDITS.md").unlink()
    with pytest.raises(EnrollmentError, match=r"CREDITS\.md is missing"):
        attempt(recordings, tmp_path / "base", tmp_path)


def test_a_speaker_of_the_base_cannot_be_enrolled_again(base: Path, recordings: Path, tmp_path: Path) -> None:
    with pytest.raises(EnrollmentError, match="'anna' already"):
        enroll(Speaker("anna"), recordings, tmp_path, tmp_path / "work", base, config=CONFIG, say=lambda line: None)
    assert not list((tmp_path / "work").iterdir()), "told before the recordings were prepared and aligned"


def test_somebody_has_to_rehearse_in_the_speaker_s_language(base: Path, recordings: Path, tmp_path: Path) -> None:
    config = dataclasses.replace(CONFIG, readers=CONFIG.readers[1:])
    with pytest.raises(EnrollmentError, match="no reader matthew in en-US"):
        enroll(Speaker("Acme"), recordings, tmp_path, tmp_path / "work", base, config=config, say=lambda line: None)
    assert not list((tmp_path / "work").iterdir()), "told before the recordings were prepared and aligned"


def test_the_command_says_what_is_wrong_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["enroll", "--name", "Acme", "--audio", str(tmp_path), "--work-dir", str(tmp_path / "work")]) == 1
    assert "holds no recording" in capsys.readouterr().err
    assert main(["enroll", "--name", "no/name", "--audio", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["enroll", "--name", "Acme", "--audio", str(tmp_path), "--locale", "de"]) == 2
    assert "did you mean 'de-DE'?" in capsys.readouterr().err


@pytest.mark.slow
def test_the_shipped_persona_can_be_enrolled_from(recordings: Path, tmp_path: Path) -> None:
    """The released weights fit, and a few steps leave a voice that still speaks."""
    config = tmp_path / "short.toml"
    config.write_text(
        'persona = "matthew"\nprompts = 2\nsteps = 2\n'
        '[[readers]]\nspeaker = "matthew"\nlocale = "en-US"\nprosody = "matthew/en-US"\nf0_mean_hz = 112.0\n'
        '[[readers]]\nspeaker = "matthew"\nlocale = "de-DE"\nprosody = "kerstin/de-DE"\nf0_mean_hz = 112.0\n',
        encoding="utf-8",
    )
    folders = ["--output-dir", str(tmp_path / "voices"), "--work-dir", str(tmp_path / "work")]
    assert main(["enroll", "--name", "Acme", "--audio", str(recordings), "--config", str(config), *folders]) == 0
    audio = Synthesizer(tmp_path / "voices").synthesize("Guten Morgen.", "Acme-de-DE")
    assert 0.5 < audio.duration_s < 3.0
