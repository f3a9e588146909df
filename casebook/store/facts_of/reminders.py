"""The reminder cycles of cases: what runs, what became of its steps, and what holds it up."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.costs.facts import Letter
from casebook.domain.costs.letter import letter_term
from casebook.domain.holds import lasted
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.reminders.cycle import CycleName
from casebook.domain.reminders.facts import Because, Pause, Settled
from casebook.law.book import Book
from casebook.store.database import Database
from casebook.store.insolvent import STANDS
from casebook.store.rows import many


class RunRecord(NamedTuple):
    """A cycle that runs in a case.

    `whole` is what pauses the case, `of_claim` what pauses a claim of it. `beside`: the cycle for the other capacity
    runs in the case as well.
    """

    run_id: int
    version: int
    cycle: CycleName
    started_on: date
    resumed_on: date
    settled: tuple[Settled, ...] = ()
    whole: tuple[Pause, ...] = ()
    of_claim: Mapping[int, tuple[Pause, ...]] = {}
    contact_on: date | None = None
    payment_on: date | None = None
    beside: bool = False


class Left(NamedTuple):
    """A letter that was released by nobody, on a day."""

    case_id: int
    kind: LetterKind
    on: date


class _Run(NamedTuple):
    case_id: int
    run_id: int
    version: int
    cycle: CycleName
    started_on: date
    resumed_on: date


class _Step(NamedTuple):
    run_id: int
    name: str
    on_day: date
    last_day: date | None
    skipped: bool
    letter: LetterKind | None
    sent_on: date | None


class _Hold(NamedTuple):
    case_id: int
    claim_id: int | None
    from_on: date
    until_on: date | None
    lifted_on: date | None


class _Lasted(NamedTuple):
    case_id: int
    because: Because
    from_on: date
    until_on: date | None


class _OfClaim(NamedTuple):
    case_id: int
    claim_id: int
    from_on: date
    ended_on: date | None


class _Day(NamedTuple):
    case_id: int
    on: date


_RUNS = """
    SELECT case_id, id, version, cycle, started_on, resumed_on FROM reminder_run
    WHERE ended_on IS NULL AND case_id IN ({marks}) ORDER BY id
"""
_STEPS = """
    SELECT s.run_id, s.name, s.on_day, s.last_day, CASE WHEN s.skipped_because = '' THEN 0 ELSE 1 END, l.kind,
           (SELECT min(d.sent_on) FROM dispatch d WHERE d.letter_id = s.letter_id)
    FROM reminder_step s LEFT JOIN letter l ON l.id = s.letter_id
    WHERE l.withdrawn_on IS NULL AND s.run_id IN ({marks}) ORDER BY s.on_day, s.id
"""
_LEFT = """
    SELECT l.case_id, l.kind, s.on_day FROM letter l JOIN self_release s ON s.letter_id = l.id
    WHERE l.withdrawn_on IS NULL AND l.case_id IN ({marks}) ORDER BY s.id
"""
_HOLDS = """
    SELECT h.case_id, h.claim_id, h.from_on, h.until_on, h.lifted_on FROM hold h
    WHERE h.debtor_id IS NULL AND h.case_id IN ({marks}) ORDER BY h.id
"""
_DEBTOR_HOLDS = """
    SELECT c.id, h.claim_id, h.from_on, h.until_on, h.lifted_on FROM cases c JOIN hold h ON h.debtor_id = c.debtor_id
    WHERE c.id IN ({marks}) ORDER BY h.id
"""
_TRACKS = """
    SELECT case_id, kind, opened_on, closed_on FROM track
    WHERE kind IN ('insolvency', 'counselling', 'estate') AND case_id IN ({marks}) ORDER BY id
"""
_INSOLVENT = f"""
    SELECT c.id, 'insolvency', v.on_day, v.until_on FROM cases c JOIN reach h ON h.party_id = c.debtor_id
    JOIN limitation_event v ON v.id = h.event_id
    WHERE c.id IN ({{marks}}) AND v.on_day IS NOT NULL AND {STANDS} ORDER BY v.id
"""  # noqa: S608 only constants
# Contested whole: up to its decision, or to its end without one.
_DISPUTES = """
    SELECT d.case_id, p.claim_id, d.registered_on, COALESCE(d.decided_on, d.closed_on, d.withdrawn_on)
    FROM dispute d JOIN disputed_claim p ON p.dispute_id = d.id
    WHERE d.case_id IN ({marks})
      AND p.contested_cents >= (SELECT sum(l.cents) FROM ledger_entry l WHERE l.claim_id = p.claim_id) ORDER BY p.id
