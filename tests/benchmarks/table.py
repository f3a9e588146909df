"""What was measured, beside what it is measured against in the same run: printed as it comes, a table, and JSON."""

import json
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple


class Much(NamedTuple):
    """How often each thing is done: medians are of so many."""

    starts: int = 9
    presses: int = 250
    pages: int = 60
    openings: int = 9
    contacts: int = 9
    rounds: int = 41
    # In seconds.
    idle: int = 30


# Only whether it works.
SMOKE = Much(1, 5, 2, 1, 1, 1, 1)


class Measured(NamedTuple):
    """A figure and its floor, both in `unit`; `most` is how many times the floor it may be, or how much without one.

    `row` names the line of the table of targets it belongs to; without `most` it only tells more.
    """

    row: str
    engine: str
    what: str
    ours: float
    floor: float | None
    most: float | None
    unit: str

    @property
    def compared(self) -> float:
        """How many times the floor, or the figure itself where there is none."""
        return self.ours if self.floor is None else self.ours / self.floor

    @property
    def met(self) -> bool | None:
        """Whether the target was met; None where there is none."""
        return None if self.most is None else self.compared <= self.most

    def __str__(self) -> str:
        line = f"  {self.what:<60.60} {self.ours:10,.2f} {self.unit:<5}"
        if self.floor is not None:
            line += f" of {self.floor:10,.2f}  {self.compared:6.2f} times"
        if self.most is not None:
            line += f"   {'met' if self.met else 'MISSED'}, at most {self.most:g}"
        return line


class Table:
    """Everything that was measured in one run."""

    def __init__(self) -> None:
        self.found: list[Measured] = []

    def add(
        self,
        row: str,
        engine: str,
        what: str,
        ours: float,
        *,
        of: float | None = None,
        most: float | None = None,
        unit: str = "ms",
    ) -> None:
        """Keep a figure and print it."""
        measured = Measured(row, engine, what, ours, of, most, unit)
        self.found.append(measured)
        print(measured, flush=True)

    def worst(self) -> Sequence[Measured]:
        """Return of each row on each engine the figure that is farthest from its target."""
        found: dict[tuple[str, str], Measured] = {}
        for one in self.found:
            key = (one.row, one.engine)
            if one.most and (key not in found or one.compared / one.most > _share(found[key])):
                found[key] = one
        return list(found.values())

    def told(self) -> str:
        """Return a line for each row: what stands farthest from its target."""
        lines = [f"{'row':<10} {'engine':<11} {'':<60} {'':>7}  {'target':>7}"]
        for one in self.worst():
            sign = "" if one.met else "   MISSED"
            lines.append(f"{one.row:<10} {one.engine:<11} {one.what:<60.60} {one.compared:7.2f}  {one.most:7g}{sign}")
        return "\n".join(lines)

    def write(self, file: Path, **run: object) -> None:
        """Write all of it as JSON, with what it ran on."""
        machine = {
            "python": platform.python_version(),
            "processor": platform.machine(),
            "textual": version("textual"),
            "peewee": version("peewee"),
        }
        measured = [one._asdict() | {"compared": round(one.compared, 3), "met": one.met} for one in self.found]
        file.write_text(json.dumps({"run": run, "machine": machine, "measured": measured}, indent=1) + "\n", "utf-8")
        print(f"written to {file}", file=sys.stderr)


def _share(one: Measured) -> float:
    return one.compared / (one.most or 1)
