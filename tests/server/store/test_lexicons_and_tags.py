"""Lexicons and their tags, on SQLite and (slow) on a PostgreSQL server."""

from __future__ import annotations

import asyncio

import pytest

from server.contract import LexiconExists, Scope, TooManyLexicons, TooManyTags
from server.store import SqlStores
from tests.server.store.records import HERE, THERE, lexicon, using


def test_lexicons_are_kept_by_scope_and_name(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        for name in ("b", "B", "a"):
            await stores.lexicons.put(HERE, lexicon(name))
        await stores.lexicons.put(HERE, lexicon("a", "new Grüße 😀"))
        listed = await stores.lexicons.list(HERE)
        assert [record.name for record in listed] == ["B", "a", "b"]
        assert [record.content for record in listed] == [""] * 3  # which may be megabytes
        assert await stores.lexicons.get(HERE, "a") == lexicon("a", "new Grüße 😀")
        assert await stores.lexicons.get(THERE, "a") is None
        assert await stores.lexicons.list(THERE) == []
        assert not await stores.lexicons.delete(THERE, "a")
        assert await stores.lexicons.delete(HERE, "a")
        assert not await stores.lexicons.delete(HERE, "a")

    using(url, work)


def test_lexicons_that_many_put_at_once_end_as_one(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        await asyncio.gather(*(stores.lexicons.put(HERE, lexicon("same", f"<!-- {i} -->")) for i in range(20)))
        assert len(await stores.lexicons.list(HERE)) == 1

    using(url, work)


def test_only_a_new_lexicon_is_given_tags(url: str) -> None:
    """Seen: of many who put the same name with tags at once, all were taken, and the tags of all were kept."""

    async def work(stores: SqlStores) -> None:
        record = lexicon("same")
        many = [stores.lexicons.put(HERE, record, {f"k{i}": "v"}) for i in range(20)]
        ended = await asyncio.gather(*many, return_exceptions=True)
        assert sum(isinstance(error, LexiconExists) for error in ended) == 19
        assert len(await stores.tags.get(HERE, record.arn)) == 1
        await stores.lexicons.put(HERE, record)
        assert len(await stores.tags.get(HERE, record.arn)) == 1

    using(url, work)


def test_lexicons_are_bounded_however_many_are_put_at_once(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.store.lexicons.MOST_LEXICONS", 5)
    monkeypatch.setattr("server.store.lexicons.MOST_LEXICONS_OF_ACCOUNT", 7)

    async def work(stores: SqlStores) -> None:
        many = [stores.lexicons.put(HERE, lexicon(f"l{i}")) for i in range(12)]
        ended = await asyncio.gather(*many, return_exceptions=True)
        assert [error.most for error in ended if isinstance(error, TooManyLexicons)] == [5] * 7
        assert len(await stores.lexicons.list(HERE)) == 5
        taken = (await stores.lexicons.list(HERE))[0].name
        await stores.lexicons.put(HERE, lexicon(taken, "new"))  # replaces one
        await stores.lexicons.put(THERE, lexicon("a"))
        await stores.lexicons.put(THERE, lexicon("b"))
        with pytest.raises(TooManyLexicons):  # a region more is no way to more than an account may have
            await stores.lexicons.put(Scope(HERE.account, "another-region"), lexicon("c"))
        await stores.lexicons.put(Scope("111111111111", "us-east-1"), lexicon("d"))

    using(url, work)


def test_tags(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        record = lexicon("tagged")
        arn = record.arn
        assert not await stores.tags.put(HERE, arn, {"team": "ivr"})  # of a lexicon that is not there
        await stores.lexicons.put(HERE, record, {"team": "ivr", "Cost": "42"})
        assert await stores.tags.put(HERE, arn, {"team": "voice", "empty": ""})
        assert await stores.tags.put(HERE, arn, {})
        await stores.lexicons.put(HERE, record)  # keeps them
        assert await stores.tags.get(HERE, arn) == {"Cost": "42", "empty": "", "team": "voice"}
        assert list(await stores.tags.get(HERE, arn)) == ["Cost", "empty", "team"]
        assert await stores.tags.get(THERE, arn) == {}
        await stores.tags.remove(HERE, arn, ["team", "never there"])
        assert list(await stores.tags.get(HERE, arn)) == ["Cost", "empty"]
        assert await stores.lexicons.delete(HERE, "tagged")
        assert await stores.tags.get(HERE, arn) == {}

    using(url, work)


def test_tags_are_bounded_however_many_are_put_at_once(url: str) -> None:
    async def work(stores: SqlStores) -> None:
        record = lexicon("tagged")
        await stores.lexicons.put(HERE, record)
        many = [stores.tags.put(HERE, record.arn, {f"{i} {j}": "" for j in range(20)}) for i in range(5)]
        ended = await asyncio.gather(*many, return_exceptions=True)
        assert sum(isinstance(error, TooManyTags) for error in ended) == 3
        assert len(await stores.tags.get(HERE, record.arn)) == 40
        with pytest.raises(TooManyTags):  # neither the lexicon nor its tags
            await stores.lexicons.put(HERE, lexicon("other"), {f"{i}": "" for i in range(51)})
        assert await stores.lexicons.get(HERE, "other") is None

    using(url, work)
