"""How far a placement is, when its agency is to report, and whether it is registered."""

from datetime import date, timedelta
from typing import Any

import pytest

from casebook.domain.calendar import Term
from casebook.domain.dated import Dated
from casebook.domain.placements.facts import (
    AgencyKind,
    Guard,
    Happened,
    Instruction,
    Placement,
    PlacementEventKind,
    Report,
    ReportSource,
    standing_events,
    standing_reports,
)
from casebook.domain.placements.registration import Registration, may_collect, registration
from casebook.domain.placements.rules import PlacementTerms
from casebook.domain.placements.standing import POSSIBLE, PlacementStage, lies_there, stage, standing, update, writ
from casebook.law.book import book

E, S = PlacementEventKind, PlacementStage
DAY = date(2026, 3, 2)
TERMS = PlacementTerms(*(Term(days, "days") for days in (30, 7, 21, 30)))
BEGUN = (E.PREPARED, E.APPROVED, E.SENT, E.ACCEPTED)


def placement(*kinds: PlacementEventKind, reports: tuple[Report, ...] = (), **more: Any) -> Placement:
    """Return a placement of which something happened each day from the 2nd of March on."""
    events = tuple(Happened(at, kind, DAY + timedelta(at)) for at, kind in enumerate(kinds))
    if more:
        events = (*events[:-1], events[-1]._replace(**more))
    return Placement(Guard.US, standing_events(events), standing_reports(reports))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((), S.WITHDRAWN),
        (BEGUN[:1], S.PREPARED),
        (BEGUN[:2], S.APPROVED),
        (BEGUN[:3], S.SENT),
        (BEGUN, S.ACTIVE),
        ((*BEGUN[:3], E.NEEDS_INFO), S.NEEDS_INFO),
        ((*BEGUN[:3], E.NEEDS_INFO, E.INFO_GIVEN), S.SENT),
        ((*BEGUN[:3], E.DECLINED), S.DECLINED),
        ((*BEGUN, E.PAUSED), S.PAUSED),
        ((*BEGUN, E.PAUSED, E.RESUMED), S.ACTIVE),
        ((*BEGUN, E.INSTRUCTED, E.CHASED), S.ACTIVE),
        ((*BEGUN, E.RECALL_ANNOUNCED), S.RECALL_ANNOUNCED),
        ((*BEGUN, E.RECALL_ANNOUNCED, E.RECALLED, E.RECONCILED), S.RECONCILED),
        ((*BEGUN, E.CLOSED), S.CLOSED),
        ((*BEGUN[:2], E.WITHDRAWN), S.WITHDRAWN),
    ],
)
def test_the_stage_is_what_happened_last(kinds: tuple[PlacementEventKind, ...], expected: PlacementStage) -> None:
    found = placement(*kinds)
    assert stage(found) is expected
    assert lies_there(found) is (E.SENT in kinds and found.over is None)


def test_a_pause_lasts_as_long_as_it_was_said_to() -> None:
    until = DAY + timedelta(40)
    found = placement(*BEGUN, E.PAUSED, until=until)
    assert stage(found, until) is S.PAUSED
    assert stage(found, until + timedelta(1)) is S.ACTIVE
    due = update(found, None, TERMS)
    assert due is not None
    assert due.due_on == until + timedelta(30)
    assert update(placement(*BEGUN, E.PAUSED), None, TERMS) is None


def test_what_was_voided_did_not_happen_and_a_void_may_be_void_too() -> None:
    events = [Happened(at, kind, DAY) for at, kind in enumerate(BEGUN)]
    closed, void, again = (
        Happened(9, E.CLOSED, DAY),
        Happened(10, E.VOID, DAY, voids=9),
        Happened(11, E.VOID, DAY, voids=10),
    )
    assert stage(Placement(Guard.US, standing_events([*events, closed, void]))) is S.ACTIVE
    assert stage(Placement(Guard.US, standing_events([*events, closed, void, again]))) is S.CLOSED


def test_a_report_moves_the_next_one_and_a_corrected_one_counts_as_corrected() -> None:
    late, right = DAY + timedelta(100), DAY + timedelta(10)
    reports = (Report(1, late), Report(2, right, voids=1))
    due = update(placement(*BEGUN, reports=reports), Term(14, "days"), TERMS)
    assert due is not None
    assert (due.reported_on, due.due_on) == (right, right + timedelta(14))
    assert (due.chase_on, due.escalate_on) == (due.due_on + timedelta(7), due.due_on + timedelta(21))
    gone = (
        *reports,
        Report(3, DAY, voids=2, source=ReportSource.VOID),
        Report(4, DAY, voids=1, source=ReportSource.VOID),
    )
    due = update(placement(*BEGUN, reports=gone), None, TERMS)
    assert due is not None
    assert (due.reported_on, due.due_on) == (None, DAY + timedelta(2 + 30))


def test_nothing_is_due_before_it_was_sent_or_after_it_is_over() -> None:
    for kinds in (BEGUN[:2], (*BEGUN, E.RETURNED), (*BEGUN, E.RECALL_ANNOUNCED)):
        assert standing(placement(*kinds), DAY, None, TERMS).update is None


def test_a_chaser_counts_for_the_report_that_is_due() -> None:
    due_on = DAY + timedelta(2 + 30)
    for on, chased in ((due_on + timedelta(7), True), (due_on - timedelta(1), False)):
        found = placement(*BEGUN, E.CHASED, on=on)
        due = update(found, None, TERMS)
        assert due is not None
        assert (due.chased_on is not None) is chased


def test_a_writ_stays_to_be_served_until_it_was() -> None:
    told = placement(*BEGUN, E.INSTRUCTED, code=Instruction.WRIT)
    assert writ(told) is not None
    done = Happened(20, E.CARRIED_OUT, DAY + timedelta(20), code=Instruction.WRIT)
    assert writ(told._replace(events=(*told.events, done))) is None
    assert writ(placement(*BEGUN, E.INSTRUCTED, code=Instruction.STOP)) is None


def test_every_stage_that_is_not_settled_has_something_that_can_be_done() -> None:
    reached = {one for stages in POSSIBLE.values() for one in stages}
    assert set(S) - reached == {S.DECLINED, S.WITHDRAWN, S.RECONCILED}


@pytest.mark.parametrize(
    ("kind", "until", "day", "expected"),
    [
        (AgencyKind.AGENCY, date(2026, 11, 21), date(2026, 11, 21), Registration.VALID),
        (AgencyKind.AGENCY, date(2026, 11, 21), date(2026, 11, 22), Registration.EXPIRED),
        (AgencyKind.AGENCY, None, date(2026, 11, 21), Registration.UNKNOWN),
        (AgencyKind.AGENCY, None, date(2025, 3, 31), Registration.FREE),
        (AgencyKind.AGENCY, None, date(2025, 4, 1), Registration.UNKNOWN),
        (AgencyKind.BAILIFF, None, date(2026, 11, 21), Registration.FREE),
        (AgencyKind.LAWYER, None, date(2026, 11, 21), Registration.FREE),
    ],
)
def test_only_an_agency_has_to_be_registered(
    kind: AgencyKind, until: date | None, day: date, expected: Registration
) -> None:
    needed: Dated[bool] = book().agencies
    found = registration(kind, until, day, needed)
    assert found is expected
    assert may_collect(found) is (expected in (Registration.FREE, Registration.VALID))
