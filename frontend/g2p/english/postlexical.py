"""English phones that follow from the spelling but that espeak-ng writes otherwise.

Each rule takes the phones and the spelling of one word. Conventions are those of Wells, "Longman Pronunciation
Dictionary" (2008) for British and of
Kenyon and Knott, "A Pronouncing Dictionary of American English" (1953) for American English.
"""

from __future__ import annotations

import re

from frontend.g2p.english import british, hyphens, name_endings, prefixes
from frontend.g2p.notation import is_vowel, moved
from frontend.locales import lineage
from frontend.types import Phone

Phones = tuple[Phone, ...]

_PREFIX_N = re.compile(r"^(in|en|un)[ckgq]")
_NO_PREFIX = re.compile(r"^(ink|inca(?![nrp])|ingot|ingrid|ingram|ingle|inglis|engl|uncle(?!a)|unct)")
_WEAK_EX = re.compile(r"^ex")
_WEAK_ES = re.compile(r"^(escap|escort|especial|espous|esquire|establish|estate|esteem|estrang)")
_WEAK_EN = re.compile(r"^(?!enclave|encore|endemic|endogen|ensemble|entente)(en[bcdfghjlnqrstvw]|em[bp])")
_WEAK_U_BEFORE = re.compile(
    r"su[cfgps](?!-?(sahar|sect))|curric|sub(d[uj]|jec|jug|jun|lim(e|at)|merg|mers|mi(ss|t)|ord|orn|poen|scrib|scrip(?!t)"
    r"|scription|sequen|serv|sid(e[ds]?$|ing|en|i[ao])|sist|stan|stitut(?!ion)|sum|tend|tract|urb|ver[st])"
)
_WEAK_U_AFTER = re.compile(r"(?<!^)some(ly|ness|r|st)?$|umns?$|[yi]r+ups?$|industr|locusts?$|mund('?s)?$|ficult")
_SEAM_N = re.compile(
    r"(rain|sun|green|corn|brain|down|train|moon|gun|skin|town|pen(?!gu)|queen|stone|fine|line|wine|phone)[cgk]"
)
_PALATAL = re.compile(
    r"ny[ao]ns?$|(lli|ni)(on|ons|oned|onth|onaire|ons'|on's)s?$|[aei]llian?[st]?(ly|ce)?$|lliard|familiar|peculiar|junior|senior"
)
_BRITISH_PALATAL = re.compile(r"ny[ao]ns?$|(lli|ni)(on|ons|oned|onth|onaire|ons'|on's)s?$|lliard|lliant")
_WA = re.compile(r"(w|qu)a(n[dt]|llet|llow|llaby|llop|lit|lif|sp|sh|tch|d)")
_ATELY = re.compile("(?<!^inn)(?<!^sed)(?<!^orn)(?<=...)ately$")
_PLURAL_OF_I = re.compile("(tini|corgi|yogi|sari|miri|jabi|rrari|maxi)s$")
_VOICELESS = frozenset({"p", "t", "k", "f", "θ", "s", "ʃ", "t͡ʃ"})
_YOD_DROPPERS = frozenset("tdsznθ")
_PREFIX_BEFORE_YOD = re.compile("(?:mis|dis|non|un|in-)-?u(?:n[iu]|s[aeiu]|ti)")
_MERGED = {"t": "t͡ʃ", "d": "d͡ʒ"}
_LATIN_IS = re.compile("([aeiouy]s|it|ot|ut|mat|ott|rm|pol)is$")
_FORM_OF_Y = re.compile("(ies|ied|[^aou]ys|ie's|y's)$")
_FIRST_PART_IN_Y = re.compile(
    "(baby|body|bunny|busy|cherry|city|copy|country|daddy|daisy|dairy|easy|fairy|ferry|funny|gravy|gypsy|hairy|happy|heavy"
    "|holy|honey|jelly|jersey|jockey|kidney|lady|lily|lorry|mercy|merry|money|monkey|mummy|navy|party|penny|pony|poppy|puppy|rally"
    "|ruby|safety|sixty|story|study|teddy|tidy|turkey|trolley|twenty|thirty|forty|fifty|seventy|eighty|ninety|volley|valley"
    "|whiskey|whisky|worry)-?[bcdfghjklmnpqrstvwz]"
)
_MEN = re.compile("(?<!wo)(?<!snow)(?<!cave)(?<!camera)(?<!business)(?<!milk)(?<!door)(?<!con)(?<!.x-)(?<!anchor)men$")
_TAIN = re.compile(r"(moun|foun|cur|cer|cap|brit|chief|vill)t?ain")


