"""A team over a real sshd: they work at once, files go in and out, and who tries more is refused and on record."""

import re
import select
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from casebook.store.actions.people import DeactivatePerson
from casebook.store.actions.ssh_keys import RevokeKey
from casebook.store.models.people import Role
from tests.acceptance.conftest import Book
from tests.acceptance.sshd import Server, Told, asking, asks_nobody, missing, serving
from tests.acceptance.terminal import LOGIN

pytestmark = pytest.mark.skipif(
    bool(missing()), reason=f"sessions over SSH are not tested: {', '.join(missing())} is not here"
)
HANDLER, OTHER, LEAD = "h.hol", "p.post", "l.lead"


@contextmanager
def peopled(book: Book, folder: Path) -> Iterator[Server]:
    with serving(book, folder) as server:
        for login, *roles in ((HANDLER, Role.HANDLER), (OTHER, Role.HANDLER), (LEAD, Role.HANDLER, Role.LEAD)):
            server.comes(str(login), *map(Role, roles))
        server.write_keys()
        yield server


@pytest.fixture
def team(book: Book, tmp_path: Path) -> Iterator[Server]:
    """A server with three people, on a file."""
    with peopled(book, tmp_path / "sshd") as server:
        yield server


@pytest.fixture
def either(office: Book, tmp_path: Path) -> Iterator[Server]:
    """A server with three people, on each engine in turn."""
    with peopled(office, tmp_path / "sshd") as server:
        yield server


def recorded(server: Server) -> list[tuple[str, str]]:
    return server.book.fetch("SELECT why, asked FROM session_refusal ORDER BY id")


# What is asked for, why it is refused, and as what it is on record.
ATTEMPTS = {
    "a shell": ("/bin/sh", "command", "/bin/sh"),
    "a shell with a command": ("sh -c 'id > /tmp/x'", "command", "sh -c 'id > /tmp/x'"),
    "another person": (f"casebook session {LEAD}", "command", f"casebook session {LEAD}"),
    "a command of the one who keeps the data": ("casebook user add x X", "command", "casebook user add x X"),
    "copying with scp": ("scp -t /tmp/x", "command", "scp -t /tmp/x"),
    "a verb in capitals": ("GET a", "command", "GET a"),
    "two commands": ("list; id", "command", "list; id"),
    "two lines": ("list\nid", "command", "list id"),
    "a verb alone": ("get", "command", "get"),
    "a path upwards": ("get ../x", "name", "get ../x"),
    "a path from the root": ("get /etc/passwd", "name", "get /etc/passwd"),
    "a path upwards to write to": ("put ../../authorized_keys", "name", "put ../../authorized_keys"),
    "a hidden file": ("put .profile", "name", "put .profile"),
    "an option": ("get --help", "name", "get --help"),
    "a shell in a name": ("get $(id)", "name", "get $(id)"),
    "a command behind a name": ("get a; id", "name", "get a; id"),
    "an escape sequence": ("put \x1b]0;x\x07naam\x1b[2J", "name", "put naam"),
    "markup": ("put [/b]", "name", "put [/b]"),
    "SQL": ("get x' OR '1'='1", "name", "get x' OR '1'='1"),
    "bytes that are no text": ("get caf\udce9", "name", "get caf\\xe9"),
    "a long command": (f"sh {'x' * 100_000}", "command", f"sh {'x' * 196}…"),
    "a long name": (f"get {'x' * 300}", "name", f"get {'x' * 195}…"),
}


