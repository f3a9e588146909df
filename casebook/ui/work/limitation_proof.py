"""The proof of an event that came in, and an event that is void."""

from typing import Any

from casebook.domain.limitation.facts import RECEIVED
from casebook.store.actions.limitation import ProveEvent, VoidEvent
from casebook.store.models.limitation import Grade
from casebook.store.queries import choices
from casebook.store.queries.recorded import Recorded
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import labelled
from casebook.ui.widgets.fields import Field, OptionalDayField, TextField
from casebook.ui.work.claim_fields import ExplainedField
from casebook.ui.work.limitation_event import document_field, grade_options
from casebook.ui.work.limitation_subject import Subject

_WIDTH = 11


async def prove(desk: Desk, subject: Subject, event: Recorded) -> bool:
    """Ask what proof came in and when the debtor received it, and mark the event as proven."""
    documents = await desk.read(choices.documents, subject.card.case_id)
    # None is chosen beforehand: how strong it is decides who may say that it is proven.
    grade = ExplainedField[Grade | None](
        desk.say("limitation_form.proof"),
        [(None, desk.say("limitation_form.choose_proof")), *grade_options(desk, (Grade.STRONG, Grade.MEDIUM))],
        None,
        lambda _: "",
        required=True,
    )
    received = OptionalDayField(
        desk.say("limitation_form.received"),
        desk,
        event.facts.received_on,
        past=True,
        when=lambda: event.facts.kind in RECEIVED,
    )
    reason = TextField(desk.say("limitation_form.reason"), required=True)
    document = document_field(desk, documents)

    def command() -> ProveEvent:
        assert grade.value is not None, "one is required"
        on = received.value if event.facts.kind in RECEIVED else None
        return ProveEvent(event.event_id, grade.value, reason.value, document.value, on)

    about = [
        labelled(desk.say(f"word.{one}"), desk.say(f"limitation_form.means_{one}"), _WIDTH)
        for one in (Grade.STRONG, Grade.MEDIUM, Grade.WEAK)
    ]
    heading = subject.heading("limitation_form.prove", desk)
    fields: list[Field[Any]] = [grade, received, reason, document]
    form = Form(desk, heading, fields, command, about=about, foresee=subject.foresee(desk))
    return await desk.ask(form) is not None


async def void(desk: Desk, subject: Subject, event: Recorded) -> bool:
    """Ask why an event did not happen or did nothing, and mark it as void."""
    reason = TextField(desk.say("limitation_form.reason"), required=True)
    heading = subject.heading("limitation_form.void", desk)
    form = Form(
        desk,
        heading,
        [reason],
        lambda: VoidEvent(event.event_id, reason.value),
        foresee=subject.foresee(desk, event=False),
    )
    return await desk.ask(form) is not None
