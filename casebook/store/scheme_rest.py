"""What a scheme or composition that was completed left of the claims of a case, and how we voted on it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.component import Component
from casebook.domain.insolvency.facts import Kind
from casebook.domain.insolvency.rules import LEAVES_A_REST, Effect
from casebook.domain.insolvency.standing import outcome
from casebook.domain.money import Cents
from casebook.store import balances, insolvency_rows, unwound
from casebook.store.database import Database
from casebook.store.insolvency_rows import InsolvencyRow, Recorded
from casebook.store.models.arrangements import VatRoute
from casebook.store.remission import Remitted
from casebook.store.rows import rows

_DEBTOR = "SELECT debtor_id FROM cases WHERE id = ?"
_VOTES = """
    SELECT id, in_favour, offered_percent, decided_on, remission_cents, vat_route FROM insolvency_request
    WHERE case_id = ? AND insolvency_id = ? AND kind IN ('proposal', 'reconsideration')
      AND answered_on IS NOT NULL AND decided_on IS NOT NULL
    ORDER BY answered_on DESC, id DESC LIMIT 1
"""
_RUN_SINCE = """
    SELECT CAST(COALESCE(sum(l.cents), 0) AS BIGINT)
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE k.case_id = ? AND l.component = 'interest' AND COALESCE(u.kind, l.kind) = 'charge' AND l.on_day > ?
"""
_PAID_SINCE = """
    SELECT CAST(COALESCE(-sum(l.cents), 0) AS BIGINT)
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE k.case_id = ? AND COALESCE(u.kind, l.kind) = 'payment' AND l.on_day >= ?
"""


class Vote(NamedTuple):
    """How we last answered a proposal; `remission_cents` is what was let go of by it, None where nobody wrote that."""

    request_id: int
    in_favour: bool
    percent: str
    decided_on: date
    remission_cents: Cents | None
    vat_route: VatRoute | None


class Rest(NamedTuple):
    """What a proceeding left of the claims of a case: by what, since when they count as of before, and what is open."""

    row: InsolvencyRow
    effect: Effect
    source: str
    since: date
    vote: Vote | None
    parts: tuple[Remitted, ...]

    @property
    def claim_ids(self) -> tuple[int, ...]:
        """The claims of which something is left."""
        return tuple(dict.fromkeys(one.claim_id for one in self.parts))

    @property
    def cents(self) -> Cents:
        """What is left in all."""
        return Cents(sum(one.cents for one in self.parts))


def of_case(database: Database, case_id: int, day: date) -> list[Rest]:
    """Return what the proceedings of its debtor that were completed left of a case, the last first."""
    debtor: int = database.value(_DEBTOR, (case_id,))
    found = [_rest(database, case_id, one, day) for one in insolvency_rows.of_parties(database, [debtor])]
    return [one for one in reversed(found) if one is not None]


def run_since(database: Database, case_id: int, vote: Vote) -> Cents:
    """Return the interest that was booked in a case after a vote: nobody voted on it, it goes with the rest."""
    return Cents(database.value(_RUN_SINCE, (case_id, vote.decided_on)))


def paid_since(database: Database, case_id: int, since: date) -> Cents:
    """Return what was paid in a case from a day on."""
    return Cents(database.value(_PAID_SINCE, (case_id, since)))


def _rest(database: Database, case_id: int, recorded: Recorded, day: date) -> Rest | None:
    ended, started_on = outcome(recorded.proceeding, database.law.insolvency), recorded.proceeding.started_on
    if ended is None or ended.effect not in LEAVES_A_REST or started_on is None:
        return None
    vote = next(iter(rows(database, _VOTES, Vote, (case_id, recorded.row.id))), None)
    # A counsellor proposes on the balance we told him; before a court counts what was owed on its first day.
    voted = recorded.row.kind is Kind.COUNSELLING and vote is not None
    since = vote.decided_on + ONE_DAY if voted and vote is not None else started_on
    parts = tuple(_parts(database, case_id, recorded.row, since, day))
    return Rest(recorded.row, ended.effect, ended.source, since, vote, parts)


def _parts(database: Database, case_id: int, row: InsolvencyRow, since: date, day: date) -> Iterator[Remitted]:
    """Yield what is open of what is from before: of a claim that is cut only that part of its principal."""
    items = unwound.items(database, [row.id])[row.id]
    found = [one for one in unwound.cuts(database, row.party_id, since, items) if one.claim.case_id == case_id]
    before = [one for one in found if not one.cut.is_after]
    open_now = balances.payable(database, [one.claim.id for one in before], day)
    for one in before:
        for component in Component:
            cents = open_now[one.claim.id].of(component)
            if component is Component.PRINCIPAL and one.cut.is_split:
                cents = min(cents, one.cut.before)
            if cents:
                yield Remitted(one.claim.id, component, Cents(cents))
