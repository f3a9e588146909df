"""Claims filed with whoever settles an estate, what he says of them, and what he pays out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casebook.domain.component import COSTS, Component
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import EVENTS, EventKind, Kind
from casebook.domain.insolvency.filing import ANSWERS, WHOLE, Rank, divided
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import balances, filing_rows, insolvency_rows
from casebook.store.actions import accrual, allocations, bank_links, filing_records, given, payments
from casebook.store.actions.insolvencies import document, of_insolvency
from casebook.store.actions.insolvency_bearing import add_happened, bear
from casebook.store.actions.payments import Booked, Report
from casebook.store.actions.rebooking import receipt_of, report_of
from casebook.store.actions.receipts import ChosenLine, Receipt
from casebook.store.commands import action
from casebook.store.filing_rows import FiledRow
from casebook.store.insolvency_rows import Recorded
from casebook.store.letters.at_start import at_start, since_start
from casebook.store.letters.liable import owed_of
from casebook.store.models.cases import Case
from casebook.store.models.filing import RankAmount
from casebook.store.models.insolvency import Insolvency
from casebook.store.models.money import Payment, PaymentSource
from casebook.store.transaction import Transaction
from casebook.text import clean

_K = EventKind
# With these whoever settles the estate says an amount.
_IN_CENTS = frozenset({_K.RECOGNISED, _K.PARTLY_RECOGNISED, _K.CONTESTED, _K.VERIFIED})


@dataclass(frozen=True, slots=True)
class FileClaims:
    """Claims of a case were filed, on a day and with a rank, otherwise than by a letter of ours; without any all."""

    id: int
    case_id: int
    on_day: date
    rank: Rank = Rank.CONCURRENT
    claim_ids: tuple[int, ...] = ()
    text: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnswerFiling:
    """What whoever settles the estate says of what was filed, or the percentage of a list of distribution.

    `cents` is what is recognised, `hundredths` the percentage in hundredths. `until_on` is until when it can be
    answered or objected to.
    """

    id: int
    kind: EventKind
    on_day: date
    rank: Rank = Rank.CONCURRENT
    cents: Cents | None = None
    hundredths: int | None = None
    until_on: date | None = None
    text: str = ""
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiveDistribution:
    """Money out of an estate for the claims of a case that were filed with a rank, and why it is that.

    `payment_id` is the payment that it came in as, of which nothing went anywhere yet; None where it is booked anew.
    """

    id: int
    case_id: int
    on_day: date
    cents: Cents
    reason: str
    rank: Rank = Rank.CONCURRENT
    payer_id: int | None = None
    payment_id: int | None = None
    document_id: int | None = None


@action("insolvency.file", cases=of_insolvency)
def file(tx: Transaction, command: FileClaims) -> int:
    """Record that claims were filed and return the id of the event: what stood open before the first day of it.

    As an estate debt it is what is from after that day.
    """
    recorded = live(tx, command.id)
    _refuse_kind(recorded, _K.FILED)
    start = recorded.proceeding.started_on
    case = tx.get(Case, command.case_id)
    if start is None:
        raise Refused("insolvency.no_start", source=HOUSE_RULE)
    refuse_rank(recorded, command.rank)
    given.in_order(started_on=start, on_day=given.past(tx, command.on_day))
    if command.rank is Rank.ESTATE:
        stood = since_start(tx.database, [case.id], start, command.on_day)[case.id]
    else:
        stood = at_start(tx.database, [case.id], start)[case.id]
    owed = stood.owed_by(recorded.row.party_id)
    wanted = [id_ for id_ in owed if not command.claim_ids or id_ in command.claim_ids]
    if not wanted or set(command.claim_ids) - set(owed):
        raise Refused("filing.nothing_open", source="Fw 26; Fw 110", on=start)
    told = document(tx, command.document_id)
    text = clean(command.text).strip()
    event_id = add_happened(tx, command.id, _K.FILED, command.on_day, text=text, document_id=told)
    stated = stood.stated(wanted, LetterKind.CLAIM_FILING)
    if recorded.row.party_id != case.debtor_id:
        stated = owed_of(tx.database, recorded.row.party_id, stated, tx.day)
    filing_records.write(tx, event_id, command.rank, stated)
    bear(tx, command.id, text or recorded.row.number)
    return event_id


@action("insolvency.answer", cases=of_insolvency)
def answer(tx: Transaction, command: AnswerFiling) -> int:
    """Record what was answered and return the id of the event. Refused where nothing was filed with that rank."""
    recorded = live(tx, command.id)
    _refuse_kind(recorded, command.kind)
    given.in_order(
        started_on=recorded.proceeding.started_on, on_day=given.past(tx, command.on_day), until_on=command.until_on
    )
    position = filing_rows.of_recorded(tx.database, [recorded])[command.id].of_rank(command.rank)
    if position is None:
        raise Refused("filing.nothing_filed", source="Fw 110", rank=f"rank_{command.rank}")
    values = _amount(command, position.filed)
    event_id = add_happened(
        tx,
        command.id,
        command.kind,
        command.on_day,
        until_on=command.until_on,
        text=clean(command.text).strip(),
        document_id=document(tx, command.document_id),
    )
    tx.add(RankAmount, insolvency_event_id=event_id, rank=command.rank, **values)
    bear(tx, command.id, recorded.row.number)
    return event_id


@action("insolvency.distribute", cases=of_insolvency)
def distribute(tx: Transaction, command: ReceiveDistribution) -> Booked:
    """Book what an estate paid, over the claims that were filed in proportion to what was, and return how.

    That it goes to claims of before the insolvency is the choice of whoever gives the reason.
    """
    recorded = seen(tx, command.id)
    _refuse_kind(recorded, _K.DISTRIBUTED)
    reason, case = given.reason(command.reason), tx.get(Case, command.case_id)
    given.in_order(started_on=recorded.proceeding.started_on, on_day=given.past(tx, command.on_day))
    given.positive(command.cents)
    filing = filing_rows.of_recorded(tx.database, [recorded])[command.id]
    filed = [row for row in filing.claims if row.case_id == case.id and row.rank is command.rank]
    if not filed:
        raise Refused("filing.nothing_filed", source="Fw 110", rank=f"rank_{command.rank}")
    beside = _beside(tx, case, filed, command.on_day)
    chosen: dict[str, Any] = {
        "lines": tuple(_lines(tx, filed, command, beside)),
        "reason": reason,
        "insolvency_choice": reason,
    }
    if command.payment_id is None:
        receipt = Receipt(command.on_day, command.cents, payer_id=command.payer_id)
        report = Report(PaymentSource.HAND)
        booked = payments.book(tx, case.id, replace(receipt, **chosen), report, accrue=bool(beside))
    else:
        booked = _anew(tx, _apart(tx, command, command.payment_id), chosen, accrue=bool(beside))
    event_id = add_happened(
        tx, command.id, _K.DISTRIBUTED, command.on_day, text=reason, document_id=document(tx, command.document_id)
    )
    tx.add(
        RankAmount,
        insolvency_event_id=event_id,
        rank=command.rank,
        cents=command.cents,
        payment_id=booked.payment_id,
    )
    bear(tx, command.id, reason)
    return booked


def seen(tx: Transaction, insolvency_id: int) -> Recorded:
    """Return a proceeding that is confirmed, also one that ended. Raises `Refused` for another."""
    row = tx.get(Insolvency, insolvency_id)
    recorded = insolvency_rows.of_ids(tx.database, [row.id])[row.id]
    if row.confirmed_on is None:
        raise Refused("insolvency.unconfirmed", source=HOUSE_RULE, number=row.number, kind=recorded.row.kind)
    if recorded.proceeding.undone:
        raise Refused("insolvency.not_live", source=HOUSE_RULE, number=row.number, kind=recorded.row.kind)
    return recorded


def live(tx: Transaction, insolvency_id: int) -> Recorded:
    """Return a proceeding that is confirmed and runs. Raises `Refused` for another."""
    recorded = seen(tx, insolvency_id)
    if recorded.proceeding.closing is not None:
        row = recorded.row
        raise Refused("insolvency.not_live", source=HOUSE_RULE, number=row.number, kind=row.kind)
    return recorded


def refuse_rank(recorded: Recorded, rank: Rank) -> None:
    """Refuse to file what goes before in a suspension of payments: it stands outside it, and filing loses its rank."""
    if recorded.row.kind is Kind.SUSPENSION and rank in (Rank.ESTATE, Rank.PREFERENTIAL, Rank.SECURED):
        raise Refused("filing.priority_lost", source="Fw 232; Fw 257", rank=f"rank_{rank}")


def _refuse_kind(recorded: Recorded, kind: EventKind) -> None:
    known = (*ANSWERS, _K.FILED, _K.DISTRIBUTION_LIST, _K.DISTRIBUTED)
    if kind not in EVENTS[recorded.row.kind] or kind not in known:
        told = f"insolvency_event_{kind}"
        raise Refused("insolvency.event_of_kind", source=HOUSE_RULE, kind=recorded.row.kind, event=told)


def _amount(command: AnswerFiling, filed: Cents) -> dict[str, int]:
    """Return what an answer says of its rank."""
    if command.kind is _K.DISTRIBUTION_LIST:
        if command.hundredths is None or not 0 <= command.hundredths <= WHOLE:
            raise Refused("filing.percentage", source=HOUSE_RULE)
        return {"hundredths": command.hundredths}
    if command.kind not in _IN_CENTS:
        # That a receipt is confirmed is said of all that was filed with the rank.
        return {"cents": filed}
    if command.kind is _K.VERIFIED and command.rank is Rank.ESTATE:
        raise Refused("filing.estate_not_verified", source="Fw 26")
    cents = command.cents
    if cents is None:
        cents = ZERO if command.kind is _K.CONTESTED else filed
    if command.kind is _K.PARTLY_RECOGNISED and not 0 < cents < filed:
        raise Refused("filing.not_partly", source=HOUSE_RULE, filed=filed)
    if not 0 <= cents <= filed:
        raise Refused("filing.more_than_filed", source=HOUSE_RULE, amount=cents, filed=filed)
    return {"cents": cents}


def _apart(tx: Transaction, command: ReceiveDistribution, payment_id: int) -> Payment:
    """Return the payment that a distribution came in as. Raises `Refused` where it is another, or went somewhere."""
    payment = tx.get(Payment, payment_id)
    as_said = (payment.case_id, payment.on_day, payment.cents) == (command.case_id, command.on_day, command.cents)
    if not as_said or allocations.unallocated(tx, payment.id) != command.cents:
        raise Refused("filing.other_payment", source=HOUSE_RULE, amount=command.cents, on=command.on_day)
    return payment


def _anew(tx: Transaction, payment: Payment, chosen: Mapping[str, Any], *, accrue: bool) -> Booked:
    """Book a payment of which nothing went anywhere as it was chosen; the entry of the bank goes with it."""
    receipt, report, uses = receipt_of(tx, payment), report_of(tx, payment), bank_links.uses_of(tx, payment)
    payments.reverse_payment(tx, payment, chosen["reason"])
    booked = payments.book(tx, payment.case_id, replace(receipt, **chosen), report, accrue=accrue)
    for use in uses:
        tx.change(use, payment_id=booked.payment_id)
    return booked


def _beside(tx: Transaction, case: Case, filed: Sequence[FiledRow], day: date) -> dict[int, Cents]:
    """Return the interest of before the first day that is not booked, where it was stopped on that day or before."""
    claims = {row.claim_id for row in filed}
    found = accrual.run_up(tx, case, day)
    known = filing_rows.frozen(tx.database, sorted(claims))
    if claims - known:
        return {}
    return {id_: found[id_].beside_booked for id_ in claims if found[id_].beside_booked}


def _lines(
    tx: Transaction, filed: Sequence[FiledRow], command: ReceiveDistribution, beside: dict[int, Cents]
) -> list[ChosenLine]:
    """Return what goes to each claim: in proportion, and within it costs, interest, principal (BW 6:44)."""
    open_now = balances.payable(tx.database, [row.claim_id for row in filed], command.on_day)
    lines: list[ChosenLine] = []
    for row, cents in zip(filed, divided(command.cents, [one.claim for one in filed]), strict=True):
        left = int(cents)
        for component in (*COSTS, Component.INTEREST, Component.PRINCIPAL):
            most = open_now[row.claim_id].of(component)
            if component is Component.INTEREST:
                most = Cents(most + beside.get(row.claim_id, ZERO))
            part = min(left, max(0, most))
            if part:
                lines.append(ChosenLine(row.claim_id, component, Cents(part)))
                left -= part
    return lines
