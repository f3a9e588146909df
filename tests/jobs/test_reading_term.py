"""Readings go at the end of their term, and what is left proves."""

from datetime import timedelta

from casebook.domain.reading import ReadKind
from casebook.jobs import reading_term
from casebook.store.database import Database
from casebook.store.readings import Read, kept, write
from casebook.store.transaction import Actor
from casebook.store.verify.readings import check
from tests.databases import TODAY

TERM_OVER = TODAY.replace(year=TODAY.year - 2)


def test_what_was_read_goes_when_its_term_is_over(database: Database, actor: Actor) -> None:
    for day in (TERM_OVER - timedelta(days=1), TERM_OVER, TODAY):
        write(database, actor.person, day, [Read(ReadKind.CASE, 1)])
    for _ in range(2):
        reading_term.remove(database, TODAY)
        assert [one.number for one in kept(database)] == [2, 3]
    assert list(check(database)) == []
