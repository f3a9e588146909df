"""A person at a terminal: keys, each typed when all before it is done, and what they bring."""

import re

from tests.acceptance.conftest import Book
from tests.acceptance.terminal import Terminal

CASE = "SELECT c.number FROM cases c JOIN party p ON p.id = c.debtor_id WHERE p.name = ?"
_COUNTS = re.compile(r"(\d+) (?:red|rood) · (\d+) (?:due|nu) · (\d+) (?:routine|gewoon)")


class Desk:
    """A person at a terminal, and the book to look into."""

    def __init__(self, screen: Terminal, book: Book) -> None:
        self.screen, self.book = screen, book

    def do(self, keys: str, *shown: str) -> None:
        """Type keys all at once, when all before them is done, and wait for what they bring."""
        self.settled()
        self.screen.type(keys)
        self.screen.shows(*shown)

    def does(self, keys: str, statement: str, *parameters: object, comes_to: object) -> None:
        """Type keys all at once, when all before them is done, and wait until the database holds what they say."""
        self.settled()
        self.screen.type(keys)
        self.screen.wait(
            lambda: self.book.value(statement, *parameters) == comes_to,
            f"{keys!r}: {statement} {parameters} is to be {comes_to}",
        )

    def finds(self, quoted: str, name: str) -> str:
        """Open the case of a debtor by what he quotes."""
        number: str = self.book.value(CASE, name)
        self.do(f"F{quoted}\r", f"{number} {name}")
        return number

    def saves(self, statement: str) -> None:
        """Save a form, where what will come of it is shown by now."""
        self.does("\r", statement, comes_to=1)

    def settled(self) -> None:
        """Wait until all that was typed is done and shown."""
        self.screen.rests()

    @property
    def number(self) -> str:
        """The number of the case the cursor is on."""
        line = next(line for line in self.screen.lines if line.startswith("▸"))
        found = re.search(r"\d{4}-\d{4}", line)
        assert found, line
        return found[0]

    @property
    def counts(self) -> list[int]:
        """How many cases there are in each band, as the title says."""
        found = _COUNTS.search(self.screen.lines[0])
        return [int(one) for one in found.groups()] if found else []
