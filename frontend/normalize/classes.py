"""The semiotic classes in the order in which they are asked, by the kind of character that they begin with."""

from __future__ import annotations

from frontend.normalize import abbreviations
from frontend.normalize.amounts import doses, measures, money, oldmoney, prescriptions, rated
from frontend.normalize.calendar import dates, day_letters, durations, named_dates, times, weekdays, years
from frontend.normalize.codes import (
    addresses,
    chemistry,
    codes,
    coordinates,
    electronic,
    letters,
    paths,
    scripture,
    serials,
    technical,
    telephone,
)
from frontend.normalize.formulas import recogniser as formulas
from frontend.normalize.marks import arrows, symbols
from frontend.normalize.numeric import digit_groups, digit_runs, fractions, maths, quantities, romans, scores, specials
from frontend.normalize.rules import Recognisers

DIGIT_CLASSES = Recognisers(
    specials.recognise,
    coordinates.recognise,
    electronic.recognise,
    addresses.recognise_house,
    addresses.recognise_suite,
    scripture.recognise,
    chemistry.recognise_counted,
    doses.recognise,
    serials.recognise_figure,
    technical.recognise,
    dates.recognise,
    oldmoney.recognise,
    times.recognise,
    durations.recognise_chrono,
    durations.recognise,
    telephone.recognise,
    money.recognise_offer,
    scores.recognise,
    fractions.recognise,
    codes.recognise,
    serials.recognise_version,
    serials.recognise_series,
    serials.recognise_paragraph,
    digit_groups.recognise_mixed,
    digit_groups.recognise,
    digit_runs.recognise,
    years.recognise,
    measures.recognise_height,
    maths.recognise_scientific,
    quantities.recognise,
)

WORD_CLASSES = Recognisers(
    paths.recognise_drive,
    electronic.recognise,
    day_letters.recognise,
    weekdays.recognise,
    named_dates.recognise,
    money.recognise_prefix,
    addresses.recognise_state,
    addresses.recognise_party,
    rated.recognise_alone,
    serials.recognise_section,
    serials.recognise_release,
    formulas.recognise_differential,
    abbreviations.recognise,
    maths.recognise_function,
    digit_groups.recognise_mixed,
    chemistry.recognise_electron,
    chemistry.recognise,
    prescriptions.recognise,
    technical.network_card,
    codes.recognise,
    serials.recognise,
    romans.recognise,
    letters.recognise,
)

MARK_CLASSES = Recognisers(
    formulas.recognise,
    paths.recognise,
    oldmoney.recognise,
    times.recognise_minutes,
    money.recognise_prefix,
    telephone.recognise,
    chemistry.recognise_arrow,
    arrows.recognise,
    chemistry.recognise_oxidation,
    maths.recognise,
    quantities.recognise_signed,
    doses.recognise,
    fractions.recognise,
    electronic.recognise_failure,
    electronic.recognise_tag,
    electronic.recognise_ending,
    abbreviations.recognise,
    years.recognise,
    symbols.recognise,
)
