"""The review of expiring claims: deciding about clocks, and signing what was seen."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from casebook.domain.clock_review import Decision, Section
from casebook.domain.limitation.clocks import ClockKind
from casebook.errors import Refused
from casebook.store import review_file
from casebook.store.actions.limitation import EventFacts, Reached, RecordEvent
from casebook.store.actions.reviews import (
    AcceptLapse,
    AssignClocks,
    EndLapseAcceptance,
    SeeClock,
    SignReview,
    WhichClock,
)
from casebook.store.actions.undo import UndoStep
from casebook.store.models.cases import NextKind
from casebook.store.models.limitation import Grade
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import radar, reviews
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.reviews import Listed, Scope
from tests.store.actions.desk import TODAY, Desk

P = ClockKind.PRINCIPAL
UNTIL = TODAY + timedelta(365)
# The term of five years of what was due then ends in three weeks.
ENDING = date(2021, 12, 12)


def ending(desk: Desk, number: str, due: date = ENDING) -> int:
    """Return a claim whose term ends five years after a day."""
    return desk.claim(number, 50_000, due_on=due, invoice_on=due - timedelta(30))


def clock(desk: Desk, claim_id: int) -> ClockRow:
    found = radar.clocks_of(desk.case).after(desk.database).rows
    return next(row for row in found if row.claim_id == claim_id and row.kind is P)


def scope(desk: Desk) -> Scope:
    last = reviews.last(desk.database)
    return Scope(TODAY, UNTIL, last.marks_to if last else 0)


def undecided(desk: Desk) -> list[int]:
    listing = reviews.listing(desk.database, Listed.UNDECIDED, scope(desk))
    return [row.claim_id for row in listing.after(desk.database).rows]


def decisions(desk: Desk) -> dict[int, Decision]:
    """Return what was decided of each claim; the list of what is not says the same."""
    found = reviews.reviewed(desk.database, scope(desk))
    assert undecided(desk) == [one.claim_id for one in found if one.urgent and one.decision is Decision.NONE]
    return {one.claim_id: one.decision for one in found}


def sign(desk: Desk, reason: str = "") -> int:
    seen = review_file.kept(reviews.reviewed(desk.database, scope(desk)), TODAY, UNTIL)
    id_: int = desk.act(SignReview(UNTIL, sha256(seen).hexdigest(), reason))
    return id_


def signals(desk: Desk) -> list[str]:
    found = desk.database.fetch("SELECT code FROM signal WHERE case_id = ? ORDER BY rank", (desk.case,))
    return [code for (code,) in found]


def test_each_decision_takes_a_clock_from_those_that_have_none(desk: Desk) -> None:
    first, second, third = (ending(desk, number, ENDING + timedelta(n)) for n, number in enumerate(("1", "2", "3")))
    later = ending(desk, "4", date(2022, 8, 1))
    ending(desk, "5", date(2024, 1, 1))
    assert decisions(desk) == dict.fromkeys((first, second, third, later), Decision.NONE)
    assert undecided(desk) == [first, second, third]
    desk.act(SeeClock(first, desk.debtor, P))
    assert undecided(desk) == [first, second, third]
    desk.act(SeeClock(first, desk.debtor, P, "betaalt vrijdag alles"))
    chosen = (WhichClock(second, desk.debtor, P),)
    version = desk.version("cases", desk.case)
    desk.act(
        AssignClocks(desk.case, version, chosen, TODAY, NextKind.INTERRUPT, "nu", owner_person_id=desk.actor.person)
    )
    desk.act(AcceptLapse(third, desk.debtor, P, "geen verhaal, kosten hoger dan vordering"))
    assert decisions(desk) == {
        first: Decision.NOTED,
        second: Decision.ASSIGNED,
        third: Decision.ACCEPTED,
        later: Decision.NONE,
    }
    assert undecided(desk) == []
    row = clock(desk, second)
    assert (row.marked_by, row.marked_on, row.due_on, row.due_by) == ("M. Jansen", TODAY, TODAY, "M. Jansen")
    sign(desk)
    # What was only seen is to be decided anew in the next review.
    assert undecided(desk) == [first]


def test_a_clock_that_may_run_out_is_quiet_until_its_ends_move(desk: Desk) -> None:
    claim = ending(desk, "1")
    assert "signal.limitation" in signals(desk)
    acceptance = desk.act(AcceptLapse(claim, desk.debtor, P, "geen verhaal"))
    assert "signal.limitation" not in signals(desk)
    row = clock(desk, claim)
    assert (row.accepted, row.red_on, row.state) == (True, date.max, "running")
    with pytest.raises(Refused, match="accepted"):
        desk.act(AcceptLapse(claim, desk.debtor, P, "nog eens"))
    desk.act(EndLapseAcceptance(acceptance, 1, "toch verhaal"))
    assert "signal.limitation" in signals(desk)
    with pytest.raises(Refused, match="acceptance_ended"):
        desk.act(EndLapseAcceptance(acceptance, 2, "nog eens"))
    desk.act(AcceptLapse(claim, desk.debtor, P, "geen verhaal"))
    demand = EventFacts("demand", date(2022, 2, 1), (Reached(desk.debtor, claim),), received_on=date(2022, 2, 2))
    desk.act(RecordEvent(desk.case, demand, Grade.STRONG))
    row = clock(desk, claim)
    assert (row.accepted, row.safe_until) == (False, date(2027, 2, 2))
    desk.act(AcceptLapse(claim, desk.debtor, P, "ook dan niet"))
    assert clock(desk, claim).accepted


def test_only_a_lead_lets_a_clock_run_out_and_it_is_undone(desk: Desk) -> None:
    claim = ending(desk, "1")
    with pytest.raises(Refused, match="role"):
        desk.as_handler(AcceptLapse(claim, desk.debtor, P, "geen verhaal"))
    with pytest.raises(Refused, match="no_reason"):
        desk.act(AcceptLapse(claim, desk.debtor, P, " "))
    done = perform(desk.database, desk.actor, TODAY, AcceptLapse(claim, desk.debtor, P, "geen verhaal"))
    assert done.step is not None
    desk.act(UndoStep(done.step))
    assert not clock(desk, claim).accepted


def test_interest_lapses_with_its_principal_and_another_debtor_stays(desk: Desk) -> None:
    claim = ending(desk, "1", date(2020, 1, 1))
    rows = radar.clocks_of(desk.case).after(desk.database).rows
    assert {row.kind for row in rows} == {P, ClockKind.INTEREST}
    desk.act(AcceptLapse(claim, desk.debtor, P, "geen verhaal"))
    assert all(row.accepted for row in radar.clocks_of(desk.case).after(desk.database).rows)


def test_a_signed_review_is_what_was_seen(desk: Desk) -> None:
    claim = ending(desk, "1")
    with pytest.raises(Refused, match="undecided"):
        sign(desk)
    with pytest.raises(Refused, match="role"):
        desk.as_handler(SignReview(UNTIL, "", "toch"))
    with pytest.raises(Refused, match="moved_on"):
        desk.act(SignReview(UNTIL, "0" * 64, "toch"))
    week, eighth = TODAY + timedelta(7), TODAY + timedelta(8)
    assert (reviews.late_since(desk.database, week), reviews.late_since(desk.database, eighth)) == (None, week)
    sign(desk, "dossier komt morgen terug")
    assert reviews.late_since(desk.database, TODAY + timedelta(20)) == week
    review = reviews.last(desk.database)
    assert review is not None
    assert (review.name, review.on_day, review.clocks, review.undecided) == ("M. Jansen", TODAY, 1, 1)
    assert review.reason == "dossier komt morgen terug"
    assert review.comes_to["undecided"] == 1
    (kept,) = reviews.clocks_of(desk.database, review)
    assert (kept.claim_id, kept.section, kept.urgent) == (claim, Section.EXPIRING, True)
    desk.claim("2", 50_000, due_on=ENDING, invoice_on=ENDING)
    sign(desk, "idem")
    assert [one.clocks for one in reviews.signed(desk.database)] == [2, 1]


def test_who_may_not_be_assigned(desk: Desk) -> None:
    claim = ending(desk, "1")
    which, version = (WhichClock(claim, desk.debtor, P),), desk.version("cases", desk.case)
    for asked in (
        AssignClocks(desk.case, version, which, TODAY, NextKind.INTERRUPT),
        AssignClocks(desk.case, version, which, UNTIL, NextKind.INTERRUPT, owner_person_id=desk.actor.person),
        AssignClocks(desk.case, version, (), TODAY, NextKind.INTERRUPT, owner_person_id=desk.actor.person),
    ):
        with pytest.raises(Refused):
            desk.act(asked)
    assert Role.LEAD in desk.actor.roles
