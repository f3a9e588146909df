"""The review of expiring claims: its lists, all of it at once, and what was signed before."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain import clock_review
from casebook.domain.calendar import add
from casebook.domain.clock_review import Clock, ReviewedClock
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.limitation.facts import Proof
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.store import documents, review_file
from casebook.store.database import Database
from casebook.store.queries.listing import Count, Listing, Part, all_of
from casebook.store.queries.narrowing import ALL, Narrowing
from casebook.store.queries.radar import LAST_MARK, UNSENT, ClockRow, of_some
from casebook.store.rows import many, rows


class Listed(StrEnum):
    """Which clocks of a review: those that end, week after week, or some of them, or those whose end is not known."""

    WEEKS = "weeks"
    UNDECIDED = "undecided"
    POSSIBLY_LAPSED = "possibly_lapsed"
    UNPROVEN = "unproven"
    RELIED_ON = "relied_on"
    ACCEPTED = "accepted"
    NO_ADDRESS = "no_address"
    HISTORY_MISSING = "history_missing"
    ABSTAINED = "abstained"
    OPEN_END = "open_end"


class Scope(NamedTuple):
    """What is reviewed: the clocks as of `day` that end up to `until`; marks up to `since` were seen before."""

    day: date
    until: date
    since: int = 0


class SignedReview(NamedTuple):
    """A review that was signed: who, when, how many clocks, why in spite of urgent ones without a decision."""

    review_id: int
    on_day: date
    until_on: date
    name: str
    for_name: str | None
    clocks: int
    undecided: int
    reason: str
    counts: str
    digest: str
    marks_to: int

    @property
    def comes_to(self) -> Mapping[str, int]:
        """What it comes to: how many of each decision, and what is open."""
        found: dict[str, int] = json.loads(self.counts)
        return found


class Beside(NamedTuple):
    """A clock of a claim: against whom, and how it stands."""

    debtor_id: int
    kind: ClockKind
    debtor: str
    state: ClockState
    safe_until: date | None
    claimed_until: date | None
    accepted: bool


class Acceptance(NamedTuple):
    """Why, when and by whom a clock was let run out."""

    acceptance_id: int
    version: int
    claim_id: int
    debtor_id: int
    kind: ClockKind
    reason: str
    on_day: date
    name: str


class _Folded(NamedTuple):
    claim_id: int
    debtor_id: int


class _First(NamedTuple):
    opened_on: date | None


@dataclass(frozen=True, slots=True)
class _Scanned(Clock):
    claim_id: int
    debtor_id: int
    kind: ClockKind
    case_id: int
    claimed_until: date | None
    open_cents: Cents
    placed: bool
    last_event_on: date | None
    last_proof: Proof | None
    marked_on: date | None
    marked_by: int | None


_ENDS = "w.listed = 'radar' AND w.told_with = 0 AND w.safe_rank <= ?"
_OPEN_END = "w.listed = 'radar' AND w.told_with = 0 AND w.safe_rank = '9999-12-31' AND w.not_before <= ?"
_NO_END = "w.listed IN ('history_missing', 'abstained') AND w.told_with = 0"
# The same as `domain.clock_review.decision` says of one clock.
_UNDECIDED = f"""
    w.red_on <= ? AND w.accepted = 0 AND w.state <> 'relied_on' AND w.letter_on IS NULL
    AND COALESCE({UNSENT}, 'refused') = 'refused' AND NOT COALESCE((
        SELECT CASE WHEN r.kind = 'assigned' THEN r.due_on >= ? ELSE r.note <> '' AND r.id > ? END
        FROM review_mark r WHERE r.claim_id = w.claim_id AND r.party_id = w.debtor_id AND r.clock = w.clock
        ORDER BY r.id DESC LIMIT 1), FALSE)
