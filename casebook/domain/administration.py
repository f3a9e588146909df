"""Protective administration (beschermingsbewind): which debts can be recovered from the goods under it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import Finding, Step
from casebook.domain.money import Cents

SOURCE = "BW 1:440 lid 1"


class Debt(NamedTuple):
    """What is open of a claim, in cents, and the first day that is known of it; None where no day is known."""

    since: date | None
    cents: Cents


class Recourse(NamedTuple):
    """What is open of debts from before an administration began, from during it, and of which that is not known."""

    before: Cents
    during: Cents
    unknown: Cents


def recourse(debts: Iterable[Debt], since: date) -> Finding[Recourse]:
    """Return what of debts is older than an administration that began on `since` (BW 1:440 lid 1).

    Goods under administration answer for debts from before it. For one that was made during it they do not, where
    the creditor knew of the administration or should have: it stands in the public register.
    """
    before = during = unknown = 0
    for debt in debts:
        if debt.since is None:
            unknown += debt.cents
        elif debt.since < since:
            before += debt.cents
        else:
            during += debt.cents
    found = Recourse(Cents(before), Cents(during), Cents(unknown))
    steps = tuple(
        Step(f"administration.{name}", {"cents": cents, "since": since}, SOURCE, since, found)
        for name, cents in found._asdict().items()
        if cents
    )
    return Finding(found, steps)
