"""Tags by the ARN of what they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, select

from server.contract import Scope
from server.store.database import Database
from server.store.schema import TAGS


class SqlTagStore:
    """The `server.contract.TagStore` of the service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, scope: Scope, arn: str) -> Mapping[str, str]:
        """The tags, ordered by key; empty if there are none."""
        statement = select(TAGS.c.key, TAGS.c.value).where(_of(scope, arn))
        found = await self._database.read(lambda connection: connection.execute(statement).all())
        return dict(sorted((row.key, row.value) for row in found))

    async def put(self, scope: Scope, arn: str, tags: Mapping[str, str]) -> None:
        """Adds tags; a key that exists gets the new value."""
        rows = [
            {"account": scope.account, "region": scope.region, "arn": arn, "key": key, "value": value}
            for key, value in tags.items()
        ]

        def work(connection: Connection) -> None:
            connection.execute(TAGS.delete().where(_of(scope, arn), TAGS.c.key.in_(list(tags))))
            if rows:
                connection.execute(TAGS.insert(), rows)

        await self._database.run(work, exclusive=True)

    async def remove(self, scope: Scope, arn: str, keys: Sequence[str]) -> None:
        """Removes tags; keys that do not exist are no error."""
        statement = TAGS.delete().where(_of(scope, arn), TAGS.c.key.in_(list(keys)))
        await self._database.run(lambda connection: connection.execute(statement))

    async def clear(self, scope: Scope, arn: str) -> None:
        """Removes all tags."""
        await self._database.run(lambda connection: connection.execute(TAGS.delete().where(_of(scope, arn))))


def _of(scope: Scope, arn: str) -> ColumnElement[bool]:
    return and_(TAGS.c.account == scope.account, TAGS.c.region == scope.region, TAGS.c.arn == arn)
