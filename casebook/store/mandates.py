"""How far each role may decide alone: mandates of the office, and where it set none, the settings of the house."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.rows import rows
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
    PROVISION = "provision"
    PLACEMENT = "placement"


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
# The roles that decide, in the order in which they are asked where a mandate does not suffice.
LADDER = (Role.HANDLER, Role.LEAD)
# What is decided about one claim: only for these a creditor can have a mandate of its own.
OF_A_CLAIM = frozenset({Act.WRITE_OFF, Act.CREDIT, Act.RELIANCE})
# What a limit of each act may be beside yes or no.
AMOUNTS = frozenset({Act.WRITE_OFF, Act.CREDIT, Act.REMISSION, Act.PLAN, Act.RELEASE, Act.PROVISION, Act.PLACEMENT})
COUNTS = frozenset({Act.PLAN, Act.RELEASE})
PERCENTAGES = frozenset({Act.REMISSION})

_IN_FORCE = """
    SELECT id, most_cents, most_terms, most_percent, from_on FROM mandate
    WHERE act = ? AND role = ? AND from_on <= ? AND (creditor_id = ? OR creditor_id IS NULL)
    ORDER BY CASE WHEN creditor_id IS NULL THEN 1 ELSE 0 END, from_on DESC, id DESC LIMIT 1
"""


class _Own(NamedTuple):
    id: int
    most_cents: Cents | None
    most_terms: int | None
    most_percent: str | None
    from_on: date


class InForce(NamedTuple):
    """How far a role may go, since when, and the mandate that says so; without one it is a setting of the house."""

    limit: Limit
    since: date
    mandate_id: int | None


def in_force(database: Database, act: Act, role: Role, day: date, creditor: int | None = None) -> InForce:
    """Return how far a role may go on `day`, for a creditor by the mandate of its own where there is one."""
    own = next(iter(rows(database, _IN_FORCE, _Own, (act, role, day, creditor))), None)
    if own is not None:
        percent = None if own.most_percent is None else Decimal(own.most_percent)
        return InForce(Limit(own.most_cents, own.most_terms, percent), own.from_on, own.id)
    return InForce(*_of_the_house(database.law.defaults, act, role, day), None)


def limit(database: Database, act: Act, role: Role, day: date, creditor: int | None = None) -> Limit:
    """Return how far a role may go on `day`; an administrator may decide nothing about money."""
    return in_force(database, act, role, day, creditor).limit


def check(tx: Transaction, act: Act, cents: Cents, *, whole: Cents | None = None, creditor: int | None = None) -> None:
    """Refuse an act beyond the mandate of everybody whose role the actor has."""
    refused = beyond(act, limits(tx.database, act, tx.day, creditor), tx.actor.roles, Size(cents, whole=whole))
    if refused is not None:
        raise refused


def limits(database: Database, act: Act, day: date, creditor: int | None = None) -> dict[Role, Limit]:
    """Return how far each role may go on `day`."""
    return {role: limit(database, act, role, day, creditor) for role in Role}


def widens(old: Limit, new: Limit) -> bool:
    """Tell whether a limit lets anything pass that another does not."""
    if old == NOTHING:
        return new != NOTHING
    pairs: Sequence[tuple[int | Decimal | None, int | Decimal | None]] = tuple(zip(old, new, strict=True))
    return any(was is not None and (now is None or now > was) for was, now in pairs)


def beyond(act: Act, known: Mapping[Role, Limit], roles: Collection[Role], size: Size) -> Refused | None:
    """Return the refusal of an act beyond the mandates of some roles, None where one of them suffices."""
    mine = [known[role] for role in roles]
    if any(found.covers(size) for found in mine):
        return None
    who = next((role for role in LADDER if known[role].covers(size)), None)
    if who is None:
        return Refused("mandate.nobody", source=HOUSE_RULE, act=_word(act))
    amounts = [found.most_cents for found in mine if found.most_cents is not None and found.most_cents >= 0]
    if not amounts or size.cents <= max(amounts):
        return Refused("mandate.none", source=HOUSE_RULE, act=_word(act), role=who)
    return Refused(
        "mandate.exceeded", source=HOUSE_RULE, act=_word(act), cents=size.cents, most=Cents(max(amounts)), role=who
    )


def _of_the_house(house: "Defaults", act: Act, role: Role, day: date) -> tuple[Limit, date]:
    lead = role is Role.LEAD
    match act:
        case Act.WRITE_OFF | Act.CREDIT:
            write_off = house.write_off_mandate.applied(day)
            found = Limit(write_off.value.lead_amount if lead else write_off.value.handler_amount)
            since = write_off.start
        case Act.REMISSION:
            remission = house.remission_mandate.applied(day)
            of_lead = Limit(remission.value.lead_amount, most_percent=remission.value.lead_percent)
            found = of_lead if lead else Limit(remission.value.handler_amount)
            since = remission.start
        case Act.PLAN:
            plan = house.plan_mandate.applied(day)
            of_handler = Limit(plan.value.handler_amount, plan.value.handler_terms)
            found = Limit(None, plan.value.lead_terms) if lead else of_handler
            since = plan.start
        case Act.PLACEMENT:
            placement = house.placement_mandate.applied(day)
            found = Limit() if lead else Limit(placement.value)
            since = placement.start
        case Act.RELEASE:
            release = house.release_mandate.applied(day)
            found = Limit() if lead else Limit(release.value.handler_sum, release.value.handler_letters)
            since = release.start
        case _:
            only = house.only_by_lead.applied(day)
            found = Limit() if lead or act not in only.value else NOTHING
            since = only.start
    return found if role in LADDER else NOTHING, since


def _word(act: Act) -> str:
    return f"act_{act}"
