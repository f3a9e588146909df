"""Claims of a case placed with an agency: prepared as a dossier that is whole, or recorded as it was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.placements.facts import AgencyKind, Arm, Guard, PlacementEventKind
from casebook.domain.placements.registration import may_collect, registration
from casebook.errors import Refused
from casebook.store import balances, mandates
from casebook.store.actions import given
from casebook.store.actions.assessment import check_assessed
from casebook.store.actions.cases import open_one
from casebook.store.actions.holds import case_of
from casebook.store.actions.placement_bearing import add, keep
from casebook.store.actions.placement_events import ReportFacts, add_report
from casebook.store.commands import action
from casebook.store.handing_over import check_announced
from casebook.store.models.agencies import Agency
from casebook.store.models.cases import TrackKind
from casebook.store.models.claims import Claim, Evidence
from casebook.store.models.parties import Party
from casebook.store.models.placements import PlacedClaim, Placement, PlacementBatch
from casebook.store.placement_rows import NOT_PERSONS
from casebook.store.transaction import Transaction
from casebook.text import clean

_E = PlacementEventKind
_HIGHEST_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class MakePlacementBatch:
    """Placements that are made together, of which `share_percent` go to the challenger, chosen by the `seed`."""

    name: str
    champion_id: int
    challenger_id: int | None = None
    share_percent: int | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class PreparePlacement:
    """Claims of a case, all that are open where none are named, that are to be placed with an agency.

    `guard` is who sees to limitation. What is refused may be passed with a reason by who may override it: without an
    assessment that counts, unannounced, without a list of evidence, with an agency that is not registered.
    """

    case_id: int
    collector_id: int
    guard: Guard
    claim_ids: tuple[int, ...] = ()
    without_assessment: str = ""
    unannounced: str = ""
    without_evidence: str = ""
    unregistered: str = ""
    note: str = ""
    placement_batch_id: int | None = None
    arm: Arm | None = None


@dataclass(frozen=True, slots=True)
class RecordPlacement:
    """Claims that lie with an agency already, since when, and up to when it reported last."""

    case_id: int
    collector_id: int
    guard: Guard
    sent_on: date
    claim_ids: tuple[int, ...] = ()
    reference: str = ""
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangePlacement:
    """Who guards limitation, and how the agency calls the placement, as it should be, and why."""

    id: int
    version: int
    guard: Guard
    reference: str
    reason: str


@action("placement_batch.make")
def make_batch(tx: Transaction, command: MakePlacementBatch) -> int:
    """Make a batch that placements can be in, and return its id."""
    name = given.line(command.name)
    if not name:
        raise Refused("placement.batch_name", source=HOUSE_RULE)
    split = (command.challenger_id, command.share_percent, command.seed)
    if any(one is None for one in split) and any(one is not None for one in split):
        raise Refused("placement.batch_split", source=HOUSE_RULE)
    if command.share_percent is not None and not 0 <= command.share_percent <= 100:
        raise Refused("placement.batch_split", source=HOUSE_RULE)
    if command.seed is not None and not 0 <= command.seed <= _HIGHEST_SEED:
        raise Refused("placement.batch_split", source=HOUSE_RULE)
    for id_ in (command.champion_id, command.challenger_id):
        if id_ is not None:
            _agency(tx, id_)
    return tx.add(
        PlacementBatch,
        name=name,
        made_on=tx.day,
        champion_agency_id=command.champion_id,
        challenger_agency_id=command.challenger_id,
        share_percent=command.share_percent,
        seed=command.seed,
    )


@action("placement.prepare", cases=given.case_itself)
def prepare(tx: Transaction, command: PreparePlacement) -> int:
    """Prepare a placement and return its id; what is more than the mandate for it a lead approves.

    Refused without a valid assessment, without a list of the evidence of each claim, before it was announced and the
    last day to pay has passed, and on a person with an agency that is not registered; each may be overridden.
    """
    case, agency = open_one(tx, command.case_id), _agency(tx, command.collector_id)
    claims = _claims(tx, case.id, command.claim_ids, living=False)
    ids = [claim.id for claim in claims]
    check_assessed(tx, case.id, TrackKind.AGENCY, command.without_assessment)
    check_announced(tx, case.id, command.unannounced, ids)
    _overridable(tx, _without_evidence(tx, claims), command.without_evidence)
    _overridable(tx, _unregistered(tx, agency, case.debtor_id), command.unregistered)
    open_now = balances.open_balances(tx.database, ids, tx.day)
    mandates.check(tx, mandates.Act.PLACEMENT, Cents(sum(one.total for one in open_now.values())))
    _check_batch(tx, command)
    id_ = _add(tx, case.id, agency.id, command.guard, claims, batch_id=command.placement_batch_id, arm=command.arm)
    add(tx, id_, _E.PREPARED, tx.day, text=clean(command.note).strip(), reason=_passed(command))
    add(tx, id_, _E.APPROVED, tx.day)
    keep(tx, id_)
    return id_


@action("placement.record", cases=given.case_itself)
def record(tx: Transaction, command: RecordPlacement) -> int:
    """Record that claims lie with an agency already, and return the id of the placement."""
    case, agency = open_one(tx, command.case_id), _agency(tx, command.collector_id)
    sent_on = given.past(tx, command.sent_on)
    given.in_order(sent_on=sent_on, reported_on=command.reported_on)
    claims = _claims(tx, case.id, command.claim_ids, living=True)
    id_ = _add(tx, case.id, agency.id, command.guard, claims, reference=given.line(command.reference))
    for kind in (_E.PREPARED, _E.APPROVED, _E.SENT, _E.ACCEPTED):
        add(tx, id_, kind, sent_on)
    if command.reported_on is not None:
        add_report(tx, id_, ReportFacts(given.past(tx, command.reported_on)))
    keep(tx, id_)
    return id_


@action("placement.change", cases=case_of(Placement))
def change(tx: Transaction, command: ChangePlacement) -> None:
    """Change who guards limitation, or how the agency calls the placement."""
    row = tx.get(Placement, command.id, command.version)
    given.reason(command.reason)
    tx.change(row, guard=command.guard, reference=given.line(command.reference))


def _check_batch(tx: Transaction, command: PreparePlacement) -> None:
    """Refuse an arm of no batch, of one that was not split, and with another agency than that of the arm."""
    of_arm = None
    if command.placement_batch_id is not None:
        batch = tx.get(PlacementBatch, command.placement_batch_id)
        if batch.challenger_agency_id is not None:
            of_arm = {Arm.CHAMPION: batch.champion_agency_id, Arm.CHALLENGER: batch.challenger_agency_id}
    if command.arm is not None and (of_arm is None or of_arm[command.arm] != command.collector_id):
        raise Refused("placement.arm_agency", source=HOUSE_RULE)


def _agency(tx: Transaction, agency_id: int) -> Agency:
    agency = tx.get(Agency, agency_id)
    if agency.ended_on is not None:
        raise Refused("agency.ended", source=HOUSE_RULE, name=tx.get(Party, agency.party_id).name, on=agency.ended_on)
    return agency


def _claims(tx: Transaction, case_id: int, claim_ids: Sequence[int], *, living: bool) -> list[Claim]:
    """Return the claims that are to be placed: those named, else all that can be.

    Refused for one of another case, that has ended, of which nothing is open, or that lies with an agency; one that is
    only marked as placed (`living`) may be.
    """
    own = tx.find(Claim.select().where(Claim.case_id == case_id, Claim.ended_on.is_null()).order_by(Claim.id))
    open_now = balances.open_balances(tx.database, [one.id for one in own], tx.day)
    ids = [one.id for one in own]
    there = PlacedClaim.select().where(PlacedClaim.claim_id.in_(ids), PlacedClaim.ended_on.is_null())
    taken = {one.claim_id for one in tx.find(there)}
    if not living:
        taken |= {one.id for one in own if one.placed}
    free = [one for one in own if one.id not in taken and open_now[one.id].total > 0]
    if not claim_ids:
        marked = [one for one in free if one.placed] if living else []
        chosen = marked or [one for one in free if not one.not_pursued]
    else:
        chosen = [one for one in free if one.id in claim_ids]
    if again := sorted(taken & set(claim_ids)):
        numbers = [one.number for one in own if one.id in again]
        raise Refused("placement.placed_already", source=HOUSE_RULE, numbers=numbers)
    if not chosen or not set(claim_ids) <= {one.id for one in chosen}:
        raise Refused("placement.no_claims", source=HOUSE_RULE)
    return chosen


def _without_evidence(tx: Transaction, claims: Sequence[Claim]) -> Refused | None:
    """Return the refusal of claims of which nobody made a list of the evidence."""
    listed = tx.find(Evidence.select().where(Evidence.claim_id.in_([claim.id for claim in claims])))
    known = {one.claim_id for one in listed}
    numbers = [claim.number for claim in claims if claim.id not in known]
    return Refused("placement.no_evidence", source=HOUSE_RULE, numbers=numbers) if numbers else None


def _unregistered(tx: Transaction, agency: Agency, debtor_id: int) -> Refused | None:
    """Return the refusal of an agency that may not collect from a person today (Wki)."""
    needed, debtor = tx.law.agencies, tx.get(Party, debtor_id)
    found = registration(AgencyKind(agency.kind), agency.registered_until, tx.day, needed)
    if debtor.kind in NOT_PERSONS or may_collect(found):
        return None
    name, until = tx.get(Party, agency.party_id).name, agency.registered_until
    source = needed.applied(tx.day).source
    if until is None:
        return Refused("placement.unregistered", source=source, agency=name)
    return Refused("placement.registration_over", source=source, agency=name, until=until)


def _overridable(tx: Transaction, refused: Refused | None, because: str) -> None:
    """Raise a refusal, unless whoever may override it says why."""
    if refused is None:
        return
    if not clean(because).strip():
        raise refused
    mandates.check(tx, mandates.Act.OVERRIDE, Cents(0))


def _passed(command: PreparePlacement) -> str:
    """Return why what would be refused was passed, one reason on each line."""
    given_reasons = (command.without_assessment, command.unannounced, command.without_evidence, command.unregistered)
    return "\n".join(given.line(one) for one in given_reasons if one.strip())


def _add(tx: Transaction, case_id: int, agency_id: int, guard: Guard, claims: Sequence[Claim], **values: object) -> int:
    ids = [claim.id for claim in claims]
    open_now, last = balances.open_balances(tx.database, ids, tx.day), balances.last_entries(tx.database, ids)
    id_ = tx.add(Placement, case_id=case_id, agency_id=agency_id, guard=guard, next_due_on=date.max, **values)
    rows = [
        {
            "placement_id": id_,
            "claim_id": claim.id,
            "principal_cents": open_now[claim.id].principal,
            "interest_cents": open_now[claim.id].interest,
            "costs_cents": open_now[claim.id].total - open_now[claim.id].principal - open_now[claim.id].interest,
            "last_entry_id": last[claim.id],
        }
        for claim in claims
    ]
    tx.add_many(PlacedClaim, rows)
    return id_
