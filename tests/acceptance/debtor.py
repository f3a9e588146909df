"""A debtor of the sample office whose case is worked by keys alone, one after another in one session."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from casebook.store import address
from casebook.store.database import Database
from casebook.store.people import today_in
from tests.acceptance.conftest import Book
from tests.acceptance.firm import Handler
from tests.acceptance.terminal import ANSWERING, USUAL, terminal

TODAY = today_in("Europe/Amsterdam")
BACK = "\x1b"
_CASE = "SELECT c.id, c.debtor_id, c.number FROM cases c JOIN party p ON p.id = c.debtor_id WHERE p.name = ?"
_SENT = "SELECT count(*) FROM dispatch WHERE sent_on IS NOT NULL"


def day(on: date) -> str:
    """Return a day as it is typed."""
    return f"{on:%d-%m-%Y}"


@contextmanager
def session(book: Book) -> Iterator[tuple[Handler, Database]]:
    """Open the app; it is quit afterwards, and then nothing may be amiss."""
    database = Database(address.read(book.target))
    database.connect()
    with terminal(size=USUAL, environment=book.environment, program=ANSWERING) as screen:
        screen.shows("▸  !!")
        yield Handler(screen, book), database
        screen.type("Q")
        assert screen.ends() == 0
    database.close()
    assert book.is_clean()


class Debtor:
    """A debtor of the sample office, and whoever works on his case by keys."""

    def __init__(self, desk: Handler, database: Database, name: str) -> None:
        self.desk, self.database, self.name = desk, database, name

    def value(self, statement: str, *parameters: object) -> Any:
        """Return the first value that a statement finds."""
        return self.database.value(statement, parameters)

    @property
    def case(self) -> tuple[int, int, str]:
        """The ids of the case and of the debtor, and the number of the case."""
        (found,) = self.database.fetch(_CASE, (self.name,))
        case_id, debtor_id, number = found
        return case_id, debtor_id, number

    def goes(self, key: str, title: str) -> None:
        """Go to a place, and out of the case that may be open there."""
        self.desk.do(f"g{key}")
        self.desk.settled()
        while title not in self.desk.screen.lines[0]:
            self.desk.do(BACK)
            self.desk.settled()

    def until(self, keys: str, condition: Callable[[], object], what: str) -> None:
        """Type keys all at once, when all before them is done, and wait until something is so."""
        self.desk.settled()
        self.desk.screen.type(keys)
        self.desk.screen.wait(condition, f"{self.name}: {keys!r}: {what}")

    def sends(self) -> None:
        """Release in the outbox what is ready, and record that it was sent by hand."""
        before = self.value(_SENT)
        self.goes("o", "Outbox ▸ to do 1")
        self.desk.settled()
        if "to release 1" in self.desk.screen.text:
            self.desk.do("+", "Release", "nothing stops the letter")
            self.desk.do("\r", "released 1")
        self.desk.do("w", "Sent by hand")
        self.desk.do("s", "Sent on")
        self.until("\r", lambda: self.value(_SENT) > before, "it is to be sent")
        self.desk.do("", "Outbox ▸ to do 0")
