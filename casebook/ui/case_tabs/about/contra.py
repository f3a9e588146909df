"""What we owe the debtor, and what of it was set off."""

from casebook.store.contra import ContraRow
from casebook.store.database import Database
from casebook.store.queries import set_offs
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import bullet, money, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return what we owe the debtor and what was set off in the case, nothing where neither is."""
    owed = set_offs.owed_in(database, card.case_id)
    done = [one for one in set_offs.of_case(database, card.case_id) if one.taken_back_on is None]
    lines = [item_line(item, desk) for item in owed]
    for one in done:
        about = {"number": one.item_number, "claim": one.claim_number, "cents": one.cents}
        said = desk.say("contra.set_off", **about, on=one.effective_on)
        lines.append(bullet(Span(said, "quiet")))
    return part(desk.say("contra.title"), lines)


def item_line(item: ContraRow, desk: Desk) -> Line:
    """Return an item with what is left of it."""
    said = desk.say("contra.item", kind=item.kind, number=item.number, cents=item.left, code=item.code)
    more = [desk.say("contra.of", cents=item.cents)] if item.left != item.cents else []
    more += [desk.say("contra.due", on=item.due_on)] if item.due_on is not None else []
    more += [clean_line(item.note, 200)] if item.note else []
    rest = [Span(" · " + " · ".join(more), "quiet")] if more else []
    warning = [Span(f" · ! {desk.say('contra.contested')}", "due")] if item.contested else []
    return bullet(said, *warning, *rest)


def item_name(item: ContraRow, desk: Desk) -> str:
    """Return an item on one line, for a menu."""
    return desk.say("contra.name", kind=item.kind, number=item.number, code=item.code, left=money(item.left, desk))
