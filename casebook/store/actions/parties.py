"""Parties: who they are, by what names and numbers they are known, and which entities of ours are creditors."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from casebook.domain import identifiers
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.search import sort_name
from casebook.domain.vat.periods import VatPeriod
from casebook.errors import Refused
from casebook.store import tables
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.base import Record
from casebook.store.models.cases import Channel
from casebook.store.models.parties import Account, Alias, Creditor, DebtorNumber, Party, PartyKind
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction
from casebook.words import LANGUAGES

_CASES = """
    SELECT id FROM cases WHERE debtor_id = ?
    UNION SELECT k.case_id FROM liability l JOIN claim k ON k.id = l.claim_id WHERE l.party_id = ?
    UNION SELECT c.id FROM representation r JOIN cases c ON c.debtor_id = r.party_id WHERE r.representative_id = ?
"""
_WITH_VAT = """
    SELECT DISTINCT k.case_id FROM claim k JOIN claim_vat v ON v.claim_id = k.id WHERE k.creditor_id = ?
    ORDER BY k.case_id
"""


class ReceiptsFrom(StrEnum):
    """Which source books what a creditor receives."""

    BANK = "bank"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """Who a party is; what is None is not known.

    `channel` is the one it prefers, `parent` the party it belongs to, such as a holding.
    """

    name: str
    kind: PartyKind = PartyKind.UNKNOWN
    birth_date: date | None = None
    died_on: date | None = None
    kvk: str | None = None
    btw_id: str | None = None
    rsin: str | None = None
    language: str | None = None
    channel: Channel | None = None
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class AddParty:
    """A party that is new here."""

    facts: PartyFacts


@dataclass(frozen=True, slots=True)
class ChangeParty:
    """The facts of a party as they should be, all of them."""

    id: int
    version: int
    facts: PartyFacts


@dataclass(frozen=True, slots=True)
class AddAlias:
    """Another name a party is known by."""

    party_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ConfirmAlias:
    """A name that came with a list is indeed one of the party."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class EndAlias:
    """A name that is none of the party, or no longer."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class AddDebtorNumber:
    """The number a creditor knows a debtor by."""

    creditor_id: int
    party_id: int
    number: str


@dataclass(frozen=True, slots=True)
class AddAccount:
    """A bank account a party pays from; not `own` where it is known to belong to a third party."""

    party_id: int
    iban: str
    own: bool = True


@dataclass(frozen=True, slots=True)
class ChangeAccount:
    """Whether an account is the party's own."""

    id: int
    version: int
    own: bool


@dataclass(frozen=True, slots=True)
class CreditorFacts:
    """How an entity of ours works: its short code, its return of VAT, and which source books what it receives.

    Its letters show `letterhead` and `signatories`, parts of which are set apart by semicolons, and how it is reached;
    `complaints` is where complaints go, an address or a mail address.
    """

    code: str
    vat_period: VatPeriod = VatPeriod.QUARTER
    cash_scheme: bool = False
    fiscal_unity: str | None = None
    receipts_from: ReceiptsFrom = ReceiptsFrom.BANK
    letterhead: str | None = None
    signatories: str | None = None
    phone: str = ""
    mail: str = ""
    website: str = ""
    complaints: str = ""


@dataclass(frozen=True, slots=True)
class AddCreditor:
    """A party that is an entity of ours claims are owed to."""

    party_id: int
    facts: CreditorFacts


@dataclass(frozen=True, slots=True)
class ChangeCreditor:
    """The facts of a creditor as they should be, all of them."""

    id: int
    version: int
    facts: CreditorFacts


def cases_of_party(database: Database, party_id: int) -> list[int]:
    """Return the cases in which a party is the debtor, is liable for a claim, or represents the debtor."""
    return [id_ for (id_,) in database.fetch(_CASES, (party_id,) * 3)]


def hold_party(tx: Transaction, party_id: int) -> None:
    """Let nobody else change a party, or what it has to do with a case, until the transaction ends.

    All its cases are touched: also one that came while this waited.
    """
    tx.hold(f"party {party_id}")
    tx.lock(cases_of_party(tx.database, party_id))


def of_party(database: Database, command: Any) -> Iterable[int]:
    """Return the cases of the party that a command names."""
    return cases_of_party(database, command.party_id)


def of_party_of(model: type[Record]) -> Callable[[Database, Any], Iterable[int]]:
    """Return what finds the cases of the party whose row of `model` a command names by its `id`."""
    query = f"SELECT party_id FROM {tables.of(model).name} WHERE id = ?"  # noqa: S608 name of a model

    def cases(database: Database, command: Any) -> Iterable[int]:
        found = database.value(query, (command.id,))
        return () if found is None else cases_of_party(database, found)

    return cases


def _of_party_itself(database: Database, command: ChangeParty) -> Iterable[int]:
    return cases_of_party(database, command.id)


@action("party.add")
def add_party(tx: Transaction, command: AddParty) -> int:
    """Add a party and return its id. Identifiers that are not well formed are refused."""
    return tx.add(Party, **_party(tx, command.facts))


@action("party.change", cases=_of_party_itself)
def change_party(tx: Transaction, command: ChangeParty) -> None:
    """Change the facts of a party."""
    hold_party(tx, command.id)
    party = tx.get(Party, command.id, command.version)
    if command.facts.parent_id == party.id:
        raise Refused("party.own_parent", source=HOUSE_RULE, name=party.name)
    tx.change(party, **_party(tx, command.facts))


