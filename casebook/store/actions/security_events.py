"""What happened with a security: recorded by its day, proceeds with their payment, and made void by another row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.security.facts import LASTING, RECORDED, WITH_TERM, SecurityEventKind
from casebook.errors import Refused
from casebook.store import security_rows
from casebook.store.actions import given
from casebook.store.actions.parties import cases_of_party, of_party_of
from casebook.store.actions.payments import Booked, Report, book
from casebook.store.actions.receipts import Receipt
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Document
from casebook.store.models.money import PaymentSource
from casebook.store.models.securities import Security, SecurityEvent
from casebook.store.security_rows import RecordedSecurity
from casebook.store.transaction import Transaction
from casebook.text import clean

_E = SecurityEventKind
_PARTY_OF = "SELECT s.party_id FROM security_event e JOIN security s ON s.id = e.security_id WHERE e.id = ?"
_PARTY = "SELECT party_id FROM security WHERE id = ?"


@dataclass(frozen=True, slots=True)
class RecordSecurityEvent:
    """Something that happened with a security; `until_on` of what lasts, or is to be done by then."""

    id: int
    kind: SecurityEventKind
    on_day: date
    until_on: date | None = None
    text: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecordProceeds:
    """Money that came in of a security in a case; with `last` nothing more comes of it.

    `accrue`: the interest that ran up to its day is booked first.
    """

    case_id: int
    security_id: int
    receipt: Receipt
    last: bool = False
    accrue: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class VoidSecurityEvent:
    """An event that did not happen, and why that is known."""

    security_event_id: int
    reason: str


def _of_event(database: Database, command: Any) -> Iterable[int]:
    party_id = database.value(_PARTY_OF, (command.security_event_id,))
    return () if party_id is None else cases_of_party(database, party_id)


def _of_proceeds(database: Database, command: Any) -> Iterable[int]:
    party_id = database.value(_PARTY, (command.security_id,))
    return {command.case_id, *(() if party_id is None else cases_of_party(database, party_id))}


@action("security.happened", cases=of_party_of(Security))
def happened(tx: Transaction, command: RecordSecurityEvent) -> int:
    """Record what happened with a security and return its id. Refused after it was over, but for a note."""
    found = recorded(tx, command.id)
    kind = command.kind
    if kind not in RECORDED or (kind is _E.TERM_SET and found.row.kind not in WITH_TERM):
        told = f"security_event_{kind}"
        raise Refused("security.event_of_kind", source=HOUSE_RULE, kind=f"security_kind_{found.row.kind}", event=told)
    if kind is not _E.NOTE:
        refuse_over(found)
    if kind is _E.TERM_SET and command.until_on is None:
        raise Refused("security.no_term", source=HOUSE_RULE)
    if command.until_on is not None and kind not in LASTING:
        raise Refused("security.no_until", source=HOUSE_RULE, event=f"security_event_{kind}")
    on = given.past(tx, command.on_day)
    given.in_order(since_on=found.row.since_on, on_day=on, until_on=command.until_on)
    document_id = None if command.document_id is None else tx.get(Document, command.document_id).id
    values = {"until_on": command.until_on, "text": clean(command.text).strip(), "document_id": document_id}
    id_ = _add(tx, found.row.id, kind, on, **values)
    keep_end(tx, found.row.id)
    return id_


@action("security.proceeds", cases=_of_proceeds)
def proceeds(tx: Transaction, command: RecordProceeds) -> Booked:
    """Book what came in of a security as a payment of its case, which goes to what the security covers.

    A person says where it goes by naming claims or amounts; else it goes to the claims that are covered. Refused for
    a claim or a case that it does not cover.
    """
    found, case = recorded(tx, command.security_id), tx.get(Case, command.case_id)
    refuse_over(found)
    covered = [claim.claim_id for claim in found.claims if claim.case_id == case.id]
    if case.debtor_id != found.row.party_id or not covered:
        raise Refused("security.other_case", source=HOUSE_RULE, name=found.row.name, number=case.number)
    receipt, row = command.receipt, found.row
    named = {*receipt.designation, *(line.claim_id for line in receipt.lines)}
    if not named <= set(covered):
        raise Refused("security.not_covered", source=HOUSE_RULE, name=row.name)
    given.in_order(since_on=row.since_on, on_day=receipt.on_day)
    booked = book(tx, case.id, receipt, Report(PaymentSource.HAND, only=covered), accrue=command.accrue)
    text = clean(command.text).strip()
    _add(tx, row.id, _E.PROCEEDS, receipt.on_day, text=text, payment_id=booked.payment_id)
    if command.last:
        _add(tx, row.id, _E.REALISED, receipt.on_day, text=text)
    keep_end(tx, row.id)
    return booked


@action("security_event.void", cases=_of_event)
def void(tx: Transaction, command: VoidSecurityEvent) -> None:
    """Make an event void. Refused for proceeds whose payment stands: that is reversed first."""
    event = tx.get(SecurityEvent, command.security_event_id)
    found = recorded(tx, event.security_id)
    reason = given.reason(command.reason)
    if all(one.id != event.id for one in found.security.events):
        raise Refused("security.event_void", source=HOUSE_RULE, event=f"security_event_{event.kind}")
    came_in = sum(one.cents for one in found.security.events if one.id == event.id)
    if came_in:
        raise Refused("security.reverse_payment", source=HOUSE_RULE, amount=came_in)
    _add(tx, event.security_id, _E.VOID, tx.day, cancels_id=event.id, text=reason)
    keep_end(tx, event.security_id)


def keep_end(tx: Transaction, security_id: int) -> None:
    """Keep for lists whether a security is over, and since when."""
    found = security_rows.of_ids(tx.database, [security_id]).get(security_id)
    if found is not None:
        over = found.security.over
        tx.change(tx.get(Security, security_id), ended_on=over.on if over else None)


def _add(tx: Transaction, security_id: int, kind: SecurityEventKind, on: date, **values: object) -> int:
    return tx.add(SecurityEvent, security_id=security_id, kind=kind, on_day=on, recorded_on=tx.day, **values)


def recorded(tx: Transaction, security_id: int) -> RecordedSecurity:
    """Return a security that is there. Raises `Refused` for one that was entered by mistake."""
    row = tx.get(Security, security_id)
    found = security_rows.of_ids(tx.database, [security_id]).get(security_id)
    if found is None:
        raise Refused("security.withdrawn", source=HOUSE_RULE, name=row.name)
    return found


def refuse_over(found: RecordedSecurity) -> None:
    """Refuse what asks for a security of which something can still come."""
    over = found.security.over
    if over is not None:
        stage = f"security_stage_{over.kind}"
        raise Refused("security.over", source=HOUSE_RULE, name=found.row.name, stage=stage, on=over.on)
