"""Names in English speech: Spanish and Chinese ones by their letters, endings, hyphens and accents; phones from
dictionaries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import frontend
from frontend.g2p import broad, by_rules, phonemize_words, pinyin
from frontend.g2p.english import foreign_names, italian_names, spanish_names
from frontend.g2p.spanish import respelling as spanish_respelling

_TABLES = Path(frontend.__file__).parent / "data" / "es-US"


def spoken(text: str, locale: str) -> str:
    read = phonemize_words(tuple(text.split()), locale)
    return " ".join("".join(phone.symbol for phone in broad(word, locale)) for word in read)


@pytest.mark.parametrize(
    ("name", "phones"),
    [
        ("Villalobos", "vijəloʊboʊs"), ("Hinojosa", "hinoʊhoʊsə"), ("Cornejo", "kɔɹneɪhoʊ"), ("Enriquez", "ɛnɹikɛz"),
        ("Trejo", "tɹeɪhoʊ"), ("Avalos", "ɑvəloʊs"), ("Encinitas", "ɛnsɪnitəs"), ("Acuña", "əkunjə"),
        ("Acuna", "əkunjə"), ("Guajardo", "ɡwəhɑɹdoʊ"), ("Carrillo", "kəɹioʊ"), ("Conejos", "koʊneɪhoʊs"),
        ("Cepeda's", "sɛpeɪdəz"), ("Cárdenas", "kɑɹdənəs"), ("Chávez", "ʃɑvɛz"), ("Guadalupe", "ɡwɑdəlupeɪ"),
    ],
)  # fmt: skip
def test_spanish_name_in_american_english(name: str, phones: str) -> None:
    assert spoken(name, "en-US") == phones


def test_spanish_names_follow_the_accent() -> None:
    assert spoken("Cornejo", "en-GB") == "kɔːneɪhəʊ"
    assert spoken("Villalobos", "en-GB") == "vijələʊbəʊs"


@pytest.mark.parametrize(
    ("name", "phones"),
    [
        ("Mejía", "mɛˈhiːə"), ("Ruelas", "ɹuˈeɪləs"), ("Peñuelas", "pɛˈnweɪləs"), ("Anguiano", "æŋɡiˈɑːnoʊ"),
        ("Huerta", "ˈwɛəɹtə"), ("Ximena", "hiˈmeɪnə"), ("Rincón", "ɹɪŋˈkoʊn"), ("", ""), ("Ng", ""),
    ],
)  # fmt: skip
def test_spanish_letters(name: str, phones: str) -> None:
    assert spanish_names.phones(name) == phones


@pytest.mark.parametrize(
    ("name", "phones"),
    [
        ("Zhengzhou", "dʒʌŋdʒoʊ"), ("Xiaoping", "ʃaʊpɪŋ"), ("Qinghai", "tʃɪŋhaɪ"), ("Huangpu", "wɑŋpu"),
        ("Tangshan", "tɑŋʃɑn"), ("Liuzhou", "lioʊdʒoʊ"), ("Zhuhai's", "dʒuhaɪz"),
    ],
)  # fmt: skip
def test_chinese_name(name: str, phones: str) -> None:
    assert spoken(name, "en-US").replace("\u0361", "") == phones


@pytest.mark.parametrize(
    "word", ["Dixie", "Maxine", "Quincy", "Manning", "Shipping", "Mexico", "zhengzhou", "Zhang", "DiAngelo", "Boxing"]
)
def test_other_names_are_not_chinese(word: str) -> None:
    assert pinyin.phones(word) is None


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("Owensboro", "oʊənzbɝoʊ"), ("Statesboro", "steɪtsbɝoʊ"), ("Croteau", "kɹoʊtoʊ"), ("Parenteau", "pɛɹəntoʊ"),
        ("Cheatham", "tʃiθəm"), ("Abraham", "eɪbɹəhæm"), ("Loftis", "lɔftɪs"), ("chillis", "tʃɪliz"),
        ("Hixson", "hɪksən"), ("Huntsville", "hʌntsvɪl"), ("MacBrayne", "məkbɹeɪn"), ("MacIntyre", "mækəntaɪɚ"),
        ("MacKenzie", "məkɛnzi"), ("subcommittee", "sʌbkəmɪti"), ("resurface", "ɹisɝfɪs"), ("submission", "səbmɪʃən"),
        ("subtropical", "sʌbtɹɑpɪkəl"),
        ("Anheuser-Busch", "ænhaɪzɚbʊʃ"), ("mother-in-law", "mʌðɚɪnlɔ"), ("Ocasio-Cortez", "oʊkɑsioʊkɔɹtɛz"),
    ],
)  # fmt: skip
def test_endings_and_prefixes(word: str, phones: str) -> None:
    assert spoken(word, "en-US").replace("\u0361", "") == phones


@pytest.mark.parametrize(
    ("name", "american", "british"),
    [
        ("Freidel", "fɹaɪdəl", "fɹaɪdəl"), ("Schielke", "ʃilki", "ʃiːlki"), ("Brechtel", "bɹɛktəl", "bɹɛktəl"),
        ("Boerner", "bɔɹnɚ", "bɔːnə"), ("Lindberger", "lɪndbɝɡɚ", "lɪndbɜːɡə"), ("Eppinger", "ɛpɪŋɚ", "ɛpɪŋə"),
        ("Detrich", "dɛtɹɪk", "dɛtɹɪk"), ("Hagstrom", "hæɡstɹəm", "hæɡstɹəm"), ("Kubota", "kuboʊtə", "kuːbəʊtə"),
        ("Tabuchi", "təbutʃi", "təbuːtʃi"), ("Kissell", "kɪsəl", "kɪsəl"), ("Clinard", "klɪnɚd", "klɪnəd"),
        ("Alberico", "ælbəɹikoʊ", "ælbəɹiːkəʊ"), ("Malala", "məlɑlə", "məlɑːlə"), ("Osada", "oʊsɑdə", "əʊsɑːdə"),
        ("Ruth's", "ɹuθs", "ɹuːθs"), ("Mexico", "mɛksɪkoʊ", "mɛksɪkəʊ"), ("Burke", "bɝk", "bɜːk"),
    ],
)  # fmt: skip
def test_names_from_elsewhere(name: str, american: str, british: str) -> None:
    assert spoken(name, "en-US").replace("\u0361", "") == american
    assert spoken(name, "en-GB").replace("\u0361", "") == british


@pytest.mark.parametrize(
    ("name", "american", "british"),
    [
        ("Venessa", "vəˈnɛsə", "vəˈnɛsə"), ("Melynda", "məˈlɪndə", "məˈlɪndə"), ("Kasandra", "kəˈsændɹə", "kəˈsændɹə"),
        ("Glendora", "ɡlɛnˈdɔɹə", "ɡlɛnˈdɔːɹə"), ("Bernarda", "bɝˈnɑɹdə", "bɜːˈnɑːdə"), ("Asra", "ˈæsɹə", "ˈæsɹə"),
        ("Karlene", "kɑɹˈlin", "kɑːˈliːn"), ("Kaylene", "keɪˈlin", "keɪˈliːn"), ("Larae", "ləˈɹeɪ", "ləˈɹeɪ"),
        ("Ellamae", "ˈɛləˌmeɪ", "ˈɛləˌmeɪ"), ("Algae", "ˈældʒi", "ˈældʒiː"), ("Sunscreen", "ˈsʌnskɹin", "ˈsʌnskɹiːn"),
    ],
)  # fmt: skip
def test_stress_of_given_names(name: str, american: str, british: str) -> None:
    """The main stress stands in front of its vowel here, wherever the syllable begins."""
    for locale, expected in (("en-US", american), ("en-GB", british)):
        (read,) = phonemize_words((name,), locale)
        marks = {2: "ˈ", 1: "ˌ", 0: ""}
        heard = "".join(marks[phone.stress] + phone.symbol for phone in broad(read, locale)).replace("\u0361", "")
        assert heard == re.sub("([ˈˌ])([^aæɑeɛiɪoɔʊuʌəɝɜ]*)", r"\2\1", expected)


@pytest.mark.parametrize("word", ["freidel", "culture", "Culture", "Peachtree", "Being", "Reinvent"])
def test_other_words_are_left_alone(word: str) -> None:
    phones = by_rules(word, "en-US")
    assert spoken(word, "en-US") == "".join(phone.symbol for phone in broad(phones, "en-US"))
    assert foreign_names.read_as_name(phones, word) == phones


@pytest.mark.parametrize(
    ("name", "phones"),
    [
        ("Martínez", "mɑɹtinɛz"), ("Šarić", "ʃæɹɪtʃ"), ("Živković", "ʒɪvkəvɪtʃ"), ("Çelik", "tʃɛlɪk"),
        ("Salomé", "sɑləmeɪ"), ("Joël", "dʒoʊəl"), ("piñata", "pɪnjɑtə"),
    ],
)  # fmt: skip
def test_marks_of_other_languages(name: str, phones: str) -> None:
    assert spoken(name, "en-US").replace("\u0361", "") == phones


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("Ostrich", "ɑstɹɪtʃ"), ("Childhood", "tʃaɪldhʊd"), ("Reinstated", "ɹiɪnsteɪtɪd"), ("Veins", "veɪnz"),
        ("Defraud", "dɪfɹɔd"), ("Stamina", "stæmɪnə"), ("Portico", "pɔɹtɪkoʊ"), ("Doorbell", "dɔɹbɛl"),
        ("Lunchtime", "lʌntʃtaɪm"), ("Scheduler", "skɛdʒulɚ"),
    ],
)  # fmt: skip
def test_ordinary_words_with_a_capital_are_no_names(word: str, phones: str) -> None:
    assert spoken(word, "en-US").replace("\u0361", "") == phones
    assert spoken(word.lower(), "en-US").replace("\u0361", "") == phones


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("gametime", "ɡeɪmtaɪm"), ("noisemakers", "nɔɪzmeɪkɚz"), ("dancehall", "dænshɔl"), ("Hereford", "hɛɹəfɚd"),
        ("tapering", "teɪpɚɪŋ"), ("comedies", "kɑmədiz"), ("Madeline", "mædəlɪn"), ("Whitechapel", "waɪttʃæpəl"),
        ("makin", "meɪkɪn"), ("singin", "sɪŋɪn"), ("raisin", "ɹeɪzən"), ("horses", "hɔɹsɪz"), ("boxes", "bɑksɪz"),
    ],
)  # fmt: skip
def test_words_made_of_known_words(word: str, phones: str) -> None:
    assert spoken(word, "en-US").replace("\u0361", "") == phones


def test_a_final_a_has_no_r() -> None:
    assert spoken("Maya Angelou", "en-US") == "maɪə ænd͡ʒəlu"
    assert spoken("Maya Angelou", "en-GB") == "maɪə ænd͡ʒəluː"


def test_split_and_merged_words_do_not_shift_the_others() -> None:
    """espeak-ng gives two words for McAllen and one for "on the"."""
    read = phonemize_words(("McAllen", "and", "Brownsville", "are", "on", "the", "Rio", "Grande"), "en-US")
    assert ["".join(phone.symbol for phone in word) for word in read[:3]] == ["məkælən", "ænd", "bɹaʊnzvɪl"]


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("vingt heures", "vɛ̃t œʁ"), ("vingt hommes", "vɛ̃t ɔm"), ("vingt haricots", "vɛ̃ aʁiko"),
        ("cent haricots", "sɑ̃ aʁiko"), ("cent heures", "sɑ̃t œʁ"), ("plus ou moins", "plyz u mwɛ̃"),
        ("comment allez-vous", "kɔmɑ̃t alevu"), ("comment est", "kɔmɑ̃ ɛ"),
    ],
)  # fmt: skip
def test_french_linking(text: str, phones: str) -> None:
    assert spoken(text, "fr-CA") == phones


@pytest.mark.parametrize("word", ["zweiundvierzig", "vierundvierzig", "einundvierzigtausend", "fünfundvierzig"])
def test_german_forty_after_und(word: str) -> None:
    assert "ʊntfɪʀt͡sɪç" in spoken(word, "de-DE")


@pytest.mark.parametrize(
    ("name", "american", "british"),
    [
        ("Gagliardi", "ɡəljɑɹdi", "ɡəljɑːdi"), ("Scognamiglio", "skɑnjəmiljoʊ", "skɒnjəmiːljəʊ"),
        ("Pagliarulo", "pæljəɹuloʊ", "pæljəɹuːləʊ"), ("Fantozzi", "fæntɑtsi", "fæntɒtsi"),
        ("Bocchini's", "bɑkiniz", "bɒkiːniz"), ("Vecchione", "vɛkjoʊni", "vɛkjəʊni"), ("Riggi", "ɹidʒi", "ɹiːdʒi"),
    ],
)  # fmt: skip
def test_italian_name(name: str, american: str, british: str) -> None:
    assert spoken(name, "en-US").replace("\u0361", "") == american
    assert spoken(name, "en-GB").replace("\u0361", "") == british


@pytest.mark.parametrize("word", ["gagliardi", "Signage", "Cognito", "Magnolia", "Huggies", "Hazza", "McGlinchey"])
def test_other_names_are_not_italian(word: str) -> None:
    assert italian_names.phones(word) is None


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Müller", "múler"), ("Schröder", "shróder"), ("Björk", "biórk"), ("Özil", "ózil"), ("Jürgen", "yúrgen"),
        ("Gündoğan", "gúndoan"), ("Malmö", "malmo"), ("Citroën", "citroén"), ("João", "yoáo"), ("Nicolò", "nicoló"),
        ("Thérèse", "therése"), ("Besançon", "besanzón"), ("Modrić", "módrich"), ("Ibrahimović", "ibrahímovich"),
        ("Nguyễn", "nguyen"), ("Camagüey", "Camagüey"), ("Núñez", "Núñez"), ("Christian", "cristian"), ("él", "él"),
    ],
)  # fmt: skip
def test_letters_that_spanish_does_not_have(name: str, spelled: str) -> None:
    """They tell how the name is said and where its stress is; Spanish letters stay."""
    assert spanish_respelling.respelled(name) == spelled


@pytest.mark.parametrize("table", ["names", "lexicon"])
def test_names_in_spanish_have_a_stress(table: str) -> None:
    """A row of two vowel letters (Hialeah, James) says where it is."""
    words = [row.split("\t")[0] for row in (_TABLES / f"{table}.tsv").read_text().splitlines() if row[0] != "#"]
    unstressed = [word for word in words if all(phone.stress < 2 for phone in phonemize_words((word,), "es-US")[0])]
    assert not unstressed


@pytest.mark.parametrize(
    ("name", "phones"),
    [
        ("Dunvegan", "dʌnviːɡən"), ("Strathpeffer", "stɹæθpɛfə"), ("Invergarry", "ɪnvəɡæɹi"), ("Inveresk", "ɪnvəɹɛsk"),
        ("Auchtermuchty", "ɔːktəmʌkti"), ("Lochinver's", "lɒkɪnvəz"), ("Craigentinny", "kɹeɪɡəntɪni"),
        ("Dunstable", "dʌnstəbəl"), ("Invertebrates", "ɪnvɜːtɪbɹəts"), ("Trevor", "tɹɛvə"), ("Drumming", "dɹʌmɪŋ"),
    ],
)  # fmt: skip
def test_british_places_with_a_celtic_first_part(name: str, phones: str) -> None:
    assert spoken(name, "en-GB").replace("\u0361", "") == phones


def test_americans_stress_celtic_places_at_the_front() -> None:
    (phones,) = phonemize_words(("Strathmore",), "en-US")
    assert [phone.stress for phone in phones if phone.symbol == "æ"] == [2]


@pytest.mark.parametrize(
    ("name", "phones"),
    [
        ("Szymański", "ʃɪmænski"), ("Dąbrowski", "dɒmbɹɒfski"), ("Wiśniewski", "vɪʃnjɛfski"), ("Tomasz's", "tɒmæʃɪz"),
        ("Wojciechowska", "vɔɪtʃəhɒfskə"), ("Malinowska", "mælɪnɒfskə"), ("Vodka", "vɒdkə"), ("Becki", "bɛki"),
    ],
)  # fmt: skip
def test_polish_names_in_british_english(name: str, phones: str) -> None:
    assert spoken(name, "en-GB").replace("\u0361", "") == phones


@pytest.mark.parametrize(
    ("name", "phones"),
    [("Adewale", "ædəwɑleɪ"), ("Olatunji's", "ɑlətʊndʒiz"), ("Ogunbanjo", "ɑɡʊnbændʒoʊ"), ("Adele", "ədɛl")],
)
def test_yoruba_names(name: str, phones: str) -> None:
    assert spoken(name, "en-US").replace("\u0361", "") == phones


def test_irish_agh_and_slavic_ov() -> None:
    assert spoken("Darragh", "en-GB") == "dæɹə"
    assert spoken("Armagh", "en-GB") == "ɑːmɑː"
    assert spoken("Karpov", "en-GB") == "kɑːpɒf"


def test_saint_is_weak_before_a_british_name() -> None:
    assert spoken("Saint Pancras", "en-GB") == "sənt pæŋkɹəs"
    assert spoken("He is a Saint now", "en-GB").split()[3] == "seɪnt"
    assert spoken("Saint Pancras", "en-US").split()[0] == "seɪnt"
