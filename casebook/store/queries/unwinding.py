"""An unwinding as it is shown: what became of each record, how the claims are cut, and what waits for a person."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.items import WAITING, ItemOutcome
from casebook.store import insolvency_rows, unwound
from casebook.store.database import Database
from casebook.store.unwound import ApartRow, CutRow, ItemRow


class Unwound(NamedTuple):
    """The unwinding of a proceeding; `since` is None where it has no first day, `unwound` tells whether it was done.

    `apart` are receipts of which a part goes nowhere until a person chooses.
    """

    insolvency_id: int
    since: date | None
    unwound: bool
    items: Sequence[ItemRow]
    cuts: Sequence[CutRow]
    apart: Sequence[ApartRow]

    @property
    def to_do(self) -> list[ItemRow]:
        """What is left to do of it."""
        return [one for one in self.items if one.outcome is ItemOutcome.TO_DO]

    @property
    def waiting(self) -> int:
        """How many items and receipts wait for a person."""
        paid = {one.payment_id for one in self.apart}
        rest = [one for one in self.items if one.outcome in WAITING and one.record_id not in paid]
        return len(rest) + len(self.apart)


def of_proceeding(database: Database, insolvency_id: int) -> Unwound | None:
    """Return the unwinding of a proceeding, None where there is no such proceeding."""
    with database.snapshot():
        recorded = insolvency_rows.of_ids(database, [insolvency_id]).get(insolvency_id)
        if recorded is None:
            return None
        party_id, since = recorded.row.party_id, recorded.proceeding.started_on
        items = unwound.items(database, [insolvency_id])[insolvency_id]
        done = recorded.proceeding.last(EventKind.CUT) is not None
        if since is None or not done:
            return Unwound(insolvency_id, since, done, items, (), ())
        cuts = list(unwound.cuts(database, party_id, since, items))
        return Unwound(insolvency_id, since, done, items, cuts, unwound.apart(database, party_id, since))


def split(database: Database, party_id: int, since: date) -> list[CutRow]:
    """Return the claims of a debtor that are cut by days unless a meter was read."""
    return [one for one in unwound.cuts(database, party_id, since) if one.cut.is_split]
