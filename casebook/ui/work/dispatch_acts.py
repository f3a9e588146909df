"""What is recorded of a letter that leaves: sent, failed, in doubt, come back, or proven to have arrived."""

from collections.abc import Callable, Sequence
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.proof import GRADES, Arrival, Doubt, ReturnedAs
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.limitation.grade import Grade
from casebook.errors import CasebookError, Refused
from casebook.store.actions.dispatch_proof import ProvenDispatch, ReturnedDispatch
from casebook.store.actions.dispatches import DecideDoubt, FailedDispatch, PutBack, SentDispatch
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import choices, letter_clocks, outbox
from casebook.store.queries.leaving import DispatchRow
from casebook.store.queries.letter_card import LetterCard
from casebook.store.queries.letter_clocks import LetterClocks
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.letter_clocks import clocks_after
from casebook.ui.work.letter_lines import became, dispatch_lines, said_of, title
from casebook.ui.work.others_back import OthersBack
from casebook.ui.work.went_anyway import WentAnyway

_BY_MAIL = (ReturnedAs.BOUNCED,)
_BY_POST = tuple(one for one in ReturnedAs if one is not ReturnedAs.BOUNCED)
# How the arrival of a letter can be proven, by the way in which it was sent.
_PROOFS = {
    DispatchWay.REGISTERED: (Arrival.SIGNED_FOR, Arrival.QUOTED),
    DispatchWay.EMAIL: (Arrival.EMAIL_ANSWERED, Arrival.QUOTED),
    DispatchWay.BAILIFF: (Arrival.WRIT,),
}
_OTHERWISE = (Arrival.QUOTED,)


def by_other_hands(desk: Desk, row: DispatchRow) -> bool:
    """Tell whether a letter leaves by other hands than ours: by mail where no mail server is set."""
    ours = desk.session.settings is not None and desk.session.settings.mail is not None
    return row.way is not DispatchWay.EMAIL or (row.waits and not ours)


async def sent(desk: Desk, card: LetterCard) -> bool:
    """Ask when a letter left by other hands than ours, and by what number it is tracked."""
    from casebook.jobs.outbox import by_hand

    row = await _which(desk, card, lambda one: not one.over and by_other_hands(desk, one))
    if row is None:
        return False
    # What was printed was kept when it was.
    file = await desk.write(by_hand, row) if row.document_id is None else None
    on = DayField(desk.say("dispatch.sent_on"), desk, desk.day, past=True)
    tracking = TextField(desk.say("dispatch.tracking"), when=lambda: row.way is DispatchWay.REGISTERED)
    stopped = WentAnyway(desk)

    def command() -> SentDispatch:
        number = tracking.value if row.way is DispatchWay.REGISTERED else ""
        return SentDispatch(row.dispatch_id, row.version, on.value, number, file, stopped.said)

    fields: list[Field[Any]] = [on, tracking, stopped.because]
    return await _ask(desk, card, row, "dispatch.was_sent", fields, command, refused=stopped.refused)


async def failed(desk: Desk, card: LetterCard) -> bool:
    """Ask why a letter cannot leave by one of its ways."""
    row = await _which(desk, card, lambda one: not one.over and one.sending_at is None)
    if row is None:
        return False
    on = DayField(desk.say("dispatch.failed_on"), desk, desk.day, past=True)
    why = LongTextField(desk.say("outbox.why"), required=True)
    return await _ask(
        desk,
        card,
        row,
        "dispatch.did_fail",
        [why, on],
        lambda: FailedDispatch(row.dispatch_id, row.version, on.value, why.value),
    )


async def put_back(desk: Desk, card: LetterCard) -> bool:
    """Ask why a letter that was printed does not go to the post now; it waits again."""
    row = await _which(desk, card, lambda one: one.leaving and one.batch_id is not None)
    if row is None:
        return False
    why = LongTextField(desk.say("outbox.why"), required=True)
    return await _ask(
        desk, card, row, "dispatch.put_it_back", [why], lambda: PutBack(row.dispatch_id, row.version, why.value)
    )


async def decide(desk: Desk, card: LetterCard) -> bool:
    """Ask whether an e-mail in doubt was sent, and how that is known."""
    row = await _which(desk, card, lambda one: one.doubt is Doubt.OPEN)
    if row is None:
        return False
    answer = AnswerField[bool](
        desk,
        desk.say("dispatch.doubt_question"),
        [(True, desk.say("word.doubt_was_sent")), (False, desk.say("word.doubt_not_sent"))],
    )
    why = LongTextField(desk.say("dispatch.doubt_why"), required=True)
    mail = desk.say("dispatch.message", id=row.message_id or "", to=row.to)
    return await _ask(
        desk,
        card,
        row,
        "dispatch.decide",
        [answer, why],
        lambda: DecideDoubt(row.dispatch_id, row.version, answer.answer, why.value),
        [line(Span(mail, "quiet"), hang=2), line(Span(desk.say("dispatch.doubt_how"), "quiet"), hang=2)],
    )


