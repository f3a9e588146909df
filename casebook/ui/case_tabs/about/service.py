"""What the overview says of a suspension of service: how far it is, and what stands in its way."""

from casebook.domain.service import ServiceState
from casebook.store.database import Database
from casebook.store.queries import service
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs import service_lines
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the suspensions of a case, the last first; of those that were withdrawn nothing."""
    found: list[Line] = []
    for sheet in reversed(service.of_case(database, card.case_id, desk.day)):
        if sheet.suspension.state is ServiceState.WITHDRAWN:
            continue
        found += service_lines.lines(sheet, desk)
        days = service_lines.days(sheet, desk)
        found += [bullet(Span(days, "quiet"))] if days else []
    return part(desk.say("service.heading"), found)
