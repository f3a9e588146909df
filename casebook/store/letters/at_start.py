"""The claims of cases as an insolvency parts them: as they stood when it began, what is from after, what is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.component import Balance
from casebook.domain.insolvency.cut import Meter
from casebook.domain.insolvency.items import ItemKind
from casebook.domain.money import ZERO, Cents, rounded
from casebook.store import insolvency_rows, security_rows, unwound
from casebook.store.database import Database
from casebook.store.letters.stated import CaseClaims, Stood, claims_of
from casebook.store.rows import many
from casebook.store.unwound import ClaimFacts

_DEBTORS = "SELECT DISTINCT debtor_id FROM cases WHERE id IN ({marks}) ORDER BY debtor_id"
_CLAIMS = "SELECT id FROM claim WHERE case_id IN ({marks})"


class _Debtor(NamedTuple):
    debtor_id: int


class _Claim(NamedTuple):
    claim_id: int


def at_start(database: Database, case_ids: Sequence[int], start: date) -> dict[int, CaseClaims]:
    """Return the claims of cases by the ids of the cases: the part from before the first hour of `start` (Fw 26; 110).

    What was charged since for what was supplied before is in it; what was paid since is not taken off: also who paid
    later has it filed in full (Fw 136). Interest runs to the day before (Fw 128).
    """
    with database.snapshot():
        stops = {one.claim_id: start for one in many(database, _CLAIMS, _Claim, case_ids)}
        found = claims_of(database, case_ids, start, Stood(start - ONE_DAY, stops))
        return {id_: _cut(database, one, start) for id_, one in found.items()}


def since_start(database: Database, case_ids: Sequence[int], start: date, day: date) -> dict[int, CaseClaims]:
    """Return the claims of cases as they stand at the end of `day`: the part from after an insolvency began.

    Interest and costs are in it only where all of the claim is from after.
    """
    with database.snapshot():
        found = claims_of(database, case_ids, day, Stood(day))
        return {id_: _after(database, one, start) for id_, one in found.items()}


def as_told(database: Database, case_ids: Sequence[int], day: date) -> dict[int, CaseClaims]:
    """Return the claims of cases as they stood at the end of `day`, as who acts in a proceeding is told them.

    Interest on what is from before a proceeding stops at its first day where the law says so, also while nobody has
    unwound it; what security covers runs on (Fw 128; 303).
    """
    with database.snapshot():
        return claims_of(database, case_ids, day, Stood(day, _stops(database, case_ids, day)))


def _stops(database: Database, case_ids: Sequence[int], day: date) -> dict[int, date]:
    debtors = sorted({one.debtor_id for one in many(database, _DEBTORS, _Debtor, case_ids)})
    found: dict[int, date] = {}
    for one in insolvency_rows.of_parties(database, debtors):
        since, rules = one.proceeding.started_on, database.law.unwinding.get(one.row.kind)
        if rules is None or since is None or since > day or not one.proceeding.live:
            continue
        if rules.applied(since).value.interest_stops:
            covered = security_rows.covering_interest(database, one.row.party_id, since)
            for claim in unwound.claims(database, one.row.party_id, since):
                if claim.id not in covered and not claim.cut(since).is_after:
                    found[claim.id] = min(since, found.get(claim.id, since))
    return found


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
