"""Writing a batch of direct debits to a file, once, and again where it was lost."""

from datetime import date
from pathlib import Path

import pytest

from casebook.errors import InputError
from casebook.jobs.direct_debit import Wanted, make, write_in
from casebook.store.actions.direct_debit import RevokeMandate
from casebook.store.database import Database
from casebook.store.queries import direct_debit
from casebook.store.transaction import Actor
from tests.store.actions.test_arrangement_course import FIRST
from tests.store.actions.test_direct_debit import Collecting


@pytest.fixture
def office(database: Database, actor: Actor) -> Collecting:
    office = Collecting(database, actor)
    office.mandate()
    return office


def test_a_batch_is_written_and_written_again_by_its_name(office: Collecting, tmp_path: Path) -> None:
    until = date(2026, 9, 28)
    written = make(office.database, office.actor, office.day, Wanted(tmp_path / "a.xml", "GH", until))
    batch = written.card.batch
    assert (batch.collections, batch.cents, written.left_out) == (2, 50_000, 0)
    make(office.database, office.actor, office.day, Wanted(tmp_path / "b.xml", message=batch.message))
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()
    assert (tmp_path / "a.xml").stat().st_mode & 0o077 == 0
    for where in (tmp_path / "a.xml", tmp_path / "missing" / "c.xml"):
        with pytest.raises(InputError):
            make(office.database, office.actor, office.day, Wanted(where, message=batch.message))
    for wanted in (Wanted(tmp_path / "d.xml", "XX", until), Wanted(tmp_path / "d.xml", message="CB")):
        with pytest.raises(InputError):
            make(office.database, office.actor, office.day, wanted)
    assert sorted(path.name for path in tmp_path.glob("*.xml")) == ["a.xml", "b.xml"]


def test_the_old_form_needs_the_bank_of_the_creditor(office: Collecting, tmp_path: Path) -> None:
    wanted = Wanted(tmp_path / "a.xml", "GH", FIRST, form="pain.008.001.02")
    with pytest.raises(InputError) as caught:
        make(office.database, office.actor, office.day, wanted)
    assert caught.value.code == "debit.needs_bic"


def test_what_may_not_go_any_more_is_never_in_a_file(office: Collecting, tmp_path: Path) -> None:
    made = office.make(FIRST)
    (mandate,) = direct_debit.mandates(office.database, office.debtor)
    office.act(RevokeMandate(mandate.id, mandate.version, office.day, "per brief"))
    with pytest.raises(InputError) as caught:
        write_in(office.database, office.actor, office.day, made.batch.id, tmp_path)
    assert caught.value.code == "debit.file_empty"
    assert list(tmp_path.glob("*.xml")) == []
    (out,) = office.card(made.batch.id).collections
    assert out.left_out_because == "mandate_revoked"


def test_in_a_folder_a_number_follows_a_name_that_is_taken(office: Collecting, tmp_path: Path) -> None:
    made = office.make(FIRST)
    paths = [write_in(office.database, office.actor, office.day, made.batch.id, tmp_path / "x")[0] for _ in range(2)]
    assert [path.name for path in paths] == [f"{made.batch.message}.xml", f"{made.batch.message}-2.xml"]
