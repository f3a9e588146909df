"""Team: deciding on what was asked, seeing to people, and giving away what somebody has."""

from datetime import timedelta

from casebook.domain.money import Cents
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.figures_agreements import AgreeFigures
from casebook.store.actions.people import AddPerson
from casebook.store.actions.write_offs import WriteOff
from casebook.store.models.people import Role
from casebook.store.models.trust import AgreedWith
from casebook.store.perform import perform
from casebook.store.queries import approvals
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session


def ask(office: Office) -> int:
    """Let a colleague ask for a write-off beyond his mandate, and return the claim."""
    login = perform(office.database, office.actor, TODAY, AddPerson("h.hol", "Hanna Hol", (Role.HANDLER,))).result
    sql = "SELECT claim_id FROM ledger_entry GROUP BY claim_id HAVING sum(cents) > 100000 ORDER BY claim_id LIMIT 1"
    claim: int = office.database.value(sql)
    over = asked_for(WriteOff(claim, Cents(500_00), "geen verhaal"), "debiteur is vertrokken", TODAY)
    perform(office.database, Actor(login, frozenset({Role.HANDLER})), TODAY, over)
    return claim


async def to_team(screen: Screen, turns: int = 0) -> None:
    await screen.press("g", "t", *["right_square_bracket"] * turns)


async def test_a_request_is_shown_in_words_and_approved_with_a_reason(office: Office) -> None:
    claim = ask(office)
    async with session(*office, size=SMALL) as screen:
        await to_team(screen)
        await screen.is_as("team-approvals-80")
        await screen.press("enter")
        assert screen.shows("Verzoek van Hanna Hol", "debiteur is vertrokken", "500,00", "goedkeuren")
        await screen.is_as("team-request-80")
        await screen.press("plus")
        await screen.is_as("team-approving-80")
        await screen.press("enter")
        assert screen.shows("Niets wacht op goedkeuring.")
    assert office.database.value("SELECT sum(cents) FROM write_off WHERE claim_id = ?", (claim,)) == 500_00


async def test_the_lists_of_a_lead(office: Office) -> None:
    async with session(*office, size=USUAL) as screen:
        await to_team(screen, 1)
        await screen.is_as("team-expiring-120")
        await screen.press("right_square_bracket")
        assert screen.shows("verwaarloosd")
        await screen.press("right_square_bracket", "right_square_bracket")
        await screen.is_as("team-load-120")


async def test_how_much_everybody_has_says_why_colleagues_do_not_stand_apart(office: Office) -> None:
    why = "cijfers per persoon vragen een afspraak"
    async with session(*office, size=SMALL) as screen:
        await to_team(screen, 4)
        await screen.rests()
        assert screen.shows(why)
        await screen.press("G")
        await screen.rests()
        assert screen.shows(why)
    agreed = AgreeFigures(AgreedWith.WORKS_COUNCIL, TODAY, "OR 26-1", TODAY)
    perform(office.database, office.actor, TODAY, agreed)
    async with session(*office, size=SMALL) as screen:
        await to_team(screen, 4)
        await screen.rests()
        assert not screen.shows(why)


async def test_what_is_asked_too_late_is_told_and_can_only_be_refused(office: Office) -> None:
    ask(office)
    office.database.execute("UPDATE approval SET needed_by = ?, version = 2", (TODAY - timedelta(1),))
    async with session(*office, size=SMALL) as screen:
        await to_team(screen)
        assert screen.shows("te laat")
        await screen.press("enter")
        assert screen.shows("afwijzen")
        assert not screen.shows("goedkeuren ")
        await screen.press("n", *"vraag opnieuw", "enter")
        assert screen.shows("✓ Afgewezen; Hanna Hol ziet het bij het dossier.")
    assert office.database.value("SELECT state FROM approval") == "refused"


async def test_nothing_waits(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to_team(screen)
        assert screen.shows("Niets wacht op goedkeuring.")
    assert approvals.waiting(office.database) == []


async def test_the_lists_of_cases_are_narrowed_and_marked_as_every_list_is(office: Office) -> None:
    async with session(*office) as screen:
        await to_team(screen)
        await screen.press("slash", "space")
        # What waits for approval is no list of cases.
        assert screen.app.screen.marked_cases() == []  # type: ignore[attr-defined]  # the place
        await screen.press("right_square_bracket", "slash", *"Banketgroep", "enter")
        assert screen.shows("2026-0121")
        assert not screen.shows("2026-0114")
        await screen.press("escape", "space", "space", "right_square_bracket", "left_square_bracket")
        assert len(screen.app.screen.marked_cases()) == 2  # type: ignore[attr-defined]  # the place