def test_who_tries_to_get_out_or_in_is_refused_and_on_record(team: Server) -> None:
    (team.book.home / ".local/share/casebook/people/x").parent.mkdir(parents=True)
    (team.book.home / ".local/share/casebook/people/x").write_text("secret")

    def refused(attempt: tuple[str, str, str]) -> Told:
        return team.asks(HANDLER, attempt[0], given=b"content")

    with ThreadPoolExecutor(4) as pool:
        told = dict(zip(ATTEMPTS, pool.map(refused, ATTEMPTS.values()), strict=True))
    for what, one in told.items():
        # What the shell of the account says at its start, if anything, comes first.
        *_, sentence = one.err.splitlines()
        assert (one.status, one.out, sentence.endswith(".")) == (1, b"", True), (what, one)
        assert "\x1b" not in one.err, what
    assert sorted(recorded(team)) == sorted((why, written) for _, why, written in ATTEMPTS.values())
    people = {person for (person,) in team.book.fetch("SELECT DISTINCT person_id FROM session_refusal")}
    assert people == {team.people[HANDLER]}
    assert team.book.fetch("SELECT DISTINCT address FROM session_refusal") == [("127.0.0.1",)]
    assert team.asks(HANDLER, "list")[:2] == (0, b"")
    assert team.book.is_clean()


