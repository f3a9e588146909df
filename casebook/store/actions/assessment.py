"""Assessing a debtor: whether he can and will pay, what he said, and what was seen of his finances."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.calendar import add
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO
from casebook.domain.routes.facts import Scores, WhyUnpaid
from casebook.errors import Refused
from casebook.store import mandates
from casebook.store.actions import given
from casebook.store.actions.cases import open_one
from casebook.store.commands import action
from casebook.store.mandates import Act
from casebook.store.models.assessment import (
    Assessment,
    AssessmentAnswer,
    AssessmentEvidence,
    CreditOutcome,
    FinanceEvidence,
    Question,
)
from casebook.store.models.cases import TrackKind
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction
from casebook.text import clean

_LEAST, _MOST = 1, 5
# What is not begun without a valid assessment.
GUARDED = frozenset({TrackKind.AGENCY, TrackKind.COURT})


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered to a question, in his own words."""

    question: Question
    text: str


@dataclass(frozen=True, slots=True)
class CreditCheck:
    """What a credit check came to: from which source, of which day, and the score as the source gives it."""

    source: str
    checked_on: date | None = None
    outcome: CreditOutcome | None = None
    score: str = ""


@dataclass(frozen=True, slots=True)
class RecordAssessment:
    """How a debtor is judged; scores go from 1 to 5, None where one is not known.

    `valid_until` may be earlier than the house has it. `evidence_ids` are the pieces of evidence of finances seen.
    """

    case_id: int
    assessed_on: date
    beliefs: int | None = None
    self_direction: int | None = None
    concession: int | None = None
    room: int | None = None
    why_unpaid: WhyUnpaid | None = None
    party_id: int | None = None
    answers: tuple[Answer, ...] = ()
    credit: CreditCheck | None = None
    evidence_ids: tuple[int, ...] = ()
    valid_until: date | None = None


@action("assessment.record", cases=given.case_itself)
def record_assessment(tx: Transaction, command: RecordAssessment) -> int:
    """Record an assessment and return its id; those before it stay as they are. Refused where it says nothing."""
    case = open_one(tx, command.case_id)
    on_day = given.past(tx, command.assessed_on)
    scores = Scores(command.beliefs, command.self_direction, command.concession, command.room)
    if any(score is not None and not _LEAST <= score <= _MOST for score in scores):
        raise Refused("assessment.score", source=HOUSE_RULE, least=_LEAST, most=_MOST)
    answers = {one.question: clean(one.text).strip() for one in command.answers}
    answers = {question: text for question, text in answers.items() if text}
    if not answers and command.why_unpaid is None and all(score is None for score in scores):
        raise Refused("assessment.empty", source=HOUSE_RULE)
    if command.party_id is not None:
        tx.get(Party, command.party_id)
    assessment_id = tx.add(
        Assessment,
        case_id=case.id,
        on_day=on_day,
        valid_until=_valid_until(tx, command),
        person_id=tx.actor.person,
        party_id=command.party_id,
        why_unpaid=command.why_unpaid,
        **scores._asdict(),
        **_credit(tx, command.credit),
    )
    tx.add_many(
        AssessmentAnswer,
        [{"assessment_id": assessment_id, "question": question, "text": text} for question, text in answers.items()],
    )
    tx.add_many(
        AssessmentEvidence,
        [{"assessment_id": assessment_id, "finance_evidence_id": id_} for id_ in _seen(tx, command)],
    )
    return assessment_id


def newest_assessment(tx: Transaction, case_id: int) -> Assessment | None:
    """Return the assessment that counts for a case, the last one, None where there is none."""
    query = Assessment.select().where(Assessment.case_id == case_id)
    return tx.first(query.order_by(Assessment.on_day.desc(), Assessment.id.desc()))


def valid_assessment(tx: Transaction, case_id: int) -> Assessment:
    """Return the assessment of a case. Raises `Refused` where there is none, or the last one counts no longer."""
    newest = newest_assessment(tx, case_id)
    if newest is None:
        raise Refused("assessment.missing", source=HOUSE_RULE)
    if newest.valid_until < tx.day:
        raise Refused("assessment.expired", source=HOUSE_RULE, until=newest.valid_until)
    return newest


def check_assessed(tx: Transaction, case_id: int, kind: TrackKind, without: str) -> None:
    """Refuse placing and suing without a valid assessment, unless whoever may override it says why (`without`)."""
    if kind not in GUARDED:
        return
    if clean(without).strip():
        mandates.check(tx, Act.OVERRIDE, ZERO)
    else:
        valid_assessment(tx, case_id)


def _valid_until(tx: Transaction, command: RecordAssessment) -> date:
    longest = add(command.assessed_on, tx.law.defaults.assessment.applied(command.assessed_on).value)
    until = command.valid_until or longest
    given.in_order(assessed_on=command.assessed_on, valid_until=until)
    if until > longest:
        raise Refused("assessment.too_long", source=HOUSE_RULE, until=longest)
    return until


def _credit(tx: Transaction, check: CreditCheck | None) -> dict[str, object]:
    """Return the columns of a credit check. Refused where it has no source."""
    if check is None:
        return {}
    source = given.line(check.source)
    if not source:
        raise Refused("assessment.credit_source", source=HOUSE_RULE)
    return {
        "credit_source": source,
        "credit_on": None if check.checked_on is None else given.past(tx, check.checked_on),
        "credit_outcome": check.outcome,
        "credit_score": given.line(check.score),
    }


def _seen(tx: Transaction, command: RecordAssessment) -> list[int]:
    """Return the pieces of evidence that were seen. Refused for one of another case, or one that never came in."""
    seen = list(dict.fromkeys(command.evidence_ids))
    for id_ in seen:
        piece = tx.get(FinanceEvidence, id_)
        if piece.case_id != command.case_id or piece.received_on is None:
            raise Refused("assessment.not_seen", source=HOUSE_RULE, kind=f"finance_{piece.kind}")
    return seen
