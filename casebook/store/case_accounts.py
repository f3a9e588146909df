"""The accounts of a case on a day: the entries of its claims, how their clocks stand, and the interest that has run."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.limitation.answer import Status
from casebook.domain.limitation.clocks import ClockKind
from casebook.law.book import Book
from casebook.store.case_clocks import Standing, clocks
from casebook.store.case_facts import ClaimsRecord, load_claims
from casebook.store.case_rows import ClaimRow
from casebook.store.case_titles import Titles
from casebook.store.claim_interest import NOTHING_ALIVE, ClaimInterest, Entry, Question, Terms, claim_interest
from casebook.store.database import Database
from casebook.store.rows import many

_AS_STORED: Mapping[int, date | None] = {}
# So many cases are read at once.
_AT_ONCE = 500
_TERMS = "SELECT id, rate_kind, rate FROM claim WHERE case_id IN ({marks}) ORDER BY id"
_ENTRIES = """
    SELECT l.id, l.claim_id, l.on_day, l.kind, l.component, l.cents, l.payment_id, l.reverses_id, l.reason, u.kind
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE l.on_day <= ? AND k.case_id IN ({marks}) ORDER BY l.claim_id, l.on_day, l.id
"""


class CaseAccounts(NamedTuple):
    """What is stored of a case, and by the ids of its claims the clock of each, its entries and its interest.

    The clock is the one against the debtor of the case: of the title, where there is one. A claim that ended has none.
    `standings` are all clocks, also against others.
    """

    record: ClaimsRecord
    clocks: Mapping[int, Standing]
    entries: Mapping[int, Sequence[Entry]]
    interest: Mapping[int, ClaimInterest]
    standings: Sequence[Standing] = ()

    def has_lapsed(self, claim_id: int) -> bool:
        """Tell whether a claim has possibly lapsed, or cannot be enforced: by its claimed end too."""
        clock = self.clocks.get(claim_id)
        return clock is not None and _has_lapsed(clock)

    def has_lapsed_against(self, claim_id: int, party_id: int) -> bool:
        """Tell whether a claim has possibly lapsed against one who owes it: each has a clock of his own."""
        if party_id == self.record.case.debtor_id:
            return self.has_lapsed(claim_id)
        own = [one for one in self.standings if (one.claim.id, one.debtor_id) == (claim_id, party_id)]
        principal = [one for one in own if one.kind is not ClockKind.INTEREST]
        return bool(principal) and all(map(_has_lapsed, principal))


def accounts(
    database: Database, case_id: int, day: date, *, entries_until: date = date.max, released: Collection[int] = ()
) -> CaseAccounts | None:
    """Return the accounts of a case on `day`, None where there is no such case.

    `entries_until`: as the ledger was at the end of that day, without what came later. On the claims of `released`
    interest runs as if it had never been stopped.
    """
    found = accounts_of(database, [case_id], day, entries_until=entries_until, stops=dict.fromkeys(released))
    return found.get(case_id)


def accounts_of(
    database: Database,
    case_ids: Sequence[int],
    day: date,
    *,
    entries_until: date = date.max,
    stops: Mapping[int, date | None] = _AS_STORED,
) -> dict[int, CaseAccounts]:
    """Return the accounts of cases on `day` by their ids, as `accounts` does of one, in as many queries.

    `stops`: the day from which on interest on a claim does not count, unless it had been stopped before; with None
    it runs as if it had never been.
    """
    found: dict[int, CaseAccounts] = {}
    for start in range(0, len(case_ids), _AT_ONCE):
        some = case_ids[start : start + _AT_ONCE]
        terms = {one.claim_id: one for one in many(database, _TERMS, Terms, some)}
        entries: dict[int, list[Entry]] = defaultdict(list)
        for entry in many(database, _ENTRIES, Entry, some, (entries_until,)):
            entries[entry.claim_id].append(entry)
        for record in load_claims(database, some):
            record.claims = [_as_if(one, stops) if one.id in stops else one for one in record.claims]
            found[record.case.id] = _accounts(record, terms, entries, day, database.law)
    return found


def _as_if(claim: ClaimRow, stops: Mapping[int, date | None]) -> ClaimRow:
    """Return a claim as if its interest had been stopped on a day, or never."""
    day, stopped = stops[claim.id], claim.interest_frozen_on
    earlier = day if stopped is None or day is None else min(day, stopped)
    return claim._replace(interest_frozen_on=earlier)


def _accounts(
    record: ClaimsRecord, terms: Mapping[int, Terms], entries: Mapping[int, Sequence[Entry]], day: date, law: Book
) -> CaseAccounts:
    own = {claim.id: entries.get(claim.id, ()) for claim in record.claims}
    standings = clocks(record, day, law).standings
    guards = dict(_guards(record, standings))
    running = _of_debtor(record, standings)
    interest = {
        claim.id: claim_interest(
            Question(
                claim,
                terms[claim.id],
                own[claim.id],
                day,
                _alive_from(guards.get(claim.id), running.get((claim.id, ClockKind.INTEREST))),
            ),
            law,
        )
        for claim in record.claims
    }
    return CaseAccounts(record, guards, own, interest, standings)


def _of_debtor(record: ClaimsRecord, standings: Sequence[Standing]) -> Mapping[tuple[int, ClockKind], Standing]:
    return {(clock.claim.id, clock.kind): clock for clock in standings if clock.debtor_id == record.case.debtor_id}


def _guards(record: ClaimsRecord, standings: Sequence[Standing]) -> Iterator[tuple[int, Standing]]:
    """Yield for each claim the clock that says how long it lives."""
    titles, own = Titles(record), _of_debtor(record, standings)
    for claim in record.claims:
        title = titles.against(claim.id, str(record.case.debtor_id))
        known = ((title.claim_id if title else claim.id, kind) for kind in (ClockKind.TITLE, ClockKind.PRINCIPAL))
        clock = next((own[key] for key in known if key in own), None)
        if clock is not None:
            yield claim.id, clock


def _has_lapsed(clock: Standing) -> bool:
    value = clock.finding.value
    return value.status is Status.UNENFORCEABLE or (value.status is Status.POSSIBLY_LAPSED and not value.proof_gap)


def _alive_from(guard: Standing | None, running: Standing | None) -> date | None:
    """Return the first day whose interest has not possibly lapsed, None where none has: it ends with its claim."""
    if guard is not None and _has_lapsed(guard):
        return NOTHING_ALIVE
    if running is None or running.finding.value.status is Status.ABSTAINED:
        return None
    if running.finding.value.status is Status.UNENFORCEABLE:
        return NOTHING_ALIVE
    return running.finding.value.ends.claimed_from or NOTHING_ALIVE
