"""Names of other languages, and some of its own, as French would spell them: Dumitrescu, Shevchenko, Medeiros, Delisle.

espeak-ng reads them letter by letter as French words. Quebec says them as it hears them: Dumitrescou, Chèvtchènnko,
Médeirosse. Each rule is what stands in a name and what French would write for it.
"""

from __future__ import annotations

import re

from frontend.common_words import word_ranks
from frontend.tables import word_set

_RULES = tuple(
    (re.compile(theirs), ours)
    for theirs, ours in (
        ("^Bois(?=[bcdfgjlmnprtv])", "Boi"),  # Boisbriand, Boisclair
        ("^Des(?=[bfgjlnrv]|m(?!ond)|c(?!en|ri)|p(?!er|ot)|t(?![iou]|r[iu]))", "Dé"),  # Desroches, Desmarchais
        ("^Glen(?=[a-z])", "Glèn"),  # Glenarvan
        ("^He(?=[bcdfgklmnprst][aeiouy])", "Hé"),  # Helix
        ("(?<![a-z])Isl(?=e)", "Îl"),  # L'Isle-Verte, L'Islet
        ("(?<=[DdLl])isle(?=s?$)", "ile"),  # Delisle, Lisle
        ("^Gi(?=an[a-z]|o[rv])", "Dj"),  # Giovanni, Giorgia
        ("^Giu(?=[lsz])", "Djou"),
        ("^Chi(?=ar[aei]|ell)", "Ki"),  # Chiara, Chiellini
        ("(?<=[nr])cesc(?=[ao]$)", "tchesc"),  # Francesca
        ("(?<=[nr])cenzo$", "tchènnzo"),  # Vincenzo
        ("enzo$", "ènnzo"),
        ("(?<=[bcdfhjklmnpqrstvz])eo$", "éo"),  # Mateo
        ("(?<=i)e(?=[bcdfglmnrst][ao]$)", "é"),  # Diego, Daniela
        ("escu$", "escou"),  # Ionescu
        ("^J(?=.*(?:[čćšžđ]|[klnr]sson$))", "Y"),  # Jokić, Johansson
        ("^J(?=[a-z]*[öøüå])", "Y"),  # Jürgen, Jørgensen
        ("(?<=[BFH])j(?=[aoöø])", "y"),  # Björn
        ("^([A-Z][a-z]*[öü][a-z]+)er$", r"\1ère"),  # Günther, Müller
        ("(?<=[áíóúñ])([a-zé]*)ez$", r"\1èze"),  # Márquez
        ("^([A-Z][a-z]*(?:sch|[aeou]hl|eid|eis[sl]?|tz|au))er$", r"\1ère"),  # Fischer, Mahler
        ("(?<![aeo])ün(?=[dt])", "unn"),
        ("[öø]", "eu"),
        ("(?<![aeo])ü", "u"),
        ("(?<=ur)gen$", "guenne"),
        ("[čć]", "tch"),  # Modrić
        ("(?<=[a-z][eo]v)ic$", "itch"),  # Petrovic
        ("^Cz(?=[aeiouy])", "Tch"),
        ("(?<!E)cz(?=[aeiouy])", "tch"),  # Kaczynski
        ("(?<=[bcdfghjklmnpqrstvz])[iy]nsk[iy]$", "innski"),
        ("š", "ch"),
        ("[žŽ]", "j"),
        ("Š", "Ch"),
        ("[ČĆ]", "Tch"),
        ("(?<=[klnr])sson$", "sonne"),  # Pettersson
        ("ch(?=[a-z]+[eo]v$)", "tch"),  # Kucherov
        ("(?<=^[A-Z])u(?=tch?[a-z]*[eo]v$|[bcdfghjklmnprstvz][a-z]*[eo]v$)", "ou"),
        ("^Sh(?=.*enko$)", "Ch"),
        ("ch(?=enko$|uk$)", "tch"),  # Shevchenko, Kravchuk
        ("enko$", "ènnko"),
        ("(?<=[hkmnrvz])uk$", "ouk"),
        ("(?<=ng|mb|nd)u$", "ou"),  # Tshibangu
        ("^Mu(?=[kt][a-z]*[ai]$)", "Mou"),  # Mukendi, Mutomba
        ("(?<=[^aeiou])en(?=d[ai]$)", "ènn"),
        ("^Ben(?=ch[aeo]|k[ai]|sa|sl|sm|mo|ma|h[a-z]|dj|ta[iy]|zi|la|ya|na)", "Bènn"),  # Benkirane, Benchekroun
        ("(?<=eir|ant|arl|ull|err|arr|ram|rem|amp|ast)os$", "osse"),  # Medeiros, Santos
        ("(?<=^.)u(?=erto$)|(?<=^.)u(?=erta$)", "ou"),  # Puerto Rico
        ("(?<=[a-z])zz(?=[aio]$)", "z"),  # Bouazza, Lizzo
        ("(?<=ak|id|ad)is$", "isse"),  # Papadakis, Georgiadis
        ("(?<=poul)os$", "osse"),  # Lambropoulos
        ("^Theo", "Théo"),
        ("(?<=[aeio])cc(?=io?$)", "tch"),  # Marinacci
        ("^Gros(?=[bcdfgjlmnpqrtv])", "Gro"),  # Grosbois
        ("oy(?=(?:[lt]?[ao]|o[lt]a)$)", "oï"),  # Montoya, Toyo
    )
)
_SPELLINGS = tuple(
    (part, re.compile(theirs, re.IGNORECASE), ours)
    for part, theirs, ours in (
        ("écho", "éch(?=o(?:card|loc|gra|gèn|tom|ti[eè]))", "ék"),  # échographie
        ("tachy", "tach(?=y)", "tak"),
        ("chol", "chol(?=é|est|ag|ang|in)", "kol"),
        ("broncho", "bronch(?=o[cdgprs-])", "bronk"),
        ("dolich", "dolich", "dolik"),
        ("psych", "(?<=[a-zé])psych", "psyk"),
        ("anachor", "anachor", "anakor"),
        ("drachm", "drachm", "drakm"),
        ("machiav", "machiav", "makiav"),
        ("trach", "trach(?=é[aio]|om)", "trak"),  # trachéotomie
        ("brach", "brach(?=[iy])", "brak"),
        ("chondr", "chondr", "kondr"),
        ("trich", "trich(?=o[^ni]|in[eo])", "trik"),
        ("chél", "chél(?=oïd|id)", "kél"),
        ("chois", "(?<=muni)ch(?=ois)|(?<=zuri)ch(?=ois)", "k"),
        ("ichtyo", "ichtyo", "iktyo"),
        ("conchyl", "conchyl", "conkil"),
        ("chiro", "chiro(?=[gmp])", "kiro"),
        ("anarcho", "anarcho-", "anarko-"),
        ("chiasm", "chiasm", "kiasm"),
        ("troch", "troch(?=aï)", "trok"),
        ("saoul", "saoul(?=[aeéoi])", "soul"),
        ("assen", "^assen(?=[aeiéè])", "assén"),
        ("geign", "^geign", "jègn"),
        ("aigni", "aign(?=i[rst])", "ègn"),  # craignirent
        ("guant", "(?<=[aio])gu(?=ants?$)", "g"),  # divaguant
        ("ay", "(?<=^[bf])ay(?=[aeoé])|(?<=sab)ay(?=on)|(?<=cip)ay(?=es?$)", "aill"),  # fayot
        ("himalay", "(?<=himal)ay(?=en)", "aï"),
        ("guay", "(?<=[aeu]g)uay(?=en)", "ouaï"),  # paraguayen
        ("penta", "^pent(?=a[cgmst])", "pint"),
        ("dompt", "dompt", "dont"),
        ("benz", "^benz", "binz"),
        ("bengal", "^beng(?=al)", "bing"),
        ("centèse", "centèse", "ssintèse"),
        ("illaire", "(?<=[a-z])ill(?=aires?$)", "il"),  # maxillaire
        ("ill", "(?<=pus)ill(?=anim)|(?<=inst)ill|(?<=asperg)ill|(?<=codic)ill|(?<=bac)ill|(?<=sig)ill", "il"),
        ("fibrill", "(?<=fibr)ill(?=at)", "il"),
        ("désillusion", "désillusion", "désilusion"),
        ("trillion", "trillion", "trilion"),
        ("milliard", "(?<=[a-z])milliard", "miliard"),
        ("tie", "(?<=facé)t(?=ie)|(?<=argu)t(?=ie)|(?<=presby)t(?=ie)|(?<=odon)t(?=ie)|(?<=impéri)t(?=ie)", "c"),
        ("ti", "(?<=ra)t(?=iocin)|(?<=propi)t(?=ia)|(?<=(?:lipu|elvé|léou|capé))t(?=ien)|(?<=mozar)t(?=ien)", "c"),
        ("foet", "foet", "fét"),
        ("oed", "(?<=[a-z])oed(?=ém|èm)", "éd"),
        ("columb", "^columb(?=ar)", "colomb"),
        ("circumn", "circumn", "circomn"),
        ("médiumn", "médiumn", "médiomn"),
        ("ress", "^ress(?=urg|uy)", "reç"),
        ("desquam", "desquam", "descouam"),
        ("disharm", "disharm", "dizarm"),
        ("transhum", "transhum", "transum"),
    )
)
"""Words from Greek and Latin, and some of its own, that French reads otherwise than its letters say: letters that they
have, what stands in them, and what French would write for it."""
_OPEN_E = re.compile("(?<=[bcdfghjklmnpqrstvz])e(?=[ao]|(?:[bcdfgkpt][lr]|[bcdfgjklmnpqrstvz])[aeiou])", re.IGNORECASE)
_FOREIGN = re.compile("[A-Z](?:[a-zé]*(?:[oe]v|[^aeiou]sian|[^aeious]dian|ol[iy]s|osse|ènnko|aei)|ènn.*)")
"""Names in which an e is no schwa: Petrov, Bedrossian, Keolis, Medeiros, Rezaei."""


