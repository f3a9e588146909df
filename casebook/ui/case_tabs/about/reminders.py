"""What the overview says of the reminder cycle: which runs, the last step and the next one, or why there is none."""

from collections.abc import Mapping

from casebook.domain.reminders.course import word
from casebook.domain.reminders.followed import Followed
from casebook.store.database import Database
from casebook.store.queries import reminder_results, reminders
from casebook.store.queries.case import CaseCard
from casebook.store.queries.reminders import CycleCard
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span
from casebook.ui.work.reminders import next_said


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the cycle that runs, the last step of it and the next one with why."""
    cycles = reminders.of_case(database, card.case_id, desk.day)
    after = reminder_results.of_case(database, card.case_id, desk.day) if cycles else {}
    lines = [one for running in cycles for one in _of(running, after, desk)]
    return part(desk.say("reminders.heading"), lines) if lines else []


def _of(running: CycleCard, after: Mapping[int, Followed], desk: Desk) -> list[Line]:
    began = desk.say("reminders.runs", cycle=f"cycle_{running.cycle}", on=running.started_on)
    lines = [bullet(Span(began))]
    if running.taken:
        last = running.taken[-1]
        code = "reminders.skipped" if last.skipped_because else "reminders.taken"
        lines.append(bullet(Span(desk.say(code, step=word(last.name), on=last.on_day), "quiet")))
        if last.step_id in after:
            lines.append(bullet(Span(_followed(after[last.step_id], desk), "quiet")))
    found = running.next.value
    late = found is None or found.latest_on < desk.day
    return [*lines, bullet(Span(next_said(running, desk), "due" if late else ""))]


def _followed(found: Followed, desk: Desk) -> str:
    """Say what followed a step."""
    said = []
    if found.paid_on is not None:
        code = "reminders.then_whole" if found.whole_on is not None else "reminders.then_paid"
        said.append(desk.say(code, amount=found.cents, on=found.paid_on))
    told = (("promised", found.promised), ("reached", found.reached), ("disputed", found.disputed))
    said += [desk.say(f"reminders.then_{name}") for name, is_so in told if is_so]
    return desk.say("reminders.then", what=said or [desk.say("reminders.then_nothing")])
