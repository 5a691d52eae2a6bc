"""Yoruba names in English speech (Adewale, Olayinka, Ogundele), which are made of two words each.

espeak-ng reads them as English words with mute letters. Here both halves are listed; the second has the stress. Vowels
are those that speakers of English give such names.
"""

from __future__ import annotations

import re

_FIRST = {
    "Ade": "ˌædə", "Afo": "ˌæfə", "Akin": "ˌækɪn", "Ayo": "ˌaɪoʊ", "Baba": "ˌbæbə", "Bami": "ˌbæmi",
    "Bola": "ˌboʊlə", "Dami": "ˌdæmi", "Ebun": "ˌɛbun", "Eni": "ˌɛni", "Fola": "ˌfɒlə", "Funmi": "ˌfʊnmi",
    "Ife": "ˌiːfeɪ", "Ifeoluwa": "ˌiːfeɪɒlʊwə", "More": "ˌmɒɹeɪ", "Oba": "ˌɒbə", "Odu": "ˌɒdu", "Ogun": "ˌɒɡʊn",
    "Ola": "ˌɒlə", "Olan": "ˌɒlən", "Olo": "ˌɒlə", "Olu": "ˌɒlu", "Oluwa": "ˌɒlʊwə", "Omo": "ˌoʊmə",
    "Omola": "ˌoʊmələ", "Oye": "ˌɔɪə", "Simi": "ˌsɪmi", "Temi": "ˌtɛmi", "Titi": "ˌtiːti", "Tolu": "ˌtoʊlu",
}  # fmt: skip
_SECOND = {
    "bami": "ˈbɑːmi", "banjo": "ˈbændʒoʊ", "bayo": "ˈbaɪoʊ", "bisi": "ˈbiːsi", "biyi": "ˈbiːji", "bola": "ˈboʊlə",
    "bunmi": "ˈbʊnmi", "damilola": "ˌdæmɪˈloʊlə", "damola": "ˈdɑːmələ", "dapo": "ˈdɑːpoʊ", "dare": "ˈdɑːɹeɪ",
    "dayo": "ˈdaɪoʊ", "deji": "ˈdeɪdʒi", "dele": "ˈdɛleɪ", "dipo": "ˈdiːpoʊ", "dotun": "ˈdoʊtʊn", "femi": "ˈfɛmi",
    "fenwa": "ˈfɛnwə", "folabi": "fəˈlɑːbi", "goke": "ˈɡoʊkeɪ", "jide": "ˈdʒiːdeɪ", "jimi": "ˈdʒiːmi",
    "kayode": "kaɪˈoʊdeɪ", "koya": "ˈkɔɪə", "kunle": "ˈkʊnleɪ", "labi": "ˈlɑːbi", "lade": "ˈlɑːdeɪ",
    "lara": "ˈlɑːɹə", "layo": "ˈlaɪoʊ", "leke": "ˈleɪkeɪ", "leye": "ˈleɪjeɪ", "lola": "ˈloʊlə", "mide": "ˈmiːdeɪ",
    "mola": "ˈmoʊlə", "nike": "ˈniːkeɪ", "niran": "ˈniːɹən", "niyi": "ˈniːji", "nuga": "ˈnuːɡə", "ola": "ˈoʊlə",
    "oluwa": "oʊˈluːwə", "pelumi": "pɛˈluːmi", "rewaju": "ɹɛˈwɑːdʒu", "sade": "ʃɑːˈdeɪ", "sanmi": "ˈsɑːnmi",
    "sanya": "ˈsɑːnjə", "segun": "ˈʃeɪɡʊn", "seun": "ˈʃeɪʊn", "seyi": "ˈʃeɪi", "sina": "ˈsiːnə", "sola": "ˈʃoʊlə",
    "tayo": "ˈtaɪoʊ", "tobi": "ˈtoʊbi", "tokunbo": "təˈkʊnboʊ", "tola": "ˈtoʊlə", "tomi": "ˈtoʊmi",
    "tope": "ˈtoʊpeɪ", "tosin": "ˈtoʊsɪn", "toye": "ˈtɔɪeɪ", "tunde": "ˈtʊndeɪ", "tunji": "ˈtʊndʒi",
    "wale": "ˈwɑːleɪ", "yele": "ˈjɛleɪ", "yemi": "ˈjɛmi", "yinka": "ˈjɪŋkə",
}  # fmt: skip
_NAME = re.compile("({})({})".format(*("|".join(sorted(half, key=len, reverse=True)) for half in (_FIRST, _SECOND))))


def phones(word: str) -> str | None:
    """A Yoruba name in the common notation of the English tables (`frontend/g2p/notation.py`); None for other words."""
    found = _NAME.fullmatch(word)
    if not found:
        return None
    return _FIRST[found[1]] + _SECOND[found[2]]
