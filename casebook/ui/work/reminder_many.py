"""The letters of the reminder steps of many cases: seen together, prepared as one step, refused ones with why."""

from collections.abc import Iterator, Sequence

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate import refused
from casebook.errors import CasebookError, Refused
from casebook.jobs import reminder_letters
from casebook.jobs.reminder_letters import StepLetters
from casebook.store.queries.marked import MarkedCase
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.ui.widgets.columns import cut
from casebook.ui.work.bank_form import Foreseeing
from casebook.ui.work.bulk import CountField
from casebook.ui.work.letter_lines import kind_word, tone_said
from casebook.ui.work.letter_settings import letter_settings
from casebook.ui.work.one_step import OneStep

# In cells: the longest number of a case.
_NUMBER = 10


async def prepare_due(desk: Desk, cases: Sequence[MarkedCase]) -> list[tuple[MarkedCase, CasebookError]] | None:
    """Show the letters of the steps that are due and prepare them; return the cases that got none, and why.

    None where one turned back. Raises `Refused` where no case has a letter that is due.
    """
    reading = desk.read(reminder_letters.many, desk.day, [one.case_id for one in cases], letter_settings(desk))
    found = await desk.meanwhile(desk.say("letter_page.composing"), reading)
    if not found.steps:
        raise Refused("reminders.none_due", source=HOUSE_RULE)
    together = OneStep(desk)
    dialog = Foreseeing(
        desk,
        desk.say("reminders.prepare_all", count=reminder_letters.drafts_of(found)),
        [CountField(desk, reminder_letters.drafts_of(found), "outbox.other_count")],
        lambda: tuple(step.command for step in found.steps),
        about=list(_about(found, desk)),
        listed=list(_listed(found, cases, desk)),
        act=together.act,
    )
    if await desk.ask(dialog) is None:
        return None
    without = dict(found.without) | {step.command.case_id: error for step, error in together.refused(found.steps)}
    return [(one, without[one.case_id]) for one in cases if one.case_id in without]


def _about(found: StepLetters, desk: Desk) -> Iterator[Line]:
    """Yield how many letters the gate would not let leave, and of how many cases there is none."""
    letters = [letter for step in found.steps for letter in step.letters]
    stopped = sum(bool(refused(letter.stops, ())) for letter in letters)
    for sign, code, count in (("✗ ", "reminders.stopped", stopped), ("! ", "reminders.left_out", len(found.without))):
        if count:
            yield line(Span(sign, "due"), desk.say(code, count=count), hang=len(sign))


def _listed(found: StepLetters, cases: Sequence[MarkedCase], desk: Desk) -> Iterator[Line]:
    """Yield the letters, each with its kind and tone and what stops it, and at the end the cases without."""
    for step in found.steps:
        for letter in step.letters:
            facts = letter.text.facts
            yield line(
                cut(clean_line(facts.case_number), _NUMBER) + "  ",
                f"{clean_line(facts.addressee.name)} · {kind_word(letter.draft.kind, desk)}",
                Span(f" · {tone_said(letter.draft.tone, desk)}", "quiet"),
                hang=_NUMBER + 2,
            )
            for said in dict.fromkeys(desk.say(stop.rule, **stop.parameters) for stop in refused(letter.stops, ())):
                yield line(" " * (_NUMBER + 2), Span("✗ ", "urgent"), said, hang=_NUMBER + 4)
    if found.without:
        yield EMPTY
        yield head(desk.say("reminders.without"))
    for one in cases:
        if one.case_id in found.without:
            said = desk.told(found.without[one.case_id])
            yield line(cut(one.number, _NUMBER) + "  ", clean_line(one.name), Span(f" · {said}", "quiet"), hang=12)
