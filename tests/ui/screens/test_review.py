"""The review of expiring claims: what waits for a decision, deciding on many, and signing."""

from pathlib import Path

import pytest

from casebook.store.actions.people import AddPerson
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import reviews
from casebook.store.queries.reviews import Listed
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, session


def undecided(office: Office) -> int:
    scope = reviews.scope(office.database, TODAY)
    return reviews.count(office.database, Listed.UNDECIDED, scope).number


async def test_what_waits_is_decided_and_the_review_is_signed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    waits = undecided(office)
    assert waits > 3
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "e")
        await screen.is_as("review-80")
        await screen.press("right_square_bracket", "space", "space", "plus")
        await screen.type("betaalt vrijdag")
        await screen.press("enter")
        assert undecided(office) == waits - 2
        await screen.press("L", "a")
        await screen.type("geen verhaal")
        await screen.is_as("review-accept-80")
        await screen.press("enter")
        assert undecided(office) == waits - 3
        await screen.press("u")
        assert undecided(office) == waits - 2
        await screen.press("E", "t")
        await screen.is_as("review-sign-80")
        await screen.type("rest volgt morgen")
        await screen.press("enter")
        signed = reviews.last(office.database)
        assert signed is not None
        assert (signed.undecided, signed.reason) == (waits - 2, "rest volgt morgen")
        assert screen.shows("Getekend")


async def test_a_lead_who_handles_no_cases_decides_too(office: Office) -> None:
    leads = perform(office.database, office.actor, TODAY, AddPerson("een", "Een", (Role.LEAD,))).result
    waits = undecided(office)
    async with session(office.database, Actor(leads, frozenset({Role.LEAD})), size=SMALL) as screen:
        await screen.press("g", "e")
        while not screen.shows("▸ te beslissen"):
            await screen.press("right_square_bracket")
        await screen.press("space", "space", "f")
        assert screen.shows("2 termijnen uitzetten")
        await screen.press("enter", "enter")
        assert undecided(office) == waits - 2
        await screen.press("L", "a")
        await screen.type("geen verhaal")
        await screen.press("enter")
        assert undecided(office) == waits - 3
        await screen.press("c")
        assert screen.shows("alleen met de rol behandelaar")


async def test_the_review_with_room_goes_week_by_week(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        await screen.press("g", "e")
        await screen.is_as("review-120")
        await screen.press("right_curly_bracket")
        await screen.press("H")
        await screen.is_as("review-weeks-120")
        await screen.press("escape", "home", "f", "enter")
        await screen.is_as("review-assign-120")
        await screen.press("enter")
        assert office.database.value("SELECT count(*) FROM review_mark WHERE kind = 'assigned'") == 1
        await screen.press("j", "L", "v")
        await screen.type("brief is bekend")
        await screen.press("enter")
        # The interest that is told with the principal is relied on with it.
        relied = office.database.fetch("SELECT clock FROM reliance WHERE reason = 'brief is bekend' ORDER BY clock")
        assert relied == [("interest",), ("principal",)]
