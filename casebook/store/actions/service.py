"""Suspending a service to who does not pay: prepared, announced, taking effect, and lifted or not carried out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.service import OPEN, LiftGround, Sector, ServiceState, earliest, unmet
from casebook.errors import Refused
from casebook.store import service_facts, service_rows
from casebook.store.actions import given
from casebook.store.actions.cases import open_one
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.claims import Claim, Document
from casebook.store.models.letters import Letter
from casebook.store.models.people import Role
from casebook.store.models.service import ServiceSuspension, SuspendedClaim
from casebook.store.rows import rows
from casebook.store.service_rows import Suspension
from casebook.store.transaction import Transaction
from casebook.text import clean

_CASE = "SELECT case_id FROM service_suspension WHERE id = ?"
_SENT = "SELECT min(sent_on) FROM dispatch WHERE letter_id = ? AND returned_on IS NULL"


@dataclass(frozen=True, slots=True)
class PrepareSuspension:
    """A service that is to be suspended: what is supplied, in the words of the letters, and for which claims."""

    case_id: int
    sector: Sector
    service: str
    claim_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeSuspension:
    """What a suspension is about, as it should be, and why."""

    id: int
    version: int
    sector: Sector
    service: str
    claim_ids: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ReportMunicipality:
    """The day on which the municipality was told of the arrears; given again, the day as it should be."""

    id: int
    version: int
    on_day: date
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class MedicalStatement:
    """The day of a doctor's statement that the service may not stop."""

    id: int
    version: int
    on_day: date
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class AnnounceSuspension:
    """That it was announced on a day, and from when it takes effect; with the letter, if one was sent from here.

    `let_pass`: why a lead lets pass what is not met.
    """

    id: int
    version: int
    on_day: date
    effect_on: date
    letter_id: int | None = None
    let_pass: str = ""


@dataclass(frozen=True, slots=True)
class TakeEffect:
    """The day from which the service is suspended; `let_pass`: why a lead lets pass what is not met."""

    id: int
    version: int
    on_day: date
    let_pass: str = ""


@dataclass(frozen=True, slots=True)
class LiftSuspension:
    """The day from which the service is there again, and why."""

    id: int
    version: int
    on_day: date
    ground: LiftGround
    text: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawSuspension:
    """A suspension that did not take effect is not carried out."""

    id: int
    version: int
    reason: str


class _Sent(NamedTuple):
    on: date | None


def _case_of(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE, (command.id,))]


@action("service.prepare", cases=given.case_itself)
def prepare(tx: Transaction, command: PrepareSuspension) -> int:
    """Begin a suspension and return its id. A case has one at a time."""
    case = open_one(tx, command.case_id)
    if service_rows.open_one(service_rows.of_cases(tx.database, [case.id]).get(case.id, ())) is not None:
        raise Refused("service.one_at_a_time", source=HOUSE_RULE)
    claims, service = _claims(tx, case.id, command.claim_ids), _service(command.service)
    id_ = tx.add(ServiceSuspension, case_id=case.id, sector=command.sector, service=service, begun_on=tx.day)
    tx.add_many(SuspendedClaim, [{"suspension_id": id_, "claim_id": claim_id} for claim_id in claims])
    return id_


@action("service.change", cases=_case_of)
def change(tx: Transaction, command: ChangeSuspension) -> None:
    """Change what a suspension is about, for a reason. Refused once it was announced: then the letter says it."""
    given.reason(command.reason)
    one = _open(tx, command.id, command.version, ServiceState.PREPARED)
    claims, service = _claims(tx, one.case_id, command.claim_ids), _service(command.service)
    there = {row.claim_id: row for row in tx.find(_claim_rows(one.id))}
    for claim_id, row in there.items():
        if claim_id not in claims:
            tx.remove(row)
    new = [{"suspension_id": one.id, "claim_id": claim_id} for claim_id in claims if claim_id not in there]
    tx.add_many(SuspendedClaim, new)
    tx.change(one, sector=command.sector, service=service)


@action("service.report_municipality", cases=_case_of)
def report_municipality(tx: Transaction, command: ReportMunicipality) -> None:
    """Record that the municipality was told; what shows it goes with it."""
    one = _open(tx, command.id, command.version)
    on, document_id = given.past(tx, command.on_day), _document(tx, command.document_id)
    tx.change(one, municipality_on=on, municipality_document_id=document_id)


@action("service.medical", cases=_case_of)
def medical(tx: Transaction, command: MedicalStatement) -> None:
    """Record a doctor's statement: while it stands the service is not suspended, and one that is, is lifted."""
    one = _open(tx, command.id, command.version)
    on, document_id = given.past(tx, command.on_day), _document(tx, command.document_id)
    tx.change(one, medical_on=on, medical_document_id=document_id)


@action("service.announce", cases=_case_of)
def announce(tx: Transaction, command: AnnounceSuspension) -> None:
    """Record that it was announced in another way than by its letter, or by a letter that does not say so itself."""
    one = _open(tx, command.id, command.version, ServiceState.PREPARED)
    on = given.past(tx, command.on_day)
    given.in_order(announced_on=on, effect_on=command.effect_on)
    if command.letter_id is not None:
        _check_letter(tx, one.case_id, command.letter_id, on)
    notice = tx.law.defaults.suspension_notice.applied(on).value
    first, by_lead = earliest(on, notice), _by_lead(tx, command.let_pass)
    if command.effect_on < first and not by_lead:
        parameters = {"on": command.effect_on, "notice": notice, "earliest": first}
        raise Refused("stop.suspension_early", source=HOUSE_RULE, **parameters)
    _check_conditions(tx, _standing(tx, one), by_lead=by_lead)
    values = {"announced_on": on, "effect_on": command.effect_on, "announcement_id": command.letter_id}
    tx.change(one, **values, **_passed(one, command.let_pass))


