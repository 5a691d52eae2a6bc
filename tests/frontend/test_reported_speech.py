"""The narrator's words behind direct speech, in square brackets."""

from __future__ import annotations

import pytest

from frontend.pipeline import Frontend
from frontend.types import Utterance

MARKED = [
    ("en-US", "“Where are you?” [said the fox.] “I think,” [said Tom,] “that we should go.”"),
    ("en-US", '"I\'m tired!" [the little fox said quietly.]'),
    ("en-US", "“We expect growth,” [the minister told reporters on Monday,] adding that taxes would fall."),
    ("en-GB", "'I see,' [said Tom.] ‘So do I,’ [she answered.]"),
    ("es-US", "—Ya voy —[dijo María]—. Espérame. —¿Quién es? —[preguntó.]"),
    ("es-US", "—Siéntate —[me dijo]—, que se enfría. —Ven —[le contestó ella.]"),
    ("es-US", "—Dígame la verdad —[pidió Aurelio]—. ¿Lo mató usted?"),
    ("es-US", "Lo hizo todo —se fue sin pagar— y no volvió."),
    ("es-US", "“No sé”, [contestó ella.] «Vamos», [propuso Luis.]"),
    ("de-DE", "„Ich komme“, [sagte er leise.] »Nein!«, [rief sie.] „Wo bist du?“, [fragte der Fuchs.]"),
    ("fr-CA", "« Où es-tu ? » [demanda le renard.] — Je viens, [dit-il.]"),
    ("fr-CA", "— Tu pars? [demanda Jeanne.] — Demain, [répondit le capitaine.] « Tiens, [murmura Rose,] il dort. »"),
    ("fr-CA", "« C'est fini », [a martelé le député.] « Attendez », [s'est-elle contentée de répondre.]"),
    ("fr-CA", "Il entra, demanda un café, et s'assit. Elle a dit « oui », puis elle est partie."),
    ("fr-CA", "« Le projet avance », [a déclaré le ministre lundi.] Elle vient, [s'écria-t-elle,] demain."),
    ("en-US", "The so-called “green deal,” which was signed in May, said little about farms."),
    ("en-US", "“Stop!” Tom said nothing more. He liked the word “yes” and she said so."),
    ("en-US", "She said that the bus was late, and he asked why."),
    ("es-US", "Cuando llegó, dijo que tenía hambre."),
    ("de-DE", "Als er kam, sagte sie nichts. Der Film „Halt“ sagte mir nichts."),
    ("fr-CA", "Dit-il la vérité? Quand vient-elle, demain ou lundi?"),
]


def spoken_by_the_narrator(utterance: Utterance) -> list[str]:
    words = (word for sentence in utterance for word in sentence.words if word.reports)
    return [utterance.text[word.span.start : word.span.end].rstrip(".") for word in words]


@pytest.mark.parametrize(("locale", "marked"), MARKED)
def test_clauses_that_report_direct_speech_are_found(locale: str, marked: str) -> None:
    parts = marked.replace("]", "[").split("[")
    narrated = " ".join(parts[1::2]).replace(",", "").replace(".", "").split()
    assert spoken_by_the_narrator(Frontend().process("".join(parts), locale)) == narrated


@pytest.mark.parametrize(
    "document",
    [
        '<speak>&quot;I see,&quot; <emphasis level="strong">said</emphasis> Tom.</speak>',
        '<speak><prosody rate="90%">“I see,”</prosody> said Tom.</speak>',
    ],
)
def test_tags_are_looked_through(document: str) -> None:
    assert spoken_by_the_narrator(Frontend().process_ssml(document, "en-US")) == ["said", "Tom"]


def test_a_quotation_mark_of_a_tag_closes_nothing() -> None:
    document = '<speak>Listen,<mark name="here"/> said the fox.</speak>'
    assert spoken_by_the_narrator(Frontend().process_ssml(document, "en-US")) == []
