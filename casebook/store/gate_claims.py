"""Claims as the gate sees them today, for many letters at once: what can be asked of them, and what forbids it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.component import Balance
from casebook.domain.costs import Letter, Wording
from casebook.domain.gate import ClaimNow, Outgoing
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import ZERO, Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.errors import Refused
from casebook.law.book import Book
from casebook.store import disputed, guarantees, owing
from casebook.store.balances import open_balances
from casebook.store.case_rows import ClaimRow
from casebook.store.claim_default import default_of
from casebook.store.claim_interest import Entry, Question, Terms, claim_interest
from casebook.store.database import Database
from casebook.store.models.claims import RateKind
from casebook.store.rows import many

_CLAIMS = """
    SELECT case_id, id, number, kind, capacity, agreed, law, currency, foreign_cents, due_on, received_on,
           notice_received_on, notice_last_day, refused_on, large_debtor_small_creditor, long_term_express,
           interest_frozen_on, title_of_id, main_id, placed, not_pursued, imported, ended_on, slate_exception
    FROM claim WHERE id IN ({marks})
"""
_MORE = "SELECT id, supplied_from, supplied_until, rate_kind, rate FROM claim WHERE id IN ({marks})"
_ENTRIES = """
    SELECT l.id, l.claim_id, l.on_day, l.kind, l.component, l.cents, l.payment_id, l.reverses_id, l.reason, u.kind
    FROM ledger_entry l LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE l.claim_id IN ({marks}) ORDER BY l.claim_id, l.on_day, l.id
"""
# Of the principal; of a title where one took the place of the claim.
_CLOCKS = (
    """
    SELECT claim_id, debtor_id, state, safe_until, claimed_until FROM clock_now
    WHERE clock <> 'interest' AND claim_id IN ({marks})
    """,
    """
    SELECT t.title_of_id, n.debtor_id, n.state, n.safe_until, n.claimed_until
    FROM claim t JOIN clock_now n ON n.claim_id = t.id AND n.clock <> 'interest' WHERE t.title_of_id IN ({marks})
    """,
)
_LIABLE = f"""
    SELECT l.claim_id, l.party_id FROM liability l JOIN claim k ON k.id = l.claim_id
    WHERE (l.from_on IS NULL OR l.from_on <= ?) AND {owing.ON_DAY} AND l.claim_id IN ({{marks}})
"""  # noqa: S608 only constants
_PLANS = """
    SELECT k.claim_id, a.party_id, a.agreed_on FROM arrangement_claim k JOIN arrangement a ON a.id = k.arrangement_id
    WHERE a.agreed_on IS NOT NULL AND a.agreed_on <= ? AND a.superseded_on IS NULL AND a.broken_on IS NULL
      AND a.completed_on IS NULL AND a.withdrawn_on IS NULL
      AND (a.suspended_on IS NULL OR a.resumed_on IS NOT NULL) AND k.claim_id IN ({marks})
"""
_AGENCIES = """
    SELECT case_id FROM track WHERE kind = 'agency' AND closed_on IS NULL AND case_id IN ({marks})
"""
_FOURTEEN_DAY = """
    SELECT k.claim_id, l.party_id, l.facts, min(d.sent_on), min(d.received_on)
    FROM letter_claim k JOIN letter l ON l.id = k.letter_id JOIN dispatch d ON d.letter_id = l.id
    WHERE l.kind = 'fourteen_day' AND d.sent_on IS NOT NULL AND d.returned_on IS NULL AND k.claim_id IN ({marks})
    GROUP BY l.id, k.claim_id, l.party_id, l.facts ORDER BY l.id
