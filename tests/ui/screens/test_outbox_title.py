"""The title of the outbox: the list that is shown, or the view, is in sight on the smallest terminal."""

from casebook.domain.letters.kinds import LetterKind
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.store.actions.letters import PrepareLetter
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.screens.case_desk import act, numbered


async def test_the_list_that_is_shown_comes_first_and_beside_a_view_stands_alone(office: Office) -> None:
    case_id = numbered(office, "2026-0001")
    act(office, PrepareLetter(case_id, composed(office.database, TODAY, case_id, LetterKind.INTERRUPTION, Wanted())))
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "o", "]")
        assert "Uitgaand ▸ vrij te geven 2 · alle · te doen 2" in screen.lines[0]
        await screen.press("4")
        assert "Uitgaand ▸ zelf vrijgegeven 0 · 4 zelf vrijgegeven  " in screen.lines[0]
        await screen.press("3")
        assert "Uitgaand ▸ bewijs 0 · 3 bewijs nog niet binnen  " in screen.lines[0]
