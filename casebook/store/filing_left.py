"""What is still to be filed in a proceeding: claims of before it beside others that were, and debts of its estate."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.filing import ANSWERS, WITH_ESTATE, Rank
from casebook.domain.insolvency.items import ItemKind
from casebook.domain.money import ZERO, Cents
from casebook.store import filing_rows, insolvency_rows, unwound
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.rows import many

# When was supplied is told by the claim, else by the day of its invoice or its due date, as where it is cut.
_CLAIMS = """
    SELECT k.id, k.case_id, c.debtor_id, COALESCE(k.supplied_from, k.supplied_until, k.invoice_on, k.due_on)
    FROM claim k JOIN cases c ON c.id = k.case_id
    WHERE k.ended_on IS NULL AND k.foreign_cents IS NULL AND k.case_id IN ({marks}) ORDER BY k.id
"""
_LIABLE = "SELECT l.claim_id, l.party_id FROM liability l WHERE l.claim_id IN ({marks}) ORDER BY l.id"
_FOREIGN = (
    "SELECT DISTINCT case_id FROM claim WHERE ended_on IS NULL AND foreign_cents IS NOT NULL AND case_id IN ({marks})"
)


class _Foreign(NamedTuple):
    case_id: int


class _Claim(NamedTuple):
    id: int
    case_id: int
    debtor_id: int
    since: date | None


class _Liable(NamedTuple):
    claim_id: int
    party_id: int


def left(
    database: Database, recorded: Mapping[int, Recorded], pairs: Collection[tuple[int, int]]
) -> frozenset[tuple[int, int]]:
    """Return of pairs of a case and a proceeding those in which a claim of before its start was not filed, though
    others were: what is filed for one case is not filed for another.

    That claims were filed without saying which means all of them.
    """
    some = {id_: one for id_, one in recorded.items() if one.proceeding.last(EventKind.FILED, *ANSWERS) is not None}
    wanted = [pair for pair in pairs if pair[1] in some]
    if not wanted:
        return frozenset()
    claims = many(database, _CLAIMS, _Claim, sorted({case_id for case_id, _ in wanted}))
    liable = {(one.claim_id, one.party_id) for one in many(database, _LIABLE, _Liable, [one.id for one in claims])}
    filings = filing_rows.of_recorded(database, list(some.values()))
    found = set()
    for case_id, id_ in wanted:
        proceeding, party_id = some[id_].proceeding, some[id_].row.party_id
        filed_ids = {event.id for event in proceeding.events if event.kind is EventKind.FILED and not event.estate}
        if not filed_ids or filed_ids - filings[id_].named:
            continue
        known = {row.claim_id for row in filings[id_].claims if row.rank is not Rank.ESTATE}
        for one in claims:
            owed = one.debtor_id == party_id or (one.id, party_id) in liable
            before = one.since is None or proceeding.started_on is None or one.since < proceeding.started_on
            if one.case_id == case_id and owed and before and one.id not in known:
                found.add((case_id, id_))
    return frozenset(found)


class Supplied(NamedTuple):
    """What was supplied in a case, by the first day of a proceeding: whether any of it before that day, in euro or not.

    `owed` is what is open of what was supplied since and was not filed as a debt of the estate, in cents of principal.
    """

    before: bool
    owed: Cents


def supplied(database: Database, recorded: Mapping[int, Recorded]) -> dict[tuple[int, int], Supplied]:
    """Return what was supplied by case and proceeding, of those that run and of which debts of the estate are known.

    What was ordered by the estate and what was supplied on is told by when it was supplied: a claim is cut by that, by
    days or by what a meter showed.
    """
    some = {id_: one for id_, one in recorded.items() if one.proceeding.live and one.row.kind in WITH_ESTATE}
    filings, items = filing_rows.of_recorded(database, list(some.values())), unwound.items(database, list(some))
    found: dict[tuple[int, int], Supplied] = {}
    for id_, one in some.items():
        since = one.proceeding.started_on
        filed = {row.claim_id for row in filings[id_].claims if row.rank is Rank.ESTATE}
        if since is None:
            continue
        known = [item for item in items[id_] if item.kind is ItemKind.CLAIM]
        for row in unwound.cuts(database, one.row.party_id, since, known):
            pair = (row.claim.case_id, id_)
            was = found.get(pair, Supplied(before=False, owed=ZERO))
            owed = row.cut.after if row.claim.id not in filed else ZERO
            found[pair] = Supplied(was.before or not row.cut.is_after, Cents(was.owed + owed))
    foreign = {one.case_id for one in many(database, _FOREIGN, _Foreign, sorted({case_id for case_id, _ in found}))}
    # How much of these is from before is not known.
    return {pair: one._replace(before=one.before or pair[0] in foreign) for pair, one in found.items()}


def supplied_of(database: Database, case_id: int, insolvency_id: int) -> Supplied:
    """Return what was supplied in a case by the first day of a proceeding; before it, where that is not known."""
    recorded = insolvency_rows.of_ids(database, [insolvency_id])
    return supplied(database, recorded).get((case_id, insolvency_id), Supplied(before=True, owed=ZERO))
