"""The names in a book that a filter may ask for, for completion."""

from typing import NamedTuple


class Entry(NamedTuple):
    """A name as it is typed, and in full where that is another."""

    text: str
    name: str = ""


class Vocabulary(NamedTuple):
    """The names there are, in the order in which they are offered."""

    handlers: tuple[Entry, ...] = ()
    teams: tuple[Entry, ...] = ()
    cities: tuple[Entry, ...] = ()
    tags: tuple[Entry, ...] = ()
    creditors: tuple[Entry, ...] = ()


EMPTY = Vocabulary()
