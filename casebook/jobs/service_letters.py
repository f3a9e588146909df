"""What the letters of a suspension of service say of it: taken from its record."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import next_working_day
from casebook.domain.letters.extras import EXTRAS, Value
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.service import Sector, earliest
from casebook.jobs.drafting import Settings, Wanted
from casebook.store import service_rows
from casebook.store.database import Database

KINDS = (LetterKind.SUSPENSION_ANNOUNCED, LetterKind.SUSPENSION_IN_EFFECT, LetterKind.SUSPENSION_LIFTED)
ORIGIN = service_rows.ORIGIN


class Said(NamedTuple):
    """What a letter says of a suspension, the claims it is about, and its id."""

    suspension_id: int
    claim_ids: tuple[int, ...]
    values: Mapping[str, Value]


def said(database: Database, case_id: int, kind: LetterKind, day: date) -> Said | None:
    """Return what a letter says of the suspension that is not over, else of the last one; None without one."""
    some = service_rows.of_cases(database, [case_id]).get(case_id, ())
    if not some:
        return None
    one = service_rows.open_one(some) or some[-1]
    row, notice = one.row, database.law.defaults.suspension_notice.applied(day).value
    announces = kind is LetterKind.SUSPENSION_ANNOUNCED
    # On a day on which somebody can be reached.
    first = next_working_day(earliest(day, notice), database.law.holidays)
    values: dict[str, Value] = {
        "service": row.service,
        "sector": "" if row.sector is Sector.OTHER else row.sector.value,
        "municipality_on": row.municipality_on,
        "takes_effect_on": first if announces else row.in_effect_on or one.course.effect_on,
        "lifted_on": row.lifted_on,
    }
    return Said(row.id, tuple(one.claims), values)


def wanted(database: Database, case_id: int, kind: LetterKind, day: date, settings: Settings) -> Wanted | None:
    """Return what a letter of the suspension of a case is wanted about; None without a suspension."""
    found = said(database, case_id, kind, day)
    if found is None:
        return None
    known = {name: value for name, value in found.values.items() if name in EXTRAS[kind] and value}
    return Wanted(
        claim_ids=found.claim_ids, extras=known, origin=ORIGIN, origin_id=found.suspension_id, settings=settings
    )
