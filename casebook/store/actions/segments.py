"""A segment that a person chooses where the rules of the house do not fit."""

from dataclasses import dataclass
from datetime import date

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.relation.segment import Segment
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.parties import of_party_of
from casebook.store.commands import action
from casebook.store.models.cases import Case
from casebook.store.models.relation import SegmentChoice
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SetSegment:
    """The debtor of a case is in a segment from today on, until a day or until somebody ends it."""

    case_id: int
    segment: Segment
    reason: str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndSegment:
    """The rules decide again."""

    id: int
    version: int


@action("segment_choice.set", cases=given.case_itself)
def set_segment(tx: Transaction, command: SetSegment) -> int:
    """Choose a segment in the place of what was chosen before, and return the id of the choice."""
    debtor_id = tx.get(Case, command.case_id).debtor_id
    if command.until_on is not None and command.until_on < tx.day:
        raise Refused("segment.past", source=HOUSE_RULE, on=command.until_on)
    for choice in tx.find(
        SegmentChoice.select().where(SegmentChoice.party_id == debtor_id, SegmentChoice.ended_on.is_null())
    ):
        tx.change(choice, ended_on=tx.day)
    return tx.add(
        SegmentChoice,
        party_id=debtor_id,
        segment=command.segment,
        reason=given.reason(command.reason),
        from_on=tx.day,
        until_on=command.until_on,
    )


@action("segment_choice.end", cases=of_party_of(SegmentChoice))
def end_segment(tx: Transaction, command: EndSegment) -> None:
    """End a choice."""
    choice = tx.get(SegmentChoice, command.id, command.version)
    if choice.ended_on is not None:
        raise Refused("segment.ended", source=HOUSE_RULE, on=choice.ended_on)
    tx.change(choice, ended_on=tx.day)