def single_r(phones: Phones, word: str) -> Phones:
    """One r between two vowels (during), which the symbols of espeak can double."""
    return tuple(p for i, p in enumerate(phones) if not (p.symbol == "ɹ" and i and phones[i - 1].symbol == "ɹ"))


def weak_e(phones: Phones, word: str) -> Phones:
    """ex- and es- right before the stress begin with ɪ (expect, escape), not in exhibition; in British English en- and
    em- too (enjoy, employ)."""
    vowels = [phone for phone in phones if is_vowel(phone.symbol)]
    if len(vowels) < 2 or phones[0].symbol != "ɛ" or phones[0].stress or not vowels[1].stress:
        return phones
    folded = word.casefold()
    british = "en-GB" in lineage(phones[0].locale) and _WEAK_EN.match(folded)
    if british or _WEAK_EX.match(folded) or _WEAK_ES.match(folded):
        return (Phone("ɪ", 0, phones[0].locale), *phones[1:])
    return phones


def prefix_n(phones: Phones, word: str) -> Phones:
    """A prefix keeps its n before k and ɡ (include, income), a stem has ŋ (English, uncle, congress)."""
    folded = word.casefold()
    if re.match("non[ckgq]", folded) and len(phones) > 3 and phones[2].symbol == "ŋ":
        return (*phones[:2], moved(phones[2], "n"), *phones[3:])
    if len(phones) < 3 or phones[1].symbol != "ŋ" or not is_vowel(phones[0].symbol):
        return phones
    if not _PREFIX_N.match(folded) or _NO_PREFIX.match(folded):
        return phones
    return (phones[0], moved(phones[1], "n"), *phones[2:])


def seam_n(phones: Phones, word: str) -> Phones:
    """n at the end of the first part of a compound stays n before k and ɡ (raincoat, sunglasses)."""
    if not _SEAM_N.match(word.casefold()):
        return phones
    at = next((i for i in range(len(phones) - 1) if phones[i].symbol == "ŋ" and phones[i + 1].symbol in "kɡ"), None)
    return phones if at is None else (*phones[:at], moved(phones[at], "n"), *phones[at + 1 :])


def close_front(phones: Phones, word: str) -> Phones:
    """An unstressed ɪ is i at the end of a word (copy, every), of its forms (valleys, copied) and before a vowel
    (radio, area, subsidiary)."""
    hiatus = "iar" in word.casefold()
    form = _FORM_OF_Y.search(word.casefold()) is not None and phones[-1].symbol in {"z", "d"}
    alone = sum(is_vowel(phone.symbol) for phone in phones) == 1  # we're
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        after = phones[i + 1] if i + 1 < len(phones) else None
        before_vowel = after is not None and is_vowel(after.symbol)
        ends = after is None and word[-1:].casefold() in "yie"
        ends = ends or (form and i == len(phones) - 2 and not alone)
        lax = phone.symbol == "ɪ" and phone.stress < 2 and (ends or before_vowel)
        if lax or (phone.symbol == "iː" and not phone.stress and before_vowel):
            result.append(moved(phone, "i"))
        elif (
            phone.symbol == "ɪə" and not phone.stress and not alone and (hiatus or after is None or after.symbol != "ɹ")
        ):
            result += [moved(phone, "i"), Phone("ə", 0, phone.locale)]
        else:
            result.append(phone)
    return tuple(result)


