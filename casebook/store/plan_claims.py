"""The claims of a case as a payment arrangement with one who owes could cover them."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook.domain.arrangement.debts import Bearing, Debt
from casebook.domain.arrangement.facts import Consent, Coverable, Lapse, Life
from casebook.domain.component import Balance
from casebook.domain.interest.facts import InterestKind
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.maximum import Open, within
from casebook.domain.money import ZERO, Cents, percent_of
from casebook.domain.signals.clock_state import ClockState
from casebook.law.book import Book
from casebook.store import disputed, owing
from casebook.store.balances import payable
from casebook.store.case_accounts import CaseAccounts
from casebook.store.case_rows import ClaimRow
from casebook.store.case_titles import TITLES, Titles
from casebook.store.claim_default import default_of
from casebook.store.claim_interest import ClaimInterest
from casebook.store.database import Database
from casebook.store.maxima import maxima
from casebook.store.models.claims import RateKind
from casebook.store.plan_consents import consents
from casebook.store.rows import rows

_UNKNOWN, _TO_COME = "claim_interest.default_unknown", "claim_interest.not_in_default"
_RATES = "SELECT id, rate_kind, rate FROM claim WHERE case_id = ?"
_LIABLE = f"""
    SELECT l.id, l.claim_id, l.share FROM claim k JOIN liability l ON l.claim_id = k.id
    WHERE k.case_id = ? AND l.party_id = ? AND (l.from_on IS NULL OR l.from_on <= ?)
      AND {owing.ON_DAY}
    ORDER BY l.id
"""  # noqa: S608 only constants
_CLOCKS = """
    SELECT claim_id, clock, state FROM clock_now WHERE case_id = ? AND debtor_id = ? AND clock <> 'interest'
"""
# An offer that was not taken up in time covers nothing any more.
_ELSEWHERE = """
    SELECT c.claim_id, min(a.drafted_on) FROM arrangement a JOIN arrangement_claim c ON c.arrangement_id = a.id
    WHERE a.case_id = ? AND a.party_id = ? AND a.id <> ? AND COALESCE(a.superseded_by_id, 0) <> ?
      AND a.declined_on IS NULL AND a.withdrawn_on IS NULL
      AND a.superseded_on IS NULL AND a.broken_on IS NULL AND a.completed_on IS NULL
      AND (a.agreed_on IS NOT NULL OR a.offer_until IS NULL OR a.offer_until >= ?)
    GROUP BY c.claim_id
