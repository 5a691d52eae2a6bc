"""`tts synthesize`: text from an option, a file or stdin to an audio file or stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, TypeVar

import click

from tts.commands.lexicons import lexicon_option, read_lexicons, tell_unused
from tts.commands.texts import decoded, text_of_file
from tts.errors import EmptyTextError, OutputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tts.marks import Mark, MarkType
    from tts.synthesizer import Audio

_Format = TypeVar("_Format")

_EPILOG = """\b
Examples:
  tts synthesize --voice Arthur --text "Good morning." --output morning.wav
  tts synthesize --voice Pedro --file aviso.txt --output aviso.mp3 --marks aviso.marks
  tts synthesize --voice Liam --file chapitre.txt --output chapitre.mp3 --subtitles chapitre.srt
  tts synthesize --voice Arthur --file book.epub --output book.mp3 --chapters book.ffmeta --subtitles book.srt
  tts synthesize --ssml --text '<speak>Wait. <break time="2s"/> Go!</speak>' --output go.wav
  tts synthesize --ssml --file tour.ssml --output tour.mp3 --marks tour.marks --mark-types ssml,viseme
  tts synthesize --lexicon brands.pls --lexicon places.pls --file news.txt --output news.wav
  tts synthesize --voice Liam --text "Un moment." --output attente.ulaw
  tts synthesize --detect-languages --text "Press one. Para español, oprima el dos." --output menu.wav
  echo "Guten Tag." | tts synthesize --voice Daniel --format pcm --sample-rate 16000 | aplay -f S16_LE -r 16000

