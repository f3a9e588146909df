"""The letters of reminder steps as a person prepares them: one case, or many of which each has its own."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import CasebookError, Refused
from casebook.jobs import letter_offer, reminders
from casebook.jobs.drafting import Settings, Wanted
from casebook.jobs.letter_offer import Previewed
from casebook.jobs.letters import composed
from casebook.store import case_facts
from casebook.store.actions.letters import PrepareLetter
from casebook.store.actions.reminders import DoStep
from casebook.store.database import Database
from casebook.store.queries.reminders import CycleCard


class StepLetter(NamedTuple):
    """The letters of a step as they would be prepared, and what the gate says of each."""

    command: DoStep
    letters: tuple[Previewed, ...]


class StepLetters(NamedTuple):
    """The letters of the steps of many cases, and by case why one has none."""

    steps: tuple[StepLetter, ...]
    without: dict[int, CasebookError]


def one(database: Database, day: date, case_id: int, running: CycleCard, wanted: Wanted) -> StepLetter:
    """Return the letters of the step of a case that is due. Raises `Refused` where they cannot be written."""
    step = running.due(day)
    if step is None or step.letter is None:
        raise Refused("reminders.no_letter", source=HOUSE_RULE)
    with database.snapshot():
        drafts = composed(database, day, case_id, step.letter, wanted)
        found = letter_offer.previewed(database, day, [PrepareLetter(case_id, drafts)])
    return StepLetter(DoStep(case_id, running.run_id, running.version, step.name, drafts), found)


def wanted(database: Database, day: date, case_id: int, run_id: int, settings: Settings) -> Wanted:
    """Return what the letter of the step that is due is about, and until when it gives to pay.

    Raises `Refused` where no letter is due any more.
    """
    found = [due for due in reminders.due_in(database, day, [case_id]) if due.run.run_id == run_id]
    if not found:
        raise Refused("reminders.no_letter", source=HOUSE_RULE)
    return reminders.wanted_of(found[0], day, database, settings)


def many(database: Database, day: date, case_ids: Sequence[int], settings: Settings) -> StepLetters:
    """Return the letters of the steps of cases that are due: of each its own kind, in its own tone."""
    commands: list[DoStep] = []
    without: dict[int, CasebookError] = {}
    with database.snapshot():
        dues = reminders.due_in(database, day, case_ids)
        for due, drafts in reminders.written(database, day, dues, settings):
            if isinstance(drafts, Refused):
                without[due.record.case.id] = drafts
            else:
                run = due.run
                commands.append(DoStep(due.record.case.id, run.run_id, run.version, due.step.name, drafts))
        written = {command.case_id for command in commands}
        known = {record.case.id: record for record in case_facts.load(database, case_ids)}
        for case_id in case_ids:
            if case_id not in written and case_id in known:
                code = "reminders.no_letter" if known[case_id].reminders else "reminders.none_runs"
                without.setdefault(case_id, Refused(code, source=HOUSE_RULE))
        found = iter(
            letter_offer.previewed(database, day, [PrepareLetter(one.case_id, one.letters) for one in commands])
        )
        steps = tuple(StepLetter(command, tuple(next(found) for _ in command.letters)) for command in commands)
    return StepLetters(steps, {case_id: why for case_id, why in without.items() if case_id not in written})


def drafts_of(found: StepLetters) -> int:
    """Return how many letters there are."""
    return sum(len(step.letters) for step in found.steps)