def carries(team: Server, kind: str) -> bool:
    """Say whether anything comes back through a port that is forwarded: the first word of the server itself."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    there = f"{port}:127.0.0.1:{team.port}" if kind == "-L" else str(port)
    with subprocess.Popen(team.words(HANDLER, "-N", kind, there), stderr=subprocess.DEVNULL) as client:
        try:
            with listening(port) as through:
                if kind == "-D":
                    through.sendall(b"\x05\x01\x00")
                    assert through.recv(2) == b"\x05\x00"
                    through.sendall(b"\x05\x01\x00\x01\x7f\x00\x00\x01" + team.port.to_bytes(2, "big"))
                with suppress(ConnectionError):
                    return b"SSH-" in through.recv(14)
                return False
        finally:
            client.kill()


def listening(port: int) -> socket.socket:
    """Return a connection to a port that somebody is about to listen on."""
    for _ in range(300):
        with suppress(ConnectionError):
            return socket.create_connection(("127.0.0.1", port), 20)
        select.select([], [], [], 0.1)
    raise AssertionError("ssh listens on no port")


def test_no_way_round_the_command_is_open(team: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    sftp = team.asks(HANDLER, "sftp", "-s")
    assert (sftp.status, sftp.out) == (1, b"")
    assert recorded(team)[-1][0] == "command"
    out, copied = team.folder / "out", team.folder / "copied"
    copied.write_text("van buiten")
    there = f"{LOGIN}@127.0.0.1"
    for program, *words in (
        ("scp", str(copied), f"{there}:/tmp/casebook-copied"),
        ("scp", "-O", f"{there}:../../../casebook/faults.log", str(out)),
        ("sftp", f"{there}:/etc/passwd", str(out)),
    ):
        if shutil.which(program):
            known = len(recorded(team))
            assert team.copies(program, HANDLER, *words).status != 0
            assert [why for why, _ in recorded(team)[known:]] == ["command"], program
    assert not out.exists()
    assert not Path("/tmp/casebook-copied").exists()
    assert team.asks(HANDLER, "", "-N", "-R", "0:127.0.0.1:22", "-o", "ExitOnForwardFailure=yes").status == 255
    assert "forward" in team.log
    for kind in ("-L", "-D"):
        assert not carries(team, kind), kind
    assert team.asks(HANDLER, "", "-W", f"127.0.0.1:{team.port}").status == 255
    nobody = team.key("nobody")
    assert team.asks("nobody", "list").status == 255
    assert nobody.split()[1] not in (team.folder / "authorized_keys").read_text()
    monkeypatch.setenv("DISPLAY", "127.0.0.1:9")
    agent = team.asks(HANDLER, "list", "-A", "-Y", "-v")
    assert (agent.status, agent.out) == (0, b"")
    assert re.search(r"(?i)X11 forwarding[^\n]*disabled", agent.err), agent.err
    # Without a terminal there is no app, and nothing else instead.
    assert "terminal" in team.asks(HANDLER, "", "-T").err


def test_no_variable_of_his_own_makes_him_another(team: Server, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("raise SystemExit('taken over')")
    set_by_him = {
        "CASEBOOK_DATABASE": f"{tmp_path}/other.db",
        "CASEBOOK_OWN_FOLDER": "/etc",
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
        "PYTHONPATH": str(tmp_path),
        "PYTHONSTARTUP": f"{tmp_path}/sitecustomize.py",
        "SSH_ORIGINAL_COMMAND": "list",
        "LOGNAME": LEAD,
        "USER": LEAD,
        "HOME": str(tmp_path),
        "LC_ALL": "../../x",
        "TERM": "/etc/passwd",
    }
    sent = f"SetEnv={' '.join(f'{name}={value}' for name, value in set_by_him.items())}"
    assert team.asks(HANDLER, "put mijn.txt", "-o", sent, given=b"van mij").status == 0
    assert team.asks(HANDLER, "list", "-o", "SetEnv=LC_CASEBOOK_LOGIN=l.lead").status == 0
    tried = [("command", "CASEBOOK_DATABASE CASEBOOK_OWN_FOLDER"), ("command", "LC_CASEBOOK_LOGIN")]
    assert recorded(team) == tried
    folder = team.book.home / ".local/share/casebook/people" / str(team.people[HANDLER])
    assert (folder / "mijn.txt").read_bytes() == b"van mij"
    assert not (tmp_path / "other.db").exists()


def test_a_file_goes_in_and_comes_out_and_only_for_him(team: Server) -> None:
    content = bytes(range(256)) * 1000
    assert team.asks(HANDLER, "put scan 1.pdf", given=content).status == 0
    assert team.asks(HANDLER, "get scan 1.pdf").out == content
    assert b"256000\t" in team.asks(HANDLER, "list").out
    assert team.asks(OTHER, "list").out == b""
    assert team.asks(OTHER, "get scan 1.pdf").status == 1


def test_what_was_cut_short_on_its_way_is_not_kept(team: Server) -> None:
    assert team.asks(HANDLER, "put brief.pdf", given=b"eerst").status == 0
    with subprocess.Popen([*team.words(HANDLER), "put brief.pdf"], stdin=subprocess.PIPE) as client:
        assert client.stdin is not None
        client.stdin.write(b"x" * 1_000_000)
        client.stdin.flush()
        folder = team.book.home / ".local/share/casebook/people" / str(team.people[HANDLER])
        # It is being written.
        while not any(path.name.endswith(".part") for path in folder.iterdir()):
            select.select([], [], [], 0.02)
        client.kill()
    while len(list(folder.iterdir())) > 1:
        select.select([], [], [], 0.02)
    assert team.asks(HANDLER, "get brief.pdf").out == b"eerst"


@pytest.mark.skipif(bool(asks_nobody()), reason=f"sshd that asks for keys is not tested: {asks_nobody()}")
def test_sshd_asks_for_each_key_and_no_file_is_needed(book: Book, tmp_path: Path) -> None:
    with asking(book) as keys, serving(book, tmp_path / "sshd", keys) as server:
        key = server.comes(HANDLER, Role.HANDLER)
        assert server.asks(HANDLER, "put a", given=b"van mij").status == 0
        server.comes(OTHER, Role.HANDLER)
        # Who was added a moment ago comes in, and only where he is to be.
        assert server.asks(OTHER, "list").out == b""
        server.act(RevokeKey(key, 1))
        server.act(DeactivatePerson(server.people[OTHER], 1))
        for login in (HANDLER, OTHER, HANDLER, OTHER):
            assert server.asks(login, "list").status == 255
        server.key("nobody")
        assert server.asks("nobody", "list").status == 255
        assert recorded(server) == [("revoked", ""), ("left", "")]
        assert book.is_clean()


def test_a_revoked_key_and_who_left_do_not_come_in(team: Server) -> None:
    key = team.book.value("SELECT id FROM person_key WHERE person_id = ?", team.people[HANDLER])
    team.act(RevokeKey(key, 1))
    team.act(DeactivatePerson(team.people[OTHER], 1))
    offered = (team.folder / f"{HANDLER}.pub").read_text().split()[:2]
    for _ in range(2):
        assert team.casebook("authorized-keys", LOGIN, *offered, "--home", str(team.book.home)) == ""
    assert recorded(team) == [("revoked", "")]
    # The file still names them.
    for login, why in ((HANDLER, "revoked"), (OTHER, "left")):
        assert team.asks(login, "list").status == 1
        assert recorded(team)[-1] == (why, "list")
    team.write_keys()
    for login in (HANDLER, OTHER):
        assert team.asks(login, "list").status == 255
    assert team.asks(LEAD, "list").status == 0


def test_sshd_is_told_one_key_of_this_user_and_of_no_other(team: Server) -> None:
    home = ("--home", str(team.book.home))
    offered = (team.folder / f"{LEAD}.pub").read_text().split()[:2]
    line = team.casebook("authorized-keys", LOGIN, *offered, *home)
    assert line.startswith(f'restrict,pty,command="{sys.executable} -I -m casebook session {LEAD} --key SHA256:')
    assert line.endswith(f'" {offered[0]} {offered[1]}\n')
    assert team.casebook("authorized-keys", f"{LOGIN}2", *offered, *home) == ""
    assert team.casebook("authorized-keys", LOGIN, *home).count("\n") == 3
    assert (team.folder / "authorized_keys").stat().st_mode & 0o777 == 0o600


def test_three_work_at_once_and_a_session_ends_with_its_key(either: Server) -> None:
    with ExitStack() as stack:
        screens = {login: stack.enter_context(either.works(login)) for login in (HANDLER, OTHER, LEAD)}
        for screen in screens.values():
            screen.shows("CASEBOOK")
        for screen in screens.values():
            # Nothing stops it, and ctrl+z least of all.
            screen.type("\x1agc")
            screen.shows("Cases", "2026-0001")
        # Before anybody changes anything: what is opened then is what was seen.
        screens[LEAD].type("\r")
        screens[LEAD].shows("Overview")
        for login, screen in screens.items():
            screen.type(f"nby {login}\r")
        for login, screen in screens.items():
            mine = (either.people[login],)
            screen.wait(
                lambda mine=mine: either.book.value("SELECT count(*) FROM note WHERE person_id = ?", *mine),  # type: ignore[misc]  # bound now
                f"the note of {login} is to be kept",
            )
        # Who has the case open sees by himself what a colleague does.
        screens[LEAD].shows("✓")
        screens[LEAD].type("[")
        screens[LEAD].shows(*(f"by {login}" for login in (HANDLER, OTHER, LEAD)))
        screens[HANDLER].shows("✓")
        screens[HANDLER].type("nseen by all")
        screens[HANDLER].shows("seen by all")
        screens[HANDLER].type("\r")
        screens[LEAD].shows("seen by all")
        screens[OTHER].shows("✓")
        key = either.book.value("SELECT id FROM person_key WHERE person_id = ?", either.people[HANDLER])
        either.act(RevokeKey(key, 1))
        assert screens[HANDLER].ends() == 1
        assert "was revoked" in screens[HANDLER].text
        # He has a form open, and begins to save what he may no longer.
        screens[OTHER].type("nkept by nobody")
        screens[OTHER].shows("kept by nobody")
        either.act(DeactivatePerson(either.people[OTHER], 1))
        screens[OTHER].type("\r")
        assert screens[OTHER].ends() == 1
        screens[LEAD].type("Q")
        assert screens[LEAD].ends() == 0
    texts = {text for (text,) in either.book.fetch("SELECT text FROM note")}
    assert {f"by {login}" for login in (HANDLER, OTHER, LEAD)} <= texts
    assert "kept by nobody" not in texts
    assert either.book.is_clean()
