"""The semiotic classes in the order in which they are asked, by the kind of character that they begin with."""

from __future__ import annotations

from frontend.normalize import (
    abbreviations,
    addresses,
    chemistry,
    dates,
    digit_strings,
    electronic,
    fractions,
    letters,
    maths,
    measures,
    money,
    oldmoney,
    paths,
    quantities,
    romans,
    scores,
    scripture,
    serials,
    specials,
    symbols,
    telephone,
    times,
    weekdays,
)
from frontend.normalize.scan import Recogniser

DIGIT_CLASSES: tuple[Recogniser, ...] = (
    specials.recognise,
    electronic.recognise,
    addresses.recognise_house,
    addresses.recognise_suite,
    scripture.recognise,
    dates.recognise,
    oldmoney.recognise,
    times.recognise,
    times.recognise_duration,
    telephone.recognise,
    money.recognise_offer,
    scores.recognise,
    fractions.recognise,
    serials.recognise_version,
    digit_strings.recognise_groups,
    digit_strings.recognise,
    dates.recognise_year,
    measures.recognise_height,
    quantities.recognise,
)

WORD_CLASSES: tuple[Recogniser, ...] = (
    paths.recognise_drive,
    electronic.recognise,
    weekdays.recognise,
    dates.recognise_month,
    money.recognise_prefix,
    addresses.recognise_state,
    addresses.recognise_party,
    abbreviations.recognise,
    maths.recognise_function,
    digit_strings.recognise_groups,
    chemistry.recognise,
    serials.recognise,
    romans.recognise,
    letters.recognise,
)

MARK_CLASSES: tuple[Recogniser, ...] = (
    paths.recognise,
    oldmoney.recognise,
    money.recognise_prefix,
    telephone.recognise,
    maths.recognise,
    quantities.recognise_signed,
    fractions.recognise,
    electronic.recognise_tag,
    abbreviations.recognise,
    dates.recognise_year,
    symbols.recognise,
)
