"""What is done from the rows of Team that are no cases: deciding on requests, and looking behind what somebody has."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casebook.store.open_work import open_work
from casebook.store.queries import people
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.person_figures import figures_per_person
from casebook.store.queries.team import Figure, LoadRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.screens.team_lists import choose_behind

if TYPE_CHECKING:
    from casebook.ui.screens.team import Team


async def decide(place: "Team", row: WaitingRow) -> None:
    """Decide on a request, or open the case it is about."""
    from casebook.ui.screens.case import CaseScreen
    from casebook.ui.work.approvals import decide

    decided = await decide(place.desk, row)
    if decided is None and row.case_id is not None:
        await place.app.push_screen(CaseScreen(place.desk, row.case_id))
    elif decided:
        await place.shown(place.worked())


async def approve(place: "Team", marked: Sequence[WaitingRow], chosen: object) -> None:
    """Approve the marked requests together, or show the one the cursor is on."""
    from casebook.ui.work.approvals import decide_all

    if not marked:
        if isinstance(chosen, WaitingRow):
            await decide(place, chosen)
    elif await decide_all(place.desk, marked):
        place.clear_marks()
        await place.shown(place.worked())


async def look_behind(place: "Team", row: LoadRow) -> None:
    """Show the cases of a person or team, or see to the person."""
    from casebook.ui.screens.load_cases import LoadCases
    from casebook.ui.work.people import of_person

    chosen = await choose_behind(row, place.desk)
    if isinstance(chosen, Figure):
        await place.app.push_screen(LoadCases(place.desk, row, chosen))
    elif chosen and row.person_id is not None and await of_person(place.desk, row.person_id):
        await place.shown(place.load())


async def together(desk: Desk) -> list[Line]:
    """Return that colleagues are counted with their team, where no agreement lets them stand apart."""
    person = desk.session.actor.person
    figures = await desk.read(lambda database: figures_per_person(database, person, desk.day))
    return [] if figures.agreement is not None else [line(" ", Span(desk.say("load.together"), "quiet"), hang=1)]


async def about(person: int, name: str, desk: Desk) -> list[Line]:
    """Return what a person has open, and who stands in for whom."""
    from casebook.ui.work.people_standing_in import standing_in

    found = await desk.read(open_work, person, desk.day)
    stand_ins = await desk.read(people.stand_ins, desk.day)
    lines = [head(clean_line(name))]
    lines += [line("  ", desk.say(one.code, count=one.number)) for one in found]
    some = [one for one in stand_ins if person in (one.person_id, one.for_id)]
    lines += [EMPTY, *(line("  ", standing_in(one, desk)) for one in some)] if some else []
    return [*lines, *await together(desk)]
