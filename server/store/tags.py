"""Tags by the ARN of what they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, select

from server.contract import MOST_TAGS, Scope, TooManyTags
from server.store.database import Database
from server.store.schema import LEXICONS, TAGS


class SqlTagStore:
    """The `server.contract.TagStore` of the service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, scope: Scope, arn: str) -> Mapping[str, str]:
        """The tags, ordered by key; empty if there are none."""
        statement = select(TAGS.c.key, TAGS.c.value).where(_of(scope, arn))
        found = await self._database.read(lambda connection: connection.execute(statement).all())
        return dict(sorted((row.key, row.value) for row in found))

    async def put(self, scope: Scope, arn: str, tags: Mapping[str, str]) -> bool:
        """Adds tags to a lexicon; see `server.contract.TagStore`."""
        owner = select(LEXICONS.c.name).where(
            LEXICONS.c.account == scope.account, LEXICONS.c.region == scope.region, LEXICONS.c.arn == arn
        )

        def work(connection: Connection) -> bool:
            if connection.execute(owner).first() is None:
                return False
            write_tags(connection, scope, arn, tags)
            return True

        return await self._database.run(work, exclusive=True)

    async def remove(self, scope: Scope, arn: str, keys: Sequence[str]) -> None:
        """Removes tags; keys that do not exist are no error."""
        statement = TAGS.delete().where(_of(scope, arn), TAGS.c.key.in_(list(keys)))
        await self._database.run(lambda connection: connection.execute(statement))


def write_tags(connection: Connection, scope: Scope, arn: str, tags: Mapping[str, str]) -> None:
    """Adds tags inside the caller's transaction, which has to be an exclusive one.

    Raises:
        TooManyTags: there would be more than `MOST_TAGS`.
    """
    if not tags:
        return
    rows = [
        {"account": scope.account, "region": scope.region, "arn": arn, "key": key, "value": value}
        for key, value in tags.items()
    ]
    connection.execute(TAGS.delete().where(_of(scope, arn), TAGS.c.key.in_(list(tags))))
    connection.execute(TAGS.insert(), rows)
    if connection.execute(select(func.count()).where(_of(scope, arn))).scalar_one() > MOST_TAGS:
        raise TooManyTags


def clear_tags(connection: Connection, scope: Scope, arn: str) -> None:
    """Removes all tags inside the caller's transaction."""
    connection.execute(TAGS.delete().where(_of(scope, arn)))


def _of(scope: Scope, arn: str) -> ColumnElement[bool]:
    return and_(TAGS.c.account == scope.account, TAGS.c.region == scope.region, TAGS.c.arn == arn)
