"""Letters for the printer and the bailiff: put in the folder whole, once, and recorded; in doubt a person is asked."""

from pathlib import Path
from typing import Any

import pytest

from casebook.channels import hand_over as channel
from casebook.domain.letters.standing import LetterState
from casebook.domain.letters.ways import DispatchWay
from casebook.errors import InputError, SettingsError
from casebook.jobs.documents import Scan
from casebook.jobs.outbox import HandedOver, hand_over
from casebook.store.database import Database
from casebook.store.queries import leaving
from casebook.store.transaction import Actor
from tests.jobs.outbox.letters import Office, settings
from tests.store.actions.desk import TODAY

HAND_OVER, BAILIFF = DispatchWay.HAND_OVER, DispatchWay.BAILIFF


@pytest.fixture
def office(database: Database, actor: Actor) -> Office:
    return Office(database, actor)


def handed(office: Office, folder: Path | None) -> HandedOver:
    return hand_over(office.database, office.actor, TODAY, settings(handover=folder))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_printer_and_the_bailiff_get_their_own(office: Office, tmp_path: Path) -> None:
    printed = office.released(HAND_OVER)
    writ = office.released(BAILIFF, along=[Scan("../factuur.pdf", "application/pdf", b"%PDF-1.7")])
    found = handed(office, tmp_path)
    assert (found.letters, found.left_out, found.unsure, len(found.folders)) == (2, (), (), 2)
    assert {office.post.state(one) for one in (printed, writ)} == {LetterState.SENT}
    for_printer, for_bailiff = found.folders
    assert names(for_printer) == ["brieven-2026-11-21.csv", "brieven-2026-11-21.pdf"]
    number = office.post.card(writ).row.number
    assert names(for_bailiff) == [
        *(f"{number}-{writ}-1-..-factuur.pdf", f"{number}-{writ}.pdf", "brieven-2026-11-21.csv"),
    ]
    assert (for_bailiff / f"{number}-{writ}-1-..-factuur.pdf").read_bytes() == b"%PDF-1.7"
    assert handed(office, tmp_path) == HandedOver((), 0, (), ())


def test_without_a_folder_nothing_is_begun(office: Office, tmp_path: Path) -> None:
    letter = office.released(HAND_OVER)
    with pytest.raises(SettingsError):
        handed(office, None)
    with pytest.raises(InputError) as gone:
        handed(office, tmp_path / "geen")
    assert gone.value.code == "sending.no_folder"
    (one,) = office.dispatches(letter)
    assert one.waits
    assert str(tmp_path / "geen") in one.failed_because
    assert handed(office, tmp_path).letters == 1


def test_another_run_that_finds_it_there_may_record_it(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter, genuine = office.released(HAND_OVER), channel.put

    def put(*asked: Any) -> Path:
        place = genuine(*asked)
        monkeypatch.setattr("casebook.channels.hand_over.put", genuine)
        assert handed(office, tmp_path).unsure == ()
        return place

    monkeypatch.setattr("casebook.channels.hand_over.put", put)
    assert handed(office, tmp_path).letters == 1
    assert office.post.state(letter) is LetterState.SENT


def test_one_that_was_killed_is_recorded_or_left_to_a_person(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = office.released(HAND_OVER)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("casebook.jobs.outbox.handing_over.posted", killed)
        with pytest.raises(KeyboardInterrupt):
            handed(office, tmp_path)
    assert office.post.state(there) is LetterState.SENDING
    found = handed(office, tmp_path)
    assert (found.unsure, found.letters, found.earlier) == ((), 0, 1)
    assert office.post.state(there) is LetterState.SENT
    fetched = office.released(HAND_OVER)
    with monkeypatch.context() as patch:
        patch.setattr("casebook.channels.hand_over.put", killed)
        with pytest.raises(KeyboardInterrupt):
            handed(office, tmp_path)
    found = handed(office, tmp_path)
    assert found.unsure == (leaving.batches(office.database)[0].batch_id,)
    assert office.post.state(fetched) is LetterState.SENDING
    assert found.letters == 0


def test_a_long_name_of_any_script_keeps_its_end(office: Office, tmp_path: Path) -> None:
    office.released(BAILIFF, along=[Scan("\u8acb" * 150 + ".pdf", "application/pdf", b"%PDF-1.7")])
    (folder,) = handed(office, tmp_path).folders
    assert [name for name in names(folder) if name.endswith("-.pdf") and len(name) == 120]
