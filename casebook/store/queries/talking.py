"""What a call about unpaid invoices is about: what is open, what was said before, and what may be conceded."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents
from casebook.domain.promises import PromiseState
from casebook.domain.routes.facts import WhyUnpaid
from casebook.store import case_facts, promised
from casebook.store.database import Database
from casebook.store.mandates import Act, limits
from casebook.store.models.people import Role
from casebook.store.queries import assessments
from casebook.store.rows import rows


class Broken(NamedTuple):
    """The last promise that was not kept: for which day, and how much of it came in."""

    due_on: date
    cents: Cents | None
    received: Cents


class Spoken(NamedTuple):
    """The last contact in which somebody was reached, and what was said."""

    on_day: date
    text: str


class Talk(NamedTuple):
    """What is talked about in a call.

    `since` is the oldest day on which payment was due. `most_terms` in how many terms at most, for an amount of at most
    `plan_cents`, the caller may agree by himself, and `remission` what he may let go; None does not limit.
    """

    numbers: tuple[str, ...]
    open: Cents
    since: date | None
    deadline: date | None
    why_unpaid: WhyUnpaid | None
    broken: Broken | None
    spoken: Spoken | None
    most_terms: int | None
    plan_cents: Cents | None
    remission: Cents | None


_SPOKEN = """
    SELECT on_day, text FROM contact
    WHERE case_id = ? AND outcome NOT IN ('not_reached', 'left_message', 'refused_check')
    ORDER BY on_day DESC, id DESC LIMIT 1
"""


def talk(database: Database, case_id: int, claim_ids: Collection[int], roles: Collection[Role], day: date) -> Talk:
    """Return what a call about claims of a case is about, as far as the one who calls may decide."""
    with database.snapshot():
        (record,) = case_facts.load(database, [case_id])
        assessment = assessments.newest(database, case_id)
        spoken = next(iter(rows(database, _SPOKEN, Spoken, (case_id,))), None)
        standings = promised.standings(database, [case_id], day).get(case_id, ())
        plan, remission = (limits(database, act, day) for act in (Act.PLAN, Act.REMISSION))
    claims = [claim for claim in record.claims if claim.id in claim_ids]
    broken = [
        one for one in standings if one.state in (PromiseState.BROKEN, PromiseState.PARTLY) and one.promise.due_on < day
    ]
    last = max(broken, key=lambda one: one.promise.due_on, default=None)
    deadlines = [step.last_day for run in record.reminders for step in run.settled if step.last_day is not None]
    mine = [plan[role] for role in roles]
    let_go = [remission[role].most_cents for role in roles]
    return Talk(
        tuple(claim.number for claim in claims),
        Cents(sum(record.open_cents.get(claim.id, 0) for claim in claims)),
        min((claim.due_on for claim in claims if claim.due_on is not None), default=None),
        max(deadlines, default=None),
        None if assessment is None else assessment.why_unpaid,
        None if last is None else Broken(last.promise.due_on, last.promise.cents, last.received),
        spoken,
        _most([one.most_terms for one in mine if one.most_cents is None or one.most_cents > 0]),
        _cents([one.most_cents for one in mine]),
        _cents(let_go),
    )


def _most(some: list[int | None]) -> int | None:
    return None if None in some else max((one for one in some if one is not None), default=0)


def _cents(some: list[Cents | None]) -> Cents | None:
    return None if None in some else max((one for one in some if one is not None and one > 0), default=ZERO)
