"""What to do first: in a book that holds no case yet, for somebody who is in no team yet, and for who asks again."""

from casebook.store.models.people import Role
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.words import say


def first_steps(language: str) -> list[Line]:
    """Return the lines that say so, with the command that brings in the receivables."""

    def said(code: str) -> str:
        return say(code, {}, language)

    return [
        head(said("first.heading")),
        *_bringing_in(language),
        EMPTY,
        line(said("first.keys")),
        line(Span(said("first.demo"), "quiet")),
    ]


def guide(desk: Desk) -> list[Line]:
    """Return the lines for who asks for them, whatever the book holds: also how one goes on from there."""
    alone = [] if desk.session.whose.team_ids else [EMPTY, *without_team(desk)]
    return [
        *_bringing_in(desk.language),
        line(desk.say("first.complete"), hang=3),
        line(desk.say("first.differences"), hang=3),
        line(desk.say("first.work"), hang=3),
        *alone,
        EMPTY,
        line(desk.say("first.keys")),
        line(Span(desk.say("first.demo"), "quiet")),
    ]


def _bringing_in(language: str) -> list[Line]:
    def said(code: str, **parameters: object) -> str:
        return say(code, parameters, language)

    command = said("first.command", file=said("first.file"))
    return [
        line(said("first.import"), hang=3),
        line(Span(f"   {command}", "strong"), hang=5),
        line(Span(f"   {said('first.profile')}", "quiet"), hang=3),
        line(said("first.daily"), hang=3),
    ]


def without_team(desk: Desk) -> list[Line]:
    """Return the lines that say that cases of teams are not among one's own work, and who can change that."""
    may = not desk.session.actor.roles.isdisjoint({Role.LEAD, Role.ADMINISTRATOR})
    return [
        head(desk.say("first.no_team")),
        line(desk.say("first.join_team" if may else "first.ask_team"), hang=3),
        line(desk.say("first.everybody"), hang=3),
    ]
