"""What somebody tries from within his session over a real sshd, and what sshd itself keeps from him."""

import os
import re
import select
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from casebook.cli.sessions_open import MOST
from casebook.store.actions.approvals import asked_for
from casebook.store.actions.contacts import AddNote
from casebook.store.actions.people import GrantRole
from casebook.store.actions.undo import UndoStep
from casebook.store.models.people import Role
from casebook.store.people import today
from tests.acceptance.conftest import Book
from tests.acceptance.sshd import Server, missing, serving

pytestmark = pytest.mark.skipif(
    bool(missing()), reason=f"sessions over SSH are not tested: {', '.join(missing())} is not here"
)
FIRST, SECOND = "l.lead", "m.maas"
REFUSED = "SELECT p.login, r.why, r.asked FROM session_refusal r JOIN person p ON p.id = r.person_id ORDER BY r.id"


@pytest.fixture
def team(book: Book, tmp_path: Path) -> Iterator[Server]:
    """A server with two leads, on a file."""
    with serving(book, tmp_path / "sshd") as server:
        server.comes(FIRST, Role.HANDLER)
        server.comes(SECOND, Role.HANDLER, Role.LEAD)
        server.write_keys()
        yield server


def test_an_approval_is_given_once_and_by_nobody_whose_role_is_gone(team: Server) -> None:
    case = team.book.value("SELECT min(case_id) FROM case_now")
    for text in ("once", "never"):
        team.act(asked_for(AddNote(case, text), f"is {text} good"))
    team.act(GrantRole(team.people[FIRST], Role.LEAD, team.book.read(today)))
    granted = team.book.value("SELECT max(number) FROM log")
    with ExitStack() as stack:
        screens = {login: stack.enter_context(team.works(login)) for login in (FIRST, SECOND)}

        def all_say_yes_to(text: str) -> None:
            for screen in screens.values():
                screen.shows(f"is {text} good")
                screen.type("\r")
                screen.shows("approve", f"is {text} good")
                screen.type("+")
                screen.shows("Approve ·")

        for screen in screens.values():
            screen.shows("CASEBOOK")
            screen.type("gt")
        all_say_yes_to("once")
        screens[FIRST].type("\r")
        screens[FIRST].shows_no("is once good")
        screens[SECOND].type("\r")
        screens[SECOND].shows("already approved")
        screens[SECOND].type("\x1b\x1b")
        screens[SECOND].shows_no("is once good")
        assert team.book.value("SELECT count(*) FROM note WHERE text = 'once'") == 1
        all_say_yes_to("never")
        team.act(UndoStep(granted))
        screens[FIRST].type("\r")
        screens[FIRST].shows("the role team lead")
    assert team.book.value("SELECT count(*) FROM note WHERE text = 'never'") == 0
    assert team.book.fetch(REFUSED) == [(SECOND, "command", "approval.decide"), (FIRST, "command", "approval.decide")]
    assert team.book.is_clean()


# What sshd keeps from him by itself: how he asks for it, what his client is told, and what stands in sshd's own log.
# Casebook learns nothing of it: a request for a channel is never handed to the forced command.
BY_SSHD = {
    "a port here": (("-N", "-R", "0:127.0.0.1:22"), "tcpip-forward listen"),
    "a socket here": (("-N", "-R", "/tmp/casebook-test:127.0.0.1:22"), "streamlocal-forward@openssh.com"),
    "a tunnel": (("-N", "-w", "any:any"), "failure tun@openssh.com"),
    "a port there": (("-W", "127.0.0.1:{port}"), "refused local port forward"),
}


@pytest.mark.parametrize("what", BY_SSHD)
def test_what_sshd_refuses_stands_in_its_own_log_alone(team: Server, what: str) -> None:
    if what == "a tunnel" and not os.access("/dev/net/tun", os.W_OK):
        pytest.skip("his own side of a tunnel takes /dev/net/tun")
    asked, said = BY_SSHD[what]
    options = [word.format(port=team.port) for word in asked]
    assert team.asks(FIRST, "", *options, "-o", "ExitOnForwardFailure=yes").status == 255
    assert said in team.log
    assert not Path("/tmp/casebook-test").exists()
    assert team.book.fetch(REFUSED) == []


def test_neither_his_agent_nor_his_screen_comes_along(team: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    agent = subprocess.run(["ssh-agent", "-s"], capture_output=True, check=True, text=True).stdout
    found = dict(re.findall(r"(SSH_AUTH_SOCK|SSH_AGENT_PID)=([^;]+);", agent))
    try:
        monkeypatch.setenv("DISPLAY", "127.0.0.1:9")
        words = [word.replace("=none", f"={found['SSH_AUTH_SOCK']}") for word in team.words(FIRST, "-A", "-Y", "-v")]
        told = subprocess.run([*words, "list"], capture_output=True, check=False, text=True)
    finally:
        subprocess.run(["kill", found["SSH_AGENT_PID"]], check=True)
    assert (told.returncode, told.stdout) == (0, "")
    assert "Requesting authentication agent forwarding" in told.stderr
    assert "agent forwarding disabled" in team.log
    assert re.search(r"(?i)X11 forwarding[^\n]*disabled", told.stderr)
    assert "x11-req" in team.log


def test_nobody_fills_the_server_with_sessions(team: Server) -> None:
    with ExitStack() as stack:
        open_ones = [
            stack.enter_context(subprocess.Popen([*team.words(FIRST), "put a"], stdin=subprocess.PIPE))
            for _ in range(MOST)
        ]
        places = team.book.home / ".local/state/casebook/sessions"
        folder = team.book.home / ".local/share/casebook/people" / str(team.people[FIRST])
        while not folder.exists() or sum(one.name.endswith(".part") for one in folder.iterdir()) < MOST:
            select.select([], [], [], 0.05)
        told = team.asks(FIRST, "list")
        assert (told.status, told.out, f"{MOST} sessions" in told.err) == (1, b"", True)
        assert team.asks(SECOND, "list").status == 0
        # Who is killed makes room at once.
        open_ones[0].kill()
        while team.asks(FIRST, "list").status:
            select.select([], [], [], 0.05)
        assert len(list(places.iterdir())) == MOST + 1
        for one in open_ones:
            one.kill()