def seam_y(phones: Phones, word: str) -> Phones:
    """y at the end of a compound's first part is i (honeymoon, storyteller)."""
    if not _FIRST_PART_IN_Y.match(word.casefold()):
        return phones
    second = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)][1:2]
    if not second or phones[second[0]].symbol not in {"ɪ", "iː"} or phones[second[0]].stress:
        return phones
    return (*phones[: second[0]], moved(phones[second[0]], "i"), *phones[second[0] + 1 :])


def voiceless_ending(phones: Phones, word: str) -> Phones:
    """The endings of plurals, genitives and pasts have no voice behind a voiceless consonant (graphs, Sikhs, typed)."""
    if len(phones) < 3 or phones[-1].symbol not in {"z", "d"} or phones[-2].symbol not in _VOICELESS:
        return phones
    return (*phones[:-1], moved(phones[-1], "s" if phones[-1].symbol == "z" else "t"))


def every_and_any(phones: Phones, word: str) -> Phones:
    """any- and every- keep the vowel of their end (anybody)."""
    head = next((h for h in ("any", "every") if word.casefold().startswith(h)), None)
    if head is None:
        return phones
    at = {"any": 2, "every": 3}[head]
    if len(phones) > at and phones[at].symbol == "ɪ":
        return (*phones[:at], moved(phones[at], "i"), *phones[at + 1 :])
    return phones


def palatal_glide(phones: Phones, word: str) -> Phones:
    """-llion, -nion and the like have j (million, onion), American -liar and -nior too (familiar)."""
    pattern = _PALATAL if "en-US" in lineage(phones[0].locale) else _BRITISH_PALATAL
    if not pattern.search(word.casefold()) or word.casefold() in {"lion", "lions", "ion", "ions"}:
        return phones
    result = list(phones)
    for i in range(2, len(phones) - 1):
        if phones[i].symbol in {"i", "ɪ"} and phones[i - 1].symbol in {"l", "n"} and phones[i + 1].symbol in {"ə", "ɚ"}:
            result[i] = Phone("j", 0, phones[i].locale)
    return tuple(result)


def american_palatal(phones: Phones, word: str) -> Phones:
    """-lian has j in American English (Italian, Brazilian)."""
    if "en-US" not in lineage(phones[0].locale) or not re.search("[aie]lians?$", word.casefold()):
        return phones
    return tuple(
        Phone("j", 0, p.locale) if p.symbol == "i" and not p.stress and i and phones[i - 1].symbol == "l" else p
        for i, p in enumerate(phones)
    )


def weak_tain(phones: Phones, word: str) -> Phones:
    """mountain, certain, captain end in ən."""
    if _TAIN.search(word.casefold()):
        return tuple(
            moved(p, "ə")
            if p.symbol == "ɪ" and p.stress == 0 and i and i + 1 < len(phones) and phones[i + 1].symbol == "n"
            else p
            for i, p in enumerate(phones)
        )
    return phones


def weak_ately(phones: Phones, word: str) -> Phones:
    """Adverbs in -ately have ə (moderately), which espeak-ng takes for verbs inside a clause; not lately, innately."""
    if not _ATELY.search(word.casefold()) or [p.symbol for p in phones[-4:]] != ["eɪ", "t", "l", "i"]:
        return phones
    return (*phones[:-4], Phone("ə", 0, phones[-4].locale), *phones[-3:])


def american_after_w(phones: Phones, word: str) -> Phones:
    """a after w is ɑ in American English (want, quality, wallet)."""
    if not _WA.search(word.casefold()):
        return phones
    return tuple(
        moved(p, "ɑ") if p.symbol == "ɔ" and i and phones[i - 1].symbol == "w" and "en-US" in lineage(p.locale) else p
        for i, p in enumerate(phones)
    )


