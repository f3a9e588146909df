"""Which documents of its case go along with a letter, chosen before it is released."""

from collections.abc import Iterator, Sequence

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.enclosures import EncloseDocuments
from casebook.store.queries import documents
from casebook.store.queries.documents import DocumentRow, Enclosed
from casebook.store.queries.letter_card import LetterCard
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.case_documents import called
from casebook.ui.work.letter_lines import title

_SAVE = 0
_KILOBYTE, _LONGEST = 1024, 120


async def enclose(desk: Desk, card: LetterCard) -> bool:
    """Ask which documents go along with a letter. Raises `Refused` where the case has none."""
    found = await desk.read(documents.of_case, card.row.case_id)
    # What left together with letters to others is no document to give away.
    rows = {row.document_id: row for row in found if not row.shared}
    if not rows:
        raise Refused("document_text.none", source=HOUSE_RULE, number=card.row.number)
    seen = tuple(one.document_id for one in card.enclosed)
    chosen, at = [id_ for id_ in seen if id_ in rows], 0
    heading = f"{desk.say('enclosing.heading')} · {title(card.row, desk)}"
    while True:
        entries = [Entry(_SAVE, "", _total([rows[id_] for id_ in chosen], desk))]
        entries += [Entry(id_, "", _entry(row, desk, there=id_ in chosen)) for id_, row in rows.items()]
        answer = await desk.ask(Pick(desk, heading, entries, search=True, at=at))
        if answer is None:
            return False
        if answer == _SAVE:
            break
        at = [one.value for one in entries].index(answer)
        if answer in chosen:
            chosen.remove(answer)
        else:
            chosen.append(answer)
    await desk.act(EncloseDocuments(card.row.letter_id, card.row.version, tuple(chosen), seen))
    return True


def enclosed_lines(found: Sequence[Enclosed], desk: Desk) -> Iterator[Line]:
    """Yield what goes along with a letter, if anything does."""
    if found:
        yield line(Span(desk.say("enclosing.goes_along") + " ", "quiet"), _names(found), hang=2)


def _names(found: Sequence[Enclosed]) -> str:
    return ", ".join(clean_line(one.name, _LONGEST) for one in found)


def _total(chosen: Sequence[DocumentRow], desk: Desk) -> str:
    size = -(-sum(row.size for row in chosen) // _KILOBYTE)
    return desk.say("enclosing.save", count=len(chosen), size=size)


def _entry(row: DocumentRow, desk: Desk, *, there: bool) -> str:
    on = f"{day(row.on_day, desk)} · " if row.on_day is not None else ""
    size = desk.say("enclosing.size", size=max(1, row.size // _KILOBYTE))
    return f"{'✓' if there else '·'} {on}{called(row, desk)} · {size}"
