"""One truth for money: whatever order lists and the bank tell it in, a euro is booked once, and divided alike."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions.bank_assignments import AssignEntry
from casebook.store.actions.bank_shares import Share
from casebook.store.actions.bank_undo import UndoUse
from casebook.store.actions.parties import AddAlias, ChangeCreditor, CreditorFacts, ReceiptsFrom
from casebook.store.actions.proposals import AcceptProposal
from casebook.store.actions.rebooking import ReallocatePayments
from casebook.store.database import Database
from casebook.store.perform import perform_all
from casebook.store.queries import bank_entry, bank_inbox
from casebook.store.transaction import Actor
from tests.store.actions.desk import TODAY, Desk, sound
from tests.store.actions.proposed import propose
from tests.store.actions.statement import Bank, accept

SETTLED = date(2026, 11, 18)


def state(desk: Desk) -> list[object]:
    """Return what is booked, what waits in the inbox and what is proposed."""
    queries = (
        "SELECT source, on_day, cents, key FROM payment ORDER BY id",
        "SELECT claim_id, kind, component, on_day, cents FROM ledger_entry ORDER BY id",
        "SELECT rest_cents FROM entry_now",
        "SELECT code, state FROM proposal ORDER BY id",
        "SELECT kind, cents FROM bank_use WHERE undone_on IS NULL ORDER BY id",
    )
    return [desk.database.fetch(query) for query in queries]


def _list(desk: Desk, claim: int) -> int:
    return propose(desk, claim, "settled", on=SETTLED, cents=124_000, number="7001")


@pytest.mark.parametrize("entity", [ReceiptsFrom.BANK, ReceiptsFrom.LEDGER])
def test_list_and_bank_tell_the_same_payment_in_either_order(
    database: Database, actor: Actor, entity: ReceiptsFrom
) -> None:
    found = []
    for order in permutations(("list", "bank")):
        with database.peewee.atomic() as savepoint:
            desk = Desk(database, actor)
            desk.act(ChangeCreditor(desk.creditor, 1, CreditorFacts("WIJ", receipts_from=entity)))
            claim = desk.claim("7001", 124_000, due_on=TODAY)
            bank = Bank(database, actor, desk.creditor)
            proposal = entry = 0
            for told in order:
                if told == "list":
                    proposal = _list(desk, claim)
                else:
                    entry = bank.entry(124_000, "7001", date(2026, 11, 20))
            if entity is ReceiptsFrom.BANK:
                with pytest.raises(Refused, match=r"proposal\.awaits_bank"):
                    desk.act(AcceptProposal(proposal, 1))
            else:
                with pytest.raises(Refused, match=r"bank\.ledger_books"):
                    desk.act(AssignEntry(entry, (Share(desk.case, Cents(124_000)),)))
                desk.act(AcceptProposal(proposal, 1))
            accept(desk, entry)
            assert desk.total(claim) == 0
            now = state(desk)
            assert (len(now[0]), now[2], now[3]) == (1, [], [("proposal.settled", "accepted")])  # type: ignore[arg-type]  # rows
            sound(desk)
            found.append([now[0][0][:3], *now[1:]])  # type: ignore[index]  # rows
            savepoint.rollback()
    first, second = found
    assert [len(one) for one in first] == [len(one) for one in second]
    assert first[0] == second[0]
    assert [row[1:] for row in first[1]] == [row[1:] for row in second[1]]


def test_a_receipt_of_another_amount_on_the_day_does_not_make_a_list_true(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    _list(desk, desk.claim("7001", 124_000, due_on=TODAY))
    entry = Bank(database, actor, desk.creditor).entry(50_000, "7001", SETTLED)
    desk.act(AssignEntry(entry, (Share(desk.case, Cents(50_000)),)))
    assert database.fetch("SELECT state FROM proposal") == [("proposed",)]


def test_a_list_waits_again_where_the_receipt_that_confirmed_it_is_taken_back(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    claim = desk.claim("7001", 124_000, due_on=TODAY)
    entry = Bank(database, actor, desk.creditor).entry(124_000, "7001", SETTLED)
    _list(desk, claim)
    accept(desk, entry)
    (use,) = bank_entry.entry(database, entry).uses
    desk.act(UndoUse(use.use_id, use.version, "van een ander"))
    assert database.fetch("SELECT state FROM proposal") == [("proposed",)]
    sound(desk)


def test_two_alike_receipts_without_a_reference_wait_for_a_person(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    desk.act(AddAlias(desk.debtor, "Van Dam Bouw BV"))
    claim = desk.claim("7001", 51_230)
    bank = Bank(database, actor, desk.creditor)
    entries = [bank.entry(50_000, "betaling", TODAY, iban="NL91ABNA0417164300", name="v Dam Bouw") for _ in range(2)]
    assert bank_inbox.ready(database) == []
    cards = [bank_entry.entry(database, entry) for entry in entries]
    assert [(card.rest, card.candidates[0].case_id, card.candidates[0].ready) for card in cards] == [
        (50_000, desk.case, False)
    ] * 2
    assert cards[0].candidates[0].why
    (booked,) = desk.act(AssignEntry(entries[0], (Share(desk.case, Cents(50_000)),)))
    assert all(basis and claim_id == claim for claim_id, _, basis in desk.allocated(booked.payment_id))
    assert database.value("SELECT count(*) FROM account") == 0
    assert bank_entry.entry(database, entries[1]).rest == 50_000
    sound(desk)


DAYS = [date(2026, 10, 5), date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 16)]
RECEIPTS = st.lists(
    st.tuples(
        st.sampled_from(DAYS), st.sampled_from([4_000, 15_000, 30_000, 52_500]), st.sampled_from([(), (0,), (1,)])
    ),
    min_size=2,
    max_size=4,
)


def _divided(desk: Desk, claims: Sequence[int]) -> Counter[tuple[object, ...]]:
    """Return where each receipt of the bank went, by what was said of it: two alike may stand for each other."""
    sql = """
        SELECT u.id, e.value_on, e.cents, u.meant, k.number, l.component, CAST(sum(a.cents) AS BIGINT), a.basis
        FROM bank_use u JOIN bank_entry e ON e.id = u.entry_id JOIN allocation a ON a.payment_id = u.payment_id
        LEFT JOIN ledger_entry l ON l.id = a.entry_id LEFT JOIN claim k ON k.id = l.claim_id
        WHERE u.undone_on IS NULL GROUP BY u.id, e.value_on, e.cents, u.meant, k.number, l.component, a.basis
        ORDER BY u.id, k.number, l.component, a.basis
    """
    found: dict[tuple[object, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for use, on, cents, meant, *went in desk.database.fetch(sql):
        named = tuple(claims.index(int(id_)) for id_ in meant.split())
        found[use, on, cents, named].append(tuple(went))
    for (_, _, cents, _), parts in found.items():
        assert sum(part[2] for part in parts) == cents
    return Counter((*said, tuple(parts)) for (_, *said), parts in found.items())


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@drawn(receipts=RECEIPTS, order=st.randoms(use_true_random=False))
def test_receipts_accepted_in_any_order_and_divided_anew_are_divided_as_by_their_days(
    database: Database, actor: Actor, receipts: list[tuple[date, int, tuple[int, ...]]], order: object
) -> None:
    outcomes = []
    for by_day in (True, False):
        with database.peewee.atomic() as savepoint:
            desk = Desk(database, actor)
            claims = [desk.claim(f"2026-700{number}", 30_000, due_on=date(2026, 9, 1 + number)) for number in range(3)]
            bank = Bank(database, actor, desk.creditor)
            told = [(day, bank.entry(cents, "", day), cents, named) for day, cents, named in receipts]
            # Of a day first what was named, then the least.
            told.sort(key=lambda one: (one[0], not one[3], one[3], one[2]))
            if not by_day:
                order.shuffle(told)  # type: ignore[attr-defined]  # a Random
            for _, entry, cents, named in told:
                designated = tuple(claims[place] for place in named)
                desk.act(AssignEntry(entry, (Share(desk.case, Cents(cents), designated),)))
            if not by_day:
                desk.act(ReallocatePayments(desk.case, DAYS[0], "in de volgorde van de bank"))
            divided = _divided(desk, claims)
            late = "SELECT count(*) FROM signal WHERE code = 'signal.bank_late'"
            assert database.value(late) == 0
            balances = [desk.balance(claim) for claim in claims]
            sound(desk)
            savepoint.rollback()
        outcomes.append((divided, balances))
    assert outcomes[0] == outcomes[1]


def test_all_that_is_ready_is_accepted_at_once(database: Database, actor: Actor) -> None:
    desk = Desk(database, actor)
    bank = Bank(database, actor, desk.creditor)
    for number in range(3):
        desk.claim(f"2026-800{number}", 10_000 + number, due_on=TODAY + timedelta(days=9))
        bank.entry(10_000 + number, f"factuur 2026-800{number}")
    bank.entry(10_000, "onbekend", name="Van Dam Bouw")
    list(perform_all(database, actor, TODAY, bank_inbox.ready(database)))
    assert database.fetch("SELECT rest_cents FROM entry_now") == [(10_000,)]
    sound(desk)
