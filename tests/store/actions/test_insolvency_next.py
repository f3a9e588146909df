"""What is to be done next while a proceeding goes on, and after it was annulled: a date, a kind and an owner."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from casebook.domain.insolvency.facts import EndKind, EventKind, Kind
from casebook.domain.insolvency.filing import Rank
from casebook.domain.money import Cents
from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.filings import AnswerFiling, FileClaims, ReceiveDistribution
from casebook.store.actions.insolvencies import AnnulInsolvency, EndInsolvency
from casebook.store.actions.insolvency_events import (
    CorrectInsolvencyEvent,
    RecordInsolvencyEvent,
    VoidInsolvencyEvent,
)
from casebook.store.actions.undo import UndoStep, last_step
from casebook.store.actions.unwinding import UnwindInsolvency
from casebook.store.models.cases import NextKind
from casebook.store.queries import case
from casebook.words import LANGUAGES, say
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.test_filings import bankrupt, card

E, N = EventKind, NextKind
TO_FILE = say("unwinding.next_default", {}, "nl")
NUMBER = "F.13/26/123"
# 15 working days after it was filed; three months, as often as a trustee reports.
RECEIPT, LATER = date(2026, 12, 11), date(2027, 2, 21)


class Next(NamedTuple):
    kind: str | None
    on: date | None
    note: str


def planned(desk: Desk, case_id: int | None = None) -> Next:
    found = case.card(desk.database, case_id or desk.case)
    assert found is not None
    assert found.owner
    return Next(found.next_kind, found.next_on, found.next_note)


def unwound(desk: Desk, note: str = TO_FILE) -> int:
    desk.claim("F-1", 600_00)
    id_ = bankrupt(desk)
    desk.act(UnwindInsolvency(id_, desk.version("insolvency", id_), "faillissement", note))
    return id_


def undo(desk: Desk) -> None:
    desk.act(UndoStep(last_step(desk.database, desk.actor.person or 0) or 0))


def event(desk: Desk, id_: int, kind: EventKind) -> int:
    return next(one.id for one in reversed(card(desk, id_).events) if one.kind is kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_stage_says_the_true_next_step(desk: Desk, language: str) -> None:
    id_ = unwound(desk, say("unwinding.next_default", {}, language))
    assert planned(desk).kind == N.OTHER
    desk.act(FileClaims(id_, desk.case, TODAY))
    assert planned(desk) == (N.AWAIT_ANSWER, RECEIPT, NUMBER)
    desk.act(AnswerFiling(id_, E.ACKNOWLEDGED, TODAY))
    assert planned(desk) == (N.AWAIT_ANSWER, LATER, NUMBER)
    desk.act(AnswerFiling(id_, E.CONTESTED, TODAY, until_on=TODAY + timedelta(10)))
    assert planned(desk) == (N.LEGAL_REVIEW, TODAY + timedelta(10), NUMBER)
    desk.act(AnswerFiling(id_, E.VERIFIED, TODAY))
    # Not after the last day of what was asked until now.
    assert planned(desk) == (N.AWAIT_ANSWER, TODAY + timedelta(10), NUMBER)
    desk.act(AnswerFiling(id_, E.DISTRIBUTION_LIST, TODAY, hundredths=1_000))
    assert planned(desk) == (N.CHECK_PAYMENT, date(2026, 11, 30), NUMBER)
    desk.act(ReceiveDistribution(id_, desk.case, TODAY, Cents(60_00), "slotuitdeling"))
    assert planned(desk) == (N.AWAIT_ANSWER, date(2026, 11, 30), NUMBER)
    sound(desk)


def test_what_a_person_noted_stays(desk: Desk) -> None:
    id_ = unwound(desk, "eerst de curator bellen")
    before = planned(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    assert planned(desk) == before
    # Also after it was ours: what a person sets by then is his.
    mine = SetNextAction(desk.case, desk.version("cases", desk.case), TODAY + timedelta(3), N.CALL, "verslag opvragen")
    desk.act(mine)
    desk.act(AnswerFiling(id_, E.ACKNOWLEDGED, TODAY))
    assert planned(desk) == (N.CALL, TODAY + timedelta(3), "verslag opvragen")


def test_what_is_put_off_only_is_put_off_until_something_happens(desk: Desk) -> None:
    id_ = unwound(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    later = SetNextAction(desk.case, desk.version("cases", desk.case), date(2026, 12, 14), N.AWAIT_ANSWER, NUMBER)
    desk.act(later)
    desk.act(RecordInsolvencyEvent(id_, E.NOTE, TODAY, text="gebeld"))
    assert planned(desk) == (N.AWAIT_ANSWER, date(2026, 12, 14), NUMBER)


def test_a_case_whose_claims_are_still_to_be_filed_still_says_so(desk: Desk) -> None:
    """Filing for one case, or a debt of the estate, leaves the rest to be filed."""
    other = desk.second_case()
    since = {"supplied_from": date(2026, 11, 5), "supplied_until": date(2026, 11, 20)}
    desk.claim("F-2", 100_00, due_on=date(2026, 12, 20), **since)
    first, desk.case = desk.case, other
    desk.claim("F-3", 300_00)
    desk.case = first
    id_ = unwound(desk)
    to_file = planned(desk)
    desk.act(FileClaims(id_, first, TODAY, Rank.ESTATE))
    assert planned(desk) == to_file
    desk.act(FileClaims(id_, first, TODAY))
    assert (planned(desk).kind, planned(desk, other).note) == (N.AWAIT_ANSWER, TO_FILE)
    desk.act(FileClaims(id_, other, TODAY))
    assert planned(desk, other) == (N.AWAIT_ANSWER, RECEIPT, NUMBER)


def test_what_was_not_filed_after_all_is_to_be_filed_again(desk: Desk) -> None:
    id_ = unwound(desk)
    before = planned(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    undo(desk)
    assert planned(desk) == before
    desk.act(FileClaims(id_, desk.case, TODAY))
    assert planned(desk) == (N.AWAIT_ANSWER, RECEIPT, NUMBER)
    desk.act(CorrectInsolvencyEvent(event(desk, id_, E.FILED), date(2026, 11, 20), "een dag eerder"))
    assert planned(desk) == (N.AWAIT_ANSWER, RECEIPT, NUMBER)
    desk.act(VoidInsolvencyEvent(event(desk, id_, E.FILED), "nooit verzonden"))
    assert planned(desk) == (N.OTHER, TODAY, TO_FILE)


def test_after_an_annulment_the_case_is_taken_up_again(desk: Desk) -> None:
    id_ = unwound(desk)
    annulled = AnnulInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.ANNULLED, "verzet gegrond")
    before = planned(desk)
    desk.act(annulled)
    assert planned(desk) == (N.CHOOSE_ROUTE, TODAY, NUMBER)
    undo(desk)
    assert planned(desk) == before
    sound(desk)


def test_after_an_annulment_a_persons_note_stays_with_what_is_to_be_done(desk: Desk) -> None:
    id_ = unwound(desk, "eerst de curator bellen")
    command = AnnulInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.BY_MISTAKE, "naamgenoot")
    desk.act(command)
    assert planned(desk) == (N.CHOOSE_ROUTE, TODAY, "eerst de curator bellen")


def test_an_annulment_of_what_was_not_unwound_changes_nothing(desk: Desk) -> None:
    desk.claim("F-1", 600_00)
    id_, before = bankrupt(desk), planned(desk)
    desk.act(AnnulInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.ANNULLED, "verzet gegrond"))
    assert planned(desk) == before


def test_an_unwinding_that_is_made_void_is_looked_at_anew(desk: Desk) -> None:
    id_ = unwound(desk)
    desk.act(VoidInsolvencyEvent(event(desk, id_, E.CUT), "verkeerde datum"))
    assert planned(desk) == (N.FIRST_LOOK, TODAY, NUMBER)


def test_an_end_and_its_correction_each_say_what_is_to_be_done(desk: Desk) -> None:
    """Also annulled after it ended: what the end asked for is not asked any more."""
    id_ = unwound(desk)
    desk.act(FileClaims(id_, desk.case, TODAY))
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.COMPOSITION))
    assert planned(desk) == (N.CHECK_PAYMENT, TODAY, NUMBER)
    desk.act(VoidInsolvencyEvent(event(desk, id_, E.ENDED), "nog niet gehomologeerd"))
    assert planned(desk) == (N.AWAIT_ANSWER, RECEIPT, NUMBER)
    desk.act(EndInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.COMPOSITION))
    desk.act(AnnulInsolvency(id_, desk.version("insolvency", id_), TODAY, EndKind.ANNULLED, "in hoger beroep"))
    assert planned(desk) == (N.CHOOSE_ROUTE, TODAY, NUMBER)


def test_a_suspension_moves_on_as_a_bankruptcy_does(desk: Desk) -> None:
    desk.claim("F-1", 600_00)
    id_ = bankrupt(desk, Kind.SUSPENSION, number="S.13/26/7", persons=())
    desk.act(UnwindInsolvency(id_, desk.version("insolvency", id_), "surseance", TO_FILE))
    desk.act(FileClaims(id_, desk.case, TODAY))
    # No term of the house asks for a receipt there.
    assert planned(desk) == (N.AWAIT_ANSWER, LATER, "S.13/26/7")
