"""Closing a month: what stood is kept, what comes later is apart, and nobody closes one month twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from casebook.domain.closing import Carried, Movement
from casebook.domain.component import Component
from casebook.domain.money import Cents
from casebook.errors import CasebookError, Refused
from casebook.store import guards, roll_forward, standing_closings
from casebook.store.actions.approvals import DecideApproval, asked_for
from casebook.store.actions.journal import MakeJournalBatch
from casebook.store.actions.ledger import ChargeCosts, ReverseEntry
from casebook.store.actions.month_closing import CloseMonth, ReopenMonth
from casebook.store.actions.people import AddPerson
from casebook.store.actions.write_offs import WriteOff
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries.month_closings import left_open
from casebook.store.transaction import Actor
from casebook.store.verify import closings
from tests.store import book
from tests.store.book import TODAY, Book, act
from tests.store.queries.played_closing import accepted

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
DECEMBER_2, JANUARY_5 = date(2026, 12, 2), date(2027, 1, 5)


def close(database: Database, made: Book, month: date, day: date) -> int:
    command = CloseMonth(made.creditor, month, accepted(database, made.creditor, month, day))
    closing_id: int = act(database, made.actor, command, day)
    return closing_id


def refused(database: Database, actor: Actor, command: object, day: date) -> CasebookError:
    with pytest.raises(Refused) as found:
        perform(database, actor, day, command)
    return found.value


@pytest.fixture
def made(database: Database) -> Book:
    return book.grown(database)


def test_a_closed_month_keeps_what_stood_and_shows_what_came_later(database: Database, made: Book) -> None:
    closing = close(database, made, NOVEMBER, DECEMBER_2)
    before = roll_forward.roll_forward(database, made.creditor, NOVEMBER)
    assert before.difference == 0
    cost = ChargeCosts(made.claims[0], Component.COLLECTION_COSTS, Cents(4_000), date(2026, 11, 20), "laat geboekt")
    entry = act(database, made.actor, cost, DECEMBER_2)

    known = standing_closings.closed(database, made.creditor, NOVEMBER)
    assert known is not None
    assert known.closing_id == closing
    assert roll_forward.roll_forward(database, made.creditor, NOVEMBER, known.known) == before
    after = roll_forward.roll_forward(database, made.creditor, NOVEMBER)
    assert after.of(Movement.COSTS) == before.of(Movement.COSTS) + 4_000
    december = roll_forward.roll_forward(database, made.creditor, date(2026, 12, 1))
    assert (december.opening, december.later, december.difference) == (before.closing, 4_000, 0)

    act(database, made.actor, ReverseEntry(entry, "toch niet"), date(2026, 12, 3))
    december = roll_forward.roll_forward(database, made.creditor, date(2026, 12, 1))
    assert december.closing == before.closing


def test_a_month_left_open_is_told_once_one_before_it_was_closed(database: Database, made: Book) -> None:
    code = database.value("SELECT code FROM creditor WHERE id = ?", (made.creditor,))
    tenth, eleventh = date(2026, 12, 14), date(2026, 12, 15)
    assert left_open(database, eleventh) == []
    october = close(database, made, OCTOBER, DECEMBER_2)
    assert left_open(database, tenth) == []
    assert left_open(database, eleventh) == [(code, date(2026, 11, 30))]
    act(database, made.actor, ReopenMonth(october, "nagekomen"), tenth)
    assert left_open(database, tenth) == [(code, date(2026, 10, 31))]
    close(database, made, OCTOBER, eleventh)
    close(database, made, NOVEMBER, eleventh)
    assert left_open(database, eleventh) == []


def test_each_column_says_which_batch_took_it_to_the_books(database: Database, made: Book) -> None:
    act(database, made.actor, WriteOff(made.claims[0], Cents(1_000), "klein"))
    act(database, made.actor, MakeJournalBatch(made.creditor, TODAY))
    act(database, made.actor, WriteOff(made.claims[0], Cents(500), "nog iets"))
    rolled = roll_forward.roll_forward(database, made.creditor, NOVEMBER)
    found = {(part.carried, part.batch): part.cents for part in rolled.parts if part.movement is Movement.WRITE_OFFS}
    assert found[Carried.UNSENT, None] == -500
    assert found[Carried.BATCH, 1] <= -1_000
    assert rolled.difference == 0


def test_closing_is_refused_out_of_turn_twice_and_unaccepted(database: Database, made: Book) -> None:
    actor = made.actor
    assert refused(database, actor, CloseMonth(made.creditor, NOVEMBER), TODAY).code == "closing.not_over"
    assert refused(database, actor, CloseMonth(made.creditor, NOVEMBER), DECEMBER_2).code == "closing.not_accepted"
    known = accepted(database, made.creditor, NOVEMBER, DECEMBER_2)
    handler = Actor(actor.person, frozenset({Role.HANDLER}))
    assert refused(database, handler, CloseMonth(made.creditor, NOVEMBER, known), DECEMBER_2).code == "mandate.none"
    act(database, actor, CloseMonth(made.creditor, NOVEMBER, known), DECEMBER_2)
    again = CloseMonth(made.creditor, NOVEMBER, known)
    assert refused(database, actor, again, DECEMBER_2).code == "closing.closed"
    assert refused(database, actor, CloseMonth(made.creditor, OCTOBER), DECEMBER_2).code == "closing.closed"
    later = CloseMonth(made.creditor, date(2027, 1, 1))
    assert refused(database, actor, later, date(2027, 2, 2)).code == "closing.in_order"


def test_of_two_leads_who_close_a_month_at_once_one_does(database: Database, made: Book) -> None:
    known = accepted(database, made.creditor, NOVEMBER, DECEMBER_2)
    command, together = CloseMonth(made.creditor, NOVEMBER, known), Barrier(2)

    def lead(_: int) -> str:
        other = Database(database.address)
        other.connect()
        try:
            together.wait()
            perform(other, made.actor, DECEMBER_2, command)
        except Refused as refused:
            return refused.code
        else:
            return "closed"
        finally:
            other.close()

    with ThreadPoolExecutor(2) as leads:
        assert sorted(leads.map(lead, range(2))) == ["closed", "closing.closed"]


def test_what_was_accepted_must_still_be_so(database: Database, made: Book) -> None:
    known = accepted(database, made.creditor, NOVEMBER, DECEMBER_2)
    act(database, made.actor, WriteOff(made.claims[0], Cents(500), "nog iets"))
    command = CloseMonth(made.creditor, NOVEMBER, known)
    assert refused(database, made.actor, command, DECEMBER_2).code in ("closing.changed", "closing.not_accepted")


def test_only_the_last_month_is_reopened_and_closed_anew(database: Database, made: Book) -> None:
    first = close(database, made, OCTOBER, DECEMBER_2)
    second = close(database, made, NOVEMBER, DECEMBER_2)
    assert refused(database, made.actor, ReopenMonth(first, "x"), DECEMBER_2).code == "closing.reopen_last"
    act(database, made.actor, ReopenMonth(second, "nagekomen factuur"), DECEMBER_2)
    assert refused(database, made.actor, ReopenMonth(second, "x"), DECEMBER_2).code == "closing.reopened"
    third = close(database, made, NOVEMBER, JANUARY_5)
    turns = database.fetch("SELECT id, turn FROM month_closing WHERE month = ? ORDER BY id", (NOVEMBER,))
    assert turns == [(second, 1), (third, 2)]


def test_what_was_asked_is_closed_though_others_went_on(database: Database, made: Book) -> None:
    lead = act(database, made.actor, AddPerson("l.smit", "L. Smit", (Role.LEAD,)))
    known = accepted(database, made.creditor, NOVEMBER, DECEMBER_2)
    handler = Actor(made.actor.person, frozenset({Role.HANDLER}))
    command = CloseMonth(made.creditor, NOVEMBER, known)
    asked = perform(database, handler, DECEMBER_2, asked_for(command, "november is klaar")).result
    cost = ChargeCosts(made.claims[0], Component.COLLECTION_COSTS, Cents(4_000), DECEMBER_2, "van december")
    act(database, made.actor, cost, DECEMBER_2)
    decider = Actor(lead, frozenset({Role.LEAD}))
    perform(database, decider, DECEMBER_2, DecideApproval(asked, 1, approve=True, reason="akkoord"))
    assert standing_closings.closed(database, made.creditor, NOVEMBER) is not None


def test_a_closing_that_no_longer_says_what_stood_is_found(database: Database, made: Book) -> None:
    close(database, made, NOVEMBER, DECEMBER_2)
    assert list(closings.check(database)) == []
    guards.remove(database)
    database.execute("UPDATE ledger_entry SET cents = cents + 1 WHERE id = 1")
    assert [problem.code for problem in closings.check(database)] == ["verify.closing"]
