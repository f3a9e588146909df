"""What the overview says of letters: those about which something is to be done, and the last one that left."""

from datetime import date

from casebook.domain.letters.standing import OVER
from casebook.store.database import Database
from casebook.store.queries import outbox
from casebook.store.queries.case import CaseCard
from casebook.store.queries.outbox import OutboxRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span
from casebook.ui.work.letter_lines import SIGNS, STYLES, kind_word, said_of

# So many are named; the tab has all.
_MOST = 5


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the letters that wait for something, and the last one that left."""
    found = [row for row in outbox.of_case(database, card.case_id) if row.state not in OVER]
    waiting = sorted((row for row in found if row.due_on < date.max), key=lambda row: row.due_on)[:_MOST]
    left = [row for row in found if row.sent_on is not None and row not in waiting][:1]
    return part(desk.say("letters.heading"), [_line(row, card, desk) for row in (*waiting, *left)])


def _line(row: OutboxRow, card: CaseCard, desk: Desk) -> Line:
    to = "" if row.addressee == card.name else f" · {clean_line(row.addressee)}"
    by = f", {desk.say('letters.by', on=row.due_on)}" if row.due_on < date.max else ""
    sign = f"{SIGNS[row.state]} " if SIGNS[row.state] else ""
    return bullet(
        Span(f"{sign}{kind_word(row.kind, desk)}{to}"),
        Span(" · ", "quiet"),
        Span(said_of(row, desk) + by, STYLES.get(row.state, "")),
    )
