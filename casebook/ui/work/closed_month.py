"""What a form says of an entry before it is booked in a month that is closed."""

from casebook.store.database import Database
from casebook.store.queries import month_closings
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line


def late_lines(database: Database, desk: Desk, case_id: int, last_entry: int) -> list[Line]:
    """Return a warning for each day in a closed month on which something was booked after an entry, foreseen or not."""
    days = month_closings.late_days(database, case_id, last_entry)
    return [line(Span("! " + desk.say("closing.warn", on=day), "due"), hang=2) for day in days]
