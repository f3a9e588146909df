"""How long a notice of an arrangement that is behind gives to put it right."""

from datetime import date

from casebook.domain.calendar import Term
from casebook.store.database import Database

_OTHERS = """
    SELECT count(*) FROM arrangement_claim k JOIN claim c ON c.id = k.claim_id
    WHERE k.arrangement_id = ? AND (c.capacity IS NULL OR c.capacity <> 'business')
"""


def notice_term(database: Database, arrangement_id: int, day: date) -> Term:
    """Return how long a notice gives: that of a consumer too where it is not known in what capacity he acted."""
    house = database.law.defaults.arrangement.applied(day).value
    return house.notice_consumer if database.value(_OTHERS, (arrangement_id,)) else house.notice_business
