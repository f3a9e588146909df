"""The list of insolvencies that are known by something else than a proceeding, and those of a case."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from casebook.domain.insolvency.facts import Kind
from casebook.store import insolvencies_before
from casebook.store.database import Database
from casebook.store.insolvencies_before import KnownBefore
from casebook.store.queries.listing import Listing
from casebook.store.queries.narrowing import ALL, Narrowing, condition


class BeforeRow(NamedTuple):
    """An insolvency as the list shows it; `case_id` is the case in which the debtor is worked."""

    id: int
    party_id: int
    case_id: int
    number: str
    name: str
    kind: Kind | None
    since: date | None
    until: date | None
    noted: str
    acting: str
    sorted_on: date

    @property
    def register_number(self) -> str:
        """What was noted with it, often the number it has in the register."""
        return self.noted


@dataclass(frozen=True, slots=True)
class BeforeListing(Listing[BeforeRow]):
    """The list of them; a debtor may have several."""

    FOUND_BY: ClassVar[str] = "id"


# The case of a debtor is the newest of his, the one that is open if there is one; else one in which he is liable.
_CASE = """COALESCE((
    SELECT o.id FROM cases o WHERE o.debtor_id = b.party_id ORDER BY o.closed_on IS NOT NULL, o.id DESC LIMIT 1), (
    SELECT max(k.case_id) FROM liability l JOIN claim k ON k.id = l.claim_id WHERE l.party_id = b.party_id))
"""
_COLUMNS = f"""
    b.id, b.party_id, c.id, c.number, p.name, b.kind, b.since, b.until_on, b.noted, {insolvencies_before.ACTING},
    b.sorted_on
"""


def listing(database: Database, narrowing: Narrowing = ALL) -> BeforeListing:
    """Return those that are no proceeding yet, the newest first."""
    return BeforeListing(
        BeforeRow,
        _COLUMNS,
        f"{insolvencies_before.ALL} b",
        f"JOIN party p ON p.id = b.party_id JOIN cases c ON c.id = {_CASE}",
        ("b.sorted_on", "b.id"),
        lambda row: (row.sorted_on, row.id),
        (condition(database, narrowing, _CASE),),
        descending=True,
    )


def of_case(database: Database, case_id: int) -> list[KnownBefore]:
    """Return those of the debtor of a case and of who is liable beside him."""
    return insolvencies_before.of_cases(database, [case_id])
