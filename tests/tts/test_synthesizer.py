from __future__ import annotations

import base64
import io
import pickle
import threading
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from frontend.normalize import stream_tokens
from frontend.types import Token
from tests.fake_voice import F0_HZ, PHONE_FRAMES, build_fake_voice, entry
from tts import Audio, Synthesizer
from tts.errors import EmptyTextError, ParameterError, SampleRateError, UnknownFormatError, UnknownVoiceError
from tts.marks import MarkType
from tts.pauses import PARAGRAPH_GAP_S, SCENE_GAP_S

HOP = 300
RATE = 24_000
TEXT = "Good morning, world. How are you today?"


@pytest.fixture(scope="module")
def engine(voices_folder: Path) -> Synthesizer:
    return Synthesizer(voices_folder)


def marks_of(audio: Audio, kind: MarkType) -> list[tuple[float, float]]:
    return [(mark.time_s, mark.end_s) for mark in audio.marks if mark.type is kind]


def loudness(audio: Audio, start_s: float, end_s: float) -> float:
    """Root mean square of a part of the audio."""
    return float(np.sqrt(np.square(audio.samples[round(start_s * RATE) : round(end_s * RATE)]).mean()))


@pytest.mark.parametrize(
    ("voice", "text"),
    [
        ("Matthew", "The meeting is on January second."),
        ("Arthur", "The meeting is on the first of February."),
        ("Pedro", "La reunión es el dos de enero."),
        ("Daniel", "Die Besprechung ist am ersten Februar."),
        ("Liam", "La réunion est le premier février."),
    ],
)
def test_every_voice_speaks(engine: Synthesizer, voice: str, text: str) -> None:
    audio = engine.synthesize(text, voice)
    assert audio.samples.dtype == np.float32
    assert audio.sample_rate == RATE
    assert audio.duration_s == pytest.approx(2.2, abs=0.7)
    assert len(marks_of(audio, MarkType.WORD)) == len(text.split())


@pytest.mark.parametrize(
    ("text", "least_s"),
    [
        ("mine yours", 0.0),
        ("mine, yours", 0.15),
        ("mine; yours", 0.4),
        ("mine – yours", 0.3),
        ("mine… yours", 0.45),
        ('"Mine!" yours', 0.35),
        ("(mine?) yours", 0.35),
    ],
)
def test_punctuation_inside_a_sentence_is_heard(engine: Synthesizer, text: str, least_s: float) -> None:
    audio = engine.synthesize(text, "Matthew")
    assert len(marks_of(audio, MarkType.SENTENCE)) == 1
    (_, end_s), (start_s, _) = marks_of(audio, MarkType.WORD)
    assert least_s - HOP / RATE <= start_s - end_s < least_s + 0.15


def test_length_follows_the_phones_and_rounding_does_not_add_up(engine: Synthesizer) -> None:
    audio = engine.synthesize("Mississippi", "Matthew")
    phones = 9  # m ɪ s ɪ s ɪ p i, and one more where the locale has a long s
    ((start, end),) = marks_of(audio, MarkType.WORD)
    frames = (end - start) * RATE / HOP
    assert frames == pytest.approx(round(frames))
    assert frames == pytest.approx(PHONE_FRAMES * round(frames / PHONE_FRAMES), abs=0.51)
    assert abs(round(frames / PHONE_FRAMES) - phones) <= 1


def test_the_same_speech_is_equal(engine: Synthesizer) -> None:
    audio = engine.synthesize("Good morning.", "Matthew")
    assert audio == engine.synthesize("Good morning.", "Matthew")
    assert audio != engine.synthesize("Good morning.", "Matthew", rate=1.1)
    assert audio != replace(audio, samples=-audio.samples)
    assert audio != replace(audio, notes=("told",))
    assert audio != "Good morning."


