"""The log and the rules: who did what when, the law in force, what is due for checking, and the people."""

import time
from collections.abc import Iterator
from datetime import date

import pytest

from casebook.domain.vat.periods import VatPeriod
from casebook.law.book import book
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.people import AddPerson
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import case, log
from casebook.store.transaction import Actor
from casebook.ui.law_page import due_of, law_lines
from casebook.ui.screens.log import LogAndRules
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session

NIGHT = "2026-11-20T23:30:00+00:00"


@pytest.fixture
def at_night(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office where everything was done in the night to the day of the test, and a reader in Amsterdam."""
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    database = office.database
    for (name,) in database.fetch("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'"):
        database.execute(f"DROP TRIGGER {name}")
    database.execute("UPDATE log SET at = ?", (NIGHT,))
    yield office
    monkeypatch.undo()
    time.tzset()


def place(screen: Screen) -> LogAndRules:
    """The log and the rules, which are on top."""
    found = screen.app.screen
    assert isinstance(found, LogAndRules)
    return found


@pytest.mark.parametrize(("size", "name"), [(SMALL, "80x24"), (USUAL, "120x40")])
async def test_looks_as_it_should(at_night: Office, size: tuple[int, int], name: str) -> None:
    async with session(*at_night, size=size) as screen:
        await screen.press("g", "l")
        await screen.is_as(f"log-{name}-nl")
        await screen.press("right_square_bracket")
        await screen.is_as(f"log-law-{name}-nl")
        await screen.press("right_square_bracket", "right_square_bracket")
        await screen.is_as(f"log-people-{name}-nl")


async def test_looks_as_it_should_in_english(at_night: Office) -> None:
    async with session(*at_night, language="en") as screen:
        await screen.press("g", "l", "enter")
        await screen.is_as("log-line-120x40-en")


async def test_the_time_is_that_of_who_looks(at_night: Office) -> None:
    async with session(*at_night) as screen:
        await screen.press("g", "l")
        assert screen.shows("21-11 00:30")
        assert not screen.shows("23:30")


async def test_a_line_opens_as_what_it_changed(office: Office) -> None:
    perform(office.database, office.actor, TODAY, AddNote(case_id=1, text="[/b] gebeld \x1b[2J met [x=2]"))
    number = log.head(office.database)
    async with session(*office) as screen:
        await screen.press("g", "l", "enter")
        assert screen.shows(f"Logregel {number}", "notitie", "[/b] gebeld  met [x=2]", "21-11-2026", "2026-0001")
        await screen.press("escape")
        assert not screen.shows("Logregel")


async def test_a_case_key_works_on_the_case_of_the_line(office: Office) -> None:
    perform(office.database, office.actor, TODAY, AddNote(case_id=5, text="hiervoor"))
    async with session(*office) as screen:
        await screen.press("g", "l", "n", *"erbij", "enter")
    assert [row.text for row in case.notes(5).after(office.database).rows][:2] == ["erbij", "hiervoor"]


async def test_what_a_colleague_does_comes_on_top_for_who_looks_at_the_newest(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("g", "l")
        perform(office.database, office.actor, TODAY, AddNote(case_id=1, text="zojuist"))
        await screen.app.look_for_news()
        await screen.settled()
        row = place(screen).list.chosen
        assert row is not None
        assert row.number == log.head(office.database)
        assert screen.shows("zojuist")


async def test_what_a_colleague_does_moves_nothing_under_who_reads_further_down(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("g", "l", "j", "j")
        before = place(screen).list.chosen
        perform(office.database, office.actor, TODAY, AddNote(case_id=1, text="zojuist"))
        await screen.app.look_for_news()
        await screen.settled()
        after = place(screen).list.chosen
        assert before is not None
        assert after is not None
        assert after.number == before.number


async def test_the_law_says_its_source_and_what_is_due(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("g", "l", "right_square_bracket")
        assert screen.shows("Na te kijken", "recht, ", "BW 3:307")
        await screen.press("n")
        assert isinstance(screen.app.screen, LogAndRules)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_entry_in_force_is_on_the_page_and_what_is_less_than_sure_has_a_sign(language: str) -> None:
    text = ["".join(span.text for span in one.spans) for one in law_lines(book(), TODAY, language)]
    sources = {
        entry.source
        for file in book().files()
        for reading in file.readings
        for entry, _ in reading.entries[:1]
        if len(reading.entries) == 1 and entry.start <= TODAY
    }
    assert len(sources) > 50
    assert [source for source in sources if not any(source in one for one in text)] == []
    assert any(one.startswith("  ? ") for one in text)


def test_what_is_missing_stands_before_what_will_be() -> None:
    later = date(2030, 1, 1)
    urgencies = [item.urgency for item in due_of(book(), later)]
    first = law_lines(book(), later, "nl")[1]
    assert urgencies[0] == "missing"
    assert "".join(span.text for span in first.spans).startswith("  !! ")


async def test_people_with_their_roles_and_who_has_left(office: Office) -> None:
    office.database.execute("UPDATE person SET name = '[/b] \x1b[31mRood', version = version + 1 WHERE id = 2")
    office.database.execute("UPDATE person SET inactive_since = '2026-10-01', version = version + 1 WHERE id = 3")
    async with session(*office) as screen:
        await screen.press("g", "l", *["right_square_bracket"] * 3)
        assert screen.shows("m.jansen", "teamleider", "[/b] Rood", "niet actief vanaf 01-10-2026")
        assert "\x1b" not in screen.text


async def test_the_books_of_an_entity_against_its_last_list(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "l", "right_square_bracket", "right_square_bracket")
        assert screen.shows("boeken 3", "Lijst van", "Batch van")
        await screen.press("enter")
        assert screen.shows("Aansluiting met de boeken", "gelijk", "alleen bij ons", "Totaal")
        await screen.is_as("log-books-80")


async def test_an_entity_is_completed_where_its_books_stand(office: Office) -> None:
    database = office.database
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "l", "right_square_bracket", "right_square_bracket")
        assert screen.shows("E schuldeiser")
        (creditor_id,) = next(iter(database.fetch("SELECT id FROM creditor ORDER BY code")))
        await screen.press("E", "v")
        assert screen.shows("Btw-aangifte per", "maand", "Ontvangsten komen uit")
        await screen.press("right", "enter")
        kept = database.value("SELECT vat_period FROM creditor WHERE id = ?", (creditor_id,))
        assert kept == VatPeriod.QUARTER
        await screen.press("E", "n")
        assert screen.shows("KVK")
    viewer = perform(database, office.actor, TODAY, AddPerson("een", "Een", (Role.LEAD,))).result
    async with session(database, Actor(viewer, frozenset({Role.LEAD})), size=SMALL) as screen:
        await screen.press("g", "l", "right_square_bracket", "right_square_bracket")
        assert not screen.shows("E schuldeiser")
        await screen.press("E")
        assert screen.shows("Dit kan alleen met de rol beheerder")
