"""`tts phonemize`: written text to IPA."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from frontend.locales import LOCALES
from tts.commands.lexicons import lexicon_option, read_lexicons, tell_unused

if TYPE_CHECKING:
    from frontend.types import Utterance

_STRESS = ("", "ˌ", "ˈ")

_EPILOG = """\b
Examples:
  tts phonemize --locale en-GB "Good morning." "Good night."
  tts phonemize --locale en-US --lexicon brands.pls "Welcome to Acme."
  tts phonemize --locale en-US --ssml '<speak>Dial <say-as interpret-as="digits">112</say-as>.</speak>'
  tts phonemize --locale en-GB < texts.txt

A word that is said wrongly is put right in a lexicon (PLS, https://www.w3.org/TR/pronunciation-lexicon/), in the IPA
that is written here or in other words:

\b
  <lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
    <lexeme><grapheme>Acme</grapheme><phoneme>ˈækmi</phoneme></lexeme>
    <lexeme><grapheme>Nguyen</grapheme><alias>win</alias></lexeme>
  </lexicon>

`tts synthesize`, `tts batch` and the service take the same file.
"""


@click.command(epilog=_EPILOG)
@click.option("--locale", "-l", required=True, help=f"One of {', '.join(LOCALES)}.")
@click.option(
    "--detect-languages", is_flag=True, help="Read phrases of another of the five languages by that language."
)
@lexicon_option("PLS pronunciation lexicon")
@click.option("--ssml", is_flag=True, help="Each text is an SSML document: <speak>...</speak>.")
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
def command(
    locale: str, detect_languages: bool, lexicon_paths: tuple[Path, ...], ssml: bool, texts: tuple[str, ...]
) -> None:
    """Write each text in IPA to stdout, one line for each; without any, the lines of stdin.

    Words are separated by spaces, ˈ and ˌ stand for stress, punctuation is left out.
    """
    from frontend.locales import get_locale
    from frontend.pipeline import Frontend
    from tts.commands.texts import translate_lines

    tag = get_locale(locale).tag
    lexicons = read_lexicons(lexicon_paths)
    if not ssml and not detect_languages:
        tell_unused(lexicon_paths, lexicons, {tag})
    reader = Frontend(lexicons, detect_languages=detect_languages)
    process = reader.process_ssml if ssml else reader.process
    translate_lines(lambda line: ipa(process(line, tag)), texts)


def ipa(utterance: Utterance) -> str:
    """Words in broad IPA, separated by spaces; a stress mark stands before the vowel that carries it."""
    from frontend.g2p import broad

    words = (
        broad(word.phones, word.phones[0].locale) for sentence in utterance for word in sentence.words if word.phones
    )
    return " ".join("".join(_STRESS[phone.stress] + phone.symbol for phone in word) for word in words)
