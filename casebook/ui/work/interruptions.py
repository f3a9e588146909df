"""Interruption letters for the claims marked on the radar: to whom, by which way, what is late, and what is missing."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate import refused
from casebook.errors import Refused
from casebook.jobs import letter_offer
from casebook.jobs.letter_offer import Previewed
from casebook.jobs.letters import Interruptions, Late, interruptions
from casebook.store.database import Database
from casebook.store.queries.radar import ClockRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import part
from casebook.ui.desk import Desk
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.columns import cut
from casebook.ui.widgets.fields import Field, yes_field
from casebook.ui.work.bank_form import Foreseeing
from casebook.ui.work.bulk import CountField
from casebook.ui.work.letter_lines import ways_said
from casebook.ui.work.letter_settings import letter_settings
from casebook.ui.work.one_step import OneStep

# In cells: the longest number of a case.
_NUMBER = 10


class Found(NamedTuple):
    """The letters that interrupt, as they would be prepared, and what the gate says of each."""

    found: Interruptions
    letters: tuple[Previewed, ...]


async def interrupt(desk: Desk, rows: Sequence[ClockRow]) -> str | None:
    """Show the letters that interrupt the limitation of claims, and prepare all of them; return what is said then."""
    claim_ids = list(dict.fromkeys(row.claim_id for row in rows))
    by_post = await desk.meanwhile(desk.say("letter_page.composing"), desk.read(_found, desk, claim_ids, by_writ=False))
    if not by_post.found.prepare:
        for one in by_post.found.unwritten:
            raise Refused(one.code, source=HOUSE_RULE, **one.parameters)
        raise Refused("interruptions.none", source=HOUSE_RULE)
    late = by_post.found.late
    by_writ = await desk.read(_found, desk, claim_ids, by_writ=True) if late else by_post
    writ = yes_field(desk.say("interruptions.by_writ", count=len(late)), desk, yes=True, when=lambda: bool(late))
    step = OneStep(desk)
    fields: list[Field[Any]] = [writ, CountField(desk, len(by_post.letters), "outbox.other_count")]
    form = Foreseeing(
        desk,
        desk.say("interruptions.heading", count=len(by_post.letters)),
        fields,
        lambda: (by_writ if writ.value else by_post).found.prepare,
        about=list(_about(by_post, desk)),
        listed=_listed(by_post, rows, desk),
        act=step.act,
    )
    if await desk.ask(form) is None:
        return None
    if step.errors:
        lines = [line("✗ ", desk.told(one), hang=2) for one in step.errors]
        await desk.ask(Reader(desk, desk.say("outbox.refused", count=len(lines)), lines))
    return desk.say("interruptions.prepared", count=len(step.outcomes) - len(step.errors))


def _found(database: Database, desk: Desk, claim_ids: Sequence[int], *, by_writ: bool) -> Found:
    with database.snapshot():
        found = interruptions(database, desk.day, claim_ids, letter_settings(desk), by_writ=by_writ)
        return Found(found, letter_offer.previewed(database, desk.day, found.prepare))


def _about(one: Found, desk: Desk) -> Iterator[Line]:
    """Yield how many letters come too late or cannot leave, and of how many claims there is none."""
    stopped = len(one.found.unwritten) + sum(bool(refused(letter.stops, ())) for letter in one.letters)
    for sign, style, code, count in (
        ("!! ", "urgent", "interruptions.late_count", len(one.found.late)),
        ("✗ ", "urgent", "interruptions.stopped", stopped),
        ("! ", "due", "interruptions.without_count", len(one.found.without)),
    ):
        if count:
            yield line(Span(sign, style), desk.say(code, count=count), hang=len(sign))


def _listed(one: Found, rows: Sequence[ClockRow], desk: Desk) -> list[Line]:
    """Return the letters: those too late by post and those that cannot leave in front; at the end claims without."""
    stopped = [letter for letter in one.letters if refused(letter.stops, ())]
    others = [letter for letter in one.letters if letter not in stopped]
    numbers = {row.claim_id: row.claim_number for row in rows}
    without = ", ".join(clean_line(numbers[id_]) for id_ in one.found.without)
    return [
        *part(desk.say("interruptions.too_late"), [_late(late, desk) for late in one.found.late]),
        *part(desk.say("interruptions.cannot"), [*_unwritten(one.found, desk), *_all_stopped(stopped, desk)]),
        *part(desk.say("interruptions.letters"), [told for letter in others for told in _letter(letter, desk)]),
        *part(desk.say("interruptions.without"), [line("  ", without, hang=2)] if without else []),
    ]


def _late(late: Late, desk: Desk) -> Line:
    said = desk.say(
        "interruptions.late", name=late.name, numbers=late.numbers, needed_by=late.needed_by, arrives=late.arrives_on
    )
    return line(Span("!! ", "urgent"), said, hang=3)


def _unwritten(found: Interruptions, desk: Desk) -> Iterator[Line]:
    for one in found.unwritten:
        yield line(f"  {cut(one.case_number, _NUMBER)} {clean_line(one.name)}", hang=4)
        yield line("    ", Span("✗ ", "urgent"), desk.say(one.code, **one.parameters), hang=6)


def _all_stopped(letters: Sequence[Previewed], desk: Desk) -> Iterator[Line]:
    for letter in letters:
        yield from _stopped(letter, desk)


def _stopped(letter: Previewed, desk: Desk) -> Iterator[Line]:
    yield from _letter(letter, desk)
    for said in dict.fromkeys(desk.say(stop.rule, **stop.parameters) for stop in refused(letter.stops, ())):
        yield line("    ", Span("✗ ", "urgent"), said, hang=6)


def _letter(letter: Previewed, desk: Desk) -> Iterator[Line]:
    """Yield to whom a letter goes and by when it is needed, and below it by which ways."""
    facts = letter.text.facts
    until = letter.draft.needed_by
    yield line(
        f"  {cut(facts.case_number, _NUMBER)} {clean_line(facts.addressee.name)}",
        Span(f" · {desk.say('interruptions.until', on=until)}" if until else "", "quiet"),
        hang=4,
    )
    yield line("    ", Span(ways_said(letter.draft.ways, desk), "quiet"), hang=4)
