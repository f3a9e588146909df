"""Coming in: regular credit control hands a debtor over, and we accept the case or return it with the reason."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.relation.intake import Criterion
from casebook.errors import Refused
from casebook.law.book import Book
from casebook.store.actions import given
from casebook.store.actions.cases import OpenCase, begin, close_as, open_one, owner_columns
from casebook.store.commands import action
from casebook.store.models.cases import Case, CaseState, Closing, NextKind
from casebook.store.models.relation import Intake
from casebook.store.red_dates import red_dates
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class RegisterIntake:
    """A debtor is handed over to us: by whom, why, and what happened before. The owner decides on it."""

    debtor_id: int
    handed_over_by: str
    handed_over_on: date
    criterion: Criterion
    tried: str = ""
    promises: str = ""
    documents: str = ""
    sales_contact: str = ""
    owner_person_id: int | None = None
    owner_team_id: int | None = None


@dataclass(frozen=True, slots=True)
class AcceptIntake:
    """The case is ours. Without an owner the one it has works it."""

    case_id: int
    version: int
    owner_person_id: int | None = None
    owner_team_id: int | None = None


@dataclass(frozen=True, slots=True)
class RefuseIntake:
    """The case goes back to regular credit control."""

    case_id: int
    version: int
    reason: str


class Terms(NamedTuple):
    """By when an intake is decided on, and by when the first assessment is made once it is accepted."""

    decide_by: date
    assess_by: date


def terms(law: Book, handed_over_on: date, accepted_on: date) -> Terms:
    """Return our own terms for an intake."""
    rules = law.defaults.intake.applied(handed_over_on).value
    return Terms(
        add_working_days(handed_over_on, rules.decision, law.holidays),
        add_working_days(accepted_on, rules.first_assessment, law.holidays),
    )


@action("intake.register")
def register_intake(tx: Transaction, command: RegisterIntake) -> int:
    """Open a case as intake, to be decided on within our term, and return its id."""
    given.past(tx, command.handed_over_on)
    decide_by = terms(tx.law, command.handed_over_on, tx.day).decide_by
    owner = command.owner_person_id, command.owner_team_id
    # What was on its way for long is decided on today.
    opening = OpenCase(command.debtor_id, max(decide_by, tx.day), NextKind.FIRST_LOOK, "", *owner)
    case_id = begin(tx, opening, CaseState.INTAKE)
    tx.add(
        Intake,
        case_id=case_id,
        handed_over_by=_named(command.handed_over_by),
        handed_over_on=command.handed_over_on,
        criterion=command.criterion,
        tried=clean(command.tried).strip(),
        promises=clean(command.promises).strip(),
        documents=clean(command.documents).strip(),
        sales_contact=given.line(command.sales_contact),
        decide_by=decide_by,
    )
    return case_id


@action("intake.accept", cases=given.case_itself)
def accept_intake(tx: Transaction, command: AcceptIntake) -> None:
    """Open the case; its next action is the first look, by the day of the first assessment or before what is lost."""
    case, intake = _waiting(tx, command.case_id, command.version)
    owner = {"owner_person_id": case.owner_person_id, "owner_team_id": case.owner_team_id}
    if command.owner_person_id is not None or command.owner_team_id is not None:
        owner = owner_columns(tx, command.owner_person_id, command.owner_team_id)
    assess_by = terms(tx.law, intake.handed_over_on, tx.day).assess_by
    lost = red_dates(tx.database, [case.id], tx.day).get(case.id, assess_by)
    tx.change(intake, accepted_on=tx.day, assess_by=assess_by, decided_by_id=tx.actor.person)
    tx.change(
        case, state=CaseState.OPEN, next_on=min(assess_by, lost), next_kind=NextKind.FIRST_LOOK, next_note="", **owner
    )


@action("intake.refuse", cases=given.case_itself)
def refuse_intake(tx: Transaction, command: RefuseIntake) -> None:
    """Close the case as returned to regular control, with the reason."""
    case, intake = _waiting(tx, command.case_id, command.version)
    because = given.reason(command.reason)
    tx.change(intake, returned_on=tx.day, returned_because=because, decided_by_id=tx.actor.person)
    close_as(tx, case, Closing.RETURNED_TO_REGULAR)


def _waiting(tx: Transaction, case_id: int, version: int) -> tuple[Case, Intake]:
    """Return a case and its intake that nobody decided on yet."""
    case = open_one(tx, case_id, version)
    intake = tx.first(Intake.select().where(Intake.case_id == case.id))
    if case.state != CaseState.INTAKE or intake is None:
        raise Refused("intake.none", source=HOUSE_RULE, number=case.number)
    return case, intake


def _named(name: str) -> str:
    cleaned = given.line(name)
    if not cleaned:
        raise Refused("intake.by_whom", source=HOUSE_RULE)
    return cleaned
