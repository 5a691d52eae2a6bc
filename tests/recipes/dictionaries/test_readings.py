"""Notation of the sources in ours, and two readings side by side."""

from __future__ import annotations

import csv

import pytest

from frontend.g2p.notation import parse
from recipes.dictionaries import compare, english, french, german, sources, table
from recipes.dictionaries.british import british
from recipes.dictionaries.symbols import from_wiktionary


@pytest.mark.parametrize(
    ("ipa", "ours"),
    [
        ("haʊ̯s", "haʊs"),
        ("ˈkaʁtn̩", "ˈkaʁtən"),
        ("ˈt͡saɪ̯tʊŋ", "ˈt͡saɪtʊŋ"),
        ("ˈpfɛʁt", "ˈp͡fɛʁt"),
        ("ʁɛstoˈʁɑ̃ː", "ʁɛstoˈʁɑ̃"),
        ("ˈtreːnɐ", "ˈtʁeːnɐ"),
        ("(ɛs)ˈtsɛt", None),
        ("ɡuːtn̩ ˈtaːk", None),
        ("-haft", None),
    ],
)
def test_wiktionary_notation(ipa: str, ours: str | None) -> None:
    assert from_wiktionary(ipa) == ours


@pytest.mark.parametrize(
    ("american", "word", "expected"),
    [
        ("ˈɑkən", "aachen", "ˈɑːkən"),
        ("ˈbɑbi", "bobby", "ˈbɒbi"),
        ("ɹˈoʊm", "rome", "ɹˈəʊm"),
        ("bˈɝk", "burke", "bˈɜːk"),
        ("kɹˈɔzbi", "crosby", "kɹˈɒzbi"),
        ("flˈɔɹəns", "florence", "flˈɔːɹəns"),
        ("ˈnudɪst", "nudist", "ˈnjuːdɪst"),
    ],
)
def test_american_vowels_made_british(american: str, word: str, expected: str) -> None:
    assert british(american, word) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ˈɹoʊzɪz", "ˈɹoʊzəz", True),  # weak vowels
        ("ˈbʌtən", "ˈbʌtn", True),  # an optional ə
        ("ˈhæpi", "ˈhæpiː", True),
        ("ˈbɪt", "ˈbɛt", False),
        ("ˈsɪŋ", "ˈsɪn", False),
    ],
)
@pytest.mark.parametrize("locale", ["en-US", "en-GB"])
def test_english_key_sets_free_variation_aside(one: str, other: str, same: bool, locale: str) -> None:
    first, second = (english.key(parse(text, locale, "test", stressed=True), locale) for text in (one, other))
    assert (first == second) is same


def test_german_key_sets_length_of_tense_vowels_aside() -> None:
    first, second, third = (german.key(parse(t, "de-DE", "test")) for t in ("muˈzeːʊm", "muːˈzeːʊm", "mʊˈzeːʊm"))
    assert first == second != third


def test_french_keys() -> None:
    assert french.key("pətit") == french.key("ptɪt")
    assert french.key("ʒøn") == french.key("ʒœn")
    assert french.key("ʒøn", open_vowels=True) != french.key("ʒœn", open_vowels=True)
    assert french.loose_key("apsɑ̃") == french.loose_key("absɑ̃")
    assert french.loose_key("su") != french.loose_key("sy")


def test_main_stress_counts_vowels() -> None:
    assert compare.main_stress(parse("ˌæbəlˈoʊni", "en-US", "abalone")) == (2, 4)
    assert compare.main_stress(parse("ən", "en-US", "an")) == (None, 1)


def test_spelled_reads_back() -> None:
    phones = parse("ˌæbəlˈəʊni", "en-GB", "abalone")
    assert compare.spelled(phones) == "ˌæbəlˈəʊni"
    assert parse(compare.spelled(phones), "en-GB", "abalone") == phones


def test_table_is_sorted_by_bytes_and_reads_back(tmp_path) -> None:
    rows = {"über": "ˈyːbɐ", "Zebra": "", "alt": "", "Äther": "ˈɛːtɐ"}
    table.write(tmp_path / "new" / "table.tsv", rows)
    text = (tmp_path / "new" / "table.tsv").read_text(encoding="utf-8")
    assert text == "Zebra\nalt\nÄther\tˈɛːtɐ\nüber\tˈyːbɐ\n"
    assert table.read(tmp_path / "new" / "table.tsv") == rows


def test_decisions_by_hand_are_known_and_unique() -> None:
    with table.BY_HAND.open(encoding="utf-8", newline="") as lines:
        rows = [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t")]
    assert rows == sorted(set(rows))
    assert {locale for locale, _, _ in rows} == set(sources.SOURCES)
    assert {decision for _, _, decision in rows} == {"leave_out", "lower_only", "both_cases"}


def test_german_key_sets_the_kind_of_r_aside() -> None:
    first, second = (german.key(parse(t, "de-DE", "test", stressed=True)) for t in ("ɛʁˈaxtə", "ɛɐ̯ˈaxtə"))
    assert first == second
