"""What the overview says of arrangements: those that are on the way or run, and what comes of them next."""

from casebook.store.database import Database
from casebook.store.queries import arrangement_standing
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.arrangement_lines import is_over, state_of, title, whys
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the arrangements of which something comes."""
    found = arrangement_standing.of_case(database, card.case_id, desk.day)
    return part(desk.say("arrangements.heading"), [_line(one, desk) for one in found if not is_over(one)])


def _line(standing: Standing, desk: Desk) -> Line:
    spans = [Span(title(standing, desk)), Span(" · ", "quiet"), state_of(standing, desk)]
    if not standing.plan.party_is_debtor:
        spans.insert(0, Span(f"{clean_line(standing.plan.party)}: "))
    for why in whys(standing, desk):
        spans += [Span(" · ", "quiet"), why]
    return bullet(*spans)
