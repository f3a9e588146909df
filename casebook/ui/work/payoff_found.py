"""What is read to say what has to be paid on a day: the sum then and on some days after it, and to whom it is paid."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casebook.domain.calendar import Holidays, add_working_days
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store.contra import ContraRow
from casebook.store.database import Database
from casebook.store.queries.disputes import contested_of_case
from casebook.store.queries.payees import Payee, payees
from casebook.store.queries.payoff import Payoff, PayoffLine, payoff
from casebook.store.queries.set_offs import owed_in

_WEEKS = (timedelta(weeks=1), timedelta(weeks=2))


class Found(NamedTuple):
    """What has to be paid on a day, on which days after it how much, and by the ids of its claims to whom.

    `contested` is what of claims is contested, by their ids: it is not chased, but who wants to be done pays it. `owed`
    is what the creditors of the case owe the debtor: it is in no sum, and off it only once it is set off.
    """

    payoff: Payoff
    later: tuple[tuple[date, Cents], ...]
    payees: Mapping[int, Payee]
    contested: Mapping[int, Cents]
    owed: tuple[ContraRow, ...] = ()

    @property
    def contested_total(self) -> Cents:
        """What is contested of all that has to be paid."""
        return Cents(sum(self.contested.get(line.claim_id, ZERO) for line in self.payoff.lines))

    @property
    def after_set_off(self) -> Cents:
        """What is left to pay where each creditor sets off what it owes itself, and acknowledges."""
        left = self.payoff.total
        for payee, lines in self.by_payee:
            owed = sum(item.left for item in self.owed if item.creditor_id == payee.creditor_id and not item.contested)
            left = Cents(left - min(owed, total(lines)))
        return left

    @property
    def by_payee(self) -> list[tuple[Payee, list[PayoffLine]]]:
        """The claims that have to be paid, by creditor."""
        found: dict[int, tuple[Payee, list[PayoffLine]]] = {}
        for line in self.payoff.lines:
            payee = self.payees[line.claim_id]
            found.setdefault(payee.creditor_id, (payee, []))[1].append(line)
        return list(found.values())


def find(database: Database, case_id: int, day: date) -> Found:
    """Return what has to be paid on a day. Raises `Refused` where there is no such case."""
    with database.snapshot():
        asked = _payoff(database, case_id, day)
        days = _later(day, database.law.holidays) if asked.lines else ()
        later = tuple((one, _payoff(database, case_id, one).total) for one in days)
        disputed = contested_of_case(database, case_id, day)
        contested = {claim_id: found.value.contested for claim_id, found in disputed.items()}
        to = payees(database, case_id)
        creditors = {payee.creditor_id for payee in to.values()}
        owed = tuple(item for item in owed_in(database, case_id) if item.creditor_id in creditors)
        return Found(asked, later, to, contested, owed)


def total(lines: Sequence[PayoffLine]) -> Cents:
    """Return what has to be paid on claims."""
    return Cents(sum(line.total for line in lines))


def _payoff(database: Database, case_id: int, day: date) -> Payoff:
    found = payoff(database, case_id, day)
    if found is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    return found


def _later(day: date, holidays: Holidays) -> list[date]:
    """Return the next working day, a week and two weeks later, and the last day of the month."""
    end_of_month = day.replace(day=monthrange(day.year, day.month)[1])
    days = {add_working_days(day, 1, holidays), *(day + weeks for weeks in _WEEKS), end_of_month}
    return sorted(days - {day})