@action("service.take_effect", cases=_case_of)
def take_effect(tx: Transaction, command: TakeEffect) -> None:
    """Record that the service is suspended. Refused where it was not announced, too early, or not allowed now."""
    one = _open(tx, command.id, command.version, ServiceState.PREPARED, ServiceState.ANNOUNCED)
    standing, on = _standing(tx, one), given.past(tx, command.on_day)
    effect_on = standing.course.effect_on
    if standing.course.announced_on is None or effect_on is None:
        raise Refused("service.not_announced", source=HOUSE_RULE)
    if on < effect_on:
        raise Refused("service.before_effect", source=HOUSE_RULE, on=on, effect=effect_on)
    _check_conditions(tx, standing, by_lead=_by_lead(tx, command.let_pass))
    tx.change(one, in_effect_on=on, **_passed(one, command.let_pass))


@action("service.lift", cases=_case_of)
def lift(tx: Transaction, command: LiftSuspension) -> None:
    """Lift a suspension, also in a case that is closed: nobody goes without because the case is over."""
    one = tx.get(ServiceSuspension, command.id, command.version)
    _refuse_other(_standing(tx, one).state, (ServiceState.IN_EFFECT,))
    on = given.past(tx, command.on_day)
    given.in_order(in_effect_on=one.in_effect_on, lifted_on=on)
    tx.change(one, lifted_on=on, lifted_ground=command.ground, lifted_because=clean(command.text).strip())


@action("service.withdraw", cases=_case_of)
def withdraw(tx: Transaction, command: WithdrawSuspension) -> None:
    """Do not carry out a suspension. Refused once it took effect: then it is lifted."""
    one = tx.get(ServiceSuspension, command.id, command.version)
    _refuse_other(_standing(tx, one).state, (ServiceState.PREPARED, ServiceState.ANNOUNCED))
    tx.change(one, withdrawn_on=tx.day, withdrawn_because=given.reason(command.reason))


def _open(tx: Transaction, id_: int, version: int, *states: ServiceState) -> ServiceSuspension:
    """Return a suspension of an open case in one of some states, without any in one that is not over."""
    one = tx.get(ServiceSuspension, id_, version)
    open_one(tx, one.case_id)
    _refuse_other(_standing(tx, one).state, states or tuple(OPEN))
    return one


def _refuse_other(state: ServiceState, states: Sequence[ServiceState]) -> None:
    if state not in states:
        raise Refused("service.other_state", source=HOUSE_RULE, state=f"service_{state}")


def _standing(tx: Transaction, one: ServiceSuspension) -> Suspension:
    some = service_rows.of_cases(tx.database, [one.case_id])[one.case_id]
    return next(each for each in some if each.row.id == one.id)


def _check_conditions(tx: Transaction, one: Suspension, *, by_lead: bool) -> None:
    """Refuse what is not allowed now, by the first condition that is not met and was not let pass."""
    for condition in unmet(service_facts.conditions_of(tx.database, one, tx.day)):
        if not (condition.by_lead and by_lead):
            code = f"stop.suspension_{condition.name}"
            raise Refused(code, source=condition.source, **condition.parameters)


def _by_lead(tx: Transaction, let_pass: str) -> bool:
    """Tell whether somebody lets pass what may be let pass. Raises `Refused` where he is no lead."""
    if not let_pass.strip():
        return False
    if Role.LEAD not in tx.actor.roles:
        raise Refused("service.lead_only", source=HOUSE_RULE, role=Role.LEAD)
    return True


def _passed(one: ServiceSuspension, let_pass: str) -> dict[str, str]:
    """Return the reason as it is kept: that of the announcement stays when it takes effect."""
    reason = clean(let_pass).strip()
    return {"passed_because": "\n".join(filter(None, (one.passed_because, reason)))} if reason else {}


def _check_letter(tx: Transaction, case_id: int, letter_id: int, on: date) -> None:
    letter = tx.get(Letter, letter_id)
    if letter.case_id != case_id or letter.kind != LetterKind.SUSPENSION_ANNOUNCED:
        raise Refused("service.other_letter", source=HOUSE_RULE)
    (sent,) = rows(tx.database, _SENT, _Sent, (letter_id,))
    if sent.on != on:
        raise Refused("service.letter_not_sent", source=HOUSE_RULE, on=on)


def _claims(tx: Transaction, case_id: int, claim_ids: Sequence[int]) -> list[int]:
    """Return claims, each once. Raises `Refused` without any, or with one of another case."""
    if not claim_ids:
        raise Refused("service.no_claim", source=HOUSE_RULE)
    for claim_id in claim_ids:
        claim = tx.get(Claim, claim_id)
        if claim.case_id != case_id:
            raise Refused("service.other_claim", source=HOUSE_RULE, number=claim.number)
    return list(dict.fromkeys(claim_ids))


def _claim_rows(id_: int) -> Any:
    return SuspendedClaim.select().where(SuspendedClaim.suspension_id == id_)


def _service(text: str) -> str:
    service = given.line(text)
    if not service:
        raise Refused("service.no_service", source=HOUSE_RULE)
    return service


def _document(tx: Transaction, document_id: int | None) -> int | None:
    return None if document_id is None else tx.get(Document, document_id).id
