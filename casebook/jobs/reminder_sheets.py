"""What reminder steps brought as a table: a row for each cycle, step, tone and segment."""

from datetime import date

from casebook.domain.reminders.course import word
from casebook.domain.reminders.followed import SOON, WITHIN
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries.reminder_results import results

_COLUMNS = (
    Column("cycle", "reminder_results.cycle", Kind.WORD),
    Column("step", "reminder_results.step", Kind.WORD),
    Column("tone", "reminder_results.tone", Kind.WORD),
    Column("segment", "reminder_results.segment", Kind.WORD),
    Column("taken", "reminder_results.taken", Kind.NUMBER),
    Column("judged", "reminder_results.judged", Kind.NUMBER),
    Column(f"paid_{SOON}", "reminder_results.soon", Kind.NUMBER),
    Column(f"paid_{WITHIN}", "reminder_results.within", Kind.NUMBER),
    Column("paid_whole", "reminder_results.whole", Kind.NUMBER),
    Column("promised", "reminder_results.promised", Kind.NUMBER),
    Column("reached", "reminder_results.reached", Kind.NUMBER),
    Column("disputed", "reminder_results.disputed", Kind.NUMBER),
    Column("nothing", "reminder_results.nothing", Kind.NUMBER),
    Column("received", "reminder_results.received", Kind.MONEY),
    Column("note", "reminder_results.note", Kind.WORD),
)


def sheet(database: Database, since: date, until: date, day: date) -> Sheet:
    """Return what the steps from one day up to and including another brought, as it is known on `day`."""
    found = [
        (
            f"cycle_{one.cycle}",
            word(one.step),
            None if one.tone is None else f"tone_{one.tone}",
            f"segment_{one.segment}" if one.segment else None,
            *one[4:],
            None if one.comparable else "too_few_steps",
        )
        for one in results(database, since, until, day)
    ]
    return Sheet(_COLUMNS, found)
