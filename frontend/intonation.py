"""Which questions rise: those that ask for yes or no, and tags; questions with a question word fall.

A question that asks whether something is so ends high in all five locales, one with a question word ("where", "dónde")
ends low, and so does a choice ("tea or coffee?"), whose last member falls. After Ladd, *Intonational Phonology* (2008,
chapter 4), the ToBI descriptions of Sp_ToBI (Mexican Spanish), GToBI and F_ToBI, and Wells, *English Intonation*
(2006, section 2.13 to 2.19).

Nothing is parsed: the first words of a question's clauses, their number and a few conjunctions tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from frontend.g2p.spanish import question_words
from frontend.spanish_vowels import has_accent
from frontend.types import SENTENCE_FINAL, Word

_LONGEST_TAG = 3  # words: "isn't it", "n'est-ce pas", "are you not"
_SHORTEST_CLAUSE = 3
_LATEST = 3
_FARTHEST_CHOICE = 6  # words from the end at which "or" still joins the question's last member

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ELIDED_QUE = re.compile(r"\bqu['’](?=\w)", re.IGNORECASE)
_ELIDED_DE = re.compile(r"\bd['’](?=où\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Questions:
    """How a language asks.

    `words` are question words; `before` may stand in front of one without changing the kind of the question;
    `conditions` are question words that also begin a subordinate clause; `tags` ask for consent; `echoes` rise although
    they hold a question word; `choices` join alternatives; `reporting` words make a question word after them begin
    their object ("wissen Sie, wann er kommt?"); `late` ones may also stand within the last three words ("vous partez
    quand?", "vous ouvrez à quelle heure?") or at the end of any clause ("elle travaille où, ta sœur?"), and those
    `in_place` anywhere behind one of the `subjects` ("tu as vu quel film hier?"), unless they are the object of a
    `knowing` word ("tu sais quelle heure il est?"). `plain` ones are question words in a question that has no accent at
    all, as messages write it ("que hora es?"). A clause behind another that begins with an `auxiliary` asks for itself
    ("when do you close, and do you have parking?").
    """

    words: frozenset[str]
    before: frozenset[str]
    tags: frozenset[str]
    choices: frozenset[str]
    conditions: frozenset[str] = frozenset()
    echoes: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    late: frozenset[str] = frozenset()
    in_place: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    knowing: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ENGLISH = _Questions(
    words=_set("what when where who whom whose which why how what's when's where's who's why's how's what're who're"
               " where're how're what'd where'd who'd why'd how'd what'll who'll where'll when'll how'll who've"
               " whatever whatever's"),
    before=_set("and but so well then or now okay oh yes no about at by for from in of on since to under with until"
                " till after before during through into without exactly just"),
    tags=_set("right okay ok yes no yeah correct huh eh"),
    choices=_set("or"),
    conditions=_set("when where"),
    echoes=frozenset({"what about"}),
    auxiliaries=_set("do does did is are was were can could will would shall should have has may"),
)  # fmt: skip
_SPANISH_WORDS = _set("qué quién quiénes cuál cuáles cuándo cuánto cuánta cuántos cuántas dónde adónde cómo")
_SPANISH = _Questions(
    words=_SPANISH_WORDS,
    before=_set("y pero entonces o pues bueno a al ante bajo con contra de desde durante en entre hacia hasta para por"
                " nombre sin sobre tras oiga disculpe perdón"),
    tags=_set("verdad no sí cierto vale eh correcto"),
    choices=_set("o u"),
    conditions=_set("como cuando donde"),
    in_place=_SPANISH_WORDS,
    subjects=_set("yo tú usted ustedes él ella ellos ellas nosotros el la los las mi mis tu tus su sus nuestro"
                  " nuestra este esta ese esa mañana hoy"),
    knowing=_set("sabe sabes saben sabía sabías sabían supo supiste supieron sé saber dice dices dicen dijo dijiste"
                 " dijeron digo dirá dirás recuerda recuerdas recuerdan acuerda acuerdas acuerdan ve ves ven vio"
                 " viste vieron entiende entiendes entienden entendió entendiste explica explicas explicó pregunta"
                 " preguntas preguntó imagina imaginas cree crees creen idea importa interesa depende contó"
                 " contaste enseñó mostró muestra averiguó averiguaste decidió decidiste decidieron piensa piensas"
                 " olvidó olvidaste nota notas notaste fijaste avisó avisaron conoce conoces conocen"),
    plain=question_words.PLAIN | {"porque"},
)  # fmt: skip
_GERMAN = _Questions(
    words=_set("wer wen wem wessen was wann wo woher wohin warum wieso weshalb weswegen wie wieviel wieviele wievielte"
               " welche welcher welches welchen welchem womit wofür wovon wozu woran worauf woraus worin worüber worum"
               " wodurch wogegen wonach wovor wobei worunter"),
    before=_set("und aber also oder denn na ja nun ab an auf aus bei bis durch für gegen hinter in mit nach neben ohne"
                " seit über um unter von vor wegen zu zum zur zwischen"),
    tags=_set("oder ja nicht gell richtig stimmt's wahr okay"),
    choices=_set("oder"),
    echoes=frozenset({"wie bitte"}),
    reporting=_set("sagen wissen weißt erklären verraten zeigen erzählen mitteilen nachsehen nachschauen prüfen"
                   " verstehen verstehst erinnern ahnung"),
)  # fmt: skip
_FRENCH = _Questions(
    words=_set("qui que quoi quel quelle quels quelles quand où comment pourquoi combien lequel laquelle lesquels"
               " lesquelles auquel duquel auxquels desquels"),
    before=_set("et mais alors donc ou bon à au aux après avant avec chez contre dans de depuis dès en entre jusqu'à"
                " jusqu c'est par pendant pour sans sous sur vers d"),
    tags=_set("non oui hein d'accord pas vrai correct"),
    choices=_set("ou"),
    conditions=_set("quand"),
    late=_set("quoi quel quelle quels quelles quand où comment combien lequel laquelle lesquels lesquelles"),
    in_place=_set("quel quelle quels quelles combien"),
    subjects=_set("je tu il elle on nous vous ils elles ça c'est j'ai t'as t'es"),
    knowing=_set("sais sait savez savent savoir savais saviez saurais sauriez connais connaissez dire dis dites dit"
                 " rappelles rappelez souviens souvenez demande demandes demandez comprends comprenez vois voyez voir"
                 " vérifier choisi choisir décidé décider compris précisé expliqué idée importe n'importe"),
)  # fmt: skip
_LANGUAGES = {"en": _ENGLISH, "es": _SPANISH, "de": _GERMAN, "fr": _FRENCH}


def with_rises(words: Sequence[Word], text: str, locale: str) -> tuple[Word, ...]:
    """The words of a sentence, those marked that end a rising question.

    Args:
        words: in order, with the punctuation after them and the narrator's marked.
        text: the text (or SSML document) that their spans point into; a question begins behind its ¿.
        locale: BCP-47 tag of the language whose question words count.
    """
    marked = list(words)
    start = 0
    for index, word in enumerate(words):
        if index and "¿" in text[words[index - 1].span.end : word.span.start]:
            start = index
        if word.punctuation == "?" and _rises(_clauses(words[start : index + 1]), _LANGUAGES[locale[:2]]):
            marked[index] = replace(word, rises=True)
        if word.punctuation in SENTENCE_FINAL:
            start = index + 1
    return tuple(marked)


def _clauses(words: Sequence[Word]) -> list[list[str]]:
    """The question's words in lower case without the narrator's ("Where," he asked, "is it?"), cut at punctuation; an
    elided French "que" counts as one."""
    clauses: list[list[str]] = [[]]
    for word in words:
        if word.reports:
            continue
        spoken = _ELIDED_DE.sub("de ", _ELIDED_QUE.sub("que ", word.spoken))
        clauses[-1] += [part.replace("’", "'").lower() for part in _WORD.findall(spoken)]
        if word.punctuation:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _rises(clauses: Sequence[Sequence[str]], questions: _Questions) -> bool:
    if not clauses:
        return False
    last = clauses[-1]
    if last[0] in questions.before - questions.choices and _opening(last, questions) in questions.auxiliaries:
        clauses = [last]  # "When do you close, and do you ...?"
    elif _opening(clauses[0], questions) in questions.auxiliaries:
        clauses = [clause for clause in clauses if _opening(clause, questions) not in questions.words]
    if " ".join(last) in questions.echoes:
        return True
    if len(clauses) > 1 and len(last) <= _LONGEST_TAG and not questions.tags.isdisjoint(last):
        return True
    plain = not any(has_accent(word) for clause in clauses for word in clause)
    known = questions.words | questions.plain if plain else questions.words
    asked = [
        _opening(clause, questions) in known and questions.reporting.isdisjoint(before)
        for before, clause in zip([[], *clauses], clauses, strict=False)
    ]
    if _opening(clauses[0], questions) in questions.conditions and len(clauses) > 1 and len(clauses[0]) > 1:
        asked[0] = all(len(clause) < _SHORTEST_CLAUSE for clause in clauses[1:])  # "When you come, will you ...?"
    return not (any(asked) or _asks_late(clauses, questions) or _offers_choice(clauses, questions))


def _offers_choice(clauses: Sequence[Sequence[str]], questions: _Questions) -> bool:
    """Whether a question ends with one of several things to choose from, or is one itself ("or shall we walk?")."""
    last = clauses[-1]
    joined = len(clauses) > 1 and last[0] in questions.choices
    return joined or not questions.choices.isdisjoint(last[1:][-_FARTHEST_CHOICE:-1])


def _asks_late(clauses: Sequence[Sequence[str]], questions: _Questions) -> bool:
    """Whether a question word stands behind its verb."""
    last = clauses[-1]
    if not questions.late.isdisjoint(last[-_LATEST:]) or any(clause[-1] in questions.late for clause in clauses):
        return True
    before = list(takewhile(lambda word: word not in questions.in_place, last))
    in_place = _opening(last, questions) in questions.subjects and len(before) < len(last)
    return in_place and questions.knowing.isdisjoint(before)


def _opening(clause: Sequence[str], questions: _Questions) -> str:
    """The first word that is not among those that may stand before a question word."""
    return next((word for word in clause if word not in questions.before), "")
