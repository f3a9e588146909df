"""The claims of cases cut by when was supplied: as they stood when an insolvency began, and what is from after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from casebook.domain.component import Balance
from casebook.domain.insolvency.cut import Meter
from casebook.domain.insolvency.items import ItemKind
from casebook.domain.money import ZERO, Cents, rounded
from casebook.store import insolvency_rows, unwound
from casebook.store.database import Database
from casebook.store.letters.stated import CaseClaims, claims_of
from casebook.store.unwound import ClaimFacts


def at_start(database: Database, case_ids: Sequence[int], start: date) -> dict[int, CaseClaims]:
    """Return the claims of cases by the ids of the cases: the part from before the first hour of `start` (Fw 26; 110).

    What was charged since for what was supplied before is in it; what was paid since is not taken off: also who paid
    later has it filed in full (Fw 136). Interest runs to the day before (Fw 128).
    """
    with database.snapshot():
        found = claims_of(database, case_ids, start, as_it_stood=True, before=True)
        return {id_: _cut(database, one, start) for id_, one in found.items()}


def since_start(database: Database, case_ids: Sequence[int], start: date, day: date) -> dict[int, CaseClaims]:
    """Return the claims of cases as they stand at the end of `day`: the part from after an insolvency began.

    Interest and costs are in it only where all of the claim is from after.
    """
    with database.snapshot():
        found = claims_of(database, case_ids, day, as_it_stood=True)
        return {id_: _after(database, one, start) for id_, one in found.items()}


def _after(database: Database, case: CaseClaims, start: date) -> CaseClaims:
    meters = _meters(database, case.debtor_id, start)
    left: dict[int, Balance] = dict.fromkeys(case.claims, Balance())
    for claim in unwound.claims(database, case.debtor_id, start):
        if claim.id in left:
            cut, beside = claim.cut(start, meters.get(claim.id)), case.accounts.interest[claim.id].beside_booked
            stood = case.open[claim.id] if cut.is_after else Balance(interest=Cents(-beside))
            left[claim.id] = stood._replace(principal=cut.after)
    return replace(case, open={**case.open, **left})


def _cut(database: Database, case: CaseClaims, start: date) -> CaseClaims:
    meters = _meters(database, case.debtor_id, start)
    known = {one.id: one for one in unwound.claims(database, case.debtor_id, start)}
    left: dict[int, Balance] = {}
    for claim_id in case.claims:
        claim = known.get(claim_id)
        if claim is not None:
            beside = case.accounts.interest[claim_id].beside_booked
            left[claim_id] = _of_before(claim, case.open[claim_id], beside, start, meters.get(claim_id))
    return replace(case, open={**case.open, **left})


def _of_before(claim: ClaimFacts, stood: Balance, beside: Cents, start: date, meter: Meter | None) -> Balance:
    """Return what stood open of the part from before; of the interest its share, whether it is booked or runs."""
    found = claim._replace(paid_since=ZERO).cut(start, meter)
    if not found.is_split:
        return stood._replace(principal=found.before)
    charged = Cents(found.charged_before + found.charged_after)
    whole = max(0, stood.interest + beside)
    interest = rounded(whole * Fraction(found.charged_before, charged)) if charged else ZERO
    return stood._replace(principal=found.before, interest=Cents(interest - beside))


def _meters(database: Database, party_id: int, start: date) -> Mapping[int, Meter]:
    """Return by what a meter showed on the day claims are cut, as far as that was recorded."""
    began = [
        one.row.id
        for one in insolvency_rows.of_parties(database, [party_id])
        if one.proceeding.started_on == start and not one.proceeding.undone
    ]
    items = [item for some in unwound.items(database, began).values() for item in some]
    return {one.record_id: one.meter for one in items if one.kind is ItemKind.CLAIM and one.meter is not None}
