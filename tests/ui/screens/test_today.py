"""Today: the queue, its counts and its states, at both sizes and in both languages."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from casebook.jobs import sample_letters
from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.parties import ChangeParty, PartyFacts
from casebook.store.models.cases import NextKind
from casebook.store.models.parties import PartyKind
from casebook.store.perform import perform
from casebook.store.queries import case
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session


def chosen(screen: Screen) -> int:
    """Return the case the cursor is on."""
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


async def test_the_queue_in_dutch_at_the_usual_size(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        await screen.is_as("today-usual-nl")


async def test_the_queue_in_dutch_at_the_small_size(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("j", "space", "space")
        await screen.is_as("today-small-nl")


async def test_the_queue_in_english_beside_its_preview(office: Office) -> None:
    async with session(*office, size=(160, 40), language="en") as screen:
        await screen.is_as("today-wide-en")


async def test_the_keys_of_the_place_are_shown_and_run(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("question_mark")
        await screen.is_as("today-help-nl")
        await screen.type("notitie")
        await screen.press("enter")
        assert screen.shows("Notitie ·")


async def test_the_palette_finds_by_a_word_of_the_other_language(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("colon")
        await screen.type("snooze")
        assert screen.shows("later")
        await screen.press("enter")
        assert screen.shows("Later ·")


async def test_the_menu_of_places_goes_by_letter(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g")
        await screen.is_as("goto-small-nl")
        await screen.press("c")
        assert screen.app.current_mode == "cases"
        await screen.press("g", "v")
        assert screen.app.current_mode == "today"


async def test_what_a_colleague_does_appears_and_the_cursor_stays_on_its_case(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("home", *"j" * 28)
        mine = chosen(screen)
        await screen.press("k", "k", "k")
        moved = chosen(screen)
        await screen.press("j", "j", "j")
        card = case.card(office.database, moved)
        assert card is not None
        later = SetNextAction(moved, card.version, TODAY + timedelta(days=300), NextKind.CALL)
        perform(office.database, office.actor, TODAY, later)
        await screen.app.look_for_news()
        await screen.settled()
        assert chosen(screen) == mine
        assert moved not in [row.case_id for row in screen.app.screen.list.window.rows[:25]]  # type: ignore[attr-defined]  # the place that is on top


async def test_the_preview_follows_what_changed(office: Office) -> None:
    async with session(*office) as screen:
        await screen.rests()
        card = case.card(office.database, chosen(screen))
        assert card is not None
        perform(office.database, office.actor, TODAY, AddNote(card.case_id, "[/b] A [x=2] \x1b]0;x\x07 belt terug"))
        await screen.app.look_for_news()
        await screen.settled()
        assert chosen(screen) == card.case_id


async def test_hostile_names_show_as_they_are(office: Office) -> None:
    async with session(*office) as screen:
        card = case.card(office.database, chosen(screen))
        assert card is not None
        version = office.database.value("SELECT version FROM party WHERE id = ?", (card.debtor_id,))
        facts = PartyFacts("[/b] A [x=2] [link=http://x]", PartyKind.LEGAL)
        perform(office.database, office.actor, TODAY, ChangeParty(card.debtor_id, version, facts))
        await screen.app.look_for_news()
        await screen.settled()
        await screen.rests()
        assert screen.shows("[/b] A [x=2] [link=http://x]")


async def test_marks_are_counted_and_cleared(office: Office) -> None:
    async with session(*office) as screen:
        first = chosen(screen)
        await screen.press("space", "space", "j", "space")
        assert screen.shows("3 gemarkeerd")
        await screen.press("home", "space")
        assert screen.shows("2 gemarkeerd")
        assert first not in screen.app.screen.marked_cases()  # type: ignore[attr-defined]  # the place that is on top
        await screen.press("M")
        assert not screen.shows("gemarkeerd")


async def test_a_red_line_says_what_is_not_up_to_date(office: Office) -> None:
    office.database.execute(
        "UPDATE case_now SET holds_until = ? WHERE owner_person_id <> ?", (TODAY, office.actor.person)
    )
    async with session(*office) as screen:
        assert screen.shows("nog niet bijgewerkt voor vandaag")


async def test_the_own_queue_is_made_anew_on_opening(office: Office) -> None:
    office.database.execute(
        "UPDATE case_now SET holds_until = ? WHERE owner_person_id = ?", (TODAY, office.actor.person)
    )
    async with session(*office) as screen:
        for worker in screen.app.workers:
            if worker.group == "own":
                await worker.wait()
        await screen.settled()
        assert not screen.shows("nog niet bijgewerkt")
    late = "SELECT count(*) FROM case_now WHERE holds_until <= ? AND owner_person_id = ?"
    assert office.database.value(late, (TODAY, office.actor.person)) == 0


async def test_the_end_and_the_beginning_of_the_queue(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        first = chosen(screen)
        await screen.press("G")
        last = chosen(screen)
        await screen.press("j", "pagedown")
        assert chosen(screen) == last
        await screen.press("home")
        assert chosen(screen) == first
        await screen.press("pagedown", "pageup")
        assert chosen(screen) == first


async def test_a_session_that_stays_open_goes_on_with_the_next_day(office: Office) -> None:
    async with session(*office) as screen:
        day = date(2026, 11, 23)
        screen.app.desk.session = screen.app.desk.session._replace(today=lambda _: day)
        await screen.app.look_for_news()
        await screen.settled()
        assert screen.app.desk.day == day
        assert screen.shows("nog niet bijgewerkt")
    own = "SELECT count(*) FROM case_now WHERE holds_until <= ? AND owner_person_id = ?"
    assert office.database.value(own, (day, office.actor.person)) == 0


async def test_the_picture_in_the_readme_is_what_is_shown(office: Office) -> None:
    async with session(*office, size=(100, 22), language="en") as screen:
        await screen.press("j", "j", "j")
        await screen.is_as("readme-en")
        readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
        assert f"```text\n{screen.text}\n```" in readme


async def test_what_was_saved_is_said_with_its_case(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("n", *"gezien", "enter")
        assert screen.shows("✓ 2026-0121 Banketgroep Hogenes B.V.: vastgelegd.")
        await screen.press("j")
        assert not screen.shows("vastgelegd")


@pytest.mark.parametrize(("language", "said"), [("nl", "brief onzeker · "), ("en", "letter in doubt · ")])
async def test_the_title_says_that_it_is_letters_that_wait(office: Office, language: str, said: str) -> None:
    sample_letters.write(office.database, office.actor, TODAY)
    async with session(*office, size=SMALL, language=language) as screen:
        assert f"!! 1 {said}" in screen.lines[0]
