"""The nightly pass: every case whose place in the queue changes with the day is made anew."""

import os
import signal
from collections.abc import Callable
from datetime import date
from multiprocessing import get_context, parent_process
from typing import Any, NamedTuple

from casebook.errors import StoreError
from casebook.jobs import insolvency_days, left_behind, reminders, titles_before
from casebook.jobs.drafting import HOUSE, Settings
from casebook.store import address, register_copies, stale
from casebook.store.database import Database
from casebook.store.matching import nightly
from casebook.store.post import refresh as post
from casebook.store.transaction import NOBODY

Progress = Callable[[int, int], None]
# A process is started in about the time in which one makes so many chunks anew.
_WORTH = 10


class Daily(NamedTuple):
    """What a pass did, and how the clocks and the queue then stand: how many cases and clocks of each.

    `receipts` is how many entries of the bank were looked at anew, `released` how many reminders nobody released.
    """

    made_anew: int
    clocks: dict[str, int]
    bands: dict[int, int]
    to_lead: int
    neglected: int
    receipts: int = 0
    released: int = 0


def run(
    database: Database,
    day: date,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    settings: Settings = HOUSE,
) -> Daily:
    """Make anew what no longer holds on `day`, and tell how things stand.

    Run again it finds nothing left to do; killed, it goes on where it stopped. On PostgreSQL several processes share
    the work (`workers`, by default as many as there is work and processors for), on SQLite only one can write. Letters
    that nobody releases are written by the `settings`.
    """
    # Where nobody sends anything after a crash, nobody would hear of it.
    left_behind.mark(database, NOBODY, day)
    # What the register shows no longer is not shown here either.
    register_copies.forget(database, day)
    # What they may be is told in the queue.
    receipts = sum(nightly.look_anew(database, day))
    for _ in post.look_anew(database, day):
        pass
    insolvency_days.renew(database, day)
    titles_before.take_up(database, day)
    waiting = stale.count(database, day)
    useful = min(os.cpu_count() or 1, waiting // (_WORTH * stale.CHUNK))
    workers = (workers or useful) if database.is_postgresql else 1
    told = progress or (lambda _done, _of: None)
    if workers > 1 and waiting > workers * stale.CHUNK:
        done = _shared(database, day, workers, waiting, told)
    else:
        done = 0
        for some in stale.make_anew(database, day):
            done += some
            told(done, max(done, waiting))
    released = reminders.release(database, day, settings)
    return _standing(database, done)._replace(receipts=receipts, released=released)


def _shared(database: Database, day: date, workers: int, waiting: int, told: Progress) -> int:
    context = get_context("spawn")
    done, trouble = context.Value("q", 0), context.SimpleQueue()
    processes = [
        context.Process(target=_work, args=(database.address.text, day, (share, workers), done, trouble))
        for share in range(workers)
    ]
    for process in processes:
        process.start()
    try:
        for process in processes:
            while process.is_alive():
                process.join(0.2)
                told(min(done.value, waiting), waiting)
    finally:
        for process in processes:
            process.terminate()
    if not trouble.empty():
        code, parameters = trouble.get()
        raise StoreError(code, **parameters)
    if any(process.exitcode for process in processes):
        raise RuntimeError(f"a worker of the nightly pass failed: {[process.exitcode for process in processes]}")
    return int(done.value)


def _work(target: str, day: date, share: tuple[int, int], done: Any, trouble: Any) -> None:
    """Do a share of the work in a process of its own, which leaves it to the first one to be interrupted."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    database = Database(address.read(target))
    try:
        database.connect()
        for some in stale.make_anew(database, day, *share):
            with done.get_lock():
                done.value += some
            first = parent_process()
            if first is None or not first.is_alive():
                # Killed: nothing of the pass is to go on by itself.
                return
    except StoreError as error:
        trouble.put((error.code, error.parameters))
    finally:
        database.close()


def _standing(database: Database, made_anew: int) -> Daily:
    return Daily(
        made_anew=made_anew,
        clocks=dict(database.fetch("SELECT state, count(*) FROM clock_now GROUP BY state ORDER BY state")),
        bands=dict(database.fetch("SELECT band, count(*) FROM case_now GROUP BY band ORDER BY band")),
        to_lead=database.value("SELECT count(*) FROM case_now WHERE to_lead = 1 AND band < 9"),
        neglected=database.value("SELECT count(*) FROM case_now WHERE neglected = 1 AND band < 9"),
    )