"""  # noqa: S608 our own text
# Whoever has a claim guards it, unless it was placed on the terms that we do.
_GUARDED = """
    CASE WHEN k.placed = 1 AND NOT EXISTS (
        SELECT 1 FROM placed_claim x JOIN placement y ON y.id = x.placement_id
        WHERE x.claim_id = k.id AND x.ended_on IS NULL AND y.guard = 'us') THEN 1 ELSE 0 END
"""
_SCAN = f"""
    SELECT w.state, w.safe_until, w.red_on, w.accepted, w.letter_on, {UNSENT}, w.no_address, m.kind, m.id, m.due_on,
           m.note, w.claim_id, w.debtor_id, w.clock, w.case_id, w.claimed_until, w.open_cents, {_GUARDED},
           w.last_event_on, w.last_proof, m.on_day, m.person_id
    FROM clock_now w JOIN claim k ON k.id = w.claim_id {LAST_MARK}
    WHERE {{where}} ORDER BY w.safe_rank, w.claim_id, w.debtor_id, w.clock
"""  # noqa: S608 our own text
# What is known of the clocks of a claim against each debtor, and which of them was let run out.
_BESIDE = """
    SELECT w.debtor_id, w.clock, p.name, w.state, w.safe_until, w.claimed_until, w.accepted
    FROM clock_now w JOIN party p ON p.id = w.debtor_id WHERE w.claim_id = ? AND w.told_with = 0
    ORDER BY w.debtor_id, w.clock
"""
_ACCEPTED = """
    SELECT a.id, a.version, a.claim_id, a.party_id, a.clock, a.reason, a.accepted_on, p.name
    FROM lapse_acceptance a JOIN person p ON p.id = a.person_id
    WHERE a.ended_on IS NULL AND a.claim_id IN ({marks}) ORDER BY a.id
"""
_FOLDED = """
    SELECT w.claim_id, w.debtor_id FROM clock_now w WHERE w.told_with = 1 AND w.claim_id IN ({marks})
"""
_SIGNED = """
    SELECT v.id, v.on_day, v.until_on, p.name, o.name, v.clocks, v.undecided, v.reason, v.counts, d.sha256, v.marks_to
    FROM review v JOIN person p ON p.id = v.person_id LEFT JOIN person o ON o.id = v.on_behalf_of_id
    JOIN document d ON d.id = v.document_id ORDER BY v.id DESC
"""


def listing(database: Database, listed: Listed, scope: Scope, narrowing: Narrowing = ALL) -> Listing[ClockRow]:
    """Return the clocks of a list of a review, the first to end in front, and of them what a narrowing leaves."""
    return of_some(database, _part(listed, scope), narrowing)


def count(database: Database, listed: Listed, scope: Scope) -> Count:
    """Return how many clocks a list has."""
    return listing(database, listed, scope).count(database)


def reviewed(database: Database, scope: Scope) -> list[ReviewedClock]:
    """Return all clocks of a review, each as it stands and with what was decided."""
    return [
        ReviewedClock(
            one.claim_id,
            one.debtor_id,
            one.kind,
            one.case_id,
            clock_review.section(one),
            one.safe_until,
            one.claimed_until,
            one.open_cents,
            clock_review.decision(one, scope.day, scope.since),
            one.red_on <= scope.day,
            one.no_address,
            clock_review.lack(one, scope.day),
            one.placed,
            one.last_event_on,
            one.last_proof,
            one.marked_on,
            one.marked_by,
        )
        for where, values in ((_ENDS, (scope.until,)), (_OPEN_END, (scope.until,)), (_NO_END, ()))
        for one in rows(database, _SCAN.format(where=where), _Scanned, values)
    ]


def beside(database: Database, claim_id: int) -> list[Beside]:
    """Return all clocks of a claim that are told by themselves, against whomever they run."""
    return rows(database, _BESIDE, Beside, (claim_id,))


def acceptances(database: Database, claim_ids: Sequence[int]) -> list[Acceptance]:
    """Return which clocks of claims were let run out, the last acceptance of each at the end."""
    return many(database, _ACCEPTED, Acceptance, claim_ids)


def accepted(database: Database, row: ClockRow) -> Acceptance | None:
    """Return why, when and by whom the clock of a row was let run out, None where it was not."""
    found = acceptances(database, [row.claim_id]) if row.accepted else []
    return next((one for one in reversed(found) if one.debtor_id == row.debtor_id), None)


def told_with(database: Database, claim_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Return of which claims, against whom, the interest is told with the principal."""
    return {(one.claim_id, one.debtor_id) for one in many(database, _FOLDED, _Folded, claim_ids)}


