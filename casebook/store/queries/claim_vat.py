"""How the VAT of a claim stands: at which rates it is, since when it will not be paid, and what came back."""

from datetime import date
from typing import NamedTuple

from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.domain.vat.course import Line, VatFacts, lines, refundable
from casebook.domain.vat.parts import Treatment
from casebook.store import claim_rates
from casebook.store.claim_rates import Unrated
from casebook.store.database import Database
from casebook.store.facts_of import vat
from casebook.store.models.vat import CertainGround
from casebook.store.rows import rows


class PartRow(NamedTuple):
    """What of a principal is at one rate."""

    part_id: int
    version: int
    treatment: Treatment
    percent: str
    gross: Cents
    vat: Cents


class CertainRow(NamedTuple):
    """Since when it is clear that a claim will not be paid, and why."""

    version: int
    on_day: date
    ground: CertainGround
    reason: str
    document_id: int | None


class CreditNoteRow(NamedTuple):
    """The credit note by which the VAT of a claim is corrected."""

    version: int
    on_day: date
    number: str
    reason: str
    document_id: int | None


class ClaimVatSheet(NamedTuple):
    """How the VAT of a claim stands, and what is still to go into which return."""

    claim_id: int
    number: str
    principal: Cents
    invoice_on: date | None
    parts: tuple[PartRow, ...]
    certain: CertainRow | None
    credit_note: CreditNoteRow | None
    facts: VatFacts
    finding: Finding[date | None]
    lines: tuple[Line, ...]

    @property
    def came_back(self) -> Cents:
        """What came back or is on a list, less what was due again."""
        return Cents(sum(one.cents for one in (*self.facts.refunded_before, *self.facts.claimed)))


_PARTS = "SELECT id, version, treatment, percent, gross_cents, vat_cents FROM claim_vat WHERE claim_id = ? ORDER BY id"
_CERTAIN = "SELECT version, on_day, ground, reason, document_id FROM vat_certainty WHERE claim_id = ?"
_NOTE = "SELECT version, on_day, number, reason, document_id FROM vat_credit_note WHERE claim_id = ?"
_CASE = "SELECT case_id, due_on, number, principal_cents, invoice_on FROM claim WHERE id = ?"


class _Case(NamedTuple):
    case_id: int
    due_on: date | None
    number: str
    principal: Cents
    invoice_on: date | None


def unrated(database: Database, case_id: int) -> list[Unrated]:
    """Return the claims of a case of which nobody said at which rates they are."""
    return claim_rates.unknown(database, case_id)


def of_claim(database: Database, claim_id: int) -> ClaimVatSheet:
    """Return how the VAT of a claim stands."""
    with database.snapshot():
        (case,) = rows(database, _CASE, _Case, (claim_id,))
        records = vat.load(database, [case.case_id]).get(case.case_id, ())
        parts = tuple(rows(database, _PARTS, PartRow, (claim_id,)))
        certain = rows(database, _CERTAIN, CertainRow, (claim_id,))
        note = rows(database, _NOTE, CreditNoteRow, (claim_id,))
    facts = next((one.facts for one in records if one.claim_id == claim_id), VatFacts((), case.due_on))
    rules = database.law.vat.relief
    return ClaimVatSheet(
        claim_id,
        case.number,
        case.principal,
        case.invoice_on,
        parts,
        next(iter(certain), None),
        next(iter(note), None),
        facts,
        refundable(facts, rules),
        tuple(lines(facts, rules)),
    )