"""


class _Rate(NamedTuple):
    claim_id: int
    rate_kind: RateKind
    rate: str | None


class _Liable(NamedTuple):
    id: int
    claim_id: int
    share: str | None


class _Clock(NamedTuple):
    claim_id: int
    clock: ClockKind
    state: ClockState


class _Elsewhere(NamedTuple):
    claim_id: int
    on: date


def coverable(database: Database, found: CaseAccounts, party_id: int, day: date, but: int) -> Iterator[Coverable]:
    """Yield the claims of a case as an arrangement with a party could cover them."""
    case = found.record.case
    ids = [claim.id for claim in found.record.claims]
    open_now, contested = payable(database, ids, day), disputed.contested(database, ids, day)
    rates = {row.claim_id: row for row in rows(database, _RATES, _Rate, (case.id,))}
    liable = {row.claim_id: row for row in rows(database, _LIABLE, _Liable, (case.id, party_id, day, day))}
    elsewhere = {
        row.claim_id: row.on for row in rows(database, _ELSEWHERE, _Elsewhere, (case.id, party_id, but, but or -1, day))
    }
    lapses, insured = _lapses(database, found, party_id), consents(database, case.id, day)
    titles = Titles(found.record)
    disputed_of = {id_: contested[id_].value.contested if id_ in contested else ZERO for id_ in ids}
    chased_of = {id_: _without(_asked(open_now[id_], found.interest[id_]), disputed_of[id_]) for id_ in ids}
    most = {} if party_id == case.debtor_id else _most(database, party_id, liable, chased_of, day)
    for claim in found.record.claims:
        interest, disputed_now, chased = found.interest[claim.id], disputed_of[claim.id], chased_of[claim.id]
        yield Coverable(
            debt=Debt(claim.id, claim.due_on, chased, _bearing(claim, rates[claim.id], interest, database.law)),
            number=claim.number,
            capacity=claim.capacity,
            rate_kind=InterestKind(rates[claim.id].rate_kind),
            life=_life(claim, day),
            lapse=lapses.get(claim.id, Lapse.SAFE),
            consent=insured.get(claim.id, Consent.NOT_NEEDED),
            contested=disputed_now,
            liable=party_id == case.debtor_id or claim.id in liable,
            most=most.get(claim.id),
            elsewhere=elsewhere.get(claim.id),
            placed=bool(claim.placed),
            titled=claim.kind in TITLES or titles.against(claim.id, str(party_id)) is not None,
            default_unknown=_unknown(interest),
        )


def _asked(open_now: Balance, interest: ClaimInterest) -> Balance:
    """Return what can be asked of a claim: with the interest that has run up, without what has possibly lapsed."""
    return open_now._replace(interest=Cents(max(0, open_now.interest + interest.beside_booked)))


def _without(asked: Balance, contested: Cents) -> Balance:
    """Return what is left of a balance without a part in dispute, which is taken to be principal first."""
    left = {}
    for name in ("principal", "interest", "collection_costs", "court_costs", "enforcement_costs"):
        part = min(contested, getattr(asked, name))
        left[name] = Cents(getattr(asked, name) - part)
        contested = Cents(contested - part)
    return Balance(**left)


def _bearing(claim: ClaimRow, rate: _Rate, interest: ClaimInterest, law: Book) -> Bearing | None:
    """Return how interest goes on running on a claim, None where it does not, or where that is not known."""
    if claim.interest_frozen_on is not None:
        return None
    if interest.finding is not None:
        default = default_of(claim, law)
        assert default is not None, "interest has run"
        start, accrued = default.value, interest.finding.steps[-1].after.accrued
        assert start is not None, "interest has run"
    elif interest.reason is not None and interest.reason.code == _TO_COME:
        start, accrued = interest.reason.parameters["on"], ZERO
    else:
        return None
    return Bearing(InterestKind(rate.rate_kind), None if rate.rate is None else Decimal(rate.rate), start, accrued)


def _unknown(interest: ClaimInterest) -> bool:
    """Tell whether no interest is reckoned because it is not known whether the debtor is in default."""
    reason = interest.reason
    return reason is not None and (reason.code == _UNKNOWN or not reason.code.startswith("claim_interest."))


def _life(claim: ClaimRow, day: date) -> Life:
    if claim.ended_on is not None and claim.ended_on <= day:
        return Life.ENDED
    if claim.foreign_cents is not None:
        return Life.FOREIGN
    return Life.NOT_PURSUED if claim.not_pursued else Life.ALIVE


def _most(
    database: Database, party_id: int, liable: Mapping[int, _Liable], chased: Mapping[int, Balance], day: date
) -> Mapping[int, Cents]:
    """Return what somebody owes of claims at most: his share of what is open, and no more than his maximum."""
    agreed = maxima(database, party_id, day)
    some = []
    for claim_id, theirs in liable.items():
        left = chased[claim_id]
        some.append(Open(claim_id, left.principal, left.interest, left.costs, agreed.by_liability.get(theirs.id)))
    most = {one.claim_id: one.total for one in within(some, agreed.of)}
    for claim_id, theirs in liable.items():
        if theirs.share is not None:
            most[claim_id] = min(most[claim_id], percent_of(Decimal(theirs.share), chased[claim_id].total))
    return most


def _lapses(database: Database, found: CaseAccounts, party_id: int) -> Mapping[int, Lapse]:
    """Return how the limitation of each claim stands against a party: of the debtor as of today, by its title too."""
    if party_id == found.record.case.debtor_id:
        return {
            claim_id: Lapse.POSSIBLY_LAPSED if found.has_lapsed(claim_id) else _lapse(clock.state)
            for claim_id, clock in found.clocks.items()
        }
    known = rows(database, _CLOCKS, _Clock, (found.record.case.id, party_id))
    in_order = sorted(known, key=lambda row: row.clock is ClockKind.TITLE)
    return {row.claim_id: _lapse(row.state) for row in in_order}


def _lapse(state: ClockState) -> Lapse:
    if state in (ClockState.POSSIBLY_LAPSED, ClockState.HISTORY_MISSING, ClockState.UNENFORCEABLE):
        return Lapse.POSSIBLY_LAPSED
    return Lapse.UNPROVEN if state is ClockState.UNPROVEN else Lapse.SAFE
