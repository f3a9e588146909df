"""How an unwinding is told: what became of each record, what waits for a person first, and how claims are cut."""

from collections.abc import Iterator

from casebook import format as form
from casebook.domain.insolvency.items import WAITING, ItemKind, ItemOutcome
from casebook.domain.money import Cents
from casebook.store.queries.unwinding import Unwound
from casebook.store.unwound import ApartRow, CutRow, ItemRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line

# Of these the name of an item is a word.
_WORDS = {
    ItemKind.DISPUTE: "word.{}",
    ItemKind.TRACK: "word.track_{}",
    ItemKind.MEASURE: "word.measure_{}",
    ItemKind.PROCEEDING: "word.proceeding_{}",
}
_RECEIPTS = frozenset({ItemKind.RECEIPT, ItemKind.EARLIER_RECEIPT})


def unwinding_lines(found: Unwound, desk: Desk) -> list[Line]:
    """Return what became of each record: what waits for a person first, then the rest, and the receipts from before."""
    if not found.items:
        return []
    cuts = {one.claim.id: one for one in found.cuts}
    paid = {one.payment_id for one in found.apart}
    told = [one for one in found.items if one.kind is not ItemKind.EARLIER_RECEIPT]
    waiting = [one for one in told if one.outcome in WAITING and one.record_id not in paid]
    heading = "unwinding.heading" if found.waiting else "unwinding.heading_done"
    lines = [head(desk.say(heading, count=found.waiting))]
    lines += [_apart(one, desk) for one in found.apart]
    lines += [_item(one, None, desk) for one in waiting]
    rest = [one for one in told if one.outcome not in WAITING]
    lines += [_item(one, cuts.get(one.record_id) if one.kind is ItemKind.CLAIM else None, desk) for one in rest]
    return [*lines, *_earlier(found, desk), EMPTY]


def name_of(one: ItemRow, desk: Desk) -> str:
    """Return which item it is: its kind with its name, its day and its amount."""
    kind = desk.say(f"word.unwinding_kind_{one.kind}")
    name = one.name or ""
    if name and one.kind in _WORDS:
        name = desk.say(_WORDS[one.kind].format(name))
    on = day(one.of_day, desk) if one.of_day is not None else ""
    cents = "" if one.cents is None else form.amount(one.cents, desk.language)
    return " ".join(part for part in (kind, clean_line(name), on, cents) if part)


def apart_name(one: ApartRow, desk: Desk) -> str:
    """Return which receipt it is: its day, its amount and who paid."""
    amount = form.amount(one.cents, desk.language)
    return " ".join(part for part in (day(one.on_day, desk), amount, clean_line(one.payer_name)) if part)


def _item(one: ItemRow, cut: CutRow | None, desk: Desk) -> Line:
    outcome = desk.say(f"word.unwinding_{one.outcome}")
    style = "due" if one.outcome in WAITING else "quiet" if one.outcome is ItemOutcome.RESTORED else ""
    said = [name_of(one, desk)]
    if cut is not None:
        said.append(_cut(cut, desk))
    if one.text and one.kind not in _RECEIPTS:
        said.append(clean_line(one.text))
    return line("  ", Span(f"{outcome}: ", style), " · ".join(said), hang=4)


def _cut(one: CutRow, desk: Desk) -> str:
    amounts = {"before": one.cut.before, "after": one.cut.after}
    return desk.say("unwinding.cut", **amounts, basis=f"unwinding_by_{one.cut.basis}")


def _apart(one: ApartRow, desk: Desk) -> Line:
    return line("  ", Span(desk.say("unwinding.apart") + ": ", "due"), apart_name(one, desk), hang=4)


def _earlier(found: Unwound, desk: Desk) -> Iterator[Line]:
    """Yield the receipts from before, of which the estate may claim some back."""
    some = [one for one in found.items if one.kind is ItemKind.EARLIER_RECEIPT]
    if not some:
        return
    total = Cents(sum(one.cents or 0 for one in some))
    yield line(
        "  ", desk.say("unwinding.earlier", count=len(some), total=total), Span("  Fw 42; Fw 47", "quiet"), hang=4
    )
    for one in some:
        yield line("    ", name_of(one, desk), hang=6)
