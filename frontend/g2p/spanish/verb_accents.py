"""Verbs without their accent where the clause shows it: "el paquete llegara mañana", "se cancelo el vuelo".

"Llegara" is right without an accent behind "si" or "que", but hardly ever in a clause that has no such word; "cancelo"
is the speaker's own, who is never right behind "se" or behind somebody else ("mi tio compro", "no me llego"); "llame"
is the speaker's past behind "ya". A clause with any accent is left as it is: who writes one writes the others too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontend.common_words import word_ranks
from frontend.spanish_accents import restored
from frontend.spanish_vowels import accented, has_accent
from frontend.tables import word_set

_FUTURE = re.compile("([A-Za-zÑñ]{2,20}[aA][rR])([aA])([nNsS]?)")
_PAST_SUBJUNCTIVE = re.compile("[a-zñ]{2,20}(?:iera|iese|ase)[ns]?")
_MAY_ASK = word_set(
    "si que quien quienes ojala como cuando donde aunque mientras cual cuales cuanto porque quiza quizas acaso apenas "
    "tal antes sin segun cuya cuyo ni ojo espero esperamos pido pedimos pidio solicito solicitamos ruego rogamos "
    "podria podrian querria"
)
"""Words that may ask for the subjunctive of what follows."""
_PAST = re.compile("[A-Za-zÑñ]{2,20}[oO]")
"""Of a verb in -ar or, with a y, in -er (cayo)."""
_THIRD = frozenset(("se", "usted", "ella"))
_DATIVE = frozenset(("me", "te", "le", "les", "nos"))
_TO_ALL = word_set("llego gusto encanto")
"""Verbs behind any dative that are hardly ever the speaker's: "le llego"."""
_TO_ME = word_set("cobro falto mando comento informo ayudo aviso costo cancelo rechazo bloqueo") | _TO_ALL
"""The same behind "me" and "nos"."""
_PRONOUNS = _DATIVE | {"se", "lo", "la", "los", "las"}
_DETERMINERS = word_set("el la mi tu su un una este esta ese esa nuestro nuestra")
_OPENS = word_set("y que porque pero cuando ya ayer hoy anoche aunque pues donde luego entonces")
"""What may stand before the subject of a clause."""
_SUBJECTS = word_set(
    "banco compania empresa escuela hospital gobierno seguro aseguradora doctor doctora senor señor senora señora "
    "jefe jefa maestro maestra hijo hija hermano hermana tio tia papa mama padre madre esposo esposa novio novia "
    "amigo amiga vecino vecina abuelo abuela primo prima suegro suegra sobrino sobrina nieto nieta nino niño nina "
    "niña bebe perro perra gato gata policia abogado abogada dentista mecanico dueno dueño duena dueña casero "
    "casera cliente chofer taxi camion bus autobus tren avion vuelo carro coche paquete pedido cheque correo "
    "mensaje telefono celular sistema app aplicacion tienda gente muchacho muchacha chico chica hombre mujer equipo "
    "presidente presidenta alcalde alcaldesa senador senadora congreso juez jueza corte cajero cajera enfermera "
    "vendedor vendedora"
)
"""Who or what does something, in texts without accents."""
_ADVERBS = word_set("no nunca ya siempre tambien todavia casi")
"""What may stand between a subject and its verb."""
_ADJECTIVES = word_set(
    "lleno limpio seco corto justo completo largo bajo sano maduro contento medio activo duro interno externo alterno "
    "amplio vacio enfermo sereno entero exacto preciso concreto expreso privado nuevo"
)
"""Words in -o that describe a noun."""
_STEMS = word_set(
    "enferm recet vacun desmay lastim atras retras reembols agend estacion extravi jubil mud gradu divorci averi tard"
)
"""Of verbs in -ar that are not among the frequent words."""
_SPEAKER_BEFORE = word_set("ya yo ayer anoche")
_OWN_PAST = re.compile("([a-zñ]{2,20})e")
_NO_PAST = word_set("tarde sobre entre este nombre deje")
_CONDITIONAL = re.compile("([a-zñ]{2,20}[aei]r)ia(?:n|s|mos)?")
"""Of a verb, which asks for it too: "agradeceria me enviara"."""
_REACH = 5
"""So many words before a verb, its subject and what opens the clause may stand."""
_FEWEST = 2
"""Words that show a clause; one alone stands as it is written."""
_SHORTEST = 5
"""Letters of an infinitive; shorter words in -ar are nouns too (par, bar)."""


