"""Advice on orders: on which terms sales may take them, whether it did as advised, and until when that holds."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.calendar import add_working_days
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.law.book import Book
from casebook.store.actions import given
from casebook.store.actions.holds import case_of
from casebook.store.commands import action
from casebook.store.models.cases import Case
from casebook.store.models.relation import OrderAdvice, OrderAdviceKind
from casebook.store.transaction import Transaction

_WITH_AMOUNT = frozenset({OrderAdviceKind.DEPOSIT, OrderAdviceKind.LIMIT})


@dataclass(frozen=True, slots=True)
class AdviseOrders:
    """On which terms orders may be taken: of a deposit or limit the amount, of a shorter term its days."""

    case_id: int
    kind: OrderAdviceKind
    reason: str
    amount_cents: Cents | None = None
    term_days: int | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConfirmOrderAdvice:
    """Sales did as advised on a day; `done_by` is who confirmed it."""

    id: int
    version: int
    done_on: date
    done_by: str


@dataclass(frozen=True, slots=True)
class ProlongOrderAdvice:
    """An advice goes on until another day, or until somebody ends it."""

    id: int
    version: int
    reason: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndOrderAdvice:
    """An advice holds no longer."""

    id: int
    version: int
    reason: str


def act_by(law: Book, day: date) -> date:
    """Return by when sales is to act on an advice of a day."""
    return add_working_days(day, law.defaults.sales.applied(day).value.advice_done, law.holidays)


@action("order_advice.give", cases=given.case_itself)
def advise_orders(tx: Transaction, command: AdviseOrders) -> int:
    """Give an advice in the place of the one in force, and return its id; also in a case that is closed."""
    case = tx.get(Case, command.case_id)
    if command.until_on is not None and command.until_on < tx.day:
        raise Refused("order_advice.past", source=HOUSE_RULE, on=command.until_on)
    amount, days = command.amount_cents, command.term_days
    if (amount is not None) != (command.kind in _WITH_AMOUNT):
        raise Refused("order_advice.amount", source=HOUSE_RULE, kind=f"advice_{command.kind}")
    if (days is not None) != (command.kind is OrderAdviceKind.SHORTER_TERM) or (days is not None and days < 0):
        raise Refused("order_advice.days", source=HOUSE_RULE, kind=f"advice_{command.kind}")
    of_debtor = Case.select(Case.id).where(Case.debtor_id == case.debtor_id)
    for earlier in tx.find(
        OrderAdvice.select().where(OrderAdvice.case_id.in_(of_debtor), OrderAdvice.ended_on.is_null())
    ):
        tx.change(earlier, ended_on=tx.day)
    return tx.add(
        OrderAdvice,
        case_id=case.id,
        kind=command.kind,
        amount_cents=None if amount is None else given.positive(amount),
        term_days=days,
        reason=given.reason(command.reason),
        from_on=tx.day,
        until_on=command.until_on,
        act_by=act_by(tx.law, tx.day),
    )


@action("order_advice.done", cases=case_of(OrderAdvice))
def confirm_order_advice(tx: Transaction, command: ConfirmOrderAdvice) -> None:
    """Record that sales did as advised, and who confirmed it."""
    advice = _in_force(tx, command.id, command.version)
    if advice.done_on is not None:
        raise Refused("order_advice.done_already", source=HOUSE_RULE, on=advice.done_on)
    given.past(tx, command.done_on)
    given.in_order(from_on=advice.from_on, done_on=command.done_on)
    name = given.line(command.done_by)
    if not name:
        raise Refused("order_advice.by_whom", source=HOUSE_RULE)
    tx.change(advice, done_on=command.done_on, done_by=name)


@action("order_advice.prolong", cases=case_of(OrderAdvice))
def prolong_order_advice(tx: Transaction, command: ProlongOrderAdvice) -> None:
    """Let an advice go on. Refused for a day that is not after the one it has; the log keeps the reason."""
    advice = _in_force(tx, command.id, command.version)
    given.reason(command.reason)
    until = command.until_on
    if until is not None and (until < tx.day or advice.until_on is None or until <= advice.until_on):
        raise Refused("order_advice.not_longer", source=HOUSE_RULE, on=until)
    tx.change(advice, until_on=until)


@action("order_advice.end", cases=case_of(OrderAdvice))
def end_order_advice(tx: Transaction, command: EndOrderAdvice) -> None:
    """End an advice with the reason."""
    advice = _in_force(tx, command.id, command.version)
    tx.change(advice, ended_on=tx.day, ended_because=given.reason(command.reason))


def _in_force(tx: Transaction, id_: int, version: int) -> OrderAdvice:
    advice = tx.get(OrderAdvice, id_, version)
    if advice.ended_on is not None:
        raise Refused("order_advice.ended", source=HOUSE_RULE, on=advice.ended_on)
    return advice
