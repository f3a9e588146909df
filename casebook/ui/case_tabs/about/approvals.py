"""What the overview says of requests for approval: what waits, for whom, and what was decided and not heard of yet."""

from collections.abc import Iterator

from casebook import format as form
from casebook.store.database import Database
from casebook.store.models.people import ApprovalState
from casebook.store.queries import approvals
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.case import CaseCard
from casebook.ui.case_tabs.telling import bullet, part
from casebook.ui.desk import Desk
from casebook.ui.dialogs.ask_approval import decided_by
from casebook.ui.prose import Line, Span, line
from casebook.ui.work.approval_lines import asker, decided


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return each request, what is needed first in front."""
    found = approvals.of_case(database, card.case_id)
    return part(desk.say("approval_list.waits"), [one for row in found for one in _told(database, row, desk)])


def _told(database: Database, row: WaitingRow, desk: Desk) -> Iterator[Line]:
    yield bullet(desk.say(row.code, **row.parameters))
    if row.state is not ApprovalState.ASKED:
        yield line("    ", decided(row, desk), hang=4)
        return
    said = f"{asker(row, desk)}, {form.day(row.asked_on, desk.language)}"
    if row.needed_by is not None:
        said += f" · {desk.say('asking.by', on=form.day(row.needed_by, desk.language))}"
    yield line("    ", Span(said, "quiet"), hang=4)
    deciders = decided_by(approvals.deciders(database, row, desk.day), desk)
    yield Line((Span("    "), *deciders.spans), 4)
