"""The same files of the bank come to the same in whatever order they come, and so does what is booked by them."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casebook.domain.money import Cents
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.database import Database
from casebook.store.matching.stored import decode
from tests.store.book import office
from tests.store.money_world import Days, World, divided, line

BEGINS, TODAY = date(2026, 10, 5), date(2026, 10, 26)
LATE = "SELECT case_id, parameters FROM signal WHERE code = 'signal.bank_late'"
RANDOM = st.integers(0, 2**32).map(Random)
# What came in: of which debtor, on which of the days, for which of his claims, and how much of it.
RECEIVED = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.integers(0, 9),
        st.sampled_from([(), (0,), (1,)]),
        st.sampled_from([10_000, 10_000, 30_000, 52_500]),
    ),
    min_size=3,
    max_size=7,
)


class Outcome(NamedTuple):
    """What files came to: statements, entries with what they may be, and where receipts went, all by their content."""

    statements: Counter[tuple[Any, ...]]
    waits: Counter[tuple[Any, ...]]
    went: dict[tuple[Any, ...], list[tuple[Any, ...]]]


def _statements(world: World) -> Counter[tuple[Any, ...]]:
    sql = "SELECT kind, account, number, from_on, until_on, opening_cents, closing_cents FROM bank_statement"
    return Counter(tuple(map(str, row)) for row in world.fetch(sql))


def _waits(world: World) -> Counter[tuple[Any, ...]]:
    """What waits in the bank inbox: each entry with what is left of it and what it may be."""
    sql = """
        SELECT e.booked_on, e.value_on, e.cents, e.name, e.iban, e.text, e.end_to_end, n.rest_cents, n.candidates
        FROM bank_entry e LEFT JOIN entry_now n ON n.entry_id = e.id
    """
    return Counter((*map(str, said), _cases(world, candidates)) for *said, candidates in world.fetch(sql))


def _cases(world: World, candidates: str | None) -> tuple[tuple[Any, ...], ...]:
    names = {debtor.case_id: debtor.name for debtor in world.debtors}
    numbers = {id_: number for debtor in world.debtors for number, id_ in debtor.claims.items()}
    return tuple(
        (one.proposed, names[one.case_id], one.confidence, one.ready, tuple(numbers[id_] for id_ in one.claim_ids))
        for one in decode(candidates or "[]")
    )


def _book_all(world: World, random: Random | None = None) -> None:
    """Book what waits: what a debtor named goes there, the rest as the law divides it.

    By its day, and of a day first what was named and then the least, or in any order.
    """
    sql = """
        SELECT n.entry_id, e.name, e.text, n.rest_cents FROM entry_now n JOIN bank_entry e ON e.id = n.entry_id
        ORDER BY e.value_on, CASE WHEN e.text = '' THEN 1 ELSE 0 END, e.text, e.cents, e.name, e.id
    """
    waiting = world.fetch(sql)
    if random is not None:
        random.shuffle(waiting)
    for entry_id, name, text, rest in waiting:
        debtor = next(one for one in world.debtors if one.name == name)
        named = tuple(id_ for number, id_ in debtor.claims.items() if number in text)
        world.act(AssignEntry(entry_id, (Share(debtor.case_id, Cents(rest), named),)))


@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(received=RECEIVED, cuts=st.lists(st.integers(0, 9), min_size=1, max_size=3), random=RANDOM)
# Of two receipts of a day one was named, in the other order than that of the files.
@example(received=[(1, 0, (0,), 10_000), (1, 0, (), 10_000), (1, 8, (), 10_000)], cuts=[0, 5], random=Random(0))
# A notice told of some receipts of a day, and the statement of the others.
@example(
    received=[(0, 0, (), 10_000), (0, 0, (0,), 10_000), (0, 0, (), 10_000), (0, 5, (0,), 10_000), (0, 8, (), 10_000)],
    cuts=[1, 2, 1],
    random=Random(480),
)
def test_the_same_files_in_any_order_come_to_the_same(
    database: Database, received: list[tuple[int, int, tuple[int, ...], int]], cuts: list[int], random: Random
) -> None:
    """Booked by their days at the end, or file by file as they come, each in any order, and then divided anew."""
    days, ends = Days(), sorted({*cuts, 9})
    with _kept_nothing(database) as world:
        debtors = world.debtors
        for who, day, named, cents in received:
            text = " ".join(list(debtors[who].claims)[place] for place in named)
            on = BEGINS + timedelta(day)
            days.of[on].append(line(on, cents, text=text, name=debtors[who].name, iban=debtors[who].iban))
    pages, first = [], 0
    for last in ends:
        pages.append(days.statement(BEGINS + timedelta(first), BEGINS + timedelta(last)))
        first = random.randrange(last + 1) if random.random() < 0.4 else last + 1
        if first > 9:
            break
    pages.append(days.notice(random.choice(sorted(days.of)), random.choice([[0], [1], [1, 2]])))
    by_days: Outcome | None = None
    for turn in ("in order", "shuffled", "one by one"):
        with _kept_nothing(database) as world:
            world.day = TODAY
            order = list(pages)
            if turn != "in order":
                random.shuffle(order)
            for page in [*order, *(order if turn == "shuffled" else ())]:
                world.bring_in(page)
                if turn == "one by one":
                    _book_all(world, random)
            waits = _waits(world)
            _book_all(world)
            for case_id, parameters in world.fetch(LATE):
                assert turn == "one by one"
                from_day = date.fromisoformat(json.loads(parameters)["on"]["$day"])
                world.act(ReallocatePayments(case_id, from_day, "kwam later binnen"))
            assert world.fetch(LATE) == []
            outcome = Outcome(_statements(world), waits if turn != "one by one" else Counter(), divided(database))
        if by_days is None:
            by_days = outcome
        elif turn == "one by one":
            assert outcome.statements == by_days.statements
            assert outcome.went == by_days.went
        else:
            assert outcome == by_days


@contextmanager
def _kept_nothing(database: Database) -> Iterator[World]:
    """Yield a world of which nothing is kept."""
    with database.peewee.atomic() as savepoint:
        yield World(database, office(database), BEGINS)
        savepoint.rollback()
