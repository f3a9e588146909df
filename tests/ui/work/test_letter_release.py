"""Letters released together beyond the mandate: it says so and asks, and another sees what would leave and releases."""

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.standing import LetterState
from casebook.domain.money import Cents
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.store.actions.letters import PrepareLetter
from casebook.store.actions.mandates import SetMandate
from casebook.store.actions.people import AddPerson
from casebook.store.mandates import Act
from casebook.store.models.people import Role
from casebook.store.queries import approvals, outbox
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.screens.case_desk import act, numbered

HANDLER = frozenset({Role.HANDLER})


def states(office: Office) -> set[LetterState]:
    ids = [id_ for (id_,) in office.database.fetch("SELECT id FROM letter")]
    return {row.state for row in outbox.of_ids(office.database, ids)}


async def test_beyond_the_mandate_another_releases_what_may_leave(office: Office) -> None:
    case_id = numbered(office, "2026-0001")
    drafts = composed(office.database, TODAY, case_id, LetterKind.INTERRUPTION, Wanted())
    act(office, PrepareLetter(case_id, drafts))
    act(office, SetMandate(Act.RELEASE, Role.HANDLER, Cents(50_000_00), 1, TODAY))
    handler = Actor(act(office, AddPerson("h.hol", "Hanna Hol", (Role.HANDLER,))), HANDLER)
    async with session(office.database, handler, size=SMALL) as screen:
        await screen.press("g", "o", "V", "+", "enter")
        await screen.is_as("letters-beyond-mandate-80-nl")
        assert states(office) == {LetterState.READY}
        await screen.press(*"alles tegelijk", "enter")
        assert screen.shows("2 brieven", "Hierover beslist: Mieke Jansen")
        await screen.press("enter")
        assert screen.shows("goedkeuring gevraagd voor 2 brieven")
    (asked,) = approvals.waiting(office.database)
    # By the first day on which one of them is needed: the claim is safe until then.
    assert (asked.needed_by, asked.parameters["count"]) == (drafts[0].needed_by, 2)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "t", "enter")
        assert screen.shows("Verzoek van Hanna Hol", "2 brieven")
        await screen.press("plus")
        await screen.is_as("letters-approving-80-nl")
        await screen.press("enter")
    assert states(office) == {LetterState.RELEASED}
