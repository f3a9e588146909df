"""A call that is a step of a reminder cycle: what is talked about, beside what is recorded of it."""

from collections.abc import Iterator, Sequence
from typing import Any

from casebook import format as form
from casebook.domain.reminders.cycle import CycleStep
from casebook.store.actions.reminders import CallStep
from casebook.store.database import Database
from casebook.store.queries import reminders, talking
from casebook.store.queries.case import CaseCard
from casebook.store.queries.reminders import CycleCard
from casebook.store.queries.talking import Talk
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled
from casebook.ui.widgets.fields import ChoiceField, Field, yes_field

# In cells: what stands in front of a point.
_LABEL = 14
# So many claims are named by their numbers.
_NAMED = 2


class CallSteps:
    """The call steps of a case that are due: their points to talk about, and whether the contact is the step."""

    def __init__(self, desk: Desk, due: Sequence[tuple[CycleCard, CycleStep, Talk]]) -> None:
        self._desk, self._due = desk, due
        self._counts: ChoiceField[bool] = yes_field(
            desk.say("reminders.counts"),
            desk,
            yes=True,
            when=lambda: bool(due),
        )

    @classmethod
    async def read(cls, desk: Desk, card: CaseCard) -> "CallSteps":
        """Return the call steps of a case that are due today."""
        return cls(desk, await desk.read(_due, desk, card.case_id))

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        """The field that asks whether the contact is the step."""
        return (self._counts,)

    def taken(self, *, incoming: bool) -> tuple[CallStep, ...]:
        """Return the steps that the contact takes; who calls us himself takes none."""
        if incoming or not self._due or not self._counts.value:
            return ()
        return tuple(CallStep(running.run_id, running.version, step.name) for running, step, _ in self._due)

    def said(self) -> str:
        """Return the points as a text."""
        return "\n".join("".join(span.text for span in one.spans) for one in self.points())

    def points(self) -> list[Line]:
        """Return the points to talk about, of each cycle its own."""
        lines: list[Line] = []
        for _, step, talk in self._due:
            lines += _points(step, talk, self._desk)
        return lines


def _due(database: Database, desk: Desk, case_id: int) -> list[tuple[CycleCard, CycleStep, Talk]]:
    found: list[tuple[CycleCard, CycleStep, Talk]] = []
    for running in reminders.of_case(database, case_id, desk.day):
        step = running.due(desk.day)
        if step is not None and step.call:
            roles = desk.session.actor.roles
            found.append((running, step, talking.talk(database, case_id, running.claim_ids, roles, desk.day)))
    return found


def _points(step: CycleStep, talk: Talk, desk: Desk) -> Iterator[Line]:
    say = desk.say
    # More would take the room of what matters in a call.
    many = len(talk.numbers) > _NAMED
    numbers = ", ".join(clean_line(number) for number in talk.numbers)
    claims = say("reminders.talk_claims", count=len(talk.numbers)) if many else numbers
    if talk.since is None:
        opened = say("reminders.talk_open", amount=talk.open, claims=claims)
    else:
        days = (desk.day - talk.since).days
        opened = say("reminders.talk_open_since", amount=talk.open, claims=claims, since=talk.since, days=days)
    yield labelled(say("reminders.talk_label_open"), opened, _LABEL)
    if talk.broken is not None:
        code = "reminders.talk_broken" if talk.broken.received <= 0 else "reminders.talk_partly"
        told = say(code, amount=talk.broken.cents, on=talk.broken.due_on, received=talk.broken.received)
        yield labelled(say("reminders.talk_label_promise"), Span(told, "due"), _LABEL)
    said = [say(f"word.unpaid_{talk.why_unpaid}")] if talk.why_unpaid is not None else []
    if talk.spoken is not None and talk.spoken.text:
        said.append(f"{form.day(talk.spoken.on_day, desk.language)}: {clean_line(talk.spoken.text)}")
    yield labelled(say("reminders.talk_label_why"), " · ".join(said) or say("reminders.talk_why_unknown"), _LABEL)
    yield labelled(say("reminders.talk_label_may"), _conceded(talk, desk), _LABEL)
    again = step.name != "first_contact"
    asked = say("reminders.points_again" if again else "reminders.points_first")
    yield labelled(say("reminders.talk_label_ask"), Span(asked, "strong"), _LABEL)


def _conceded(talk: Talk, desk: Desk) -> str:
    """Say what the one who calls may agree by himself."""
    say, found = desk.say, []
    if talk.plan_cents is not None and talk.open > talk.plan_cents:
        found.append(say("reminders.talk_no_plan", most=talk.plan_cents))
    elif talk.most_terms:
        found.append(say("reminders.talk_plan", terms=talk.most_terms))
    if talk.remission:
        found.append(say("reminders.talk_remission", most=talk.remission))
    return " · ".join(found) or say("reminders.talk_nothing")
