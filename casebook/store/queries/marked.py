"""Cases that were marked: what work on many of them at once has to know of each."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.cases import CaseState, NextKind
from casebook.store.rows import many


class MarkedCase(NamedTuple):
    """A case that was marked. `version` is what a command that edits it says to have seen."""

    case_id: int
    version: int
    number: str
    name: str
    state: CaseState
    next_on: date | None
    next_kind: NextKind | None
    next_note: str


_MARKED = """
    SELECT c.id, c.version, c.number, p.name, c.state, c.next_on, c.next_kind, c.next_note
    FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id IN ({marks})
"""


def marked(database: Database, case_ids: Sequence[int]) -> list[MarkedCase]:
    """Return cases in the order in which they are named, without those that are there no more."""
    with database.snapshot():
        found = {one.case_id: one for one in many(database, _MARKED, MarkedCase, case_ids)}
    return [found[case_id] for case_id in case_ids if case_id in found]
