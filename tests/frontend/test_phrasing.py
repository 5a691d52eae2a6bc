"""Where a reader may pause in a long clause without punctuation: the judgement of speakers, never the program's."""

from __future__ import annotations

import pytest

from frontend.pipeline import Frontend
from frontend.types import Sentence

PLACES = {
    "en-US": (
        "The teacher explained the new rules to the whole class | and then handed out the books | that we needed for"
        " the rest of the year.",
        "Nobody in the small mountain village | could remember a winter | that had brought so much snow to the valley.",
        "We moved to this quiet neighborhood last summer | because the apartment in the center | had become too small"
        " for our growing family.",
        "Everybody who wants to take part in the tournament | should send the completed form | to the secretary |"
        " before the last Friday in January.",
    ),
    "en-GB": (
        "The best way to get from the airport to the city center | is to take the tram from outside the main terminal.",
        "Neither the police nor the ambulance service | has commented on the reports of a second explosion near the"
        " station.",
        "Prices in the shops climbed by half a percent in April | as families spent more on clothing.",
        "The storm brought gusts of a hundred miles an hour to Jersey | and left thousands without power in Devon.",
        "The ferry from Holyhead to Dublin | was turned back after a fire in the engine room.",
        "Scientists are looking for the cause | after a ship to Norway was lost in a storm | on the last day of March.",
        "The government has promised to build thousands of new homes | in the towns around the capital | over the"
        " next ten years.",
        "My brother spent the whole weekend repairing the old wooden boat | that our father had left behind the shed.",
        "The doctor told her patient to stay in bed for a couple of days | and to drink as much water as possible.",
    ),
    "es-US": (
        "La profesora explicó las nuevas reglas a toda la clase | y después repartió los libros | que necesitábamos"
        " para el resto del año.",
        "El mecánico revisó el motor del camión con mucho cuidado | porque el dueño había escuchado un ruido extraño"
        " durante el viaje.",
        "Las familias que perdieron sus casas en el incendio | recibirán ayuda económica del estado | para comprar ropa"
        " y alimentos.",
        "La presidenta de la comisión encargada del caso | presentó ayer un informe de doscientas páginas | ante el"
        " pleno del Congreso.",
        "El libro que me prestaste la semana pasada | me pareció bastante aburrido.",
        "Cualquiera de las partes podrá dar por terminado el contrato | mediante aviso por escrito | con treinta días"
        " de anticipación.",
        "Un terremoto de gran magnitud | sacudió el norte del país | a las nueve y media de la mañana.",
    ),
    "de-DE": (
        "Der Lehrer erklärte der ganzen Klasse die neuen Regeln | und verteilte danach die Bücher | für den Rest des"
        " laufenden Schuljahres.",
        "Die Mitarbeiter der städtischen Verwaltung beraten alle Bürger | bei Fragen zu Ausweisen und Reisepässen | im"
        " Erdgeschoss des neuen Rathauses.",
        "Der Mechaniker überprüfte den Motor des alten Lastwagens | wegen eines seltsamen Geräusches | mit besonders"
        " großer Sorgfalt.",
        "Das Museum der bildenden Künste in Leipzig | zeigt ab Samstag Werke eines japanischen Malers.",
        "Der frühere Geschäftsführer des Unternehmens | muss drei Jahre und zwei Monate ins Gefängnis.",
        "Nach dem zweiten Konzert des Abends | kündigte der Dirigent eine weitere Zugabe an.",
        "Das Geschäft in der Innenstadt | ist montags bis freitags von acht bis achtzehn Uhr geöffnet.",
    ),
    "fr-CA": (
        "La professeure a expliqué les nouveaux règlements à toute la classe | et a distribué les livres | dont nous"
        " avions besoin pour le reste de l'année.",
        "Le mécanicien a vérifié le moteur du camion avec beaucoup de soin | parce que le propriétaire avait entendu un"
        " bruit étrange.",
        "Les familles qui ont perdu leur maison dans l'incendie | recevront une aide financière du gouvernement | pour"
        " acheter des vêtements.",
        "Le ministre de l'Environnement et de la Lutte contre les changements climatiques | a refusé notre demande"
        " d'entrevue.",
        "Les chercheurs de l'Institut national de la recherche scientifique | viennent de publier les résultats | de"
        " leur étude | sur la qualité de l'eau.",
        "Deux alpinistes portés disparus depuis mercredi | ont été retrouvés sains et saufs | dans les Rocheuses.",
        "L'abolition graduelle de la subvention provinciale | explique en partie ce ralentissement.",
        "Les appels illimités au Canada et aux États-Unis sont compris | ainsi que la messagerie vocale.",
        "La Cour suprême entendra la contestation de la Loi sur la laïcité de l'État | avant la fin de la semaine.",
    ),
}
"""``|`` stands where a pause is welcome; there is to be one or more in each sentence, and none elsewhere."""