"""
_Key = tuple[int, int]


class _More(NamedTuple):
    id: int
    supplied_from: date | None
    supplied_until: date | None
    rate_kind: RateKind
    rate: str | None


class _Clock(NamedTuple):
    claim_id: int
    debtor_id: int
    state: ClockState
    safe_until: date | None
    claimed_until: date | None

    def on(self, day: date) -> ClockState:
        """Return how it stands on a day: the list of clocks may be of a day before."""
        if self.state in _RUN and self.claimed_until is not None and self.claimed_until < day:
            return ClockState.POSSIBLY_LAPSED
        if self.state is ClockState.RUNNING and self.safe_until is not None and self.safe_until < day:
            return ClockState.UNPROVEN
        return self.state


_RUN = (ClockState.RUNNING, ClockState.UNPROVEN, ClockState.RELIED_ON)


class _Owed(NamedTuple):
    claim_id: int
    party_id: int


class _Plan(NamedTuple):
    claim_id: int
    party_id: int
    agreed_on: date


class _Case(NamedTuple):
    case_id: int


class _FourteenDay(NamedTuple):
    claim_id: int
    party_id: int
    facts: str
    sent_on: date
    received_on: date | None


def claims_now(
    database: Database, letters: Sequence[Outgoing], debtors: Mapping[int, int], day: date
) -> list[dict[int, ClaimNow]]:
    """Return for each letter its claims as they stand against the one who owes; `debtors` are those of the cases."""
    ids = sorted({claim_id for letter in letters for claim_id in letter.claim_ids})
    found = {claim.id: claim for claim in many(database, _CLAIMS, ClaimRow, ids)}
    more = {one.id: one for one in many(database, _MORE, _More, ids)}
    bearing = sorted({one.claim_id for letter in letters for one in letter.letter.claims if one.interest})
    askable = _askable(database, found, more, bearing, day)
    contested = disputed.contested(database, ids, day)
    clocks = {(one.claim_id, one.debtor_id): one for sql in _CLOCKS for one in many(database, sql, _Clock, ids)}
    liable = {(one.claim_id, one.party_id) for one in many(database, _LIABLE, _Owed, ids, (day, day))}
    plans = {(one.claim_id, one.party_id): one.agreed_on for one in many(database, _PLANS, _Plan, ids, (day,))}
    agencies = {one.case_id for one in many(database, _AGENCIES, _Case, sorted(debtors))}
    announced = _announced(many(database, _FOURTEEN_DAY, _FourteenDay, ids))
    defaults = {id_: _default_on(claim, database.law) for id_, claim in found.items()}
    demanded = {one for letter in letters if letter.kind is LetterKind.GUARANTOR_DEMAND for one in letter.claim_ids}
    guaranteed = guarantees.of_claims(database, sorted(demanded), day)
    weak = {(one.claim_id, one.party_id): one.points for one in guaranteed}

    def now(letter: Outgoing, claim: ClaimRow) -> ClaimNow:
        key = (claim.id, letter.party_id)
        clock, sent = clocks.get(key), announced.get(key)
        return ClaimNow(
            number=claim.number,
            askable=askable[claim.id],
            kind=claim.kind,
            capacity=claim.capacity,
            contested=contested[claim.id].value.contested if claim.id in contested else ZERO,
            due_on=claim.due_on,
            default_on=defaults[claim.id],
            clock=ClockState.RUNNING if clock is None else clock.on(day),
            claimed_until=None if clock is None else clock.claimed_until,
            liable=key in liable or debtors.get(claim.case_id) == letter.party_id,
            placed=bool(claim.placed) or claim.case_id in agencies,
            plan_from=plans.get(key),
            supplied_from=more[claim.id].supplied_from,
            supplied_until=more[claim.id].supplied_until,
            ended_on=claim.ended_on if claim.ended_on is not None and claim.ended_on <= day else None,
            fourteen_day=None if sent is None else sent[0],
            scale_base=ZERO if sent is None else sent[1],
            guarantee=weak.get(key, ()),
        )

    return [{id_: now(letter, found[id_]) for id_ in letter.claim_ids if id_ in found} for letter in letters]


def _askable(
    database: Database, claims: Mapping[int, ClaimRow], more: Mapping[int, _More], bearing: Collection[int], day: date
) -> dict[int, Balance]:
    """Return what is open on claims on a day; on those `bearing` interest with what ran up beside what is booked."""
    asked = open_balances(database, list(claims), day)
    entries: dict[int, list[Entry]] = defaultdict(list)
    for entry in many(database, _ENTRIES, Entry, list(bearing)):
        entries[entry.claim_id].append(entry)
    for claim_id in bearing:
        terms = Terms(claim_id, more[claim_id].rate_kind, more[claim_id].rate)
        run = claim_interest(Question(claims[claim_id], terms, entries[claim_id], day), database.law)
        interest = Cents(max(0, asked[claim_id].interest + run.beside_booked))
        asked[claim_id] = asked[claim_id]._replace(interest=interest)
    return asked


def _announced(letters: Sequence[_FourteenDay]) -> dict[_Key, tuple[Letter, Cents]]:
    """Return the last 14-day letter that was sent on each claim to each debtor, and the principal it was about."""
    found = {}
    for one in letters:
        principals = {claim.claim_id: claim.principal for claim in facts_of(one.facts).claims}
        letter = Letter(one.sent_on, one.received_on, Wording.AFTER_RECEIPT)
        found[one.claim_id, one.party_id] = (letter, principals.get(one.claim_id, ZERO))
    return found


def _default_on(claim: ClaimRow, law: Book) -> date | None:
    try:
        found = default_of(claim, law)
    except Refused:
        return None
    return None if found is None else found.value
