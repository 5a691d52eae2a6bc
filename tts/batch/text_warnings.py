"""What in a text is hardly meant to be read aloud: variables that nobody filled in, tags of SSML in plain text.

Such a prompt is made all the same, since a text may be about them; it is told with the row.
"""

from __future__ import annotations

import re

_VARIABLE = re.compile(
    r"""
    \$?\{\{?\s*[^\W\d][\w.]*\s*\}\}?    # {name}, {{name}}, ${name}
    | %\(\w+\)[sd] | %\d*[sd](?!\w)     # %(name)s, %s
    | (?<!\w)([%$\#])[^\W\d]\w*\1(?!\w) # %NAME%, $NAME$, #name#
    | [\[<][A-Z]+(?:_[A-Z]+)*_[A-Z]+[\]>] | <[A-Z]{2,}>
    """,
    re.VERBOSE,
)
_TAG = re.compile(
    r"</?(?:break|emphasis|lang|mark|phoneme|prosody|say-as|speak|sub|voice|audio|amazon:[\w-]+|[psw])\b[^<>]*>", re.I
)


def text_warnings(text: str, ssml: bool) -> tuple[str, ...]:
    """What whoever wrote the row should look at, one sentence each; nothing for most texts.

    Args:
        text: of the row.
        ssml: whether it is read as SSML.
    """
    found = []
    variable = _VARIABLE.search(text)
    if variable:
        found.append(f"{variable.group()} looks like a variable that is not filled in, and is spoken as it stands")
    tag = None if ssml else _TAG.search(text)
    if tag:
        found.append(f"{tag.group()[:60]} is read aloud: a text with SSML's tags starts with <speak>")
    return tuple(found)