@action("party.add_alias", cases=of_party)
def add_alias(tx: Transaction, command: AddAlias) -> int:
    """Add another name and return its id. Refused where the party is known by it."""
    party, name = tx.get(Party, command.party_id), _name(command.name)
    known = [party.name, *(alias.name for alias in tx.find(Alias.select().where(Alias.party_id == party.id)))]
    if name in known:
        raise Refused("party.name_known", source=HOUSE_RULE, name=name)
    return tx.add(Alias, party_id=party.id, name=name)


@action("party.confirm_alias", cases=of_party_of(Alias))
def confirm_alias(tx: Transaction, command: ConfirmAlias) -> None:
    """Take the mark off a name that came by itself."""
    tx.change(tx.get(Alias, command.id, command.version), flagged=0)


@action("party.end_alias", cases=of_party_of(Alias))
def end_alias(tx: Transaction, command: EndAlias) -> None:
    """Take a name away."""
    tx.remove(tx.get(Alias, command.id, command.version))


@action("party.add_number", cases=of_party)
def add_number(tx: Transaction, command: AddDebtorNumber) -> int:
    """Add a debtor number and return its id. Refused where the creditor gave it to another party."""
    creditor, party = tx.get(Creditor, command.creditor_id), tx.get(Party, command.party_id)
    number = given.line(command.number)
    if not number:
        raise Refused("party.no_number", source=HOUSE_RULE)
    tx.hold(f"debtor number {creditor.id} {number}")
    same = DebtorNumber.select().where(DebtorNumber.creditor_id == creditor.id, DebtorNumber.number == number)
    if (taken := tx.first(same)) is not None:
        holder = tx.get(Party, taken.party_id)
        raise Refused("party.number_taken", source=HOUSE_RULE, number=number, creditor=creditor.code, name=holder.name)
    return tx.add(DebtorNumber, creditor_id=creditor.id, party_id=party.id, number=number)


@action("party.add_account", cases=of_party)
def add_account(tx: Transaction, command: AddAccount) -> int:
    """Add a bank account and return its id. Refused where the party has it already."""
    party, iban = tx.get(Party, command.party_id), identifiers.iban(command.iban)
    if tx.first(Account.select().where(Account.party_id == party.id, Account.iban == iban)):
        raise Refused("party.account_known", source=HOUSE_RULE, name=party.name, iban=iban)
    return tx.add(Account, party_id=party.id, iban=iban, own=int(command.own))


@action("party.change_account", cases=of_party_of(Account))
def change_account(tx: Transaction, command: ChangeAccount) -> None:
    """Say whether an account is the party's own."""
    tx.change(tx.get(Account, command.id, command.version), own=int(command.own))


@action("creditor.add", role=Role.ADMINISTRATOR)
def add_creditor(tx: Transaction, command: AddCreditor) -> int:
    """Make a party a creditor and return the id."""
    party = tx.get(Party, command.party_id)
    return tx.add(Creditor, party_id=party.id, **_creditor(tx, command.facts, None))


def _with_vat(database: Database, command: ChangeCreditor) -> Iterable[int]:
    """Return the cases in which the VAT of a claim of a creditor is known: which return it goes into may change."""
    return [case_id for (case_id,) in database.fetch(_WITH_VAT, (command.id,))]


@action("creditor.change", role=Role.ADMINISTRATOR, cases=_with_vat)
def change_creditor(tx: Transaction, command: ChangeCreditor) -> None:
    """Change the facts of a creditor."""
    creditor = tx.get(Creditor, command.id, command.version)
    tx.change(creditor, **_creditor(tx, command.facts, creditor.id))


def _party(tx: Transaction, facts: PartyFacts) -> dict[str, Any]:
    """Return the columns that hold the facts, checked and cleaned."""
    name = _name(facts.name)
    given.in_order(birth_date=facts.birth_date, died_on=facts.died_on)
    for day in (facts.birth_date, facts.died_on):
        if day is not None:
            given.past(tx, day)
    if facts.language is not None and facts.language not in LANGUAGES:
        raise Refused("party.language", source=HOUSE_RULE, value=given.line(facts.language), choices=LANGUAGES)
    if facts.parent_id is not None:
        tx.get(Party, facts.parent_id)
    return {
        "name": name,
        "sort_name": sort_name(name),
        "kind": facts.kind,
        "birth_date": facts.birth_date,
        "died_on": facts.died_on,
        "kvk": identifiers.kvk(facts.kvk) if facts.kvk else None,
        "btw_id": identifiers.btw_id(facts.btw_id) if facts.btw_id else None,
        "rsin": identifiers.rsin(facts.rsin) if facts.rsin else None,
        "language": facts.language,
        "channel": facts.channel,
        "parent_id": facts.parent_id,
    }


def _creditor(tx: Transaction, facts: CreditorFacts, id_: int | None) -> dict[str, Any]:
    """Return the columns that hold the facts of a creditor, checked and cleaned."""
    code = given.line(facts.code)
    if not code:
        raise Refused("creditor.no_code", source=HOUSE_RULE)
    tx.hold(f"creditor {code}")
    if tx.first(Creditor.select().where(Creditor.code == code, Creditor.id != (id_ or 0))):
        raise Refused("creditor.code_taken", source=HOUSE_RULE, code=code)
    return {
        "code": code,
        "vat_period": facts.vat_period,
        "cash_scheme": int(facts.cash_scheme),
        "fiscal_unity": given.line(facts.fiscal_unity) if facts.fiscal_unity else None,
        "receipts_from": facts.receipts_from,
        "letterhead": given.line(facts.letterhead) if facts.letterhead else None,
        "signatories": given.line(facts.signatories) if facts.signatories else None,
        **{name: given.line(getattr(facts, name)) for name in ("phone", "mail", "website", "complaints")},
    }


def _name(text: str) -> str:
    name = given.line(text)
    if not name:
        raise Refused("party.no_name", source=HOUSE_RULE)
    return name
