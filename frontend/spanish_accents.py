"""Spanish words and names that are often written without their accents: codigo, direccion, Gonzalez, Mexico.

Messages leave accents and tildes out, and names in the United States have none. A word gets them back where the
spelling without them is no word of its own: `data/es-US/accented_words.txt` and `accented_names.txt` list such words,
the frequent words tell more by how seldom they are written without, and some endings and the future of verbs are never
without the accent. Words that are others without it (publico, esta, termino) stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from frontend.common_words import word_ranks
from frontend.normalize.patterns import regex
from frontend.spanish_vowels import accented, unaccented
from frontend.tables import read_words, word_set

_PLAIN = str.maketrans("áéíóúñ", "aeioun")
_OTHER_FORMS = regex("(?:[áéú]|(?<!i)(?<!ey)ó)$|[áé]s$|án$")
"""Of verbs that are other forms without the accent (llegó and llego, but not vivió, leyó and viví)."""
_SELDOM = 6
"""So many times as far behind in the list of frequent words the spelling without the accent is a mistake."""
_HEAD = 50
"""The first ranks tell little."""
_OTHER_WORDS = word_set(
    "animo animos calculo calculos celebre cria crio critica criticas critico criticos debian deposito depositos "
    "diagnostico estimulo fabricas formulas habito habitos indice indices laser liquido liquidos merito practicas "
    "practico practicos pronostico pronuncio publica publicas publico replica replicas titulo tramite tramites "
    "transito valida validas valido varia vinculo vinculos"
)
"""Forms of verbs and other words that are right without an accent, however frequent the word with it is."""
_NO_TILDE = word_set(
    "ano anos cana canas campana campanas canones danos dona donas lena pina pinas puno sonado sonando vina vinas"
)
"""Other words than those with ñ, or names, however frequent these are."""
_NAMES_TOO = word_set("montana nina arana")
"""Names where they have a capital."""
_NO_FORMS = word_set(
    "reaccionaria reaccionarias alimentaria alimentarias operaria operarias sumaria sumarias cambiaria cambiarias "
    "median tercia tercias marcela mandela mirela comala decanos habanos recelo recelos recela recelas recele salame "
    "entrenos"
)
"""Words and names that look like forms of verbs without their accent."""
_NO_INFINITIVES = word_set(
    "primer cualquier mujer ayer twitter tercer super taller javier peter river alquiler santander hitler walter "
    "alexander center roger master miller canciller kirchner oliver power chofer potter uber jennifer walker "
    "manchester warner carter cancer premier christopher parker cooper lider esther ferrer inter"
)
"""Frequent words in -er that are no verbs."""
_IRREGULAR = regex("(?:[a-z]*(?:ten|pon|sab|hab|cab|quer|hac|fac|dec|val)|pod)er|[a-z]*(?:sal|ven|dec)ir")
"""Verbs whose future is not the infinitive with an ending, and whose past is of another stem."""
_FUTURE = regex("([a-zñ]{2,20}[ei]r)(a|an|as|e)|([a-zñ]{2,20}ar)(e)")
"""Forms of the future that are no other forms without their accent: deberá and abrirán, but not llegara."""
_PAST = regex("([a-zñ]{2,20}?)(io?|ia(?:[ns]|mos)?)")
"""The past of verbs in -er and -ir, and the conditional of all: salio, sali, vendia, compraria."""
_COMMAND = regex("([a-zñ]{2,19}?[^aeiou]u?)([ea])((?:[ms]e|nos)?(?:l[ao]s?|le)|[ms]e|nos)")
"""A request, mostly to somebody called "usted", with its pronouns: llamenos, comuniquese, escribanos."""
_IRREGULAR_COMMAND = regex("[a-z]*(?:ten|pon|ven)g|(?:sal|di|ha|oi|trai|cai|val|si)g")
"""The stem of a request of an irregular verb: tenga, salga, siga; but not llegase."""
_STRESSED_VOWEL = regex("[aeo](?=[iu]?[^aeiou]*$)|[iu](?=[^aeiou]*$)")
_SHORTEST = len("dia")
_ENDINGS = (
    (regex("(?<=[a-z]{2})(?<!s)([csx])ion$"), r"\1ión"),
    (regex("(?<=[a-z]{2})logia(s?)$"), r"logía\1"),
    (
        regex(
            "(?<!mat)(?<!list)(?<!bact)(?<!art)(?<!mis)(?<!hist)(?<!perif)(?<!dift)(?<![ns]ib)(?<!^ib)(?<!nig)(?<!^lib)(?<!^val)"
            "(?<!alg)(?<!crit)(?<=[a-z]{2})eria(s?)$"
        ),
        r"ería\1",
    ),
    (
        regex(
            "^(acompa|enga|desempe|extra(?=n[oae])|ense(?=n(?:[oe]|a(?!d))))n"
            "(?=(?:[oae]s?|[ae]n|ar[a-z]{0,4}|amos|and[a-z]{1,4}|ad[oa]s?|antes?|amientos?|ab[a-z]{1,4}|[ae]n?me)$)"
        ),
        r"\1ñ",
    ),
    (regex("(brasile|salvadore|hondure|paname|puertorrique|madrile|caribe)n([oa]s?)$"), r"\1ñ\2"),
    (regex("(?<=[a-z]{2})logic([oa]s?)$"), r"lógic\1"),
    (regex("(?<=[a-z]{2})grafia(s?)$"), r"grafía\1"),
    (regex("(?<=[a-z]{2})grafic([oa]s?)$"), r"gráfic\1"),
    (regex("(?<=[a-z]{2})(?<!^qu)isim([oa]s?)$"), r"ísim\1"),
)
_THIRD_LAST = regex(
    "(?:[aeio](?=tic)|[aeo](?=nic)|[eo](?=ric)|[aeiou](?=(?:l|[cgrst]?m|pt|[ct]n)ic)|[aei](?=ctic)|[aiu](?=st?ic)"
    "|[aei](?=c?tric)|e(?=ntric)|i(?=n?dric)|o(?=[dp]ic)|i(?=pic)|(?<=s)o(?=fic))(?=[a-z]{3,6}$)(?=[a-z]{1,3}ic[oa]s?$)"
    "|(?<=[a-z]{2})[ai](?=cul[oa]s?$)"
)
"""The vowel that is stressed in words from Greek and Latin: tematico, electrica, obstaculos."""
_NOT_THIRD_LAST = regex(
    "(?:^botic|^canic|^(?:des)?articul|^vehicul|platic|mastic|practic|critic|abanic|peric|gesticul|matricul|eyacul"
    "|^milic|^merolic|(?:eder|eodor)ic|(?:po|chi)quitic|^(?:[grp]|zap)atic|^momentic|^preguntic|(?:gall|camion)etic"
    "|^fotic|^casic)[oa]s?$"
)
"""Verbs and other words that end so and have the stress on the vowel before the last: small things too (momentico,
poquitico), and names (Federico)."""
_PATRONYMIC = regex("([a-z]*)([aeiou])([^aeiou]{0,2}[gq]uez|[^aeiou]{1,3}ez|(?<=[aeio])ez)")
"""Surnames (Gonzalez, Vazquez, Baez), whose stress is on the vowel before the last."""
_LAST_STRESSED = word_set(
    "cortez valdez ortez jerez xerez aranjuez suez diez juez soez tuez viudez idiotez desnudez mercedez derbez cassez "
    "tropez inez mayaguez talvez travez revez envez rojez rendez laissez voulez"
)
_QUALITIES = regex(
    "(?<!benav)idez$|(?<!berm)udez$|culez$|(?:ll|rr|ch|t|ad|nd|st)ez$(?<!ndez)|(?:madur|vej|escas|ajedr|embriagu|altiv|redond|dobl|almir|niñ)ez$"
)
"""Nouns in -ez (Validez, Sencillez), whose stress is on the last vowel."""


@cache
def _words() -> dict[str, str]:
    """Spelling without accents to the word, both in lower case."""
    listed = list(read_words("es-US/accented_words.txt"))
    ranks = word_ranks("es")
    unknown = len(ranks) * _SELDOM
    tildes: dict[str, str] = {}
    for word, rank in ranks.items():
        plain = unaccented(word)
        if "ñ" in word:
            plain = plain.replace("ñ", "n")
            if plain not in _NO_TILDE and ranks.get(plain, unknown) + _HEAD >= _SELDOM * (rank + _HEAD):
                tildes.setdefault(plain, word)
            continue
        if plain == word or _is_other_form(word, plain, ranks) or plain in _OTHER_WORDS:
            continue
        if ranks.get(plain, unknown) + _HEAD >= _SELDOM * (rank + _HEAD):
            listed.append(word)
    return tildes | {word.translate(_PLAIN): word for word in listed}


def _is_other_form(word: str, plain: str, ranks: Mapping[str, int]) -> bool:
    """Whether a form of a verb is another one without its accent: llegó, renunció."""
    return _OTHER_FORMS.search(word) is not None or (word.endswith("ió") and plain[:-1] + "ar" in ranks)


@cache
def _names() -> dict[str, str]:
    return {name.lower().translate(_PLAIN): name.lower() for name in read_words("es-US/accented_names.txt")}


@lru_cache(maxsize=4096)
def restored(word: str) -> str:
    """The word with the accent that it is written without, as it is where it has one or needs none.

    Names are known by their capital, other words in any case; the answer keeps the capitals.
    """
    lower = word.lower()
    if not lower.isascii() or not lower.isalpha() or len(lower) < _SHORTEST or lower in _NO_FORMS:
        return word
    name = (_names().get(lower) or _surname(lower)) if word[0].isupper() else ""
    named = word[0].isupper() and lower in _NAMES_TOO
    found = name or (not named and _words().get(lower)) or _future(lower) or _with_ending(lower)
    if found == lower:
        found = _command(lower) or found
    if found == lower and (word.islower() or word.isupper()):
        found = _past(lower) or _scholarly(lower)
    if found == lower:
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, found, strict=True))


def _surname(name: str) -> str:
    parts = _PATRONYMIC.fullmatch(name)
    if parts is None or name in _LAST_STRESSED or _QUALITIES.search(name):
        return ""
    return parts[1] + accented(parts[2]) + parts[3]


def _future(word: str) -> str:
    """The future of a verb, whose infinitive is a frequent word; "" if it is none or a word without its accent."""
    match = _FUTURE.fullmatch(word)
    stem, ending = (match[1] or match[3], match[2] or match[4]) if match else ("", "")
    known = _is_infinitive(stem) and not _IRREGULAR.fullmatch(stem)
    return stem + accented(ending[0]) + ending[1:] if known and word not in word_ranks("es") else ""


def _is_infinitive(word: str) -> bool:
    return word.endswith(("ar", "er", "ir")) and word in word_ranks("es") and word not in _NO_INFINITIVES


def _past(word: str) -> str:
    """A past or conditional form of a verb that is frequent; "" if it is none or a word without its accent (media)."""
    match = _PAST.fullmatch(word)
    if not match:
        return ""
    stem, ending, ranks = match[1], match[2], word_ranks("es")
    infinitive = (
        len(stem) > _SHORTEST and ending[1:2] == "a" and _is_infinitive(stem) and not _IRREGULAR.fullmatch(stem)
    )
    if not infinitive and (stem + "iar" in ranks or not any(map(_is_infinitive, (stem + "er", stem + "ir")))):
        return ""
    if ending[1:2] != "a" and _IRREGULAR.fullmatch(stem + "er"):
        return ""  # podio
    if stem + "io" in ranks and ending[1:2] == "a":
        return ""  # funcionaria
    form = stem + ("ió" if ending == "io" else "í" + ending[1:])
    kept = word in ranks and (ending[1:2] == "a" or ranks[word] < ranks.get(form, len(ranks)))
    return "" if kept else form


def _command(word: str) -> str:
    """A request with the accent that its pronouns ask for, if its verb is frequent; "" of any other word."""
    match, ranks = _COMMAND.fullmatch(word), word_ranks("es")
    if not match or word in ranks or match[1] == "est":
        return ""
    stem = match[1]
    soft = stem.removesuffix("u") if stem.endswith(("qu", "gu")) else stem
    endings = {stem + "ar", soft + "ar"} if match[2] == "e" else {stem + "er", stem + "ir"}
    if match[2] == "e":
        endings |= {soft.removesuffix("q") + "car", stem.removesuffix("c") + "zar"}
    elif match[3].startswith("m"):  # of a friend: avisame
        endings.add(stem + "ar")
    irregular = match[2] == "a" and _IRREGULAR_COMMAND.fullmatch(match[1]) is not None
    vowel = _STRESSED_VOWEL.search(soft)
    if not vowel or not (irregular or endings & ranks.keys()):
        return ""
    before, behind = stem[: vowel.start()], stem[vowel.end() :] + match[2]
    if before + {"o": "ue", "e": "ie"}.get(vowel[0], "") + behind in ranks:
        return ""  # contame, beside cuéntame
    return before + accented(vowel[0]) + word[vowel.end() :]


def _scholarly(word: str) -> str:
    """A word from Greek or Latin with the accent that its ending asks for; any other or frequent word as it is."""
    vowel = None if word in word_ranks("es") or _NOT_THIRD_LAST.search(word) else _THIRD_LAST.search(word)
    return word[: vowel.start()] + accented(vowel[0]) + word[vowel.end() :] if vowel else word


def _with_ending(word: str) -> str:
    for ending, replacement in _ENDINGS:
        if ending.search(word):
            return ending.sub(replacement, word)
    return word
