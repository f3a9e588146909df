"""A column of a list as other programs get it: what it holds of a row, and how that is told to a person."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from casebook.domain.parameters import Parameters
from casebook.jobs.sheets import Kind
from casebook.words import say

R = TypeVar("R")
Tell = Callable[[R, str], str]


class ListColumn(NamedTuple, Generic[R]):
    """A column: its key in JSON and what it holds of a row.

    `tell` says it in a language where a person reads something else than a program; `also_told`: JSON has that too,
    under the key with `_said`. What is `for_programs` stands in JSON only.
    """

    key: str
    kind: Kind
    of: Callable[[R], Any]
    tell: Tell[R] | None = None
    also_told: bool = False
    for_programs: bool = False

    @property
    def title(self) -> str:
        """The code of its title."""
        return f"list_column.{self.key}"


def text(key: str, of: Callable[[R], str | None]) -> ListColumn[R]:
    """Return a column of a text."""
    return ListColumn(key, Kind.TEXT, of)


def money(key: str, of: Callable[[R], int | None]) -> ListColumn[R]:
    """Return a column of an amount in cents."""
    return ListColumn(key, Kind.MONEY, of)


def number(key: str, of: Callable[[R], int | None]) -> ListColumn[R]:
    """Return a column of a whole number."""
    return ListColumn(key, Kind.NUMBER, of)


def day(key: str, of: Callable[[R], date | None]) -> ListColumn[R]:
    """Return a column of a day; the last day there is stands for none."""

    def known(row: R) -> date | None:
        found = of(row)
        return None if found == date.max else found

    return ListColumn(key, Kind.DAY, known)


def record(key: str, of: Callable[[R], int | None]) -> ListColumn[R]:
    """Return a column of the id of a record, which tells a person nothing; 0 stands for none."""
    return ListColumn(key, Kind.NUMBER, lambda row: of(row) or None, for_programs=True)


def word(
    key: str, of: Callable[[R], str | None], code: Callable[[str], str] = lambda value: f"word.{value}"
) -> ListColumn[R]:
    """Return a column of a value that is a code; `code` gives the one under which it is said."""

    def tell(row: R, language: str) -> str:
        found = of(row)
        return say(code(found), {}, language) if found else ""

    return ListColumn(key, Kind.TEXT, lambda row: of(row) or None, tell)


def words(
    key: str, of: Callable[[R], Sequence[str]], code: Callable[[str], str] = lambda value: f"word.{value}"
) -> ListColumn[R]:
    """Return a column of several such values."""

    def tell(row: R, language: str) -> str:
        return ", ".join(say(code(one), {}, language) for one in of(row))

    return ListColumn(key, Kind.TEXT, of, tell)


def yes(key: str, of: Callable[[R], bool]) -> ListColumn[R]:
    """Return a column of what is so or not."""

    def tell(row: R, language: str) -> str:
        return say("list_column.yes", {}, language) if of(row) else ""

    return ListColumn(key, Kind.TEXT, lambda row: bool(of(row)), tell)


def sentence(key: str, of: Callable[[R], tuple[str, Parameters]]) -> ListColumn[R]:
    """Return a column of a sentence: its code, and in JSON also what it says."""

    def tell(row: R, language: str) -> str:
        code, parameters = of(row)
        return say(code, parameters, language) if code else ""

    return ListColumn(key, Kind.TEXT, lambda row: of(row)[0] or None, tell, also_told=True)
