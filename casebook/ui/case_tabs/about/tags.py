"""The tags of a case."""

from casebook.store.database import Database
from casebook.store.queries import tags
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs.telling import part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, line


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the tags of the case, nothing where it has none."""
    words = tags.of_case(database, card.case_id)
    return part(desk.say("tags.title"), [line("  ", " ".join(f"#{word}" for word in words), hang=2)] if words else [])
