"""Who collects by direct debit, and the mandates by which he may."""

from dataclasses import dataclass
from datetime import date

from casebook.domain import identifiers
from casebook.domain.direct_debit import is_reference
from casebook.domain.documents import Proves
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.documents import proves_too
from casebook.store.actions.parties import of_party, of_party_of
from casebook.store.commands import action
from casebook.store.models.direct_debit import DebitIdentity, DebitMandate
from casebook.store.models.parties import Account, Creditor, Party
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction

# The longest name that a bank passes on.
_LONGEST_NAME = 70


@dataclass(frozen=True, slots=True)
class SetDebitIdentity:
    """With which identifier an entity of ours collects, and to which account; a BIC only where the bank wants one.

    `version` is that of what was seen, None where nothing was set.
    """

    creditor_id: int
    identifier: str
    iban: str
    bic: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RecordMandate:
    """A debtor signed that we may collect from an account. Without a reference it gets one."""

    creditor_id: int
    party_id: int
    iban: str
    account_name: str
    signed_on: date
    reference: str = ""
    one_off: bool = False
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class RevokeMandate:
    """Nothing is collected by a mandate any more."""

    id: int
    version: int
    on_day: date
    reason: str


@action("debit_identity.set", role=Role.ADMINISTRATOR)
def set_identity(tx: Transaction, command: SetDebitIdentity) -> None:
    """Say with which identifier and account an entity collects. Refused where the account is not its own."""
    creditor = tx.get(Creditor, command.creditor_id)
    iban = identifiers.iban(command.iban)
    its_own = (Account.party_id == creditor.party_id) & (Account.iban == iban)
    if tx.first(Account.select().where(its_own)) is None:
        raise Refused("debit.account", source=HOUSE_RULE, iban=iban, code=creditor.code)
    values = {
        "identifier": identifiers.creditor_identifier(command.identifier),
        "iban": iban,
        "bic": identifiers.bic(command.bic) if command.bic.strip() else "",
    }
    known = tx.first(DebitIdentity.select().where(DebitIdentity.creditor_id == creditor.id))
    given.as_seen(tx, DebitIdentity, known, command.version)
    if known is None:
        tx.add(DebitIdentity, creditor_id=creditor.id, **values)
    else:
        tx.change(known, **values)


@action("debit_mandate.record", cases=of_party)
def record_mandate(tx: Transaction, command: RecordMandate) -> int:
    """Record a mandate and return its id. Refused where the reference is used, or banks do not pass it on."""
    creditor, party = tx.get(Creditor, command.creditor_id), tx.get(Party, command.party_id)
    iban = identifiers.iban(command.iban)
    name = given.line(command.account_name)[:_LONGEST_NAME].strip()
    if not name:
        raise Refused("debit.no_name", source=HOUSE_RULE)
    signed_on = given.past(tx, command.signed_on)
    if command.document_id is not None:
        proves_too(tx, command.document_id, Proves.AUTHORITY)
    tx.hold("mandates")
    reference = given.line(command.reference).strip() or _reference(tx, party)
    if not is_reference(reference):
        raise Refused("debit.reference", source="EPC217-08", reference=reference)
    if tx.first(DebitMandate.select().where(DebitMandate.reference == reference)) is not None:
        raise Refused("debit.reference_used", source=HOUSE_RULE, reference=reference)
    return tx.add(
        DebitMandate,
        creditor_id=creditor.id,
        party_id=party.id,
        reference=reference,
        iban=iban,
        account_name=name,
        signed_on=signed_on,
        one_off=int(command.one_off),
        document_id=command.document_id,
    )


@action("debit_mandate.revoke", cases=of_party_of(DebitMandate))
def revoke_mandate(tx: Transaction, command: RevokeMandate) -> None:
    """End a mandate. What is in a batch that was not sent may no longer go."""
    mandate = tx.get(DebitMandate, command.id, command.version)
    if mandate.revoked_on is not None:
        raise Refused("debit.revoked", source=HOUSE_RULE, on=mandate.revoked_on)
    on_day = given.past(tx, command.on_day)
    given.in_order(signed_on=mandate.signed_on, revoked_on=on_day)
    tx.change(mandate, revoked_on=on_day, revoked_because=given.reason(command.reason))


def _reference(tx: Transaction, party: Party) -> str:
    """Return a reference that no mandate has: by the party and how many he gave."""
    number = len(tx.find(DebitMandate.select().where(DebitMandate.party_id == party.id))) + 1
    while tx.first(DebitMandate.select().where(DebitMandate.reference == f"CB-{party.id}-{number}")) is not None:
        number += 1
    return f"CB-{party.id}-{number}"
