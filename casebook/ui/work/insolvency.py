"""The proceedings of a debtor: a menu of what can be done about them now."""

from collections.abc import Awaitable, Callable, Sequence

from casebook.store.queries import insolvencies
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insolvencies import InsolvencyCard
from casebook.ui.case_tabs.insolvency_lines import short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import insolvency_course, insolvency_form
from casebook.ui.work.debtor_rows import key_at

Act = Callable[[], Awaitable[bool]]


async def insolvency(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the proceedings of the debtor of a case, and do it."""
    cards = await desk.read(insolvencies.of_case, card.case_id)
    live = [one for one in cards if one.standing.ended_on is None and not _put_aside(one)]
    if not live:
        return await insolvency_form.new(desk, card)
    new = Entry[Act](lambda: insolvency_form.new(desk, card), "n", desk.say("insolvency.new"))
    heading = desk.say("insolvency.menu", number=card.number, name=card.name)
    if len(live) == 1:
        return await _chosen(desk, Pick(desk, heading, [*_entries(desk, live[0]), new], about=short(live[0], desk)))
    several = [Entry[Act](_of_one(desk, heading, one), key_at(at), short(one, desk)) for at, one in enumerate(live)]
    return await _chosen(desk, Pick(desk, heading, [*several, new]))


def _put_aside(card: InsolvencyCard) -> bool:
    return any(one.kind == "dismissed" for one in card.events if one.id in card.stands)


def _of_one(desk: Desk, heading: str, card: InsolvencyCard) -> Act:
    async def act() -> bool:
        return await _chosen(desk, Pick(desk, heading, _entries(desk, card), about=short(card, desk)))

    return act


async def _chosen(desk: Desk, menu: Pick[Act]) -> bool:
    act = await desk.ask(menu)
    return act is not None and await act()


def _entries(desk: Desk, card: InsolvencyCard) -> Sequence[Entry[Act]]:
    say = desk.say
    if card.row.confirmed_on is None:
        return [
            Entry[Act](lambda: insolvency_form.confirm(desk, card), "c", say("insolvency.do_confirm")),
            Entry[Act](lambda: insolvency_course.dismiss(desk, card), "x", say("insolvency.do_dismiss")),
        ]
    return [
        Entry[Act](lambda: insolvency_course.happened(desk, card), "g", say("insolvency.do_event")),
        Entry[Act](lambda: insolvency_course.appoint(desk, card), "w", say("insolvency.do_appoint")),
        Entry[Act](lambda: insolvency_course.end(desk, card), "e", say("insolvency.do_end")),
        Entry[Act](lambda: insolvency_course.annul(desk, card), "v", say("insolvency.do_annul")),
    ]
