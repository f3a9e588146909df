"""What a colleague changed while a form was open, field by field: what it was, what it is, and what one typed."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from casebook.store.queries.changes import Difference
from casebook.store.queries.told.values import Shown
from casebook.text import clean, clean_line
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, head, labelled

_LABEL = 26


def difference_lines(found: Sequence[Difference], desk: Desk) -> Iterator[Line]:
    """Yield what changed, field by field, with who changed it and when."""
    by = {_by(one) for one in found}
    yield head(desk.say("seen.heading_by", by=by.pop()) if len(by) == 1 else desk.say("seen.heading"))
    for one in found:
        label = "  " + desk.say(f"word.{one.column}")
        said = desk.say("seen.field", was=_text(one.was, desk), now=_text(one.now, desk))
        yield labelled(label, said, _LABEL)._replace(right=(Span(_by(one), "quiet"),) if by else ())
        if one.given is not None and _text(one.given, desk) != _text(one.now, desk):
            yield labelled("", Span(desk.say("seen.yours", given=_text(one.given, desk)), "due"), _LABEL)


def _by(one: Difference) -> str:
    """Return who changed a field, and when on the clock of whoever looks."""
    return f"{clean_line(one.person or '')} {datetime.fromisoformat(one.at).astimezone():%H:%M}".strip()


def over(command: Any, newer: Mapping[int, int]) -> Any:
    """Return a command that goes over what a colleague changed: each version that was seen has a newer one."""
    seen: int | None = getattr(command, "version", None)
    version = seen
    while version is not None and version in newer:
        version = newer[version]
    return command if version == seen else dataclasses.replace(command, version=version)


def _text(value: Shown | None, desk: Desk) -> str:
    if value is None:
        return desk.say("seen.nothing")
    if value.said is not None:
        return desk.say(value.said[0], **value.said[1])
    return clean(value.text) or desk.say("seen.nothing")
