"""The ledger: balances are sums of entries, and a correction undoes exactly what it names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.component import Balance, Component
from casebook.domain.finding import Caution, Step
from casebook.domain.ledger import Entry, EntryKind, balance
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.words import LANGUAGES, say

D = date.fromisoformat
PRINCIPAL, INTEREST = Component.PRINCIPAL, Component.INTEREST

ENTRIES = [
    Entry("1", D("2026-01-15"), EntryKind.CHARGE, PRINCIPAL, Cents(100000)),
    Entry("2", D("2026-03-01"), EntryKind.CHARGE, Component.COLLECTION_COSTS, Cents(15000)),
    Entry("3", D("2026-03-20"), EntryKind.PAYMENT, Component.COLLECTION_COSTS, Cents(-15000)),
    Entry("4", D("2026-03-20"), EntryKind.PAYMENT, PRINCIPAL, Cents(-20000)),
    Entry("5", D("2026-04-02"), EntryKind.REVERSAL, PRINCIPAL, Cents(20000), "4"),
]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-14", Balance()),
        ("2026-01-15", Balance(principal=Cents(100000))),
        ("2026-03-19", Balance(principal=Cents(100000), collection_costs=Cents(15000))),
        ("2026-03-20", Balance(principal=Cents(80000))),
        ("2026-04-02", Balance(principal=Cents(100000))),
    ],
)
def test_balance_at_a_day(day: str, expected: Balance) -> None:
    assert balance(ENTRIES, D(day)).value == expected


def test_steps_are_the_statement_of_account() -> None:
    found = balance(ENTRIES, D("2026-12-31"))
    assert [(step.on, step.after.total) for step in found.steps] == [
        (D("2026-01-15"), 100000),
        (D("2026-03-01"), 115000),
        (D("2026-03-20"), 100000),
        (D("2026-03-20"), 80000),
        (D("2026-04-02"), 100000),
    ]
    undone = found.steps[-1]
    assert say(undone.code, undone.parameters, "nl").startswith("Tegenboeking op 02-04-2026 van boeking 4")


def reversal(number: str, on: str, component: Component, amount: int, reverses: str | None) -> Entry:
    return Entry(number, D(on), EntryKind.REVERSAL, component, Cents(amount), reverses)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (reversal("6", "2026-05-01", PRINCIPAL, 5, "9"), "ledger.nothing_to_reverse"),
        (reversal("6", "2026-05-01", PRINCIPAL, 5, None), "ledger.nothing_to_reverse"),
        (reversal("6", "2026-05-01", PRINCIPAL, 20000, "4"), "ledger.nothing_to_reverse"),  # 5 did that already
        (reversal("6", "2026-01-14", PRINCIPAL, -100000, "1"), "ledger.nothing_to_reverse"),  # before it was there
        (reversal("6", "2026-05-01", PRINCIPAL, 0, "6"), "ledger.nothing_to_reverse"),
        (reversal("6", "2026-05-01", PRINCIPAL, -99999, "1"), "ledger.not_the_opposite"),
        (reversal("6", "2026-05-01", PRINCIPAL, 100000, "1"), "ledger.not_the_opposite"),
        (reversal("6", "2026-05-01", INTEREST, -100000, "1"), "ledger.not_the_opposite"),
    ],
)
def test_a_reversal_undoes_whole_and_once_an_earlier_entry(wrong: Entry, code: str) -> None:
    with pytest.raises(Refused) as refused:
        balance([*ENTRIES, wrong], D("2026-12-31"))
    assert refused.value.code == code
    for language in LANGUAGES:
        assert "6" in say(code, refused.value.parameters, language)


def test_a_reversal_can_be_reversed() -> None:
    again = reversal("6", "2026-05-01", PRINCIPAL, -20000, "5")
    assert balance([*ENTRIES, again], D("2026-12-31")).value.principal == 80000


def test_overpaid_component_is_told() -> None:
    more = Entry("6", D("2026-05-01"), EntryKind.PAYMENT, INTEREST, Cents(-250))
    found = balance([*ENTRIES, more], D("2026-12-31"))
    assert found.value.total == 99750
    assert [(w.code, w.parameters) for w in found.warnings] == [
        ("ledger.overpaid", {"component": INTEREST, "amount": 250})
    ]
    assert say("ledger.overpaid", found.warnings[0].parameters, "nl").startswith("Op de rente is")


DAYS = st.dates(D("2026-01-01"), D("2026-03-31"))
KINDS = st.sampled_from([EntryKind.CHARGE, EntryKind.PAYMENT, EntryKind.CREDIT])


@st.composite
def ledgers(draw: st.DrawFn) -> list[Entry]:
    """Entries in the order they were made, some of them undone later."""
    entries: list[Entry] = []
    for number in range(draw(st.integers(0, 12))):
        amount = Cents(draw(st.integers(-(10**6), 10**6)))
        entries.append(Entry(str(number), draw(DAYS), draw(KINDS), draw(st.sampled_from(Component)), amount))
    for entry in list(entries):
        if draw(st.booleans()):
            on = entry.on + timedelta(days=draw(st.integers(0, 30)))
            undone = Cents(-entry.amount)
            entries.append(Entry(f"-{entry.id}", on, EntryKind.REVERSAL, entry.component, undone, entry.id))
    return entries


@given(ledgers(), DAYS)
def test_a_balance_is_the_sum_of_the_entries_up_to_the_day(entries: list[Entry], day: date) -> None:
    found = balance(entries, day).value
    for component in Component:
        counted = (entry.amount for entry in entries if entry.component is component and entry.on <= day)
        assert found.of(component) == sum(counted)
    assert found.total == sum(entry.amount for entry in entries if entry.on <= day)


@given(ledgers())
def test_undoing_everything_leaves_nothing(entries: list[Entry]) -> None:
    undone = {entry.reverses for entry in entries}
    rest = [entry for entry in entries if entry.id not in undone and entry.kind is not EntryKind.REVERSAL]
    last = [Entry(f"-{e.id}", D("2026-12-31"), EntryKind.REVERSAL, e.component, Cents(-e.amount), e.id) for e in rest]
    assert balance([*entries, *last], D("2026-12-31")).value == Balance()


@given(ledgers(), DAYS)
def test_steps_replay_to_the_value(entries: list[Entry], day: date) -> None:
    found = balance(entries, day)
    value = Balance()
    for step in found.steps:
        value = retake(value, step)
        assert value == step.after
    assert value == found.value


def retake(before: Balance, step: Step[Balance]) -> Balance:
    """Take a step again from its parameters: whatever its kind, an entry adds its amount to its component."""
    amounts = dict(zip(Component, before, strict=True))
    amounts[step.parameters["component"]] += step.parameters["amount"]
    return Balance(*amounts.values())


@given(ledgers())
def test_everything_can_be_said(entries: list[Entry]) -> None:
    found = balance(entries, D("2026-12-31"))
    said: list[Step[Balance] | Caution] = [*found.steps, *found.warnings]
    for one in said:
        assert one.source
        assert all(say(one.code, one.parameters, language) for language in LANGUAGES)
