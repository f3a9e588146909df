"""What makes somebody vulnerable, bans on arrangements, and looks at recourse."""

from datetime import date
from typing import Any

from casebook.domain.calendar import add
from casebook.store.actions.care import (
    BanArrangements,
    CheckRecourse,
    EndVulnerability,
    LiftBan,
    Looked,
    RecordVulnerability,
)
from casebook.store.database import Database
from casebook.store.models.care import Recourse
from casebook.store.queries import care
from casebook.store.queries.care import BanRow, VulnerabilityRow
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, LongTextField, OptionalDayField, TextField
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.kinds import words_of

# So much of what somebody wrote stands in a menu, in characters.
_LONGEST = 60


async def vulnerability(desk: Desk, card: CaseCard, party_id: int) -> bool:
    """Record what makes somebody vulnerable, with his consent; or end what is recorded."""
    kept = await desk.read(_kept, party_id, desk.day)
    heading = _heading(desk, card, "care.vulnerable")
    chosen = await pick_row(desk, heading, kept, lambda row: _ending(desk, row), desk.say("care.another"))
    match chosen:
        case None:
            return False
        case Another():
            return await _record(desk, card, party_id)
        case VulnerabilityRow():
            await desk.act(EndVulnerability(chosen.vulnerability_id, chosen.version))
            return True


def _kept(database: Database, party_id: int, day: date) -> list[VulnerabilityRow]:
    with database.snapshot():
        return [*care.no_longer_agreed(database, party_id, day), *care.vulnerable(database, party_id, day)]


def _ending(desk: Desk, row: VulnerabilityRow) -> str:
    """Return what is ended; of what he no longer agrees to only until when he did."""
    if row.until_on < desk.day:
        return desk.say("care.end_agreed", until=row.until_on)
    return desk.say("care.end", what=clean_line(row.text, _LONGEST))


async def _record(desk: Desk, card: CaseCard, party_id: int) -> bool:
    longest = desk.session.database.law.defaults.vulnerability.applied(desk.day).value.longest
    text = TextField(desk.say("care.what_vulnerable"), required=True)
    on = DayField(desk.say("care.consent_on"), desk, desk.day, past=True)
    how = TextField(desk.say("care.consent_how"), required=True)
    until = DayField(desk.say("care.keep_until"), desk, add(desk.day, longest))

    def command() -> RecordVulnerability:
        return RecordVulnerability(party_id, text.value, on.value, how.value, until.value)

    form = Form(desk, _heading(desk, card, "care.vulnerable"), [text, how, on, until], command)
    return await desk.ask(form) is not None


async def ban(desk: Desk, card: CaseCard, party_id: int) -> bool:
    """Ban arrangements with a party, or lift a ban."""
    known = await desk.read(care.bans, party_id, desk.day)
    heading = _heading(desk, card, "care.bans")

    def lifting(row: BanRow) -> str:
        return desk.say("care.lift", what=clean_line(row.reason, _LONGEST))

    chosen = await pick_row(desk, heading, known, lifting, desk.say("care.another"))
    reason = LongTextField(desk.say("care.reason"), required=True)
    match chosen:
        case None:
            return False
        case BanRow():
            form = Form(desk, heading, [reason], lambda: LiftBan(chosen.ban_id, chosen.version, reason.value))
        case Another():
            since = DayField(desk.say("care.since"), desk, desk.day)
            until = OptionalDayField(desk.say("care.until"), desk)
            form = Form(
                desk,
                heading,
                [reason, since, until],
                lambda: BanArrangements(party_id, reason.value, since.value, until.value),
            )
    return await desk.ask(form) is not None


async def recourse(desk: Desk, card: CaseCard) -> bool:
    """Record what each source says of recourse; a source that was not looked at is left open."""
    sources = desk.session.database.law.defaults.sleeping.applied(desk.day).value.sources
    words = words_of(Recourse, desk, {one: f"recourse_{one}" for one in Recourse})
    options: list[tuple[Recourse | None, str]] = [(None, desk.say("care.not_looked")), *words]
    found = [ChoiceField[Recourse | None](desk.say(f"word.source_{one}"), options, None) for one in sources]
    on = DayField(desk.say("care.on"), desk, desk.day, past=True)
    text = TextField(desk.say("care.what_found"))
    fields: list[Field[Any]] = [*found, text, on]

    def command() -> CheckRecourse:
        looked = [(source, field.value) for source, field in zip(sources, found, strict=True)]
        known = [(source, value) for source, value in looked if value is not None]
        # What was found is told with the sources that have something, or else with the first.
        telling = [source for source, value in known if value is not Recourse.NONE] or [
            source for source, _ in known[:1]
        ]
        told = tuple(Looked(source, value, text.value if source in telling else "") for source, value in known)
        return CheckRecourse(card.case_id, on.value, told)

    return await desk.ask(Form(desk, _heading(desk, card, "care.recourse"), fields, command)) is not None


def _heading(desk: Desk, card: CaseCard, code: str) -> str:
    return f"{desk.say(code)} · {card.number} {clean_line(card.name)}"
