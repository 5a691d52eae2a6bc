"""`tts phonemize`: written text to IPA."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from frontend.locales import LOCALES

if TYPE_CHECKING:
    from frontend.types import Utterance

_STRESS = ("", "ˌ", "ˈ")

_EPILOG = """\b
Examples:
  $ tts phonemize --locale en-GB "Good morning." "Good night."
  $ tts phonemize --locale en-GB < texts.txt
"""


@click.command(epilog=_EPILOG)
@click.option("--locale", "-l", required=True, help=f"One of {', '.join(LOCALES)}.")
@click.option(
    "--detect-languages", is_flag=True, help="Read phrases of another of the five languages by that language."
)
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
def command(locale: str, detect_languages: bool, texts: tuple[str, ...]) -> None:
    """Write each text in IPA to stdout, one line for each; without any, the lines of stdin.

    Words are separated by spaces, ˈ and ˌ stand for stress, punctuation is left out.
    """
    from frontend.locales import get_locale
    from frontend.pipeline import Frontend
    from tts.commands.texts import translate_lines

    tag = get_locale(locale).tag
    reader = Frontend(detect_languages=detect_languages)
    translate_lines(lambda line: ipa(reader.process(line, tag)), texts)


def ipa(utterance: Utterance) -> str:
    """Words in broad IPA, separated by spaces; a stress mark stands before the vowel that carries it."""
    from frontend.g2p import broad

    words = (
        broad(word.phones, word.phones[0].locale) for sentence in utterance for word in sentence.words if word.phones
    )
    return " ".join("".join(_STRESS[phone.stress] + phone.symbol for phone in word) for word in words)
