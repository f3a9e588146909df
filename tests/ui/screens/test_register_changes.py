"""The part of Insolvencies that holds publications of the register: accepted one by one or together, or refused."""

from pathlib import Path

import pytest

from casebook.jobs import register
from casebook.jobs.register import Import
from casebook.store.queries import register as register_queries
from tests.databases import TODAY
from tests.exchange.register.writer import answer, insolvente
from tests.sample import Office
from tests.ui.screen import SMALL, session

START = ("1300", "2026-10-06", "Uitspraak faillissement op 5 oktober 2026")
MEETING = ("1309", "2026-10-20", "Verificatievergadering op 9 mei 2027 om 10:00", "2027-04-25")
_KVK = """
    SELECT p.name, p.kvk FROM party p JOIN cases c ON c.debtor_id = p.id
    WHERE c.state <> 'closed' AND p.kvk IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM insolvency i WHERE i.party_id = p.id) ORDER BY p.name, p.id LIMIT 2
"""


@pytest.fixture
def published(office: Office, tmp_path: Path) -> Office:
    """An office in which two companies are in the register, known by their numbers."""
    database, actor = office
    found = database.fetch(_KVK)
    parts = [
        insolvente(
            f"F.13/26/{place}", START, MEETING, name=name, kvk=kvk, natural=False,
            acting=[("C", "C. Urator", "2026-10-05", "")],
        )
        for place, (name, kvk) in enumerate(found, 1)
    ]  # fmt: skip
    file = tmp_path / "cir.xml"
    file.write_bytes(answer("".join(parts)))
    register.run(Import(database, actor, TODAY, [file]))
    return office


async def test_a_publication_is_accepted_after_it_was_looked_at(published: Office) -> None:
    async with session(*published) as screen:
        await screen.press("g", "i", "[")
        await screen.is_as("register-changes-120-nl")
        await screen.press("+")
        assert screen.shows("aanvaarden", "KVK-nummer (98%)")
        await screen.press("+", "enter")
        assert screen.shows("1 publicatie aanvaard.", "register (3)")
        await screen.press("]")
        assert screen.shows("F.13/26/")
    assert published.database.value("SELECT count(*) FROM insolvency WHERE source = 'register'") == 1


async def test_from_a_case_what_the_register_says_of_it_is_accepted(published: Office) -> None:
    """The same key by which anything that is proposed for a case is accepted; the others wait on."""
    async with session(*published) as screen:
        await screen.press("g", "i", "[", "enter", "+")
        assert screen.shows("2 registerpublicaties", "F.13/26/1 · Uitspraak faillissement op 5 oktober 2026")
        await screen.press("enter")
        assert screen.shows("KVK-nummer (98%)")
        await screen.press("+", "enter")
        assert screen.shows("insolventie sinds 21-11-2026 · F.13/26/1", "vastgelegd")
    database = published.database
    assert database.value("SELECT count(*) FROM insolvency WHERE source = 'register'") == 1
    assert register_queries.count_changes(database).number == 3


async def test_several_are_accepted_at_once_and_one_is_refused_with_a_reason(published: Office) -> None:
    async with session(*published, size=SMALL, language="en") as screen:
        await screen.press("g", "i", "[")
        await screen.is_as("register-changes-80-en")
        await screen.press("+", "-")
        await screen.press(*"namesake", "enter")
        assert screen.shows("register (3)")
        await screen.press("V", "+", "+")
        await screen.is_as("register-accept-80-en")
        await screen.press("enter")
        # The meeting of which the start was refused is left.
        assert screen.shows("1 publication not done")
        await screen.press("escape")
        assert screen.shows("register (1)")


async def test_what_has_an_unknown_code_is_read_by_itself_and_stays_a_note(office: Office, tmp_path: Path) -> None:
    database, actor = office
    ((name, kvk), *_) = database.fetch(_KVK)
    unknown = ("1398", "2026-10-30", "Een nieuw soort publicatie")
    part = insolvente("F.13/26/1", START, unknown, name=name, kvk=kvk, natural=False)
    file = tmp_path / "cir.xml"
    file.write_bytes(answer(part))
    register.run(Import(database, actor, TODAY, [file]))
    async with session(*office, language="en") as screen:
        await screen.press("g", "i", "[", "V", "+", "+")
        assert screen.shows("1 is left"), screen.text
        await screen.press("enter", "M")
        assert screen.shows("register (1)", "code 1398: to read")
        await screen.press("+", "+")
        assert screen.shows("Code 1398 of the register is unknown")
        await screen.press("enter")
        assert screen.shows("register (0)")
    assert database.value("SELECT count(*) FROM insolvency_event WHERE kind = 'note'") == 1
