"""Whether minutes and seconds are of the clock of a game of hockey, in French: "à 19:32 de la 3e", "12:58 - BUT"."""

from __future__ import annotations

import re

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Scan
from frontend.tables import word_set

CLOCK = regex(r"([0-5]?[0-9]):([0-5][0-9])(?![\d:]|[.,]\d| ?h)")
_OF_PERIOD = regex(
    r"(?:(?:,|,? et|,? puis)(?: à)? [0-5]?[0-9]:[0-5][0-9]){0,4}"
    "(?: (?:de la|en|du) (?:[1-4](?:re|er|e)|première|deuxième|troisième|quatrième|premier|prolongation|surtemps)"
    "| (?:de temps )?(?:de jeu|de glace|sur la glace)(?![\\w])"
    "|(?:,? (?:en |de la )?| )(?:à (?:faire|jouer|écouler)|prolongation|période)(?![\\w]))"
)
"""Behind the clock, or behind several: "à 19:32 de la 3e", "avec 2:45 à faire", "à 3:02 et 11:20 de la 2e"."""
_REPORTED = regex(" ?[-–] ?(?:BUT(?![A-ZÀ-Þ])|(?:Début|Fin) (?:de la (?:période|prolongation)|du match))")
"""Behind the clock at the start of a line that reports what happened: "12:58 - BUT"."""
_ICE = 10
"""So many words before, the time on ice is looked for."""
_PERIOD_MINUTES = 20
_AROUND = 160
"""So many characters before and behind are searched for what happens in a game."""
_PLAY = regex(
    r"(?<![\w-])(?:(rondelle|gardien)s?|(filet)s?|(tirs?|tiré)|(lancer)s?|(arrêts)|(pénalité|punition)s?"
    "|((?:dés)?avantage numérique|jeu de puissance)|([Bb]uts?|BUT)|(marqué|égalisé)|(écope)|(hors-jeu)"
    r"|([123](?:re|e) pér(?:iode)?)|(?:[A-Z]{3} )?([0-9]-[0-9])(?![\d-]))(?![\w-])"
)
_KINDS = 2
"""So many different words of a game must be there: a guard may close his gate at seven."""
_PLANNED = word_set(
    "commence commencera commencent débute débutera débutent présenté présentée diffusé diffusée ouvre ouvrent horaire "
    "coup-d'envoi demain dimanche lundi mardi mercredi jeudi vendredi samedi heure heures dès"
)
"""Words before a time of day."""
_PLANNED_REACH = 6


def is_of_game(scan: Scan, clock: re.Match[str]) -> bool:
    """Whether `clock`, a match of `CLOCK`, is not a time of day."""
    text, start, end = scan.text, clock.start(), clock.end()
    if _OF_PERIOD.match(text, end) or _REPORTED.match(text, end) or "glace" in scan.lefts(_ICE):
        return True
    if int(clock[1]) > _PERIOD_MINUTES or not _PLANNED.isdisjoint(scan.lefts(_PLANNED_REACH)):
        return False
    around = _PLAY.finditer(text, max(0, start - _AROUND), end + _AROUND)
    return len({found.lastindex for found in around}) >= _KINDS
