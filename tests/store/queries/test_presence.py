"""Who else has a case open, and that a session that broke off is forgotten."""

from datetime import UTC, datetime, timedelta

from casebook.store import log
from casebook.store.actions.people import AddPerson
from casebook.store.database import Database
from casebook.store.queries import presence
from casebook.store.queries.presence import Present
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from tests.store.book import TODAY, act

NOW = datetime(2026, 11, 21, 9, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_colleague_comes_stays_and_goes(database: Database, actor: Actor) -> None:
    mieke = act(database, actor, AddPerson("m", "Mieke Jansen"))
    me = actor.person or 0
    presence.come(database, 7, mieke, NOW)
    presence.come(database, 7, me, NOW)
    assert presence.others(database, 7, me, NOW) == (Present("Mieke Jansen", "2026-11-21T09:12:00+00:00"),)
    assert presence.others(database, 8, me, NOW) == ()
    # Renewed, she is there since she came.
    presence.come(database, 7, mieke, NOW + 20 * SECOND)
    assert presence.others(database, 7, me, NOW + 79 * SECOND)[0].since == "2026-11-21T09:12:00+00:00"
    presence.go(database, 7, mieke)
    assert presence.others(database, 7, me, NOW) == ()


def test_who_broke_off_is_gone_and_comes_back_anew(database: Database, actor: Actor) -> None:
    mieke = act(database, actor, AddPerson("m", "Mieke Jansen"))
    presence.come(database, 7, mieke, NOW)
    later = NOW + 60 * SECOND
    assert presence.others(database, 7, actor.person or 0, later) == ()
    presence.come(database, 7, mieke, later)
    assert presence.others(database, 7, actor.person or 0, later)[0].since == "2026-11-21T09:13:00+00:00"
    presence.come(database, 8, actor.person or 0, NOW + timedelta(hours=2))
    assert database.value("SELECT count(*) FROM presence") == 1


def test_it_is_no_fact(database: Database, actor: Actor) -> None:
    before = log.head(database)
    presence.come(database, 7, actor.person or 0, NOW)
    assert log.head(database) == before
    assert list(verify(database, TODAY)) == []
