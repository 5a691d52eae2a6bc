"""German words that writers cut short, and words that only look so."""

from __future__ import annotations

from collections import Counter

import pytest

from frontend.normalize import normalize_to_text
from frontend.tables import read_words


def _read(text: str) -> str:
    return normalize_to_text(text, "de-DE")


def test_no_word_of_the_list_stands_there_twice() -> None:
    """A word that does could never be the only one that begins so."""
    counts = Counter(word.lower() for word in read_words("de-DE/cut_words.txt"))
    assert not [word for word, count in counts.items() if count > 1]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("preisw. Zimmer", "preiswertes Zimmer"),
        ("die gleichber. Partnerin", "die gleichberechtigte Partnerin"),
        ("im Sonderangeb., solange", "im Sonderangebot, solange"),
        ("eine Lehrst. frei", "eine Lehrstelle frei"),
        ("im Forschungsinst. gibt es", "im Forschungsinstitut gibt es"),
        ("die Südd. Zeitung", "die Süddeutsche Zeitung"),
        ("3 Europal. auf Lager", "drei Europaletten auf Lager"),
        ("die Besuchsz. beachten", "die Besuchszeit beachten"),
        ("die Lagertemp., dann", "die Lagertemperatur, dann"),
        ("eine Bearbeit. dauert", "eine Bearbeitung dauert"),
        ("im Schichtbetr., dann", "im Schichtbetrieb, dann"),
        ("die Seestr. 9", "die Seestraße neun"),
        ("der Abt.leiter kommt", "der Abteilungsleiter kommt"),
    ],
)
def test_what_only_one_word_begins_with_is_completed(written: str, spoken: str) -> None:
    assert _read(written) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "Wir zahlen Zins. Der Platz ist groß.",
        "Wir fuhren nach Lindau. Fünf Leute kamen mit.",
        "wir treffen uns in Ratingen. bis dann",
        "Herr Bush. Er kam.",
        "in der Brutzeit. dann nicht",
        "Er kaufte einen Gartenstuhl. und ging",
        "Wir trafen Herrn Bergmann. dann nicht",
    ],
)
def test_words_that_end_their_sentence_are_left_as_they_are(text: str) -> None:
    assert _read(text) == text


def test_a_beginning_of_several_words_is_left_as_it_is() -> None:
    assert "Konz" in _read("das Konz. von gestern").split(" ")[1]
