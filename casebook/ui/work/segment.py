"""The segment by hand: chosen with a reason, and given up again."""

from collections.abc import Sequence
from typing import Any

from casebook.domain.relation.segment import Segment
from casebook.store.actions.segments import EndSegment, SetSegment
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import intake
from casebook.store.queries.case import CaseCard
from casebook.store.queries.relation import ChoiceRow
from casebook.ui.case_tabs.relation_words import segment_because
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import Field, OptionalDayField, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of


async def choose(desk: Desk, card: CaseCard) -> bool:
    """Ask in which segment the debtor is instead, why and until when; beside it what the rules make of him."""
    why = await desk.read(intake.segment_why, card.case_id, desk.day)
    words = words_of(Segment, desk, {one: f"segment_{one}" for one in Segment})
    segment = AnswerField[Segment](desk, desk.say("life.segment_is"), words)
    reason = TextField(desk.say("life.reason"), required=True)
    until = OptionalDayField(desk.say("life.segment_until"), desk)
    fields: list[Field[Any]] = [segment, reason, until]
    now = desk.say("life.segment_now", segment=f"segment_{why.value}")
    about = [line(now, Span(f" · {segment_because(desk, why)}", "quiet"))]

    def look(database: Database, _done: Done) -> Sequence[Line]:
        then = intake.segment_why(database, card.case_id, desk.day)
        return [line("→ ", desk.say(f"word.segment_{then.value}"), f" · {segment_because(desk, then)}")]

    form = Form(
        desk,
        desk.say("life.segment_heading", name=card.name),
        fields,
        lambda: SetSegment(card.case_id, segment.answer, reason.value, until.value),
        about=about,
        foresee=look,
    )
    return await desk.ask(form) is not None


async def end(desk: Desk, choice: ChoiceRow) -> bool:
    """Let the rules decide again."""
    await desk.act(EndSegment(choice.choice_id, choice.version))
    return True