def with_accents(words: Sequence[str]) -> tuple[str, ...]:
    """The words of one clause, verbs in the future and behind "se" with the accent that they are written without."""
    lower = [word.lower() for word in words]
    if len(words) < _FEWEST or any(has_accent(word) or _PAST_SUBJUNCTIVE.fullmatch(word) for word in lower):
        return tuple(words)
    asked = next((index for index, word in enumerate(lower) if _may_ask(word)), len(words))
    result = [*map(_future, words[:asked]), *words[asked:]]
    for index, word in enumerate(words):
        before = lower[max(0, index - _REACH) : index]
        if _PAST.fullmatch(word) and _is_of_third(lower[index], before, lower[index + 1 : index + 2]):
            result[index] = _past(word)
        elif index < asked and _is_own_past(lower[index], before):
            result[index] = word[:-1] + ("É" if word.isupper() else "é")
    return tuple(result)


def _is_of_third(verb: str, before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether a verb behind these words is of the third person: "se", "se le", "usted", "me" where it is no verb of the
    speaker, "ya" before its subject, or somebody who does it."""
    last = before[-1] if before else ""
    if last in _THIRD or (last in _DATIVE and before[-2:-1] == ["se"]):
        return True
    if (last in _DATIVE and verb in _TO_ALL) or (last in ("me", "nos") and verb in _TO_ME):
        return True
    if verb == "llego" and last == "ya" and not _DETERMINERS.isdisjoint(behind):
        return True  # "ya llego mi paquete"
    return verb not in _ADJECTIVES and restored(verb) == verb and _end_in_subject(before)


def _end_in_subject(words: Sequence[str]) -> bool:
    """Whether they are somebody, with a pronoun: "mi tio", "y la señora me"."""
    subject = words[:-1] if words and words[-1] in _PRONOUNS else words
    subject = subject[:-1] if subject and subject[-1] in _ADVERBS else subject
    named = len(subject) > 1 and subject[-1] in _SUBJECTS and subject[-2] in _DETERMINERS
    return named and (len(subject) == _FEWEST or subject[-3] in _OPENS)


def _is_own_past(word: str, before: Sequence[str]) -> bool:
    """Whether a word in -e is what the speaker did: "ya llame", "ayer lo cancele"."""
    match = _OWN_PAST.fullmatch(word)
    told = before[:-1] if before and before[-1] in _PRONOUNS else before
    if not match or not told or told[-1] not in _SPEAKER_BEFORE or word in _NO_PAST:
        return False
    stem = match[1]
    stems = {stem, re.sub("qu$", "c", stem), re.sub("gu$", "g", stem), re.sub("c$", "z", stem)}
    return any(f"{known}ar" in word_ranks("es") for known in stems)


def _may_ask(word: str) -> bool:
    conditional = _CONDITIONAL.fullmatch(word)
    return word in _MAY_ASK or (conditional is not None and conditional[1] in word_ranks("es"))


def _future(word: str) -> str:
    match = _FUTURE.fullmatch(word)
    if not match or len(match[1]) < _SHORTEST or match[1].lower() not in word_ranks("es"):
        return word
    stem, vowel = word[: len(match[1])], accented(match[2].lower())
    return stem + (vowel.upper() if match[2].isupper() else vowel) + match[3]


def _past(word: str) -> str:
    """A word in -o of the third person."""
    stem, ranks = word[:-1].lower(), word_ranks("es")
    verb = (stem + "ar" in ranks and stem != "sol") or stem in _STEMS or (stem.endswith("y") and stem + "ó" in ranks)
    return word[:-1] + ("Ó" if word.isupper() else "ó") if verb else word
