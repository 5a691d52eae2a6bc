"""Where German words have a glottal stop inside (Duden, "Das Aussprachewörterbuch": |), and where they have none."""

from __future__ import annotations

import pytest

from frontend.errors import UnknownPhoneError
from frontend.phonology import encode
from frontend.pipeline import Frontend
from frontend.pronunciation import parse

WITH = {
    "beenden": "bəʔɛndən",
    "beeilen": "bəʔaɪlən",
    "geerbt": "ɡəʔɛʁpt",
    "geübt": "ɡəʔyːpt",
    "beobachten": "bəʔoːbaxtən",
    "geantwortet": "ɡəʔantvɔʁtət",
    "Verein": "fɛɐ̯ʔaɪn",
    "erinnern": "ɛɐ̯ʔɪnɐn",
    "veraltet": "fɛɐ̯ʔaltət",
    "überall": "yːbɐʔal",
    "enteignen": "ɛntʔaɪɡnən",
    "missachten": "mɪsʔaxtən",
    "umarmen": "ʊmʔaʁmən",
    "unendlich": "ʊnʔɛntlɪç",
    "ausatmen": "aʊsʔaːtmən",
    "abändern": "apʔɛndɐn",
    "einordnen": "aɪnʔɔʁdnən",
    "zuerst": "t͡suːʔeːɐ̯st",
    "soeben": "zoːʔeːbən",
    "woanders": "voːʔandɐs",
    "Vorort": "foːɐ̯ʔɔʁt",
    "Anrufbeantworter": "anʁuːfbəʔantvɔʁtɐ",
    "Gemüseanbau": "ɡəmyːzəʔanbaʊ",
    "Karriereende": "kaʁjeːʁəʔɛndə",
    "unerwartet": "ʊnʔɛɐ̯vaʁtət",
    "unangenehm": "ʊnʔanɡəneːm",
    "Anerkennung": "anʔɛɐ̯kɛnʊŋ",
    "Kindererziehung": "kɪndɐʔɛɐ̯t͡siːʊŋ",
    "Arbeitserlaubnis": "aʁbaɪt͡sʔɛɐ̯laʊpnɪs",
    "Hausarzt": "haʊsʔaːɐ̯t͡st",
    "Bundesamt": "bʊndəsʔamt",
    "Wochenende": "vɔxənʔɛndə",
    "Klimaanlage": "kliːmaʔanlaːɡə",
    "Arbeitsunfall": "aʁbaɪt͡sʔʊnfal",
    "einundachtzig": "aɪnʊntʔaxt͡sɪç",
    "hundertelf": "hʊndɐtʔɛlf",
}
WITHOUT = [
    "Theater", "Museum", "Poet", "Duell", "kreativ", "aktuell", "Union", "universal", "Anis", "Anorak", "Abitur",
    "Missouri", "einander", "herein", "heraus", "herum", "hinaus", "hinein", "daran", "darin", "woran", "worauf",
    "voran", "voraus", "vorüber", "Mauer", "Bäuerin", "Lehrerin", "Beere", "gehen", "beide", "Erika", "Ideologie",
    "Arbeit", "Ende", "Gauleiter", "Osternacht", "Bischöfen", "Magnetismus", "achtzig", "Missale", "Uni", "Unikat",
]  # fmt: skip


def spoken(text: str) -> str:
    words = [word for sentence in Frontend().process(text, "de-DE").sentences for word in sentence.words]
    return " ".join("".join(phone.symbol for phone in word.phones) for word in words)


@pytest.mark.parametrize(("word", "phones"), WITH.items())
def test_a_syllable_behind_a_prefix_or_a_part_begins_with_a_stop(word: str, phones: str) -> None:
    assert spoken(word) == phones


@pytest.mark.parametrize("word", WITHOUT)
def test_there_is_none_elsewhere(word: str) -> None:
    assert "ʔ" not in spoken(word)


def test_the_models_hear_it_as_they_hear_one_between_words() -> None:
    inside, between = (encode(*Frontend().process(text, "de-DE").sentences) for text in ("Beende es!", "Eine Ente."))
    assert "ʔ" not in inside.symbols()
    for encoded, before, after in ((inside, "ə", "ɛ"), (between, "ə", "ɛ")):
        at = encoded.symbols().index(before)
        assert encoded.symbols()[at : at + 3] == [before, " ", after]
        assert encoded.word_index[at + 1] == -1
    assert inside.word_index[2] == inside.word_index[4] == 0


@pytest.mark.parametrize("written", ["ʔˈʔʔbəˈʔʔɛndʔ", "ʔˈaːʔ", "aː ʔ"])
def test_stops_that_somebody_writes_are_one_boundary_at_most(written: str) -> None:
    so = f'<phoneme alphabet="ipa" ph="{written}">so</phoneme>'
    text = f"<speak>Ja {so}, nein {so}.</speak>"
    symbols = encode(*Frontend().process_ssml(text, "de-DE").sentences).symbols()
    assert "  " not in "".join(symbols)
    assert "," in symbols
    assert symbols[-2:] == [".", "$"]
    assert symbols[-3] != " "


def test_a_stop_alone_is_no_pronunciation() -> None:
    with pytest.raises(UnknownPhoneError, match="has no phones"):
        parse("ʔ ʔ", "ipa", "de-DE")
