"""That letters may go to a mail address: who said so, when, as is known from what; and that they no longer may."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from casebook.store.actions.addresses import SetConsent
from casebook.store.models.parties import ContactKind
from casebook.store.queries.debtor import ContactPointRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import DayField, Field, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.seen import SeenRow

_GIVEN, _ENDED = "consent", "no_consent"
CHOICES = frozenset({_GIVEN, _ENDED})


def entries(desk: Desk, row: ContactPointRow) -> Iterator[Entry[str]]:
    """Yield what can be recorded of a mail address; a telephone number gets no letters."""
    if row.kind is ContactKind.MAIL:
        yield Entry(_GIVEN, "t", desk.say("point.consent"))
        if row.consent_on is not None:
            yield Entry(_ENDED, "i", desk.say("point.consent_ends"))


async def change(
    desk: Desk, row: ContactPointRow, chosen: str, again: Callable[[], Awaitable[ContactPointRow | None]]
) -> bool:
    """Ask who agreed to letters by mail, when and how that is known; or who took it back."""
    gives = chosen == _GIVEN
    seen = SeenRow(desk, row, again, lambda now: told(now, desk) if now else desk.say("debtor.row_gone"))
    by = TextField(desk.say("point.consent_by"), row.consent_by or row.person_name if gives else "")
    on = DayField(desk.say("point.consent_on" if gives else "point.consent_ended_on"), desk, desk.day, past=True)
    source = TextField(desk.say("point.consent_source"), required=True)
    fields: list[Field[Any]] = [on, by, source]

    def command() -> SetConsent:
        version = (seen.row or row).version
        given, ended = (on.value, None) if gives else (None, on.value)
        return SetConsent(row.contact_point_id, version, given, by.value, source.value, ended)

    heading = f"{desk.say('point.consent' if gives else 'point.consent_ends')} · {clean_line(row.value)}"
    return await desk.ask(Form(desk, heading, fields, command, renew=seen.renew)) is not None


def told(row: ContactPointRow, desk: Desk) -> str:
    """Return since when letters may go to a mail address, or until when they might; nothing where nobody agreed."""
    if row.consent_on is None and row.consent_ended_on is None:
        return ""
    code = "point.agreed" if row.consent_on is not None else "point.agrees_no_longer"
    said = desk.say(code, on=row.consent_on or row.consent_ended_on)
    known = ", ".join(filter(None, map(clean_line, (row.consent_by, row.consent_source))))
    return f"{said} ({known})" if known else said
