"""A party as a handler sees it: who it is, how it is reached, who acts for it, and what else it owes here."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.cases import CaseState, Channel
from casebook.store.models.claims import Relation
from casebook.store.models.parties import AddressStatus, ContactKind, PartyKind, RepresentativeRole
from casebook.store.queries.listing import Key, Listing, Part
from casebook.store.rows import rows


class PartyCard(NamedTuple):
    """Who a party is; `version` is what a command that edits it says to have seen."""

    party_id: int
    version: int
    name: str
    kind: PartyKind
    birth_date: date | None
    died_on: date | None
    kvk: str | None
    btw_id: str | None
    rsin: str | None
    language: str | None
    channel: Channel | None
    parent_id: int | None
    parent: str | None


class AddressRow(NamedTuple):
    """An address for a period: how sure we are of it, by what source, on what day."""

    address_id: int
    version: int
    street: str
    house_number: str
    postcode: str
    city: str
    country: str
    status: AddressStatus
    source: str
    checked_on: date | None
    from_on: date | None
    until_on: date | None


class ContactPointRow(NamedTuple):
    """A telephone number or mail address: of whom, in what role, and when is the best time.

    `consent_on`: since then letters may go there, as `consent_by` said; `consent_ended_on`: until then they might.
    """

    contact_point_id: int
    version: int
    kind: ContactKind
    value: str
    person_name: str
    person_role: str
    best_time: str
    until_on: date | None
    consent_on: date | None
    consent_by: str
    consent_source: str
    consent_ended_on: date | None


class RepresentativeRow(NamedTuple):
    """Somebody who acts for the party for a period; `write_to`: letters go to him too."""

    representation_id: int
    version: int
    party_id: int
    name: str
    role: RepresentativeRole
    write_to: bool
    authority_seen_on: date | None
    from_on: date | None
    until_on: date | None


class AliasRow(NamedTuple):
    """Another name of the party; `flagged` where it came by itself and nobody has looked at it."""

    alias_id: int
    version: int
    name: str
    flagged: bool


class AccountRow(NamedTuple):
    """A bank account; not `own` where it is known to belong to a third party."""

    account_id: int
    version: int
    iban: str
    own: bool


class DebtorNumberRow(NamedTuple):
    """The number a creditor knows the party by."""

    debtor_number_id: int
    version: int
    creditor_id: int
    code: str
    creditor: str
    number: str


class Party(NamedTuple):
    """A party with what is kept of it: what holds now stands in front, what has ended behind it."""

    card: PartyCard
    addresses: tuple[AddressRow, ...]
    contact_points: tuple[ContactPointRow, ...]
    representatives: tuple[RepresentativeRow, ...]
    aliases: tuple[AliasRow, ...]
    accounts: tuple[AccountRow, ...]
    numbers: tuple[DebtorNumberRow, ...]


class OtherCaseRow(NamedTuple):
    """Another case of the same debtor."""

    case_id: int
    number: str
    state: CaseState
    opened_on: date
    closed_on: date | None

    @property
    def key(self) -> Key:
        """The place in the list."""
        return (self.case_id,)


class LiableParty(NamedTuple):
    """Somebody who is liable for claims of a case beside its debtor, once for each relation, and for how many."""

    party_id: int
    name: str
    relation: Relation
    claims: int
    ended_on: date | None


_CARD = """
    SELECT p.id, p.version, p.name, p.kind, p.birth_date, p.died_on, p.kvk, p.btw_id, p.rsin, p.language, p.channel,
           p.parent_id, h.name
    FROM party p LEFT JOIN party h ON h.id = p.parent_id WHERE p.id = ?
"""
_ADDRESSES = """
    SELECT id, version, street, house_number, postcode, city, country, status, source, checked_on, from_on, until_on
    FROM address WHERE party_id = ?
    ORDER BY COALESCE(until_on, '9999-12-31') DESC, COALESCE(from_on, '0001-01-01') DESC, id DESC
"""
_CONTACT_POINTS = """
    SELECT id, version, kind, value, person_name, person_role, best_time, until_on, consent_on, consent_by,
           consent_source, consent_ended_on
    FROM contact_point WHERE party_id = ? ORDER BY COALESCE(until_on, '9999-12-31') DESC, id
"""
_REPRESENTATIVES = """
    SELECT r.id, r.version, r.representative_id, p.name, r.role, r.write_to, r.authority_seen_on, r.from_on, r.until_on
    FROM representation r JOIN party p ON p.id = r.representative_id
    WHERE r.party_id = ? ORDER BY COALESCE(r.until_on, '9999-12-31') DESC, r.id
"""
_ALIASES = "SELECT id, version, name, flagged FROM alias WHERE party_id = ? ORDER BY id"
_ACCOUNTS = "SELECT id, version, iban, own FROM account WHERE party_id = ? ORDER BY id"
_NUMBERS = """
    SELECT n.id, n.version, n.creditor_id, r.code, q.name, n.number
    FROM debtor_number n JOIN creditor r ON r.id = n.creditor_id JOIN party q ON q.id = r.party_id
    WHERE n.party_id = ? ORDER BY r.code, n.id
"""
# Who is liable for one claim for good is liable now, whatever ended on another.
_LIABLE = """
    SELECT l.party_id, p.name, l.relation, count(DISTINCT l.claim_id),
           NULLIF(max(COALESCE(l.until_on, '9999-12-31')), '9999-12-31')
    FROM claim k JOIN liability l ON l.claim_id = k.id JOIN party p ON p.id = l.party_id
    WHERE k.case_id = ? GROUP BY l.party_id, p.name, l.relation ORDER BY min(l.id)
"""


def party(database: Database, party_id: int) -> Party | None:
    """Return a party with how it is reached and who acts for it, None where there is no such party."""
    with database.snapshot():
        card = next(iter(rows(database, _CARD, PartyCard, (party_id,))), None)
        if card is None:
            return None
        one = (party_id,)
        return Party(
            card,
            tuple(rows(database, _ADDRESSES, AddressRow, one)),
            tuple(rows(database, _CONTACT_POINTS, ContactPointRow, one)),
            tuple(rows(database, _REPRESENTATIVES, RepresentativeRow, one)),
            tuple(rows(database, _ALIASES, AliasRow, one)),
            tuple(rows(database, _ACCOUNTS, AccountRow, one)),
            tuple(rows(database, _NUMBERS, DebtorNumberRow, one)),
        )


def other_cases(debtor_id: int, case_id: int) -> Listing[OtherCaseRow]:
    """Return the other cases of a debtor, the newest first."""
    return Listing(
        OtherCaseRow,
        "c.id, c.number, c.state, c.opened_on, c.closed_on",
        "cases c",
        "",
        ("c.id",),
        lambda row: row.key,
        (Part("c.debtor_id = ? AND c.id <> ?", (debtor_id, case_id)),),
        descending=True,
    )


def liable(database: Database, case_id: int) -> list[LiableParty]:
    """Return who else is liable over the claims of a case; `ended_on` where he is for none of them any more."""
    return rows(database, _LIABLE, LiableParty, (case_id,))
