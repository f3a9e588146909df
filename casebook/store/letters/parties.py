"""Those a letter is from and to: the creditor, who writes for it, who owes, and who stands for him."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.letters.addressees import Acting
from casebook.domain.letters.facts import Sender, Writer
from casebook.store.database import Database
from casebook.store.models.cases import Channel
from casebook.store.models.parties import AddressStatus, PartyKind
from casebook.store.rows import many

HOME = "NL"
_HEIR = "heir"


class Place(NamedTuple):
    """An address to which letters go, and how sure we are of it. `lines` are without the country."""

    address_id: int
    lines: tuple[str, ...]
    country: str
    status: AddressStatus


class Person(NamedTuple):
    """Somebody a letter can go to. `mail` is where he agreed to be written to by e-mail, else the first there is."""

    party_id: int
    name: str
    kind: PartyKind
    language: str | None
    channel: Channel | None
    died_on: date | None
    place: Place | None = None
    mail: str = ""
    mail_agreed: bool = False
    acting: tuple[Acting, ...] = ()
    vulnerable: bool = False


class _Party(NamedTuple):
    party_id: int
    name: str
    kind: PartyKind
    language: str | None
    channel: Channel | None
    died_on: date | None


class _Address(NamedTuple):
    party_id: int
    address_id: int
    street: str
    house_number: str
    postcode: str
    city: str
    country: str
    status: AddressStatus


class _Point(NamedTuple):
    party_id: int
    kind: str
    value: str
    agreed: bool


class _Acting(NamedTuple):
    owes: int
    party_id: int
    role: str
    write_to: bool
    from_on: date | None
    until_on: date | None


class _Id(NamedTuple):
    id: int


class _Creditor(NamedTuple):
    creditor_id: int
    party_id: int
    name: str
    kvk: str | None
    btw_id: str | None
    letterhead: str | None
    signatories: str | None
    phone: str
    mail: str
    website: str
    complaints: str
    iban: str | None


class _Owner(NamedTuple):
    case_id: int
    name: str
    phone: str
    mail: str


_PARTIES = "SELECT id, name, kind, language, channel, died_on FROM party WHERE id IN ({marks})"
# The surest first: who is at no address that is alive still has the dead one, so that the gate can say so.
_ADDRESSES = """
    SELECT party_id, id, street, house_number, postcode, city, country, status FROM address
    WHERE (from_on IS NULL OR from_on <= ?) AND (until_on IS NULL OR until_on >= ?) AND party_id IN ({marks})
    ORDER BY CASE status WHEN 'verified' THEN 0 WHEN 'presumed' THEN 1 ELSE 2 END, id DESC
"""
_POINTS = """
    SELECT party_id, kind, value, CASE WHEN consent_on IS NULL THEN 0 ELSE 1 END FROM contact_point
    WHERE (until_on IS NULL OR until_on >= ?) AND party_id IN ({marks})
    ORDER BY CASE WHEN consent_on IS NULL THEN 1 ELSE 0 END, id
"""
_REPRESENTATIONS = """
    SELECT party_id, representative_id, role, write_to, from_on, until_on FROM representation
    WHERE party_id IN ({marks}) ORDER BY id
"""
# Heirs stand for who died, unless they rejected what he left.
_HEIRS = f"""
    SELECT e.party_id, h.party_id, '{_HEIR}', 1, NULL, NULL FROM estate e JOIN heir h ON h.estate_id = e.id
    WHERE h.acceptance <> 'rejected' AND e.party_id IN ({{marks}}) ORDER BY h.id
"""  # noqa: S608 only constants
_VULNERABLE = """
    SELECT party_id FROM vulnerability WHERE ended_on IS NULL AND until_on >= ? AND party_id IN ({marks})
"""
_CREDITORS = """
    SELECT r.id, r.party_id, p.name, p.kvk, p.btw_id, r.letterhead, r.signatories, r.phone, r.mail, r.website,
           r.complaints, (SELECT a.iban FROM account a WHERE a.id = (
               SELECT min(m.id) FROM account m WHERE m.party_id = r.party_id AND m.own = 1))
    FROM creditor r JOIN party p ON p.id = r.party_id WHERE r.id IN ({marks})
