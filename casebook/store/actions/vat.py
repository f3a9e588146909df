"""The VAT in a claim: at which rates, when it is clear that it is lost, a credit note instead, and what came before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.vat import parts
from casebook.domain.vat.course import RELIEF, Claimed, VatFacts, standing
from casebook.domain.vat.parts import Treatment, VatPart
from casebook.domain.vat.periods import period_of
from casebook.errors import Refused, Stale
from casebook.store import claim_rates
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.facts_of import vat
from casebook.store.facts_of.vat import percent_text
from casebook.store.models.claims import Claim, Document
from casebook.store.models.people import Role
from casebook.store.models.vat import CertainGround, ClaimVat, VatCertainty, VatCreditNote, VatRefundedBefore
from casebook.store.transaction import Transaction

# Whoever sees to the returns may handle no cases.
LEAD = frozenset({Role.LEAD})


@dataclass(frozen=True, slots=True)
class RatePart:
    """What of a principal is at one rate, in percent as text: with the VAT, and the VAT in it."""

    treatment: Treatment
    vat_percent: str
    gross_cents: Cents
    vat_cents: Cents


@dataclass(frozen=True, slots=True)
class StateVat:
    """At which rates the principal of a claim is; none: that is not known.

    `versions` are those of the parts that were seen, in the order in which they were said.
    """

    claim_id: int
    parts: tuple[RatePart, ...]
    versions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StateCertain:
    """From which day on it is clear that a claim will not be paid, why and the evidence; no day: it is not.

    `version` is that of what was said before, None where nothing was.
    """

    claim_id: int
    on_day: date | None
    ground: CertainGround
    reason: str
    document_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ChooseCreditNote:
    """The VAT of a claim is corrected by a credit note from a day on, with its number; no day: it is not.

    `version` is that of the choice that was made before, None where none was.
    """

    claim_id: int
    on_day: date | None
    credit_note: str
    reason: str
    document_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class StateRefunded:
    """VAT of a claim that came back before Casebook was there, in the return of the period in which a day lies.

    Without an amount it is all that was unpaid at the end of that period.
    """

    claim_id: int
    until_on: date
    cents: Cents | None = None


@action("claim.state_vat", also=LEAD, cases=given.case_of_claim)
def state_vat(tx: Transaction, command: StateVat) -> None:
    """Say at which rates a principal is. Refused where the parts do not make it up, or VAT is not that of its rate.

    What is on a list that is locked stays there; what was wrong with it comes as a supplement.
    """
    claim = tx.get(Claim, command.claim_id)
    stated = [
        VatPart(one.treatment, _percent(one.vat_percent), one.gross_cents, one.vat_cents) for one in command.parts
    ]
    rows = _rates(tx, claim)
    if len(rows) != len(command.versions):
        raise Stale("store.stale", changed={}, record="table_claim_vat")
    for row, version in zip(rows, command.versions, strict=True):
        tx.get(ClaimVat, row.id, version)
    put_rates(tx, claim, stated)


def put_rates(tx: Transaction, claim: Claim, stated: Sequence[VatPart]) -> None:
    """Let the principal of a claim be at these rates; none: that is not known. Refused as `state_vat` is."""
    if claim.foreign_cents is not None:
        raise Refused("vat.foreign", source=HOUSE_RULE, number=claim.number)
    if stated:
        parts.check(stated, Cents(claim.principal_cents))
    rows = _rates(tx, claim)
    known: dict[tuple[str, str], ClaimVat] = {(row.treatment, row.percent): row for row in rows}
    for part in stated:
        key = part.treatment.value, percent_text(part.percent)
        if key in known:
            tx.change(known.pop(key), gross_cents=part.gross, vat_cents=part.vat)
        else:
            add_part(tx, claim.id, part)
    for row in known.values():
        tx.remove(row)


def _rates(tx: Transaction, claim: Claim) -> list[ClaimVat]:
    return tx.find(ClaimVat.select().where(ClaimVat.claim_id == claim.id).order_by(ClaimVat.id))


@action("claim.state_certain", also=LEAD, cases=given.case_of_claim)
def state_certain(tx: Transaction, command: StateCertain) -> None:
    """Say from when on it is clear that a claim will not be paid, say it anew, or take it back."""
    claim = tx.get(Claim, command.claim_id)
    known = tx.first(VatCertainty.select().where(VatCertainty.claim_id == claim.id))
    given.as_seen(tx, VatCertainty, known, command.version)
    if command.on_day is None:
        if known is not None:
            tx.remove(known)
        return
    values = {
        "on_day": given.past(tx, command.on_day),
        "ground": command.ground,
        "reason": given.reason(command.reason),
        "document_id": _document(tx, command.document_id),
    }
    if known is None:
        tx.add(VatCertainty, claim_id=claim.id, **values)
    else:
        tx.change(known, **values)


@action("claim.choose_credit_note", also=LEAD, cases=given.case_of_claim)
def choose_credit_note(tx: Transaction, command: ChooseCreditNote) -> None:
    """Choose a credit note instead of asking VAT back, change that choice or take it back.

    Refused without the number of the note, and where the VAT came back already: that would be twice.
    """
    claim = tx.get(Claim, command.claim_id)
    known = tx.first(VatCreditNote.select().where(VatCreditNote.claim_id == claim.id))
    given.as_seen(tx, VatCreditNote, known, command.version)
    if command.on_day is None:
        if known is not None:
            tx.remove(known)
        return
    number = given.line(command.credit_note)
    if not number:
        raise Refused("vat.no_credit_note", source=HOUSE_RULE)
    facts = _facts(tx, claim)
    came = Cents(sum(one.cents for one in (*facts.refunded_before, *facts.claimed)))
    if came:
        raise Refused("vat.came_back", source=RELIEF, number=claim.number, cents=came)
    values = {
        "on_day": given.past(tx, command.on_day),
        "number": number,
        "reason": given.reason(command.reason),
        "document_id": _document(tx, command.document_id),
    }
    if known is None:
        tx.add(VatCreditNote, claim_id=claim.id, **values)
    else:
        tx.change(known, **values)


@action("claim.state_refunded", also=LEAD, cases=given.case_of_claim)
def state_refunded(tx: Transaction, command: StateRefunded) -> None:
    """Record VAT that came back before. Refused a second time, and for more than the VAT in what was unpaid then."""
    record_refunded(tx, tx.get(Claim, command.claim_id), command.until_on, command.cents)


def record_refunded(tx: Transaction, claim: Claim, on_day: date, cents: Cents | None) -> None:
    """Record VAT of a claim that came back in the return of the period in which a day lies, divided over its rates."""
    facts = _facts(tx, claim)
    if not any(part.vat for part in facts.parts):
        raise Refused("vat.no_rates", source=HOUSE_RULE, number=claim.number)
    if facts.refunded_before or facts.claimed:
        earlier = min(one.until_on for one in (*facts.refunded_before, *facts.claimed))
        raise Refused("vat.refunded_twice", source=RELIEF, number=claim.number, until=earlier)
    given.past(tx, on_day)
    until_on = period_of(on_day, facts.period).last
    stand = standing(facts, until_on, until_on)
    most = Cents(sum(one[1] for one in stand))
    if cents is None:
        cents = most
    if cents <= 0 or cents > most:
        raise Refused("vat.refunded_more", source=RELIEF, number=claim.number, cents=cents, most=most, until=until_on)
    for claimed in _over_rates(facts, stand, cents, until_on):
        tx.add(
            VatRefundedBefore,
            claim_id=claim.id,
            until_on=until_on,
            percent=percent_text(claimed.percent),
            gross_cents=claimed.gross,
            vat_cents=claimed.cents,
        )


def _over_rates(facts: VatFacts, stand: list[tuple[Cents, Cents]], cents: Cents, until_on: date) -> list[Claimed]:
    """Return how an amount of VAT is divided over the rates, in proportion to the VAT that is open of each.

    What it was of, with the VAT, is rounded down to a cent; it is always more than the VAT itself.
    """
    open_now = [
        (part, gross, vat_cents)
        for part, (gross, vat_cents) in zip(facts.parts, stand, strict=True)
        if part.treatment is Treatment.CHARGED and vat_cents
    ]
    weights = [VatPart(part.treatment, part.percent, vat_cents, Cents(0)) for part, _, vat_cents in open_now]
    shares = parts.divided(cents, weights)
    return [
        Claimed(until_on, part.percent, max(Cents(gross * share // vat_cents), Cents(share + 1)), share)
        for (part, gross, vat_cents), share in zip(open_now, shares, strict=True)
        if share
    ]


def add_part(tx: Transaction, claim_id: int, part: VatPart) -> None:
    """Add what of the principal of a claim is at one rate."""
    tx.add(
        ClaimVat,
        claim_id=claim_id,
        treatment=part.treatment,
        percent=percent_text(part.percent),
        gross_cents=part.gross,
        vat_cents=part.vat,
    )


def _percent(text: str) -> Decimal:
    try:
        percent = Decimal(text)
    except ArithmeticError:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 <= percent < 100:
        raise Refused("vat.percent", source=HOUSE_RULE, value=given.line(text))
    return percent


def _facts(tx: Transaction, claim: Claim) -> VatFacts:
    """Return what is known of the VAT of a claim."""
    found = vat.load(tx.database, [claim.case_id]).get(claim.case_id, ())
    return next((one.facts for one in found if one.claim_id == claim.id), VatFacts((), claim.due_on))


def _document(tx: Transaction, document_id: int | None) -> int | None:
    return None if document_id is None else tx.get(Document, document_id).id


def refuse_unrated(tx: Transaction, case_id: int, claim_ids: Collection[int]) -> None:
    """Refuse to ask VAT back of which nobody said how much there is: it would come back for none of it."""
    unrated = [one for one in claim_rates.unknown(tx.database, case_id) if one.claim_id in claim_ids]
    if unrated:
        numbers = [one.number for one in unrated[:5]]
        raise Refused("vat.rates_unknown", source=RELIEF, count=len(unrated), numbers=numbers)
