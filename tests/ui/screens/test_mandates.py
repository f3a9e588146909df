"""How far each role may decide alone, as Log and rules shows and sets it; and requests that wait in their case."""

from datetime import timedelta

from casebook.domain.money import Cents
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.approvals_talk import CommentApproval
from casebook.store.actions.people import AddPerson
from casebook.store.actions.write_offs import WriteOff
from casebook.store.models.people import Role
from casebook.store.perform import perform
from casebook.store.transaction import Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session
from tests.ui.screens.case_desk import act, numbered


def handler(office: Office) -> Actor:
    return Actor(act(office, AddPerson("h.hol", "Hanna Hol", (Role.HANDLER,))), frozenset({Role.HANDLER}))


def ask(office: Office, who: Actor, *cents: int) -> int:
    """Let a handler ask for write-offs on a case, and return it."""
    case_id, claim = numbered(office, "2026-0004"), "SELECT min(id) FROM claim WHERE case_id = ?"
    claim_id = office.database.value(claim, (case_id,))
    for one in cents:
        wanted = WriteOff(claim_id, Cents(one), "geen verhaal")
        perform(office.database, who, TODAY, asked_for(wanted, "vertrokken", TODAY + timedelta(4), "zie de nota"))
    return case_id


async def to_mandates(screen: Screen, name: str) -> None:
    await screen.press("g", "l")
    while f"▸ {name}" not in screen.lines[0]:
        await screen.press("left_square_bracket")


async def test_the_page_shows_what_holds_on_whose_word_and_sets_it(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to_mandates(screen, "bevoegdheden")
        await screen.is_as("mandates-80")
        await screen.press("enter")
        await screen.press("tab", "ctrl+u", *"300")
        await screen.press("tab", "tab", "tab", *"druk op de afdeling")
        await screen.is_as("mandate-set-80")
        # It goes further than before, and others work here.
        await screen.press("enter")
        assert screen.shows("Goedkeuring vragen", "gaat verder dan nu")
        await screen.press("enter")
        await screen.press("enter")
    found = office.database.fetch("SELECT command, needs, reason FROM approval")
    assert found == [("mandate.set", "lead", "druk op de afdeling")]


async def test_the_page_in_english(office: Office) -> None:
    async with session(*office, size=USUAL, language="en") as screen:
        await to_mandates(screen, "mandates")
        await screen.is_as("mandates-120-en")


async def test_the_case_says_what_waits_and_who_could_decide(office: Office) -> None:
    who = handler(office)
    ask(office, who, 500_00)
    asked = office.database.value("SELECT max(id) FROM approval")
    async with session(*office, size=USUAL) as screen:
        await screen.press("F", *"2026-0004", "enter")
        assert screen.shows("1 verzoek om goedkeuring", "Wacht op goedkeuring", "Hierover beslist: Mieke Jansen")
        await screen.press("plus")
        await screen.press("c", *"welke nota?", "enter")
        assert screen.shows("Heen en weer", "zie de nota", "welke nota?", "Wat er gebeurt bij goedkeuring")
        await screen.press("escape")
    said = office.database.fetch("SELECT text FROM approval_comment ORDER BY id")
    assert said == [("zie de nota",), ("welke nota?",)]
    async with session(office.database, who, size=USUAL) as screen:
        await screen.press("F", *"2026-0004", "enter", "plus")
        assert screen.shows("welke nota?", "intrekken", "opnieuw")
        assert not screen.shows("goedkeuren ")
    perform(office.database, who, TODAY, CommentApproval(asked, "die van mei"))


async def test_requests_that_are_alike_are_approved_together(office: Office) -> None:
    ask(office, handler(office), 300_00, 100_00)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "t", "space", "space", "plus")
        await screen.is_as("requests-together-80")
        await screen.press("enter")
        assert screen.shows("Niets wacht op goedkeuring.")
    assert office.database.value("SELECT sum(cents) FROM write_off WHERE reason = 'geen verhaal'") == 400_00
