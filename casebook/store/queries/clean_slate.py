"""What a clean slate covers in a case: whether there is one, and the claims that are excepted from it."""

from typing import NamedTuple

from casebook.domain.limitation.facts import SlateException
from casebook.store.database import Database
from casebook.store.insolvent import STANDS
from casebook.store.rows import rows


class Excepted(NamedTuple):
    """A claim that no clean slate covers, and why."""

    claim_id: int
    ground: SlateException


_EXCEPTED = "SELECT id, slate_exception FROM claim WHERE case_id = ? AND slate_exception IS NOT NULL ORDER BY id"
_SLATE = f"""
    SELECT 1 FROM limitation_event v WHERE v.case_id = ? AND v.clean_slate = 1 AND {STANDS} LIMIT 1
"""  # noqa: S608 only constants


def excepted(database: Database, case_id: int) -> dict[int, SlateException]:
    """Return why claims of a case are covered by no clean slate."""
    return {one.claim_id: one.ground for one in rows(database, _EXCEPTED, Excepted, (case_id,))}


def is_about(database: Database, case_id: int) -> bool:
    """Tell whether somebody who owes in a case has a clean slate, or a claim of it was excepted from one."""
    with database.snapshot():
        return database.value(_SLATE, (case_id,)) is not None or bool(excepted(database, case_id))