"""
_PLANS = """
    SELECT a.case_id, k.claim_id, a.agreed_on, COALESCE(a.broken_on, a.completed_on, a.superseded_on, a.withdrawn_on)
    FROM arrangement a JOIN arrangement_claim k ON k.arrangement_id = a.id
    WHERE a.agreed_on IS NOT NULL AND a.case_id IN ({marks}) ORDER BY k.id
"""
_REACHED = """
    SELECT case_id, max(on_day) FROM contact
    WHERE outcome NOT IN ('not_reached', 'left_message', 'refused_check') AND case_id IN ({marks}) GROUP BY case_id
"""
# Days on which more came in than went back.
_PAID = """
    SELECT case_id, max(on_day) FROM (
        SELECT case_id, on_day FROM payment WHERE case_id IN ({marks}) GROUP BY case_id, on_day HAVING sum(cents) > 0
    ) AS received GROUP BY case_id
"""


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[RunRecord, ...]]:
    """Return the cycles that run in each case; a case without one is left out."""
    runs: dict[int, list[_Run]] = defaultdict(list)
    for row in many(database, _RUNS, _Run, case_ids):
        runs[row.case_id].append(row)
    if not runs:
        return {}
    ids = sorted(runs)
    settled: dict[int, list[Settled]] = defaultdict(list)
    for step in many(database, _STEPS, _Step, sorted(run.run_id for some in runs.values() for run in some)):
        settled[step.run_id].append(_settled(step, database.law))
    whole, of_claim = _pauses(database, ids)
    reached = {row.case_id: row.on for row in many(database, _REACHED, _Day, ids)}
    paid = {row.case_id: row.on for row in many(database, _PAID, _Day, ids)}
    return {
        case_id: tuple(
            RunRecord(
                *run[1:],
                settled=tuple(settled[run.run_id]),
                whole=tuple(whole[case_id]),
                of_claim={claim_id: tuple(pauses) for claim_id, pauses in of_claim[case_id].items()},
                contact_on=reached.get(case_id),
                payment_on=paid.get(case_id),
                beside=len(some) > 1,
            )
            for run in some
        )
        for case_id, some in runs.items()
    }


def _settled(step: _Step, law: Book) -> Settled:
    """Return what became of a step: the day of its letter is that on which it left, and the term runs from there."""
    on = step.sent_on or step.on_day
    last_day = step.last_day
    if step.letter is LetterKind.FOURTEEN_DAY and step.sent_on is not None:
        term = law.costs.letter_term.applied(on)
        found = letter_term(Letter(sent_on=on), term, law.delivery, law.costs.atw, law.holidays)
        last_day = None if found is None else found.value.last_day
    waits = step.letter is not None and step.sent_on is None
    return Settled(step.name, on, last_day, bool(step.skipped), waits)


def left(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[Left, ...]]:
    """Return the letters of cases that were released by nobody."""
    found: dict[int, tuple[Left, ...]] = {}
    for row in many(database, _LEFT, Left, case_ids):
        found[row.case_id] = (*found.get(row.case_id, ()), row)
    return found


def _pauses(
    database: Database, case_ids: Sequence[int]
) -> tuple[dict[int, list[Pause]], dict[int, dict[int, list[Pause]]]]:
    """Return by case what pauses it, and by case and claim what pauses only that; what never lasted is left out."""
    whole: dict[int, list[Pause]] = defaultdict(list)
    of_claim: dict[int, dict[int, list[Pause]]] = defaultdict(lambda: defaultdict(list))

    def add(case_id: int, claim_id: int | None, pause: Pause) -> None:
        if pause.until_on is None or pause.until_on >= pause.from_on:
            (whole[case_id] if claim_id is None else of_claim[case_id][claim_id]).append(pause)

    for sql in (_HOLDS, _DEBTOR_HOLDS):
        for hold in many(database, sql, _Hold, case_ids):
            add(hold.case_id, hold.claim_id, Pause(Because.HOLD, *lasted(*hold[2:])))
    for track in many(database, _TRACKS, _Lasted, case_ids):
        add(track.case_id, None, Pause(track.because, track.from_on, _before(track.until_on)))
    for event in many(database, _INSOLVENT, _Lasted, case_ids):
        add(event.case_id, None, Pause(*event[1:]))
    for because, sql in ((Because.DISPUTE, _DISPUTES), (Because.PLAN, _PLANS)):
        for one in many(database, sql, _OfClaim, case_ids):
            add(one.case_id, one.claim_id, Pause(because, one.from_on, _before(one.ended_on)))
    return whole, of_claim


def _before(ended_on: date | None) -> date | None:
    return None if ended_on is None else ended_on - ONE_DAY
