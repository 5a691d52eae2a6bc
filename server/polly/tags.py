"""TagResource, UntagResource and ListTagsForResource."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from starlette.responses import Response

from server.contract import MOST_TAGS, TooManyTags
from server.errors import ApiError, NotFoundResource
from server.polly.model import LEXICON_NAME
from server.polly.operation import Call, answer
from server.polly.validation import Member
from server.services import Services

_ARN = re.compile(
    rf"arn:aws(?:-[a-z-]{{1,10}})?:polly:([a-z0-9-]{{1,40}}):(\d{{12}}):lexicon/({LEXICON_NAME})", re.ASCII
)
_LONGEST_KEY, _LONGEST_VALUE = 128, 256


def tag_members(services: Services) -> Sequence[Member]:
    return (
        Member("ResourceArn", required=True, longest=1_011),
        Member("Tags", kind="map", required=True, shortest=1, longest=200),
    )


def untag_members(services: Services) -> Sequence[Member]:
    return (
        Member("ResourceArn", required=True, longest=1_011),
        Member("TagKeys", kind="list", required=True, shortest=1, longest=200),
    )


def list_members(services: Services) -> Sequence[Member]:
    return (Member("ResourceArn", required=True, longest=1_011, query="arn"),)


async def tag_resource(call: Call) -> Response:
    """Adds tags to a lexicon, or gives existing ones new values."""
    tags: dict[str, str] = call.values["Tags"]
    arn = await _existing(call)
    check_tags(tags)
    try:
        if not await call.services.stores.tags.put(call.caller.scope, arn, tags):
            raise NotFoundResource(arn)  # it was deleted just now
    except TooManyTags:
        raise too_many_tags() from None
    return answer({})


async def untag_resource(call: Call) -> Response:
    """Removes tags; keys that are not there are no error."""
    arn = await _existing(call)
    await call.services.stores.tags.remove(call.caller.scope, arn, call.values["TagKeys"])
    return answer({})


async def list_tags(call: Call) -> Response:
    """The tags of a lexicon."""
    arn = await _existing(call)
    return answer({"Tags": dict(await call.services.stores.tags.get(call.caller.scope, arn))})


def check_tags(tags: Mapping[str, str]) -> None:
    """Number and lengths of tags.

    Raises:
        ApiError: TooManyTagsException, InvalidTagParameterException.
    """
    if len(tags) > MOST_TAGS:
        raise too_many_tags()
    for key, value in tags.items():
        if not 1 <= len(key) <= _LONGEST_KEY:
            raise _invalid(f"A tag key has {len(key)} characters: 1 to {_LONGEST_KEY} are allowed")
        if key.casefold().startswith("aws:"):
            raise _invalid("Tag keys must not begin with 'aws:'")
        if len(value) > _LONGEST_VALUE:
            raise _invalid(f"A tag value has {len(value)} characters: at most {_LONGEST_VALUE} are allowed")
        if "\x00" in key + value:
            raise _invalid("Tags must not hold the character NUL")


def too_many_tags() -> ApiError:
    return ApiError("TooManyTagsException", f"A resource can have at most {MOST_TAGS} tags")


async def _existing(call: Call) -> str:
    """The ARN of the call, which has to be that of a lexicon of the caller."""
    arn: str = call.values["ResourceArn"]
    found = _ARN.fullmatch(arn)
    if not found:
        raise _invalid("The resource ARN is not valid: it must be that of a lexicon")
    region, account, name = found.groups()
    scope = call.caller.scope
    record = await call.services.stores.lexicons.get(scope, name)
    if (account, region) != (scope.account, scope.region) or record is None:
        raise NotFoundResource(arn)
    return record.arn


def _invalid(message: str) -> ApiError:
    return ApiError("InvalidTagParameterException", message)
