"""How far each role may decide alone: mandates of the office, and where it set none, the settings of the house."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction

if TYPE_CHECKING:
    from casebook.law.defaults import Defaults


class Act(StrEnum):
    """What is decided within a mandate."""

    WRITE_OFF = "write_off"
    CREDIT = "credit"
    REMISSION = "remission"
    PLAN = "plan"
    LITIGATION = "litigation"
    PETITION = "petition"
    RECALL = "recall"
    OVERRIDE = "override"
    RELIANCE = "reliance"
    VAT_LIST = "vat_list"
    MONTH_CLOSING = "month_closing"
    VAT_ROUTE = "vat_route"
    RELEASE = "release"


class Limit(NamedTuple):
    """How far a role may go: an amount, so many terms or letters, a percentage of the whole; None does not limit."""

    most_cents: Cents | None = None
    most_terms: int | None = None
    most_percent: Decimal | None = None

    def covers(self, size: "Size") -> bool:
        """Tell whether an act of this size is within the mandate."""
        return (
            (self.most_cents is None or size.cents <= self.most_cents)
            and (self.most_terms is None or size.terms <= self.most_terms)
            and (self.most_percent is None or 100 * size.cents <= self.most_percent * (size.whole or size.cents))
        )


class Size(NamedTuple):
    """How large an act is: its amount, how many terms or letters, and the `whole` it is a part of, where it matters."""

    cents: Cents
    terms: int = 0
    whole: Cents | None = None


NOTHING = Limit(Cents(-1))
# Who is asked first where a mandate does not suffice.
_LADDER = (Role.HANDLER, Role.LEAD)


def limit(database: Database, act: Act, role: Role, day: date) -> Limit:
    """Return how far a role may go on `day`; an administrator may decide nothing about money."""
    own = database.fetch(
        "SELECT most_cents, most_terms FROM mandate WHERE act = ? AND role = ? AND from_on <= ?"
        " ORDER BY from_on DESC, id DESC LIMIT 1",
        (act, role, day),
    )
    return Limit(*own[0]) if own else _of_the_house(database.law.defaults, act, role, day)


def check(tx: Transaction, act: Act, cents: Cents, terms: int = 0, whole: Cents | None = None) -> None:
    """Refuse an act beyond the mandate of everybody whose role the actor has."""
    refused = beyond(act, limits(tx.database, act, tx.day), tx.actor.roles, Size(cents, terms, whole))
    if refused is not None:
        raise refused


def limits(database: Database, act: Act, day: date) -> dict[Role, Limit]:
    """Return how far each role may go on `day`."""
    return {role: limit(database, act, role, day) for role in Role}


def beyond(act: Act, known: Mapping[Role, Limit], roles: Collection[Role], size: Size) -> Refused | None:
    """Return the refusal of an act beyond the mandates of some roles, None where one of them suffices."""
    mine = [known[role] for role in roles]
    if any(found.covers(size) for found in mine):
        return None
    who = next((role for role in _LADDER if known[role].covers(size)), None)
    if who is None:
        return Refused("mandate.nobody", source=HOUSE_RULE, act=_word(act))
    amounts = [found.most_cents for found in mine if found.most_cents is not None and found.most_cents >= 0]
    if not amounts or size.cents <= max(amounts):
        return Refused("mandate.none", source=HOUSE_RULE, act=_word(act), role=who)
    return Refused(
        "mandate.exceeded", source=HOUSE_RULE, act=_word(act), cents=size.cents, most=Cents(max(amounts)), role=who
    )


def _of_the_house(house: "Defaults", act: Act, role: Role, day: date) -> Limit:
    lead = role is Role.LEAD
    if role not in _LADDER:
        return NOTHING
    match act:
        case Act.WRITE_OFF | Act.CREDIT:
            write_off = house.write_off_mandate.applied(day).value
            return Limit(write_off.lead_amount if lead else write_off.handler_amount)
        case Act.REMISSION:
            remission = house.remission_mandate.applied(day).value
            if not lead:
                return Limit(remission.handler_amount)
            return Limit(remission.lead_amount, most_percent=remission.lead_percent)
        case Act.PLAN:
            plan = house.plan_mandate.applied(day).value
            return Limit(None, plan.lead_terms) if lead else Limit(plan.handler_amount, plan.handler_terms)
        case Act.RELEASE:
            release = house.release_mandate.applied(day).value
            return Limit() if lead else Limit(release.handler_sum, release.handler_letters)
        case _:
            return Limit() if lead or act not in house.only_by_lead.applied(day).value else NOTHING


def _word(act: Act) -> str:
    return f"act_{act}"
