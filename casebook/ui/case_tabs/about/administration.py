"""What the overview says of goods under protective administration: which debts can be recovered from them."""

from casebook.store.database import Database
from casebook.store.queries.administration import administered
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return what is open from before the administration and from during it, with the article."""
    found = administered(database, card.case_id, desk.day)
    steps = () if found is None else found.steps
    lines = [bullet(desk.say(one.code, **one.parameters), Span(f" ({one.source})", "quiet")) for one in steps]
    return part(desk.say("overview.administration"), lines)
