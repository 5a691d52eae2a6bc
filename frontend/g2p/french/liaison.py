"""French liaison: where espeak-ng links words that a speaker keeps apart, and small repairs where it links them.

Liaison belongs after determiners, pronouns, short prepositions and adverbs, numbers and adjectives before their noun;
after a noun it is wrong
before et and ou and stilted elsewhere. Source: Delattre, "Les modes phonétiques du français" (1966).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from frontend.g2p.french.postlexical import final_vowel
from frontend.g2p.notation import is_vowel
from frontend.locales import lineage
from frontend.types import Phone

_LINKED = frozenset({"z", "t", "n", "ʁ", "p", "ɡ"})
_LINKING_WORDS = frozenset([
    "les", "des", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "un", "mon", "ton", "son", "aux", "quels",
    "quelles", "nous", "vous", "ils", "elles", "on", "en", "dans", "sans", "chez", "sous", "dès", "très",
    "plus", "moins", "bien", "trop", "tout", "deux", "trois", "six", "dix", "vingt", "cents", "quatre-vingts",
    "grand", "grands", "grandes", "petit", "petits", "petites", "bon", "bons", "bonnes", "beaux", "belles",
    "gros", "grosses", "premier", "premiers", "dernier", "vieux", "vieilles", "nouveaux", "nouvelles", "autres",
    "plusieurs", "quelques", "certains", "certaines", "quand", "dont", "est", "sont", "ont", "était", "étaient",
    "c'est", "pas", "jamais", "rien", "mais", "comment", "d'autres", "différents", "différentes", "toutes",
    "mauvais", "jeunes", "longs", "hauts", "suis", "es", "êtes", "sommes", "serait", "seraient", "fait", "font",
    "vont", "peut", "peuvent", "doit", "doivent", "avant", "depuis", "après", "devant", "pendant", "temps",
    "ancien", "prochain", "plein", "certain", "moyen", "second", "cent", "mieux", "divers", "diverses",
    "nombreux", "nombreuses", "anciens", "anciennes", "seuls", "seules", "vrais", "faux",
])  # fmt: skip
_BEFORE_NOUNS = frozenset([
    "moyens", "moyennes",
    "assez", "meilleurs", "meilleures", "longues", "hautes", "forts", "fortes", "rares", "principaux", "principales",
    "excellents", "excellentes", "importants", "importantes", "énormes", "prochains", "prochaines", "derniers",
    "dernières", "premières", "mêmes", "propres", "chers", "chères", "tels", "telles", "futurs", "futures", "multiples",
    "innombrables", "jolis", "jolies", "heureux", "curieux", "précieux", "délicieux", "fausses", "vraies", "pires",
    "doubles", "simples", "véritables", "éventuels", "éventuelles", "brefs", "brèves", "vastes", "courts", "courtes",
    "légers", "légères", "faibles", "lourds", "lourdes", "magnifiques", "superbes", "riches", "pauvres", "tristes",
    "nouvelles", "anciennes", "récents", "récentes", "sérieux", "sérieuses", "petits", "petites", "doux", "bas", "gras",
    "quatre-vingts", "fameux", "fameuses", "affreux", "gentils", "gentilles", "divers", "diverses", "saints", "saintes",
])  # fmt: skip
"""Adjectives that stand before their noun and link with it; a noun links with nothing that follows (enfants | ont)."""
_APART_BEFORE = frozenset([
    "et", "ou", "ont", "a", "est", "à", "au", "aux", "avec", "en", "un", "une", "on", "où", "après", "il",
    "elle", "ils", "elles", "sont", "était", "étaient",
])  # fmt: skip
_INVERTED = re.compile("-(je|tu|ils?|elles?|on|nous|vous|ce)$")
"""Verbs before their pronoun, which no noun links with (les enfants ont-ils)."""
_NOT_COUNTED = frozenset([
    "pour", "sur", "par", "plus", "moins", "fois", "que", "de", "du", "des", "dans", "virgule", "ni", "mais", "car",
    "puis", "comme", "quand", "si", "qui", "donc", "sont", "seront", "font", "vont", "ne", "se",
])  # fmt: skip
_ELIDED = re.compile("(?:[cdjlmnst]|qu)['’]")
"""Particles and pronouns before a vowel, which no number counts (les dix-huit n'arrêtent plus)."""
_COUNTED_BY_NONE = _NOT_COUNTED | {"le", "la", "les"}
_PERCENT = ("pour", "cent")
"""Dix pour cent counts."""
_SINGULAR = frozenset([
    "un", "une", "le", "ce", "cet", "mon", "ton", "son", "du", "au", "notre", "votre", "leur", "quel", "chaque",
])  # fmt: skip
_OPENED = {"ancien": "ɛ", "moyen": "ɛ", "prochain": "ɛ", "plein": "ɛ", "certain": "ɛ", "vilain": "ɛ", "bon": "ɔ"}
"""Adjectives that lose their nasal vowel where their n is spoken (le prochain arrêt, un bon hôtel)."""
_ADDED = {
    "ancien": "n", "moyen": "n", "commun": "n", "premier": "ʁ", "dernier": "ʁ", "second": "t", "cent": "t",
    "mieux": "z", "saint": "t", "vingt": "t", "excellent": "t",
}  # fmt: skip
"""Words that espeak-ng does not link, and the consonant that they link with."""
_DETERMINERS = {"un": "n", "en": "n"} | dict.fromkeys(["les", "des", "ces", "mes", "tes", "ses", "nos", "vos"], "z")
"""Words that espeak-ng links with all words but those that it takes for English (un iPhone, en overtime)."""
_LOST_E = frozenset(("presque", "quelque", "lorsque", "puisque", "quoique", "jusque"))
"""Words that lose their e before a vowel, in writing only some of them before some words (presque une heure)."""
_H_IS_ASKED = frozenset(_ADDED)
_POSSESSIVES = frozenset(["mon", "ton", "son"])
_PLURAL_DETERMINERS = frozenset([
    "les", "des", "de", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "aux", "deux", "trois", "quelques",
    "plusieurs",
])  # fmt: skip
_VOWEL_LETTERS = tuple("aeiouàâæéèêëîïôœùûü")
_NUMBER = re.compile("(?:^|-)(?:deux|trois|six|dix|vingts)$|^cents$")
_LETTER = "x"
"""Stands for the name of any letter."""
_AFTER_NUMBERS = _APART_BEFORE | {"égale", "égalent", "arobase", "étoile", _LETTER}
_AFTER_ONE = _AFTER_NUMBERS - {"après"}
"""Before these un is a number, no article (le un est, deux un un, vingt et un à)."""
_SOUNDED_S = re.compile("[^e]s$")
"""The end of a word whose last consonant is heard anyway (plus un, tous ensemble, cinquante cents en tout)."""
_VOICED_NEUF = frozenset(["ans", "heures", "heure"])
_COMPOUND_NUMBER = re.compile("-(deux|trois|six|dix)$")
_MONTHS = frozenset(["avril", "août", "octobre"])
_FIXED = (
    dict.fromkeys(
        [
            ("nations", "unies"),
            ("champs", "élysées"),
            ("jeux", "olympiques"),
            ("plus", "ou"),
            ("arabes", "unis"),
            ("émirats", "arabes"),
        ],
        "z",
    )
    | dict.fromkeys([("quant", "à"), ("quant", "au"), ("quant", "aux"), ("petit", "à"), ("haut", "en")], "t")
    | {("tous", noun): "z" for noun in ("azimuts", "égards", "âges", "usages", "horizons", "ordres", "étages")}
)
"""Two words that are always linked, and the consonant."""
_NOT_AFTER_CENT = frozenset(["un", "une", "onze", "onzième", "unième", "et"])
_TENSE = {"ɪ": "i", "ʏ": "y", "ʊ": "u"}
"""A linking consonant begins the next word, so that the vowel before it stands in an open syllable (petit ami)."""
_NEVER_BEFORE = frozenset([
    "et", "ou", "où", "oui", "onze", "onzième", "onzièmes", "huit", "hameau", "hameaux", "ouistiti", "ouistitis",
    "ouaouaron", "ouaouarons",
])  # fmt: skip
_NEVER_EXCEPT = frozenset({("dix", "huit"), ("vingt", "et"), ("vingt", "huit"), ("plus", "ou"), ("c'est", "où")})
_NOUNS_TOO = frozenset([
    "petit", "petits", "grand", "grands", "gros", "premier", "premiers", "dernier", "derniers", "second", "vieux",
    "jeunes", "prochain", "ancien", "anciens", "autres", "seuls",
])  # fmt: skip
"""Adjectives that are nouns before a verb or a function word (le petit | avait faim, le premier | à partir)."""
_VERB = re.compile(
    "[aeioué]\\w*(?:(?<!r)ait|aient|èrent|(?<!f)ront|era)|(?:arriv|aim|exist)e(?:nt)?|attend(?:ent)?|apprend|eut|eurent|entra"
)
"""Verbs by their endings (avait, allaient, aura); extrait and attrait are nouns."""


def restore(
    word: str, phones: tuple[Phone, ...], in_context: Sequence[str], alone: Callable[[str], Sequence[str]]
) -> tuple[Phone, ...]:
    """The phones of a word from a table, with the consonant by which espeak-ng links it to the next word.

    Args:
        word: as written.
        phones: its phones.
        in_context: espeak's symbols of the word in its clause.
        alone: gives espeak's symbols of a word that stands alone.
    """
    final = in_context[-1] if in_context else ""
    if _INVERTED.search(word.casefold()):
        return phones  # parle-t-on anglais
    if final not in _LINKED or len(phones) < 2 or phones[-1].symbol == final or is_vowel(final):
        return phones
    if final == "z" and phones[-1].symbol in {"s", "t"} and _SOUNDED_S.search(word.casefold()):
        return phones
    by_itself = alone(word)
    if not by_itself or by_itself[-1] == final:
        return phones
    return (*phones, Phone(final, 0, phones[0].locale))


def connect(
    words: Sequence[str],
    read: list[tuple[Phone, ...]],
    locale: str,
    alone: Callable[[str], tuple[Phone, ...]],
    mute_h: Callable[[str], bool],
) -> list[tuple[Phone, ...]]:
    """The phones of a clause with its liaisons put right; other locales pass unchanged.

    Args:
        words: the clause's words as written.
        read: the phones of each, liaison consonants at the end of the word before.
        locale: BCP-47 tag.
        alone: gives the phones of a word that stands alone.
        mute_h: tells of a word in h whether others link with it (heures) or not (haricots).
    """
    if "fr" not in lineage(locale):
        return read
    folded = ["", *(word.casefold() for word in words)]
    result = list(read)
    for i in range(len(words) - 1):
        before, left, right = folded[i : i + 3]
        result[i], result[i + 1] = _parted(result[i], result[i + 1], right)
        phones, after = result[i], result[i + 1]
        phones = result[i] = _numbered(left, tuple(folded[i + 2 : i + 4]), phones, after)
        if (len(phones) >= 2 or left in _DETERMINERS) and after and _begins_with_vowel(after):
            linked = _is_linked(left, phones) and not _is_own(phones, alone(words[i]))
            if not (left in _H_IS_ASKED and right.startswith("h") and not mute_h(words[i + 1])):
                lettered = _is_letter(words[i + 1]) and (left == "un" or _NUMBER.search(left))
                result[i] = _before_vowel(phones, linked, before, left, _LETTER if lettered else right)
    return result


def is_noun_with_noun(word: str, known: Callable[[str], bool]) -> bool:
    """True for a compound of two nouns of which the first is a plural, that links with nothing: bandes-annonces, but
    petits-enfants.

    Args:
        word: as written.
        known: tells of a word whether it is one of French.
    """
    first, _, second = word.partition("-")
    plural = len(first) > 4 and first[-2:] not in {"ss", "us", "is", "as"} and first[-1] == "s" and known(first[:-1])
    noun = second[:1] in _VOWEL_LETTERS and second not in {"en", "il", "ils", "elle", "elles", "on"}  # prends-en
    return plural and noun and first not in _LINKING_WORDS | _BEFORE_NOUNS


def _parted(
    left: tuple[Phone, ...], right: tuple[Phone, ...], word: str
) -> tuple[tuple[Phone, ...], tuple[Phone, ...]]:
    """The phones of two words, with a linking z that espeak-ng gives to the second at the end of the first (les
    rivières y apportent)."""
    shifted = word[:1] in (*_VOWEL_LETTERS, "y") and left and len(right) > 1 and right[0].symbol == "z"
    return ((*left, right[0]), right[1:]) if shifted else (left, right)


def _numbered(
    left: str, following: tuple[str, ...], phones: tuple[Phone, ...], after: Sequence[Phone]
) -> tuple[Phone, ...]:
    """The phones of a number as the next words ask for: huit jours without its t, neuf heures with v, le dix du mois
    with its s."""
    right = following[0]
    percent = following == _PERCENT
    if left.endswith("huit") and phones and phones[-1].symbol == "t" and (percent or _counts(right, after)):
        return phones[:-1]
    if left.endswith("neuf") and right in _VOICED_NEUF and phones and phones[-1].symbol == "f":
        return (*phones[:-1], Phone("v", 0, phones[0].locale))
    alone = right in _COUNTED_BY_NONE or _ELIDED.match(right) is not None  # six d'entre eux
    if left.endswith(("six", "dix")) and alone and not percent and phones and is_vowel(phones[-1].symbol):
        return _with_s(phones)
    return phones


def _before_vowel(phones: tuple[Phone, ...], linked: bool, before: str, left: str, right: str) -> tuple[Phone, ...]:
    """The phones of a word whose next one begins with a vowel."""
    locale = phones[0].locale
    if linked:
        if _stays_apart(before, left, right) or _is_number_alone(left, right):
            if left.endswith(("six", "dix")):  # page dix et
                return _with_s(phones[:-1])
            return final_vowel(_opened(phones[:-1]), left)
        phones = (*_opened(phones[:-1]), phones[-1])
        if len(phones) > 3 and phones[-2].symbol in {"ʁ", "l"} and not is_vowel(phones[-3].symbol):
            phones = (*phones[:-1], Phone("ə", 0, locale), phones[-1])  # les autres élèves
    elif (added := _added(before, left, right)) and phones[-1].symbol != added:
        phones = (*phones, Phone(added, 0, locale))
    if left in _LOST_E and phones[-1].symbol == "ə" and right not in _NEVER_BEFORE:  # quelque huit cents
        return phones[:-1]
    if left in _OPENED and phones[-1].symbol == "n":
        nasal = _OPENED[left] + "\u0303"
        return tuple(Phone(_OPENED[left], p.stress, locale) if p.symbol == nasal else p for p in phones)
    if left in {"premier", "dernier", "léger"} and phones[-1].symbol == "ʁ" and phones[-2].symbol == "e":
        if _is_noun_before(left, right):
            return phones[:-1]
        return (*phones[:-2], Phone("ɛ", phones[-2].stress, locale), phones[-1])
    return phones


def _with_s(phones: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """The phones of six or dix with the s that they have alone."""
    last = phones[-1]
    return (*phones[:-1], Phone("ɪ", last.stress, last.locale), Phone("s", 0, last.locale))


def _opened(phones: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """The phones of a word before its linking consonant: a vowel at their end stands in an open syllable, whether the
    consonant is spoken (petit ami) or not (il dit un mot)."""
    last = phones[-1]
    return (*phones[:-1], Phone(_TENSE.get(last.symbol, last.symbol), last.stress, last.locale))


def _is_letter(word: str) -> bool:
    """True for the name of a letter; Y is a word too."""
    return len(word) == 1 and word.isupper()


def _is_number_alone(left: str, right: str) -> bool:
    """True for a number that counts nothing that follows (deux et, un un, trente-deux M)."""
    return right in _AFTER_ONE if left == "un" else bool(_NUMBER.search(left)) and right in _AFTER_NUMBERS


def _added(before: str, left: str, right: str) -> str:
    """The consonant with which a word links that espeak-ng leaves alone, "" for none."""
    if _always_links(left, right):
        return _FIXED.get((left, right), "z")
    if left == "comment" and right.startswith("allez"):
        return "t"
    if left in _DETERMINERS and right[:1] in _VOWEL_LETTERS and right not in _APART_BEFORE | _NEVER_BEFORE | {"un"}:
        return _DETERMINERS[left]
    plural = left in _BEFORE_NOUNS and left.endswith(("s", "x")) and before in _PLURAL_DETERMINERS
    if plural and right[:1] in _VOWEL_LETTERS and right not in _APART_BEFORE | _NEVER_BEFORE:
        return "z"  # ces jolis oreillers
    if (
        left in _POSSESSIVES
        and before not in _SINGULAR
        and right[:1] in _VOWEL_LETTERS
        and right not in _NEVER_BEFORE | {"en"}
    ):
        return "n"  # mon iPhone
    if left == "cent" and before == "pour":
        return ""  # dix pour cent en tout
    return _ADDED[left] if left in _ADDED and _is_joined(left, right) else ""


def _always_links(left: str, right: str) -> bool:
    """True for a compound number before what it counts (vingt-deux ans) and for fixed phrases (Nations unies)."""
    counts = _COMPOUND_NUMBER.search(left) and right not in _MONTHS | _AFTER_NUMBERS | _NEVER_BEFORE
    return bool(counts) or (left, right) in _FIXED


def _begins_with_vowel(phones: Sequence[Phone]) -> bool:
    return is_vowel(phones[0].symbol) or phones[0].symbol in {"w", "j", "ɥ"}


def _is_joined(left: str, right: str) -> bool:
    """True for an adjective before its noun, as far as the next word tells: no function word, none without liaison."""
    if left == "vingt":  # espeak-ng links it but before h
        return right.startswith("h")
    if left in {"mieux", "cent"}:
        return right == "en" if left == "mieux" else right not in _NOT_AFTER_CENT
    return right not in _APART_BEFORE and right not in _NEVER_BEFORE


def _counts(right: str, after: Sequence[Phone]) -> bool:
    """True for a word that huit counts and that begins with a consonant (huit jours): its t is silent."""
    counted = right not in _NOT_COUNTED and not _ELIDED.match(right)
    return counted and bool(after) and not _begins_with_vowel(after)


def _is_linked(word: str, phones: Sequence[Phone]) -> bool:
    """True if the last phone is a silent letter that has come alive: a linking consonant for a final s, x, z, t, d,
    n, r or p."""
    spelled = {"z": "sxz", "t": "td", "n": "n", "ʁ": "r", "p": "p", "ɡ": "g"}
    last = phones[-1].symbol
    if last not in _LINKED or word[-1:] not in spelled[last] or (last != "z" and word[-1:] == "r"):
        return False
    if last == "t" and word.endswith("tent") and is_vowel(phones[-2].symbol):
        return False  # content une histoire: the t of the stem
    if last == "z":  # choses has a z of its own before the linking one
        return phones[-2].symbol in {"z", "s"} or not word.endswith(("ses", "zes"))
    if _is_plural_verb(word, phones):
        return True
    return is_vowel(phones[-2].symbol)


def _is_own(phones: Sequence[Phone], alone: Sequence[Phone]) -> bool:
    """True if the word ends in this consonant when it stands alone too (sept, net); choses has a second z here."""
    doubled = phones[-1].symbol == phones[-2].symbol
    return not doubled and bool(alone) and alone[-1].symbol == phones[-1].symbol


def _is_plural_verb(word: str, phones: Sequence[Phone]) -> bool:
    """True for a verb in -ent whose t espeak-ng links: it stands after the consonant of the stem (parlent)."""
    return word.endswith("ent") and phones[-1].symbol == "t" and not is_vowel(phones[-2].symbol)


def _is_noun_before(left: str, right: str) -> bool:
    """True for an adjective that no noun follows (le premier a gagné)."""
    apart = right in _APART_BEFORE or _VERB.fullmatch(right) is not None
    return left in _NOUNS_TOO and apart and (left, right) not in _FIXED


def _stays_apart(before: str, left: str, right: str) -> bool:
    if right in _NEVER_BEFORE:
        return (left, right) not in _NEVER_EXCEPT and not (right == "huit" and left in _LINKING_WORDS)
    if left == "chacun" or _is_noun_before(left, right):
        return True
    if left == "quand" and _INVERTED.search(right) and right != "est-ce":
        return True  # depuis quand avez-vous
    if left.rpartition("'")[2] in _LINKING_WORDS or _always_links(left, right):  # ils, qu'ils
        return False
    if _INVERTED.search(right) or _INVERTED.search(left):
        return True  # les enfants ont-ils, peut-on annuler
    if left.endswith(("s", "x", "z")):
        return left not in _BEFORE_NOUNS or before in _SINGULAR or right in _APART_BEFORE
    return right in _APART_BEFORE or (left.endswith("ent") and not left.endswith("aient"))