def test_speech_as_the_bytes_of_a_file(engine: Synthesizer, tmp_path: Path) -> None:
    audio = engine.synthesize("Good morning.", "Matthew")
    for name in ("wav", "flac", "mp3", "pcm"):
        audio.save(tmp_path / f"it.{name}")
        if name != "mp3":  # whose file has a frame of statistics
            assert audio.encode(name) == (tmp_path / f"it.{name}").read_bytes()
    assert len(audio.encode("mp3")) > 1_000
    assert len(audio.encode("mulaw")) == round(audio.duration_s * 8_000)
    with pytest.raises(UnknownFormatError):
        audio.encode("wave")
    with pytest.raises(SampleRateError):
        audio.encode("mp3", 96_000)


def test_wrong_arguments_of_files_are_told_as_such(engine: Synthesizer, tmp_path: Path) -> None:
    """They were errors of other libraries, which did not say what was wrong."""
    audio = engine.synthesize("Good morning.", "Matthew")
    assert audio.encode("wav", 8_000.0) == audio.encode("wav", np.int64(8_000)) == audio.encode("wav", 8_000)
    for path in (io.BytesIO(), b"a.wav", None):
        with pytest.raises(ParameterError, match="path"):
            audio.save(path)
    for name in (None, 3):
        with pytest.raises(UnknownFormatError, match="format"):
            audio.encode(name)
    with pytest.raises(UnknownFormatError, match="format"):
        audio.save(tmp_path / "a.wav", 3)


def test_audio_is_shown_in_one_line(engine: Synthesizer) -> None:
    """It was shown with the marks of every sound."""
    audio = engine.synthesize("Good morning.", "Matthew")
    shown = repr(audio)
    assert f"{audio.duration_s:.2f} s" in shown
    assert len(shown) < 80
    assert "told" in repr(replace(audio, notes=("told",)))


def test_a_notebook_shows_a_player(engine: Synthesizer) -> None:
    audio = engine.synthesize("Good morning.", "Matthew")
    shown = audio._repr_html_()
    assert shown.startswith("<audio controls")
    assert base64.b64encode(audio.encode()).decode() in shown


def test_an_engine_names_its_voices(engine: Synthesizer) -> None:
    assert repr(engine) == "<Synthesizer of Matthew, Arthur, Pedro, Daniel, Liam>"


def test_edges_are_silent_and_no_phone_is_clipped(engine: Synthesizer) -> None:
    audio = engine.synthesize("Yes", "Matthew")
    ((start, end),) = marks_of(audio, MarkType.WORD)
    assert 0.07 <= start <= 0.13
    assert 0.14 <= audio.duration_s - end <= 0.26
    assert audio.samples[0] == pytest.approx(0, abs=1e-4)
    assert audio.samples[-1] == pytest.approx(0, abs=1e-4)
    assert loudness(audio, 0, start - 0.03) < 0.01
    assert loudness(audio, end + 0.03, audio.duration_s) < 0.01
    inside = loudness(audio, start, end)
    assert loudness(audio, start, start + 0.05) > 0.4 * inside
    assert loudness(audio, end - 0.05, end) > 0.4 * inside


def test_marks_agree_with_the_sound(engine: Synthesizer) -> None:
    audio = engine.synthesize(TEXT, "Arthur")
    assert [TEXT[mark.span.start : mark.span.end] for mark in audio.marks if mark.type is MarkType.WORD] == (
        TEXT.replace(",", "").replace(".", "").replace("?", "").split()
    )
    times = [mark.time_s for mark in audio.marks]
    assert times == sorted(times)
    first, second = marks_of(audio, MarkType.SENTENCE)
    assert 0.35 < second[0] - first[1] < 0.55
    assert loudness(audio, first[1] + 0.05, second[0] - 0.05) < 0.01
    for start, end in marks_of(audio, MarkType.WORD):
        assert loudness(audio, start, end) > 0.03


def test_sentence_mark_comes_before_its_first_word(engine: Synthesizer) -> None:
    kinds = [mark.type for mark in engine.synthesize("One. Two.", "Matthew").marks]
    assert [kind for kind in kinds if kind is not MarkType.VISEME] == [MarkType.SENTENCE, MarkType.WORD] * 2


