"""Claims at the first day of an insolvency: their outcome, and interest, also of those that come to be known later.

Interest that a pledge or mortgage covers runs on: which claims that are follows from the securities of the debtor.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.cut import Cut
from casebook.domain.insolvency.facts import EventKind, Kind
from casebook.domain.insolvency.items import ItemKind, ItemOutcome
from casebook.store import insolvency_rows, security_rows, unwound
from casebook.store.models.claims import Claim
from casebook.store.models.insolvency_items import InsolvencyItem
from casebook.store.rows import many
from casebook.store.transaction import Transaction

_O = ItemOutcome
# Of these security may come or go.
_FROM_BEFORE = (_O.COVERED, _O.SECURED, _O.SPLIT)
# Claims that came after the unwinding of an insolvency of their debtor that runs.
_LATER = """
    SELECT DISTINCT i.id, i.party_id FROM insolvency i JOIN cases c ON c.debtor_id = i.party_id
    JOIN claim k ON k.case_id = c.id
    WHERE i.confirmed_on IS NOT NULL AND k.ended_on IS NULL
      AND EXISTS (SELECT 1 FROM insolvency_event e WHERE e.insolvency_id = i.id AND e.kind = 'cut')
      AND NOT EXISTS (SELECT 1 FROM insolvency_item t
                      WHERE t.insolvency_id = i.id AND t.kind = 'claim' AND t.record_id = k.id)
      AND c.id IN ({marks})
    ORDER BY i.id
"""


class _Later(NamedTuple):
    insolvency_id: int
    party_id: int


def outcome_of(found: Cut, *, secured: bool = False) -> ItemOutcome:
    """Return what a cut makes of a claim; `secured`: security covers its interest."""
    if found.is_after:
        return _O.LATER
    if found.is_split:
        return _O.SPLIT
    return _O.SECURED if secured else _O.COVERED


def secure(tx: Transaction, party_id: int) -> None:
    """Let interest on claims that were cut run on, or stop, as the securities of their debtor are known to be now."""
    for one in insolvency_rows.of_parties(tx.database, [party_id]):
        since, proceeding = one.proceeding.started_on, one.proceeding
        if since is None or not proceeding.live or proceeding.last(EventKind.CUT) is None:
            continue
        covered = security_rows.covering_interest(tx.database, party_id, since)
        cut = InsolvencyItem.select().where(
            InsolvencyItem.insolvency_id == one.row.id,
            InsolvencyItem.kind == ItemKind.CLAIM,
            InsolvencyItem.outcome.in_(_FROM_BEFORE),
        )
        for item in tx.find(cut.order_by(InsolvencyItem.id)):
            runs = item.record_id in covered
            if item.outcome != _O.SPLIT:
                tx.change(item, outcome=_O.SECURED if runs else _O.COVERED)
            if not runs:
                stop_interest(tx, one.row.kind, since, item.record_id, ItemOutcome(item.outcome))
            elif (claim := tx.get(Claim, item.record_id)).interest_frozen_on == since:
                tx.change(claim, interest_frozen_on=None)


def stop_interest(tx: Transaction, kind: Kind, since: date, claim_id: int, outcome: ItemOutcome) -> None:
    """Stop the interest on a claim from before where the law does (Fw 128; 303), but not what security covers."""
    rule = tx.law.unwinding[kind].applied(since).value
    if not rule.interest_stops or outcome in (_O.LATER, _O.SECURED):
        return
    claim = tx.get(Claim, claim_id)
    if claim.interest_frozen_on is None or claim.interest_frozen_on > since:
        tx.change(claim, interest_frozen_on=since)


def cut_later(tx: Transaction, case_ids: Sequence[int]) -> None:
    """Cut claims that came after their debtor's cases were unwound, by the same rule."""
    found = many(tx.database, _LATER, _Later, case_ids)
    recorded = insolvency_rows.of_ids(tx.database, sorted({one.insolvency_id for one in found}))
    for one in recorded.values():
        proceeding, since = one.proceeding, one.proceeding.started_on
        if since is None or not proceeding.live or proceeding.last(EventKind.CUT) is None:
            continue
        known = {
            item.record_id for item in unwound.items(tx.database, [one.row.id])[one.row.id] if item.kind == "claim"
        }
        rows, covered = [], security_rows.covering_interest(tx.database, one.row.party_id, since)
        for claim in unwound.claims(tx.database, one.row.party_id, since):
            if claim.ended_on is not None or claim.id in known:
                continue
            outcome = outcome_of(claim.cut(since), secured=claim.id in covered)
            if claim.id not in covered:
                stop_interest(tx, one.row.kind, since, claim.id, outcome)
            rows.append({"case_id": claim.case_id, "record_id": claim.id, "outcome": outcome})
        same = {"insolvency_id": one.row.id, "kind": ItemKind.CLAIM, "on_day": tx.day}
        tx.add_many(InsolvencyItem, [{**row, **same} for row in rows])
