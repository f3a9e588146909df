"""An unwinding from the screen: what it will do is shown before it is done, and what waits is chosen after it."""

from datetime import date
from pathlib import Path

from casebook.domain.insolvency.facts import Kind, Source
from casebook.store.actions.insolvencies import RecordInsolvency
from casebook.store.queries import unwinding
from casebook.ui.screens.case import CaseScreen
from tests.databases import TODAY
from tests.ui.screen import SMALL, USUAL, Screen, session
from tests.ui.work.limitation_cases import firm, foreseen

SINCE = date(2026, 10, 16)


async def opened(screen: Screen, case_id: int) -> None:
    await screen.app.push_screen(CaseScreen(screen.app.desk, case_id, "insolvency"))
    await screen.settled()


async def test_the_cases_are_unwound_and_money_since_gets_its_outcome(tmp_path: Path) -> None:
    desk = firm(tmp_path, date(2026, 9, 30), ["A. Vennoot"]).desk
    desk.claim("E-10", 31_000, supplied_from=date(2026, 10, 1), supplied_until=date(2026, 10, 31))
    desk.pay(120_000, SINCE, payer_name="Van Dam Bouw")
    desk.pay(5_000, date(2026, 9, 2))
    bankruptcy = RecordInsolvency(desk.debtor, Kind.BANKRUPTCY, TODAY, Source.LETTER, SINCE, number="F.13/26/7")
    id_ = desk.act(bankruptcy)
    async with session(desk.database, desk.actor, size=SMALL) as screen:
        await opened(screen, desk.case)
        await screen.press("I", "u", *"100 190")
        await screen.press("enter")
        assert screen.shows("typ drie standen")
        await screen.type(" 200")
        await foreseen(screen)
        await screen.is_as("unwinding-foreseen-80-nl")
        await screen.press("enter")
        await screen.press("I", "m", *"behouden", "tab", *"rekening stond rood", "enter")
    found = unwinding.of_proceeding(desk.database, id_)
    assert found is not None
    assert [(one.cut.before, one.cut.after) for one in found.cuts if one.cut.is_split] == [(27_900, 3_100)]
    assert found.apart == []
    async with session(desk.database, desk.actor, size=USUAL, language="en") as screen:
        await opened(screen, desk.case)
        await screen.is_as("unwinding-tab-120")
