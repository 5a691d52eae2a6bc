"""E-mail addresses, URLs, domains, file names, hashtags and handles."""

from __future__ import annotations

import re
from itertools import product

from frontend.normalize.codes import letters
from frontend.normalize.locales.language import Language
from frontend.normalize.numeric import digit_strings
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes
from frontend.tables import word_set

_TOP = (
    "(?:com|org|net|edu|gov|gob|gub|ac|co)\\.[a-z]{2}|cl|uy|br|nz|jp|com|org|net|edu|gov|info|biz|io|ai|app|dev|tv|me|co|uk|us|ca|de|fr|es|mx|be(?=/)|eu|at|ch|qc|int|mil|ly|gl|gov|online|"
    "shop"
)
_FILES = (
    "pdf|docx?|xlsx?|pptx?|csv|tsv|txt|rtf|odt|md|log|jpe?g|png|gif|svg|bmp|tiff?|heic|webp|psd|mp3|mp4|m4a|mov|avi|mkv|wav|"
    "flac|ogg|zip|rar|7z|deb|rpm|jar|tar|gz|iso|dmg|apk|exe|msi|dll|bat|sh|html?|css|xml|json|ya?ml|toml|ini|cfg|sql|db|py|js|ts|java|"
    "cpp|epub|bak|ics|eml|ods|odp|xcf|xsd|xslt?|conf|xhp|desktop|dat|patch|diff|lua|xz|bz2|zst|whl|ipynb|tsx|jsx|php|scss|srt|vtt|"
    "aac|opus|webm|avif|woff2?|ttf|otf|vcf|gpx|mdx|tex|ps1"
)
_ADDRESSED = regex(r"\S*?(?:@|://|\.\w)", re.A)
"""What every address has somewhere."""
_EMAIL = regex(r"[\w.+%-]{1,64}(?:'\w[\w.+%-]{0,40})?@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_URL = regex(r"(?:(?:https?|ftp)://|www\.)[^\s<>\"']{1,300}", re.A | re.I)
_DOMAIN = regex(
    rf"[A-Za-z0-9][\w-]{{0,62}}(?:\.[\w-]{{1,63}}){{0,4}}\.(?:{_TOP})(?![\w@])(?::[0-9]{{2,5}}(?![0-9]))?(?:[/?][^\s<>\"']{{0,300}})?",
    re.A,
)
_WORD_DOMAIN = regex(
    r"[a-z0-9][a-z0-9-]{1,62}\.(?:no|it|in|is|to|so|am|as|be|do|my|se|nu|pl|fi|dk|ie|za)"
    r"(?= (?:web ?)?(?:site|page|domain|homepage|portal|store|shop|app|link|address|account|URL|server|team)s?"
    r"(?![a-z]))"
)
"""A domain that ends with a word, before what it is the name of: "the napster.no site"."""
_SHOUTED_DOMAIN = regex(
    "[A-Z0-9][A-Z0-9-]{1,62}(?:\\.[A-Z0-9-]{2,63}){0,3}\\.(?:COM|ORG|NET|EDU|GOV|BIZ|CA|TV|FR|DE|MX|UK|EU)(?![\\w@]|\\.\\w)"
    "(?:/[^\\s<>\"']{0,300})?"
)
"""On a statement of a card: "NETFLIX.COM"."""
_SOURCE = regex(r"[a-z_][a-z0-9_-]{2,40}\.(?:c|cc|h|hpp|o|po|rs)(?![\w'’]|\.\w)")
"""A file of a program: "fault.c"."""
_QUALIFIED = regex(
    r"(?:(?=[\w-]+\.[\w.-]*[\w-]{3})(?:[a-z_][a-z0-9_-]{2,40}(?:\.[A-Za-z_][\w-]{0,40}){2,8}"
    r"|[A-Z]{3,40}(?:\.[A-Z]{1,40}){2,8})"
    r"|[A-Za-z_]\w{1,40}\.[A-Za-z_]\w{2,40}(?=\()"
    r"|[A-Za-z]{0,20}[a-z][A-Z]\w{0,40}\.[a-z_]\w{2,40}|[a-z]{2,20}[A-Z]\w{0,40}\.[A-Z]\w{2,40}"
    r"|(?:os|sys|np|pd|plt|self|console|document|window)\.[a-z_]\w{1,40}|[A-Z]{2,10}[a-z]\w{0,40}\.[A-Za-z_]\w{2,40})(?![\w@/:-])",
    re.A,
)
"""A name within others: "org.gnome.shell", "SFWidgets.Menu", "os.path(", "NORM.DIST("."""
_FILE = regex(rf"[\w-]{{1,80}}(?:\.[\w-]{{1,20}}){{0,3}}(?:\([0-9]{{1,3}}\))?\.(?:{_FILES})(?!\w)", re.I)
_FILE_IN_FOLDERS = regex(
    rf"[\w-]{{1,40}}(?:/[\w.-]{{1,40}}){{0,8}}/[\w-]{{1,80}}(?:\.[\w-]{{1,20}}){{0,3}}\.(?:{_FILES})(?![\w/]|\.\w)"
)
"""A path from the folder in which one is: "src/main.py"."""
_BRACKETS = str.maketrans("()", "  ")
"""Around the number of a copy, which are silent: "photo(3).png"."""
_DOI = regex(r"10\.[0-9]{4,9}/[\w.()/:;-]{1,80}", re.A)
"""Of an article: "doi:10.1002/andp.19053221004"."""
_ADDRESSES = (_EMAIL, _URL, _DOMAIN, _WORD_DOMAIN, _SHOUTED_DOMAIN, _QUALIFIED, _FILE_IN_FOLDERS, _FILE, _SOURCE, _DOI)
"""In the order in which they are tried."""
_AT = regex("@(?:[ \u00a0]|(?<=[0-9]@)[0-9]{1,2}(?!\\w))")
_TAG = regex(r"([@#])([^\W\d]\w{0,60}(?:(?<=\w)\.(?=[a-z0-9_])\w{1,30})?)")
_TOPIC = regex("[A-Z]{3,10}[0-9]{1,4}|[A-Z]{2,10}20[0-9]{2}")
_CODE_TAIL = regex(r"(?:-[A-Z0-9]+)*")
_PIECES = regex(r"[^\W\d_²³¹⁰⁴-⁹]+|[0-9]+|.", re.S)
_CAMEL = regex(
    r"[A-Z]{2,}(?=v[A-Z]{2})|v(?=[A-Z]{2})|"  # "ENGvIND"
    r"[A-ZÀ-ÖØ-Þ]?[a-zà-öø-ÿß]+|[A-ZÀ-ÖØ-Þ]+(?![a-zà-öø-ÿß])|[0-9]+|[A-ZÀ-ÖØ-Þ]|[_.-]"
)
_MUTE = regex("[bcdfghjklmnpqrstvwxz]{2,5}")
_HYPHENED = regex("(?:-[a-z0-9_]{1,20})+(?![\\w-])")
"""The rest of the name of an account: "@mike-d"."""
_JOINTS = {"_": "underscore", ".": "dot", "-": "dash"}
_NUMBERS = regex("#s(?![\\w-])")
_ENDING = regex(rf"\.(?:{_FILES}|{_TOP}|NET)(?![\w])")
_UNKNOWN_ENDING = regex(r"\.(?:[a-z][a-z0-9]{1,3}|[A-Z][A-Z0-9]{1,3})(?![\w.])")
_HIDDEN = regex(r"\.([a-z][a-z0-9_-]{2,15})(?!\w|\.[\w.])")
"""A file whose name begins with a dot: ".bashrc"."""
_FAILED = regex(r"#(NV|N/A|WERT|VALUE|BEZUG|REF|DIV/0|NAME|ZAHL|NUM|NULL|ÜBERLAUF|SPILL)[!?]?(?![\w/])")
"""What a sheet shows in the place of a value."""
_BEFORE_ENDING = frozenset(("", *" \u00a0\n(\"'/,"))
_TRAIL = ".,;:!?)]}'\"*"
_SCHEME = regex(r"(?:https?|ftp)://", re.I)
_SPELLED = word_set(
    "www uk us ca de fr tv ai io html htm pdf csv tsv jpg png svg mp xml js py eu ch qc ftp md rtf odt bmp psd avi mkv "
    "gz iso dmg apk exe msi dll sh css sql db ts cpp eml api url cdn cms crm sdk img dsc src faq usa bbc cnn nhs "
    "irs xz bz zst whl ipynb tsx jsx php scss srt vtt aac ttf otf vcf gpx mdx ps"
)
_SAID = word_set("etc gmail hotmail html5 com org net edu gov info biz app dev co me shop online doc docx json zip wav")


def verbalise(address: str, language: Language) -> str:
    """An address piece by piece: words as words, the rest spelled, separators by name."""
    words = language.words
    names = {".": words["dot"], "@": words["at"], "/": words["slash"], "-": words["dash"], "_": words["underscore"]}
    spoken: list[str] = []
    previous = ""
    for piece in _PIECES.findall(_SCHEME.sub("", address)):
        dated = piece[:2] in ("19", "20") and len(piece) == 4 and previous in ("_", "-", "/")
        previous = piece
        if piece.isdecimal() and dated and not language.tag.startswith("en"):
            spoken.append(language.numbers.year(int(piece)))  # "bilan_2024.pdf"
        elif piece.isdecimal():
            short = len(piece) <= 2 and piece[0] != "0"
            spoken.append(language.numbers.cardinal(int(piece)) if short else language.digits(piece))
        elif piece[0].isalpha():
            spoken.append(_word(piece, language))
        elif piece in names:
            spoken.append(names[piece])
        elif piece in language.symbols:
            spoken.append(language.symbols[piece])
    return " ".join(spoken)


def _word(piece: str, language: Language) -> str:
    lower = piece.lower()
    said = language.acronyms.get(piece.upper(), "word")
    if lower in _SAID or said not in ("word", "letters"):  # "photo.jpeg": jay peg
        return lower if lower in _SAID else said
    if piece[0].islower() and not piece.islower() and len(piece) < 6:
        parts = _CAMEL.findall(piece)
        whole = min(map(len, parts), default=0) > 1  # "myDoc", but "3xYz"
        return " ".join(parts) if whole else letters.verbalise(piece, language)
    if lower in _SPELLED or len(piece) == 1 or (len(piece) == 2 and lower not in language.capital_words):
        return letters.verbalise(piece, language)
    hard = not letters.has_vowel(piece) if len(piece) > 3 else not letters.pronounceable(piece)
    return letters.verbalise(piece, language) if hard and lower not in language.capital_words else piece


def is_address(token: str) -> bool:
    """Whether a run of characters without a space is or contains an address or the name of a file."""
    if "@" in token or "://" in token or "www." in token.lower() or "\\" in token or "_" in token:
        return True
    return any(
        matcher.fullmatch(token.rstrip(_TRAIL)) for matcher in (_DOMAIN, _QUALIFIED, _FILE_IN_FOLDERS, _FILE, _SOURCE)
    )


@shapes("0A", "0a", "A0", "a0", *map("".join, product("0Aa", ".@-_+%:(/²³¼½¾")))
def recognise(scan: Scan, position: int) -> Reading | None:
    """An address at the beginning of a word or number."""
    if not _ADDRESSED.match(scan.text, position):
        return None
    for matcher in _ADDRESSES:
        match = matcher.match(scan.text, position)
        if match:
            text = match.group().rstrip(_TRAIL)
            if matcher is _URL and text.lower() in ("www", "http", "https"):
                return None
            if matcher is _DOMAIN and "." not in text:
                return None
            written = text.translate(_BRACKETS) if matcher is _FILE else text
            return Reading(position + len(text), verbalise(written, scan.language))
    return None


@shapes(".A", ".a", ".0")
def recognise_ending(scan: Scan, position: int) -> Reading | None:
    """``.pdf``, ``.com``, ``.NET`` on their own."""
    if scan.character(position - 1) not in _BEFORE_ENDING:
        return None
    match = _ENDING.match(scan.text, position) or _unlisted_ending(scan, position)
    return Reading(match.end(), verbalise(match.group(), scan.language)) if match else None


def _unlisted_ending(scan: Scan, position: int) -> re.Match[str] | None:
    """An ending or a file with a dot in front that is no word ("word .and another"), or that a file is named before."""
    hidden, ending = (pattern.match(scan.text, position) for pattern in (_HIDDEN, _UNKNOWN_ENDING))
    if scan.left() in scan.language.cues.get("files", ()):
        return hidden or ending
    if hidden and hidden[1] not in scan.language.word_ranks:
        return hidden
    return ending if ending and ending[0][1:].lower() not in scan.language.capital_words else None


@shapes("#")
def recognise_failure(scan: Scan, position: int) -> Reading | None:
    """``#NV``, ``#DIV/0!``: what a sheet shows in the place of a value."""
    match = _FAILED.match(scan.text, position) if not scan.character(position - 1).isalnum() else None
    if not match:
        return None
    language, (name, _, rest) = scan.language, match[1].partition("/")
    said = name.capitalize() if letters.has_vowel(name) else letters.verbalise(name, language)
    rest = letters.verbalise(rest, language) if rest else ""
    return Reading(match.end(), f"{language.words['hash key']} {said} {rest}".rstrip())


@shapes("@", "#")
def recognise_tag(scan: Scan, position: int) -> Reading | None:
    """``#CustomerService`` and ``@support``; French "on soupe @ 18 h", "un 5@7"."""
    if _AT.match(scan.text, position) and "at a place" in scan.language.words:
        return Reading(position + 1, scan.language.words["at a place"])
    if _NUMBERS.match(scan.text, position) and scan.language.tag.startswith("en"):
        return Reading(position + 2, f"{scan.language.words['number']}s")  # "#s 1-20"
    match = _TAG.match(scan.text, position)
    tail = _CODE_TAIL.match(scan.text, match.end()) if match else None
    code = match[2] + tail[0] if match and tail else ""
    topic = _TOPIC.fullmatch(code) is not None and not digit_strings.is_announced(scan)  # "#MTL375"
    coded = any(c.isdecimal() for c in code) and not any(c.islower() for c in code) and not topic
    if match and match[1] == "#" and coded:
        return Reading(position + 1, scan.language.words["number"])  # "#A123": an order, not a topic
    if not match or scan.character(position - 1).isalnum():
        return None
    sign = scan.language.words["hashtag" if match[1] == "#" else "at"]
    spoken = [] if scan.left() == sign else [sign]  # "le mot-clic #Habs"
    hyphened = _HYPHENED.match(scan.text, match.end()) if match[1] == "@" else None
    end, rest = (hyphened.end(), hyphened[0]) if hyphened else (match.end(), "")
    for piece in _CAMEL.findall(match[2] + rest):
        if piece in _JOINTS:
            spoken.append(scan.language.words[_JOINTS[piece]])
            continue
        if piece.isupper() and not letters.pronounceable(piece):
            spoken.append(letters.verbalise(piece, scan.language))  # "#OOTD"
        else:
            dated = len(piece) == 4 and piece[:2] in ("19", "20") and piece.isdecimal()  # "#Election2024"
            named = verbalise(piece, scan.language) if piece.isdecimal() or piece.isupper() else piece
            spelled = len(named) == 1 or (scan.language.spells_consonants and _MUTE.fullmatch(named))  # "@ville_mtl"
            named = " ".join(named.upper()) if spelled else named
            spoken.append(scan.language.numbers.year(int(piece)) if dated else named)
    if scan.text.startswith("'s", end) and not scan.character(end + 2).isalnum():
        return Reading(end + 2, " ".join(spoken) + "'s")  # "@NASA's"
    return Reading(end, " ".join(spoken))