def test_sentence_marks_have_their_quotation_marks(engine: Synthesizer) -> None:
    text = 'So.\n\n¿Cómo está? "Bien", dijo.'
    spans = [mark.span for mark in engine.synthesize(text, "Pedro").marks if mark.type is MarkType.SENTENCE]
    assert [text[span.start : span.end] for span in spans] == ["So.", "¿Cómo está?", '"Bien", dijo.']


def test_paragraphs_are_further_apart_and_their_spans_count_from_the_text(engine: Synthesizer) -> None:
    text = "First one.\n\nSecond one."
    audio = engine.synthesize(text, "Matthew")
    first, second = marks_of(audio, MarkType.SENTENCE)
    assert second[0] - first[1] == pytest.approx(PARAGRAPH_GAP_S, abs=0.001)
    assert [text[mark.span.start : mark.span.end] for mark in audio.marks if mark.type is MarkType.WORD][2:] == [
        "Second",
        "one",
    ]


@pytest.mark.parametrize(
    ("between", "gap_s"),
    [("* * *", SCENE_GAP_S), ("---", SCENE_GAP_S), ("⁂", SCENE_GAP_S), ("--", PARAGRAPH_GAP_S), ("…", PARAGRAPH_GAP_S)],
)
def test_scenes_are_further_apart_than_paragraphs(engine: Synthesizer, between: str, gap_s: float) -> None:
    first, second = marks_of(engine.synthesize(f"Day.\n\n{between}\n\nNight.", "Matthew"), MarkType.SENTENCE)
    assert second[0] - first[1] == pytest.approx(gap_s, abs=0.001)


def test_lists_and_number_groups_pause(engine: Synthesizer) -> None:
    apples, pears = marks_of(engine.synthesize("apples, pears", "Matthew"), MarkType.WORD)
    assert pears[0] - apples[1] == pytest.approx(0.15, abs=0.001)
    visemes = marks_of(engine.synthesize("555-2368", "Matthew"), MarkType.VISEME)
    pauses = [end - start for start, end in visemes if end - start > 0.15]
    assert pauses[0] == pytest.approx(0.3, abs=0.001)  # and the silence at the end
    assert len(pauses) == 2


def test_stream_equals_the_whole_and_comes_in_pieces(engine: Synthesizer) -> None:
    whole = engine.synthesize(TEXT, "Arthur")
    pieces = list(engine.stream(TEXT, "Arthur"))
    assert len(pieces) > 1
    assert np.array_equal(np.concatenate([piece.samples for piece in pieces]), whole.samples)
    assert tuple(mark for piece in pieces for mark in piece.marks) == whole.marks


def test_the_first_sound_of_a_long_sentence_does_not_wait_for_the_rest(engine: Synthesizer) -> None:
    pieces = engine.stream(
        "Nine hundred and ninety nine mellow lions and many more animals are on their way", "Matthew"
    )
    assert next(pieces).duration_s < 2
    assert next(pieces).duration_s > 2


@pytest.mark.parametrize("chunk_frames", [7, 100, 100_000])
def test_the_chunks_of_the_vocoder_cannot_be_heard(
    engine: Synthesizer, monkeypatch: pytest.MonkeyPatch, chunk_frames: int
) -> None:
    expected = engine.synthesize(TEXT, "Arthur").samples
    monkeypatch.setattr("tts.rendering.CHUNK_FRAMES", chunk_frames)
    assert engine.synthesize(TEXT, "Arthur").samples == pytest.approx(expected, abs=1e-5)


def test_equal_requests_give_equal_samples(engine: Synthesizer) -> None:
    first, second = engine.synthesize(TEXT, "Liam"), engine.synthesize(TEXT, "Liam")
    assert np.array_equal(first.samples, second.samples)


