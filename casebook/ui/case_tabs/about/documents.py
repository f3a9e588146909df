"""What the overview says of documents: the newest, and how all of them are opened."""

from casebook.store.database import Database
from casebook.store.queries import documents
from casebook.store.queries.case import CaseCard
from casebook.store.queries.documents import DocumentRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, day, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span

_SHOWN, _LONGEST = 3, 200


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return the newest documents of a case."""
    found = documents.of_case(database, card.case_id)
    lines = [_line(row, desk) for row in found[:_SHOWN]]
    if found:
        lines.append(bullet(Span(desk.say("documents.all_with", count=len(found)), "quiet")))
    return part(desk.say("documents.list"), lines)


def _line(row: DocumentRow, desk: Desk) -> Line:
    if row.letter_kind is not None:
        name = desk.say(f"word.letter_kind_{row.letter_kind}")
    else:
        name = clean_line(row.name, _LONGEST)
    kind = "" if row.kind is None else f" · {desk.say(f'word.document_{row.kind}')}"
    return bullet(Span(day(row.on_day, desk), "quiet"), f"{'  ' if row.on_day else ''}{name}", Span(kind, "quiet"))
