"""How a party is reached: addresses, telephone numbers and mail addresses."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain import identifiers
from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.search import fold
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.parties import hold_party, of_party, of_party_of
from casebook.store.commands import action
from casebook.store.models.parties import Address, AddressStatus, ContactKind, ContactPoint, Party
from casebook.store.transaction import Transaction

HOME = "NL"
_COUNTRY = re.compile(r"[A-Z]{2}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where post goes; `country` is two letters, and a Dutch postcode is checked."""

    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""
    country: str = HOME


@dataclass(frozen=True, slots=True)
class AddAddress:
    """An address of a party, from when, and how sure we are of it, by what source, on what day."""

    party_id: int
    place: Place
    status: AddressStatus = AddressStatus.PRESUMED
    source: str = ""
    checked_on: date | None = None
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class CheckAddress:
    """How sure we are of an address now; one that is dead had its mail returned."""

    id: int
    version: int
    status: AddressStatus
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class EndAddress:
    """The last day of a party at an address."""

    id: int
    version: int
    until_on: date


@dataclass(frozen=True, slots=True)
class MoveHouse:
    """A party left an address for another one: on the day before `moved_on` the old one ends."""

    id: int
    version: int
    moved_on: date
    place: Place
    status: AddressStatus = AddressStatus.PRESUMED
    source: str = ""
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class AddContactPoint:
    """A telephone number or mail address: of whom, in what role, and when is the best time."""

    party_id: int
    kind: ContactKind
    value: str
    person_name: str = ""
    person_role: str = ""
    best_time: str = ""


@dataclass(frozen=True, slots=True)
class ChangeContactPoint:
    """Of whom a telephone number or mail address is, in what role, and when is the best time, as it should be."""

    id: int
    version: int
    person_name: str = ""
    person_role: str = ""
    best_time: str = ""


@dataclass(frozen=True, slots=True)
class SetConsent:
    """The day on which a party agreed to get its letters at a mail address: who said so, and how that is known.

    Without a day it agrees no longer, from `ended_on` on.
    """

    id: int
    version: int
    consent_on: date | None
    by: str = ""
    consent_source: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndContactPoint:
    """The last day on which a party was reached so."""

    id: int
    version: int
    until_on: date


@action("address.add", cases=of_party)
def add_address(tx: Transaction, command: AddAddress) -> int:
    """Add an address and return its id. One that is verified or dead names who says so, and when."""
    party = tx.get(Party, command.party_id)
    hold_party(tx, party.id)
    status, source, checked_on = command.status, command.source, command.checked_on
    return add_place(tx, party.id, command.place, status, source=source, checked_on=checked_on, from_on=command.from_on)


@action("address.check", cases=of_party_of(Address))
def check_address(tx: Transaction, command: CheckAddress) -> None:
    """Say how sure we are of an address."""
    address = tx.get(Address, command.id, command.version)
    hold_party(tx, address.party_id)
    mark_checked(tx, address, command.status, command.source, command.checked_on)


@action("address.end", cases=of_party_of(Address))
def end_address(tx: Transaction, command: EndAddress) -> None:
    """End an address."""
    address = tx.get(Address, command.id, command.version)
    hold_party(tx, address.party_id)
    given.in_order(from_on=address.from_on, until_on=command.until_on)
    tx.change(address, until_on=command.until_on)


@action("address.move", cases=of_party_of(Address))
def move_house(tx: Transaction, command: MoveHouse) -> int:
    """End an address, add the one that came after it, and return its id."""
    old = tx.get(Address, command.id, command.version)
    hold_party(tx, old.party_id)
    if old.until_on is not None:
        raise Refused("address.ended", source=HOUSE_RULE, on=old.until_on)
    last = command.moved_on - ONE_DAY
    given.in_order(from_on=old.from_on, until_on=last)
    tx.change(old, until_on=last)
    status, source, checked_on = command.status, command.source, command.checked_on
    party_id, since = old.party_id, command.moved_on
    return add_place(tx, party_id, command.place, status, source=source, checked_on=checked_on, from_on=since)


@action("contact_point.add", cases=of_party)
def add_contact_point(tx: Transaction, command: AddContactPoint) -> int:
    """Add a telephone number or mail address and return its id."""
    party, value = tx.get(Party, command.party_id), contact_value(command.kind, command.value)
    return tx.add(
        ContactPoint,
        party_id=party.id,
        kind=command.kind,
        value=value,
        person_name=given.line(command.person_name),
        person_role=given.line(command.person_role),
        best_time=given.line(command.best_time),
    )


