"""A backup of a database in use, proven by restoring it, and a database made from one: whole, or not at all."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

from casebook.errors import InputError, StoreError
from casebook.jobs import backup_file
from casebook.jobs.new_files import beside
from casebook.jobs.work_folder import work_folder
from casebook.store import address, unfinished
from casebook.store.address import Address
from casebook.store.backup import checking, postgresql, sqlite
from casebook.store.backup.manifest import Contents, Manifest
from casebook.store.database import Database
from casebook.store.migrations import upgrade
from casebook.store.verify import Problem

_AT_ONCE = 1 << 20
# What SQLite keeps beside a file, and would read into another one that takes its place.
_BESIDE = ("-wal", "-journal")
Progress = Callable[[str, int, int], None]
BeforeUse = Callable[[Database], None]


class Made(NamedTuple):
    """A backup that was made: what it is, and what is wrong with the database that it was made of."""

    manifest: Manifest
    problems: tuple[Problem, ...] = ()


class Restored(NamedTuple):
    """A backup that was restored, and whether it is of an earlier version: the database is then to be upgraded."""

    manifest: Manifest
    older: bool


Finish = Callable[[Database], Restored]


def _silent(_code: str, _done: int, _of: int) -> None: ...


def _as_it_is(_restored: Database) -> None: ...


def back_up(database: Database, place: Path, day: date, *, quick: bool = False, progress: Progress = _silent) -> Made:
    """Write a backup of a database to a new file while others go on working.

    It is restored into a database of its own and compared there, and checked as `verify` does on `day`; `quick` leaves
    that away. `progress` is told what is under way, as a code, and how much of it is done. Raises `InputError` or
    `StoreError`; then there is no file. A database that something is wrong with is copied all the same, and told of.
    """
    try:
        with beside(place) as part:
            manifest = _written(database, part.file, place.parent, quick, progress)
            part.file.flush()
            problems = () if quick else _proven(database, part.path, manifest, day, progress)
            part.put()
        _settle(place.parent)
    except FileExistsError:
        raise InputError("backup.exists", file=str(place)) from None
    except OSError as error:
        raise InputError("backup.not_written", file=str(place), reason=error.strerror or "") from None
    return Made(manifest, problems)


def _written(database: Database, file: BinaryIO, folder: Path, quick: bool, progress: Progress) -> Manifest:
    if database.is_postgresql:
        tool = postgresql.dump_tool(database)
        if not quick and not postgresql.may_make_databases(database):
            raise StoreError("backup.no_scratch", database=database.address.shown)
        progress("backup.copying", 0, 0)
        return backup_file.write(
            file, database.engine, tool.major, lambda target: postgresql.dump(database, tool, target)
        )
    with work_folder(folder) as work:
        copied = work / "copy.db"

        def fill(target: BinaryIO) -> Contents:
            found = sqlite.copy(database, copied, lambda done, of: progress("backup.copying", done, of))
            with copied.open("rb") as source:
                shutil.copyfileobj(source, target, _AT_ONCE)
            return found

        return backup_file.write(file, database.engine, 0, fill)


def _proven(database: Database, file: Path, manifest: Manifest, day: date, progress: Progress) -> tuple[Problem, ...]:
    """Restore a backup into a database of its own and return what is wrong with that, and so with the original.

    Raises `InputError` where the copy is not like the original.
    """
    progress("backup.proving", 0, 0)
    with _restored(database, file, manifest) as copy:
        for problem in checking.differences(copy, manifest.contents):
            raise InputError(problem.code, **problem.parameters)
        return tuple(checking.everything(copy, day))


@contextmanager
def _restored(database: Database, file: Path, manifest: Manifest) -> Iterator[Database]:
    if database.is_postgresql:
        backup_file.extract(file, manifest)
        with postgresql.beside(database) as copy:
            with backup_file.content(file, manifest) as source:
                postgresql.load(copy, source, manifest.tool)
            yield copy
        return
    with work_folder(file.parent) as work:
        restored = work / "restored.db"
        backup_file.extract(file, manifest, restored)
        with _opened(address.read(str(restored))) as copy:
            yield copy


@contextmanager
def _opened(target: Address) -> Iterator[Database]:
    database = Database(target)
    database.connect()
    try:
        yield database
    finally:
        database.close()


def restore(file: Path, target: Address, progress: Progress = _silent, before_use: BeforeUse = _as_it_is) -> Restored:
    """Make a database from a backup where there is none, or one without anything in it.

    What the backup says of itself, its SHA-256, its version and the chain of its log are checked first. Then
    `before_use` does what is to be done with what came back, before anybody can work in it. Raises `InputError` or
    `StoreError`; then nothing was restored. Killed, it leaves nothing, or on PostgreSQL what is refused until it is
    restored again.
    """
    manifest = backup_file.read_manifest(file)
    engine = "sqlite" if target.file is not None else "postgresql"
    if manifest.engine != engine:
        raise InputError("backup.other_engine", file=str(file), engine=manifest.engine, database=target.shown)
    if manifest.contents.schema > upgrade.NEWEST:
        raise InputError("backup.newer", file=str(file), version=manifest.program)

    def finish(copy: Database) -> Restored:
        _refuse_unsound(copy, file, manifest, progress)
        before_use(copy)
        return Restored(manifest, upgrade.newest_applied(copy) != upgrade.NEWEST)

    if target.file is not None:
        return _restore_file(file, manifest, target.file, progress, finish)
    return _restore_server(file, manifest, target, progress, finish)


def _restore_file(file: Path, manifest: Manifest, target: Path, progress: Progress, finish: Finish) -> Restored:
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_full(target)
        with work_folder(target.parent) as work:
            progress("backup.restoring", 0, 0)
            copied = work / "restored.db"
            backup_file.extract(file, manifest, copied)
            with _opened(address.read(str(copied))) as copy:
                restored = finish(copy)
                sqlite.gather(copy)
            _put(copied, target)
        _settle(target.parent)
    except FileExistsError:
        raise StoreError("backup.full", database=str(target)) from None
    except OSError as error:
        raise InputError("backup.not_written", file=str(target), reason=error.strerror or "") from None
    return restored


def _refuse_full(target: Path) -> None:
    """Refuse a file that has anything in it, and what would be read into the one that takes its place."""
    if os.path.lexists(target) and target.stat().st_size:
        raise StoreError("backup.full", database=str(target))
    for ending in _BESIDE:
        left = target.with_name(target.name + ending)
        if left.exists():
            raise StoreError("backup.left", database=str(target), file=str(left))


def _put(restored: Path, target: Path) -> None:
    """Put a file in its place, unless somebody made another there meanwhile: one of no length is nothing."""
    with restored.open("rb") as written:
        os.fsync(written.fileno())
    if os.path.lexists(target) and not target.stat().st_size:
        target.unlink()
    try:
        target.hardlink_to(restored)
    except OSError as error:
        if error.errno == errno.EEXIST or os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        # A file system that knows no second name for a file.
        restored.rename(target)


def _restore_server(file: Path, manifest: Manifest, target: Address, progress: Progress, finish: Finish) -> Restored:
    with _opened(target) as database, unfinished.only_one(database):
        if database.peewee.get_tables() and not unfinished.is_unfinished(database):
            raise StoreError("backup.full", database=target.shown)
        progress("backup.restoring", 0, 0)
        # All of it is known to be whole before anything is written.
        backup_file.extract(file, manifest)
        unfinished.begin(database)
        try:
            # What a run that was killed brought in.
            postgresql.empty(database)
            with backup_file.content(file, manifest) as source:
                postgresql.load(database, source, manifest.tool)
            restored = finish(database)
        except BaseException:
            postgresql.empty(database)
            unfinished.end(database)
            raise
        unfinished.end(database)
    return restored


def _refuse_unsound(copy: Database, file: Path, manifest: Manifest, progress: Progress) -> None:
    progress("backup.proving", 0, 0)
    if upgrade.newest_applied(copy) is None:
        raise InputError("backup.none", file=str(file))
    for problem in checking.differences(copy, manifest.contents):
        raise InputError(problem.code, **problem.parameters)
    for problem in checking.log(copy):
        raise InputError("backup.log_broken", file=str(file), problem=problem)


def _settle(folder: Path) -> None:
    """Let the name of a new file outlast a power cut, where the file system can."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):
            os.fsync(opened)
    finally:
        os.close(opened)
