"""The people who work here: their page, what is done from there, leaving, and giving all their work away."""

from datetime import timedelta

import pytest

from casebook.domain.money import Cents
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.disputes import ContestedPart, RegisterDispute
from casebook.store.actions.people import AddPerson, EndRole
from casebook.store.actions.ssh_keys import AddKey, RefuseSession
from casebook.store.actions.stand_ins import BeginStandIn
from casebook.store.models.disputes import DisputeReason
from casebook.store.models.people import Role
from casebook.store.models.ssh import Refusal
from casebook.store.perform import perform
from casebook.store.queries import people
from casebook.store.transaction import NOBODY, Actor
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, USUAL, Screen, session

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL5v71B1rZh28WTXWoAinYBp50495F88RD1KbFE60ej3 laptop"
FINGERPRINT = "SHA256:"


def id_of(office: Office, name: str) -> int:
    found: int = office.database.value("SELECT id FROM person WHERE name = ?", (name,))
    return found


async def to_person(screen: Screen, person: int) -> None:
    """Go to the list of people, to one of them, and open the page."""
    await screen.press("g", "l")
    while not screen.shows("▸ mensen"):
        await screen.press("right_square_bracket")
    ids = [row.person_id for row in screen.app.screen.mover.window.rows]  # type: ignore[attr-defined]  # the place
    await screen.press(*"j" * ids.index(person), "enter")


@pytest.mark.parametrize(("size", "name"), [(SMALL, "80"), (USUAL, "120")])
async def test_looks_as_it_should(office: Office, size: tuple[int, int], name: str) -> None:
    person = id_of(office, "Pieter Bakker")
    perform(office.database, office.actor, TODAY, AddKey(person, KEY))
    asked = RefuseSession(Refusal.COMMAND, "rm -rf [/b] \x1b]0;x\x07", "192.0.2.7", "", person)
    perform(office.database, NOBODY, TODAY, asked)
    stands_in = BeginStandIn(person, office.actor.person or 0, TODAY, TODAY + timedelta(7))
    perform(office.database, office.actor, TODAY, stands_in)
    async with session(*office, size=size) as screen:
        await to_person(screen, person)
        await screen.is_as(f"person-{name}-nl")


