"""How the rows of the outbox look, and what its title says."""

from collections.abc import Iterator, Mapping

from casebook import format as form
from casebook.domain.letters.standing import LetterState
from casebook.store.queries.outbox import Listed, OutboxRow
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.screens.today import by
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.ui.work.letter_lines import SIGNS, STYLES, kind_word, state_word, ways_said

_S = LetterState
_OF: Mapping[Listed, tuple[LetterState, ...]] = {
    Listed.OPEN: tuple(LetterState),
    Listed.TO_RELEASE: (_S.PREPARED, _S.READY, _S.REFUSED),
    Listed.RELEASED: (_S.RELEASED,),
    Listed.LEAVING: (_S.IN_DOUBT, _S.SENDING),
    Listed.PROOF: (_S.SENT,),
}


def outbox_shape(desk: Desk) -> Shape[OutboxRow]:
    """Return the columns of letters."""
    return Shape(
        (
            Column("", 2, lambda row: SIGNS[row.state], style=_style),
            Column("outbox.due", 8, lambda row: _due(row, desk), style=lambda row: _late(row, desk)),
            Column("queue.case", 9, lambda row: row.number),
            Column("outbox.to", 12, lambda row: row.addressee, share=2),
            Column("outbox.kind", 14, lambda row: kind_word(row.kind, desk), share=2),
            Column("outbox.state", 15, lambda row: state_word(row.state, desk), style=_style),
            Column("outbox.ways_by", 11, lambda row: ways_said(row.ways, desk), share=1, spare=2, style=_quiet),
            Column("outbox.proof", 8, lambda row: desk.say(f"word.{row.grade}") if row.grade else "", spare=3),
            Column("queue.owner", 12, lambda row: row.owner, spare=4, style=_quiet),
            Column("outbox.debtor", 12, lambda row: row.name, share=1, extra=True, spare=5),
            Column("outbox.prepared_on", 10, lambda row: day(row.prepared_on, desk), extra=True, spare=6),
            Column(
                "outbox.asks",
                11,
                lambda row: form.amount(row.asks_cents, desk.language) if row.asks_cents else "",
                right=True,
                extra=True,
                spare=7,
            ),
        ),
        lambda row: row.letter_id,
        "outbox.empty",
    )


def lists(counts: Mapping[LetterState, int] | None, shown: Listed, desk: Desk) -> Iterator[Span]:
    """Yield the lists in which there is anything, with how many, and which of them is shown."""
    yield Span(f" {desk.say('place.outbox')} ▸ ")
    some = [listed for listed in Listed if listed in (shown, Listed.ALL) or _count(counts, listed)]
    for place, listed in enumerate(some):
        yield Span(" · " if place else "", "quiet")
        number = (
            "" if counts is None or listed is Listed.ALL else f" {form.number(_count(counts, listed), desk.language)}"
        )
        yield Span(desk.say(f"outbox.list_{listed}") + number, "strong" if listed is shown else "quiet")


def _count(counts: Mapping[LetterState, int] | None, listed: Listed) -> int:
    return sum(counts.get(state, 0) for state in _OF.get(listed, ())) if counts is not None else 0


def _due(row: OutboxRow, desk: Desk) -> str:
    return "" if row.due_on.year == 9999 else by(row.due_on, desk)


def _late(row: OutboxRow, desk: Desk) -> str:
    return "due" if row.due_on < desk.day else ""


def _style(row: OutboxRow) -> str:
    return STYLES.get(row.state, "")


def _quiet(_: OutboxRow) -> str:
    return "quiet"
