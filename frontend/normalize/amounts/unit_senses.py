"""Which unit a symbol of several stands for, from its number and the words around: "2 pts water", "won by 2 pts".

A sense is one small function that explains itself; the first that holds names the unit. Where none holds, the symbol
has the unit that the table gives it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from frontend.normalize.patterns import regex
from frontend.normalize.scan import Place, Scan
from frontend.normalize.values import Number, Unit

_WORDS = regex(r"\w+")
_FOOD = regex(r"\.?\)? ?(?:d'|du |de (?:la )?)?([^\W\d_]{2,20})")
_COMPASS_OR_OFF = regex(" (?:[NSEW]{1,3}|north|south|east|west|off|offshore|from|out|of|to)(?![A-Za-z])")
_GOALS = regex(
    r"\b(?:[Gg]oals?|[Ss]ubs?|pen|[Ss]cored|[Ss]corers?|[Bb]ooked|[Ss]ent off|[Pp]enalty|[Tt]ry|[Tt]ries|FT|HT|agg|"
    r"[Gg]ol(?:es|azo)?|[Dd]oblete|[Tt]riplete|Tore?|Doppelpack|[Bb]uts?|[Dd]oublé|[Tt]riplé|penal(?:es)?)\b"
    r"|\b[0-9]-[0-9] [A-Z][a-z]"
)
_SCORER = regex(
    r"[(,;:] ?(?:[A-ZÀ-ÖØ-Þ][\w'.-]{1,20} ){1,3}\(?$"
    r"|[A-ZÀ-ÖØ-Þ][\w'.-]{1,20} \((?:[0-9]{1,2}(?:\+[0-9]{1,2})?', ?){1,4}$"
)
_LASTING = regex(
    r"\b(?:lasts?|lasted|within|runtime|duration|Op\.|BWV|Sonatas?|Symphony|Concerto|[Mm]ovements?"
    r"|[Mm]ov\.|[Mm]ovimientos?|Sinfonías?|Conciertos?|Allegro|Adagio|Andante|Presto)(?![A-Za-z])"
)
_HOUR_BEFORE = regex(r"[0-9] ?h(?:oras?)? $")
_HALF_OF_GAME = regex(
    r" de(?:l| la)? (?:\d\S* |primer[oa]? |segund[oa] )?(?:mitad|tiempo|parte|partido|juego|complemento)"
)
_MONTHS = 60
"""Longer spans are told in years."""
_LONG_CONTRACT = 96
"""So many months a contract can last."""
_GAME = 120
"""So many minutes a game can last."""
_ROAD = regex("(?<![A-Za-z0-9])[ABM][0-9]{1,4}(?:\\([Mm]\\))?(?![0-9A-Za-z])")
_SHORT = 100
"""More of them on a road are metres: "after 300m"."""
_DAUGHTERS = regex(r"\.?(?:,| and| &) ?[0-9]{1,2} d(?:aus?|tr?s?)?(?![a-z])")
_SPOONED = regex(r"\.? (?:ground |dried |fresh |black |kosher |sea )?([A-Za-z]{3,12})")
_HOURS = regex(" [0-9]{1,2} ?h")
_OLD_YEAR = regex("(?<![0-9])(?:1[5-8][0-9]{2}|19[0-6][0-9])(?![0-9])")
_FUEL = regex("(?:[1-9][0-9]{2}|[0-9][.][0-9])ppl$")
_PAGED = regex("[.][),;]")
_FEW = 5
"""So many whole percentage points are too many for one change."""


@dataclass(frozen=True, slots=True, eq=False)
class Symbol(Place):
    """A symbol that ends at `stop`, behind a number that begins at `start`."""

    scan: Scan
    start: int
    stop: int
    number: Number | None = None
    """None behind a fraction."""

    @property
    def left(self) -> str:
        """The word before the number."""
        return self.scan.left()

    @property
    def counted(self) -> str:
        """The word after the symbol and its full stop, and after "of"."""
        scan = self.scan
        end = self.stop + (scan.character(self.stop) == ".")
        word = scan.word_after(end)
        return (scan.word_after(scan.skip_spaces(end) + 2) if word == "of" else word).lower().partition("-")[0]

    @property
    def before(self) -> str:
        """The text before the number."""
        return self.scan.text[max(0, self.start - 70) : self.start]

    def beside(self, kind: str) -> bool:
        """Whether a cue of this kind stands before or after."""
        after = _WORDS.findall(self.scan.text[self.stop : self.stop + 40].lower())
        return self.near(kind) or not self.cues(kind).isdisjoint(after)


Sense = Callable[[Symbol], bool]
SENSES: dict[str, list[tuple[Sense, str]]] = {}
"""Symbol to its senses and the symbols or names of their units in the table ``units``, in the order of asking."""


def sense(unit: str, *symbols: str) -> Callable[[Sense], Sense]:
    """Adds a condition for `unit` to the senses of `symbols`."""

    def add(condition: Sense) -> Sense:
        for symbol in symbols:
            SENSES.setdefault(symbol, []).append((condition, unit))
        return condition

    return add


def unit_of(written: str, symbol: Symbol, unit: Unit) -> Unit:
    """The unit of what is written, `unit` where no other sense holds."""
    named = next((name for holds, name in SENSES.get(written, ()) if holds(symbol)), None)
    return symbol.scan.language.units.get(named, unit) if named else unit


@sense("-ct", "ct")
def count(symbol: Symbol) -> bool:
    """No jewel is near: "12-16 ct. shrimp"."""
    return not symbol.beside("jewels")


@sense("portion t", "t")
def cups(symbol: Symbol) -> bool:
    """Food follows a part of one or a full stop: French "1 1/2 t farine", "2 t. lait", but "21 t de maïs"."""
    food = _FOOD.match(symbol.scan.text, symbol.stop)
    written = symbol.number is None or symbol.scan.character(symbol.stop) == "."
    return written and ((food is not None and food[1].lower() in symbol.cues("foods")) or symbol.near("of cups"))


@sense("price of fuel", "ppl")
def pence(symbol: Symbol) -> bool:
    """A price behind which no space stands: "131.9ppl", but "5ppl", "150 ppl"."""
    return _FUEL.search(symbol.scan.text[symbol.start : symbol.stop]) is not None


@sense("printed pages", "ppm")
def printed_pages(symbol: Symbol) -> bool:
    """A word of printers is near: Spanish "impresora láser: 30 ppm"."""
    return symbol.beside("printing")


@sense("breaths", "rpm")
def breaths(symbol: Symbol) -> bool:
    """A word of breathing stands before: Spanish "FR 18 rpm"."""
    return symbol.near("breathing", 3)


@sense("sons", "s")
def sons(symbol: Symbol) -> bool:
    """So many daughters follow or somebody married before: "m. Lady Grey; 2 s., 3 dau."."""
    return _DAUGHTERS.match(symbol.scan.text, symbol.stop) is not None


@sense("spoons", "t", "t.")
def spoons(symbol: Symbol) -> bool:
    """Something of the kitchen follows, in English: "1/4 t. salt", but "5 t of coal"."""
    food = _SPOONED.match(symbol.scan.text, symbol.stop)
    return food is not None and food[1].lower() in symbol.cues("spooned")


@sense("tbsp", "TB")
def large_spoons(symbol: Symbol) -> bool:
    """Something of the kitchen follows, in English: ".5 TB ground allspice", but "2 TB of storage"."""
    return spoons(symbol)


@sense("racing lengths", "l")
def lengths(symbol: Symbol) -> bool:
    """A word of horse races is near: "beaten 2¾l"."""
    return symbol.near("racing", 12)


@sense("treated patients", "pts")
def patients(symbol: Symbol) -> bool:
    """A word of medicine is near: "14 GP surgeries (c. 9,500 pts.)"."""
    return symbol.near("clinic")


@sense("g", "gr")
def grams(symbol: Symbol) -> bool:
    """English grains weigh bullets and powder only: "100gr of cheese"."""
    return symbol.scan.language.tag.startswith("en") and not symbol.beside("calibers")


@sense("points of type", "pt", "pts")
def of_type(symbol: Symbol) -> bool:
    """A word of typesetting is near: "11pt Arial"."""
    return symbol.beside("typeset")


@sense("penny nails", "d")
def nails(symbol: Symbol) -> bool:
    """Nails follow: "16d nails"."""
    after = _WORDS.findall(symbol.scan.text[symbol.stop : symbol.stop + 30].lower().partition(". ")[0])[:3]
    return not symbol.scan.language.cues.get("nails", frozenset()).isdisjoint(after)


@sense("old pence", "d")
def old_pence(symbol: Symbol) -> bool:
    """A word of old Britain or a year of hers is near: "rationing: 3d of sweets", "in 1914 a pint was 3d"."""
    if "en-GB" not in symbol.scan.language.lineage:
        return False
    dated = _OLD_YEAR.search(symbol.before) is not None and symbol.scan.character(symbol.stop - 2).isdecimal()
    dated = dated and not _HOURS.match(symbol.scan.text, symbol.stop)
    return dated or (symbol.beside("old money") and symbol.near("old money", 16))


@sense("pts", "pt", "pts")
def points(symbol: Symbol) -> bool:
    """A word of games stands before: "won by 1 pt"."""
    return symbol.left in symbol.scan.language.cues.get("points", ())


@sense("pt", "pt", "pts")
def pints(symbol: Symbol) -> bool:
    """Something liquid follows or stands before, or it is a part of one: "2 pts water", "takes 2 3/4 pts"."""
    if symbol.number is None and "en-GB" in symbol.scan.language.lineage:
        return not symbol.near("points", 4)
    liquids = symbol.scan.language.cues.get("liquids", frozenset())
    return symbol.counted in liquids or symbol.near("liquids", 4)


@sense("ppt", "pp")
def percentage_points(symbol: Symbol) -> bool:
    """A small or broken number, no pages: "0.2pp above forecast", but "(3 pp.)"."""
    number = symbol.number
    paged = _PAGED.match(symbol.scan.text, symbol.stop) is not None
    return number is not None and (number.fraction is not None or (number.magnitude < _FEW and not paged))


@sense("nmi", "nm")
def nautical_miles(symbol: Symbol) -> bool:
    """A direction follows, or a range is told: "70nm NE of Unst"."""
    return "range" in symbol.scan.lefts(6) or _COMPASS_OR_OFF.match(symbol.scan.text, symbol.stop) is not None


@sense("mi", "m")
def miles_of_road(symbol: Symbol) -> bool:
    """British roads are measured in miles: "then the A59 for 5m"."""
    if "en-GB" not in symbol.scan.language.lineage or symbol.left not in ("for", "after", "approx", "about", "in"):
        return False
    return symbol.number is not None and symbol.number.magnitude < _SHORT and _ROAD.search(symbol.before) is not None


@sense("min", "m")
def minutes(symbol: Symbol) -> bool:
    """A word of recipes or of traffic stands before: "Prep 20m", "delays of 45m"."""
    if symbol.left == "of" and symbol.scan.left(2) in ("delay", "delays"):
        return True
    return symbol.left in symbol.scan.language.cues.get("timed", ())


@sense("months", "m")
def months(symbol: Symbol) -> bool:
    """A word of children or of loans stands before, a number that can count months: "vacuna a los 24 m."."""
    number, whole = symbol.number, symbol.number is None or symbol.number.fraction is None
    few = number is None or number.magnitude <= _MONTHS
    aged = symbol.left in symbol.scan.language.cues.get("before months", ())
    if symbol.left in ("año", "años", "a.") and few and whole:
        return True  # "1 a. 3 m."
    return few and whole and aged and symbol.near("months", 24) and symbol.counted not in symbol.cues("distances")


@sense("months", "m")
def months_of_contract(symbol: Symbol) -> bool:
    """A full stop or a comma follows, and a word of contracts is near: French "bail 12 m., dépôt 1 m."."""
    number = symbol.number
    few = number is not None and number.fraction is None and number.magnitude <= _LONG_CONTRACT
    stopped = few and symbol.scan.character(symbol.stop) == "."
    return stopped and not symbol.cues("contracts").isdisjoint(symbol.scan.lefts(8))


@sense("nd", "kt")
def knots(symbol: Symbol) -> bool:
    """French, a word of winds is near: "vents de 25 kt"."""
    return symbol.near("winds")


@sense("kilotons", "kt")
def kilotons(symbol: Symbol) -> bool:
    """What is weighed follows: "250 kt de SO₂"."""
    return symbol.scan.text.startswith(" de ", symbol.stop)


@sense("min", "'", "′")
def minutes_of_scorer(symbol: Symbol) -> bool:
    """A name in brackets or a list stands before: "(Dinenno 31', Salvio 88')"."""
    few = symbol.number is not None and symbol.number.fraction is None and symbol.number.magnitude <= _GAME
    return few and _SCORER.search(symbol.before) is not None


@sense("min", "'")
def minutes_of_recipe(symbol: Symbol) -> bool:
    """A word of cooking stands before: "hornee 35'"."""
    return symbol.near("timed", 14)


@sense("min", "'")
def minutes_late(symbol: Symbol) -> bool:
    """A word of delays stands before: "retraso de 15'"."""
    return symbol.near("delays", 4)


@sense("min", "'")
def minutes_of_hour(symbol: Symbol) -> bool:
    """An hour stands before: "1 h 21'"."""
    return _HOUR_BEFORE.search(symbol.before) is not None


@sense("min", "'")
def minute_of_half(symbol: Symbol) -> bool:
    """The half of a game follows ("al 21' de la 1.ª mitad"), or Spanish counts to the minute: "luego al 84'"."""
    few = symbol.number is not None and symbol.number.fraction is None and symbol.number.magnitude <= _GAME
    if few and symbol.left in ("al", "minuto") and "es" in symbol.scan.language.lineage:
        return True
    return symbol.left in ("al", "del", "minuto") and _HALF_OF_GAME.match(symbol.scan.text, symbol.stop) is not None


@sense("min", "'")
def minutes_between(symbol: Symbol) -> bool:
    """How often something comes, or after how long: Spanish "c/ 20'", "baje el fuego a los 15'"."""
    if "es" not in symbol.scan.language.lineage:
        return False
    before = (symbol.scan.left(2), symbol.left)
    phrased = before in (("a", "los"), ("de", "los"), ("baño", "maría"))
    return phrased or symbol.left in ("c/", "cada", "rec.", "dura", "duran", "duró")


@sense("min", "'")
def minutes_of_programme(symbol: Symbol) -> bool:
    """A part of a programme stands before: Spanish "Acto I (45') – Intermedio (15')"."""
    return symbol.near("programmed", 5)


@sense("min", "'")
def minutes_of_exercise(symbol: Symbol) -> bool:
    """A word of exercises is near: "3 series, descanso 1'"."""
    return symbol.near("workout", 14)


@sense("s", '"', "″")
def seconds_of_exercise(symbol: Symbol) -> bool:
    """A word of exercises is near: "3 x 30\" de plancha"."""
    return symbol.beside("workout")


@sense("mbar", "mb")
def millibars(symbol: Symbol) -> bool:
    """A word of the weather is near: "presión mínima de 944 mb"."""
    return symbol.beside("pressures")


@sense("min", "'", "′")
def minutes_of_arc(symbol: Symbol) -> bool:
    """Degrees stand before: "+41° 16'"."""
    return symbol.before.rstrip(" ").endswith("°")


@sense("min", "'", "′")
def minutes_of_game(symbol: Symbol) -> bool:
    """A word of goals is near: "scored (14', 90+2')"."""
    around = symbol.before + symbol.scan.text[symbol.start : symbol.stop + 30]
    return bool(symbol.before) and _GOALS.search(around) is not None


@sense("min", "'")
def minutes_of_music(symbol: Symbol) -> bool:
    """Something that lasts stands before: "Haydn's sonata lasts 22'"."""
    return _LASTING.search(symbol.before) is not None
