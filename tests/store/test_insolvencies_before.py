"""Insolvencies from before there were proceedings: told until a person records them, and then no more."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.insolvency.facts import Kind, Source
from casebook.store import insolvencies_before
from casebook.store.actions.holds import OpenTrack
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.database import Database
from casebook.store.models.cases import TrackKind
from casebook.store.models.parties import Representation, RepresentativeRole
from casebook.store.queries import case
from casebook.store.queries import insolvencies_before as listed
from casebook.store.queries.narrowing import Narrowing
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk, sound

BEGAN, ENDED = date(2025, 3, 4), date(2026, 2, 1)


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    desk = Desk(database, actor)
    desk.claim("F-1", 1_000_00)
    return desk


def on_the_clocks(desk: Desk, until: date | None = None, **more: Any) -> None:
    facts = EventFacts("insolvency", BEGAN, (Reached(desk.debtor),), until_on=until, regime="bankruptcy", **more)
    desk.act(RecordEvent(desk.case, facts))


def represented(desk: Desk, role: RepresentativeRole) -> None:
    with desk.database.peewee.atomic():
        tx = desk.transaction()
        curator = desk.party("mr. X. Curator")
        tx.add(Representation, party_id=desk.debtor, representative_id=curator, role=role, from_on=BEGAN)


def known(desk: Desk) -> list[tuple[Kind | None, date | None, date | None, str]]:
    found = insolvencies_before.of_cases(desk.database, [desk.case])
    rows = listed.listing(desk.database).after(desk.database).rows
    # The place shows what the case does, whichever is asked.
    assert [(one.kind, one.since, one.acting) for one in rows] == [(one.kind, one.since, one.acting) for one in found]
    return [(one.kind, one.since, one.until, one.acting) for one in found]


def signals(desk: Desk) -> list[str]:
    found = case.signals(desk.database, desk.case)
    return [one.code for one in found if one.code.startswith("signal.insolvency_before")]


def test_an_event_of_the_clocks_is_told_until_the_proceeding_is_recorded(desk: Desk) -> None:
    on_the_clocks(desk, note="F.13/25/7")
    represented(desk, RepresentativeRole.CURATOR_BANKRUPTCY)
    assert known(desk) == [(Kind.BANKRUPTCY, BEGAN, None, "mr. X. Curator")]
    assert signals(desk) == ["signal.insolvency_before_since"]
    desk.act(RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, BEGAN))
    assert (known(desk), signals(desk)) == ([], [])
    sound(desk)


def test_one_that_is_over_is_listed_and_asks_for_nothing_today(desk: Desk) -> None:
    on_the_clocks(desk, ENDED)
    assert known(desk) == [(Kind.BANKRUPTCY, BEGAN, ENDED, "")]
    assert signals(desk) == []


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (RepresentativeRole.CURATOR_BANKRUPTCY, Kind.BANKRUPTCY),
        (RepresentativeRole.SUSPENSION_ADMINISTRATOR, Kind.SUSPENSION),
        (RepresentativeRole.WSNP_ADMINISTRATOR, Kind.WSNP),
    ],
)
def test_who_acts_tells_of_an_insolvency_too(desk: Desk, role: RepresentativeRole, kind: Kind) -> None:
    represented(desk, role)
    assert known(desk) == [(kind, BEGAN, None, "mr. X. Curator")]


def test_so_does_a_track_and_then_nobody_knows_its_kind(desk: Desk) -> None:
    desk.act(OpenTrack(desk.case, TrackKind.INSOLVENCY, "overgenomen"))
    assert known(desk) == [(None, None, None, "")]
    assert signals(desk) == ["signal.insolvency_before_some"]


def test_a_guardian_is_no_insolvency_and_the_list_is_narrowed_as_others_are(desk: Desk) -> None:
    represented(desk, RepresentativeRole.CURATOR_GUARDIANSHIP)
    assert known(desk) == []
    on_the_clocks(desk)
    for person, count in ((desk.actor.person, 1), (0, 0)):
        narrowed = listed.listing(desk.database, Narrowing(owner_person_id=person))
        assert len(narrowed.after(desk.database).rows) == count
