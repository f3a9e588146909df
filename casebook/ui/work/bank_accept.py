"""Accepting what is proposed for entries of the bank: one with where it goes, or many as one list."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import NamedTuple

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import CasebookError, Refused
from casebook.store.actions.bank_acceptance import AcceptMatch
from casebook.store.queries import bank_entry
from casebook.store.queries.bank_entry import EntryCard
from casebook.store.queries.bank_inbox import InboxRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import cut
from casebook.ui.work.bank_foreseen import foreseen
from casebook.ui.work.bank_form import Foreseeing
from casebook.ui.work.bank_lines import heading, proposed, short_method, told
from casebook.ui.work.bulk import ASKED_ABOVE, CountField
from casebook.ui.work.one_step import OneStep

# In cells: a row fits on one line of a form.
_AMOUNT, _NAME, _CASE = 11, 14, 27


class Accepted(NamedTuple):
    """What became of entries that were accepted together: those that were refused, and what is said of the others."""

    left: Collection[int]
    said: str


async def card_of(desk: Desk, entry_id: int) -> EntryCard:
    """Return an entry of which something is left. Raises `Refused` where somebody decided on it meanwhile."""
    card = await desk.read(bank_entry.entry, entry_id)
    if not card.rest:
        raise Refused("bank_entry.decided_meanwhile", source=HOUSE_RULE)
    return card


async def accept(desk: Desk, entry_id: int) -> str | None:
    """Show what accepting the first proposal of an entry does, and do it; return what is said, None for nothing.

    Raises `Refused` where there is nothing that one key may accept.
    """
    card = await card_of(desk, entry_id)
    first = next(iter(card.candidates), None)
    if first is None or not first.ready:
        raise Refused("bank_entry.none_ready", source=HOUSE_RULE)
    about = [
        *told(card, desk),
        line(
            Span("+ " + proposed(first.proposed, first.number, first.debtor, desk), "strong"),
            *(Span(f" · {desk.say(why.code, **why.parameters)}", "quiet") for why in first.why[:2]),
            hang=2,
        ),
    ]
    dialog = Foreseeing(
        desk,
        heading(card, desk),
        [],
        lambda: AcceptMatch(card.entry_id, card.seen),
        about=about,
        foresee=await foreseen(desk, card),
        of=card,
    )
    return None if await desk.ask(dialog) is None else desk.say("bank_entry.saved", heading=heading(card, desk))


async def accept_all(desk: Desk, chosen: Sequence[InboxRow]) -> Accepted | None:
    """Show which of entries are ready with their sum, and accept those as one step; None where one turned back.

    Raises `Refused` where none is.
    """
    rows = [row for row in chosen if row.ready]
    if not rows:
        raise Refused("bank_entry.none_of_them_ready", source=HOUSE_RULE)
    step = OneStep(desk)
    dialog = Foreseeing(
        desk,
        desk.say("bank_entry.accept_all", count=len(rows)),
        [CountField(desk, len(rows), "bank_entry.other_count")],
        lambda: tuple(AcceptMatch(row.entry_id, row.seen) for row in rows),
        about=list(_total(rows, len(chosen) - len(rows), desk)),
        listed=[_row(row, desk) for row in rows],
        act=step.act,
    )
    if await desk.ask(dialog) is None:
        return None
    refused = step.refused(rows)
    if refused:
        title = desk.say("bank_entry.refused", count=len(refused))
        await desk.ask(Reader(desk, title, _report(refused, len(rows), desk)))
    return Accepted(
        {row.entry_id for row, _ in refused}, desk.say("bank_entry.accepted", count=len(rows) - len(refused))
    )


def _total(rows: Sequence[InboxRow], left_out: int, desk: Desk) -> list[Line]:
    came = Cents(sum(row.rest for row in rows if row.rest > 0))
    went = Cents(-sum(row.rest for row in rows if row.rest < 0))
    code = "bank_entry.total_both" if went else "bank_entry.total"
    lines = [line(Span(desk.say(code, count=len(rows), came=came, went=went), "strong"), hang=2)]
    if left_out:
        lines.append(line(Span(desk.say("bank_entry.left_out", count=left_out), "due"), hang=2))
    if len(rows) > ASKED_ABOVE:
        lines.append(line(Span(desk.say("bank_entry.scroll"), "quiet")))
    return [*lines, EMPTY]


def _row(row: InboxRow, desk: Desk) -> Line:
    what = "" if row.proposed is None else proposed(row.proposed, row.number, row.debtor, desk)
    return line(
        form.amount(row.rest, desk.language).rjust(_AMOUNT) + "  ",
        cut(clean_line(row.name), _NAME) + "  ",
        Span(cut(what, _CASE)),
        Span(f"  {short_method(row.method, row.confidence, desk)}", "quiet"),
        hang=_AMOUNT + 2,
    )


def _report(refused: Sequence[tuple[InboxRow, CasebookError]], count: int, desk: Desk) -> list[Line]:
    """Return what was refused by reason, each with the entries it was refused for."""
    lines = [line(desk.say("bank_entry.accepted", count=count - len(refused))), EMPTY]
    by_reason = sorted(refused, key=lambda pair: desk.told(pair[1]))
    for sentence, pairs in groupby(by_reason, key=lambda pair: desk.told(pair[1])):
        lines += [head(sentence), *(_row(row, desk) for row, _ in pairs), EMPTY]
    return [*lines, line(Span(desk.say("bank_entry.still_there"), "quiet"))]
