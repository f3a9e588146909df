"""An entry of the bank: all that the bank told of it, what became of it, and what the rest may be."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.matching.candidate import Candidate, Method, Proposed, Why
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.matching.stored import decode, seen
from casebook.store.models.bank import UseKind
from casebook.store.rows import many, rows


class NamedClaim(NamedTuple):
    """A claim as people know it, and what is open on it."""

    claim_id: int
    number: str
    open: Cents


class ShownCandidate(NamedTuple):
    """What an entry may be, with the names people know it by. `cents` is what accepting takes of the entry.

    `open` is what is open in the case, `paid_on` and `paid` the day and amount of the payment that it confirms or
    takes back.
    """

    proposed: Proposed
    case_id: int
    number: str
    debtor_id: int
    debtor: str
    cents: Cents
    open: Cents
    confidence: int
    ready: bool
    method: Method
    why: tuple[Why, ...]
    claims: tuple[NamedClaim, ...]
    payment_id: int | None
    paid_on: date | None
    paid: Cents | None
    payer_id: int | None
    third_party: bool


class EntryUse(NamedTuple):
    """What became of a part of an entry. `undone_on`: that was taken back.

    `free` is what of a payment that stands went nowhere, and may still be paid back.
    """

    use_id: int
    version: int
    kind: UseKind
    cents: Cents
    case_id: int | None
    number: str
    debtor: str
    payment_id: int | None
    on_day: date
    method: Method | None
    reason: str
    undone_on: date | None
    undone_because: str
    free: Cents


class EntryCard(NamedTuple):
    """All that the bank told of an entry, what became of it, and what the rest may be.

    `seen` is given with `AcceptMatch`; empty where there is nothing to accept.
    """

    entry_id: int
    statement_id: int
    statement_number: str
    creditor_id: int
    creditor: str
    account: str
    booked_on: date
    value_on: date
    cents: Cents
    rest: Cents
    name: str
    ultimate_name: str
    iban: str | None
    text: str
    reference: str
    end_to_end: str
    mandate: str
    bank_reference: str
    transaction_code: str
    return_code: str | None
    is_reversal: bool
    uses: tuple[EntryUse, ...]
    candidates: tuple[ShownCandidate, ...]
    seen: str

    @property
    def free(self) -> Cents:
        """What its payments did not need."""
        return Cents(sum((use.free for use in self.uses), ZERO))


class _Stored(NamedTuple):
    entry_id: int
    statement_id: int
    statement_number: str
    creditor_id: int
    creditor: str
    account: str
    booked_on: date
    value_on: date
    cents: Cents
    name: str
    ultimate_name: str
    iban: str | None
    text: str
    reference: str
    end_to_end: str
    mandate: str
    bank_reference: str
    transaction_code: str
    return_code: str | None
    is_reversal: bool
    rest: Cents
    candidates: str


class _Case(NamedTuple):
    case_id: int
    number: str
    debtor_id: int
    debtor: str
    open: Cents


class _Claim(NamedTuple):
    claim_id: int
    number: str
    open: Cents


class _Payment(NamedTuple):
    payment_id: int
    on_day: date
    cents: Cents


_ENTRY = """
    SELECT e.id, e.statement_id, s.number, e.creditor_id, r.code, e.account, e.booked_on, e.value_on, e.cents, e.name,
           e.ultimate_name, e.iban, e.text, e.reference, e.end_to_end, e.mandate, e.bank_reference, e.transaction_code,
           e.return_code, e.is_reversal, COALESCE(n.rest_cents, 0), COALESCE(n.candidates, '[]')
    FROM bank_entry e JOIN bank_statement s ON s.id = e.statement_id JOIN creditor r ON r.id = e.creditor_id
    LEFT JOIN entry_now n ON n.entry_id = e.id WHERE e.id = ?
"""
_USES = """
    SELECT u.id, u.version, u.kind, u.cents, u.case_id, COALESCE(c.number, ''), COALESCE(p.name, ''), u.payment_id,
           u.on_day, NULLIF(u.method, ''), u.reason, u.undone_on, u.undone_because,
           CAST(COALESCE((
               SELECT sum(a.cents) FROM allocation a
               WHERE a.payment_id = u.payment_id AND a.entry_id IS NULL AND u.kind = 'booked' AND u.undone_on IS NULL
                 AND u.method <> 'remittance'
                 AND NOT EXISTS (SELECT 1 FROM payment r WHERE r.reverses_id = a.payment_id)
           ), 0) AS BIGINT)
    FROM bank_use u LEFT JOIN cases c ON c.id = u.case_id LEFT JOIN party p ON p.id = c.debtor_id
    WHERE u.entry_id = ? ORDER BY u.id
"""
_CASES = """
    SELECT c.id, c.number, c.debtor_id, p.name, CAST(COALESCE((
               SELECT sum(l.cents) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id WHERE k.case_id = c.id
           ), 0) AS BIGINT)
    FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id IN ({marks})
"""
_CLAIMS = """
    SELECT k.id, k.number,
           CAST(COALESCE((SELECT sum(l.cents) FROM ledger_entry l WHERE l.claim_id = k.id), 0) AS BIGINT)
    FROM claim k WHERE k.id IN ({marks})
"""
_PAYMENTS = "SELECT id, on_day, cents FROM payment WHERE id IN ({marks})"


def entry(database: Database, entry_id: int) -> EntryCard:
    """Return all that is known of an entry. Raises `Refused` where there is none."""
    with database.snapshot():
        found = rows(database, _ENTRY, _Stored, (entry_id,))
        if not found:
            raise Refused("store.no_record", source=HOUSE_RULE, record="table_bank_entry", id=entry_id)
        uses = tuple(rows(database, _USES, EntryUse, (entry_id,)))
        stored = decode(found[0].candidates)
        shown = tuple(_shown(database, stored))
    *told, rest, _ = found[0]
    values: dict[str, Any] = dict(zip(_Stored._fields[:-2], told, strict=True))
    return EntryCard(**values, rest=rest, uses=uses, candidates=shown, seen=seen(stored))


def candidates(database: Database, entry_id: int) -> tuple[ShownCandidate, ...]:
    """Return what an entry may be, the surest first."""
    return entry(database, entry_id).candidates


def _shown(database: Database, stored: Sequence[Candidate]) -> Iterator[ShownCandidate]:
    cases = {one.case_id: one for one in many(database, _CASES, _Case, [one.case_id for one in stored])}
    claim_ids = list({claim for one in stored for claim in one.claim_ids})
    claims = {one.claim_id: NamedClaim(*one) for one in many(database, _CLAIMS, _Claim, claim_ids)}
    payment_ids = [one.payment_id for one in stored if one.payment_id is not None]
    paid = {one.payment_id: one for one in many(database, _PAYMENTS, _Payment, payment_ids)}
    for one in stored:
        case = cases[one.case_id]
        payment = paid[one.payment_id] if one.payment_id is not None else None
        yield ShownCandidate(
            proposed=one.proposed,
            case_id=one.case_id,
            number=case.number,
            debtor_id=case.debtor_id,
            debtor=case.debtor,
            cents=one.cents,
            open=case.open,
            confidence=one.confidence,
            ready=one.ready,
            method=one.method,
            why=one.why,
            claims=tuple(claims[claim] for claim in one.claim_ids),
            payment_id=one.payment_id,
            paid_on=payment.on_day if payment else None,
            paid=payment.cents if payment else None,
            payer_id=one.payer_id,
            third_party=one.third_party,
        )