def american_yod(phones: Phones, word: str) -> Phones:
    """American English speaks no j after t d s z n θ: it is dropped before a stressed u (exuberant) and merges with t
    and d before an unstressed one (arduous, estuary); not at the seam behind a prefix (misused, in-unit)."""
    if "en-US" not in lineage(phones[0].locale) or _PREFIX_BEFORE_YOD.match(word.casefold()):
        return phones
    result: list[Phone] = []
    for i, phone in enumerate(phones):
        before, after = phones[i - 1].symbol if i else "", phones[i + 1] if i + 1 < len(phones) else phone
        if phone.symbol != "j" or after.symbol not in {"u", "ʊ", "ə"} or before not in _YOD_DROPPERS:
            result.append(phone)
        elif not after.stress and before in _MERGED and i > 1:
            result[-1] = moved(result[-1], _MERGED[before])
        elif (not after.stress and i > 1) or after.symbol == "ə":
            result.append(phone)
    return tuple(result)


def american_weak_yod(phones: Phones, word: str) -> Phones:
    """Unstressed jʊ before l, m, t and d is jə in American English (regular, ridiculous)."""
    result = list(phones)
    for i in range(1, len(phones) - 1):
        phone = phones[i]
        weak = phone.symbol == "ʊ" and phone.stress == 0 and phones[i - 1].symbol == "j"
        if weak and "en-US" in lineage(phone.locale) and phones[i + 1].symbol in {"l", "m", "t", "d", "k"}:
            result[i] = moved(phone, "ə")
    return tuple(result)


def weak_u(phones: Phones, word: str) -> Phones:
    """An unstressed u is ə in -some, -umn, sub- and the like (awesome, autumn, subscription), not in product."""
    folded, main = word.casefold(), _main(phones)
    weak = set()
    if _WEAK_U_BEFORE.match(folded) and main > 1:
        weak.add(1)
    if _WEAK_U_AFTER.search(folded):
        weak |= {i for i in range(main + 1, len(phones)) if phones[i].stress < 2}
    return tuple(
        Phone("ə", 0, p.locale) if p.symbol == "ʌ" and i in weak and (i > main or not p.stress) else p
        for i, p in enumerate(phones)
    )


def american_hyphen(phones: Phones, word: str) -> Phones:
    """No r glides over a hyphen in American English (runner-up)."""
    if not re.search("[aeo]r-[aeiou]", word.casefold()):
        return phones
    return tuple(
        p
        for i, p in enumerate(phones)
        if not (p.symbol == "ɹ" and i and phones[i - 1].symbol == "ɚ" and i + 1 < len(phones) and phones[i + 1].stress)
    )


def american_weak_r(phones: Phones, word: str) -> Phones:
    """ɝ without stress is ɚ before the main stress (curriculum), save in a first part of its own (worthwhile), and
    before a vowel (Lutheran)."""
    main = 0 if re.match("wor|bir|tur|bur|fir|thir|her", word.casefold()) else _main(phones) % len(phones)
    glide = [i for i in range(len(phones) - 2) if phones[i + 1].symbol == "ɹ" and is_vowel(phones[i + 2].symbol)]
    weak = {i for i, p in enumerate(phones) if p.symbol == "ɝ" and not p.stress and (i < main or i in glide)}
    return tuple(moved(p, "ɚ") if i in weak else p for i, p in enumerate(phones))


def _main(phones: Phones) -> int:
    """Index of the vowel with the main stress; the length where there is none."""
    return next((i for i, phone in enumerate(phones) if phone.stress == 2), len(phones))


def endings_in_y(phones: Phones, word: str) -> Phones:
    """y is weak before -ly (sportily) and i before -ness (happiness), which espeak-ng writes the other way round."""
    folded, tail = word.casefold(), [p.symbol for p in phones[-4:]]
    if folded.endswith("ily") and tail[1:] in (["i", "l", "i"], ["iː", "l", "i"]) and not phones[-3].stress:
        return (*phones[:-3], moved(phones[-3], "ɪ"), *phones[-2:])
    if folded.endswith("iness") and tail == ["ɪ", "n", "ə", "s"] and sum(is_vowel(p.symbol) for p in phones) > 2:
        return (*phones[:-4], moved(phones[-4], "i"), *phones[-3:])
    return phones


