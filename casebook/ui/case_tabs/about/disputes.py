"""What the overview says of disputes: those that are open, with what they contest still and what is due next."""

from casebook.store.database import Database
from casebook.store.queries import disputes
from casebook.store.queries.case import CaseCard
from casebook.store.queries.disputes import DisputeSheet
from casebook.text import clean_line
from casebook.ui.case_tabs.dispute_lines import due_line
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the disputes that are open."""
    sheets = disputes.of_case(database, card.case_id, desk.day)
    return part(desk.say("disputes.heading"), [_line(sheet, desk) for sheet in sheets if sheet.course.is_open])


def _line(sheet: DisputeSheet, desk: Desk) -> Line:
    said = desk.say("disputes.short", reason=sheet.reason, cents=sheet.left)
    spans = [Span(said)]
    if sheet.department:
        spans.append(Span(f" · {clean_line(sheet.department)}", "quiet"))
    if sheet.due is not None:
        spans += [Span(" · ", "quiet"), due_line(sheet.due, desk)]
    return bullet(*spans)
