"""The ledger of a claim: signed entries per component, never changed, corrected by a reversal that names the entry."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.component import Balance, Component
from casebook.domain.finding import HOUSE_RULE, Caution, Finding, Step
from casebook.domain.money import Cents
from casebook.errors import Refused


class EntryKind(StrEnum):
    """What an entry is: what the debtor came to owe, what he paid, what we credited, or the undoing of an entry."""

    CHARGE = "charge"
    PAYMENT = "payment"
    CREDIT = "credit"
    REVERSAL = "reversal"


class Entry(NamedTuple):
    """An amount on a component from a day on: positive is owed by the debtor, negative in his favour.

    A reversal, and nothing else, names in `reverses` the id of the entry it undoes.
    """

    id: str
    on: date
    kind: EntryKind
    component: Component
    amount: Cents
    reverses: str | None = None


def balance(entries: Iterable[Entry], day: date) -> Finding[Balance]:
    """Return what is open at the end of `day`: the sum of the entries up to and including it.

    Each step is an entry with the balance after it, by day and within a day in the order given: a statement of
    account. Raises `Refused` where a reversal does not undo, whole and once, an entry from before it. Ids are unique.
    """
    open_now = Balance()
    steps: list[Step[Balance]] = []
    reversible: dict[str | None, Entry] = {}
    for entry in sorted((entry for entry in entries if entry.on <= day), key=lambda entry: entry.on):
        if entry.kind is EntryKind.REVERSAL or entry.reverses is not None:
            _undo(entry, reversible.pop(entry.reverses, None))
        reversible[entry.id] = entry
        open_now = open_now.plus(entry.component, entry.amount)
        steps.append(Step(f"ledger.{entry.kind}", _parameters(entry), HOUSE_RULE, entry.on, open_now))
    return Finding(open_now, tuple(steps), _overpaid(open_now))


def _undo(reversal: Entry, undone: Entry | None) -> None:
    if undone is None:
        raise Refused("ledger.nothing_to_reverse", source=HOUSE_RULE, entry=reversal.id)
    if undone.component != reversal.component or undone.amount != -reversal.amount:
        raise Refused(
            "ledger.not_the_opposite",
            source=HOUSE_RULE,
            entry=reversal.id,
            reverses=undone.id,
            component=undone.component,
            amount=Cents(-undone.amount),
        )


def _parameters(entry: Entry) -> dict[str, Any]:
    parameters = {"on": entry.on, "component": entry.component, "amount": entry.amount}
    return parameters if entry.reverses is None else {**parameters, "reverses": entry.reverses}


def _overpaid(open_now: Balance) -> tuple[Caution, ...]:
    return tuple(
        Caution("ledger.overpaid", {"component": component, "amount": Cents(-open_now.of(component))}, HOUSE_RULE)
        for component in Component
        if open_now.of(component) < 0
    )
