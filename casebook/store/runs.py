"""Runs of imports: begun, gone on with after a kill, and ended; every line of the log names its run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.models.imports import ImportRun, RunState
from casebook.store.models.people import Role
from casebook.store.perform import finish
from casebook.store.transaction import Actor, Transaction

R = TypeVar("R")


class File(NamedTuple):
    """The file of a run, by its name and what it holds, and the profile it is read by."""

    file_name: str
    sha256: str
    profile: str


@dataclass(slots=True)
class Run:
    """A run under way: the command it is in the log, and its step of the log once it has one."""

    run_id: int
    command: str
    step: int | None = None

    def transact(self, database: Database, work: Callable[[], R]) -> R:
        """Do work of the run in one transaction; a try that came to nothing leaves no step behind."""
        step = self.step

        def once() -> R:
            self.step = step
            return work()

        return database.transact(once)

    def finish(self, tx: Transaction, *, derive: bool = True, **facts: int | str) -> None:
        """End a transaction of the run with its line of the log."""
        number = finish(tx, self.command, {"run": self.run_id, **facts}, step=self.step, derive=derive)
        self.step = self.step or number


def check_role(actor: Actor) -> None:
    """Raise `Refused` for somebody who may not import: handlers and administrators do."""
    if actor.roles.isdisjoint({Role.HANDLER, Role.ADMINISTRATOR}):
        raise Refused("actions.role", source=HOUSE_RULE, role=Role.HANDLER)


def find_or_add(tx: Transaction, kind: str, file: File) -> int:
    """Return the run of the same file by the same profile that was killed, else a new one."""
    same = (ImportRun.sha256 == file.sha256) & (ImportRun.kind == kind) & (ImportRun.profile == file.profile)
    killed = tx.first(ImportRun.select().where(same & (ImportRun.state == RunState.RUNNING)))
    return killed.id if killed else tx.add(ImportRun, kind=kind, on_day=tx.day, **file._asdict())


def end(database: Database, actor: Actor, day: date, run: Run, counts: Mapping[str, int]) -> None:
    """Record that a run is done and what it came to."""

    def work() -> None:
        tx = Transaction(database, actor, day)
        tx.change(tx.get(ImportRun, run.run_id), state=RunState.DONE, **counts)
        run.finish(tx, done=1)

    run.transact(database, work)
