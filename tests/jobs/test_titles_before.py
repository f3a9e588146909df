"""Titles from before there were any: those whose day is known are put among them, of others nothing is made up."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.court.dues import DueKind
from casebook.domain.court.facts import MeasureKind, TitleKind
from casebook.domain.limitation.grade import Grade
from casebook.domain.money import Cents
from casebook.jobs import titles_before
from casebook.jobs.daily import run as daily
from casebook.store.actions.claim_days import NamedDay
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.measures import MeasureFacts, TakeMeasure
from casebook.store.actions.titles_known import KnowTitle
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.database import Database
from casebook.store.queries import court, court_lists
from casebook.store.queries.court_lists import ListedTitles
from casebook.store.titles_before import of_case
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.refusal import refused

GIVEN, SERVED = date(2019, 4, 2), date(2019, 5, 6)


@pytest.fixture
def desk(database: Database, actor: Actor) -> Desk:
    return Desk(database, actor)


def title(desk: Desk, number: str, kind: str = "judgment", given_on: date | None = GIVEN, **more: Any) -> int:
    """Add a claim that is a title, as the form of a claim does."""
    days = () if given_on is None else (NamedDay("judged_on", given_on),)
    facts = ClaimFacts(number, kind, None, None, **more)
    id_: int = desk.act(AddClaim(desk.case, desk.creditor, Cents(100_000), facts, days=days))
    return id_


def served(desk: Desk, claim: int) -> None:
    service = EventFacts("service", SERVED, (Reached(desk.debtor, claim),))
    desk.act(RecordEvent(desk.case, service, Grade.STRONG))


def ends(desk: Desk) -> list[tuple[Any, ...]]:
    query = "SELECT claim_id, clock, safe_until, claimed_until FROM clock_now ORDER BY claim_id, clock"
    return [(*some, str(safe), str(claimed)) for *some, safe, claimed in desk.database.fetch(query)]


def test_a_title_whose_day_is_known_is_listed_has_its_clock_and_can_be_enforced(desk: Desk) -> None:
    claim = title(desk, "V-1")
    served(desk, claim)
    before = ends(desk)
    assert court_lists.titles(desk.database, ListedTitles.LIVE, TODAY).after(desk.database).rows == ()
    assert titles_before.take_up(desk.database, TODAY) == 1
    assert titles_before.take_up(desk.database, TODAY) == 0
    (row,) = court_lists.titles(desk.database, ListedTitles.LIVE, TODAY).after(desk.database).rows
    assert (row.kind, row.given_on, row.open) == (TitleKind.JUDGMENT, GIVEN, 100_000)
    assert row.due is not None
    assert row.due.kind is DueKind.IDLE
    # Nothing happened with it anew: its clock stands as it did, and its service is told once.
    assert ends(desk) == before
    assert desk.database.value("SELECT count(*) FROM limitation_event WHERE kind = 'service'") == 1
    desk.act(TakeMeasure(claim, desk.debtor, MeasureKind.BANK, MeasureFacts(TODAY, third_party="ING")))
    sound(desk)


def test_what_is_not_known_is_not_made_up(desk: Desk) -> None:
    undated, settled = title(desk, "V-1", given_on=None), title(desk, "S-1", "settlement_record", None)
    title(desk, "B-1", "verified_in_bankruptcy", None)
    assert titles_before.take_up(desk.database, TODAY) == 0
    assert [one.number for one in of_case(desk.database, desk.case)] == ["V-1", "S-1"]
    refused("title.day_unknown", desk.act, KnowTitle(undated))
    refused("title.other_kind", desk.act, KnowTitle(settled, TitleKind.JUDGMENT, GIVEN))
    refused("given.days_order", desk.act, KnowTitle(undated, None, GIVEN, served_on=date(2019, 1, 1)))


def test_a_person_says_when_it_was_given_and_takes_that_back(desk: Desk) -> None:
    claim = title(desk, "S-1", "settlement_record", None)
    desk.act(KnowTitle(claim, None, GIVEN, "Rechtbank", "C/1", SERVED))
    (card,) = court.of_case(desk.database, desk.case, TODAY).titles
    assert (card.recorded.row.kind, card.recorded.row.number) == (TitleKind.SETTLEMENT_RECORD, "C/1")
    refused("title.not_before", desk.act, KnowTitle(claim))
    # Five years, interrupted by its service.
    assert ends(desk)[0][2:] == ("2024-05-06", "2024-05-06")
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))
    assert court.of_case(desk.database, desk.case, TODAY).titles == ()
    assert [one.number for one in of_case(desk.database, desk.case)] == ["S-1"]
    sound(desk)


def test_the_nightly_pass_takes_them_up(desk: Desk) -> None:
    title(desk, "V-1")
    daily(desk.database, TODAY)
    found = court.of_case(desk.database, desk.case, TODAY).titles
    assert [card.recorded.row.given_on for card in found] == [GIVEN]
