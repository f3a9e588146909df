"""What others show the same rows with: the table of Textual, and textual-fastdatatable where it is installed."""

import statistics
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.books import Book
from tests.benchmarks.keys import ROW, ROWS, casebook
from tests.benchmarks.table import Much, Table
from tests.benchmarks.terminal import DOWN, Terminal, middle

# A whole book would take minutes.
SIZES = (1_000, 10_000)
PEERS = {"DataTable": "textual", "fastdatatable": "textual_fastdatatable"}
PROGRAM = str(Path(__file__).with_name("peer_list.py"))


def peers(table: Table, book: Book, much: Much) -> None:
    """Measure the first rows, memory and ↓ of each of them beside ours, which shows the whole book."""
    ours = _measured(partial(casebook, book), much.starts)
    for name, package in PEERS.items():
        if find_spec(package) is None:
            print(f"  {name} is not installed")
            continue
        for size in SIZES:
            command = [sys.executable, PROGRAM, name, book.target, str(size)]
            theirs = _measured(partial(Terminal, command), much.starts)
            for what, unit in (("first rows", "ms"), ("memory", "MB"), ("↓", "ms")):
                title = f"{what}, of {name} with {size:,} rows"
                table.add("", book.engine, title, ours[what], of=theirs[what], unit=unit)


def _measured(begin: Callable[[], Terminal], times: int) -> dict[str, float]:
    shown, memory, moved = [], [], []
    for _ in range(times):
        with begin() as terminal:
            shown.append(terminal.until(ROW, ROWS))
            terminal.rest(1.0)
            memory.append(terminal.memory)
            moved.append(middle(terminal.many(DOWN, 30)))
    return dict(zip(("first rows", "memory", "↓"), map(statistics.median, (shown, memory, moved)), strict=True))
