"""Of whom figures may be shown: of teams always, of people only where that was agreed (WOR art. 27), of oneself always.

Whatever counts work, promises kept or results by person asks here first.
"""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.models.trust import AgreedWith
from casebook.store.rows import rows


class Agreement(NamedTuple):
    """An agreement on figures per person: with whom, on what day, and where it can be read."""

    id: int
    version: int
    agreed_with: AgreedWith
    agreed_on: date
    reference: str
    from_on: date
    until_on: date | None


class Figures(NamedTuple):
    """Of whom figures are shown to somebody: of everybody under an agreement, without one of himself alone."""

    own: int | None
    agreement: Agreement | None

    def shows(self, person_id: int | None) -> bool:
        """Tell whether figures of a person are shown; those of a team (None) always are."""
        return person_id is None or person_id == self.own or self.agreement is not None


_AGREEMENTS = """
    SELECT id, version, agreed_with, agreed_on, reference, from_on, until_on FROM figures_agreement
    ORDER BY from_on DESC, id DESC
"""


def figures_per_person(database: Database, person_id: int | None, day: date) -> Figures:
    """Return of whom figures are shown on `day` to a person; None is for who is nobody's, as in a report for all."""
    return Figures(person_id, in_force(agreements(database), day))


def agreements(database: Database) -> list[Agreement]:
    """Return every agreement on figures per person, the newest first."""
    return rows(database, _AGREEMENTS, Agreement)


def in_force(found: list[Agreement], day: date) -> Agreement | None:
    """Return the agreement that holds on a day, None where none does."""
    holding = (one for one in found if one.from_on <= day and (one.until_on is None or day <= one.until_on))
    return next(holding, None)