async def test_somebody_is_added_with_roles_and_a_key_which_is_revoked(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to_person(screen, office.actor.person or 0)
        await screen.press("n", *"Kim Bos", "tab", *"k.bos", *["tab"] * 4, "right", "tab", "tab", "right", "enter")
        assert screen.shows("Kim Bos · meekijker")
        await screen.press("s", *KEY.replace(" ", "~").replace("~", " "))
        await screen.rests()
        assert screen.shows("Vingerafdruk", FINGERPRINT)
        await screen.press("enter")
        assert screen.shows("SSH-sleutels", "laptop", FINGERPRINT)
        await screen.press("s", "1")
        assert screen.shows("ingetrokken op 21-11-2026")
    roles = "SELECT r.role FROM role r JOIN person p ON p.id = r.person_id WHERE p.login = 'k.bos'"
    assert office.database.fetch(roles) == [("viewer",)]
    assert office.database.value("SELECT count(*) FROM person_key WHERE revoked_on IS NULL") == 0


async def test_what_is_no_key_is_refused_and_what_was_typed_stays(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        await to_person(screen, office.actor.person or 0)
        await screen.press("s", *"geen sleutel", "enter")
        assert screen.shows("geen sleutel", "✗")
    assert office.database.value("SELECT count(*) FROM person_key") == 0


async def test_all_work_is_shown_who_gets_it_given_away_as_one_step_and_then_one_leaves(office: Office) -> None:
    leaver, database = id_of(office, "Pieter Bakker"), office.database
    (case,) = database.fetch("SELECT min(id) FROM cases WHERE owner_person_id = ?", (leaver,))[0]
    perform(database, Actor(leaver, frozenset({Role.HANDLER})), TODAY, asked_for(AddNote(case, "x"), "mag dit?"))
    stands_in = BeginStandIn(id_of(office, "Karin de Vries"), leaver, TODAY)
    perform(database, office.actor, TODAY, stands_in)
    had = len(people.work_of(database, leaver))
    disputes = len(people.disputes_of(database, leaver))
    async with session(*office) as screen:
        await to_person(screen, leaver)
        await screen.press("x", "enter")
        assert screen.shows("Pieter Bakker heeft nog open werk", f"{had} open dossiers", "1 gevraagde")
        await screen.press("d")
        # By segment: the first to who stands in, the second to the team in turn, the rest stays.
        await screen.press("right", "right", "tab", "right", "tab", *["right"] * 4)
        await screen.is_as("give-away-120-nl")
        await screen.press("escape")
        assert len(people.work_of(database, leaver)) == had
        await screen.press("x", "enter", "d", "tab", "right")
        await screen.press(*["tab", "right"] * (2 if disputes else 1))
        assert screen.shows("→ Karin de Vries")
        await screen.press("tab", "tab", *str(had + disputes + 1), "enter")
        assert people.work_of(database, leaver) == []
        assert screen.shows("niet actief vanaf 21-11-2026")
        await screen.press("escape", "u", "u")
    assert len(people.work_of(database, leaver)) == had
    assert database.value("SELECT inactive_since FROM person WHERE id = ?", (leaver,)) is None
    assert database.value("SELECT given_to_id FROM approval") is None


async def test_who_leaves_later_is_told_so_and_may_stay_after_all(office: Office) -> None:
    leaver = perform(office.database, office.actor, TODAY, AddPerson("h.hol", "Hanna Hol")).result
    async with session(*office, size=SMALL) as screen:
        await to_person(screen, leaver)
        await screen.press("x", *["backspace"] * 10, *"+9", "enter")
        assert screen.shows("Hanna Hol", "niet actief vanaf 30-11-2026")
        await screen.press("X")
        assert not screen.shows("niet actief vanaf")
    assert office.database.value("SELECT inactive_since FROM person WHERE id = ?", (leaver,)) is None


async def test_the_last_administrator_stays(office: Office) -> None:
    other = "SELECT id FROM role WHERE role = 'administrator' AND person_id <> ?"
    end = EndRole(office.database.value(other, (office.actor.person,)), 1, TODAY + timedelta(9))
    perform(office.database, office.actor, TODAY, end)
    async with session(*office, size=SMALL) as screen:
        await to_person(screen, office.actor.person or 0)
        await screen.press("r")
        entry = next(line for line in screen.lines if "beheerder" in line and "beëindigen" in line)
        await screen.press(next(sign for sign in entry if sign.isdigit()), "enter")
        assert screen.shows("Er zou geen beheerder overblijven")


async def test_standing_in_is_begun_and_ended(office: Office) -> None:
    person = id_of(office, "Pieter Bakker")
    async with session(*office, size=SMALL) as screen:
        await to_person(screen, person)
        await screen.press("v", *"mieke", "enter")
        assert screen.shows("Vervanging", "Mieke Jansen vervangt Pieter Bakker")
        await screen.press("v", "1", "enter")
        assert screen.shows("t/m 21-11-2026")


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
        await to_person(screen, leaver)
        await screen.press("x", "enter")
        assert screen.shows("Hanna Hol heeft nog open werk", "1 dispuut")
        await screen.press("d", "right", "enter")
        assert office.database.value(owner, (dispute,)) not in (None, leaver)
    assert office.database.value("SELECT inactive_since FROM person WHERE id = ?", (leaver,)) is not None


async def test_who_stands_in_sees_her_queue_beside_his_own_and_the_log_says_for_whom(office: Office) -> None:
    colleague = office.database.value("SELECT id FROM person WHERE name = 'Pieter Bakker'")
    async with session(*office) as screen:
        await to_person(screen, colleague)
        await screen.press("v", *"mieke", "enter")
        (begun,) = people.standing_in_for(office.database, office.actor.person or 0, TODAY)
        assert (begun.other, begun.until_on) == ("Pieter Bakker", None)
        await screen.press("escape", "g", "v", "right_square_bracket")
        assert screen.shows("Vandaag ▸ voor Pieter Bakker")
        await screen.press("n", *"gebeld", "enter")
        await screen.press("g", "l")
        while not screen.shows("▸ logboek"):
            await screen.press("right_square_bracket")
        assert screen.shows("Pieter Bakker", "notitie")
    line = office.database.fetch("SELECT person_id, on_behalf_of_id FROM log ORDER BY number DESC LIMIT 1")
    assert line == [(office.actor.person, colleague)]
