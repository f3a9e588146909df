"""What to do first in a book that holds no case yet."""

from casebook.ui.prose import EMPTY, Line, Span, head, line
from casebook.words import say


def first_steps(language: str) -> list[Line]:
    """Return the lines that say so, with the command that brings in the receivables."""

    def said(code: str, **parameters: object) -> str:
        return say(code, parameters, language)

    command = said("first.command", file=said("first.file"))
    return [
        head(said("first.heading")),
        line(said("first.import"), hang=3),
        line(Span(f"   {command}", "strong"), hang=5),
        line(Span(f"   {said('first.profile')}", "quiet"), hang=3),
        line(said("first.daily"), hang=3),
        EMPTY,
        line(said("first.keys")),
        line(Span(said("first.demo"), "quiet")),
    ]
