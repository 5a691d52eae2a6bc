"""English prefixes that are felt as words of their own keep a full vowel, where espeak-ng weakens them.

re- for again (recheck) has the vowel of FLEECE, in report it has none; so have pre- for before (prepaid, but prepare)
and de- for undo (defrost, but depend). Spelling alone cannot tell, hence the stems. Source: Wells, "Longman
Pronunciation Dictionary" (2008).
"""

from __future__ import annotations

import re

from frontend.g2p.notation import is_vowel, moved
from frontend.locales import lineage
from frontend.types import Phone

Phones = tuple[Phone, ...]

_AGAIN = re.compile(
    r"re-?(acquir|activat|adjust|admit|affirm|align|allocat|analy[sz]|appear|appl[iy]|arrang|assess|assign|assur|attach"
    r"|author|balanc|book|boot|brand|build|built|calculat|calibrat|captur|cast|certif|charg|check|combin|configur"
    r"|confirm|connect|consider|construct|convert|creat|cycl|deploy|design(?!at)|develop|dial|direct|discover|distribut"
    r"|do$|doing|download|draw|educat|elect|emerg|employ|enabl|encod|engag|enrol|enter|equip|establish|evaluat|examin"
    r"|fill|financ|format|fuel|furbish|group|hash|heat|hir(e|ing)|hous|imagin|import|install|integrat|interpret|introduc"
    r"|invent|invest|issu|join|label|launch|learn|licens|list(?!en)|load|locat|mak|made|mix|model|mortgag|nam(e|ing)|negotiat"
    r"|number|occup|open|order|organi|pack|paint|pav|phras|plant|play|populat|possess|post(?!e)|pric|print|process|produc|program"
    r"|publish|purpos|qualif|rout|run|scal|schedul|seal|sell|send|set|shap|ship|siz|start|stock|struct|submit|suppl|tak|tell"
    r"|test|think|thought|told|tool|train|transmit|tried|tries|try|unif|unit|upload|us(e|ing|ab)|valid|valu|visit|wash"
    r"|wind|wir|word|work|writ|wrote|zon|arm(?!ad)|birth|born|class|focus|formulat|frame|grew|grow|heal|interview|kindl"
    r"|liv(e|ing)|marr|master|offend|paid|pay|plaster|position|pot|purchas|read(?!i|y)|roof|sect|seed|shuffl|spawn"
    r"|badg|capitali|circulat|cod(e|ing)|colou?r|crystal|fashion|float|hom(e[ds]?$|ing)|hydrat|map|suspend|titl"
    r"|tun(e|ing)|vascular|stat(e|ing)|stitch|surfac|tighten|took|trac(e|ing)|tweet|upholster|vaccinat|watch|wild|wrap"
    r"|cook|fil(e[ds]?$|ing)|finish|flash|freez|froz|gift|glu(e|ing)|grad(e[ds]?$|ing)|grout|jig|let(s|ting)?$|lights?$"
    r"|lighting|lit$|lock|skin|sit(s|ting)?$|spray|typ(e|ing)|vamp)"
)
_BEFORE = re.compile(
    r"pre-?(amp|approv|arrang|author|book|cook|cut|dat|determin|exist|fab|flight|game|heat|histor|install|load|matur|menstr|natal"
    r"|nup|op(?!os)|order|own|packag|paid|pay|print|program|qualif|record|regist|school|screen|season|select|set|shrunk"
    r"|soak|sort|tax|teen|test|trial|view|war|wash|calc|cast|clinic|condition|deceas|destin|form|frontal|marital|medit|molar"
    r"|term|treat|built|clear|fill|made|menopaus|work)"
)
_UNDO = re.compile(
    r"de-?(activat|brief|bug|claw|construct|criminali|crypt|mobili|phosph|regist|spawn|tun(e|ing)"
    r"|caf|centrali|class|clutter|cod|commission|compress|contaminat|coupl|escalat|forest|frost|fund|fus|glaz|greas|humidif|hydrat|ic(e|ing)"
    r"|list|mist|motivat|mystif|populat|pressuri|regulat|salin|scal|segregat|select|sensiti|stabili|tox|valu|fog|tangl)"
)
_ENDS_IN_I = re.compile(
    r"(anti(?=air|bac|bio|bod|clima|clock|coag|dep|freez|fung|gov|hero|hist|infl|matt|micro|nuc|oxi|persp|retro|sem|sep|soc"
    r"|sub|tank|theft|tox|trust|vir|war)|semi(?!nal|nar|nol|te|ti)|multi(?!pl|tud))"
)


def _replaced(phones: Phones, at: int, symbol: str) -> Phones:
    return (*phones[:at], moved(phones[at], symbol), *phones[at + 1 :])


def full_prefix(phones: Phones, word: str) -> Phones:
    """re-, pre- and de- with a meaning of their own have the vowel of FLEECE (recheck, prepaid, defrost)."""
    folded = word.casefold()
    at = 1 if _AGAIN.match(folded) or _UNDO.match(folded) else 2 if _BEFORE.match(folded) else 0
    if not at or len(phones) <= at + 1 or phones[at].symbol not in {"ɪ", "ə", "i"}:
        return phones
    return _replaced(phones, at, "iː" if "en-GB" in lineage(phones[at].locale) else "i")


def prefix_in_i(phones: Phones, word: str) -> Phones:
    """anti-, semi- and multi- end in i (antiseptic, semicircle, multimedia)."""
    folded = word.casefold()
    if not _ENDS_IN_I.match(folded):
        return phones
    nuclei = [i for i, phone in enumerate(phones) if is_vowel(phone.symbol)]
    if len(nuclei) < 3 or (phones[nuclei[1]].symbol not in {"ɪ", "ə", "iː"} and not folded.startswith("semi")):
        return phones
    return _replaced(phones, nuclei[1], "i")


def ultra(phones: Phones, word: str) -> Phones:
    """ultra- begins like under (ultrasound)."""
    return _replaced(phones, 0, "ʌ") if word.casefold().startswith("ultra") and phones[0].symbol == "ʊ" else phones