def scope(database: Database, day: date, until: date | None = None) -> Scope:
    """Return what is reviewed on a day: up to a day, or as far ahead as the house looks."""
    before = last(database)
    rules = database.law.defaults.review.applied(day).value
    return Scope(day, until or add(day, rules.horizon), before.marks_to if before else 0)


class Named(NamedTuple):
    """How a clock of a review is called: its case and claim, against whom it runs, and who marked it."""

    case_number: str
    claim_number: str
    debtor: str
    marked_by: str


def names(database: Database, clocks: Sequence[ReviewedClock]) -> list[Named]:
    """Return how clocks are called now, in their order."""
    cases = _texts(database, "SELECT id, number FROM cases", {one.case_id for one in clocks})
    claims = _texts(database, "SELECT id, number FROM claim", {one.claim_id for one in clocks})
    debtors = _texts(database, "SELECT id, name FROM party", {one.debtor_id for one in clocks})
    people = _texts(database, "SELECT id, name FROM person", {one.marked_by for one in clocks if one.marked_by})
    return [
        Named(
            cases.get(one.case_id, ""),
            claims.get(one.claim_id, ""),
            debtors.get(one.debtor_id, ""),
            people.get(one.marked_by or 0, ""),
        )
        for one in clocks
    ]


class _Text(NamedTuple):
    id: int
    text: str


def _texts(database: Database, query: str, ids: set[int]) -> dict[int, str]:
    found = many(database, f"{query} WHERE id IN ({{marks}})", _Text, sorted(ids))
    return {one.id: one.text for one in found}


def late_since(database: Database, day: date) -> date | None:
    """Return since when a review is late on a day: None where it is not, or where nothing was ever to be reviewed."""
    before = last(database)
    if before is None:
        first = rows(database, "SELECT opened_on FROM cases ORDER BY id LIMIT 1", _First)
        since = first[0].opened_on if first else None
    else:
        since = before.on_day
    if since is None:
        return None
    due = add(since, database.law.defaults.review.applied(day).value.every)
    return due if due < day else None


def signed(database: Database) -> list[SignedReview]:
    """Return the reviews that were signed, the last one in front."""
    return rows(database, _SIGNED, SignedReview)


def last(database: Database) -> SignedReview | None:
    """Return the last review that was signed, None before the first."""
    return next(iter(rows(database, f"{_SIGNED} LIMIT 1", SignedReview)), None)


def clocks_of(database: Database, review: SignedReview) -> list[ReviewedClock]:
    """Return the clocks as a signed review saw them; none where the file was taken away."""
    content = documents.content(database, review.digest)
    return [] if content is None else review_file.read(content)


def _part(listed: Listed, scope: Scope) -> Part:
    ends = Part(_ENDS, (scope.until,))
    match listed:
        case Listed.WEEKS:
            return ends
        case Listed.UNDECIDED:
            return all_of([ends, Part(_UNDECIDED, (scope.day, scope.day, scope.since))])
        case Listed.ACCEPTED:
            return all_of([ends, Part("w.accepted = 1")])
        case Listed.NO_ADDRESS:
            return all_of([ends, Part("w.no_address = 1")])
        case Listed.HISTORY_MISSING | Listed.ABSTAINED:
            return Part("w.listed = ? AND w.told_with = 0", (listed.value,))
        case Listed.OPEN_END:
            return Part(_OPEN_END, (scope.until,))
        case _:
            return all_of([ends, Part("w.state = ?", (listed.value,))])
