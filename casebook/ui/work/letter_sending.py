"""One released letter leaves by all its ways: it is mailed and printed, and then it goes to the post."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import CasebookError, Refused
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries.letter_card import LetterCard
from casebook.ui.desk import Desk
from casebook.ui.errand import Came, Progress
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.work.bank_form import Foreseeing
from casebook.ui.work.letter_acts import standing_stops
from casebook.ui.work.letter_leaving import ON_PAPER, mail_now, mailed_came, posted, print_now, printed_came
from casebook.ui.work.letter_lines import stop_lines, title

if TYPE_CHECKING:
    from casebook.jobs.outbox import Mailed, PrintedBatch


class _Out(NamedTuple):
    """What became of a letter by mail and on paper; None where it does not go that way."""

    mailed: "Mailed | CasebookError | None"
    printed: "tuple[PrintedBatch, Path] | CasebookError | None"


def can_send(desk: Desk, card: LetterCard) -> bool:
    """Tell whether a letter can leave now, or is printed and goes to the post."""
    row = card.row
    return row.released_on is not None and card.withdrawn_on is None and bool(_ways(desk, card) or _batches(card))


async def send(desk: Desk, card: LetterCard) -> bool:
    """Show by which ways a letter leaves now, and mail and print it; one that is printed goes to the post.

    What the gate stops does not leave.
    """
    if _batches(card):
        return await posted(desk, _batches(card)) is not None
    ways, settings = _ways(desk, card), desk.session.settings
    if not ways:
        raise Refused("outbox.none_waits", source=HOUSE_RULE, ways=[f"way_{one.way}" for one in card.dispatches])
    mails, prints = DispatchWay.EMAIL in ways, not ON_PAPER.isdisjoint(ways)
    form = Foreseeing(
        desk,
        f"{desk.say('outbox.send_now')} · {title(card.row, desk)}",
        (),
        tuple,
        about=list(stop_lines(standing_stops(card), desk)) if standing_stops(card) else [],
        listed=list(_told(card, desk, ways)),
        act=_nothing,
    )
    if await desk.ask(form) is None:
        return False
    ids = {card.row.letter_id}

    def work(database: Database, progress: Progress) -> _Out:
        mailed: Mailed | CasebookError | None = None
        printed: tuple[PrintedBatch, Path] | CasebookError | None = None
        # What goes wrong by one way is told beside what went well by the other.
        if mails and settings is not None:
            try:
                mailed = mail_now(database, desk, settings, ids, progress)
            except CasebookError as error:
                mailed = error
        if prints:
            try:
                printed = print_now(database, desk, ids)
            except CasebookError as error:
                printed = error
        return _Out(mailed, printed)

    desk.errand.send_out(desk.say("outbox.sending_now"), work, lambda out: _came(out, desk))
    return False


async def _nothing(_: object) -> Done:
    return Done(None, None, None)


def _ways(desk: Desk, card: LetterCard) -> frozenset[DispatchWay]:
    """Return the ways by which a letter can leave now: by mail only where there is a mail server."""
    settings = desk.session.settings
    ours = ON_PAPER | {DispatchWay.EMAIL} if settings is not None and settings.mail is not None else ON_PAPER
    return frozenset(one.way for one in card.dispatches if one.waits and one.way in ours)


def _batches(card: LetterCard) -> set[int]:
    """Return the batches with which a letter was printed for the post and did not go there yet."""
    if any(one.waits and one.way in ON_PAPER for one in card.dispatches):
        return set()
    some = [one for one in card.dispatches if not one.over and one.way in ON_PAPER]
    return {one.batch_id for one in some if one.batch_id is not None}


def _told(card: LetterCard, desk: Desk, ways: Collection[DispatchWay]) -> Iterator[Line]:
    """Yield what happens to a letter by each of its ways."""
    for one in card.dispatches:
        if one.over:
            continue
        if one.way is DispatchWay.EMAIL:
            code = "outbox.then_mailed" if one.way in ways else "outbox.then_by_hand"
        elif one.way is DispatchWay.REGISTERED:
            code = "outbox.then_printed_registered"
        else:
            code = "outbox.then_printed" if one.way in ON_PAPER else "outbox.then_together"
        way = desk.say(f"word.way_{one.way}")
        yield line("→ ", Span(way, "strong"), f" · {desk.say(code, to=one.to)}", hang=2)


def _came(out: _Out, desk: Desk) -> Came:
    """Return what is told of both ways together."""
    found: list[Came] = []
    if isinstance(out.mailed, CasebookError):
        found.append(Came(desk.told(out.mailed), trouble=True))
    elif out.mailed is not None:
        found.append(mailed_came(out.mailed, desk))
    if isinstance(out.printed, CasebookError):
        found.append(Came(desk.told(out.printed), trouble=True))
    elif out.printed is not None:
        found.append(printed_came(*out.printed, desk))
    lines: list[Line] = []
    for one in found:
        lines += [*one.lines, EMPTY] if one.lines else []
    heading = next((one.heading for one in found if one.lines), "")
    return Came(_joined(found), heading, lines[:-1], trouble=any(one.trouble for one in found))


def _joined(found: Sequence[Came]) -> str:
    return " · ".join(one.sentence for one in found)
