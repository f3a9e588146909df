"""Who can decide on a request for approval: whoever has the roles it takes, and neither asked nor stood in."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.people import active, roles_of

_STOOD_IN = """
    SELECT person_id FROM stand_in WHERE for_id = ? AND from_on <= ? AND (until_on IS NULL OR until_on >= ?)
"""


class Request(NamedTuple):
    """A request as far as it says who may decide: who asked, for whom, to whom it was given; and the roles it takes.

    `needs` holds words apart by spaces, None where it was not found out: then it takes a lead.
    """

    of: frozenset[int]
    asked_on: date
    needs: str | None

    @property
    def roles(self) -> frozenset[Role]:
        """The roles it takes to approve it."""
        return frozenset({Role.LEAD, *map(Role, (self.needs or "").split())})


def askers(database: Database, request: Request, day: date) -> set[int]:
    """Return who asked, for whom was asked, to whom it was given, and who stood in for one of them since."""
    found = set(request.of)
    for one in request.of:
        found.update(id_ for (id_,) in database.fetch(_STOOD_IN, (one, day, request.asked_on)))
    return found


def deciders(database: Database, request: Request, day: date) -> list[int]:
    """Return who could decide on a request on `day`, of those who did not ask."""
    asked, roles = askers(database, request, day), roles_of(database, day)
    here = active(database, day)
    return [id_ for id_ in here if id_ not in asked and request.roles <= roles.get(id_, frozenset())]
