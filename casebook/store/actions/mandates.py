"""Mandates: how far a role may decide alone, from a day on, set by an administrator and widened by two."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import mandates
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.mandates import Act, Limit
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Mandate, Role
from casebook.store.people import active
from casebook.store.transaction import Transaction
from casebook.text import clean

# More terms or letters, and more of a whole, than anything has.
_MOST_COUNT, _WHOLE = 9999, Decimal(100)


@dataclass(frozen=True, slots=True)
class SetMandate:
    """How far a role may go from a day on; None does not limit, nothing at all is an amount of -1 cent.

    `most_percent` is a percentage of the whole, as text. With a creditor it is for what is owed to that one only.
    """

    act: Act
    role: Role
    most_cents: Cents | None
    most_terms: int | None
    from_on: date
    most_percent: str | None = None
    creditor_id: int | None = None
    reason: str = ""


@action("mandate.set", role=Role.ADMINISTRATOR, second=Role.LEAD)
def set_mandate(tx: Transaction, command: SetMandate) -> int:
    """Set how far a role may go and return the id of the mandate.

    Refused for days that are past, for what says nothing of the act, and, where it goes further than before, to one
    alone while others work here: a lead who did not ask for it agrees to that.
    """
    if command.from_on < tx.day:
        raise Refused("mandate.past", source=HOUSE_RULE, on=command.from_on)
    new = _limit(command)
    if command.creditor_id is not None:
        if command.act not in mandates.OF_A_CLAIM:
            raise Refused("mandate.no_creditor", source=HOUSE_RULE, act=f"act_{command.act}")
        tx.get(Creditor, command.creditor_id)
    tx.hold("mandates")
    old = mandates.limit(tx.database, command.act, command.role, command.from_on, command.creditor_id)
    alone = active(tx.database, tx.day) == [tx.actor.person]
    if tx.approves is None and not alone and mandates.widens(old, new):
        raise Refused("mandate.widens", source=HOUSE_RULE, role=Role.LEAD)
    return tx.add(
        Mandate,
        act=command.act,
        role=command.role,
        most_cents=command.most_cents,
        most_terms=command.most_terms,
        from_on=command.from_on,
        most_percent=None if new.most_percent is None else f"{new.most_percent:f}",
        creditor_id=command.creditor_id,
        reason=clean(command.reason).strip(),
        set_on=tx.day,
        decided_by_id=tx.approves or tx.actor.person,
        agreed_by_id=tx.actor.person if tx.approves is not None else None,
    )


def _limit(command: SetMandate) -> Limit:
    """Return the limit that was given. Raises `Refused` for one that cannot be, or that says nothing of the act."""
    act, percent = command.act, _percent(command.most_percent)
    if command.role not in mandates.LADDER:
        raise Refused("mandate.no_role", source=HOUSE_RULE, role=command.role)
    nothing = command.most_cents == mandates.NOTHING.most_cents
    if not nothing and any(most is not None and most < 0 for most in (command.most_cents, command.most_terms)):
        raise Refused("mandate.negative", source=HOUSE_RULE)
    wrong = (
        (command.most_cents is not None and not nothing and act not in mandates.AMOUNTS)
        or (command.most_terms is not None and act not in mandates.COUNTS)
        or (percent is not None and act not in mandates.PERCENTAGES)
    )
    if wrong:
        raise Refused("mandate.other_limit", source=HOUSE_RULE, act=f"act_{act}")
    if command.most_terms is not None and command.most_terms > _MOST_COUNT:
        raise Refused("mandate.too_many", source=HOUSE_RULE, most=_MOST_COUNT)
    return Limit(command.most_cents, command.most_terms, percent)


def _percent(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        percent = Decimal(text)
    except InvalidOperation:
        percent = Decimal(-1)
    if not (percent.is_finite() and 0 <= percent <= _WHOLE):
        raise Refused("mandate.percent", source=HOUSE_RULE, value=given.line(text))
    return percent
