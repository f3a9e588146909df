"""Everything of one event of limitation on a page: the facts, each mark of its proof, and whom and what it reaches."""

from collections.abc import Iterator

from casebook.store.queries.events import About, EventRow, MarkRow, ReachRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import bullet, day, part
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, labelled

_LABEL = 22


def event_word(row: EventRow, desk: Desk) -> str:
    """Return what an event is: of an insolvency or an extension the kind of that."""
    part = row.regime or row.ground
    return desk.say(f"word.{part}" if part else f"limitation_form.kind_{row.kind}")


def proof_word(about: About, desk: Desk) -> str:
    """Return how far an event can be proven, and how strongly."""
    if not about.marks:
        return desk.say("word.asserted")
    mark = about.marks[-1]
    grade = f", {desk.say(f'word.{mark.grade}')}" if mark.grade else ""
    return desk.say(f"word.{mark.proof}") + grade


def event_lines(row: EventRow, about: About, desk: Desk) -> list[Line]:
    """Return the page about an event."""
    say = desk.say
    return [
        *part(say("event_page.facts"), list(_facts(row, desk))),
        *part(say("event_page.proof"), [_mark(mark, desk) for mark in about.marks]),
        *part(say("event_page.reach"), [_reach(one, desk) for one in about.reach]),
    ][:-1]


def _facts(row: EventRow, desk: Desk) -> Iterator[Line]:
    say = desk.say
    yield _fact("day", day(row.on_day, desk) or say("clock_page.unknown"), desk)
    for name, value in (
        ("received", day(row.received_on, desk)),
        ("until", day(row.until_on, desk)),
        ("outcome", say(f"word.{row.outcome}") if row.outcome else ""),
        ("ended", day(row.ended_on, desk)),
        ("clean_slate", say("form.yes") if row.clean_slate else ""),
        ("origin", say(f"word.origin_{row.origin}") if row.origin else ""),
        ("replaces", say("event_page.replaced") if row.replaces_id is not None else ""),
        ("note", clean(row.note)),
    ):
        if value:
            yield _fact(name, value, desk)


def _mark(mark: MarkRow, desk: Desk) -> Line:
    grade = f" ({desk.say(f'word.{mark.grade}')})" if mark.grade else ""
    said = desk.say("event_page.mark", on=mark.on_day, proof=mark.proof) + grade
    return bullet(said, Span(f" · {clean(mark.reason)}" if mark.reason else "", "quiet"))


def _reach(one: ReachRow, desk: Desk) -> Line:
    which = clean_line(one.claim_number) if one.claim_number else desk.say("event_page.all_claims")
    clock = desk.say(f"word.{one.kind}") if one.kind else desk.say("event_page.all_clocks")
    return bullet(clean_line(one.name), Span(f" · {which} · {clock}", "quiet"))


def _fact(name: str, value: str, desk: Desk) -> Line:
    return labelled("  " + desk.say(f"event_page.{name}"), value, _LABEL)
