"""Who acts in a proceeding: a judge, and whoever letters go to for the debtor."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import ACTING, Kind, PersonRole
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
from casebook.store.actions.parties import cases_of_party
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.insolvency import Insolvency, InsolvencyPerson
from casebook.store.models.parties import (
    Address,
    ContactKind,
    ContactPoint,
    Party,
    Representation,
    RepresentativeRole,
)
from casebook.store.transaction import Transaction

_PARTY = "SELECT party_id FROM insolvency WHERE id = ?"
_PARTY_OF = """
    SELECT i.party_id FROM insolvency_person p JOIN insolvency i ON i.id = p.insolvency_id WHERE p.id = ?
"""
_KNOWN = """
    SELECT p.name, r.id FROM representation r JOIN party p ON p.id = r.representative_id
    WHERE r.party_id = ? AND r.role = ? ORDER BY r.id
"""
_ADMINISTRATORS = {
    Kind.WSNP: RepresentativeRole.WSNP_ADMINISTRATOR,
    Kind.SUSPENSION: RepresentativeRole.SUSPENSION_ADMINISTRATOR,
    Kind.PROTECTIVE_ADMINISTRATION: RepresentativeRole.PROTECTIVE_ADMINISTRATOR,
}
_ACTS_AS = {
    PersonRole.TRUSTEE: RepresentativeRole.CURATOR_BANKRUPTCY,
    PersonRole.COUNSELLOR: RepresentativeRole.DEBT_COUNSELLOR,
    PersonRole.LIQUIDATOR: RepresentativeRole.LIQUIDATOR,
    PersonRole.EXPERT: RepresentativeRole.RESTRUCTURING_EXPERT,
}


@dataclass(frozen=True, slots=True)
class Appointed:
    """Somebody who acts in a proceeding, from when, and where post and mail go to him; `party_id` where we know him."""

    role: PersonRole
    name: str
    from_on: date | None = None
    place: Place | None = None
    party_id: int | None = None
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class AppointPerson:
    """Somebody acts in a proceeding from now on; `instead_of` is whom he replaces."""

    id: int
    who: Appointed
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class ReleasePerson:
    """The last day on which somebody acted in a proceeding."""

    id: int
    version: int
    until_on: date


def _of_insolvency(database: Database, command: Any) -> Iterable[int]:
    party_id = database.value(_PARTY, (command.id,))
    return () if party_id is None else cases_of_party(database, party_id)


def _of_person(database: Database, command: Any) -> Iterable[int]:
    party_id = database.value(_PARTY_OF, (command.id,))
    return () if party_id is None else cases_of_party(database, party_id)


@action("insolvency.appoint", cases=_of_insolvency)
def appoint(tx: Transaction, command: AppointPerson) -> int:
    """Record who acts in a proceeding and return the id of that; he is written to by what his role asks."""
    row = tx.get(Insolvency, command.id)
    from_on = command.who.from_on or tx.day
    if command.instead_of is not None:
        before = tx.get(InsolvencyPerson, command.instead_of)
        if before.insolvency_id != row.id:
            raise Refused("insolvency.other_person", source=HOUSE_RULE, name=before.name)
        _release(tx, before, from_on)
    return _appoint(tx, row, command.who, from_on)


@action("insolvency_person.release", cases=_of_person)
def release(tx: Transaction, command: ReleasePerson) -> None:
    """Record until when somebody acted."""
    person = tx.get(InsolvencyPerson, command.id, command.version)
    _release(tx, person, command.until_on)


def appoint_all(tx: Transaction, insolvency_id: int, persons: Sequence[Appointed], since: date | None) -> None:
    """Record who acts in a proceeding, from its first day where nothing else is given."""
    row = tx.get(Insolvency, insolvency_id)
    for who in persons:
        _appoint(tx, row, who, who.from_on or since)


def authority_seen(tx: Transaction, insolvency_id: int, on: date | None) -> None:
    """Record when it was seen that a counsellor may act for the debtor; None where that was a mistake."""
    acting = _acting(insolvency_id).where(InsolvencyPerson.role == PersonRole.COUNSELLOR)
    for person in tx.find(acting.where(InsolvencyPerson.until_on.is_null())):
        if person.representation_id is not None:
            tx.change(tx.get(Representation, person.representation_id), authority_seen_on=on)


def release_all(tx: Transaction, insolvency_id: int, on: date) -> None:
    """Let those who act in a proceeding do so no longer after a day."""
    for person in tx.find(_acting(insolvency_id).where(InsolvencyPerson.until_on.is_null())):
        _release(tx, person, on)


def take_up_again(tx: Transaction, insolvency_id: int, on: date) -> None:
    """Let those who acted in a proceeding until a day act on: it did not end then."""
    for person in tx.find(_acting(insolvency_id).where(InsolvencyPerson.until_on == on)):
        tx.change(person, until_on=None)
        if person.representation_id is not None:
            tx.change(tx.get(Representation, person.representation_id), until_on=None)


def _acting(insolvency_id: int) -> Any:
    return InsolvencyPerson.select().where(InsolvencyPerson.insolvency_id == insolvency_id)


def _appoint(tx: Transaction, row: Insolvency, who: Appointed, from_on: date | None) -> int:
    name = given.line(who.name)
    if not name and who.party_id is not None:
        name = tx.get(Party, who.party_id).name
    if not name:
        raise Refused("insolvency.no_name", source=HOUSE_RULE)
    values = {"insolvency_id": row.id, "role": who.role, "name": name, "from_on": from_on}
    if who.role is PersonRole.JUDGE:
        return tx.add(InsolvencyPerson, **values)
    representation = _represents(tx, row, who, name, from_on)
    party_id = tx.get(Representation, representation).representative_id
    _reached(tx, party_id, who, from_on)
    return tx.add(InsolvencyPerson, party_id=party_id, representation_id=representation, **values)


def _reached(tx: Transaction, party_id: int, who: Appointed, from_on: date | None) -> None:
    """Add where post and mail go to him and his telephone number, as far as that is not known yet."""
    place = who.place
    if place is not None and any((place.street, place.city)):
        of_his = Address.select().where(Address.party_id == party_id, Address.until_on.is_null())
        known = [(one.street, one.house_number, one.postcode, one.city) for one in tx.find(of_his)]
        if not any(same_place(one, place) for one in known):
            add_address(tx, AddAddress(party_id, place, from_on=from_on))
    for kind, value in ((ContactKind.MAIL, who.mail), (ContactKind.PHONE, who.phone)):
        points = ContactPoint.select().where(ContactPoint.party_id == party_id, ContactPoint.until_on.is_null())
        if value.strip() and all(fold(one.value) != fold(value) for one in tx.find(points)):
            add_contact_point(tx, AddContactPoint(party_id, kind, value))


def _represents(tx: Transaction, row: Insolvency, who: Appointed, name: str, from_on: date | None) -> int:
    """Return how somebody acts for the debtor: as we know it by his name, else anew."""
    acts_as = role_of(Kind(row.kind), who.role)
    for known_as, id_ in tx.database.fetch(_KNOWN, (row.party_id, acts_as)):
        known = tx.get(Representation, id_)
        same = known.representative_id == who.party_id if who.party_id is not None else fold(known_as) == fold(name)
        if same and known.until_on is None:
            tx.change(known, from_on=known.from_on or from_on)
            return int(known.id)
    party_id = who.party_id or tx.add(Party, name=name, sort_name=sort_name(name))
    if party_id == row.party_id:
        raise Refused("representation.himself", source=HOUSE_RULE, name=name)
    return tx.add(Representation, party_id=row.party_id, representative_id=party_id, role=acts_as, from_on=from_on)


def role_of(kind: Kind, role: PersonRole) -> RepresentativeRole:
    """Return in what role somebody acts for a debtor. Raises `Refused` for a role that such a proceeding has not."""
    if role is not ACTING[kind]:
        raise Refused("insolvency.role", source=HOUSE_RULE, kind=kind, role=f"insolvency_role_{role}")
    return _ADMINISTRATORS[kind] if role is PersonRole.ADMINISTRATOR else _ACTS_AS[role]


def _release(tx: Transaction, person: InsolvencyPerson, until_on: date) -> None:
    given.in_order(from_on=person.from_on, until_on=until_on)
    tx.change(person, until_on=until_on)
    if person.representation_id is not None:
        tx.change(tx.get(Representation, person.representation_id), until_on=until_on)