def test_rate_changes_the_length_and_pitch_does_not(engine: Synthesizer) -> None:
    plain = engine.synthesize("Nine hundred and ninety nine numbers", "Matthew")
    fast = engine.synthesize("Nine hundred and ninety nine numbers", "Matthew", rate=2.0)
    spoken = [end for audio in (plain, fast) for _, end in marks_of(audio, MarkType.SENTENCE)]
    assert spoken[0] / spoken[1] == pytest.approx(2.0, abs=0.15)
    assert engine.synthesize("Nine", "Matthew", pitch=1.5).duration_s == engine.synthesize("Nine", "Matthew").duration_s


@pytest.mark.parametrize("pitch", [0.8, 1.0, 1.5])
def test_pitch_scales_f0(engine: Synthesizer, pitch: float) -> None:
    audio = engine.synthesize("Many long moons", "Matthew", pitch=pitch)
    spectrum = np.abs(np.fft.rfft(audio.samples * np.hanning(len(audio.samples))))
    hz = np.fft.rfftfreq(len(audio.samples), 1 / RATE)
    below = hz < 1.5 * F0_HZ * pitch
    assert hz[below][np.argmax(spectrum[below])] == pytest.approx(F0_HZ * pitch, rel=0.03)


def test_level_stays_below_full_scale(engine: Synthesizer) -> None:
    assert np.abs(engine.synthesize(TEXT, "Arthur").samples).max() <= 0.9


def test_unknown_voice_names_the_nearest(engine: Synthesizer) -> None:
    with pytest.raises(UnknownVoiceError, match="did you mean 'Arthur'"):
        engine.synthesize("Hello", "Artur")


@pytest.mark.parametrize("text", ["", "   \n\n ", "...", "?!", "\u200b"])
def test_text_without_words_is_an_error(engine: Synthesizer, text: str) -> None:
    with pytest.raises(EmptyTextError, match="nothing to speak"):
        engine.synthesize(text, "Arthur")
    with pytest.raises(EmptyTextError, match="nothing to speak"):
        engine.check(text, "Arthur")


@pytest.mark.parametrize(
    ("text", "ssml", "empty"),
    [
        ("… Hello.", False, False),
        ("<speak><break time='1s'/></speak>", True, False),
        ("<speak><break time='0s'/></speak>", True, True),
        ("<speak><mark name='a'/></speak>", True, True),
    ],
)
def test_a_check_agrees_with_speaking(engine: Synthesizer, text: str, ssml: bool, empty: bool) -> None:
    for say in (engine.check, engine.synthesize):
        if empty:
            with pytest.raises(EmptyTextError):
                say(text, "Arthur", ssml=ssml)
        else:
            say(text, "Arthur", ssml=ssml)


@pytest.mark.parametrize(("name", "value"), [("rate", 0.1), ("rate", 5), ("pitch", 0.0), ("rate", float("nan"))])
def test_parameters_out_of_range_are_errors(engine: Synthesizer, name: str, value: float) -> None:
    with pytest.raises(ParameterError, match=f"{name} must lie between"):
        engine.synthesize("Hello", "Arthur", **{name: value})


def test_threads_must_be_positive(voices_folder: Path) -> None:
    with pytest.raises(ParameterError, match="between 1 and 256, got 0"):
        Synthesizer(voices_folder, threads=0)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"text": None}, "text must be a string, got NoneType None"),
        ({"text": b"Hello"}, "text must be a string, got bytes b'Hello'; decode it"),
        ({"text": ["Hello", "you"]}, "text must be a string, got list .*; join it"),
        ({"voice": 3}, "voice must be the name of a voice, got int 3"),
        ({"rate": "fast"}, "rate must be a number from 0.2 to 4, got str 'fast'"),
        ({"pitch": "[+]10%"}, "pitch must be a number from 0.5 to 2, got str"),
        ({"rate": None}, "rate must be a number"),
        ({"lexicons": ["x.pls"]}, "lexicons must be a list of frontend.pls.Lexicon, got str 'x.pls'; read a file with"),
        ({"lexicons": "x.pls"}, "lexicons must be a list"),
        ({"lexicons": None}, "lexicons must be a list"),
        ({"rate": 9}, "rate must lie between"),
    ],
)
def test_arguments_of_another_type_are_told_at_the_call(engine: Synthesizer, arguments: dict, message: str) -> None:
    """Seen: errors from inside, such as "'<=' not supported", and from `stream` only with the first piece."""
    with pytest.raises(ParameterError, match=message):
        engine.stream(**{"text": "Hello", **arguments})


