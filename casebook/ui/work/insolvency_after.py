"""What the end of a proceeding means for the rest of a case, with its source, and what can be done about it."""

from collections.abc import Awaitable, Callable, Mapping

from casebook.domain.insolvency.rules import Effect
from casebook.domain.letters.kinds import LetterKind
from casebook.store.queries import bookings, case
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import (
    arrangement,
    beside,
    claim_course,
    closing,
    letters,
    limitation_slate,
    planning,
    scheme_remission,
    vat,
)
from casebook.ui.work.limitation_subject import subject

Act = Callable[[Desk, CaseCard], Awaitable[bool]]


async def follow(desk: Desk, case_id: int, of: InsolvencyCard) -> bool:
    """Say what an end did to the rest, and ask what is done: by what it did, what is at hand stands first."""
    card, outcome = await desk.read(case.card, case_id), of.standing.outcome
    if card is None or outcome is None:
        return False
    said = f"word.insolvency_effect_{outcome.effect}" if outcome.effect else "insolvency.effect_unknown"
    heading = desk.say("insolvency.after_heading", number=card.number, name=card.name)
    entries = [Entry(act, key, desk.say(f"insolvency.after_{code}")) for key, code, act in _ACTS[outcome.effect]]
    chosen = await desk.ask(Pick(desk, heading, entries, about=f"{desk.say(said)} ({outcome.source})"))
    return chosen is not None and await chosen(desk, card)


async def _interrupt(desk: Desk, card: CaseCard) -> bool:
    return await letters.write(desk, card, LetterKind.INTERRUPTION)


async def _except(desk: Desk, card: CaseCard) -> bool:
    return await limitation_slate.except_from_slate(desk, await subject(desk, card))


async def _let_go(desk: Desk, card: CaseCard) -> bool:
    return await claim_course.let_go(desk, card, await desk.read(bookings.sheets, card.case_id, desk.day))


_NEXT: tuple[str, str, Act] = ("f", "next", planning.next)
_CLOSE: tuple[str, str, Act] = ("c", "close", closing.close)
_BESIDE: tuple[str, str, Act] = ("b", "beside", beside.answer)
_DEMANDED = (_NEXT, ("w", "interrupt", _interrupt), ("r", "arrangement", arrangement.arrangement))
_REMITTED = (_BESIDE, ("m", "remit", scheme_remission.remit), _CLOSE, _NEXT)
_ACTS: Mapping[Effect | None, tuple[tuple[str, str, Act], ...]] = {
    Effect.REVIVES: _DEMANDED,
    Effect.TITLE: _DEMANDED,
    Effect.UNENFORCEABLE: (("s", "except", _except), ("l", "let_go", _let_go), _BESIDE, _CLOSE),
    Effect.NATURAL_OBLIGATION: _REMITTED,
    Effect.BOUND: _REMITTED,
    Effect.DISCHARGED: _REMITTED,
    Effect.PAID: (_NEXT, _CLOSE),
    Effect.CEASED: (_BESIDE, ("v", "vat", vat.vat), ("l", "let_go", _let_go), _CLOSE),
    Effect.RESTORED: (_NEXT,),
    None: (_NEXT,),
}
