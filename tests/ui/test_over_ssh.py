"""A session of who came in over SSH: nothing of the server is reached from it, and it ends with its key."""

from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.message import Message

from casebook import paths
from casebook.jobs.documents import Scan
from casebook.store.actions.ssh_keys import AddKey, RevokeKey
from casebook.store.perform import perform
from casebook.ui.app import CasebookApp
from casebook.ui.dialogs.ask_file import AskFile
from casebook.ui.dialogs.dialog import Dialog
from casebook.ui.terminal import Terminal
from tests.databases import TODAY
from tests.sample import Office
from tests.ui.screen import SMALL, Screen, session

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIL5v71B1rZh28WTXWoAinYBp50495F88RD1KbFE60ej3"


async def test_nothing_that_the_library_can_do_with_the_server_is_reached(office: Office) -> None:
    async with session(*office, size=SMALL) as screen:
        app = screen.app
        for action in ("screenshot", "suspend_process", "command_palette", "change_theme", "show_help_panel"):
            assert callable(getattr(App, f"action_{action}"))
            assert not await app.run_action(f"app.{action}")
        bound = {one.binding.action.partition("(")[0].rpartition(".")[2] for one in app.active_bindings.values()}
        assert not bound & {"screenshot", "suspend_process", "command_palette", "change_theme", "push_screen"}
        for key in ("ctrl+z", "ctrl+s", "ctrl+q", "ctrl+backslash"):
            await screen.press(key)
        assert app.is_running


def test_its_terminal_opens_nothing_writes_nothing_and_is_not_given_to_a_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    monkeypatch.setattr("webbrowser.open", lambda *about, **_: done.append(about))
    monkeypatch.setattr("os.kill", lambda *about: done.append(about))
    terminal = Terminal.__new__(Terminal)
    terminal._app = cast("CasebookApp", SimpleNamespace(enclosed=True))
    terminal.open_url("https://example.org")
    terminal.deliver_binary(BytesIO(b"x"), delivery_key="k", save_directory=tmp_path, open_method="open")
    terminal._sigtstp_application()
    assert not terminal.can_suspend
    assert (done, list(tmp_path.iterdir())) == ([], [])


def test_no_screen_is_larger_than_one_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "65535")
    monkeypatch.setenv("LINES", "65535")
    told: list[Message] = []
    monkeypatch.setattr(LinuxDriver, "process_message", lambda _, message: told.append(message))
    terminal = Terminal.__new__(Terminal)
    assert terminal._get_terminal_size() == (1000, 500)
    terminal.process_message(Resize.from_dimensions((60_000, 40), None))
    (resized,) = told
    assert isinstance(resized, Resize)
    assert {resized.size, resized.virtual_size, resized.container_size} == {(1000, 40)}


async def test_a_session_ends_with_its_key_and_says_so(office: Office) -> None:
    assert office.actor.person is not None
    key = perform(office.database, office.actor, TODAY, AddKey(office.actor.person, KEY)).result
    actor = office.actor._replace(key=key)
    async with session(office.database, actor, size=SMALL) as screen:
        assert screen.app.enclosed
        await screen.press("j")
        perform(office.database, office.actor, TODAY, RevokeKey(key, 1))
        await screen.press("n", *"nog even", "enter")
        assert screen.app.return_code == 1
        (said,) = screen.app._exit_renderables
    assert str(said).startswith("De sleutel waarmee deze sessie begon is ingetrokken")
    assert office.database.value("SELECT count(*) FROM note WHERE text = 'nog even'") == 0


async def test_it_ends_by_itself_when_the_news_comes(office: Office) -> None:
    assert office.actor.person is not None
    key = perform(office.database, office.actor, TODAY, AddKey(office.actor.person, KEY)).result
    async with session(office.database, office.actor._replace(key=key), size=SMALL) as screen:
        perform(office.database, office.actor, TODAY, RevokeKey(key, 1))
        await screen.app.look_for_news()
        assert screen.app.return_code == 1


async def test_a_file_is_read_from_the_own_folder_alone(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, answers = tmp_path / "7", list[Scan]()
    folder.mkdir()
    (folder / "brief.txt").write_text("Geachte heer")
    (tmp_path / "geheim.txt").write_text("geheim")
    monkeypatch.setenv(paths.OWN_FOLDER, str(folder))

    async def asking(screen: Screen) -> None:
        desk = screen.app.desk
        # Nobody turns back.
        answers.append(cast("Scan", await desk.ask(cast("Dialog[Scan]", AskFile(desk, "Bestand")))))

    assert office.actor.person is not None
    key = perform(office.database, office.actor, TODAY, AddKey(office.actor.person, KEY)).result
    async with session(office.database, office.actor._replace(key=key), size=SMALL) as screen:
        screen.app.desk.flow(asking(screen))
        await screen.settled()
        for path in ("../geheim.txt", str(tmp_path / "geheim.txt"), "/etc/passwd", "~/.bashrc"):
            screen.app.screen.query_one("Input").value = path  # type: ignore[attr-defined]  # its one line
            await screen.press("enter")
            assert screen.shows("in uw eigen map")
            assert answers == []
        screen.app.screen.query_one("Input").value = "brief.txt"  # type: ignore[attr-defined]  # its one line
        await screen.press("enter")
    refused = office.database.fetch("SELECT why, asked FROM session_refusal ORDER BY id")
    assert refused == [("name", one) for one in ("../geheim.txt", f"{tmp_path}/geheim.txt", "/etc/passwd", "~/.bashrc")]
    (scan,) = answers
    assert scan.content == b"Geachte heer"


def test_what_is_exported_goes_to_the_own_folder(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    assert paths.exports(environment) == tmp_path / "data/casebook/exports"
    assert paths.exports({**environment, paths.OWN_FOLDER: "/srv/people/7"}) == Path("/srv/people/7")