def test_an_unknown_voice_is_told_at_the_call(engine: Synthesizer) -> None:
    with pytest.raises(UnknownVoiceError):
        engine.stream("Hello", "Artur")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"threads": "2"}, "whole number, got str '2'"), ({"voices": 5}, "path of a folder, got int 5")],
)
def test_an_engine_of_wrong_arguments_says_which(arguments: dict, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        Synthesizer(**arguments)


def test_numbers_of_numpy_are_numbers(engine: Synthesizer) -> None:
    plain = engine.synthesize("Yes", "Matthew", rate=2)
    assert np.array_equal(engine.synthesize("Yes", "Matthew", rate=np.float32(2.0)).samples, plain.samples)


def test_a_whole_number_of_numpy_is_a_number_of_threads(voices_folder: Path) -> None:
    engine = Synthesizer(voices_folder, threads=np.int64(1))
    assert type(engine.threads) is int
    assert engine.synthesize("Yes").duration_s > 0


def test_nobody_named_is_the_first_voice_where_there_is_no_matthew(engine: Synthesizer, tmp_path: Path) -> None:
    """Seen: "unknown voice 'Matthew'" of a folder with a brand voice, though nobody had asked for him."""
    build_fake_voice(tmp_path / "brand", voices=(entry("Kath-de-DE", "de-DE"), entry("Kath", "en-GB")))
    brand = Synthesizer(tmp_path)
    assert np.array_equal(brand.synthesize("Bath").samples, brand.synthesize("Bath", "Kath").samples)
    assert np.array_equal(engine.synthesize("Bath").samples, engine.synthesize("Bath", "Matthew").samples)
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnknownVoiceError, match="no voices are installed"):
        Synthesizer(tmp_path / "empty").synthesize("Bath")


def test_voices_are_shown_without_their_vectors(engine: Synthesizer) -> None:
    shown = repr(engine.voices)
    assert "'Arthur'" in shown
    assert "prosody" not in shown
    assert "symbols" not in shown


def test_an_endless_sentence_comes_in_bounded_pieces(engine: Synthesizer) -> None:
    text = " ".join(["forty two blue boats, and some more"] * 60)
    pieces = list(engine.stream(text, "Matthew"))
    assert max(piece.duration_s for piece in pieces) < 25
    sentences = [mark for piece in pieces for mark in piece.marks if mark.type is MarkType.SENTENCE]
    words = [mark for piece in pieces for mark in piece.marks if mark.type is MarkType.WORD]
    assert len(sentences) == 1
    assert len(words) == len(text.split())
    assert sentences[0].end_s == words[-1].end_s


def test_a_stream_that_rests_holds_little_but_its_speech(engine: Synthesizer) -> None:
    """Seen: four megabytes of spectra for every listener who did not read on."""
    text = "One of very many sentences that somebody wants to hear at once, without a pause in the middle of it. " * 8
    list(engine.stream(text, "Matthew"))
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    stream = engine.stream(text, "Matthew")
    next(stream)  # a short one
    piece = next(stream)
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    stream.close()
    assert piece.duration_s > 2.0
    assert after - before < 10 * piece.samples.nbytes


def test_memory_of_a_stream_does_not_grow_with_the_text(engine: Synthesizer) -> None:
    def peak(sentences: int) -> int:
        tracemalloc.start()
        for _ in engine.stream("Twenty one boats sail by. " * sentences, "Matthew"):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    engine.synthesize("Warm up.", "Matthew")
    assert peak(24) < 2 * peak(4) + 2_000_000


