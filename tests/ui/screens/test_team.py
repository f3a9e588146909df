"""Team: deciding on what was asked, seeing to people, and giving away what somebody has."""

from datetime import timedelta

from casebook.domain.money import Cents
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.people import AddPerson
from casebook.store.actions.write_offs import WriteOff
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.queries import approvals, people
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
        await screen.press("a", *"akkoord", "enter")
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


async def test_all_work_of_a_colleague_is_given_away_as_one_step(office: Office) -> None:
    leaver = office.database.value(
        "SELECT owner_person_id FROM cases WHERE state <> 'closed' AND owner_person_id <> ? GROUP BY 1"
        " ORDER BY count(*) DESC LIMIT 1",
        (office.actor.person,),
    )
    name = office.database.value("SELECT name FROM person WHERE id = ?", (leaver,))
    had = len(people.work_of(office.database, leaver))
    async with session(*office) as screen:
        await to_team(screen, 4)
        rows = [row.person_id for row in screen.app.screen.mover.window.rows]  # type: ignore[attr-defined]  # the place
        await screen.press(*"j" * rows.index(leaver), "enter", "x")
        assert screen.shows(f"{name} heeft nog open werk", f"{had} open dossiers")
        await screen.press("d")
        await screen.is_as("team-give-away-120")
        await screen.press("tab", "right", "tab", "tab", *str(had), "enter")
        assert people.work_of(office.database, leaver) == []
        await screen.press("u")
    assert len(people.work_of(office.database, leaver)) == had


async def test_who_has_only_disputes_gives_those_away(office: Office) -> None:
    owner = "SELECT owner_person_id FROM dispute WHERE id = ?"
    leaver = perform(office.database, office.actor, TODAY, AddPerson("h.hol", "Hanna Hol")).result
    sql = """
        SELECT k.case_id, k.id FROM claim k JOIN cases c ON c.id = k.case_id JOIN ledger_entry l ON l.claim_id = k.id
        WHERE c.state = 'open' GROUP BY k.case_id, k.id HAVING sum(l.cents) > 5000 ORDER BY k.id LIMIT 1
    """
    ((case, claim),) = office.database.fetch(sql)
    part = ContestedPart(claim, Cents(50_00))
    contested = RegisterDispute(case, DisputeReason.WRONG_PRICE, (part,), TODAY, owner_person_id=leaver)
    dispute = perform(office.database, office.actor, TODAY, contested).result
    async with session(*office) as screen:
        await to_team(screen, 4)
        rows = [row.person_id for row in screen.app.screen.mover.window.rows]  # type: ignore[attr-defined]  # the place
        await screen.press(*"j" * rows.index(leaver), "enter", "x")
        assert screen.shows("Hanna Hol heeft nog open werk", "1 dispuut")
        await screen.press("d", "right", "enter")
        assert office.database.value(owner, (dispute,)) not in (None, leaver)
        await screen.press("enter", "x")
    assert office.database.value("SELECT inactive_since FROM person WHERE id = ?", (leaver,)) is not None


async def test_what_is_asked_too_late_is_told_and_can_only_be_refused(office: Office) -> None:
    ask(office)
    office.database.execute("UPDATE approval SET needed_by = ?, version = 2", (TODAY - timedelta(1),))
    async with session(*office, size=SMALL) as screen:
        await to_team(screen)
        assert screen.shows("te laat")
        await screen.press("enter")
        assert screen.shows("weigeren")
        assert not screen.shows("goedkeuren ")
        await screen.press("r", *"vraag opnieuw", "enter")
    assert office.database.value("SELECT state FROM approval") == "refused"


async def test_nothing_waits(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to_team(screen)
        assert screen.shows("Niets wacht op goedkeuring.")
    assert approvals.waiting(office.database) == []


async def test_who_stands_in_sees_her_queue_beside_his_own_and_the_log_says_for_whom(office: Office) -> None:
    colleague = office.database.value("SELECT id FROM person WHERE name = 'Pieter Bakker'")
    async with session(*office) as screen:
        await to_team(screen, 4)
        rows = [row.person_id for row in screen.app.screen.mover.window.rows]  # type: ignore[attr-defined]  # the place
        await screen.press(*"j" * rows.index(colleague), "enter", "v", *"mieke", "enter")
        (begun,) = people.standing_in_for(office.database, office.actor.person or 0, TODAY)
        assert (begun.other, begun.until_on) == ("Pieter Bakker", None)
        await screen.press("g", "v", "right_square_bracket")
        assert screen.shows("Vandaag ▸ voor Pieter Bakker")
        await screen.press("n", *"gebeld", "enter")
        await screen.press("g", "l")
        assert screen.shows("Pieter Bakker", "notitie")
    line = office.database.fetch("SELECT person_id, on_behalf_of_id FROM log ORDER BY number DESC LIMIT 1")
    assert line == [(office.actor.person, colleague)]


async def test_people_are_added_from_the_list_of_people(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "l", "left_square_bracket", "enter")
        await screen.is_as("people-menu-80")
        await screen.press("n", *"Kim Bos", "tab", *"k.bos", "enter")
        assert screen.shows("Kim Bos")
        await screen.press("G", "enter", "r", "n", *"teaml", "enter")
        assert screen.shows("behandelaar, teamleider")
        await screen.press("enter", "x")
        assert screen.shows("niet actief vanaf 21-11-2026")


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
