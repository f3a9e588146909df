"""What is weak in a guarantee, as lines of a page."""

from collections.abc import Iterator

from casebook.store.guarantees import GuaranteeRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line


def guarantee_lines(row: GuaranteeRow, desk: Desk) -> Iterator[Line]:
    """Yield what is weak in a guarantee, with the article."""
    for point in row.points:
        said = f"{clean_line(row.name)}: {desk.say(point.code)}"
        yield line("  ? ", Span(said, "due"), Span(f" · {point.source}", "quiet"), hang=4)
