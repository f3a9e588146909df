"""What the overview says of who is not contacted."""

from casebook.store.database import Database
from casebook.store.queries import contact_blocks
from casebook.store.queries.case import CaseCard
from casebook.store.queries.contact_blocks import BlockRow
from casebook.store.queries.told.words import channel_word
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import bullet, part, period
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return whom of a case nobody writes to or calls, and in which way."""
    rows = contact_blocks.of_case(database, card.case_id, desk.day)
    return part(desk.say("block.heading"), [_line(row, card, desk) for row in rows])


def _line(row: BlockRow, card: CaseCard, desk: Desk) -> Line:
    whose = f"{clean_line(row.name)} · " if row.party_id != card.debtor_id else ""
    lasts = period(row.from_on, row.until_on, desk)
    return bullet(Span(f"{whose}{way_of(row, desk)}", "due"), f" · {clean(row.reason)}", Span(f" · {lasts}", "quiet"))


def way_of(row: BlockRow, desk: Desk) -> str:
    """Return in which way somebody is not contacted."""
    return desk.say("block.any_way") if row.channel is None else desk.say(f"word.{channel_word(row.channel)}")
