"""Many sessions at once, each with an action every few seconds, against one alone on the same book, in one run.

Each session is a `casebook` in a terminal of its own, of a person with cases of his own; he calls, notes, plans and
books. No action is lost, done twice or failed, and `verify` is clean, or there is no figure.
"""

import fcntl
import json
import os
import pty
import random
import re
import selectors
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.default import Agreed
from casebook.domain.money import Cents
from casebook.jobs import daily
from casebook.store import address
from casebook.store.actions.cases import OpenCase
from casebook.store.actions.claims import AddClaim, ClaimFacts
from casebook.store.actions.office import CreateOffice
from casebook.store.actions.parties import AddCreditor, AddParty, CreditorFacts, PartyFacts
from casebook.store.actions.people import AddPerson
from casebook.store.database import Database
from casebook.store.migrations.upgrade import upgrade
from casebook.store.people import today_in
from casebook.store.perform import perform
from casebook.store.transaction import EVERY_ROLE, Actor
from casebook.store.verify import verify
from tests.benchmarks.table import Table
from tests.benchmarks.terminal import Screen

# `casebook` for a user of the operating system of another name.
AS = """
import os, pwd
user = pwd.getpwuid(os.getuid())
pwd.getpwuid = lambda _: pwd.struct_passwd(("{login}", *user[1:]))
from casebook.cli.main import main
raise SystemExit(main())
"""
CHECKOUT = Path(__file__).parents[2]
LINES, COLUMNS = 40, 120
# What is typed before the last key, and what the screen then shows beside it: a payment where it goes.
ACTIONS = {
    "contact": ("cs{}", "Enter save"),
    "note": ("n{}", "Enter save"),
    "plan": ("f\t\t{}", "Enter save"),
    "payment": ("Pp\t1,00\t\t{}", "Open then"),
}
# In seconds: how long a person looks at what he typed, and at what became of it; and the screen has stood still.
LOOKS, STILL = 0.5, 0.3
# After so long without more he sees that he is asked once more.
AGAIN = 5.0
TEXT = re.compile(r"said-\d+-\d+")
READY, SAVED, DROPPED, DIALOG = "? keys", ": saved.", " keys typed ahead", "╭"
# In seconds: nothing takes so long but what has failed.
LONGEST = 60.0
CASES = 20


class Asked(NamedTuple):
    """How many sessions, how many actions each, how many seconds from one to the next, and how many of one alone."""

    sessions: int
    actions: int
    every: float
    alone: int


class Found(NamedTuple):
    """What was measured: milliseconds from the last key to the screen that shows it, and the memory of a session."""

    alone: Sequence[float]
    together: Sequence[float]
    kinds: dict[str, list[float]]
    late: int
    again: int
    private: Sequence[float]
    resident: Sequence[float]
    busy: float
    connections: int


