"""Lexicons by name. Their tags come and go in the same transactions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, select

from server.contract import (
    MOST_LEXICONS,
    MOST_LEXICONS_OF_ACCOUNT,
    LexiconExists,
    LexiconRecord,
    Scope,
    TooManyLexicons,
)
from server.store.database import Database
from server.store.schema import LEXICONS, from_micros, to_micros
from server.store.tags import clear_tags, write_tags


class SqlLexiconStore:
    """The `server.contract.LexiconStore` of the service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, scope: Scope, record: LexiconRecord, tags: Mapping[str, str] | None = None) -> None:
        """Stores a lexicon in place of one with the same name; see `server.contract.LexiconStore`."""

        def work(connection: Connection) -> None:
            # Nobody can insert in between: SQLite has one writer, and elsewhere the advisory lock makes it so.
            if connection.execute(LEXICONS.delete().where(_is(scope, record.name))).rowcount:
                if tags:
                    raise LexiconExists
            else:
                for which, most in (
                    (_in(scope), MOST_LEXICONS),
                    (LEXICONS.c.account == scope.account, MOST_LEXICONS_OF_ACCOUNT),
                ):
                    if connection.execute(select(func.count()).where(which)).scalar_one() >= most:
                        raise TooManyLexicons(most)
            connection.execute(LEXICONS.insert().values(_values(scope, record)))
            write_tags(connection, scope, record.arn, tags or {})

        await self._database.run(work, exclusive=True)

    async def get(self, scope: Scope, name: str) -> LexiconRecord | None:
        """The lexicon called `name`, case-sensitive."""
        found = await self._database.read(lambda c: c.execute(select(LEXICONS).where(_is(scope, name))).first())
        return _record(found) if found else None

    async def delete(self, scope: Scope, name: str) -> bool:
        """Forgets a lexicon and its tags; whether there was one."""

        def work(connection: Connection) -> bool:
            arn = connection.execute(select(LEXICONS.c.arn).where(_is(scope, name))).scalar_one_or_none()
            if arn is None:
                return False
            connection.execute(LEXICONS.delete().where(_is(scope, name)))
            clear_tags(connection, scope, arn)
            return True

        return await self._database.run(work, exclusive=True)

    async def list(self, scope: Scope) -> Sequence[LexiconRecord]:
        """All, ordered by name; without their content, which may be megabytes."""
        columns = [literal("").label("content") if column is LEXICONS.c.content else column for column in LEXICONS.c]
        statement: Select[Any] = select(*columns).where(_in(scope))
        found = await self._database.read(lambda connection: connection.execute(statement).all())
        return sorted((_record(row) for row in found), key=lambda record: record.name)  # alike in every collation


def _in(scope: Scope) -> ColumnElement[bool]:
    return and_(LEXICONS.c.account == scope.account, LEXICONS.c.region == scope.region)


def _is(scope: Scope, name: str) -> ColumnElement[bool]:
    return and_(_in(scope), LEXICONS.c.name == name)


def _values(scope: Scope, record: LexiconRecord) -> dict[str, Any]:
    return {
        "account": scope.account,
        "region": scope.region,
        "name": record.name,
        "content": record.content,
        "alphabet": record.alphabet,
        "language_code": record.language_code,
        "last_modified": to_micros(record.last_modified),
        "lexemes_count": record.lexemes_count,
        "size": record.size,
        "arn": record.arn,
    }


def _record(row: Row[Any]) -> LexiconRecord:
    return LexiconRecord(
        row.name,
        row.content,
        row.alphabet,
        row.language_code,
        from_micros(row.last_modified),
        row.lexemes_count,
        row.size,
        row.arn,
    )
