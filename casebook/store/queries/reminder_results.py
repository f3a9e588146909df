"""What steps of reminder cycles were followed by: of one case step by step, and of all together by kind."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.letters.kinds import Tone
from casebook.domain.money import Cents
from casebook.domain.reminders.cycle import CycleName
from casebook.domain.reminders.facts import asks
from casebook.domain.reminders.followed import Did, Followed, Since, StepResult, followed, together
from casebook.store.database import Database
from casebook.store.rows import many, rows


class _Step(NamedTuple):
    id: int
    run_id: int
    case_id: int
    cycle: CycleName
    name: str
    on_day: date
    letter_id: int | None
    sent_on: date | None
    tone: Tone | None
    segment: str


class _Booked(NamedTuple):
    case_id: int
    capacity: Capacity | None
    on: date
    paid: Cents
    cents: Cents


class _Day(NamedTuple):
    case_id: int
    on: date


_COLUMNS = """
    SELECT s.id, s.run_id, r.case_id, r.cycle, s.name, s.on_day, s.letter_id,
           (SELECT min(d.sent_on) FROM dispatch d WHERE d.letter_id = s.letter_id), l.tone, n.segment
    FROM reminder_step s JOIN reminder_run r ON r.id = s.run_id JOIN case_now n ON n.case_id = r.case_id
    LEFT JOIN letter l ON l.id = s.letter_id WHERE l.withdrawn_on IS NULL AND s.skipped_because = ''
"""
_STEPS = f"{_COLUMNS} AND s.on_day >= ? AND s.on_day <= ? ORDER BY s.run_id, s.on_day, s.id"
_OF_CASE = f"{_COLUMNS} AND r.case_id = ? ORDER BY s.run_id, s.on_day, s.id"
# What was paid, without what went back.
_BOOKED = """
    SELECT k.case_id, k.capacity, l.on_day,
           CAST(sum(CASE WHEN COALESCE(o.kind, l.kind) = 'payment' THEN -l.cents ELSE 0 END) AS BIGINT),
           CAST(sum(l.cents) AS BIGINT)
    FROM claim k JOIN ledger_entry l ON l.claim_id = k.id LEFT JOIN ledger_entry o ON o.id = l.reverses_id
    WHERE k.case_id IN ({marks}) GROUP BY k.case_id, k.capacity, l.on_day ORDER BY k.case_id, l.on_day
"""
_PROMISED = "SELECT case_id, made_on FROM promise WHERE case_id IN ({marks})"
_REACHED = """
    SELECT case_id, on_day FROM contact
    WHERE outcome NOT IN ('not_reached', 'left_message', 'refused_check') AND case_id IN ({marks})
"""
_DISPUTED = "SELECT case_id, registered_on FROM dispute WHERE case_id IN ({marks})"


def results(database: Database, first: date, last: date, day: date) -> tuple[StepResult, ...]:
    """Return what the steps taken from `first` to `last` brought, by cycle, step, tone and segment, up to `day`."""
    with database.snapshot():
        return together(_followed(database, rows(database, _STEPS, _Step, (first, last)), day).values())


def of_case(database: Database, case_id: int, day: date) -> dict[int, Followed]:
    """Return what followed each step that was taken in a case, by its id, up to `day`."""
    with database.snapshot():
        found = _followed(database, rows(database, _OF_CASE, _Step, (case_id,)), day)
    return {id_: after for id_, (_, after) in found.items()}


def _followed(database: Database, steps: Sequence[_Step], day: date) -> dict[int, tuple[Did, Followed]]:
    """Return what followed steps; a letter counts from the day on which it left, and not before."""
    cases = sorted({step.case_id for step in steps})
    booked: dict[int, list[_Booked]] = defaultdict(list)
    for row in many(database, _BOOKED, _Booked, cases):
        booked[row.case_id].append(row)
    promised, reached, disputed = (_days(many(database, sql, _Day, cases)) for sql in (_PROMISED, _REACHED, _DISPUTED))
    found: dict[int, tuple[Did, Followed]] = {}
    for run in _runs(steps).values():
        of_run = _since(run[0], booked[run[0].case_id])
        case_id = run[0].case_id
        since = of_run._replace(promised=promised[case_id], reached=reached[case_id], disputed=disputed[case_id])
        days = [_on(step) for step in run]
        for at, (step, on) in enumerate(zip(run, days, strict=True)):
            if on is None:
                continue
            next_on = min((one for one in days[at + 1 :] if one is not None), default=None)
            did = Did(step.cycle, step.name, step.tone, step.segment, on, next_on)
            found[step.id] = did, followed(did, since, day)
    return found


def _runs(steps: Sequence[_Step]) -> dict[int, list[_Step]]:
    found: dict[int, list[_Step]] = defaultdict(list)
    for step in steps:
        found[step.run_id].append(step)
    return found


def _since(step: _Step, booked: Iterable[_Booked]) -> Since:
    """Return what became of the claims that a cycle asks for."""
    own = [row for row in booked if asks(step.cycle, row.capacity, beside=False)]
    return Since([(row.on, row.paid) for row in own if row.paid], [(row.on, row.cents) for row in own])


def _on(step: _Step) -> date | None:
    return step.on_day if step.letter_id is None else step.sent_on


def _days(found: Iterable[_Day]) -> dict[int, list[date]]:
    days: dict[int, list[date]] = defaultdict(list)
    for row in found:
        days[row.case_id].append(row.on)
    return days
