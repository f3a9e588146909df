"""Claims: added, changed, and let go."""

import re
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.component import Component
from casebook.domain.default import Agreed
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.ledger import EntryKind
from casebook.domain.limitation.facts import DUTCH_LAW, UNKNOWN_KIND, SlateException
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store import balances, scheme_rest
from casebook.store.actions import given, ledger
from casebook.store.actions.claim_days import NamedDay, add_days
from casebook.store.actions.insolvency_bearing import extend_to
from casebook.store.actions.liabilities import Liable, add_liable
from casebook.store.commands import action
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Document, RateKind
from casebook.store.models.money import LedgerEntry
from casebook.store.models.parties import Creditor
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction

EURO = "EUR"

_COUNTRY = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LINES = ("place", "order_number", "product_group", "description")
_SAME_NUMBER = "SELECT k.id FROM claim k WHERE k.creditor_id = ? AND k.number = ? AND k.id <> ? AND k.ended_on IS NULL"


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What a claim is, but for its amount; what is None or empty is not known.

    `kind` is a kind of the law of limitation or `unknown`; `law` the country whose law governs it. `rate` is the
    percentage per year as text, of contractual interest only. `agreed_in_id` is the document with the term of payment,
    `title_of_id` the claim that this judgment took the place of, `main_id` the claim that this guarantee ends with.
    """

    number: str
    kind: str
    capacity: Capacity | None
    agreed: Agreed | None
    agreed_in_id: int | None = None
    law: str = DUTCH_LAW
    invoice_on: date | None = None
    received_on: date | None = None
    due_on: date | None = None
    supplied_from: date | None = None
    supplied_until: date | None = None
    place: str = ""
    order_number: str = ""
    product_group: str = ""
    description: str = ""
    rate_kind: RateKind = RateKind.STATUTORY
    rate: str | None = None
    notice_received_on: date | None = None
    notice_last_day: date | None = None
    refused_on: date | None = None
    large_debtor_small_creditor: int | None = None
    long_term_express: int | None = None
    title_of_id: int | None = None
    main_id: int | None = None


@dataclass(frozen=True, slots=True)
class AddClaim:
    """A claim of a creditor on the debtor of a case, with its principal in cents of its currency."""

    case_id: int
    creditor_id: int
    cents: Cents
    facts: ClaimFacts
    currency: str = EURO
    days: tuple[NamedDay, ...] = ()
    liable: tuple[Liable, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeClaim:
    """The facts of a claim as they should be, all of them; `version` is the one that was seen."""

    claim_id: int
    version: int
    facts: ClaimFacts


@dataclass(frozen=True, slots=True)
class WithdrawClaim:
    """A claim that we no longer maintain: it ends, and what is open of it is credited."""

    claim_id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class FreezeInterest:
    """Interest stops on a day; None lets it run again."""

    claim_id: int
    version: int
    on_day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class MarkNotPursued:
    """A claim that was written off is let go, so that its clocks go quiet; or is taken up again."""

    claim_id: int
    version: int
    not_pursued: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ExceptFromSlate:
    """Why a clean slate does not cover a claim; without a ground one does."""

    claim_id: int
    version: int
    ground: SlateException | None
    reason: str


@action("claim.add", cases=given.case_itself)
def add(tx: Transaction, command: AddClaim) -> int:
    """Add a claim and return its id; its principal is charged on the day of the invoice, else the last of payment.

    Refused: a number the creditor used before, a kind, country or currency there is not, days that contradict.
    """
    tx.get(Case, command.case_id)
    creditor = tx.get(Creditor, command.creditor_id)
    cents = given.positive(command.cents)
    if not _CURRENCY.fullmatch(command.currency):
        raise Refused("claim.currency", source=HOUSE_RULE, currency=given.line(command.currency))
    foreign = command.currency != EURO
    values = _values(tx, command.facts)
    refuse_used_number(tx, creditor, values["number"], claim_id=0)
    claim_id = tx.add(
        Claim,
        case_id=command.case_id,
        creditor_id=creditor.id,
        currency=command.currency,
        foreign_cents=cents if foreign else None,
        principal_cents=0 if foreign else cents,
        **values,
    )
    if not foreign:
        charged_on = _charged_on(command.facts, tx.day)
        ledger.add_entry(tx, claim_id, EntryKind.CHARGE, component=Component.PRINCIPAL, cents=cents, on_day=charged_on)
    add_days(tx, claim_id, command.days)
    for liable in command.liable:
        add_liable(tx, claim_id, liable)
    extend_to(tx, [command.case_id])
    return claim_id


@action("claim.change", cases=given.case_of_claim)
def change(tx: Transaction, command: ChangeClaim) -> None:
    """Change the facts of a claim; where the day it was charged on changes, the entry is corrected too."""
    claim = tx.get(Claim, command.claim_id, command.version)
    values = _values(tx, command.facts)
    for name in ("title_of_id", "main_id"):
        if values[name] == claim.id:
            raise Refused("claim.of_itself", source=HOUSE_RULE)
    if values["number"] != claim.number:
        refuse_used_number(tx, tx.get(Creditor, claim.creditor_id), values["number"], claim.id)
    principal, charged_on = principal_entry(tx, claim), _charged_on(command.facts, tx.day)
    if principal is not None and charged_on != _charged_on(facts_of(claim), tx.day):
        ledger.replace(tx, principal, Cents(principal.cents), charged_on, "")
    tx.change(claim, **values)


@action("claim.withdraw", role=Role.LEAD, cases=given.case_of_claim)
def withdraw(tx: Transaction, command: WithdrawClaim) -> None:
    """End a claim and credit what is open of it. Refused beyond the mandate for credits.

    Refused for what a scheme or composition left of it once that was completed: it is remitted.
    """
    claim = _living(tx, command.claim_id, command.version)
    reason = given.reason(command.reason)
    if any(claim.id in one.claim_ids for one in scheme_rest.of_case(tx.database, claim.case_id, tx.day)):
        raise Refused("claim.rest_of_scheme", source=HOUSE_RULE, number=claim.number)
    open_now = balances.in_all(tx.database, claim.id)
    ledger.check_mandate(tx, claim.id, open_now.total)
    last = max([tx.day, *(entry.on_day for entry in _entries(tx, claim))])
    for component in Component:
        if (cents := open_now.of(component)) > 0:
            ledger.add_entry(
                tx, claim.id, EntryKind.CREDIT, component=component, cents=-cents, on_day=last, reason=reason
            )
    tx.change(claim, ended_on=tx.day)


@action("claim.freeze_interest", cases=given.case_of_claim)
def freeze_interest(tx: Transaction, command: FreezeInterest) -> None:
    """Let interest stop on a day, or run again."""
    claim = _living(tx, command.claim_id, command.version)
    given.reason(command.reason)
    tx.change(claim, interest_frozen_on=command.on_day)


@action("claim.mark_not_pursued", role=Role.LEAD, cases=given.case_of_claim)
def mark_not_pursued(tx: Transaction, command: MarkNotPursued) -> None:
    """Let a claim go that was written off in full, or take it up again."""
    claim = _living(tx, command.claim_id, command.version)
    given.reason(command.reason)
    if command.not_pursued and (ledger.not_written_off(tx, claim.id) > 0 or claim.foreign_cents is not None):
        raise Refused("claim.not_written_off", source=HOUSE_RULE, number=claim.number)
    tx.change(claim, not_pursued=int(command.not_pursued))


@action("claim.except_from_slate", role=Role.LEAD, cases=given.case_of_claim)
def except_from_slate(tx: Transaction, command: ExceptFromSlate) -> None:
    """Say why a clean slate does not cover a claim, or that one does (Fw 358 lid 4; 299a)."""
    claim = _living(tx, command.claim_id, command.version)
    given.reason(command.reason)
    tx.change(claim, slate_exception=command.ground)


def facts_of(claim: Claim) -> ClaimFacts:
    """Return the facts of a claim as a command has them."""
    values = {part.name: claim.__data__[part.name] for part in fields(ClaimFacts)}
    values |= {
        "capacity": Capacity(values["capacity"]) if values["capacity"] else None,
        "agreed": Agreed(values["agreed"]) if values["agreed"] else None,
        "rate_kind": RateKind(values["rate_kind"]),
    }
    return ClaimFacts(**values)


def principal_entry(tx: Transaction, claim: Claim) -> LedgerEntry | None:
    """Return the entry that charged the principal, None for a claim in another currency."""
    entries = _entries(tx, claim)
    undone = {entry.reverses_id for entry in entries}
    return next(
        (
            entry
            for entry in entries
            if entry.kind == EntryKind.CHARGE and entry.component == Component.PRINCIPAL and entry.id not in undone
        ),
        None,
    )


def _entries(tx: Transaction, claim: Claim) -> list[LedgerEntry]:
    return tx.find(LedgerEntry.select().where(LedgerEntry.claim_id == claim.id).order_by(LedgerEntry.id))


def _living(tx: Transaction, claim_id: int, version: int) -> Claim:
    claim = tx.get(Claim, claim_id, version)
    if claim.ended_on is not None:
        raise Refused("claim.ended", source=HOUSE_RULE, number=claim.number, on=claim.ended_on)
    return claim


def _charged_on(facts: ClaimFacts, day: date) -> date:
    """Return the day the principal is charged on: what we keep in our books on `day` is owed, also if not due yet."""
    return min(facts.invoice_on or facts.due_on or day, day)


def _values(tx: Transaction, facts: ClaimFacts) -> dict[str, Any]:
    """Return the columns that hold the facts, checked and cleaned."""
    values = {part.name: getattr(facts, part.name) for part in fields(facts)}
    values |= {name: given.line(values[name]) for name in ("number", *_LINES)}
    values["law"] = facts.law.upper()
    if facts.kind != UNKNOWN_KIND and facts.kind not in tx.law.limitation.kinds:
        raise Refused("claim.kind", source=HOUSE_RULE, kind=given.line(facts.kind))
    if not _COUNTRY.fullmatch(values["law"]):
        raise Refused("claim.law", source=HOUSE_RULE, country=given.line(facts.law))
    values["rate"] = _rate(facts)
    given.in_order(invoice_on=facts.invoice_on, due_on=facts.due_on)
    given.in_order(invoice_on=facts.invoice_on, received_on=facts.received_on)
    given.in_order(supplied_from=facts.supplied_from, supplied_until=facts.supplied_until)
    given.in_order(notice_received_on=facts.notice_received_on, notice_last_day=facts.notice_last_day)
    if facts.agreed_in_id is not None:
        tx.get(Document, facts.agreed_in_id)
    for other in (facts.title_of_id, facts.main_id):
        if other is not None:
            tx.get(Claim, other)
    return values


def _rate(facts: ClaimFacts) -> str | None:
    """Return the agreed percentage in its plain form: contractual interest has one, other interest has none."""
    if (facts.rate is not None) is not (facts.rate_kind is RateKind.CONTRACTUAL):
        raise Refused("claim.rate_kind", source="BW 6:119 lid 3", kind=facts.rate_kind)
    if facts.rate is None:
        return None
    try:
        rate = Decimal(facts.rate)
    except InvalidOperation:
        rate = Decimal("NaN")
    if not (rate.is_finite() and 0 <= rate <= 1000):
        raise Refused("claim.rate", source=HOUSE_RULE, rate=given.line(facts.rate))
    return f"{rate:f}"


def refuse_used_number(tx: Transaction, creditor: Creditor, number: str, claim_id: int) -> None:
    """Refuse a number that another living claim of the creditor has; a claim has one."""
    if not number:
        raise Refused("claim.no_number", source=HOUSE_RULE)
    tx.hold(f"claim {creditor.id} {number}")
    if tx.database.value(_SAME_NUMBER, (creditor.id, number, claim_id)) is not None:
        raise Refused("claim.number_used", source=HOUSE_RULE, number=number, creditor=creditor.code)
