"""Abbreviations read in context, so that their full stops never end a sentence by mistake.

A row of the tables ``abbreviations`` names what is written, the rule that must hold where it stands, and what is said;
the first row whose rule holds is used. A rule is one small function that explains itself, in the module of what it
looks at: the words around (`words`), the number before (`counts`) or behind (`numbers`), dates and times (`times`),
persons (`persons`) or places (`places`), parts of speech (`headwords`), letters of messages (`messages`), and what only
German has (`german`). A row may also name the words of its context itself (`context`).
"""

from frontend.normalize.abbreviations import (  # each adds its rules
    counts,
    german,
    headwords,
    messages,
    numbers,
    persons,
    places,
    times,
    words,
)
from frontend.normalize.abbreviations.recogniser import recognise
from frontend.normalize.abbreviations.rules import RULES, Entry
from frontend.normalize.abbreviations.table import AbbreviationTable

__all__ = [
    "RULES",
    "AbbreviationTable",
    "Entry",
    "counts",
    "german",
    "headwords",
    "messages",
    "numbers",
    "persons",
    "places",
    "recognise",
    "times",
    "words",
]
