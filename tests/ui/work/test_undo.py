"""Undo and redo from every place, in words, and refused with the reason."""

from datetime import timedelta

from casebook.store.actions.cases import SetNextAction
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.people import AddPerson
from casebook.store.models.cases import NextKind
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import case
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import Screen, session


def chosen(screen: Screen) -> int:
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


async def test_the_last_step_goes_back_and_comes_again_and_is_said(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G")
        case_id = chosen(screen)
        before = case.card(office.database, case_id)
        await screen.press("f", *"+14", "tab", *"schr", "enter", "u")
        assert before is not None
        assert screen.shows(f"Ongedaan gemaakt in {before.number}: volgende actie: schrijven op 05-12-2026")
        now = case.card(office.database, case_id)
        assert now is not None
        assert (now.next_on, now.next_kind) == (before.next_on, before.next_kind)
        await screen.press("U")
        assert screen.shows(f"Opnieuw gedaan in {before.number}: volgende actie: schrijven")
        again = case.card(office.database, case_id)
        assert again is not None
        assert again.next_kind == "write"
        await screen.press("U")
        assert screen.shows("Er is niets om opnieuw te doen")


async def test_after_something_else_nothing_is_done_again(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", "n", *"een", "enter", "u", "n", *"twee", "enter", "U")
        assert screen.shows("Er is niets om opnieuw te doen")
    assert office.database.fetch("SELECT text FROM note WHERE text IN ('een', 'twee')") == [("twee",)]


async def test_in_a_case_it_is_undone_and_shown(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", "enter", "n", *"ingetikt", "enter")
        assert screen.shows("ingetikt")
        await screen.press("u")
        assert screen.shows("Ongedaan gemaakt")
        assert office.database.value("SELECT count(*) FROM note WHERE text = 'ingetikt'") == 0


async def test_what_somebody_changed_since_is_refused_with_the_reason(office: Office) -> None:
    second = perform(office.database, office.actor, TODAY, AddPerson("x", "X", tuple(Role)))
    async with session(*office) as screen:
        await screen.press("G")
        case_id = chosen(screen)
        await screen.press("f", *"+14", "enter")
        card = case.card(office.database, case_id)
        assert card is not None
        other = SetNextAction(case_id, card.version, TODAY + timedelta(days=2), NextKind.VISIT)
        perform(office.database, Actor(second.result, office.actor.roles), TODAY, other)
        await screen.press("u")
        assert screen.shows("Dit is sindsdien gewijzigd")
    now = case.card(office.database, case_id)
    assert now is not None
    assert now.next_kind == "visit"


async def test_who_did_nothing_has_nothing_to_undo(office: Office) -> None:
    nobody = perform(office.database, office.actor, TODAY, AddPerson("x", "X", tuple(Role))).result
    perform(office.database, office.actor, TODAY, AddNote(1, "van een ander"))
    async with session(office.database, Actor(nobody, office.actor.roles)) as screen:
        await screen.press("u")
        assert screen.shows("Er is niets dat u ongedaan kunt maken")


async def test_the_log_undoes_too(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", "n", *"uit het logboek", "enter", "g", "l", "u")
        assert screen.shows("Ongedaan gemaakt")
    assert office.database.value("SELECT count(*) FROM note WHERE text = 'uit het logboek'") == 0
