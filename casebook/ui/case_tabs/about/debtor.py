"""What the overview says of enquiries about addresses that are not answered."""

from casebook.store.database import Database
from casebook.store.queries.case import CaseCard
from casebook.store.queries.enquiries import EnquiryRow, open_enquiries
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the enquiries that wait for an answer, of the debtor and of whoever is liable beside him."""
    rows = open_enquiries(database, card.case_id)
    return part(desk.say("overview.enquiries"), [_line(row, card, desk) for row in rows])


def _line(row: EnquiryRow, card: CaseCard, desk: Desk) -> Line:
    said = desk.say("enquiry.open", at=row.asked_at, on=row.asked_on, due=row.answer_due_on)
    whose = f"{clean_line(row.name)} · " if row.party_id != card.debtor_id else ""
    place = f" · {clean_line(row.place)}" if row.place else ""
    overdue = row.answer_due_on < desk.day
    return bullet(Span(whose + said, "due" if overdue else ""), Span(place, "quiet"))