def test_a_word_of_thousands_of_letters_is_spoken(engine: Synthesizer) -> None:
    audio = engine.synthesize("ab" * 2000, "Daniel")
    assert audio.duration_s > 30


def test_one_object_serves_several_threads(engine: Synthesizer) -> None:
    alone = {voice.name: engine.synthesize(TEXT, voice.name).samples for voice in engine.voices}
    together: dict[str, np.ndarray] = {}
    workers = [
        threading.Thread(target=lambda name=name: together.update({name: engine.synthesize(TEXT, name).samples}))
        for name in alone
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert all(np.array_equal(alone[name], together[name]) for name in alone)


def test_a_text_that_is_long_in_reading_holds_up_no_other(engine: Synthesizer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen: one lock was held while 100,000 characters were normalised, and short prompts waited for it."""
    reading, finished = threading.Event(), threading.Event()

    def slow(text: str, locale: str) -> Iterator[Token]:
        if text == "Long.":
            reading.set()
            finished.wait(60)
        yield from stream_tokens(text, locale)

    monkeypatch.setattr("frontend.pipeline.stream_tokens", slow)
    long = threading.Thread(target=lambda: engine.synthesize("Long."))
    long.start()
    assert reading.wait(60)
    spoken: list[Audio] = []
    short = threading.Thread(target=lambda: spoken.append(engine.synthesize("Short.")))
    short.start()
    short.join(30)
    meanwhile = len(spoken)
    finished.set()
    short.join()
    long.join()
    assert meanwhile == 1


def test_save_chooses_the_format_by_the_ending(engine: Synthesizer, tmp_path: Path) -> None:
    audio = engine.synthesize("Yes", "Matthew")
    audio.save(tmp_path / "a.ulaw")
    assert (tmp_path / "a.ulaw").stat().st_size == pytest.approx(audio.duration_s * 8_000, abs=2)
    audio.save(tmp_path / "a.bin", format="pcm", sample_rate=16_000)
    assert (tmp_path / "a.bin").stat().st_size == pytest.approx(audio.duration_s * 32_000, abs=4)


@pytest.mark.parametrize(
    ("name", "options", "error", "message"),
    [
        ("a.ulaw", {"sample_rate": 16_000}, SampleRateError, "16000 Hz: choose one of 8000"),
        ("a.mp3", {"format": "wav_mulaw"}, UnknownFormatError, "'a.mp3' ends like mp3, but the format is wav_mulaw"),
        ("a.ulaw", {"format": "pcm"}, UnknownFormatError, "end the file's name with .pcm or .raw"),
        ("a.wav", {"format": "pcm"}, UnknownFormatError, "ends like wav"),
    ],
)
def test_what_no_player_would_read_is_not_written(
    engine: Synthesizer, tmp_path: Path, name: str, options: dict, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        engine.synthesize("Yes", "Matthew").save(tmp_path / name, **options)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.wav", "wav_mulaw"), ("a.raw", "mulaw"), ("a.bin", "mp3"), ("a.ogg", "opus"), ("a.oga", "ogg"), ("a", "pcm")],
)
def test_a_format_may_say_more_than_the_ending(engine: Synthesizer, tmp_path: Path, name: str, format: str) -> None:
    engine.synthesize("Yes", "Matthew").save(tmp_path / name, format=format)
    assert (tmp_path / name).stat().st_size > 1_000


def test_a_pickled_engine_speaks_alike(voices_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Seen: handing an engine to a pool of processes failed within ONNX Runtime."""
    monkeypatch.chdir(voices_folder.parent)
    engine = Synthesizer(voices_folder.name, threads=2, detect_languages=True)
    spoken = engine.synthesize(TEXT, "Arthur")
    pickled = pickle.dumps(engine)
    monkeypatch.chdir(tmp_path)
    copy = pickle.loads(pickled)
    assert (copy.threads, copy.detect_languages) == (2, True)
    assert np.array_equal(copy.synthesize(TEXT, "Arthur").samples, spoken.samples)
