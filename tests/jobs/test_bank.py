"""Files of the bank: each payment stands once, whichever files tell of it, and what is wrong is refused."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.domain.bank import BankLine
from casebook.domain.money import Cents
from casebook.errors import CasebookError, InputError, Refused
from casebook.jobs import bank as job
from casebook.store import bank_freshness, bank_import, guards
from casebook.store.actions.parties import AddAccount
from casebook.store.actions.people import AddPerson
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import bank_statements, freshness
from casebook.store.queries.bank_contradictions import Contradiction
from casebook.store.queries.timeline import Timeline
from casebook.store.transaction import Actor
from casebook.store.verify import verify
from casebook.words import say
from tests.jobs.statements import OURS, TODAY, Bank, Sheet, line, notice, on, source

JAN, PIET = line(1, 500), line(1, 500, "P. Bakker")


@pytest.fixture
def bank(database: Database, actor: Actor) -> Bank:
    return Bank(database, actor)


def test_a_statement_comes_in_with_its_entries(bank: Bank) -> None:
    report = bank.bring_in(Sheet(0, 1, 100, (line(0, 40), JAN, line(1, -15, "Bank")), "210"))
    assert (report.statements, report.added, report.known) == (1, 3, 0)
    assert bank.entries() == [(0, 40, "J. Jansen"), (1, -15, "Bank"), (1, 500, "J. Jansen")]
    (row,) = report.listed
    assert (row.number, row.opening_cents, row.closing_cents, row.entries) == ("210", 10000, 62500, 3)
    assert list(verify(bank.database, TODAY)) == []


def test_the_same_file_twice_is_told_and_changes_nothing(bank: Bank) -> None:
    sheet = Sheet(0, 1, 100, (JAN,))
    bank.bring_in(sheet)
    before = bank.database.fetch("SELECT count(*) FROM log")
    report = bank.bring_in(sheet)
    assert report.again_on == TODAY
    assert bank.database.fetch("SELECT count(*) FROM log") == before


def test_a_statement_in_another_file_is_known(bank: Bank) -> None:
    bank.bring_in(Sheet(0, 1, 100, (JAN,), "1"))
    report = bank.bring_in(Sheet(0, 1, 100, (JAN,), "1"), Sheet(2, 2, 600, (line(2, 30),), "2"))
    assert (report.statements, report.known_statements, report.added, report.known) == (1, 1, 1, 1)


def test_two_identical_payments_of_a_day_both_survive(bank: Bank) -> None:
    bank.bring_in(Sheet(0, 1, 0, (JAN, JAN)))
    bank.bring_in(Sheet(1, 2, 0, (JAN, JAN, line(2, 1))))
    assert bank.entries() == [(1, 500, "J. Jansen")] * 2 + [(2, 1, "J. Jansen")]


# Each list of files in any order gives the same payments.
TOGETHER: dict[str, tuple[list[Sheet], list[tuple[int, int]]]] = {
    "overlapping": (
        [Sheet(0, 2, 0, (line(0, 5), JAN, PIET, line(2, 7))), Sheet(1, 3, 5, (JAN, PIET, line(2, 7), line(3, 9)))],
        [(0, 5), (1, 500), (1, 500), (2, 7), (3, 9)],
    ),
    "a day told in part and then whole": (
        [Sheet(0, 1, 0, (line(0, 5), JAN)), Sheet(1, 2, 5, (JAN, PIET, line(2, 7)))],
        [(0, 5), (1, 500), (1, 500), (2, 7)],
    ),
    "two pages of a day with a payment alike on each": (
        [Sheet(1, 1, 0, (JAN, line(1, 8)), "210/1"), Sheet(1, 1, 508, (JAN,), "210/2")],
        [(1, 8), (1, 500), (1, 500)],
    ),
    "two pages of a day and the whole of it": (
        [
            Sheet(1, 1, 0, (JAN, line(1, 8)), "210/1"),
            Sheet(1, 1, 508, (JAN,), "210/2"),
            Sheet(1, 1, 0, (JAN, line(1, 8), JAN), "9"),
        ],
        [(1, 8), (1, 500), (1, 500)],
    ),
    "booked later for a day before": (
        [Sheet(1, 1, 0, (JAN,), "1"), Sheet(2, 2, 500, (line(2, 3),), "2"), Sheet(3, 3, 503, (PIET,), "3")],
        [(1, 500), (1, 500), (2, 3)],
    ),
    "a notice of what a statement tells": (
        [notice(JAN), Sheet(1, 1, 0, (PIET, JAN))],
        [(1, 500), (1, 500)],
    ),
    "two notices and a statement": (
        [notice(JAN), notice(PIET), Sheet(1, 1, 0, (JAN, PIET, line(1, 2)))],
        [(1, 2), (1, 500), (1, 500)],
    ),
    "a notice told twice": (
        [notice(JAN, JAN), notice(JAN, JAN, PIET)],
        [(1, 500)] * 3,
    ),
    "once as MT940 and once as CAMT": (
        [
            Sheet(0, 1, 0, (line(0, 5, "JANSEN J", text="FACTUUR 12"), line(1, 500, ""), line(1, 500, ""))),
            Sheet(0, 1, 0, (line(0, 5), JAN, PIET), "12"),
        ],
        [(0, 5), (1, 500), (1, 500)],
    ),
    "a batch that a notice tells in parts": (
        [
            Sheet(1, 1, 0, (line(1, 1500, "Batch"), line(1, 8)), "1"),
            notice(JAN, PIET, line(1, 500, "K. Visser")),
        ],
        [(1, 8), (1, 500), (1, 500), (1, 500)],
    ),
    "a batch that one format tells in parts": (
        [
            Sheet(1, 1, 0, (line(1, 8), line(1, 1500, "Batch")), "1"),
            Sheet(1, 1, 0, (line(1, 8), JAN, line(1, 1000, "K. Visser")), "2"),
        ],
        [(1, 8), (1, 500), (1, 1000)],
    ),
    "an account that is emptied each day": (
        [
            Sheet(1, 1, 0, (JAN, line(1, -500, "Sweep")), "1"),
            Sheet(0, 1, 0, (line(0, 6), line(0, -6, "Sweep"), JAN, line(1, -500, "Sweep")), "7"),
        ],
        [(0, -6), (0, 6), (1, -500), (1, 500)],
    ),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_files_in_any_order_tell_of_each_payment_once(bank: Bank, name: str) -> None:
    sheets, payments = TOGETHER[name]
    for order in permutations(sheets):
        account = bank.account()
        for sheet in (*order, *order):
            bank.bring_in(sheet._replace(account=account))
        assert bank.counted(account) == payments
    assert list(verify(bank.database, TODAY)) == []


Moment = tuple[int, int, str]


@st.composite
def days_of_an_account(draw: st.DrawFn) -> tuple[list[Moment], list[Sheet]]:
    """Draw what came in and went out by day, and statements and notices that tell of parts of it or of all."""
    amounts, names = st.sampled_from([500, 700, 500, 1100, -13]), st.sampled_from(["J. Jansen", "P. Bakker"])
    some = draw(st.lists(st.tuples(st.integers(0, 4), amounts, names), min_size=1, max_size=9))
    # What goes out comes first, so that the balance tells where in a day a page ends.
    moments = sorted(some, key=lambda one: one[:2])
    lines = [line(day, euros, name) for day, euros, name in moments]
    begins = [index for index, one in enumerate(moments) if not index or moments[index - 1][0] != one[0]]
    sheets: list[Sheet] = []
    for number in range(draw(st.integers(1, 3))):
        start, end = draw(st.sampled_from(begins)), draw(st.integers(0, len(lines)))
        if start < end:
            sheets += _paged(moments, lines, (start, end), draw(st.integers(start, end)), str(number))
    sheets += [notice(*(one for one in lines if draw(st.booleans()))) for _ in range(draw(st.integers(0, 2)))]
    return moments, sheets


def _paged(
    moments: list[Moment], lines: list[BankLine], covers: tuple[int, int], page: int, number: str
) -> Iterator[Sheet]:
    """Yield a statement in one page or in two."""
    for place, (start, end) in enumerate([(covers[0], page), (page, covers[1])]):
        if start < end:
            opening = sum(euros for _, euros, _ in moments[:start])
            days = moments[start][0], moments[end - 1][0]
            yield Sheet(*days, opening, tuple(lines[start:end]), f"{number}/{place}")


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_files_in_any_order_give_the_same_and_never_more_than_there_was(bank: Bank, data: st.DataObject) -> None:
    moments, sheets = data.draw(days_of_an_account())
    whole = Sheet(0, 4, 0, tuple(line(*one) for one in moments), "whole")
    there = Counter((day, euros) for day, euros, _ in moments)
    found = []
    for order in (sheets, data.draw(st.permutations(sheets))):
        account = bank.account()
        for sheet in (*order, *order):
            bank.bring_in(sheet._replace(account=account))
        found.append(bank.counted(account))
        assert not Counter(found[-1]) - there
        bank.bring_in(whole._replace(account=account))
        assert Counter(bank.counted(account)) == there
    assert found[0] == found[1]


def test_parts_stand_beside_each_other_where_one_statement_tells_all_of_them(bank: Bank) -> None:
    bank.bring_in(Sheet(1, 1, 0, (line(1, 1500, "K. Visser"),), "1"))
    bank.bring_in(notice(JAN, line(1, 1000, "P. Bakker")))
    assert bank.counted() == [(1, 500), (1, 1000)]
    bank.bring_in(Sheet(1, 1, 0, (line(1, 1500, "K. Visser"), JAN, line(1, 1000, "P. Bakker")), "1"))
    assert bank.counted() == [(1, 500), (1, 1000), (1, 1500)]


def test_who_brings_in_a_file_that_another_brings_in_at_that_moment_is_told(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet, begin = Sheet(1, 1, 0, (JAN,)), bank_import.begin

    def overtaken(*asked: Any) -> Any:
        begun = begin(*asked)
        monkeypatch.undo()
        bank.bring_in(sheet)
        return begun

    monkeypatch.setattr(bank_import, "begin", overtaken)
    with pytest.raises(InputError) as told:
        bank.bring_in(sheet)
    assert told.value.code == "bank_import.at_once"
    assert bank.entries() == [(1, 500, "J. Jansen")]
    assert list(verify(bank.database, TODAY)) == []


@pytest.mark.parametrize(
    ("sheet", "kind", "code"),
    [
        (Sheet(1, 1, 0, (JAN,), wrong=1), InputError, "bank_import.sum"),
        (Sheet(1, 1, 0, (JAN,), account="NL86INGB0002445588"), Refused, "bank_import.account"),
        (Sheet(1, 1, 0, (JAN,), currency="USD"), Refused, "bank_import.currency"),
        (Sheet(1, 0, 0, (JAN,)), InputError, "bank_import.days"),
    ],
)
def test_one_wrong_statement_and_nothing_of_any_file_comes_in(
    bank: Bank, sheet: Sheet, kind: type[CasebookError], code: str
) -> None:
    with pytest.raises(kind) as told:
        bank.run([source(Sheet(0, 0, 0, (line(0, 5),))), source(Sheet(2, 2, 0, (line(2, 9),)), sheet)])
    assert told.value.code == code
    assert told.value.parameters["place"] == "file: statement 1"
    assert bank.entries() == []
    assert bank.database.fetch("SELECT * FROM import_run") == []


def test_an_account_may_be_named_by_its_number(bank: Bank) -> None:
    bank.bring_in(Sheet(1, 1, 0, (JAN,), account="41.71.64.300"))
    bank.bring_in(Sheet(1, 1, 0, (JAN,), "7"))
    assert bank.entries() == [(1, 500, "J. Jansen")]
    assert bank.database.fetch("SELECT DISTINCT account FROM bank_entry") == [(OURS,)]


def test_who_has_no_part_in_the_work_may_not_import(bank: Bank) -> None:
    stranger = perform(bank.database, bank.actor, TODAY, AddPerson("x", "X", (Role.VIEWER,), "nl")).result
    bank.actor = Actor(stranger, frozenset({Role.VIEWER}))
    with pytest.raises(Refused):
        bank.bring_in(Sheet(1, 1, 0, (JAN,)))
    assert bank.entries() == []


def test_a_trial_keeps_nothing(bank: Bank) -> None:
    bank.bring_in(Sheet(1, 1, 0, (JAN,), "1"))
    report = bank.bring_in(Sheet(1, 2, 0, (JAN, line(2, 4)), "2"), dry_run=True)
    assert (report.statements, report.added, report.known) == (1, 1, 1)
    assert bank.entries() == [(1, 500, "J. Jansen")]


@pytest.mark.parametrize("kill_at", [1, 2, 3])
def test_a_killed_import_is_finished_by_running_it_again(
    bank: Bank, monkeypatch: pytest.MonkeyPatch, kill_at: int
) -> None:
    monkeypatch.setattr(job, "CHUNK", 3)
    sheets = (
        Sheet(0, 1, 0, (line(0, 5), line(0, 5), JAN, JAN, JAN), "1"),
        Sheet(2, 2, 1510, (line(2, 5), line(2, 5)), "2"),
    )
    before = bank.bring_in(Sheet(1, 1, 10, (JAN,), "x"))
    write, calls = bank_import.write, iter(range(10))

    def killed(*arguments: Any) -> Any:
        if next(calls) == kill_at:
            raise KeyboardInterrupt
        return write(*arguments)

    monkeypatch.setattr(bank_import, "write", killed)
    with pytest.raises(KeyboardInterrupt):
        bank.bring_in(*sheets)
    monkeypatch.setattr(bank_import, "write", write)
    # Another file may come in between.
    bank.bring_in(Sheet(1, 2, 10, (JAN, JAN, JAN, line(2, 5), line(2, 5)), "y"))
    assert bank.database.fetch("SELECT state FROM import_run ORDER BY id") == [("done",), ("running",), ("done",)]
    bank.bring_in(*sheets)
    assert bank.counted() == [(0, 5), (0, 5), (1, 500), (1, 500), (1, 500), (2, 5), (2, 5)]
    assert bank.database.fetch("SELECT state FROM import_run ORDER BY id") == [("done",)] * 3
    assert before.added == 1
    assert list(verify(bank.database, TODAY)) == []


def test_the_log_tells_of_the_file_and_what_it_brought(bank: Bank) -> None:
    bank.bring_in(Sheet(1, 1, 0, (JAN, PIET)))
    page = Timeline().after(bank.database, limit=20)
    told = [say(one.code, one.parameters, "en") for one in page.rows if one.command == "import.bank"]
    assert told[1:-1] == ["imported from bank.xml · bank statement: 1 · bank entry: 2"]


def test_amounts_that_do_not_add_up_are_found(bank: Bank) -> None:
    bank.bring_in(Sheet(1, 1, 0, (JAN,), "7"))
    with bank.database.peewee.atomic():
        guards.remove(bank.database)
        bank.database.execute("UPDATE bank_entry SET cents = 1")
        guards.apply(bank.database)
    assert {problem.code for problem in verify(bank.database, TODAY)} == {
        "verify.bank_sum", "verify.bank_key", "verify.row_changed", "verify.lists_not_checked",
    }  # fmt: skip


# Freshness


def known(bank: Bank, since: date | None = None) -> date | None:
    return bank_freshness.known_until(bank.database, [bank.creditor], since)[bank.creditor]


def test_nothing_is_known_before_a_statement_and_notices_do_not_count(bank: Bank) -> None:
    assert known(bank) is None
    bank.bring_in(notice(JAN))
    assert known(bank) is None
    assert freshness.bank_until(bank.database, TODAY) is None


def test_days_without_entries_lie_between_statements_and_a_gap_ends_what_is_known(bank: Bank) -> None:
    bank.bring_in(Sheet(0, 1, 0, (JAN,), "1"), Sheet(5, 6, 500, (line(5, 3),), "2"))
    assert known(bank) == on(6)
    report = bank.bring_in(Sheet(8, 9, 600, (line(9, 3),), "4"))
    assert report.listed[0].gap_after == on(6)
    assert known(bank) == on(6)
    assert known(bank, since=on(8)) == on(9)
    assert bank_statements.accounts(bank.database)[0].gaps == 1
    # What was missing fills it.
    bank.bring_in(Sheet(7, 7, 503, (line(7, 97),), "3"))
    assert known(bank) == on(9)
    assert bank_statements.accounts(bank.database)[0].gaps == 0


def test_a_statement_of_today_does_not_tell_all_of_today(bank: Bank) -> None:
    bank.bring_in(Sheet(0, 9, 0, (JAN,)), day=on(9))
    assert known(bank) == on(8)


def test_an_entity_is_known_as_far_as_the_account_that_is_behind_most(bank: Bank) -> None:
    other = "NL20INGB0001234567"
    perform(bank.database, bank.actor, TODAY, AddAccount(bank.party, other))
    bank.bring_in(Sheet(0, 18, 0, (JAN,)))
    assert known(bank) is None
    assert freshness.bank_until(bank.database, TODAY) == freshness.BankKnown(None, late=True)
    bank.bring_in(Sheet(0, 9, 0, (JAN,), account=other))
    assert known(bank) == on(9)
    assert freshness.bank_until(bank.database, TODAY) == freshness.BankKnown(on(9), late=True)
    bank.bring_in(Sheet(9, 18, 500, (), account=other))
    # 20 November 2026 is a Friday, the last working day before the 21st.
    assert freshness.bank_until(bank.database, TODAY) == freshness.BankKnown(on(18), late=False)


def test_another_opening_balance_under_the_same_number_and_days_is_flagged(bank: Bank) -> None:
    bank.bring_in(Sheet(1, 1, 0, (JAN,), "7"))
    assert bank.bring_in(Sheet(1, 1, 50, (JAN,), "7")).listed[0].contradicts == Contradiction("7", "bank.xml")
    assert all(row.contradicts for row in bank_statements.newest(bank.database, OURS))


JOHN, MARY = "NL20INGB0001234567", "NL44RABO0123456789"


@pytest.mark.parametrize(
    ("second", "place"),
    [
        # A like payment of somebody else, which was taken for the first one.
        (Sheet(1, 1, 0, (line(1, 5, "Mary", iban=MARY),), "8"), (on(1), Cents(500), True)),
        # Other entries between other balances.
        (Sheet(1, 1, 0, (line(1, 7, "Mary", iban=MARY),), "8"), (on(1), Cents(700), False)),
        # The same once more; drawn up later that day; the page that follows; other days.
        (Sheet(1, 1, 0, (line(1, 5, "John", iban=JOHN),), "8"), None),
        (Sheet(1, 1, 0, (line(1, 5, "John"),), "8"), None),
        (Sheet(1, 1, 0, (line(1, 5, "John", iban=JOHN), line(1, 7, "Mary", iban=MARY)), "8"), None),
        (Sheet(1, 1, 5, (line(1, 5, "Mary", iban=MARY),), "8"), None),
        (Sheet(2, 2, 5, (line(2, 5, "Mary", iban=MARY),), "8"), None),
    ],
)
def test_two_statements_of_a_day_that_tell_otherwise_are_flagged_with_the_place(
    bank: Bank, second: Sheet, place: tuple[date, Cents, bool] | None
) -> None:
    bank.bring_in(Sheet(1, 1, 0, (line(1, 5, "John", iban=JOHN),), "7"))
    listed = bank.bring_in(second).listed[0]
    assert listed.contradicts == (None if place is None else Contradiction("7", "bank.xml", *place))
    assert [row.contradicts is None for row in bank_statements.newest(bank.database, OURS)] == [place is None] * 2


def test_a_statement_of_days_to_come_is_refused(database: Database, actor: Actor) -> None:
    bank = Bank(database, actor)
    bank.bring_in(Sheet(0, 1, 0, (line(1, 5),)))
    ahead = (TODAY - on(0)).days + 1
    with pytest.raises(InputError) as refused:
        bank.bring_in(Sheet(2, ahead, 5, (line(2, 5),)))
    assert refused.value.code == "bank_import.ahead"
    assert database.value("SELECT count(*) FROM bank_statement") == 1
