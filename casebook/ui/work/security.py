"""The securities of a debtor: a menu of what can be done about them now, credit insurance among it."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.security.letters import LETTERS
from casebook.jobs import security_letters
from casebook.store.queries import securities
from casebook.store.queries.case import CaseCard
from casebook.store.queries.securities import SecurityCard
from casebook.ui.case_tabs.securities_lines import short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.menu import Entry
from casebook.ui.work import insurance, security_course, security_form
from casebook.ui.work.debtor_rows import key_at

Act = Callable[[], Awaitable[bool]]
# The keys of the letters by which a security is invoked, in their order.
_LETTER_KEYS = "bd"


async def security(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the securities of the debtor of a case, and do it."""
    page = await desk.read(securities.of_case, card.case_id, desk.day)
    say = desk.say
    others = [
        Entry[Act](lambda: security_form.new(desk, card), "n", say("security.new")),
        Entry[Act](lambda: insurance.insure(desk, card), "k", say("security.insurance")),
    ]
    heading = say("security.menu", number=card.number, name=card.name)
    if len(page.cards) == 1:
        return await _about(desk, card, page.cards[0], heading, others)
    several = [
        Entry[Act](_of_one(desk, card, one, heading), key_at(at), _told(one, desk)) for at, one in enumerate(page.cards)
    ]
    return await _chosen(desk, Pick(desk, heading, [*several, *others]))


def _of_one(desk: Desk, card: CaseCard, one: SecurityCard, heading: str) -> Act:
    async def act() -> bool:
        return await _about(desk, card, one, heading, [])

    return act


async def _about(desk: Desk, card: CaseCard, one: SecurityCard, heading: str, others: list[Entry[Act]]) -> bool:
    return await _chosen(desk, Pick(desk, heading, [*_entries(desk, card, one), *others], about=_told(one, desk)))


async def _chosen(desk: Desk, menu: Pick[Act]) -> bool:
    act = await desk.ask(menu)
    return act is not None and await act()


def _told(one: SecurityCard, desk: Desk) -> str:
    return f"{short(one, desk)} · {desk.say(f'word.security_stage_{one.standing.stage}')}"


def _entries(desk: Desk, card: CaseCard, one: SecurityCard) -> Iterator[Entry[Act]]:
    say = desk.say
    if not one.standing.over:
        for key, kind in zip(_LETTER_KEYS, LETTERS[one.row.kind], strict=False):
            told = say("security.do_letter", letter=f"letter_kind_{kind}")
            yield Entry[Act](partial(_letter, desk, card, kind, one.row.id), key, told)
        yield Entry[Act](lambda: security_course.invoked(desk, one), "i", say("security.do_invoke"))
        yield Entry[Act](lambda: security_course.proceeds(desk, card, one), "o", say("security.do_proceeds"))
        yield Entry[Act](lambda: security_course.happened(desk, one), "g", say("security.do_event"))
        yield Entry[Act](lambda: security_form.change(desk, card, one), "w", say("security.do_change"))
    else:
        yield Entry[Act](lambda: security_course.happened(desk, one), "g", say("security.do_event"))
    if one.stands:
        yield Entry[Act](lambda: security_course.void(desk, one), "v", say("security.do_void"))
    yield Entry[Act](lambda: security_form.withdraw(desk, one), "x", say("security.do_withdraw"))


async def _letter(desk: Desk, card: CaseCard, kind: LetterKind, security_id: int) -> bool:
    from casebook.ui.work.letters import write

    known = await desk.read(security_letters.wanted, security_id, card.case_id, kind, desk.day)
    return await write(desk, card, kind, known)