@action("contact_point.change", cases=of_party_of(ContactPoint))
def change_contact_point(tx: Transaction, command: ChangeContactPoint) -> None:
    """Say of whom a telephone number or mail address is, and when is the best time."""
    tx.change(
        tx.get(ContactPoint, command.id, command.version),
        person_name=given.line(command.person_name),
        person_role=given.line(command.person_role),
        best_time=given.line(command.best_time),
    )


@action("contact_point.consent", cases=of_party_of(ContactPoint))
def set_consent(tx: Transaction, command: SetConsent) -> None:
    """Record that a party agrees to letters at a mail address, or no longer does.

    Refused for a telephone number, without a source, or where one takes back what was never given.
    """
    point = tx.get(ContactPoint, command.id, command.version)
    if point.kind != ContactKind.MAIL:
        raise Refused("contact_point.consent_mail", source=HOUSE_RULE)
    source = given.line(command.consent_source)
    if not source:
        raise Refused("contact_point.consent_source", source=HOUSE_RULE)
    known = {"consent_by": given.line(command.by), "consent_source": source}
    if command.consent_on is not None:
        tx.change(point, consent_on=given.past(tx, command.consent_on), consent_ended_on=None, **known)
        return
    if point.consent_on is None:
        raise Refused("contact_point.no_consent", source=HOUSE_RULE, value=point.value)
    ended_on = given.past(tx, command.ended_on or tx.day)
    given.in_order(consent_on=point.consent_on, consent_ended_on=ended_on)
    tx.change(point, consent_on=None, consent_ended_on=ended_on, **known)


@action("contact_point.end", cases=of_party_of(ContactPoint))
def end_contact_point(tx: Transaction, command: EndContactPoint) -> None:
    """End a telephone number or mail address."""
    tx.change(tx.get(ContactPoint, command.id, command.version), until_on=command.until_on)


def contact_value(kind: ContactKind, text: str) -> str:
    """Return a telephone number or mail address as it is kept. Raises `Refused` for what is none."""
    value = given.line(text)
    if kind is ContactKind.MAIL and not _MAIL.fullmatch(value):
        raise Refused("contact_point.mail", source=HOUSE_RULE, value=value)
    if kind is ContactKind.PHONE and sum(letter.isdigit() for letter in value) < _FEWEST_DIGITS:
        raise Refused("contact_point.phone", source=HOUSE_RULE, value=value)
    return value


def add_place(  # noqa: PLR0913 an address, how sure it is, and since when
    tx: Transaction,
    party_id: int,
    place: Place,
    status: AddressStatus,
    *,
    source: str = "",
    checked_on: date | None = None,
    from_on: date | None = None,
) -> int:
    """Add an address of a party and return its id."""
    checked = _checked(tx, status, source, checked_on)
    return tx.add(Address, party_id=party_id, from_on=from_on, **_place(place), **checked)


def mark_checked(tx: Transaction, address: Address, status: AddressStatus, source: str, on: date) -> None:
    """Say how sure an address is, by what source, on what day."""
    tx.change(address, **_checked(tx, status, source, on))


def _place(place: Place) -> dict[str, str]:
    country = given.line(place.country).upper()
    if not _COUNTRY.fullmatch(country):
        raise Refused("address.country", source=HOUSE_RULE, value=country)
    found = {name: given.line(getattr(place, name)) for name in ("street", "house_number", "postcode", "city")}
    if not any(found.values()):
        raise Refused("address.empty", source=HOUSE_RULE)
    if country == HOME and found["postcode"]:
        found["postcode"] = identifiers.postcode(found["postcode"])
    return {**found, "country": country}


def _checked(tx: Transaction, status: AddressStatus, source: str, checked_on: date | None) -> dict[str, Any]:
    source = given.line(source)
    if status is not AddressStatus.PRESUMED and (not source or checked_on is None):
        raise Refused("address.source", source=HOUSE_RULE, status=f"address_{status}")
    return {"status": status, "source": source, "checked_on": given.past(tx, checked_on) if checked_on else None}


def same_place(known: tuple[str, str, str, str], place: Place) -> bool:
    """Tell whether an address, as street, number, postcode and city, is a place, be it written otherwise."""
    asked = (place.street, place.house_number, place.postcode, place.city)
    return [fold(part).replace(" ", "") for part in known] == [fold(part).replace(" ", "") for part in asked]