async def returned(desk: Desk, card: LetterCard) -> bool:
    """Ask as what a letter came back, and when."""
    row = await _which(desk, card, lambda one: one.sent_on is not None and one.returned_on is None)
    if row is None:
        return False
    kinds: tuple[ReturnedAs, ...] = _BY_MAIL if row.way is DispatchWay.EMAIL else _BY_POST
    if row.way is DispatchWay.ORDINARY:
        # Nobody has to collect it.
        kinds = tuple(one for one in kinds if one is not ReturnedAs.UNCOLLECTED)
    as_what = ChoiceField(
        desk.say("dispatch.returned_as_what"), [(one, desk.say(f"word.returned_{one}")) for one in kinds], kinds[0]
    )
    others = OthersBack(desk, row, card.dispatches, lambda: as_what.value)
    on = DayField(desk.say("dispatch.returned_on"), desk, desk.day, past=True)
    document = await _document(desk, card)
    return await _ask(
        desk,
        card,
        row,
        "dispatch.came_back",
        [as_what, others.field, on, *document],
        lambda: ReturnedDispatch(
            row.dispatch_id, row.version, on.value, as_what.value, _chosen(document), others.dispatch_ids
        ),
    )


async def proven(desk: Desk, card: LetterCard) -> bool:
    """Ask how it is proven that a letter arrived, with how strong that is, and when it was received or answered."""
    row = await _which(desk, card, lambda one: one.sent_on is not None and one.grade is not Grade.STRONG)
    if row is None:
        return False
    how = ChoiceField(
        desk.say("dispatch.proof_how"),
        [(one, _arrival(one, desk)) for one in _PROOFS.get(row.way, _OTHERWISE)],
        _PROOFS.get(row.way, _OTHERWISE)[0],
    )
    on = DayField(desk.say("dispatch.proof_on"), desk, desk.day, past=True)
    why = LongTextField(desk.say("dispatch.proof_what"), required=True)
    document = await _document(desk, card)

    def command() -> ProvenDispatch:
        grade = GRADES[how.value]
        assert grade is not None, "what proves has a strength"
        return ProvenDispatch(row.dispatch_id, row.version, grade, on.value, why.value, _chosen(document))

    return await _ask(desk, card, row, "dispatch.prove", [how, on, why, *document], command)


def _arrival(arrival: Arrival, desk: Desk) -> str:
    grade = GRADES[arrival]
    return desk.say("dispatch.proof_of", arrival=f"arrival_{arrival}", grade=grade)


async def _which(desk: Desk, card: LetterCard, fits: Callable[[DispatchRow], bool]) -> DispatchRow | None:
    """Return the dispatch that it is about: the only one, or the one that is chosen. Raises `Refused` without any."""
    rows = [one for one in card.dispatches if fits(one)]
    if not rows:
        raise Refused("dispatch.none_of_it", source=HOUSE_RULE)
    if len(rows) == 1:
        return rows[0]
    entries = [
        Entry(one, key_at(at), f"{desk.say(f'word.way_{one.way}')} · {became(one, desk)}")
        for at, one in enumerate(rows)
    ]
    return await desk.ask(Pick(desk, f"{desk.say('dispatch.which')} · {title(card.row, desk)}", entries))


async def _document(desk: Desk, card: LetterCard) -> list[ChoiceField[int | None]]:
    """Return the field for the document that shows it, where the case has any."""
    found = await desk.read(choices.documents, card.row.case_id)
    if not found:
        return []
    none = desk.say("arrangements.no_document")
    options = [(None, none), *((one.document_id, clean_line(one.name)) for one in found)]
    return [ChoiceField[int | None](desk.say("dispatch.document"), options, None)]


def _chosen(document: Sequence[ChoiceField[int | None]]) -> int | None:
    return document[0].value if document else None


async def _ask(  # noqa: PLR0913, PLR0917 each says another thing of the form
    desk: Desk,
    card: LetterCard,
    row: DispatchRow,
    code: str,
    fields: Sequence[Field[Any]],
    command: Callable[[], object],
    about: Sequence[Line] = (),
    refused: Callable[[CasebookError], None] | None = None,
) -> bool:
    form = Form(
        desk,
        f"{desk.say(code)} · {title(card.row, desk)}",
        fields,
        command,
        about=[*dispatch_lines([row], desk), *about],
        foresee=_after(desk, card, await desk.read(letter_clocks.letter_clocks, card.row.letter_id)),
        refused=refused,
    )
    return await desk.ask(form) is not None


def _after(desk: Desk, card: LetterCard, before: LetterClocks) -> Callable[[Database, Done], Sequence[Line]]:
    """Return what shows how the letter stands then, and what becomes of the clocks it is about."""

    def look(database: Database, _done: Done) -> Sequence[Line]:
        row = outbox.of_ids(database, [card.row.letter_id])[0]
        grade = desk.say("dispatch_line.grade", grade=row.grade) if row.grade else ""
        stands = line("→ ", " · ".join(filter(None, (said_of(row, desk), grade))), hang=2)
        return [stands, *clocks_after(database, row.letter_id, before, desk)]

    return look
