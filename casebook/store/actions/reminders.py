"""Reminder cycles: started and stopped by a person, and taken through step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.reminders.course import NextStep, held_up, next_step, word
from casebook.domain.reminders.cycle import CycleName
from casebook.domain.reminders.facts import CycleFacts
from casebook.errors import Refused
from casebook.store import case_facts, reminder_rows, self_release
from casebook.store.actions import given, letters
from casebook.store.actions.cases import open_one, outward_act
from casebook.store.actions.holds import case_of
from casebook.store.actions.letters import Draft, PrepareLetter
from casebook.store.commands import action
from casebook.store.models.cases import Contact
from casebook.store.models.reminders import ReminderRun, ReminderStep
from casebook.store.transaction import Transaction

# What the letters of a cycle name as the record they belong to.
ORIGIN = "reminder_run"


@dataclass(frozen=True, slots=True)
class StartReminders:
    """A cycle begins in a case."""

    case_id: int
    cycle: CycleName


@dataclass(frozen=True, slots=True)
class StopReminders:
    """A cycle ends: a route was chosen, or the case goes another way."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class RestartReminders:
    """A cycle goes on after what paused it; its waits count from today."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class SkipStep:
    """The step `named` is not taken."""

    id: int
    version: int
    named: str
    reason: str


@dataclass(frozen=True, slots=True)
class DoStep:
    """The step `named` is taken: by letters of its kind, prepared as one bundle, or by a contact that was recorded."""

    case_id: int
    id: int
    version: int
    named: str
    letters: tuple[Draft, ...] = ()
    contact_id: int | None = None


@dataclass(frozen=True, slots=True)
class CallStep:
    """The step `named` of a cycle is the contact that is recorded; `version` is that of the cycle as it was seen."""

    run_id: int
    version: int
    named: str


@dataclass(frozen=True, slots=True)
class ReleaseItself:
    """The step `named` is taken by friendly letters that nobody releases: the rules of the house let them leave."""

    case_id: int
    id: int
    version: int
    named: str
    letters: tuple[Draft, ...]


@action("reminder.start", cases=given.case_itself)
def start(tx: Transaction, command: StartReminders) -> int:
    """Start a cycle and return its id. Refused where it runs, where nothing is open, and while something pauses it.

    In what capacity a debtor acted is a fact of the claim: in one case a cycle may run for each.
    """
    case = open_one(tx, command.case_id)
    running = ReminderRun.select().where(
        ReminderRun.case_id == case.id, ReminderRun.cycle == command.cycle, ReminderRun.ended_on.is_null()
    )
    if tx.first(running):
        raise Refused("reminder.runs", source=HOUSE_RULE, number=case.number)
    run_id = tx.add(ReminderRun, case_id=case.id, cycle=command.cycle, started_on=tx.day, resumed_on=tx.day)
    _refuse_paused(tx, case.id, run_id)
    return run_id


@action("reminder.stop", cases=case_of(ReminderRun))
def stop(tx: Transaction, command: StopReminders) -> None:
    """Stop a cycle with the reason."""
    tx.change(_running(tx, command.id, command.version), ended_on=tx.day, ended_because=given.reason(command.reason))


@action("reminder.restart", cases=case_of(ReminderRun))
def restart(tx: Transaction, command: RestartReminders) -> None:
    """Let a cycle go on with the step it came to, with the wait of that step from today on.

    Refused while something pauses it still.
    """
    run = _running(tx, command.id, command.version)
    given.reason(command.reason)
    tx.change(run, resumed_on=tx.day)
    _refuse_paused(tx, run.case_id, run.id)


@action("reminder.skip", cases=case_of(ReminderRun))
def skip(tx: Transaction, command: SkipStep) -> int:
    """Pass over the next step and return the id of what is kept of it. Refused for the choice of a route."""
    run = _running(tx, command.id, command.version)
    because = given.reason(command.reason)
    found = _next(tx, run, command.named)
    return tx.add(
        ReminderStep, run_id=run.id, name=found.step.name, due_on=found.due_on, on_day=tx.day, skipped_because=because
    )


@action("reminder.do_step", cases=given.case_itself)
def do_step(tx: Transaction, command: DoStep) -> int:
    """Take the next step and return the id of what is kept of it.

    Refused before it is due, and for letters of another kind, without a deadline, or where the step is a call.
    """
    run = _running(tx, command.id, command.version, command.case_id)
    if (command.contact_id is None) == (not command.letters):
        raise Refused("reminder.letter_or_contact", source=HOUSE_RULE)
    if command.contact_id is not None:
        return _called(tx, run, command.named, tx.get(Contact, command.contact_id))
    return _written(tx, run, command.named, command.letters)[0]


@action("reminder.release_itself", unattended=True, cases=given.case_itself)
def release_itself(tx: Transaction, command: ReleaseItself) -> int:
    """Take the next step by letters that are released at once and return the id of what is kept of it.

    Refused where the house does not want that, for letters that are not friendly, and where the gate, the debtor, the
    bank or its inbox have anything to say.
    """
    run = _running(tx, command.id, command.version, command.case_id)
    step_id, ids = _written(tx, run, command.named, command.letters)
    self_release.release(tx, run.case_id, ids)
    tx.change(tx.get(ReminderStep, step_id), by_itself=tx.day)
    return step_id


def called(tx: Transaction, contact: Contact, step: CallStep) -> int:
    """Take the next step by a contact that was just recorded; returns the id of what is kept of it."""
    return _called(tx, _running(tx, step.run_id, step.version, contact.case_id), step.named, contact)


def _called(tx: Transaction, run: ReminderRun, named: str, contact: Contact) -> int:
    # What was said or promised in it is the step itself, and puts only the next one off.
    found = _due(tx, _next(tx, run, named, spoken=False))
    if not found.step.call:
        raise Refused("reminder.not_a_call", source=HOUSE_RULE, step=_word(found))
    # In one call one may speak about the claims of both cycles.
    used = tx.first(ReminderStep.select().where(ReminderStep.contact_id == contact.id, ReminderStep.run_id == run.id))
    if contact.case_id != run.case_id or contact.incoming or contact.on_day < found.due_on or used:
        raise Refused("reminder.other_contact", source=HOUSE_RULE, on=found.due_on)
    return tx.add(
        ReminderStep,
        run_id=run.id,
        name=found.step.name,
        due_on=found.due_on,
        on_day=contact.on_day,
        contact_id=contact.id,
    )


def _written(tx: Transaction, run: ReminderRun, named: str, drafts: Sequence[Draft]) -> tuple[int, tuple[int, ...]]:
    """Prepare the letters of a step; returns the id of what is kept of it, and theirs."""
    found = _due(tx, _next(tx, run, named))
    if found.wants_default:
        raise Refused("reminder.wants_default", source="BW 6:82 lid 1", numbers=", ".join(found.wants_default))
    own = [draft for draft in drafts if draft.kind is found.step.letter]
    along = found.step.letter is LetterKind.NOTICE_OF_DEFAULT and LetterKind.GUARANTOR_NOTICE
    if not own or own[0] is not drafts[0] or any(draft.kind is not along for draft in drafts if draft not in own):
        raise Refused("reminder.other_letter", source=HOUSE_RULE, step=_word(found))
    if found.step.gives is not None and any(draft.last_day is None or draft.last_day <= tx.day for draft in drafts):
        raise Refused("reminder.no_deadline", source=HOUSE_RULE)
    marked = tuple(replace(draft, origin=ORIGIN, origin_id=run.id) for draft in drafts)
    ids = letters.prepare(tx, PrepareLetter(run.case_id, marked))
    outward_act(tx, open_one(tx, run.case_id))
    step_id = tx.add(
        ReminderStep,
        run_id=run.id,
        name=found.step.name,
        due_on=found.due_on,
        on_day=tx.day,
        last_day=max((draft.last_day for draft in drafts if draft.last_day is not None), default=None),
        letter_id=ids[0],
    )
    return step_id, ids


def _running(tx: Transaction, id_: int, version: int, case_id: int | None = None) -> ReminderRun:
    run = tx.get(ReminderRun, id_, version)
    if case_id is not None and run.case_id != case_id:
        raise Refused("reminder.other_case", source=HOUSE_RULE)
    open_one(tx, run.case_id)
    if run.ended_on is not None:
        raise Refused("reminder.ended", source=HOUSE_RULE, on=run.ended_on)
    return run


def _next(tx: Transaction, run: ReminderRun, named: str, *, spoken: bool = True) -> NextStep:
    """Return the step that comes next, which is the one that was seen; not counting what was said with `spoken` off."""
    facts = _facts(tx, run.case_id, run.id)
    if not spoken:
        facts = replace(facts, contact_on=None, promised_until=None)
    law = tx.law
    cycle = reminder_rows.cycles(law, CycleName(run.cycle)).applied(tx.day).value
    finding = next_step(facts, cycle, law.holidays, tx.day)
    if finding.value is None:
        why = finding.steps[-1]
        raise Refused("reminder.no_step", source=why.source, why=(why.code, why.parameters))
    if finding.value.step.name != named:
        raise Refused("reminder.other_step", source=HOUSE_RULE, step=_word(finding.value))
    if finding.value.step.chooses_route:
        raise Refused("reminder.choose_route", source=HOUSE_RULE)
    return finding.value


def _due(tx: Transaction, found: NextStep) -> NextStep:
    if found.due_on > tx.day:
        raise Refused("reminder.too_early", source=HOUSE_RULE, step=_word(found), on=found.due_on)
    return found


def _refuse_paused(tx: Transaction, case_id: int, run_id: int) -> None:
    """Refuse a cycle that could not go on today."""
    why = held_up(_facts(tx, case_id, run_id), tx.day)
    if why is not None:
        raise Refused("reminder.no_step", source=why.source, why=(why.code, why.parameters))


def _facts(tx: Transaction, case_id: int, run_id: int) -> CycleFacts:
    (record,) = case_facts.load(tx.database, [case_id])
    run = next(one for one in record.reminders if one.run_id == run_id)
    return reminder_rows.facts(record, run, tx.day, tx.law)


def _word(found: NextStep) -> str:
    return word(found.step.name)
