"""The books of our entities: which list was the last, and the page that compares them with it item by item."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from casebook import format as form
from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.queries import reconciliation
from casebook.store.queries.reconciliation import Entity, Reconciled, Reconciliation, Standing, sums
from casebook.store.queries.whole import Whole
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import Column, cut
from casebook.ui.widgets.windowed_list import Shape

# In cells: what fits in a terminal of 80.
_NUMBER, _AMOUNT, _LABEL = 26, 15, 20
# So many items of a kind are shown; the export has them all.
_MOST = 50


class _Why(NamedTuple):
    code: str
    cents: Cents


def entities() -> Whole[Entity]:
    """Return the entities of ours."""
    return Whole(reconciliation.entities, lambda row: (row.code,))


def shape(desk: Desk) -> Shape[Entity]:
    """Return the columns of the entities."""

    def number(cents: int | None) -> str:
        return "" if cents is None else form.number(cents, desk.language)

    width = day_width(desk)
    return Shape(
        (
            Column("books.code", 10, lambda row: row.code, share=1),
            Column("books.name", 14, lambda row: row.name, share=3),
            Column("books.listed_on", width, lambda row: day(row.listed_on, desk) or desk.say("books.no_list")),
            Column("books.items", 9, lambda row: number(row.items), right=True),
            Column("books.batch", 6, lambda row: number(row.batch), right=True),
            Column("books.batch_on", width, lambda row: day(row.batch_on, desk)),
        ),
        lambda row: row.creditor_id,
        "books.empty",
    )


def page(database: Database, desk: Desk, creditor_id: int) -> list[Line]:
    """Return the reconciliation of an entity. Raises `InputError` where it has no list yet."""
    found = reconciliation.reconciliation(database, creditor_id, desk.day)
    return [*_first(found, desk), *_differences(found, desk)]


def _first(found: Reconciliation, desk: Desk) -> Iterator[Line]:
    entity = found.entity
    assert entity.listed_on is not None, "it was compared"
    yield line(desk.say("books.of_list", name=entity.name, on=entity.listed_on, today=found.day), hang=2)
    if entity.refused:
        yield line(Span("! " + desk.say("books.refused", count=entity.refused), "due"), hang=2)
    yield EMPTY
    yield line(Span(" " * _LABEL + desk.say("books.count").rjust(8), "quiet"), Span(_heads(desk), "quiet"))
    for standing in Standing:
        yield _sum(desk.say(f"word.{standing}"), found.of(standing), desk)
    yield _sum(desk.say("books.all"), found.items, desk, "strong")
    yield EMPTY


def _heads(desk: Desk) -> str:
    return "".join(desk.say(f"books.{name}").rjust(_AMOUNT) for name in ("listed", "ours", "difference"))


def _sum(label: str, items: Sequence[Reconciled], desk: Desk, style: str = "") -> Line:
    total = sums(items)
    amounts = (total.listed, total.ours, total.ours - total.listed)
    told = "".join(form.amount(Cents(cents), desk.language).rjust(_AMOUNT) for cents in amounts)
    count = form.number(total.number, desk.language).rjust(8)
    return line(Span(cut(label, _LABEL).ljust(_LABEL) + count + told, style))


def _differences(found: Reconciliation, desk: Desk) -> Iterator[Line]:
    for standing in (Standing.OTHER_AMOUNT, Standing.ONLY_LISTED, Standing.ONLY_OURS):
        items = found.of(standing)
        if not items:
            continue
        yield head(desk.say(f"books.{standing}"))
        for item in items[:_MOST]:
            yield from _item(item, desk)
        if len(items) > _MOST:
            yield line(Span("  " + desk.say("books.more", count=len(items) - _MOST), "quiet"))
        yield EMPTY


def _item(item: Reconciled, desk: Desk) -> Iterator[Line]:
    amounts = "".join(
        ("-" if cents is None else form.amount(cents, desk.language)).rjust(_AMOUNT)
        for cents in (item.listed, item.ours, item.difference)
    )
    yield line(Span("  " + cut(clean_line(item.number), _NUMBER).ljust(_NUMBER) + amounts))
    yield line(Span(f"    {item.case_number} {clean_line(item.debtor)}", "quiet"), hang=4)
    known = (
        _Why("books.unsent", item.unsent),
        _Why("books.since", item.since),
        _Why("books.receipts", item.receipts),
    )
    for why in known:
        if why.cents:
            yield line("    ", desk.say(why.code, cents=why.cents), hang=4)
    if item.unexplained and item.standing is Standing.OTHER_AMOUNT:
        yield line("    ", Span("! " + desk.say("books.unexplained", cents=item.unexplained), "due"), hang=6)
    if item.inbox and item.unexplained:
        yield line("    ", desk.say("books.inbox", cents=item.inbox), hang=4)
