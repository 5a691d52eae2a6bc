"""Which questions rise at their end: the judgement of speakers of each language, never the program's."""

from __future__ import annotations

import pytest

from frontend.pipeline import Frontend

RISING = {
    "en-US": (
        "Is the office open tomorrow?",
        "Do you know what time it is?",
        "You're coming?",
        "Can you tell me where the station is?",
        "When you get there, will you call me?",
        "It's on Monday, right?",
        "Or perhaps from the hills?",
        "And you?",
        "Would you like to leave a message?",
        "What time do you close, and do you have parking?",
        '"Is it true," she asked, "what they say about her?"',
    ),
    "en-GB": ("Have you got a minute?", "You haven't seen Tom, have you?", "Shall I put you through?", "Sorry?"),
    "es-US": (
        "¿Está abierta la oficina mañana?",
        "¿Sabe usted dónde está la estación?",
        "Usted viene mañana, ¿verdad?",
        "¿Y usted?",
        "¿Quiere dejar un mensaje?",
        "¿Que vendrá mañana?",
        "Cuando llegue, me puede llamar usted?",
        "Qué raro, ¿no te llamó nadie?",
        "¿Usted sabe dónde queda?",
        "Cómo pasa el tiempo, ¿no?",
        "Quieres venir?",
    ),
    "de-DE": (
        "Haben Sie morgen geöffnet?",
        "Wollen Sie eine Nachricht hinterlassen?",
        "Wissen Sie, ob er kommt?",
        "Sie kommen doch, oder?",
        "Wenn Sie da sind, rufen Sie mich dann an?",
        "Wie bitte?",
        "Können Sie mir sagen, wann der Bus fährt?",
    ),
    "fr-CA": (
        "Est-ce que le bureau est ouvert demain ?",
        "Vous venez demain ?",
        "Voulez-vous laisser un message ?",
        "Il fait beau, n'est-ce pas ?",
        "Quand vous arriverez, pourrez-vous m'appeler ?",
        "Tu sais quel jour ta sœur arrive ?",
        "C'est la voiture de Marc ?",
    ),
}

FALLING = {
    "en-US": (
        "Where is the office?",
        "At what time does it open?",
        "So how do I get there, please?",
        "What's your name?",
        "Would you like tea or coffee?",
        '"Where," he asked, "did you put the keys?"',
        '"You know," he said, "why did she leave?"',
        "Shall we walk, or would you rather take the bus?",
        "Is the office open tomorrow.",
    ),
    "en-GB": ("Which platform does it leave from?", "To whom should I write?", "Whose umbrella is this?"),
    "es-US": (
        "¿Y tú qué cuentas?",
        "¿Usted cómo lo ve?",
        "¿Y tu mamá cómo está?",
        "¿Los lunes a qué hora abren?",
        "¿Dónde está la oficina?",
        "¿A qué hora abre?",
        "¿Por qué no contesta nadie?",
        "Y entonces, ¿cuánto cuesta?",
        "¿Prefiere té o café?",
        "¿A nombre de quién está la cuenta?",
        "Que hora es?",
        "Hola, como puedo pagar mi factura?",
    ),
    "de-DE": (
        "Wo ist das Büro?",
        "Um wie viel Uhr öffnen Sie?",
        "Mit wem spreche ich?",
        "Möchten Sie Tee oder Kaffee?",
    ),
    "fr-CA": (
        "Où est le bureau ?",
        "Qu'est-ce que vous voulez ?",
        "À quelle heure ouvrez-vous ?",
        "Vous partez quand ?",
        "D'où venez-vous ?",
        "Combien ça coûte ?",
        "C'est quoi ton adresse courriel ?",
        "Tu as vu quel film hier soir ?",
        "Elle travaille où, ta sœur ?",
        "Vous voulez du thé ou du café ?",
    ),
}


@pytest.fixture(scope="module")
def frontend() -> Frontend:
    return Frontend()


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, texts in RISING.items() for text in texts])
def test_yes_no_questions_and_tags_rise_at_their_last_word(frontend: Frontend, locale: str, text: str) -> None:
    words = [word for sentence in frontend.process(text, locale) for word in sentence.words]
    assert [word.rises for word in words] == [False] * (len(words) - 1) + [True]


@pytest.mark.parametrize(("locale", "text"), [(locale, text) for locale, texts in FALLING.items() for text in texts])
def test_question_words_and_choices_fall(frontend: Frontend, locale: str, text: str) -> None:
    assert not any(word.rises for sentence in frontend.process(text, locale) for word in sentence.words)


def test_a_question_inside_a_sentence_rises_where_it_ends(frontend: Frontend) -> None:
    words = [
        word for sentence in frontend.process('"Are you ready?" she asked me.', "en-US") for word in sentence.words
    ]
    assert [word.text for word in words if word.rises] == ["ready"]


def test_a_question_in_ssml_rises(frontend: Frontend) -> None:
    utterance = frontend.process_ssml('<speak>Is it <emphasis level="strong">open</emphasis>?</speak>', "en-US")
    assert [word.text for sentence in utterance for word in sentence.words if word.rises] == ["open"]