_ROMANCE = re.compile("[A-Z][a-zé]+[^e][aio]$")
_ROMANCE_E = re.compile("(?<=[bcdfghjklmnpqrstvz])e(?=(?:[bcdfgkptv][lr]|[bcdfgjklmnpqrstvz]?)[aeiou])", re.IGNORECASE)
"""The e of a name in -a, -i or -o is no schwa (Pamela, Meloni, Leonardo, Ginevra)."""
_NAMES = word_set("america angela benalla carlos deja diego elena isle media nigeria venezuela video zero")
"""Names among the common words, and words without their accents."""


_LETTER = re.compile("(?:[LDJMTSNC]|Qu)'[A-Z]")
"""The name of a letter at the head of a sentence, of which espeak-ng spells all: "L'I P C"."""


def _as_french_spells(word: str) -> str:
    folded = word.lower()
    for part, theirs, ours in _SPELLINGS:
        if part in folded:
            word = theirs.sub(ours, word)
    return word


def respelled(word: str) -> str:
    """The word as French would spell it; a word without a capital stays as it is, save its æ (cæcum, ex æquo), one of
    French at the head of a sentence loses it (Cela, Jeudi, Vingt-huit)."""
    word = _as_french_spells(word.replace("æ", "é").replace("Æ", "É"))
    if _LETTER.fullmatch(word):
        return word[:-1].lower() + word[-1]
    if not any(map(str.isupper, word)) or word.isupper():
        return word
    if word.istitle() or "-" in word:
        folded = word.casefold()
        if folded not in _NAMES and all(part in word_ranks("fr") for part in folded.split("-")):
            return folded
    for theirs, ours in _RULES:
        word = theirs.sub(ours, word)
    if _FOREIGN.fullmatch(word):
        word = _OPEN_E.sub("é", word)
    return _ROMANCE_E.sub("é", word) if _ROMANCE.match(word) else word
