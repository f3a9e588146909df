"""How a proceeding is told: its stage, who acts, the days that follow with their source, and what happened in it."""

from collections.abc import Iterator

from casebook.domain.insolvency.dues import STAYS, Due
from casebook.store.insolvencies_before import KnownBefore
from casebook.store.insolvency_rows import EventRow
from casebook.store.queries.insolvencies import InsolvencyCard, PersonRow
from casebook.store.queries.insolvencies_before import BeforeRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.filing_lines import filing_lines
from casebook.ui.case_tabs.telling import day
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, labelled, line

_LABEL = 26


def insolvency_lines(card: InsolvencyCard, desk: Desk) -> list[Line]:
    """Return all there is to say of a proceeding, what is due in it first."""
    kind, found = _whose(card, desk.say(f"word.{card.row.kind}")), card.standing
    stage = Span(desk.say(f"word.insolvency_stage_{found.stage}"), "strong")
    title = Line((Span(kind[0].upper() + kind[1:], "head"),), right=(stage,))
    lines = [title, *(_due(one, desk) for one in found.dues), *_facts(card, desk)]
    lines += [_person(one, desk) for one in card.persons]
    lines += filing_lines(card, desk)
    if card.row.note:
        lines.append(line("  ", Span(f"“{clean(card.row.note)}”"), hang=2))
    events = sorted(card.events, key=lambda one: (one.on, one.id))
    # Where a month is a word days are not equally long.
    wide = max((len(day(one.on, desk)) for one in events), default=0)
    return [*lines, *(_event(one, card, desk, wide) for one in events), EMPTY]


def short(card: InsolvencyCard, desk: Desk) -> str:
    """Return a proceeding in a few words."""
    parts = (
        _whose(card, desk.say(f"word.{card.row.kind}")),
        card.row.number,
        desk.say(f"word.insolvency_stage_{card.standing.stage}"),
    )
    return " · ".join(part for part in parts if part)


def _whose(card: InsolvencyCard, kind: str) -> str:
    """Return a proceeding with whose it is where that is not the debtor of the case."""
    return f"{kind} {clean_line(card.row.party)}" if card.beside else kind


def before_words(one: KnownBefore | BeforeRow, desk: Desk) -> str:
    """Return an insolvency that is no proceeding yet in a few words: what, since and until when, and who acts."""
    kind = desk.say(f"word.{one.kind}" if one.kind else "insolvency.some")
    since = desk.say("insolvency.from_day", on=one.since) if one.since else ""
    until = desk.say("insolvency.up_to", until=one.until) if one.until else ""
    period = " ".join(filter(None, (kind, since, until)))
    return " · ".join(filter(None, (period, clean_line(one.noted), clean_line(one.acting))))


def before_lines(one: KnownBefore | BeforeRow, desk: Desk) -> list[Line]:
    """Return an insolvency that is no proceeding yet, and what to do about it."""
    said = desk.say("insolvency.known_before", name=one.name, what=before_words(one, desk))
    return [
        line(Span("! " + said, "due"), hang=2),
        line(Span("  " + desk.say("insolvency.record_before"), "quiet"), hang=2),
    ]


def due_words(due: Due, desk: Desk) -> str:
    """Return what a day is, and that it was only computed where it was."""
    said = desk.say(f"word.insolvency_date_{due.kind}")
    return f"{said} ({desk.say('insolvency.estimate')})" if due.estimate else said


def _facts(card: InsolvencyCard, desk: Desk) -> Iterator[Line]:
    row, found = card.row, card.standing
    register = " · ".join(clean_line(part) for part in (row.number, row.court) if part)
    if register:
        yield labelled("  " + desk.say("insolvency.register"), register, _LABEL)
    if found.since is not None:
        yield labelled("  " + desk.say("insolvency.since"), day(found.since, desk), _LABEL)
    known = desk.say("insolvency.known_how", on=row.known_on, source=f"insolvency_source_{row.source}")
    yield labelled("  " + desk.say("insolvency.known_on"), known, _LABEL)
    if row.confirmed_on is None:
        matched = desk.say(f"word.insolvency_match_{row.matched_by}")
        yield labelled("  " + desk.say("insolvency.matched"), Span(matched, "due"), _LABEL)
    if found.outcome is not None:
        effect = found.outcome.effect
        said = desk.say(f"word.insolvency_effect_{effect}" if effect else "insolvency.effect_unknown")
        yield labelled("  " + desk.say("insolvency.effect"), f"{said} ({found.outcome.source})", _LABEL)


def _person(one: PersonRow, desk: Desk) -> Line:
    over = one.until_on is not None and one.until_on < desk.day
    since = desk.say("insolvency.from_day", on=one.from_on) if one.from_on else ""
    until = desk.say("insolvency.up_to", until=one.until_on) if one.until_on else ""
    period = " ".join(filter(None, (since, until)))
    said = f"{clean_line(one.name)}{f' ({period})' if period else ''}"
    if one.address and not over:
        said += f" · {clean_line(one.address)}"
    role = desk.say(f"word.insolvency_role_{one.role}")
    return labelled(f"  {role[0].upper()}{role[1:]}", Span(said, "quiet" if over else ""), _LABEL)


def _due(due: Due, desk: Desk) -> Line:
    late = "due" if due.kind in STAYS else "quiet"
    style = late if due.on < desk.day else ""
    return labelled("  " + day(due.on, desk), Span(f"{due_words(due, desk)} · {due.source}", style), _LABEL)


def event_words(one: EventRow, desk: Desk) -> str:
    """Return what happened, how it ended and until when, and what was written about it."""
    said = desk.say(f"word.insolvency_event_{one.kind}")
    if one.estate:
        said += f" ({desk.say('word.rank_estate')})"
    if one.outcome is not None:
        said += f": {desk.say(f'word.insolvency_end_{one.outcome}')}"
    if one.until is not None:
        said += f" {desk.say('insolvency.up_to', until=one.until)}"
    for text in (one.text, one.reason):
        if text:
            said += f" · {clean_line(text)}"
    return said


def _event(one: EventRow, card: InsolvencyCard, desk: Desk, wide: int) -> Line:
    """Return an event; what was corrected or made void stays to be seen, and says so."""
    said, on = event_words(one, desk), f"  {day(one.on, desk).ljust(wide)}  "
    if one.id in card.stands:
        return line(on, said, hang=4)
    return line(Span(on, "quiet"), Span(f"({said})", "quiet"), hang=4)