class Session:
    """A person at a terminal."""

    def __init__(self, number: int, target: str, home: Path, drawn: random.Random) -> None:
        self.number, self.drawn = number, drawn
        self.texts: list[str] = []
        self.took: list[tuple[str, float]] = []
        self.late = self.again = 0
        self.seen = Screen(LINES, COLUMNS)
        self.due = self.until = self.pressed = self.painted = 0.0
        self.state = "starting"
        self._kind, self._shown, self._keys = "", "", b""
        home.mkdir(exist_ok=True)
        self.pid, self.file = pty.fork()
        if not self.pid:
            os.environ.update(
                {"TERM": "xterm-256color", "HOME": str(home), "LANG": "en_GB.UTF-8", "PYTHONPATH": str(CHECKOUT)}
            )
            os.environ["CASEBOOK_DATABASE"] = target
            os.execv(sys.executable, [sys.executable, "-c", AS.format(login=login(number))])
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.set_blocking(self.file, False)
        self.until = time.perf_counter() + LONGEST

    def read(self) -> None:
        """Take what was painted meanwhile."""
        try:
            self.seen.feed(os.read(self.file, 1 << 16))
            self.painted = time.perf_counter()
        except BlockingIOError:
            pass
        except OSError:
            raise SystemExit(f"session {self.number} ended:\n{self._end_of_screen}") from None

    def go_on(self, now: float, every: float) -> None:
        """Do what is due now."""
        match self.state:
            case "starting" if READY in self.seen:
                self.state, self.due = "waits", now + 1 + self.drawn.uniform(0, every)
            case "waits" if now >= self.due:
                self._type(now)
            case "looks" | "wonders" if now >= self.due and now >= self.painted + STILL and self._is_typed:
                self.state, self.pressed = "saves", now
                os.write(self.file, b"\r")
                self.until = now + LONGEST
            case "looks" if DROPPED in self.seen:
                # The next case was not painted yet, or he still reads what was said of the one before.
                self.state, self.due = "wonders", now + AGAIN
            case "wonders" if now >= self.due and self.texts[-1] not in self.seen and DIALOG not in self.seen:
                self.again += 1
                self._press(now)
            case "saves" if SAVED in self.seen:
                self.took.append((self._kind, (now - self.pressed) * 1e3))
                # Keys that are typed while a list moves under them are dropped.
                self.due = max(self.begun + every, now + LOOKS)
                self.late += self.due > self.begun + every
                self.state = "waits"
            case "saves" if self._is_asked_again and now > max(self.pressed + AGAIN, self.painted + STILL):
                # What was shown before he had typed all of it is shown anew first.
                self.pressed = now
                os.write(self.file, b"\r")
            case "starting" | "looks" | "wonders" | "saves" if now > self.until:
                raise SystemExit(f"session {self.number} {self.state}:\n{self._end_of_screen}")

    @property
    def _end_of_screen(self) -> str:
        return self.seen.text

    def _type(self, now: float) -> None:
        self._kind = self.drawn.choice(list(ACTIONS))
        keys, self._shown = ACTIONS[self._kind]
        self.texts.append(f"said-{self.number}-{len(self.texts)}")
        self.begun, self._keys = now, keys.format(self.texts[-1]).encode()
        self._press(now)

    @property
    def _is_typed(self) -> bool:
        return self.texts[-1] in self.seen and self._shown in self.seen

    @property
    def _is_asked_again(self) -> bool:
        return self._kind == "payment" and self._shown in self.seen and self.painted > self.pressed

    def _press(self, now: float) -> None:
        os.write(self.file, self._keys)
        self.state, self.due, self.until = "looks", now + LOOKS, now + LONGEST

    @property
    def memory(self) -> tuple[float, float]:
        """MB of the process: its share of what it has in memory, and all of that."""
        told = Path(f"/proc/{self.pid}/smaps_rollup").read_text("utf-8")
        private, resident = (int(told.split(f"\n{name}:")[1].split()[0]) / 1024 for name in ("Pss", "Rss"))
        return private, resident

    @property
    def seconds(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Quit, or be killed."""
        with suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)


def login(number: int) -> str:
    return f"person{number}"


def make(database: Database, persons: int, day: date) -> None:
    """Make an office of so many persons, each with cases of his own with a claim."""

    def act(actor: Actor, command: object) -> Any:
        return perform(database, actor, day, command).result

    office = CreateOffice("Bijzonder Beheer", "Europe/Amsterdam", login(0), "Persoon 0")
    first = Actor(act(Actor(None, EVERY_ROLE), office), EVERY_ROLE)
    creditor = act(first, AddCreditor(act(first, AddParty(PartyFacts("Molenaar B.V."))), CreditorFacts("MG")))
    due = day - timedelta(days=200)
    for number in range(persons):
        person = act(first, AddPerson(login(number), f"Persoon {number}")) if number else first.person
        for turn in range(CASES):
            debtor = act(first, AddParty(PartyFacts(f"Debiteur {number}-{turn} B.V.")))
            case_id = act(first, OpenCase(debtor, day, owner_person_id=person))
            facts = ClaimFacts(f"F{case_id:06d}", "contract", Capacity.BUSINESS, Agreed.CONTRACT, due_on=due)
            act(first, AddClaim(case_id, creditor, Cents(1_000_00), facts))
    daily.run(database, day, workers=1)


def work(sessions: Sequence[Session], actions: int, every: float) -> None:
    """Let sessions work until each has done so many actions more."""
    until = {one: len(one.took) + actions for one in sessions}
    with selectors.DefaultSelector() as waiting:
        for one in sessions:
            waiting.register(one.file, selectors.EVENT_READ, one)
            one.due = max(one.due, time.perf_counter() + one.drawn.uniform(0, every))
        while any(len(one.took) < until[one] for one in sessions):
            for key, _ in waiting.select(0.005):
                key.data.read()
            now = time.perf_counter()
            for one in sessions:
                if len(one.took) < until[one] or one.state != "waits":
                    one.go_on(now, every)


def started(numbers: Sequence[int], target: str, homes: Path) -> Iterator[Session]:
    """Start sessions one after the other."""
    for number in numbers:
        one = Session(number, target, homes / login(number), random.Random(number))
        work_until_ready(one)
        yield one


def work_until_ready(one: Session) -> None:
    while one.state == "starting":
        one.read()
        one.go_on(time.perf_counter(), 0)
        time.sleep(0.01)


def measure(target: str, homes: Path, asked: Asked) -> Found:
    """Let one person work alone, then all together; everything they did is found in the log once."""
    database = Database(address.read(target))
    database.connect()
    day = today_in("Europe/Amsterdam")
    make(database, asked.sessions, day)
    head = database.value("SELECT number FROM log_head")
    sessions: list[Session] = []
    try:
        sessions += started([0], target, homes)
        work(sessions, asked.alone, min(asked.every, 2))
        alone, sessions[0].took = [took for _, took in sessions[0].took], []
        sessions += started(range(1, asked.sessions), target, homes)
        begun, busy = time.perf_counter(), sum(one.seconds for one in sessions)
        work(sessions, asked.actions, asked.every)
        busy = (sum(one.seconds for one in sessions) - busy) / (time.perf_counter() - begun)
        memory = [one.memory for one in sessions]
        connections = 0 if database.address.file else database.value(_CONNECTIONS)
    finally:
        for one in sessions:
            one.end()
    check(database, day, head, [text for one in sessions for text in one.texts])
    database.close()
    took = [pair for one in sessions for pair in one.took]
    return Found(
        alone,
        [ms for _, ms in took],
        {kind: [ms for one, ms in took if one == kind] for kind in ACTIONS},
        sum(one.late for one in sessions),
        sum(one.again for one in sessions),
        [private for private, _ in memory],
        [resident for _, resident in memory],
        busy,
        connections,
    )


_CONNECTIONS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND backend_type = 'client backend'"
)


def check(database: Database, day: date, head: int, texts: Sequence[str]) -> None:
    """Every action is in the log once, and nothing else; the database is whole."""
    bodies = database.fetch("SELECT number, body FROM log_body WHERE number > ?", (head,))
    # What was planned before may be kept by what is done next.
    logged = {said for _, body in bodies for said in TEXT.findall(json.dumps(json.loads(body)["arguments"]))}
    assert logged == set(texts), logged ^ set(texts)
    assert len(bodies) == len(texts), f"{len(bodies)} lines for {len(texts)} actions"
    wrong = [problem for problem in verify(database, day) if problem.wrong]
    assert not wrong, wrong


@contextmanager
def new(engine: str, sessions: int) -> Iterator[str]:
    """Yield the address of an empty database, as safe as it comes."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            target = str(Path(folder) / "office.db")
            prepare(target)
            yield target
            return
        from tests.databases import served
        from tests.server import Server

        with served() as embedded:
            embedded.psql(f"ALTER SYSTEM SET max_connections = {2 * sessions + 20}")
            server = Server(embedded)
            server.stop()
            server.start()
            target = server.new("sessions")
            prepare(target)
            yield target


def prepare(target: str) -> None:
    database = Database(address.read(target))
    database.connect()
    upgrade(database)
    database.close()


def tell(table: Table, engine: str, found: Found, asked: Asked) -> None:
    """Add what was measured to the table."""
    alone, together = statistics.median(found.alone), statistics.median(found.together)
    title = f"{asked.sessions} sessions, {len(found.together):,} actions, of one alone"
    table.add("sessions", engine, title, together, of=alone, most=2)
    ordered = sorted(found.together)
    table.add("", engine, "1 in 20 over", ordered[len(ordered) * 95 // 100])
    for kind, times in found.kinds.items():
        table.add("", engine, f"{kind}, {len(times):,} times", statistics.median(times))
    table.add("", engine, f"{found.late} late; typed again, as the next case was not painted yet", found.again, unit="")
    table.add("", engine, "memory of a session, its own share", statistics.median(found.private), unit="MB")
    table.add("", engine, "memory of a session, in all", statistics.median(found.resident), unit="MB")
    table.add("", engine, f"processors busy, {found.connections} connections", found.busy, unit="")


def sessions(table: Table, engine: str, asked: Asked) -> None:
    """Measure on an engine."""
    with new(engine, asked.sessions) as target, tempfile.TemporaryDirectory() as homes:
        tell(table, engine, measure(target, Path(homes), asked), asked)
