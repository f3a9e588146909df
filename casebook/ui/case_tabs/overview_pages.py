"""What opens from the overview: all contacts, notes and proposals in full, and the other cases of the debtor."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from casebook.store.database import Database
from casebook.store.queries import case, debtor
from casebook.store.queries.listing import Listing
from casebook.ui.case_tabs.about import PAGES
from casebook.ui.case_tabs.overview import contact_line, note_line, proposal_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line
from casebook.ui.widgets.menu import Entry

R = TypeVar("R")

# So many of the newest are read at once.
_MOST = 500


class _Pages(NamedTuple):
    contacts: Sequence[Line]
    notes: Sequence[Line]
    proposals: Sequence[Line]
    about: Sequence[tuple[str, str, Sequence[Line]]]
    others: Sequence[debtor.OtherCaseRow]


async def choose(desk: Desk, case_id: int) -> int | None:
    """Ask what of the overview to open and show it; return the case where another one was chosen."""
    found = await desk.read(_read, case_id, desk)
    pages = (
        ("contacts", "c", found.contacts),
        ("notes", "n", found.notes),
        ("proposals", "p", found.proposals),
        *found.about,
    )
    named = {name: lines for name, _, lines in pages}
    entries: list[Entry[str | int]] = [
        Entry(name, key, desk.say(f"overview.{name}")) for name, key, lines in pages if lines
    ]
    entries += [
        Entry(other.case_id, key, desk.say("overview.other_case", number=other.number, state=other.state))
        for key, other in zip("123456789", found.others, strict=False)
    ]
    if not entries:
        desk.tell(desk.say("overview.nothing_to_open"))
        return None
    answer = await desk.ask(Pick(desk, desk.say("overview.open_what"), entries))
    if isinstance(answer, str):
        await desk.ask(Reader(desk, desk.say(f"overview.{answer}"), named[answer]))
        return None
    return answer


def _read(database: Database, case_id: int, desk: Desk) -> _Pages:
    def told(listing: Listing[R], line: Callable[[R, Desk], Line]) -> list[Line]:
        lines = [one for row in listing.after(database, None, _MOST).rows for one in (line(row, desk), EMPTY)]
        return lines[:-1]

    with database.snapshot():
        card = case.card(database, case_id)
        others = debtor.other_cases(card.debtor_id, case_id).after(database, None, 9).rows if card else ()
        return _Pages(
            told(case.contacts(case_id), contact_line),
            told(case.notes(case_id), note_line),
            told(case.proposals(case_id), proposal_line),
            [(name, key, tell(database, card, desk)) for name, key, tell in PAGES] if card else (),
            others,
        )
