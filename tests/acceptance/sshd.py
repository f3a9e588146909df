"""A real sshd on loopback, with real keys, whose one account keeps the office."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from casebook.store import address
from casebook.store.actions.people import AddPerson
from casebook.store.actions.ssh_keys import AddKey
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.people import actor_for, today
from casebook.store.perform import perform
from tests.acceptance.conftest import Book
from tests.acceptance.terminal import LOGIN, Terminal, terminal

PATH = f"{os.environ['PATH']}:/usr/sbin:/sbin"
SSHD, SSH = shutil.which("sshd", path=PATH), shutil.which("ssh", path=PATH)
# In seconds: longer than this no server needs to begin, and no command to end.
_LONGEST = 30.0
# Where sshd takes a command from: no folder above it may be anybody's but root's.
_SAFE = Path("/run")
_ANYTHING = "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])"
# As careless as a server can be: what keeps people in must not rest on it. Only a tunnel no line of a key forbids.
_CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin forced-commands-only
{keys}
AllowTcpForwarding yes
AllowStreamLocalForwarding yes
AllowAgentForwarding yes
PermitTunnel no
X11Forwarding yes
AcceptEnv *
LogLevel DEBUG1
Subsystem sftp /usr/lib/openssh/sftp-server
"""


class Told(NamedTuple):
    """What a command over SSH wrote and how it ended."""

    status: int
    out: bytes
    err: str


class Server:
    """The server, and the people who come in."""

    def __init__(self, book: Book, folder: Path, port: int) -> None:
        self.book, self.folder, self.port = book, folder, port
        self.people: dict[str, int] = {}

    @property
    def log(self) -> str:
        """What sshd says of what it was asked."""
        return (self.folder / "sshd.log").read_text("utf-8", "replace")

    def act(self, command: object) -> int:
        """Perform a command as who keeps the office, and return its result."""
        database = Database(address.read(self.book.target))
        database.connect()
        try:
            day = today(database)
            result: int = perform(database, actor_for(database, LOGIN, day), day, command).result
            return result
        finally:
            database.close()

    def comes(self, login: str, *roles: Role) -> int:
        """Let somebody work here, with a key of his own; return the id of the key."""
        self.people[login] = self.act(AddPerson(login, login.title(), roles))
        return self.act(AddKey(self.people[login], self.key(login)))

    def key(self, name: str) -> str:
        """Make a key and return its public half."""
        file = self.folder / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)], check=True)
        return file.with_suffix(file.suffix + ".pub").read_text().strip()

    def words(self, login: str, *options: str) -> list[str]:
        """Return how somebody calls the server."""
        assert SSH is not None
        settings = {
            "IdentityFile": self.folder / login,
            "IdentitiesOnly": "yes",
            "IdentityAgent": "none",
            "UserKnownHostsFile": self.folder / "known",
            "StrictHostKeyChecking": "yes",
            "BatchMode": "yes",
            "ConnectTimeout": 10,
        }
        chosen = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
        return [SSH, "-F", "none", "-p", str(self.port), *chosen, *options, f"{LOGIN}@127.0.0.1"]

    def asks(self, login: str, command: str, *options: str, given: bytes = b"") -> Told:
        """Return what becomes of a command that somebody gives over SSH."""
        words = [*self.words(login, *options), *([command] if command else [])]
        done = subprocess.run(words, input=given, capture_output=True, timeout=_LONGEST, check=False)
        return Told(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def copies(self, program: str, login: str, *words: str) -> Told:
        """Return what becomes of copying with `scp` or `sftp`."""
        _, _, _, _, port, *settings, _ = self.words(login)
        done = subprocess.run(
            [program, "-F", "none", "-P", port, *settings, *words], capture_output=True, timeout=_LONGEST, check=False
        )
        return Told(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def works(self, login: str) -> AbstractContextManager[Terminal]:
        """Open the app for somebody, in a terminal."""
        about = {"HOME": str(self.folder), "LANG": "en_GB.UTF-8"}
        return terminal(*self.words(login, "-tt"), environment=about, program=_ANYTHING)

    def write_keys(self) -> None:
        """Write the file of the keys that come in."""
        self.casebook("authorized-keys", "--home", str(self.book.home), "--write", f"{self.folder}/authorized_keys")

    def casebook(self, *words: str) -> str:
        """Run `casebook` as who keeps the office does on the server, and return what it says."""
        command = [sys.executable, "-I", "-m", "casebook", *words]
        done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=_LONGEST)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def asking(book: Book) -> Iterator[str]:
    """Return the settings with which sshd asks `casebook authorized-keys` for each key, and reads no file."""
    with TemporaryDirectory(prefix="casebook-", dir=_SAFE) as made:
        Path(made).chmod(0o755)
        command = Path(made) / "keys"
        command.write_text(f'#!/bin/sh\nexec {sys.executable} -I -m casebook "$@" --home {book.home}\n')
        command.chmod(0o755)
        yield (
            f"AuthorizedKeysFile none\nAuthorizedKeysCommand {command} authorized-keys %u %t %k\n"
            f"AuthorizedKeysCommandUser {LOGIN}"
        )


def asks_nobody() -> str:
    """Say why sshd cannot ask for keys here, nothing where it can."""
    return "" if os.getuid() == 0 and os.access(_SAFE, os.W_OK) else "the command that sshd asks must be root's"


@contextmanager
def serving(book: Book, folder: Path, keys: str = "") -> Iterator[Server]:
    """Run a server for an office; without `keys` it reads those that were written to a file."""
    assert SSHD is not None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    settings = book.home / ".config/casebook/settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'database = "{book.target}"\nlanguage = "en"\n')
    folder.mkdir(mode=0o700)
    server = Server(book, folder, port)
    host = server.key("host")
    (folder / "known").write_text(f"[127.0.0.1]:{port} {host}\n")
    (folder / "config").write_text(
        _CONFIG.format(port=port, folder=folder, keys=keys or f"AuthorizedKeysFile {folder}/authorized_keys")
    )
    if os.getuid() == 0:
        # Where it goes before somebody is let in; elsewhere its package makes it at the start of the machine.
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with (folder / "sshd.log").open("w") as log:
        process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(folder / "config")], stderr=log)
    try:
        _begun(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(_LONGEST)


def _begun(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _LONGEST
    while f"listening on 127.0.0.1 port {server.port}" not in server.log:
        assert process.poll() is None, server.log
        assert time.monotonic() < end, server.log
        time.sleep(0.02)


def missing() -> Sequence[str]:
    """Return what is not here that the tests need."""
    named = {"sshd": SSHD, "ssh": SSH, "ssh-keygen": shutil.which("ssh-keygen", path=PATH)}
    shell = pwd.getpwuid(os.getuid()).pw_shell
    found = [name for name, path in named.items() if path is None]
    return [*found, *(["a login shell"] if not os.access(shell, os.X_OK) or shell.endswith("nologin") else [])]
