"""What leads are late with that is about no one case: reviewing what expires, and closing a month."""

from datetime import date
from typing import NamedTuple

from casebook.store.database import Database
from casebook.store.queries import month_closings, reviews
from casebook.store.queries.month_closings import LeftOpen


class LeadDuties(NamedTuple):
    """Since when a review is late, None where it is not; and the months left open, the one longest over in front."""

    review_since: date | None
    months: tuple[LeftOpen, ...]


def lead_duties(database: Database, day: date) -> LeadDuties:
    """Return what leads are late with on a day."""
    with database.snapshot():
        return LeadDuties(reviews.late_since(database, day), tuple(month_closings.left_open(database, day)))