The format follows the file's ending: .wav .flac .mp3 .ogg (Vorbis) .opus .pcm .ulaw .alaw .sln .sln16; --format also
knows wav_mulaw and wav_alaw. Without --output, or with "-", the audio goes to stdout: WAV unless --format says
otherwise.
"""


@click.command(epilog=_EPILOG)
@click.option("--voice", "-v", help="Name of the voice (see 'tts voices').  [default: Matthew, else the first]")
@click.option("--text", "-t", help="The text; stdin is read if neither --text nor --file is given.")
@click.option(
    "--file",
    "-f",
    "source",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Text, Markdown, HTML or EPUB; '-' is stdin.",
)
@click.option("--ssml", is_flag=True, help="The text is an SSML document: <speak>...</speak>.")
@lexicon_option("PLS pronunciation lexicon")
@click.option(
    "--detect-languages",
    is_flag=True,
    help="Speak phrases of another of the five languages natively (plain text; SSML has <lang>).",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Audio file; '-' or nothing is stdout.")
@click.option("--format", "format_name", help="Format, where the file's ending does not tell.")
@click.option("--sample-rate", type=int, help="Hz.  [default: the format's, else the voice's 24000]")
@click.option("--rate", type=float, default=1.0, show_default=True, help="Factor of speed, 0.2 to 4.")
@click.option("--pitch", type=float, default=1.0, show_default=True, help="Factor of pitch, 0.5 to 2.")
@click.option(
    "--marks", type=click.Path(path_type=Path), help="Also write when what is spoken, as JSON lines; '-' is stdout."
)
@click.option(
    "--mark-types",
    metavar="TYPES",
    help="Kinds of marks, parted by commas: sentence, word, viseme, ssml.  [default: sentence,word]",
)
@click.option(
    "--subtitles", type=click.Path(path_type=Path), help="Also write subtitles, SubRip (.srt) or WebVTT (.vtt)."
)
@click.option(
    "--chapters",
    type=click.Path(path_type=Path),
    help="Also write when each heading ('# One', 'Chapter 1') or <mark> is spoken: .txt, .vtt or .ffmeta, which ffmpeg "
    "takes.",
)
@click.option("--threads", type=int, default=1, show_default=True, help="Threads of the models.")
@click.option(
    "--voices-dir", type=click.Path(path_type=Path), help="Folder of personas to use instead of the shipped ones."
)
def command(
    voice: str | None,
    text: str | None,
    source: Path | None,
    ssml: bool,
    lexicon_paths: tuple[Path, ...],
    detect_languages: bool,
    output: Path | None,
    format_name: str | None,
    sample_rate: int | None,
    rate: float,
    pitch: float,
    marks: Path | None,
    mark_types: str | None,
    subtitles: Path | None,
    chapters: Path | None,
    threads: int,
    voices_dir: Path | None,
) -> None:
    """Speak a text: to a file, or to stdout."""
    from tts.audio.codecs import codec_by_name, codec_for
    from tts.audio.files import output_rate, stream_audio, write_audio
    from tts.synthesizer import Synthesizer
    from tts.voice import choose_voice

    audio = _audio_file(output, marks)
    _check_different(("audio", audio), ("marks", marks), ("subtitles", subtitles), ("chapters", chapters))
    writers = _writers(marks, mark_types, subtitles, chapters, ssml)
    codec = (
        codec_by_name("wav" if format_name is None else format_name) if audio is None else codec_for(audio, format_name)
    )
    lexicons = read_lexicons(lexicon_paths)
    words = _read_text(text, source, ssml)
    if not ssml and words.lstrip().startswith("<speak"):
        print("tts: note: the text looks like SSML and its tags are read aloud: add --ssml", file=sys.stderr)
    if chapters is not None:
        _check_chapters(words, ssml)
    engine = Synthesizer(voices_dir, threads=threads, detect_languages=detect_languages)
    chosen = choose_voice(voice, engine.voices)
    if not ssml and not detect_languages:
        tell_unused(lexicon_paths, lexicons, {chosen.locale})
    from_hz = chosen.persona.signal.sample_rate
    output_rate(codec, from_hz, sample_rate)  # wrong rates are refused before any work is done
    with ExitStack() as stack:
        pieces = engine.stream(words, chosen.name, ssml=ssml, lexicons=lexicons, rate=rate, pitch=pitch)
        beside = [_Beside(_open(path, stack), writer(words)) for path, writer in writers]
        samples = _samples(pieces, words, beside)
        if audio is None:
            stream_audio(sys.stdout.buffer, samples, from_hz, codec, sample_rate)
        else:
            write_audio(audio, samples, from_hz, codec, sample_rate)


def _audio_file(output: Path | None, marks: Path | None) -> Path | None:
    """The file of the audio, None for stdout.

    Raises:
        UsageError: stdout is a terminal or has to take the marks, or the file is a folder.
    """
    if output is not None and str(output) != "-":
        if os.path.isdir(output):  # noqa: PTH112  # Path.is_dir raises for a name that is too long
            raise click.UsageError(
                f"{str(output)!r} is a folder: name a file in it, such as {str(output / 'speech.wav')!r}"
            )
        return output
    if sys.stdout.isatty():
        raise click.UsageError("audio is not written to a terminal: name a file with --output, or redirect stdout")
    if marks is not None and str(marks) == "-":
        raise click.UsageError("audio and marks cannot both go to stdout: name a file for one of them")
    return None


def _writers(
    marks: Path | None, mark_types: str | None, subtitles: Path | None, chapters: Path | None, ssml: bool
) -> list[tuple[Path, Callable[[str], _TextOfMarks]]]:
    """The files that are written from the marks of a text, each with what makes its writer.

    Raises:
        UsageError: a file's ending names no format, or the types of marks will not do.
    """
    from tts.chapters import ChapterFormat, ChapterWriter
    from tts.subtitles import SubtitleFormat, SubtitleWriter

    writers: list[tuple[Path, Callable[[str], _TextOfMarks]]] = []
    if subtitles is not None:
        lines = _named_by(SubtitleFormat.of, subtitles)
        writers.append((subtitles, lambda words: SubtitleWriter(lines, words, ssml)))
    if chapters is not None:
        titles = _named_by(ChapterFormat.of, chapters)
        writers.append((chapters, lambda words: ChapterWriter(titles, words, ssml)))
    kinds = _mark_types(mark_types, marks is not None, ssml)
    if marks is not None:
        writers.append((marks, lambda words: _MarkLines(words, kinds)))
    return writers


def _read_text(text: str | None, source: Path | None, ssml: bool) -> str:
    if text is not None and source is not None:
        raise click.UsageError("--text and --file exclude each other: give one of them")
    if text is not None:
        words = text
    elif source is not None and str(source) != "-":
        words = text_of_file(source, as_written=ssml)
    else:
        words = decoded(sys.stdin.buffer.read(), "the text")
    if not words.strip():
        raise EmptyTextError("the text is empty: give it with --text, --file or on stdin")
    return words


def _mark_types(names: str | None, wanted: bool, ssml: bool) -> frozenset[MarkType]:
    """The kinds of marks to write.

    Raises:
        UsageError: there is no such kind, or nowhere to write it, or nothing that could have it.
    """
    from tts.marks import MarkType

    if names is None:
        return frozenset((MarkType.SENTENCE, MarkType.WORD))
    if not wanted:
        raise click.UsageError("--mark-types says what --marks writes: name a file with --marks")
    known = {kind.value: kind for kind in MarkType}
    chosen = [name.strip() for name in names.split(",")]
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise click.UsageError(f"unknown mark type {unknown[0]!r}: choose from {', '.join(known)}")
    if "ssml" in chosen and not ssml:
        raise click.UsageError("marks of type ssml come from <mark name=.../>: give the text as --ssml")
    return frozenset(known[name] for name in chosen)


def _check_different(*files: tuple[str, Path | None]) -> None:
    """Refuses two results in one file.

    Raises:
        UsageError: two names are the same file.
    """
    seen: dict[str, str] = {}
    for what, path in files:
        if path is None or str(path) == "-":
            continue
        other = seen.setdefault(os.path.realpath(path), what)
        if other != what:
            raise click.UsageError(f"{other} and {what} cannot both go to {path}: name another file for one of them")


def _named_by(format_of: Callable[[Path], _Format], path: Path) -> _Format:
    """The format that a file's ending names.

    Raises:
        UsageError: it names none.
    """
    try:
        return format_of(path)
    except OutputError as error:
        raise click.UsageError(str(error)) from error


def _check_chapters(text: str, ssml: bool) -> None:
    """Refuses a text without chapters before it is spoken.

    Raises:
        UsageError: it has none.
    """
    from tts.chapters import headings

    if ssml and "<mark" not in text:
        raise click.UsageError('the document has no chapters: write <mark name="The storm"/> where each begins')
    if not ssml and not headings(text):
        raise click.UsageError('the text has no headings: write "# The storm" or "Chapter 1" on a line of its own')


def _open(path: Path, stack: ExitStack) -> BinaryIO:
    if str(path) == "-":
        return sys.stdout.buffer
    from tts.files import replacing

    return stack.enter_context(replacing(path))


class _TextOfMarks(Protocol):
    """Turns marks into text, in order of time."""

    def add(self, marks: Sequence[Mark]) -> Iterable[str]:
        """What the marks of one piece give."""
        ...

    def close(self) -> Iterable[str]:
        """The rest: no more marks will come."""
        ...


class _MarkLines:
    """Marks of some kinds as JSON lines."""

    def __init__(self, text: str, kinds: frozenset[MarkType]) -> None:
        from tts.marks import MarkWriter

        self._kinds, self._writer = kinds, MarkWriter(text)

    def add(self, marks: Sequence[Mark]) -> Iterable[str]:
        return (self._writer.line(mark) + "\n" for mark in marks if mark.type in self._kinds)

    def close(self) -> Iterable[str]:
        return ()


class _Beside(NamedTuple):
    """A file that is written from the marks while the audio is made."""

    stream: BinaryIO
    text: _TextOfMarks

    def write(self, parts: Iterable[str]) -> None:
        self.stream.writelines(part.encode("utf-8", "replace") for part in parts)


def _samples(pieces: Iterable[Audio], text: str, beside: Sequence[_Beside]) -> Iterator[NDArray[np.float32]]:
    """The samples of each piece; on the way, marks and notes are written, and a terminal sees how far the work is."""
    progress = len(text) > 500 and sys.stderr.isatty()
    seconds = 0.0
    for piece in pieces:
        for file in beside:
            file.write(file.text.add(piece.marks))
        for note in piece.notes:
            print("\r" * progress + f"tts: note: {note}", file=sys.stderr)
        seconds += piece.duration_s
        if progress:
            reached = max((mark.span.end for mark in piece.marks), default=None)
            if reached is not None:
                share = 100 * reached // len(text)
                print(f"\r{share:3d} %  {seconds:.0f} s of audio", end="", file=sys.stderr, flush=True)
        yield piece.samples
    for file in beside:
        file.write(file.text.close())
    if progress:
        print(file=sys.stderr)
