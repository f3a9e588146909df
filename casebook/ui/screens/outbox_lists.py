"""How the rows of the outbox look, and what its title says."""

from collections.abc import Iterator, Mapping
from datetime import date

from casebook import format as form
from casebook.domain.calendar import Term, add
from casebook.domain.letters.standing import LetterState
from casebook.store.queries.outbox import Listed, OutboxRow
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import Span
from casebook.ui.screens.today import by
from casebook.ui.widgets.columns import Column
from casebook.ui.widgets.windowed_list import Shape
from casebook.ui.work.letter_lines import SIGNS, STYLES, gone_said, kind_word, partly_gone, state_word, ways_short

# Of another year than this one.
_LONGEST_DAY = date(2088, 12, 28)
_S = LetterState
_OF: Mapping[Listed, tuple[LetterState, ...]] = {
    Listed.OPEN: tuple(LetterState),
    Listed.TO_RELEASE: (_S.PREPARED, _S.READY, _S.REFUSED),
    Listed.RELEASED: (_S.RELEASED,),
    Listed.LEAVING: (_S.IN_DOUBT, _S.SENDING),
    Listed.PROOF: (_S.SENT,),
}


def outbox_shape(desk: Desk) -> Shape[OutboxRow]:
    """Return the columns of letters: in 80 cells one sees until when there is, and by which ways they leave."""
    due = len(by(_LONGEST_DAY, desk))
    return Shape(
        (
            Column("", 2, lambda row: _sign(row, desk), style=lambda row: _style(row, desk)),
            Column("outbox.due", due, lambda row: _due(row, desk), style=lambda row: _late(row, desk)),
            Column("queue.case", 9, lambda row: row.number),
            Column("outbox.to", 9, lambda row: row.addressee, share=2),
            Column("outbox.kind", 17 - due, lambda row: kind_word(row.kind, desk), share=2),
            Column("outbox.state", 13, lambda row: _state(row, desk), share=1, style=lambda row: _style(row, desk)),
            Column("outbox.ways_by", 15, lambda row: _ways(row, desk), share=1, style=_quiet),
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


def lists(
    counts: Mapping[LetterState, int] | None, shown: Listed, desk: Desk, *, alone: bool = False
) -> Iterator[Span]:
    """Yield the list that is shown and, unless it stands `alone`, those others in which there is anything."""
    yield Span(f" {desk.say('place.outbox')} ▸ ")
    every = list(Listed)
    at = every.index(shown)
    some = [listed for listed in (*every[at:], *every[:at]) if listed in (shown, Listed.ALL) or _count(counts, listed)]
    for place, listed in enumerate(some[:1] if alone else some):
        yield Span(" · " if place else "", "quiet")
        number = (
            "" if counts is None or listed is Listed.ALL else f" {form.number(_count(counts, listed), desk.language)}"
        )
        yield Span(desk.say(f"outbox.list_{listed}") + number, "strong" if listed is shown else "quiet")


def _count(counts: Mapping[LetterState, int] | None, listed: Listed) -> int:
    return sum(counts.get(state, 0) for state in _OF.get(listed, ())) if counts is not None else 0


def _due(row: OutboxRow, desk: Desk) -> str:
    return "" if row.by.year == 9999 else by(row.by, desk)


def _late(row: OutboxRow, desk: Desk) -> str:
    return "urgent" if _urgent(row, desk) else "due" if row.due_on < desk.day else ""


def _urgent(row: OutboxRow, desk: Desk) -> bool:
    """Tell whether a right is lost so soon that a letter that keeps it leaves before all others."""
    if row.needed_by is None or row.by != row.needed_by:
        return False
    lead = desk.session.database.law.signals.leads.applied(desk.day).value.limitation
    return add(row.needed_by, Term(-lead.amount, lead.unit)) <= desk.day


def _sign(row: OutboxRow, desk: Desk) -> str:
    return "!!" if _urgent(row, desk) else SIGNS[row.state]


def _state(row: OutboxRow, desk: Desk) -> str:
    return gone_said(row, desk) if partly_gone(row) else state_word(row.state, desk)


def _ways(row: OutboxRow, desk: Desk) -> str:
    """Return by which ways a letter leaves, of one that left by some of them by which it still is to."""
    if partly_gone(row):
        return desk.say("outbox.still_to_go", ways=ways_short(row.left, desk))
    return ways_short(row.ways, desk)


def _style(row: OutboxRow, desk: Desk) -> str:
    return "urgent" if _urgent(row, desk) else STYLES.get(row.state, "")


def _quiet(_: OutboxRow) -> str:
    return "quiet"
