"""Paths of files: ``C:\\Users\\me\\file.txt``, ``\\\\server\\share``, ``/usr/local/bin``, ``~/Downloads``."""

from __future__ import annotations

import re

from frontend.normalize.codes import electronic
from frontend.normalize.patterns import regex
from frontend.normalize.scan import Reading, Scan
from frontend.normalize.shapes import shapes

_NAME = r"[\w.()$%+~-]+"
_DRIVE = regex(rf"[A-Za-z]:(?:\\(?:{_NAME}(?: {_NAME}(?=\\))?)?){{1,12}}")
_SHARE = regex(rf"(?:\\\\|%\w{{2,30}}%\\){_NAME}(?:\\(?:{_NAME}(?: {_NAME}(?=\\))?)?){{0,12}}")
_UNIX = regex(r"(?:~|\.{1,2})?(?:/[\w.@+*{}:-]+){2,12}/?|(?:~|\.{1,2})/[\w.@+-]+/?|/[a-z][\w.-]{2,30}/?(?![\w])")
_ALONE = frozenset(("", *" \u00a0\u202f\n(\"'«=:"))
_TRAIL = ".,;:!?)'\""


def is_path(token: str) -> bool:
    """Whether a run of characters without a space is a path of two folders at least: "/etc/init.d/ssh"."""
    return token.count("/") > 1 and _UNIX.fullmatch(token) is not None


@shapes("A:\\", "a:\\")
def recognise_drive(scan: Scan, position: int) -> Reading | None:
    """A path that begins with the letter of a drive."""
    match = _DRIVE.match(scan.text, position)
    if not match or scan.character(position - 1).isalnum():
        return None
    return _read(scan, match)


@shapes("~/", "/", "./", "..", "%A", "%a", "\\\\")
def recognise(scan: Scan, position: int) -> Reading | None:
    """A path that begins with a mark, at the mark."""
    if scan.character(position - 1) not in _ALONE:
        return None
    match = _SHARE.match(scan.text, position) or _UNIX.match(scan.text, position)
    return _read(scan, match) if match and any(c.isalpha() for c in match.group()) else None


def _read(scan: Scan, match: re.Match[str]) -> Reading:
    path = match.group().rstrip(_TRAIL) or match.group()
    return Reading(match.start() + len(path), electronic.verbalise(path, scan.language))
