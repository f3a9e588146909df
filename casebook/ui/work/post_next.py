"""What is done next in a case to which something that came in goes: nothing that wants an answer is forgotten."""

from typing import Any

from casebook.domain.documents import DocumentKind
from casebook.domain.follow_up import follow_up_day
from casebook.domain.post.matter import PostMatter
from casebook.store.actions.contacts import Next
from casebook.store.models.cases import CaseState, NextKind
from casebook.store.queries import choices
from casebook.store.queries.case import CaseCard
from casebook.store.queries.post_item import PostCard
from casebook.store.red_dates import red_dates
from casebook.ui.desk import Desk
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.post_lines import subject
from casebook.ui.work.seen import Seen

_WRITTEN = (DocumentKind.MAIL, DocumentKind.LETTER)


class PostNext:
    """The fields of what is done next: as proposed, where anything is, else as planned."""

    def __init__(self, desk: Desk, seen: Seen, proposed: Next | None) -> None:
        self._seen, is_open = seen, seen.card.state is not CaseState.CLOSED
        kinds = [(None, desk.say("contact.as_planned")), *words_of(NextKind, desk)]
        kind = proposed.kind if proposed is not None else None
        self._kind = ChoiceField[NextKind | None](desk.say("contact.next"), kinds, kind, when=lambda: is_open)

        def is_changed() -> bool:
            return is_open and self._kind.value is not None

        on, note = (proposed.on, proposed.note) if proposed is not None else (None, "")
        self._on = DayField(desk.say("contact.next_on"), desk, on, when=is_changed)
        self._note = TextField(desk.say("contact.next_note"), note, when=is_changed)

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields in their order."""
        return [self._kind, self._on, self._note]

    @property
    def next(self) -> Next | None:
        """What is done next, None where that stays as planned. Raises `InputError`."""
        if self._kind.value is None:
            return None
        return Next(self._seen.card.version, self._on.value, self._kind.value, self._note.value)


async def proposed(desk: Desk, card: PostCard, of: CaseCard, kind: DocumentKind | None) -> Next | None:
    """Return what is proposed to be done next where an item goes to a case: that it is answered, or None.

    That day is no later than what is planned for the case, and than the day by which a right or money would be lost.
    """
    named = card.proposal.named if card.proposal is not None else None
    if kind not in _WRITTEN or card.row.nature is not None or (card.proposal is not None and named is None):
        return None
    sender = next((one.party_id for one in card.candidates if one.case_id == of.case_id), None)
    speaking = await desk.read(choices.speakers, of.case_id, desk.day)
    by_debtor = any(one.party_id == sender and one.relation is None for one in speaking)
    # Whoever tells of insolvency is seldom known in the case yet.
    if not by_debtor and (named is None or named.matter is not PostMatter.INSOLVENCY):
        return None
    law = desk.session.database.law
    rule = law.defaults.post_follow_up.in_force(desk.day)
    if rule is None:
        return None
    red = (await desk.read(red_dates, [of.case_id], desk.day)).get(of.case_id)
    planned = None if of.next_on is None else max(of.next_on, desk.day)
    by = min((day for day in (red, planned) if day is not None), default=None)
    on = follow_up_day(desk.day, rule.value.wait, by, law.holidays).on
    return Next(of.version, on, NextKind(rule.value.action), subject(card.row))
