"""The review of expiring claims: what waits for a decision, deciding on many, and signing."""

from pathlib import Path

import pytest

from casebook.store.actions.people import AddPerson
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import reviews
from casebook.store.queries.reviews import Listed
from casebook.store.transaction import Actor
from casebook.ui.prose import Span
from casebook.ui.screens.review_standing import standing, totals
from casebook.ui.widgets.bars import Bar
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


async def test_the_keys_are_called_in_the_help_as_on_the_last_line(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "e", "question_mark")
        await screen.type("uitzetten")
        assert screen.shows("f            uitzetten: aan wie, wat en wanneer")
        await screen.press("enter")
        assert screen.shows("1 termijn uitzetten")


async def test_of_terms_without_an_end_is_said_that_their_history_is_missing_not_that_all_is_decided(
    office: Office,
) -> None:
    async with session(*office) as screen:
        stood = standing(office.database, TODAY, None, None)
        only = {**dict.fromkeys(Listed, 0), Listed.HISTORY_MISSING: 2_466}
        missing = stood._replace(counts=only, summary=stood.summary._replace(undecided=0))
        said = "".join(span.text for span in totals(missing, screen.app.desk))
        assert "historie ontbreekt 2.466" in said
        assert "beslist" not in said
        decided = missing._replace(counts={**only, Listed.WEEKS: 1})
        assert "beslist" in "".join(span.text for span in totals(decided, screen.app.desk))


async def test_what_is_cut_of_the_totals_stays_apart_from_who_signed_last(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "e")
        bar = screen.app.screen.query_one("#totals", Bar)
        bar.left, bar.right = (Span("te beslissen " * 9),), (Span("vorige 21-11-2026 M. Jansen"),)
        await screen.settled()
        assert screen.shows("… vorige 21-11-2026 M. Jansen")
