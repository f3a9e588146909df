"""VAT in claims by rate, and what of it came back before Casebook was there."""

from collections.abc import Sequence
from decimal import Decimal

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.history import HistoryVat
from casebook.domain.money import ZERO, Cents
from casebook.domain.vat.parts import Treatment, VatPart, check, vat_in
from casebook.errors import Refused
from casebook.store.actions.vat import add_part, record_refunded
from casebook.store.history.known import look_up
from casebook.store.history.records import Left, Source, Told, leaving
from casebook.store.models.claims import Claim
from casebook.store.models.vat import ClaimVat
from casebook.store.transaction import Transaction


def write(tx: Transaction, _source: Source, told: Sequence[Told[HistoryVat]]) -> list[Left]:
    """Write what VAT is in claims, rate by rate, and what came back of it; a rate that is known stays as it is."""
    known = look_up(tx.database, [one.record.claim for one in told], ())
    left: list[Left] = []
    for record, _ in told:
        with leaving(left, record.line):
            row = known.claim(record.claim)
            tx.lock([row.case_id])
            claim = tx.get(Claim, row.id)
            part = _part(tx, claim, record)
            if part is not None:
                add_part(tx, claim.id, part)
            if record.refunded_in is not None:
                record_refunded(tx, claim, record.refunded_in, record.refunded)
    return left


def _part(tx: Transaction, claim: Claim, record: HistoryVat) -> VatPart | None:
    """Return what a record says of a rate, None where it says nothing of one. Raises `Refused` where that cannot be."""
    if record.gross is None:
        return None
    if claim.foreign_cents is not None:
        raise Refused("vat.foreign", source=HOUSE_RULE, number=claim.number)
    treatment = Treatment(record.treatment or Treatment.CHARGED)
    percent = record.percent or Decimal(0)
    expected = vat_in(record.gross, percent) if treatment is Treatment.CHARGED else ZERO
    part = VatPart(treatment, percent, record.gross, expected if record.vat is None else record.vat)
    check([part], record.gross)
    rows = tx.find(ClaimVat.select().where(ClaimVat.claim_id == claim.id))
    if any((row.treatment, Decimal(row.percent)) == (treatment, percent) for row in rows):
        raise Refused("vat.rate_known", source=HOUSE_RULE, number=claim.number, percent=str(percent))
    together = Cents(sum(row.gross_cents for row in rows) + record.gross)
    if together > claim.principal_cents:
        raise Refused("vat.not_the_principal", source=HOUSE_RULE, cents=together, principal=claim.principal_cents)
    return part
