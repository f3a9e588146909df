"""The debtor is told what will be collected: the letter is shown, and recorded once it was sent."""

from collections.abc import Iterator, Sequence
from typing import Any

from casebook import format as form
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions.debit_notices import TellCollections
from casebook.store.debit_notices import Ahead
from casebook.store.models.cases import Channel
from casebook.store.queries import direct_debit
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.case import CaseCard
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.arrangement_mail import LetterTerm, announcement
from casebook.ui.work.arrangement_seen import heading, letter_of
from casebook.ui.work.kinds import words_of
from casebook.ui.work.letter_page import LetterPage

# How it goes out.
_BY = (Channel.LETTER, Channel.MAIL)


async def announce(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask which collections are announced, show the letter, and record when and how it was sent."""
    ahead = await desk.read(direct_debit.ahead, standing, desk.day)
    if not ahead:
        raise Refused("debit.nothing_to_tell", source=HOUSE_RULE)
    terms = await _which(desk, card, ahead)
    if terms is None:
        return False
    letter = await letter_of(desk, card, standing)
    told = [LetterTerm(one.term, one.collect_on, one.cents, one.cents) for one in terms]
    page = LetterPage(desk, heading("arrangements.announce", desk, card), lambda _: announcement(letter, told))
    await desk.ask(page)
    if not page.sent:
        return False
    on = DayField(desk.say("arrangements.sent_on"), desk, desk.day, past=True)
    channel = ChoiceField(desk.say("arrangements.channel"), words_of(_BY, desk), _BY[0])
    fields: list[Field[Any]] = [on, channel]
    ids = tuple(one.instalment_id for one in terms)
    dialog = Form(
        desk,
        heading("debits.tell", desk, card),
        fields,
        lambda: TellCollections(standing.plan.id, ids, on.value, channel.value),
        about=list(_lines(desk, terms)),
    )
    return await desk.ask(dialog) is not None


async def _which(desk: Desk, card: CaseCard, ahead: Sequence[Ahead]) -> Sequence[Ahead] | None:
    """Ask for the next collection or all of them, where there are more; each is shown with when it was announced."""
    if len(ahead) == 1:
        return ahead
    entries = [
        Entry[Sequence[Ahead]](ahead[:1], "n", desk.say("debits.tell_next", number=ahead[0].term)),
        Entry[Sequence[Ahead]](ahead, "a", desk.say("debits.tell_all", count=len(ahead))),
    ]
    about = "\n".join(_said(one, desk) for one in ahead)
    return await desk.ask(Pick(desk, heading("arrangements.announce", desk, card), entries, about=about))


def _lines(desk: Desk, terms: Sequence[Ahead]) -> Iterator[Line]:
    for one in terms:
        is_late = one.told_on is None and desk.day > one.tell_by
        yield line(Span(("! " if is_late else "") + _said(one, desk), "due" if is_late else ""), hang=2)


def _said(one: Ahead, desk: Desk) -> str:
    parts = [form.day(one.collect_on, desk.language), form.money(one.cents, desk.language)]
    parts.append(desk.say("debits.of_term", number=one.term))
    if one.told_on is None:
        parts.append(desk.say("debits.tell_by", until=one.tell_by))
    else:
        parts.append(desk.say("debits.told_on", on=one.told_on))
    return " · ".join(parts)
