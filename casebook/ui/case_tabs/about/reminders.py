"""What the overview says of the reminder cycle: which runs, the last step and the next one, or why there is none."""

from casebook.domain.reminders.course import word
from casebook.store.database import Database
from casebook.store.queries import reminders
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span
from casebook.ui.work.reminders import next_said


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the cycle that runs, the last step of it and the next one with why."""
    running = reminders.of_case(database, card.case_id, desk.day)
    if running is None:
        return []
    began = desk.say("reminders.runs", cycle=f"cycle_{running.cycle}", on=running.started_on)
    lines = [bullet(Span(began))]
    if running.taken:
        last = running.taken[-1]
        code = "reminders.skipped" if last.skipped_because else "reminders.taken"
        lines.append(bullet(Span(desk.say(code, step=word(last.name), on=last.on_day), "quiet")))
    found = running.next.value
    late = found is None or found.latest_on < desk.day
    lines.append(bullet(Span(next_said(running, desk), "due" if late else "")))
    return part(desk.say("reminders.heading"), lines)
