"""What the overview says of the provision: how much is provided for, on which ground, and what somebody holds."""

from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.queries import provisions
from casebook.store.queries.as_at import Asked, Knowledge
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the provision of a case as it is today; nothing where nothing is open."""
    found = provisions.of_case(database, card.case_id, Asked(desk.day, Knowledge.NOW, desk.day))
    if not found:
        return []
    most = max(found, key=lambda row: row.cents).value
    cents = Cents(sum(row.cents for row in found))
    said = desk.say("closing.overview", cents=cents, basis=most.basis, percent=str(most.percent))
    lines = [bullet(Span(said))]
    for one in provisions.own_of(database, card.case_id):
        if one.ended_on is None and one.until_on >= desk.day:
            told = desk.say("closing.own_until", name=clean_line(one.person), until=one.until_on)
            lines.append(bullet(Span(told), Span(f" · {clean_line(one.reason)}", "quiet")))
    return part(desk.say("closing.head_provision"), lines)
