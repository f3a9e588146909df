"""The end of a case: closing it, giving it back to regular control, and aftercare."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casebook.domain.calendar import add, next_working_day
from casebook.store.actions.cases import CloseCase
from casebook.store.actions.returns import ReturnCase
from casebook.store.actions.watches import EndWatch, SetWatch
from casebook.store.database import Database
from casebook.store.models.cases import Closing
from casebook.store.models.relation import RelationOutcome, ReturnGround
from casebook.store.perform import Done
from casebook.store.queries import arrangement_standing, case, relation
from casebook.store.queries.case import CaseCard
from casebook.store.queries.relation import WatchRow
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.prose import Line, line
from casebook.ui.widgets.fields import DayField, Field, LongTextField, OptionalDayField, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import Seen
from casebook.ui.work.thanks import thank

# Going back has a form of its own, which asks more.
_CLOSINGS = tuple(closing for closing in Closing if closing is not Closing.RETURNED_TO_REGULAR)


def watch_day(desk: Desk) -> date:
    """Return the day on which somebody looks again after a case that ends today."""
    law = desk.session.database.law
    return next_working_day(add(desk.day, law.defaults.aftercare.applied(desk.day).value), law.holidays)


async def close(desk: Desk, card: CaseCard) -> bool:
    """Ask how the case ended, what became of the customer and what is to be learnt; once paid, propose aftercare."""
    seen = Seen(desk, card)
    closed_as = AnswerField[Closing](desk, desk.say("life.closed_as"), words_of(_CLOSINGS, desk))
    outcome, lesson = _outcome(desk), LongTextField(desk.say("life.lesson"))
    paid = OptionalDayField(
        desk.say("life.watch_on"), desk, watch_day(desk), when=lambda: closed_as.value is Closing.PAID
    )
    other = OptionalDayField(desk.say("life.watch_on"), desk, when=lambda: closed_as.value not in (None, Closing.PAID))
    fields: list[Field[Any]] = [closed_as, outcome, lesson, paid, other]

    def command() -> CloseCase:
        watch_on = (paid if closed_as.answer is Closing.PAID else other).value
        return CloseCase(card.case_id, seen.card.version, closed_as.answer, outcome.answer, lesson.value, watch_on)

    heading = desk.say("life.close_heading", number=card.number, name=card.name)
    form = Form(desk, heading, fields, command, foresee=_closed(desk, card), renew=seen.renew)
    if await desk.ask(form) is None:
        return False
    if closed_as.value is Closing.PAID and not await desk.read(_thanked, card, desk.day):
        await thank(desk, card)
    return True


async def give_back(desk: Desk, card: CaseCard) -> bool:
    """Ask on what ground the case goes back to regular control, and on which terms."""
    seen = Seen(desk, card)
    ground = AnswerField[ReturnGround](
        desk, desk.say("life.ground"), words_of(ReturnGround, desk, {one: f"return_{one}" for one in ReturnGround})
    )
    terms = TextField(desk.say("life.order_terms"))
    outcome, lesson = _outcome(desk), LongTextField(desk.say("life.lesson"))
    watch_on = OptionalDayField(desk.say("life.watch_on"), desk, watch_day(desk))
    fields: list[Field[Any]] = [ground, terms, outcome, lesson, watch_on]

    def command() -> ReturnCase:
        return ReturnCase(
            card.case_id,
            seen.card.version,
            ground.answer,
            terms.value,
            outcome.answer,
            lesson.value,
            watch_on.value,
        )

    heading = desk.say("life.return_heading", number=card.number, name=card.name)
    form = Form(desk, heading, fields, command, foresee=_closed(desk, card), renew=seen.renew)
    return await desk.ask(form) is not None


async def watch(desk: Desk, card: CaseCard) -> bool:
    """Ask on which day somebody looks how the debtor pays, whose case is closed."""
    on = DayField(desk.say("life.watch_on"), desk, watch_day(desk))
    heading = desk.say("life.watch_heading", number=card.number, name=card.name)
    return await desk.ask(Form(desk, heading, [on], lambda: SetWatch(card.case_id, on.value))) is not None


async def watched(desk: Desk, card: CaseCard, row: WatchRow) -> bool:
    """Ask what was found on a day of aftercare, and whether somebody looks once more."""
    found = TextField(desk.say("life.found"), required=True)
    again = OptionalDayField(desk.say("life.watch_again"), desk)
    fields: list[Field[Any]] = [found, again]
    heading = desk.say("life.watch_heading", number=card.number, name=card.name)
    form = Form(desk, heading, fields, lambda: EndWatch(row.watch_id, row.version, found.value, again.value))
    return await desk.ask(form) is not None


def _thanked(database: Database, card: CaseCard, day: date) -> bool:
    """Tell whether the debtor was thanked for an arrangement, or a person decided that he is not."""
    plans = [one.plan for one in arrangement_standing.of_case(database, card.case_id, day)]
    return any(plan.thanked_on is not None or plan.no_thanks_because for plan in plans)


def _outcome(desk: Desk) -> AnswerField[RelationOutcome]:
    words = words_of(RelationOutcome, desk, {one: f"relation_{one}" for one in RelationOutcome})
    return AnswerField[RelationOutcome](desk, desk.say("life.outcome"), words)


def _closed(desk: Desk, card: CaseCard) -> Foresee:
    """Return what tells how the case would stand once it is closed."""

    def look(database: Database, _done: Done) -> Sequence[Line]:
        now = case.card(database, card.case_id)
        assert now is not None
        lines = [line("→ ", desk.say("life.will_close", closed_as=now.closed_as))]
        advice = relation.advice_in_force(database, card.debtor_id)
        lines += [
            line("→ ", desk.say("life.will_watch", on=one.on_day))
            for one in relation.watches(database, card.case_id)
            if one.ended_on is None
        ]
        if advice is not None:
            lines.append(line("→ ", desk.say("life.advice_stays", kind=f"advice_{advice.kind}")))
        return lines

    return look
