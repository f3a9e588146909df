"""The claims of cases as letters state them: with the interest of the day, by the functions the payoff goes by."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.component import Balance
from casebook.domain.letters.facts import StatedClaim
from casebook.domain.letters.kinds import ASKS, KEEPS_A_RIGHT, THREATENS, LetterKind
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store import disputed
from casebook.store.balances import open_balances, payable
from casebook.store.case_accounts import CaseAccounts, accounts_of
from casebook.store.database import Database
from casebook.store.models.claims import RateKind
from casebook.store.rows import many

_RUNS_ON: Mapping[int, date] = {}
_CLAIMS = """
    SELECT case_id, id, creditor_id, number, description, invoice_on, due_on, principal_cents, rate_kind FROM claim
    WHERE case_id IN ({marks}) ORDER BY due_on, id
"""


class ClaimDetail(NamedTuple):
    """What a letter says of a claim besides its amounts."""

    case_id: int
    claim_id: int
    creditor_id: int
    number: str
    description: str
    invoice_on: date | None
    due_on: date | None
    principal_cents: Cents
    rate_kind: RateKind


@dataclass(frozen=True, slots=True)
class CaseClaims:
    """The claims of one case on a day, and who owes them."""

    case_id: int
    number: str
    debtor_id: int
    day: date
    accounts: CaseAccounts
    claims: Mapping[int, ClaimDetail]
    open: Mapping[int, Balance]
    contested: Mapping[int, Cents]
    last_days: Mapping[tuple[int, int], date] = field(default_factory=dict)

    def owed_by(self, party_id: int) -> list[int]:
        """Return the claims that somebody owes on the day, alone or with others, and of which something is open."""
        return [
            claim.id
            for claim in self.accounts.record.claims
            if self._is_open(claim.id)
            and (claim.ended_on is None or claim.ended_on > self.day)
            and claim.foreign_cents is None
            and (party_id == self.debtor_id or party_id in self.others(claim.id))
        ]

    def others(self, claim_id: int) -> list[int]:
        """Return who is liable for a claim beside the debtor on the day."""
        return [
            one.party_id
            for one in self.accounts.record.liable
            if one.claim_id == claim_id
            and (one.from_on is None or one.from_on <= self.day)
            and (one.until_on is None or self.day <= one.until_on)
        ]

    def is_consumer(self, claim_ids: Collection[int]) -> bool:
        """Tell whether one of the claims is on a consumer."""
        return any(
            claim.id in claim_ids and claim.capacity is Capacity.CONSUMER for claim in self.accounts.record.claims
        )

    def is_on_business(self, claim_id: int) -> bool:
        """Tell whether a claim is on somebody who acted in a profession or business."""
        return any(one.id == claim_id and one.capacity is Capacity.BUSINESS for one in self.accounts.record.claims)

    def has_lapsed(self, claim_id: int, party_id: int) -> bool:
        """Tell whether a claim has possibly lapsed against one who owes it."""
        return self.accounts.has_lapsed_against(claim_id, party_id)

    def is_let_go(self, claim_id: int) -> bool:
        """Tell whether a claim is not pursued."""
        return any(claim.id == claim_id and bool(claim.not_pursued) for claim in self.accounts.record.claims)

    def is_guarded(self, claim_id: int) -> bool:
        """Tell whether there is a right on a claim to keep: something is open, or a clock of it has not stopped."""
        clocks = (one.state for one in self.accounts.standings if one.claim.id == claim_id)
        return self._is_open(claim_id) or any(state is not ClockState.STOPPED for state in clocks)

    def last_day(self, claim_ids: Collection[int], party_id: int) -> date | None:
        """Return until when a letter to somebody keeps all there is of claims, None where that is not known."""
        known = (self.last_days.get((claim_id, party_id)) for claim_id in claim_ids)
        return min((day for day in known if day is not None), default=None)

    def stated(self, claim_ids: Sequence[int], kind: LetterKind) -> tuple[StatedClaim, ...]:
        """Return claims as a letter of a kind states them.

        One that asks states what is not contested; one that keeps a right the whole, also the interest that has
        possibly lapsed.
        """
        return tuple(self._stated(self.claims[claim_id], kind) for claim_id in claim_ids)

    def per_day(self, claim_ids: Collection[int]) -> Cents:
        """Return the interest of one further day on claims."""
        return Cents(sum(self.accounts.interest[claim_id].per_day for claim_id in claim_ids))

    def _is_open(self, claim_id: int) -> bool:
        return self.open[claim_id].total > 0

    def _stated(self, claim: ClaimDetail, kind: LetterKind) -> StatedClaim:
        left, run = self.open[claim.claim_id], self.accounts.interest[claim.claim_id]
        interest = Cents(max(0, left.interest + run.beside_booked))
        if kind in KEEPS_A_RIGHT:
            interest = Cents(interest + run.lapsed)
        if kind is LetterKind.GUARANTOR_DEMAND and claim.rate_kind is not RateKind.CONTRACTUAL:
            # A guarantor owes statutory interest only over the time of his own default (BW 7:856 lid 1).
            interest = ZERO
        contested = self.contested.get(claim.claim_id, ZERO)
        asked = Cents(max(0, left.principal - contested)) if kind in ASKS | THREATENS else left.principal
        return StatedClaim(
            claim_id=claim.claim_id,
            number=claim.number,
            description=claim.description,
            invoice_on=claim.invoice_on,
            due_on=claim.due_on,
            invoiced=claim.principal_cents,
            principal=asked,
            interest=interest,
            costs=left.costs,
            contested=min(contested, left.principal),
        )


class Stood(NamedTuple):
    """How the ledger stood at the end of `until`, whatever it has of days since.

    Interest on the claims of `stops` does not count from their days on.
    """

    until: date
    stops: Mapping[int, date] = _RUNS_ON


def claims_of(
    database: Database, case_ids: Sequence[int], day: date, stood: Stood | None = None
) -> dict[int, CaseClaims]:
    """Return the claims of cases on `day`, by their ids: what can still be paid of them, or how they stood."""
    until, stops = stood or Stood(date.max)
    with database.snapshot():
        found = accounts_of(database, case_ids, day, entries_until=until, stops=stops)
        details = {one.claim_id: one for one in many(database, _CLAIMS, ClaimDetail, case_ids)}
        ids = list(details)
        open_now = payable(database, ids, day) if stood is None else open_balances(database, ids, until)
        contested = {id_: one.value.contested for id_, one in disputed.contested(database, ids, day).items()}
    return {
        case_id: CaseClaims(
            case_id=case_id,
            number=one.record.case.number,
            debtor_id=one.record.case.debtor_id,
            day=day,
            accounts=one,
            claims={claim.id: details[claim.id] for claim in one.record.claims},
            open=open_now,
            contested=contested,
            last_days=_last_days(one),
        )
        for case_id, one in found.items()
    }


def _last_days(found: CaseAccounts) -> dict[tuple[int, int], date]:
    """Return until when a letter is of use for each claim against each who owes it: its principal, title and interest.

    A clock that guards nothing is left out: what a title took the place of ended before it.
    """
    last: dict[tuple[int, int], date] = {}
    for clock in found.standings:
        until = clock.last_day
        if clock.state is not ClockState.STOPPED and until is not None:
            key = (clock.claim.id, clock.debtor_id)
            last[key] = min(until, last.get(key, until))
    return last
