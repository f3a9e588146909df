"""What a run that was killed left in the middle: its file is saved again, and what nobody knows is told."""

from datetime import timedelta
from pathlib import Path

import pytest

from casebook.channels import hand_over as channel
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.letters.ways import DispatchWay
from casebook.jobs.drafting import Wanted
from casebook.jobs.letters import composed
from casebook.jobs.outbox import hand_over, print_batch
from casebook.store.actions import dispatches
from casebook.store.actions.dispatches import BeginDispatch
from casebook.store.actions.letters import PrepareLetter, ReleaseLetter
from casebook.store.queries import leaving, outbox
from tests.databases import TODAY
from tests.jobs.outbox.letters import settings
from tests.sample import Office
from tests.ui.screen import SMALL, session
from tests.ui.screens.case_desk import act, numbered


def released(office: Office, way: DispatchWay) -> None:
    case_id = numbered(office, "2026-0001")
    drafts = composed(office.database, TODAY, case_id, LetterKind.INTERRUPTION, Wanted(ways=(way,)))
    ids = act(office, PrepareLetter(case_id, drafts))
    for one in outbox.of_ids(office.database, ids):
        act(office, ReleaseLetter(one.letter_id, one.version))


async def test_a_batch_whose_file_is_gone_is_saved_again(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    released(office, DispatchWay.ORDINARY)
    made = print_batch(office.database, office.actor, TODAY)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "o", "w", "B")
        assert screen.shows("zoals hij is geprint")
    found = {one.suffix: one.read_bytes() for one in (tmp_path / "casebook" / "exports").iterdir()}
    assert found == {".pdf": made.pdf.content, ".csv": made.listed.content}


async def test_a_batch_of_which_nobody_knows_whether_it_was_fetched_is_told(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object) -> Path:
        raise Killed

    released(office, DispatchWay.HAND_OVER)
    folder = tmp_path / "out"
    folder.mkdir()
    chosen = settings(handover=folder)
    with monkeypatch.context() as patch:
        patch.setattr(channel, "put", killed)
        with pytest.raises(Killed):
            hand_over(office.database, office.actor, TODAY, chosen)
    assert not list(folder.iterdir())
    async with session(*office, size=SMALL) as screen:
        screen.app.desk.session = screen.app.desk.session._replace(settings=chosen)
        await screen.press("g", "o", "w", "H")
        await screen.settled()
        assert screen.shows("Stapel 1 is misschien al klaargezet")


async def test_registered_letters_without_a_number_are_asked_for_once_more(office: Office) -> None:
    released(office, DispatchWay.REGISTERED)
    print_batch(office.database, office.actor, TODAY)
    (batch,) = leaving.batches(office.database)
    async with session(*office, size=SMALL) as screen:
        await screen.press("g", "o", "w", "N", "enter")
        assert screen.shows("Nog geen nummer voor", "Nog een Enter")
        assert leaving.batches(office.database) == (batch,)
        await screen.press("enter")
        assert not screen.shows("Nog geen nummer voor")
    (batch,) = leaving.batches(office.database)
    assert batch.posted_on == TODAY


@pytest.mark.parametrize(
    ("way", "key", "said"),
    [(DispatchWay.EMAIL, "E", "staat geen mailserver"), (DispatchWay.HAND_OVER, "H", "staat geen map")],
)
async def test_where_it_cannot_go_that_is_said_before_anything_is_asked(
    office: Office, way: DispatchWay, key: str, said: str
) -> None:
    released(office, way)
    async with session(*office, size=SMALL) as screen:
        screen.app.desk.session = screen.app.desk.session._replace(settings=settings())
        await screen.press("g", "o", "w", key)
        assert screen.shows(said)
        assert not screen.shows("Aantal")


async def test_a_mail_that_was_cut_off_is_told_where_nothing_else_waits(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    released(office, DispatchWay.EMAIL)
    for one in leaving.to_go(office.database, {DispatchWay.EMAIL}):
        act(office, BeginDispatch(one.dispatch_id, one.version, f"<{one.dispatch_id}@voorbeeld.nl>", "run"))
    monkeypatch.setattr(dispatches, "LONGEST_SENDING", timedelta(0))
    async with session(*office, size=SMALL) as screen:
        screen.app.desk.session = screen.app.desk.session._replace(settings=settings(25))
        await screen.press("g", "o", "w", "E")
        assert screen.shows("niet zeker of")
    states = office.database.fetch("SELECT DISTINCT doubt FROM dispatch WHERE sending_at IS NOT NULL")
    assert states == [("open",)]
