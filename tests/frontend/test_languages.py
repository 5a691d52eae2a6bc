"""Phrases of another language in a text: those that are found, and native sentences in which nothing is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from frontend.languages import phrases
from frontend.locales import LOCALES
from frontend.pipeline import Frontend

FOREIGN = [
    ("en-US", "She just shrugged and said [c'est la vie] before she left.", "fr-CA"),
    ("en-US", "The sign read [cuidado con el perro] in big letters.", "es-US"),
    ("en-US", "The German for that is [ich weiß es nicht] I think.", "de-DE"),
    ("en-US", "Thank you for calling. [Para español, oprima el dos].", "es-US"),
    ("en-GB", "He whispered [je t'aime, mon amour] to her.", "fr-CA"),
    ("en-GB", "We heard [das ist nicht möglich] from the other room.", "de-DE"),
    ("en-GB", "Her answer was [no lo sé] and nothing more.", "es-US"),
    ("de-DE", "Sie sagte [I don't know what you mean] und ging.", "en-US"),
    ("de-DE", "Sie antwortete nur [je ne comprends pas] und lächelte.", "fr-CA"),
    ("de-DE", "[Thank you for calling, how can I help you].", "en-US"),
    ("es-US", "El cartel decía [do not enter] en letras rojas.", "en-US"),
    ("es-US", "Solo sabe decir [je ne parle pas français] con acento.", "fr-CA"),
    ("fr-CA", "Il a répondu [I have no idea what happened] en riant.", "en-US"),
    ("fr-CA", "Il a dit [muchas gracias por todo] au serveur.", "es-US"),
    ("fr-CA", "On y lisait [das Leben ist schön] sur le mur.", "de-DE"),
]

NATIVE = {
    "en-US": "We had a déjà vu moment at the café. | Los Angeles and San Francisco are in California. "
    "| Leonardo da Vinci painted it. | Ursula von der Leyen spoke. | Charles de Gaulle Airport "
    "| Cinco de Mayo is on a Friday. | et cetera "
    "| The hors d'oeuvres were served before the filet mignon. | Die hard fans wait in line. | pie à la mode",
    "en-GB": "The coup d'état failed. | Real Madrid beat Bayern Munich. | Notre Dame de Paris was badly damaged. "
    "| An on the spot fine | Son, or daughter, you are welcome. | We ate paella, tapas and crème brûlée.",
    "es-US": "El equipo de marketing lanzó el sitio web ayer. | El New York Times publicó la noticia. "
    "| Compré un smartphone en Best Buy. | Charles de Gaulle fue presidente de Francia. | Me gusta el jazz y el blues.",
    "de-DE": "Das Home Office bleibt am Black Friday geschlossen. | Im Meeting haben wir das Update besprochen. "
    "| Wir treffen uns im Café de Paris um acht. | Made in Germany bleibt ein Gütesiegel. | Das Team hat das Know-how.",
    "fr-CA": "Le brunch est servi le week-end. | Il travaille chez Best Buy à Toronto. "
    "| Le Globe and Mail a publié un article. | Elle aime le rock and roll et le jazz.",
}


@pytest.mark.parametrize(("locale", "marked", "other"), FOREIGN)
def test_a_foreign_phrase_is_found_to_the_letter(locale: str, marked: str, other: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    (phrase,) = phrases(text, locale)
    assert phrase.locale == other
    assert text[phrase.start : phrase.end] == marked.partition("[")[2].partition("]")[0]


@pytest.mark.parametrize("locale", LOCALES)
def test_names_and_loans_stay_native(locale: str) -> None:
    for text in NATIVE[locale].split(" | "):
        assert phrases(text, locale) == [], text


_FOREIGN = re.compile("español|All you can eat|Dinner for One")


@pytest.mark.parametrize("locale", LOCALES)
def test_native_texts_of_the_golden_tables_hold_no_phrases(locale: str) -> None:
    """About 20,000 words a locale, but for rows that offer another language in it ("Para español, oprima el 2") or have
    an English title; one, an address that is read out, is allowed to err."""
    tables = Path(__file__).parents[1].joinpath("golden", locale).glob("*.tsv")
    lines = [line for table in tables for line in table.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    assert len(lines) > 1000
    found = [line for line in lines if phrases(line.split("\t")[0], locale) and not _FOREIGN.search(line)]
    assert len(found) <= 1, found


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "c'est",
        "la la la la",
        "\ud800 c'est",
        "??",
        "a" * 5000,
    ],
)
def test_odd_texts_have_none(text: str) -> None:
    assert phrases(text, "en-US") == []


@pytest.mark.parametrize("text", ["6 Flaschen à 0,75 l", "Er trank 2–3 Bier à 0,3 l und ging."])
def test_units_are_no_words_of_another_language(text: str) -> None:
    assert phrases(text, "de-DE") == []


def test_the_phrase_is_read_by_its_language_and_spans_stay_true() -> None:
    text = "She said c'est la vie, and left on 1/2/22."
    (sentence,) = Frontend(detect_languages=True).process(text, "en-US")
    spoken = {word.text: (word.phones[0].locale, text[word.span.start : word.span.end]) for word in sentence.words}
    assert spoken["vie"] == ("fr-CA", "vie")
    assert spoken["January second"] == ("en-US", "1/2/22")
    assert sentence.locale == "en-US"
    assert next(word.text for word in sentence.words if word.punctuation == ",") == "vie"  # nothing is lost behind it
    (plain,) = Frontend().process(text, "en-US")
    assert {phone.locale for word in plain.words for phone in word.phones} == {"en-US"}


def test_a_sentence_in_another_language_is_spoken_in_it() -> None:
    utterance = Frontend(detect_languages=True).process("Für Deutsch die Eins. For English, please press two.", "de-DE")
    assert [sentence.locale for sentence in utterance] == ["de-DE", "en-US"]
