"""What happened to a letter: who did what, what the gate says and who let it pass, how it left, what corrects it."""

from collections.abc import Iterator, Sequence
from datetime import date

from casebook.store.queries.letter_card import Corrected, LetterCard
from casebook.store.queries.timeline import Told
from casebook.ui.case_tabs.telling import day, day_width
from casebook.ui.case_tabs.timeline import what, who
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled, line
from casebook.ui.work.letter_lines import LABEL, dispatch_lines, part, stop_lines


def log_lines(card: LetterCard, told: Sequence[Told], desk: Desk) -> list[Line]:
    """Return the log of a letter, the oldest first, then what the gate says now, how it left and what corrects it."""
    say = desk.say
    passed = card.passed
    corrections = list(correction_lines(card, desk))
    return [
        *part(say("letter_page.happened"), [_logged(row, desk) for row in told]),
        *part(say("letter_page.gate"), stop_lines(card.stops, desk, passed)),
        *part(say("letter_page.leaves"), dispatch_lines(card.dispatches, desk)),
        *corrections,
    ]


def correction_lines(card: LetterCard, desk: Desk) -> Iterator[Line]:
    """Yield which letter it corrects, and which correct it."""
    if card.corrects is not None:
        said = desk.say("letter_page.corrects_that", on=_day(card.corrects))
        yield labelled(desk.say("letter_page.corrects"), said, LABEL)
    for one in card.corrected_by:
        said = desk.say("letter_page.corrected_by", on=_day(one))
        yield labelled(desk.say("letter_page.corrected"), said, LABEL)


def _logged(row: Told, desk: Desk) -> Line:
    width = day_width(desk)
    return line(
        Span(f"{day(row.day, desk):<{width}}  ", "quiet"),
        Span(what(row, desk), "quiet" if row.undone else ""),
        Span(f" · {who(row, desk)}", "quiet"),
        hang=width + 2,
    )


def _day(one: Corrected) -> date:
    return one.sent_on or one.prepared_on
