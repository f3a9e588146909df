"""The proceedings of a debtor: a menu of what can be done about them now."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from functools import partial

from casebook.domain.insolvency.facts import REGISTERED
from casebook.domain.insolvency.standing import Stage
from casebook.store.insolvencies_before import KnownBefore
from casebook.store.queries import insolvencies, insolvencies_before
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.case_tabs.insolvency_lines import before_words, short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import (
    insolvency_after,
    insolvency_course,
    insolvency_events,
    insolvency_filing,
    insolvency_form,
    insolvency_moves,
    insolvency_requests,
)
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.insolvency_form import Told
from casebook.ui.work.unwinding import acts as unwinding_acts

Act = Callable[[], Awaitable[bool]]
# Of these nothing is done any more: they count as if they had never been.
_GONE = frozenset({Stage.DISMISSED, Stage.ANNULLED})
# What an end can be found to be wrong in.
_OVER = frozenset({Stage.ENDED, Stage.CONVERTED})


async def insolvency(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the proceedings of the debtor of a case, and do it."""
    return await _act(desk, card, None)


async def told(desk: Desk, card: CaseCard, by: Told) -> bool:
    """Ask what is done about a proceeding that a letter tells of: it is recorded first, where none is known yet."""
    cards = await desk.read(insolvencies.of_case, card.case_id)
    own = [one for one in cards if not one.beside and one.standing.stage not in _GONE]
    if not own and not await insolvency_form.new(desk, card, by):
        return False
    return await _act(desk, card, by)


async def _act(desk: Desk, card: CaseCard, by: Told | None) -> bool:
    cards = await desk.read(insolvencies.of_case, card.case_id)
    shown = [one for one in cards if one.standing.stage not in _GONE]
    # What runs is worked on; what is over only where it was recorded wrongly.
    shown.sort(key=lambda one: one.standing.stage in _OVER)
    before = await desk.read(insolvencies_before.of_case, card.case_id) if by is None else []
    if not shown and len(before) <= 1:
        return await _record(desk, card, before[0]) if before else await insolvency_form.new(desk, card, by)
    new = Entry[Act](lambda: insolvency_form.new(desk, card, by), "n", desk.say("insolvency.new"))
    asked = Entry[Act](lambda: insolvency_requests.of_case(desk, card), "r", desk.say("asked.do"))
    known = [
        Entry[Act](
            partial(_record, desk, card, one),
            "b" if len(before) == 1 else "",
            desk.say("insolvency.record_known", what=before_words(one, desk)),
        )
        for one in before
    ]
    heading = desk.say("insolvency.menu", number=card.number, name=card.name)
    if len(shown) == 1:
        entries = [*_entries(desk, card.case_id, shown[0]), *known, asked, new]
        return await _chosen(desk, Pick(desk, heading, entries, about=short(shown[0], desk)))
    several = [
        Entry[Act](_of_one(desk, card.case_id, heading, one), key_at(at), short(one, desk))
        for at, one in enumerate(shown)
    ]
    return await _chosen(desk, Pick(desk, heading, [*several, *known, asked, new]))


async def _record(desk: Desk, card: CaseCard, before: KnownBefore) -> bool:
    """Record the proceeding of an insolvency that is known from before; of one that is over its end is asked too."""
    done = await insolvency_form.new(desk, card, before=before)
    if done and before.until is not None and before.until <= desk.day:
        cards = await desk.read(insolvencies.of_party, before.party_id)
        found = [one for one in cards if one.row.kind is before.kind and one.standing.stage not in _OVER]
        if found:
            await insolvency_course.end(desk, found[-1], card.case_id, before.until)
    return done


def _of_one(desk: Desk, case_id: int, heading: str, card: InsolvencyCard) -> Act:
    async def act() -> bool:
        return await _chosen(desk, Pick(desk, heading, _entries(desk, case_id, card), about=short(card, desk)))

    return act


async def _chosen(desk: Desk, menu: Pick[Act]) -> bool:
    act = await desk.ask(menu)
    return act is not None and await act()


def _entries(desk: Desk, case_id: int, card: InsolvencyCard) -> Sequence[Entry[Act]]:
    if card.row.confirmed_on is None:
        acts = _of_signal(desk, card)
    elif card.standing.stage in _OVER:
        acts = _of_over(desk, case_id, card)
    else:
        acts = _of_running(desk, case_id, card)
    return [Entry[Act](act, key, desk.say(f"insolvency.do_{code}")) for key, code, act in acts]


_Acts = Iterator[tuple[str, str, Act]]


def _of_signal(desk: Desk, card: InsolvencyCard) -> _Acts:
    yield "c", "confirm", lambda: insolvency_form.confirm(desk, card)
    yield "x", "dismiss", lambda: insolvency_course.dismiss(desk, card)
    yield "p", "change", lambda: insolvency_moves.change(desk, card)


def _of_running(desk: Desk, case_id: int, card: InsolvencyCard) -> _Acts:
    yield from insolvency_filing.acts(desk, case_id, card)
    yield from unwinding_acts(desk, card)
    yield "g", "event", lambda: insolvency_course.happened(desk, card)
    yield "w", "appoint", lambda: insolvency_course.appoint(desk, card)
    if card.acting(desk.day) is not None:
        yield "l", "release", lambda: insolvency_moves.release(desk, card)
    yield "e", "end", lambda: insolvency_course.end(desk, card, case_id)
    if insolvency_moves.converts(card):
        yield "o", "convert", lambda: insolvency_moves.convert(desk, card)
    if card.row.kind in REGISTERED:
        yield "t", "transfer", lambda: insolvency_moves.transfer(desk, card)
    yield from _corrections(desk, card)
    yield "v", "annul", lambda: insolvency_course.annul(desk, card)


def _of_over(desk: Desk, case_id: int, card: InsolvencyCard) -> _Acts:
    if card.standing.outcome is not None and not card.beside:
        yield "k", "follow", lambda: insolvency_after.follow(desk, case_id, card)
    yield from insolvency_filing.acts(desk, case_id, card)
    yield "g", "event", lambda: insolvency_course.happened(desk, card)
    yield from _corrections(desk, card)
    yield "v", "annul", lambda: insolvency_course.annul(desk, card)


def _corrections(desk: Desk, card: InsolvencyCard) -> _Acts:
    yield "p", "change", lambda: insolvency_moves.change(desk, card)
    if insolvency_events.correctable(card):
        yield "c", "correct", lambda: insolvency_events.correct(desk, card)
    if insolvency_events.voidable(card):
        yield "x", "void", lambda: insolvency_events.void(desk, card)