UNBROKEN = {
    "en-US": (
        "Please hold the line while we look for your order.",
        "To hear these options again press nine.",
        "Our opening hours have changed, our telephone number has not, and the address is the old one.",
    ),
    "en-GB": ("The next train to Manchester will leave from platform four.",),
    "es-US": ("Espere un momento mientras buscamos su pedido.", "El museo abre a las diez y cierra a las seis."),
    "de-DE": (
        "Das Museum öffnet um zehn und schließt um sechs.",
        "Bitte warten Sie, während wir Ihre Bestellung suchen.",
    ),
    "fr-CA": ("Patientez un instant pendant que nous cherchons votre commande.", "Le musée ouvre à dix heures."),
}


def broken(sentence: Sentence) -> list[int]:
    """How many words stand before each phrase break."""
    return [count for count, word in enumerate(sentence.words, start=1) if word.ends_phrase]


def cases(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(locale, text) for locale, texts in table.items() for text in texts]


@pytest.mark.parametrize(("locale", "marked"), cases(PLACES))
def test_long_clauses_pause_where_a_reader_may(locale: str, marked: str) -> None:
    parts = [part.split() for part in marked.split(" | ")]
    welcome = {sum(map(len, parts[:count])) for count in range(1, len(parts))}
    (sentence,) = Frontend().process(marked.replace(" | ", " "), locale).sentences
    assert broken(sentence), "no pause"
    assert set(broken(sentence)) <= welcome


@pytest.mark.parametrize(("locale", "text"), cases(UNBROKEN))
def test_what_is_short_is_said_in_one_breath(locale: str, text: str) -> None:
    for sentence in Frontend().process(text, locale).sentences:
        assert broken(sentence) == []


@pytest.mark.parametrize(
    ("locale", "pair"),
    [
        ("en-US", "The repairman will come to your apartment building sometime between eleven and half past three."),
        ("es-US", "El técnico llegará a su departamento en cualquier momento entre las once y las tres y media."),
        (
            "de-DE",
            "Der Techniker kommt voraussichtlich irgendwann zwischen elf Uhr vormittags und drei Uhr nachmittags.",
        ),
        ("fr-CA", "Le technicien passera à votre appartement à un moment donné entre onze heures et quinze heures."),
    ],
)
def test_what_belongs_together_stays_together(locale: str, pair: str) -> None:
    (sentence,) = Frontend().process(pair, locale).sentences
    joining = next(i for i, word in enumerate(sentence.words) if word.text in ("and", "y", "und", "et"))
    assert joining not in broken(sentence)


def test_a_written_pause_is_enough() -> None:
    text = (
        "The teacher explained the new rules to the class <break time='300ms'/> and then handed out the books "
        "<break strength='none'/> that we needed."
    )
    (sentence,) = Frontend().process_ssml(f"<speak>{text}</speak>", "en-US").sentences
    assert broken(sentence) == []


def test_words_of_another_language_open_no_phrase() -> None:
    quoted = "por la mañana y por la tarde en la casa de mi abuela"
    document = f"<speak>She wrote <lang xml:lang='es-US'>{quoted}</lang>.</speak>"
    (sentence,) = Frontend().process_ssml(document, "en-US").sentences
    assert broken(sentence) == []


def test_a_sentence_without_end_takes_time_in_proportion() -> None:
    words = "the man and the dog went to the house with the boy " * 40
    sentences = Frontend().process(words, "en-US").sentences
    phrases = sum(len(broken(sentence)) for sentence in sentences)
    assert 20 <= phrases <= 200
