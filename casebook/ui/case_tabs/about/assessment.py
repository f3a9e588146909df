"""What the overview says of the assessment of a case and of the evidence of finances; both open as pages."""

from casebook.domain.finance import FinanceStatus
from casebook.store.database import Database
from casebook.store.queries import assessments, finances
from casebook.store.queries.case import CaseCard
from casebook.store.queries.finances import Standing
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line
from casebook.ui.work.assessment_pages import past_lines, score_lines, suggestion_lines
from casebook.ui.work.finance_words import details, late, told

# So many assessments are on the page; nobody has more.
_MOST = 50
_DONE = (FinanceStatus.WAIVED, FinanceStatus.EXPIRED)


def assessed(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the last assessment: until when it counts, the scores, and the route it suggests."""
    row = assessments.newest(database, card.case_id)
    if row is None:
        return []
    expired = row.valid_until < desk.day
    until = desk.say("assessment.was_valid" if expired else "assessment.valid", on=row.valid_until)
    first = line("  ", desk.say("assessment.on_day", on=row.on_day), " · ", Span(until, "due" if expired else ""))
    suggested = suggestion_lines(assessments.suggestion(database, card.case_id, row, desk.day), desk)
    shown = [line("  ", *one.spans, hang=one.hang + 2) for one in suggested]
    return part(desk.say("overview.assessment"), [first, *score_lines(row, desk), *shown])


def past(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return every assessment in full."""
    found = assessments.told(database, card.case_id, _MOST)
    return past_lines(found, desk) if found else []


def evidence(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the evidence of finances that still matters."""
    found = [one for one in finances.pieces(database, card.case_id, desk.day) if one.status not in _DONE]
    return part(desk.say("overview.finances"), [_piece(one, desk) for one in found])


def all_evidence(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return every piece of evidence of finances there ever was, with what is known of it."""
    return [
        one
        for piece in finances.pieces(database, card.case_id, desk.day)
        for one in (_piece(piece, desk), line("    ", Span(details(piece, desk), "quiet"), hang=4))
    ]


def _piece(one: Standing, desk: Desk) -> Line:
    return bullet(Span(told(one, desk), "due" if late(one, desk) else ""))
