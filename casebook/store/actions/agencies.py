"""Agencies, bailiffs and lawyers who collect for us: who they are, what was agreed, and what they are paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.placements.facts import REGISTERED, AgencyKind, FeeBasis, FeeEvent
from casebook.domain.search import fold, sort_name
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.addresses import (
    AddAddress,
    AddContactPoint,
    Place,
    add_address,
    add_contact_point,
    same_place,
)
from casebook.store.actions.placement_bearing import keep_all
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.agencies import Agency, AgencyFee
from casebook.store.models.parties import Address, AddressStatus, ContactKind, ContactPoint, Party, PartyKind
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction
from casebook.text import clean

_LEAD = frozenset({Role.LEAD})
_LONGEST = 366
_CASES = "SELECT DISTINCT case_id FROM placement WHERE agency_id = ? AND ended_on IS NULL"


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What is agreed with who collects for us; `update_days` is None for the term of the house."""

    kind: AgencyKind
    wki_number: str = ""
    registered_until: date | None = None
    update_days: int | None = None
    exclusive: bool = False
    contact: str = ""
    report_profile: str = ""
    inventory_profile: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterAgency:
    """Somebody collects for us: a party that is known, or by the `name` one that is new, and where post goes."""

    facts: AgencyFacts
    party_id: int | None = None
    name: str = ""
    place: Place | None = None
    mail: str = ""


@dataclass(frozen=True, slots=True)
class ChangeAgency:
    """What is agreed with an agency as it should be, all of it."""

    id: int
    version: int
    facts: AgencyFacts


@dataclass(frozen=True, slots=True)
class ReachAgency:
    """Where post and mail go to an agency from today on, in the place of what was known, as far as that is given."""

    id: int
    place: Place | None = None
    mail: str = ""


@dataclass(frozen=True, slots=True)
class EndAgency:
    """Nothing is placed with an agency any more, or with `again` it is as before."""

    id: int
    version: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class SetAgencyFee:
    """What an agency is paid for something from a day on; `percent` and `vat_percent` are text."""

    id: int
    from_on: date
    event: FeeEvent
    basis: FeeBasis
    percent: str = ""
    cents: Cents | None = None
    least_cents: Cents | None = None
    vat_percent: str = ""


def _placed_with(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES, (command.id,))]


@action("agency.register", also=_LEAD)
def register(tx: Transaction, command: RegisterAgency) -> int:
    """Register who collects for us and return its id. Refused for a party that does already."""
    name = given.line(command.name)
    if command.party_id is None and not name:
        raise Refused("agency.no_name", source=HOUSE_RULE)
    values = _values(command.facts)
    party_id = command.party_id or tx.add(Party, name=name, sort_name=sort_name(name), kind=PartyKind.LEGAL)
    party = tx.get(Party, party_id)
    if tx.first(Agency.select().where(Agency.party_id == party.id)) is not None:
        raise Refused("agency.already", source=HOUSE_RULE, name=party.name)
    reach(tx, party.id, command.place, command.mail)
    return tx.add(Agency, party_id=party.id, kind=command.facts.kind, **values)


@action("agency.reach", also=_LEAD, cases=_placed_with)
def change_reach(tx: Transaction, command: ReachAgency) -> None:
    """Record where post and mail go to an agency from today on."""
    reach(tx, tx.get(Agency, command.id).party_id, command.place, command.mail)


def reach(tx: Transaction, party_id: int, place: Place | None, mail: str) -> None:
    """Record where post and mail go to a party from today on; what was known ends the day before.

    What is known already stays as it is, and so does what is left empty.
    """
    if place is not None and any((place.street, place.city)):
        addresses = Address.select().where(Address.party_id == party_id, Address.until_on.is_null())
        known = tx.find(addresses)
        if not any(same_place((one.street, one.house_number, one.postcode, one.city), place) for one in known):
            for one in known:
                tx.change(one, until_on=max(tx.day - ONE_DAY, one.from_on or date.min))
            add_address(tx, AddAddress(party_id, place, AddressStatus.PRESUMED))
    if mail.strip():
        mails = (ContactPoint.party_id == party_id) & (ContactPoint.kind == ContactKind.MAIL)
        points = tx.find(ContactPoint.select().where(mails, ContactPoint.until_on.is_null()))
        if all(fold(point.value) != fold(mail.strip()) for point in points):
            for point in points:
                tx.change(point, until_on=tx.day - ONE_DAY)
            add_contact_point(tx, AddContactPoint(party_id, ContactKind.MAIL, mail))


@action("agency.change", also=_LEAD, cases=_placed_with)
def change(tx: Transaction, command: ChangeAgency) -> None:
    """Change what is agreed with an agency; when it is to report again follows for what lies with it."""
    agency = tx.get(Agency, command.id, command.version)
    tx.change(agency, kind=command.facts.kind, **_values(command.facts))
    keep_all(tx, agency.id)


@action("agency.end", also=_LEAD)
def end(tx: Transaction, command: EndAgency) -> None:
    """Place nothing with an agency any more; what lies with it stays there until it is recalled."""
    agency = tx.get(Agency, command.id, command.version)
    tx.change(agency, ended_on=None if command.again else tx.day)


@action("agency.set_fee", also=_LEAD)
def set_fee(tx: Transaction, command: SetAgencyFee) -> int:
    """Set what an agency is paid for something from a day on, and return the id of that.

    What was set for the same day makes room for it; what is paid before that day stays as it was.
    """
    agency = tx.get(Agency, command.id)
    percent = _percent(command.percent)
    if (command.basis is FeeBasis.PERCENT) != (percent is not None):
        raise Refused("agency.fee_percent", source=HOUSE_RULE)
    if (command.basis is FeeBasis.FIXED) != (command.cents is not None):
        raise Refused("agency.fee_amount", source=HOUSE_RULE)
    for cents in (command.cents, command.least_cents):
        if cents is not None and cents < 0:
            raise Refused("given.amount", source=HOUSE_RULE, amount=cents)
    values = {
        "basis": command.basis,
        "percent": percent,
        "cents": command.cents,
        "least_cents": command.least_cents,
        "vat_percent": _percent(command.vat_percent),
    }
    same = (AgencyFee.agency_id == agency.id) & (AgencyFee.event == command.event)
    known = tx.first(AgencyFee.select().where(same, AgencyFee.from_on == command.from_on))
    if known is None:
        return tx.add(AgencyFee, agency_id=agency.id, from_on=command.from_on, event=command.event, **values)
    tx.change(known, **values)
    id_: int = known.id
    return id_


def _values(facts: AgencyFacts) -> dict[str, Any]:
    """Return the columns of an agency. Refuses a duty to report that is none."""
    if facts.update_days is not None and not 1 <= facts.update_days <= _LONGEST:
        raise Refused("agency.update_days", source=HOUSE_RULE, most=_LONGEST)
    registered = facts.kind in REGISTERED
    return {
        "wki_number": given.line(facts.wki_number) if registered else "",
        "registered_until": facts.registered_until if registered else None,
        "update_days": facts.update_days,
        "exclusive": int(facts.exclusive),
        "contact": clean(facts.contact).strip(),
        "report_profile": given.line(facts.report_profile),
        "inventory_profile": given.line(facts.inventory_profile),
        "note": clean(facts.note).strip(),
    }


def _percent(text: str) -> str | None:
    """Return a percentage from 0 to 100 as it is kept, None for none."""
    if not text.strip():
        return None
    try:
        percent = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise Refused("agency.percent", source=HOUSE_RULE, value=given.line(text))
    return f"{percent:f}"
