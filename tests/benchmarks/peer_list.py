"""A table of another, with so many rows of the queue of a book: `peer_list.py NAME TARGET ROWS`."""

import sys
from importlib import import_module
from typing import Any

from textual.app import App, ComposeResult

from tests.benchmarks.bare_list import FIRST, bare

TITLES = ("Case", "Debtor", "Open", "Band", "By", "Why", "Tracks")


def rows_of(target: str, count: int) -> list[tuple[Any, ...]]:
    """Return the first rows of the queue, as they are shown."""
    connection, query = bare(target)
    found = connection.execute(query.format(sign=">", way=""), (*FIRST, count)).fetchall()
    return [(one[1], one[2], f"{one[3] / 100:,.2f}", one[4], str(one[5]), one[6], one[7]) for one in found]


class Peer(App[None]):
    """One table."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, name: str, target: str, count: int) -> None:
        super().__init__()
        self.peer, self.target, self.count = name, target, count

    def compose(self) -> ComposeResult:
        rows = rows_of(self.target, self.count)
        if self.peer == "DataTable":
            from textual.widgets import DataTable

            table: DataTable[Any] = DataTable(cursor_type="row")
            table.add_columns(*TITLES)
            table.add_rows(rows)
            yield table
        else:
            # Not among what the tests need.
            fast = import_module("textual_fastdatatable")
            backend = fast.ArrowBackend.from_records([TITLES, *rows], has_header=True)
            yield fast.DataTable(backend=backend, cursor_type="row")


if __name__ == "__main__":
    Peer(sys.argv[1], sys.argv[2], int(sys.argv[3])).run()
