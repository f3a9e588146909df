"""The in-tray: what came in and waits, what was decided on, and how long the oldest waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, NamedTuple

from casebook.domain.calendar import add_working_days
from casebook.domain.post.candidates import PostMethod
from casebook.domain.post.nature import PostNature
from casebook.domain.post.unread import Unread
from casebook.store.database import Database
from casebook.store.models.post import PostDecision
from casebook.store.queries.listing import Count, Listing, Part
from casebook.store.queries.listing import count as counted
from casebook.store.rows import many, rows


class InTray(StrEnum):
    """Which items: those that wait, the oldest first; those decided on, the last first; those that were not ours."""

    WAITING = "post_waiting"
    DECIDED = "post_decided"
    NOT_OURS = "post_not_ours"


class PostRow(NamedTuple):
    """An item as a list shows it: its document, who sent it, and the case it went to, or is most likely for.

    `received_on` is the day from which terms are best counted: that of a mail as it says itself, where that is not
    ahead of the day it was taken in. `case_id` is 0, `method` None and `confidence` 0 where nothing was found;
    `candidates` is how many cases were. `parts` is how many documents are attached.
    """

    item_id: int
    version: int
    document_id: int
    name: str
    media_type: str
    sha256: str
    size: int
    arrived_on: date
    received_on: date
    sent_on: date | None
    from_name: str
    from_mail: str
    subject: str
    unread: Unread | None
    nature: PostNature | None
    parts: int
    case_id: int
    number: str
    debtor: str
    method: PostMethod | None
    confidence: int
    candidates: int
    decision: PostDecision | None
    decided_on: date | None
    decided_by: str
    reason: str


class Waiting(NamedTuple):
    """How many items wait, since when the oldest does, and whether it is late, or so late that a lead is told.

    What arrived on `late_from` or before that is late; None where nothing is.
    """

    items: Count
    oldest_on: date | None
    late: bool
    to_lead: bool
    late_from: date | None = None


class _Oldest(NamedTuple):
    arrived_on: date | None


_COLUMNS = """
    i.id, i.version, i.document_id, d.name, d.media_type, i.sha256, d.size, i.arrived_on,
    CASE WHEN i.sent_on <= i.arrived_on THEN i.sent_on ELSE i.arrived_on END, i.sent_on, i.from_name, i.from_mail,
    i.subject, i.unread, i.nature, (SELECT count(*) FROM post_part t WHERE t.item_id = i.id),
    COALESCE(c.id, 0), COALESCE(c.number, ''), COALESCE(p.name, ''), n.method, COALESCE(n.confidence, 0),
    CASE WHEN i.decision IS NULL THEN (SELECT count(*) FROM post_candidate o WHERE o.item_id = i.id) ELSE 0 END,
    i.decision, i.decided_on, COALESCE(w.name, ''), i.reason
"""
_JOINED = """
    JOIN document d ON d.id = i.document_id
    LEFT JOIN post_candidate n ON n.item_id = i.id AND n.rank = 1 AND i.decision IS NULL
    LEFT JOIN cases c ON c.id = COALESCE(i.case_id, n.case_id) LEFT JOIN party p ON p.id = c.debtor_id
    LEFT JOIN person w ON w.id = i.decided_by_id
"""
_WHERE = {
    InTray.WAITING: "i.decided_on IS NULL",
    InTray.DECIDED: "i.decided_on IS NOT NULL AND i.decision <> 'not_ours'",
    InTray.NOT_OURS: "i.decided_on IS NOT NULL AND i.decision = 'not_ours'",
}
_BY_ID = f"SELECT {_COLUMNS} FROM post_item i {_JOINED} WHERE i.id IN ({{marks}})"  # noqa: S608 our own text
_OF_CASE = f"SELECT {_COLUMNS} FROM post_item i {_JOINED} WHERE i.case_id = ? ORDER BY i.decided_on DESC, i.id DESC"  # noqa: S608 our own text
_COUNT = "SELECT 1 FROM post_item WHERE decided_on IS NULL"
_OLDEST = "SELECT min(arrived_on) FROM post_item WHERE decided_on IS NULL"


@dataclass(frozen=True, slots=True)
class PostListing(Listing[PostRow]):
    """The in-tray; several rows may be for one case, or for none."""

    FOUND_BY: ClassVar[str] = "id"


def post(database: Database, which: InTray = InTray.WAITING) -> PostListing:
    """Return the items that wait, or those that were decided on."""
    del database
    part = (Part(_WHERE[which]),)
    if which is InTray.WAITING:
        order = ("i.arrived_on", "i.id")
        return PostListing(
            PostRow, _COLUMNS, "post_item i", _JOINED, order, lambda row: (row.arrived_on, row.item_id), part
        )
    order = ("i.decided_on", "i.id")
    return PostListing(
        PostRow, _COLUMNS, "post_item i", _JOINED, order, lambda row: (row.decided_on, row.item_id), part, True
    )


def waiting(database: Database, day: date) -> Waiting:
    """Return how much waits in the in-tray and how long: for the title, and for the lead."""
    oldest = rows(database, _OLDEST, _Oldest)[0].arrived_on
    if oldest is None:
        return Waiting(Count(0), None, late=False, to_lead=False)
    rules, holidays = database.law.defaults.post.applied(day).value, database.law.holidays
    late = add_working_days(oldest, rules.decide, holidays) < day
    to_lead = add_working_days(oldest, rules.to_lead, holidays) < day
    before = (day - timedelta(days) for days in range((day - oldest).days + 1))
    late_from = next((one for one in before if add_working_days(one, rules.decide, holidays) < day), None)
    return Waiting(counted(database, _COUNT, ()), oldest, late, to_lead, late_from)


def by_ids(database: Database, item_ids: Sequence[int]) -> tuple[PostRow, ...]:
    """Return items as a list shows them; no more of those that are not there."""
    return tuple(many(database, _BY_ID, PostRow, item_ids))


def of_case(database: Database, case_id: int) -> tuple[PostRow, ...]:
    """Return the items that went to a case, the last one decided first."""
    return tuple(rows(database, _OF_CASE, PostRow, (case_id,)))