"""
_OWNERS = """
    SELECT c.id, COALESCE(p.name, t.name, ''), COALESCE(p.phone, ''), COALESCE(p.mail, '')
    FROM cases c LEFT JOIN person p ON p.id = c.owner_person_id LEFT JOIN team t ON t.id = c.owner_team_id
    WHERE c.id IN ({marks})
"""


def people(database: Database, party_ids: Iterable[int], day: date) -> dict[int, Person]:
    """Return parties, and whoever stands for them on `day`, as letters go to them."""
    wanted = sorted(set(party_ids))
    acting: dict[int, list[Acting]] = defaultdict(list)
    for sql in (_REPRESENTATIONS, _HEIRS):
        for one in many(database, sql, _Acting, wanted):
            acting[one.owes].append(Acting(one.party_id, one.role, one.write_to, one.from_on, one.until_on))
    ids = sorted({*wanted, *(one.party for some in acting.values() for one in some)})
    places = _places(database, ids, day)
    mails: dict[int, _Point] = {}
    for point in many(database, _POINTS, _Point, ids, (day,)):
        if point.kind == "mail":
            mails.setdefault(point.party_id, point)
    vulnerable = {one.id for one in many(database, _VULNERABLE, _Id, ids, (day,))}
    return {
        row.party_id: Person(
            *row,
            place=places.get(row.party_id),
            mail=mails[row.party_id].value if row.party_id in mails else "",
            mail_agreed=row.party_id in mails and mails[row.party_id].agreed,
            acting=tuple(acting.get(row.party_id, ())),
            vulnerable=row.party_id in vulnerable,
        )
        for row in many(database, _PARTIES, _Party, ids)
    }


def senders(database: Database, creditor_ids: Sequence[int], day: date) -> dict[int, Sender]:
    """Return creditors as their letters show them: with their address and the first account that is their own."""
    creditors = many(database, _CREDITORS, _Creditor, creditor_ids)
    owners = [one.party_id for one in creditors]
    places = _places(database, owners, day)
    points: dict[tuple[int, str], str] = {}
    for point in many(database, _POINTS, _Point, owners, (day,)):
        points.setdefault((point.party_id, point.kind), point.value)
    return {
        one.creditor_id: Sender(
            name=one.name,
            lines=_lines(one, places.get(one.party_id)),
            kvk=one.kvk or "",
            vat_id=one.btw_id or "",
            phone=one.phone or points.get((one.party_id, "phone"), ""),
            mail=one.mail or points.get((one.party_id, "mail"), ""),
            website=one.website,
            iban=one.iban or "",
            signatories=tuple(_parts(one.signatories)),
            complaints=one.complaints,
        )
        for one in creditors
    }


def writers(database: Database, case_ids: Sequence[int]) -> dict[int, Writer]:
    """Return who writes in each case: its owner, or else its team."""
    return {one.case_id: Writer(one.name, one.phone, one.mail) for one in many(database, _OWNERS, _Owner, case_ids)}


def _places(database: Database, party_ids: Sequence[int], day: date) -> Mapping[int, Place]:
    found: dict[int, Place] = {}
    for one in many(database, _ADDRESSES, _Address, party_ids, (day, day)):
        street = " ".join(part for part in (one.street, one.house_number) if part)
        town = "  ".join(part for part in (one.postcode, one.city) if part)
        lines = tuple(line for line in (street, town) if line)
        found.setdefault(one.party_id, Place(one.address_id, lines, one.country, one.status))
    return found


def _lines(creditor: _Creditor, place: Place | None) -> tuple[str, ...]:
    """Return the address in a letterhead: as it was recorded for letters, else as it is known."""
    recorded = tuple(_parts(creditor.letterhead))
    if recorded or place is None:
        return recorded
    return place.lines if place.country == HOME else (*place.lines, place.country)


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
