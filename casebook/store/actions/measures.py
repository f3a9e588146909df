"""Measures: what a bailiff is instructed to do, what came of it, what it cost, and what is next."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from casebook.domain.component import Component
from casebook.domain.court import title as of_title
from casebook.domain.court.facts import (
    AFTER_COMMAND,
    ATTACHING,
    SERVICE,
    WITH_EXEMPT,
    WITH_STATEMENT,
    MeasureKind,
    MeasureOutcome,
)
from casebook.domain.court.stays import Way, of_measure
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.ledger import EntryKind
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused
from casebook.store import court_rows, mandates
from casebook.store.actions import given, measure_lapse
from casebook.store.actions.cases import open_one, outward_act
from casebook.store.actions.court_bearing import bear, open_track
from casebook.store.actions.court_stays import LetPass, check_not_stayed
from casebook.store.actions.ledger import add_entry
from casebook.store.actions.limitation import Reached, check_liable
from casebook.store.actions.proceedings import of_case
from casebook.store.commands import action
from casebook.store.court_rows import RecordedTitle
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.court import Measure
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What is known of a measure; see the columns. `charged_cents` of the cost are to be owed by the debtor."""

    on_day: date
    bailiff_id: int | None = None
    third_party: str = ""
    statement_by: date | None = None
    statement_on: date | None = None
    exempt_cents: Cents | None = None
    exempt_from: date | None = None
    cost_cents: Cents = ZERO
    charged_cents: Cents = ZERO
    outcome: MeasureOutcome | None = None
    outcome_on: date | None = None
    next_step: str = ""
    next_on: date | None = None
    note: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class TakeMeasure:
    """A measure a bailiff is instructed to take against somebody; a writ of interruption needs no title.

    `despite_insolvency` is why it is taken though he is insolvent: by a `way` that the law leaves.
    """

    claim_id: int
    party_id: int
    kind: MeasureKind
    facts: MeasureFacts
    way: Way | None = None
    despite_insolvency: str = ""


@dataclass(frozen=True, slots=True)
class ChangeMeasure:
    """A measure as it is known now: what came of it, what it cost, what is next."""

    id: int
    version: int
    facts: MeasureFacts


@action("measure.take", cases=given.case_of_claim)
def take(tx: Transaction, command: TakeMeasure) -> int:
    """Take a measure and return its id.

    Refused without a title against him that may be enforced and was served, during his insolvency (Fw 33) but by a way
    that the law leaves, and for a petition beyond the mandate for it. A writ of interruption goes whatever stands in
    the way.
    """
    claim = tx.get(Claim, command.claim_id)
    case = open_one(tx, claim.case_id)
    kind, facts = command.kind, command.facts
    check_liable(tx, case.id, Reached(command.party_id, claim.id))
    if kind is not MeasureKind.INTERRUPTION:
        title = court_rows.title_of(tx.database, claim.id)
        if title is None or command.party_id not in {one.party_id for one in title.against(claim.id)}:
            raise Refused("measure.no_title", source="Rv 430", number=claim.number)
        _check_enforceable(tx, title, kind, facts.on_day)
        if (step := of_measure(kind)) is not None:
            passing = LetPass(command.way, command.despite_insolvency)
            check_not_stayed(tx, [command.party_id], step, facts.on_day, passing)
    if kind is MeasureKind.PETITION:
        mandates.check(tx, mandates.Act.PETITION, ZERO)
    owner = {"case_id": case.id, "claim_id": claim.id, "party_id": command.party_id, "kind": kind}
    id_ = tx.add(Measure, **owner, **_values(tx, kind, facts))
    measure_lapse.of_party(tx, command.party_id, case.id)
    _charge(tx, claim.id, facts, ZERO)
    if kind is not MeasureKind.INTERRUPTION:
        open_track(tx, case.id, given.line(facts.note))
    outward_act(tx, tx.get(Case, case.id))
    bear(tx, case.id, given.line(facts.note))
    return id_


