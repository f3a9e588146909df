"""`casebook import bank`: what it tells, and that one wrong file brings in nothing of any."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from casebook.store import address
from casebook.store.actions.parties import AddAccount, AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.database import Database
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from tests.cli.conftest import Run

MT940 = """
:20:1
:25:{account}EUR
:28C:{number}
:60F:C261101EUR{opening},00
:61:2611021102C100,00NTRFNONREF//1
:86:/TRTP/SEPA OVERBOEKING/IBAN/NL20INGB0001234567/BIC/INGBNL2A/NAME/J. JANSEN/REMI/FACTUUR [/b] 12/EREF/NOTPROVIDED
:62F:C261102EUR{closing},00
-
"""


@pytest.fixture
def run(run: Run, tmp_path: Path) -> Run:
    """The commands, where an entity of ours has an account."""
    opened = Database(address.read(str(tmp_path / "casebook.db")))
    opened.connect()
    actor = Actor(1, EVERY_ROLE)
    party = perform(opened, actor, date(2026, 11, 21), AddParty(PartyFacts("Groothandel"))).result
    perform(opened, actor, date(2026, 11, 21), AddCreditor(party, CreditorFacts("GH")))
    perform(opened, actor, date(2026, 11, 21), AddAccount(party, "NL91ABNA0417164300"))
    opened.close()
    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def made(number: str = "1", opening: int = 0, closing: int = 100, account: str = "NL91ABNA0417164300") -> Path:
        path = tmp_path / f"{number}.sta"
        text = MT940.format(number=number, opening=opening, closing=closing, account=account)
        path.write_text(text.lstrip(), "ascii")
        return path

    return made


def test_what_came_in_is_told_and_the_second_time_that_it_was_there(run: Run, file: Callable[..., Path]) -> None:
    status, out, err = run("import", "bank", file())
    assert (status, err) == (0, "")
    assert out.splitlines()[:3] == ["1.sta: imported.", "  1 new statement", "  1 new entry"]
    assert "NL91ABNA0417164300 (GH) up to 2 Nov 2026" in out
    _, out, _ = run("import", "bank", file())
    assert "nothing was added" in out.splitlines()[0]


def test_a_gap_is_told_in_words_and_for_programs(run: Run, file: Callable[..., Path]) -> None:
    earlier = file("1")
    earlier.write_text(earlier.read_text("ascii").replace("2611", "2610"), "ascii")
    run("import", "bank", earlier)
    later = file("3", 500, 600)
    status, out, _ = run("import", "bank", later, "--json")
    told = json.loads(out)
    assert status == 0
    (listed,) = told["files"][0]["listed"]
    assert (listed["flags"], listed["opening"], listed["closing"]) == (["gap"], "500.00", "600.00")
    assert listed["gap_after"] == "2026-10-02"
    assert told["accounts"][0]["gaps"] == 1


def test_one_wrong_file_brings_in_nothing_of_any(run: Run, file: Callable[..., Path]) -> None:
    status, out, err = run("import", "bank", file("1"), file("2", 100, 900))
    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert "nothing was imported" in err
    status, out, err = run("import", "bank", file("3", account="NL20INGB0001234567"))
    assert status == 1
    assert "NL20INGB0001234567 belongs to none of our entities; nothing was imported" in err
    _, out, _ = run("import", "bank", file("1"), "--dry-run")
    assert "1 new entry" in out
    _, out, _ = run("import", "bank", file("1"), "--json")
    assert json.loads(out)["files"][0]["added"] == 1


def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path) -> None:
    status, _, err = run("import", "bank", tmp_path / "nothing.xml")
    assert status == 1
    assert "nothing.xml" in err
