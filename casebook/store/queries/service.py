"""The suspensions of a service of a case: how far each is, and what has to be so before it goes on."""

from datetime import date
from typing import NamedTuple

from casebook.domain.service import Condition
from casebook.store import service_facts, service_rows
from casebook.store.database import Database
from casebook.store.service_rows import Suspension


class ServiceSheet(NamedTuple):
    """A suspension, and what has to be so before it is announced or takes effect, as it is today."""

    suspension: Suspension
    conditions: tuple[Condition, ...]

    @property
    def version(self) -> int:
        """Which version of it was read."""
        return self.suspension.row.version


def of_case(database: Database, case_id: int, day: date) -> list[ServiceSheet]:
    """Return the suspensions of a case, the first first."""
    with database.snapshot():
        some = service_rows.of_cases(database, [case_id]).get(case_id, ())
        return [ServiceSheet(one, service_facts.conditions_of(database, one, day)) for one in some]
