"""What a list shows, and views: what a list showed when it was saved, or as Casebook comes with it."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from casebook.store.queries.views import ViewRow


class Shown(NamedTuple):
    """What a list shows: which part of the place, narrowed by what, in which order, with which columns.

    What is empty is as the place comes.
    """

    part: str = ""
    filter: str = ""
    sorting: str = ""
    columns: tuple[str, ...] = ()


class Part(NamedTuple):
    """A part of what a place has, such as whose cases: how it is called in a view, and what people are told."""

    id: str
    said: str


class Starter(NamedTuple):
    """A view that Casebook comes with, under a digit; `code` says its name."""

    digit: int
    code: str
    shown: Shown


class View(NamedTuple):
    """A view that is shown: what it is called, and what it shows; `row` is None for one that Casebook comes with."""

    name: str
    digit: int | None
    shown: Shown
    row: "ViewRow | None" = None


def of_row(row: "ViewRow") -> View:
    """Return a view as it was saved."""
    return View(row.name, row.digit, Shown(row.part, row.filter, row.sorting, row.columns), row)
