"""What is done next, putting off, holds and handing over, from the queue."""

from datetime import date, timedelta

from casebook.store.actions.cases import SetNextAction
from casebook.store.models.cases import CaseState, NextKind
from casebook.store.perform import perform
from casebook.store.queries import case, choices
from casebook.store.queries.case import CaseCard
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session


def chosen(screen: Screen) -> int:
    """Return the case the cursor is on."""
    case_id = screen.app.screen.case_id  # type: ignore[attr-defined]  # the place that is on top
    assert isinstance(case_id, int)
    return case_id


def card(office: Office, case_id: int) -> CaseCard:
    found = case.card(office.database, case_id)
    assert found is not None
    return found


async def to_routine(screen: Screen) -> int:
    """Go to the last case, which has no day on which a right is lost."""
    await screen.press("G")
    return chosen(screen)


async def test_the_next_action_is_set_and_the_next_case_stands_there(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", *"k" * 10)
        case_id = chosen(screen)
        await screen.press("f")
        await screen.type("+14")
        assert screen.shows("→ za 05-12-2026")
        await screen.press("tab", *"schr", "tab", *"na de feestdagen", "enter")
        assert chosen(screen) != case_id
    now = card(office, case_id)
    assert (now.next_on, now.next_kind, now.next_note) == (date(2026, 12, 5), "write", "na de feestdagen")


async def test_a_day_that_is_none_is_refused_and_stays_typed(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        case_id = await to_routine(screen)
        before = card(office, case_id)
        await screen.press("f", *"31-11", "enter")
        assert screen.shows("31-11", '✗ "31-11" is geen datum')
        await screen.press("escape", "escape")
        assert chosen(screen) == case_id
    assert card(office, case_id) == before


async def test_putting_off_beyond_the_day_a_right_is_lost_is_refused_with_the_reason(office: Office) -> None:
    async with session(*office) as screen:
        case_id = chosen(screen)
        before = card(office, case_id)
        assert before.band == 1
        await screen.press("z", *"+5j", "enter")
        assert screen.shows("✗", "Later ·")
        await screen.press("escape")
    assert card(office, case_id) == before


async def test_putting_off_keeps_what_is_to_be_done(office: Office) -> None:
    async with session(*office) as screen:
        case_id = await to_routine(screen)
        before = card(office, case_id)
        await screen.press("z", *"+5w", "enter")
    now = card(office, case_id)
    assert (now.next_kind, now.next_note) == (before.next_kind, before.next_note)
    assert now.next_on == date(2026, 11, 27)


async def test_a_case_is_handed_over_to_a_colleague_by_name(office: Office) -> None:
    async with session(*office) as screen:
        colleague = next(one for one in choices.persons(office.database, TODAY) if one.id != office.actor.person)
        case_id = await to_routine(screen)
        await screen.press("m", *colleague.name.split()[-1].casefold(), "enter", *"spreekt Turks", "enter")
        assert chosen(screen) != case_id
    assert card(office, case_id).owner == colleague.name
    (note,) = case.notes(case_id).after(office.database, None, 1).rows
    assert note.text == "spreekt Turks"


async def test_what_a_colleague_changed_meanwhile_is_said_and_a_second_enter_saves(office: Office) -> None:
    async with session(*office) as screen:
        case_id = await to_routine(screen)
        await screen.press("f", *"+3w")
        seen = card(office, case_id)
        other = SetNextAction(case_id, seen.version, TODAY + timedelta(days=2), NextKind.VISIT)
        perform(office.database, office.actor, TODAY, other)
        await screen.press("enter")
        assert screen.shows("Een collega was u voor", "23-11-2026", "+3w")
        assert card(office, case_id).next_kind == "visit"
        await screen.press("enter")
    assert card(office, case_id).next_on == date(2026, 11, 25)


async def test_a_case_is_closed_and_opened_again(office: Office) -> None:
    async with session(*office) as screen:
        case_id = await to_routine(screen)
        await screen.press("K", "c", "enter")
        # Nothing is chosen beforehand.
        assert screen.shows("✗")
        await screen.press(*"niet", "tab", *"nog", "enter", "enter")
        assert card(office, case_id).state is CaseState.CLOSED
    now = card(office, case_id)
    assert now.closed_as == "not_ours"


async def test_keys_typed_ahead_never_start_work_with_money_on_a_case_not_seen(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", *"k" * 10)
        first = chosen(screen)
        from textual import events

        for key in ("f", *"+14", "enter", "P", "j", "n"):
            screen.app.gate.take(events.Key(key, key if len(key) == 1 else "\r"))
        await screen.settled()
        assert chosen(screen) != first
        assert screen.shows("toetsen vooruit getypt")
        assert not screen.shows("Notitie ·")


async def test_movement_typed_ahead_reaches_the_next_case(office: Office) -> None:
    async with session(*office) as screen:
        await screen.press("G", *"k" * 10)
        from textual import events

        for key in ("f", *"+14", "enter", "j", "n", *"doorgetypt", "enter"):
            screen.app.gate.take(events.Key(key, key if len(key) == 1 else "\r"))
        await screen.settled()
    written = office.database.fetch("SELECT text FROM note WHERE text = ?", ("doorgetypt",))
    assert written == [("doorgetypt",)]
