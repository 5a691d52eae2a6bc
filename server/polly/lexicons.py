"""PutLexicon, GetLexicon, ListLexicons and DeleteLexicon."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.responses import Response

from frontend import pls
from server.contract import LexiconExists, LexiconRecord, Scope, TooManyLexicons
from server.errors import ApiError, ValidationError, lexicon_not_found
from server.polly.model import LANGUAGE_CODES, LEXICON_NAME, LONGEST_TOKEN
from server.polly.operation import Call, answer, epoch
from server.polly.tags import check_tags
from server.polly.validation import Member
from server.services import Services

_PAGE = 50
_NAME = Member("Name", required=True, pattern=LEXICON_NAME)


def lexicon_arn(scope: Scope, name: str) -> str:
    return f"arn:aws:polly:{scope.region}:{scope.account}:lexicon/{name}"


def put_members(services: Services) -> Sequence[Member]:
    return (_NAME, Member("Content", required=True), Member("Tags", kind="map", shortest=1, longest=200))


def name_members(services: Services) -> Sequence[Member]:
    return (_NAME,)


def list_members(services: Services) -> Sequence[Member]:
    return (Member("NextToken", longest=LONGEST_TOKEN),)


async def put_lexicon(call: Call) -> Response:
    """Stores a lexicon; one with the same name is overwritten and keeps its tags."""
    name, content = call.values["Name"], call.values["Content"]
    tags: dict[str, str] = call.values.get("Tags", {})
    scope, stores = call.caller.scope, call.services.stores
    check_tags(tags)
    lexicon = await asyncio.to_thread(pls.parse, content)
    if not _is_known_language(lexicon.language):
        message = f"The language {lexicon.language!r} of the lexicon is not supported: set xml:lang to one of "
        raise ApiError("UnsupportedPlsLanguageException", message + ", ".join(LANGUAGE_CODES))
    arn = lexicon_arn(scope, name)
    record = LexiconRecord(
        name, content, lexicon.alphabet, lexicon.language, datetime.now(UTC), lexicon.written, len(content), arn
    )
    try:
        await stores.lexicons.put(scope, record, tags)
    except LexiconExists:
        message = "Tags cannot be given for a lexicon that exists: use TagResource"
        raise ValidationError(message, ["tags"]) from None
    except TooManyLexicons as error:
        message = f"There are {error.most} lexicons, which is the most that is allowed: delete one first"
        raise ApiError("MaxLexiconsNumberExceededException", message) from None
    return answer({})


async def get_lexicon(call: Call) -> Response:
    """A lexicon with its attributes."""
    name = call.values["Name"]
    record = await call.services.stores.lexicons.get(call.caller.scope, name)
    if record is None:
        raise lexicon_not_found(name)
    return answer({"Lexicon": {"Content": record.content, "Name": name}, "LexiconAttributes": _attributes(record)})


async def list_lexicons(call: Call) -> Response:
    """Names and attributes, ordered by name, a page at a time."""
    scope, tokens = call.caller.scope, call.tokens
    after = ""
    if token := call.values.get("NextToken"):
        after = tokens.read("lexicons", scope, token)[0]
    records = [record for record in await call.services.stores.lexicons.list(scope) if record.name > after]
    page = records[:_PAGE]
    more = tokens.make("lexicons", scope, [page[-1].name]) if len(records) > _PAGE else None
    found = [{"Name": record.name, "Attributes": _attributes(record)} for record in page]
    return answer({"Lexicons": found, "NextToken": more})


async def delete_lexicon(call: Call) -> Response:
    """Forgets a lexicon and its tags."""
    name = call.values["Name"]
    if not await call.services.stores.lexicons.delete(call.caller.scope, name):
        raise lexicon_not_found(name)
    return answer({})


def _attributes(record: LexiconRecord) -> dict[str, Any]:
    return {
        "Alphabet": record.alphabet,
        "LanguageCode": record.language_code,
        "LastModified": epoch(record.last_modified),
        "LexemesCount": record.lexemes_count,
        "LexiconArn": record.arn,
        "Size": record.size,
    }


def _is_known_language(tag: str) -> bool:
    """A language code of the API, or its bare language ("en"), whatever the case."""
    folded = tag.casefold()
    codes = {code.casefold() for code in LANGUAGE_CODES}
    return folded in codes | {re.split("-", code)[0] for code in codes}