@action("measure.change", cases=of_case(Measure, "id"))
def change(tx: Transaction, command: ChangeMeasure) -> None:
    """Put right a measure, or record what came of it; what is charged more is booked. Less is not taken back here."""
    measure = tx.get(Measure, command.id, command.version)
    kind, facts = MeasureKind(measure.kind), command.facts
    if facts.charged_cents < measure.charged_cents:
        raise Refused("measure.charged", source=HOUSE_RULE, amount=measure.charged_cents)
    before = Cents(measure.charged_cents)
    tx.change(measure, **_values(tx, kind, facts))
    _charge(tx, measure.claim_id, facts, before)
    bear(tx, measure.case_id, clean(facts.note).strip())


def _check_enforceable(tx: Transaction, title: RecordedTitle, kind: MeasureKind, on: date) -> None:
    found = of_title.standing(title.title, tx.day, tx.law.court)
    if not of_title.may_enforce(title.title, found):
        raise Refused("measure.not_enforceable", source="Rv 430", stage=f"title_stage_{found.stage}")
    served = title.title.events.first(*SERVICE)
    if kind in ATTACHING and kind is not MeasureKind.PETITION and (served is None or served.on > on):
        raise Refused("measure.not_served", source="Rv 430")
    if kind in AFTER_COMMAND and found.goods_from is not None and on < found.goods_from:
        entry = tx.law.court.command.applied(on)
        raise Refused("measure.command", source=entry.source, term=entry.value, on=found.goods_from)


def _values(tx: Transaction, kind: MeasureKind, facts: MeasureFacts) -> dict[str, Any]:
    """Return the columns of a measure. Refuses what does not go with its kind, and days that cannot be."""
    given.past(tx, facts.on_day)
    for day in (facts.statement_on, facts.outcome_on, facts.ended_on, facts.exempt_from):
        if day is not None:
            given.past(tx, day)
    given.in_order(on_day=facts.on_day, outcome_on=facts.outcome_on, ended_on=facts.ended_on)
    given.in_order(on_day=facts.on_day, statement_on=facts.statement_on)
    given.in_order(on_day=facts.on_day, statement_by=facts.statement_by)
    if (facts.outcome is None) != (facts.outcome_on is None):
        raise Refused("measure.outcome_day", source=HOUSE_RULE)
    third = facts.third_party or facts.statement_by or facts.statement_on
    exempt = facts.exempt_cents is not None or facts.exempt_from is not None
    if (third and kind not in WITH_STATEMENT) or (exempt and kind not in WITH_EXEMPT):
        raise Refused("measure.of_kind", source=HOUSE_RULE, kind=f"measure_{kind}")
    if (facts.exempt_cents is None) != (facts.exempt_from is None):
        raise Refused("measure.exempt", source="Rv 475c-475da")
    if not ZERO <= facts.charged_cents <= facts.cost_cents:
        raise Refused("measure.costs", source=HOUSE_RULE, amount=facts.cost_cents)
    values = {part.name: getattr(facts, part.name) for part in fields(facts)}
    values |= {name: given.line(values[name]) for name in ("third_party", "next_step")}
    bailiff_id = None if facts.bailiff_id is None else tx.get(Party, facts.bailiff_id).id
    return values | {"note": clean(facts.note).strip(), "bailiff_id": bailiff_id}


def _charge(tx: Transaction, claim_id: int, facts: MeasureFacts, before: Cents) -> None:
    """Book what of the cost the debtor is newly charged with."""
    if (more := facts.charged_cents - before) > 0:
        add_entry(
            tx,
            claim_id,
            EntryKind.CHARGE,
            component=Component.ENFORCEMENT_COSTS,
            cents=more,
            on_day=facts.outcome_on or facts.on_day,
            reason=given.line(facts.note) or given.line(facts.third_party),
        )
