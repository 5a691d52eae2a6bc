"""Spanish words and names that are often written without their accents: codigo, direccion, Gonzalez, Mexico.

Messages leave accents out, and names in the United States have none. A word gets its accent back where the spelling
without it is no word of its own: `data/es-US/accented_words.txt` and `accented_names.txt` list such words, the frequent
words tell more by how seldom they are written without the accent, and some endings are never without it. Words that
are others without an accent (publico, esta, termino) stay.
"""

from __future__ import annotations

from functools import cache, lru_cache

from frontend.common_words import word_ranks
from frontend.normalize.patterns import regex
from frontend.spanish_vowels import accented, unaccented
from frontend.tables import read_words, word_set

_PLAIN = str.maketrans("áéíóúñ", "aeioun")
_OTHER_FORMS = regex("[áéíóú]$|[áé]s$|án$")
"""Of verbs that are other forms without the accent (llegó and llego)."""
_SELDOM = 6
"""So many times as far behind in the list of frequent words the spelling without the accent is a mistake."""
_HEAD = 50
"""The first ranks tell little."""
_OTHER_WORDS = word_set(
    "animo animos calculo calculos cria crio critica criticas critico criticos debian deposito depositos "
    "diagnostico estimulo fabricas formulas habito habitos indice indices laser liquido liquidos merito practicas "
    "practico practicos pronostico publica publicas publico replica replicas titulo tramite tramites transito "
    "valida validas valido varia vinculo vinculos"
)
"""Forms of verbs and other words that are right without an accent, however frequent the word with it is."""
_SHORTEST = len("dia")
_ENDINGS = (
    (regex("(?<=[a-z]{2})(?<!s)([csx])ion$"), r"\1ión"),
    (regex("(?<=[a-z]{2})logia(s?)$"), r"logía\1"),
    (regex("(?<=[a-z]{2})logic([oa]s?)$"), r"lógic\1"),
    (regex("(?<=[a-z]{2})grafia(s?)$"), r"grafía\1"),
    (regex("(?<=[a-z]{2})grafic([oa]s?)$"), r"gráfic\1"),
    (regex("(?<=[a-z]{2})isim([oa]s?)$"), r"ísim\1"),
)
_PATRONYMIC = regex("([a-z]*)([aeiou])([^aeiou]{0,2}[gq]uez|[^aeiou]{1,3}ez|(?<=[aeio])ez)")
"""Surnames (Gonzalez, Vazquez, Baez), whose stress is on the vowel before the last."""
_LAST_STRESSED = word_set("cortez valdez ortez jerez aranjuez suez diez juez soez tuez viudez idiotez desnudez")
_QUALITIES = regex(
    "(?<!benav)idez$|(?:ll|rr|ch|t|ad|nd|st)ez$(?<!ndez)|(?:madur|vej|escas|ajedr|embriagu|altiv|redond|dobl|almir|niñ)ez$"
)
"""Nouns in -ez (Validez, Sencillez), whose stress is on the last vowel."""


@cache
def _words() -> dict[str, str]:
    """Spelling without accents to the word, both in lower case."""
    listed = list(read_words("es-US/accented_words.txt"))
    ranks = word_ranks("es")
    unknown = len(ranks) * _SELDOM
    for word, rank in ranks.items():
        plain = unaccented(word)
        if plain == word or _OTHER_FORMS.search(word) or plain in _OTHER_WORDS:
            continue
        if ranks.get(plain, unknown) + _HEAD >= _SELDOM * (rank + _HEAD):
            listed.append(word)
    return {unaccented(word): word for word in listed}


@cache
def _names() -> dict[str, str]:
    return {name.lower().translate(_PLAIN): name.lower() for name in read_words("es-US/accented_names.txt")}


@lru_cache(maxsize=4096)
def restored(word: str) -> str:
    """The word with the accent that it is written without, as it is where it has one or needs none.

    Names are known by their capital, other words in any case; the answer keeps the capitals.
    """
    lower = word.lower()
    if not lower.isascii() or not lower.isalpha() or len(lower) < _SHORTEST:
        return word
    name = (_names().get(lower) or _surname(lower)) if word[0].isupper() else ""
    found = name or _words().get(lower) or _with_ending(lower)
    if found == lower:
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, found, strict=True))


def _surname(name: str) -> str:
    parts = _PATRONYMIC.fullmatch(name)
    if parts is None or name in _LAST_STRESSED or _QUALITIES.search(name):
        return ""
    return parts[1] + accented(parts[2]) + parts[3]


def _with_ending(word: str) -> str:
    for ending, replacement in _ENDINGS:
        if ending.search(word):
            return ending.sub(replacement, word)
    return word