def plural_of_i(phones: Phones, word: str) -> Phones:
    """Plurals of words in -i end in iz (martinis, saris), which espeak-ng takes for singulars in -is."""
    if not _PLURAL_OF_I.search(word.casefold()) or phones[-2].symbol != "ɪ" or phones[-1].symbol not in {"s", "z"}:
        return phones
    return (*phones[:-2], moved(phones[-2], "i"), moved(phones[-1], "z"))


def latin_is(phones: Phones, word: str) -> Phones:
    """Latin nouns in -is are no plurals (glottis, metropolis)."""
    if not _LATIN_IS.search(word.casefold()) or phones[-1].symbol != "z" or phones[-2].symbol not in {"i", "iː"}:
        return phones
    return name_endings.not_plural(phones)


def no_intrusive_r(phones: Phones, word: str) -> Phones:
    """A final a is ə (Nevada, Savannah, a), which espeak-ng turns into ɚ or gives an r before r and vowels."""
    if len(phones) > 3 and [p.symbol for p in phones[-2:]] == ["ə", "ɹ"] and re.search("ah?$", word.casefold()):
        return phones[:-1]
    if phones[-1].symbol != "ɚ" or not re.search("ah?$", word.casefold()):
        return phones
    return (*phones[:-1], moved(phones[-1], "ə"))


def american_fire(phones: Phones, word: str) -> Phones:
    """fire and hour have two syllables in American English before a consonant too (expired, McGuire)."""
    if "en-US" not in lineage(phones[0].locale):
        return phones
    return tuple(
        Phone("ɚ", 0, phone.locale)
        if phone.symbol == "ɹ"
        and i
        and phones[i - 1].symbol in {"aɪ", "aʊ"}
        and (i + 1 == len(phones) or not is_vowel(phones[i + 1].symbol))
        else phone
        for i, phone in enumerate(phones)
    )


def american_to(phones: Phones, word: str) -> Phones:
    """to before a vowel is tu in American English, which espeak-ng writes tʊ; into and onto too."""
    if "en-US" not in lineage(phones[0].locale) or word.casefold() not in {"to", "into", "onto", "unto"}:
        return phones
    return tuple(moved(phone, "u") if phone.symbol == "ʊ" else phone for phone in phones)


def weak_men(phones: Phones, word: str) -> Phones:
    """-men is mən, as -man is (policemen, firemen), not in women and where man is a part of its own (snowmen)."""
    folded = word.casefold().removesuffix("'s")
    if not _MEN.search(folded) or len(phones) < 5:
        return phones
    at = len(phones) - (3 if word.casefold().endswith("'s") else 2)
    if phones[at].symbol not in {"ɪ", "ɛ"} or phones[at].stress == 2 or phones[at - 1].symbol != "m":
        return phones
    return (*phones[:at], Phone("ə", 0, phones[at].locale), *phones[at + 1 :])


RULES = (
    no_intrusive_r,
    american_after_w,
    single_r,
    weak_e,
    prefix_n,
    seam_n,
    seam_y,
    voiceless_ending,
    every_and_any,
    close_front,
    palatal_glide,
    american_palatal,
    prefixes.full_prefix,
    prefixes.prefix_in_i,
    prefixes.ultra,
    weak_tain,
    weak_ately,
    american_yod,
    american_weak_yod,
    weak_u,
    american_hyphen,
    hyphens.settled,
    american_weak_r,
    *british.RULES,
    endings_in_y,
    latin_is,
    plural_of_i,
    weak_men,
    american_to,
    american_fire,
    *name_endings.RULES,
)
