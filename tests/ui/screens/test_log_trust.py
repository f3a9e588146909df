"""Who read what is seen by an administrator, and what may be erased is erased from the screen, once asked."""

import json
from datetime import date
from pathlib import Path

import pytest

from casebook.store.actions.cases import CloseCase, OpenCase
from casebook.store.actions.parties import AddParty, PartyFacts
from casebook.store.actions.people import AddPerson
from casebook.store.models.cases import Closing
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import readings
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, session

READ, KEPT = 5, 6


async def test_what_is_opened_is_noted_and_an_administrator_sees_it(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("enter")
        await screen.press("escape", "g", "l", *["right_square_bracket"] * READ)
        assert screen.shows("dossier geopend")
    # Written before the session ended.
    (row,) = readings.lines().after(office.database).rows
    assert (row.kind, row.person) == ("case_opened", "Mieke Jansen")
    assert row.case_number is not None


async def test_who_is_no_administrator_does_not_see_who_read_what(office: Office) -> None:
    actor = office.actor._replace(roles=frozenset({Role.HANDLER}))
    async with session(office.database, actor, size=SMALL) as screen:
        await screen.press("enter", "escape", "g", "l", *["right_square_bracket"] * READ)
        assert screen.shows("ziet alleen een beheerder")


async def test_what_may_go_is_marked_by_one_and_erased_by_another(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    database, me = office
    long_ago = date(2018, 3, 1)

    def act(command: object, day: date = long_ago) -> int:
        result: int = perform(database, me, day, command).result
        return result

    debtor = act(AddParty(PartyFacts("Vergeten Bakkers B.V.")))
    case = act(OpenCase(debtor, long_ago, owner_person_id=me.person))
    act(CloseCase(case, 1, Closing.WITHDRAWN))
    second = Actor(act(AddPerson("b", "B. Baas", (Role.LEAD,)), TODAY), EVERY_ROLE)
    kept = ["g", "l", *["right_square_bracket"] * KEPT]
    async with session(database, me, size=SMALL) as screen:
        await screen.press(*kept)
        assert screen.shows("Vergeten Bakkers")
        await screen.press("enter", "m")
        await screen.type("termijn voorbij")
        await screen.press("enter")
        assert screen.shows("aangemerkt")
        await screen.press("enter", "w", "j")
        assert screen.shows("Wie aanmerkt, wist niet zelf")
    async with session(database, second, size=SMALL) as screen:
        await screen.press(*kept, "enter", "w")
        await screen.is_as("log-erase-80-nl")
        # Enter alone does nothing.
        await screen.press("enter")
        assert database.value("SELECT name FROM party WHERE id = ?", (debtor,)) == "Vergeten Bakkers B.V."
        await screen.press("enter", "w", "j")
        assert screen.shows("Gewist: ")
    assert database.value("SELECT name FROM party WHERE id = ?", (debtor,)) == f"#{debtor}"
    # Noted outside the database, for a backup that brings it back.
    (line,) = (tmp_path / "casebook" / "erasures.jsonl").read_text().splitlines()
    assert json.loads(line)["party_id"] == debtor
