"""What the end of a proceeding means for the rest of a case, with its source, and what can be done about it."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.rules import Effect
from casebook.domain.letters.kinds import LetterKind
from casebook.store import beside as beside_rows
from casebook.store.database import Database
from casebook.store.queries import bookings, case, choices
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import (
    arrangement,
    beside,
    case_closing,
    holds,
    insolvency_rest,
    letters,
    limitation_slate,
    planning,
    scheme_remission,
    vat,
)
from casebook.ui.work.limitation_subject import subject

Act = Callable[[Desk, CaseCard, InsolvencyCard], Awaitable[bool]]


class _There(NamedTuple):
    """What there is in a case to do something about: somebody beside the debtor, something open, a hold."""

    beside: bool
    left: bool
    held: bool


class _Offer(NamedTuple):
    key: str
    code: str
    act: Act
    applies: Callable[[_There], bool] = lambda _: True


async def follow(desk: Desk, case_id: int, of: InsolvencyCard) -> bool:
    """Say what an end did to the rest, and ask what is done: by what it did, what is at hand stands first."""
    card, outcome = await desk.read(case.card, case_id), of.standing.outcome
    if card is None or outcome is None:
        return False
    there = await desk.read(_there, case_id, desk.day)
    said = f"word.insolvency_effect_{outcome.effect}" if outcome.effect else "insolvency.effect_unknown"
    heading = desk.say("insolvency.after_heading", number=card.number, name=card.name)
    offers = [one for one in _ACTS[outcome.effect] if one.applies(there)]
    entries = [Entry(one.act, one.key, desk.say(f"insolvency.after_{one.code}")) for one in offers]
    chosen = await desk.ask(Pick(desk, heading, entries, about=f"{desk.say(said)} ({outcome.source})"))
    return chosen is not None and await chosen(desk, card, of)


def _there(database: Database, case_id: int, day: date) -> _There:
    with database.snapshot():
        return _There(
            bool(beside_rows.of_case(database, case_id, day)),
            insolvency_rest.is_left(bookings.sheets(database, case_id, day)),
            bool(choices.holds(database, case_id)),
        )


def _of_case(act: Callable[[Desk, CaseCard], Awaitable[bool]]) -> Act:
    return lambda desk, card, _: act(desk, card)


async def _interrupt(desk: Desk, card: CaseCard) -> bool:
    return await letters.write(desk, card, LetterKind.INTERRUPTION)


async def _except(desk: Desk, card: CaseCard) -> bool:
    return await limitation_slate.except_from_slate(desk, await subject(desk, card))


_NEXT = _Offer("f", "next", _of_case(planning.next))
_CLOSE = _Offer("c", "close", _of_case(case_closing.close))
_VAT = _Offer("v", "vat", _of_case(vat.vat))
_BESIDE = _Offer("b", "beside", _of_case(beside.answer), lambda there: there.beside)
_LET_GO = _Offer("l", "let_go", insolvency_rest.let_go, lambda there: there.left)
# It stood for the proceeding, and ends only by a person.
_HELD = _Offer("h", "hold", _of_case(holds.hold), lambda there: there.held)
_INTERRUPT = _Offer("w", "interrupt", _of_case(_interrupt))
_DEMANDED = (_NEXT, _HELD, _INTERRUPT, _Offer("r", "arrangement", _of_case(arrangement.arrangement)))
_REMITTED = (_BESIDE, _Offer("m", "remit", _of_case(scheme_remission.remit)), _CLOSE, _NEXT)
_ACTS: Mapping[Effect | None, tuple[_Offer, ...]] = {
    Effect.REVIVES: _DEMANDED,
    Effect.TITLE: _DEMANDED,
    Effect.UNENFORCEABLE: (_Offer("s", "except", _of_case(_except)), _LET_GO, _BESIDE, _CLOSE),
    Effect.NATURAL_OBLIGATION: _REMITTED,
    Effect.BOUND: _REMITTED,
    Effect.DISCHARGED: _REMITTED,
    Effect.PAID: (_NEXT, _CLOSE),
    Effect.CEASED: (_BESIDE, _VAT, _LET_GO, _CLOSE),
    Effect.RESTORED: (_NEXT, _HELD),
    None: (_NEXT, _HELD),
}
