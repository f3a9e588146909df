"""A digest of the week is mailed to the leads: it is recorded before it leaves, so that none leaves twice by itself."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.digests import Digest
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class RecordDigest:
    """The digest of a week begins to be mailed, with what it says; `again`: one of that week was mailed before."""

    week_on: date
    leads: int
    sha256: str
    red: int = 0
    approvals: int = 0
    neglected: int = 0
    late_disputes: int = 0
    post: int = 0
    again: bool = False


@action(
    "digest.record",
    role=Role.LEAD,
    also=frozenset({Role.ADMINISTRATOR}),
    unattended=True,
    not_undoable="digest.sent_stays",
)
def record(tx: Transaction, command: RecordDigest) -> int:
    """Record a digest and return its id. Refused where that of the week was mailed, unless it is to go again."""
    monday = command.week_on
    if not command.again and tx.first(Digest.select().where(Digest.week_on == monday)) is not None:
        raise Refused("digest.mailed_already", source=HOUSE_RULE, week=monday)
    return tx.add(
        Digest,
        week_on=monday,
        on_day=tx.day,
        person_id=tx.actor.person,
        leads=command.leads,
        sha256=given.line(command.sha256),
        red=command.red,
        approvals=command.approvals,
        neglected=command.neglected,
        late_disputes=command.late_disputes,
        post=command.post,
    )
