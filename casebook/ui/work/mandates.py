"""Mandates: how far a role may decide alone, what was set before and why, and setting it from a day on."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.jobs.mandate_words import limit_said
from casebook.store import mandates as store
from casebook.store.actions.mandates import SetMandate
from casebook.store.database import Database
from casebook.store.mandates import NOTHING, Act, Limit
from casebook.store.models.people import Role
from casebook.store.perform import Done
from casebook.store.queries import choices, mandates
from casebook.store.queries.mandates import MandateLine, SetRow
from casebook.text import clean_line
from casebook.ui.case_tabs.telling import part
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, line
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, LongTextField, TextField
from casebook.ui.widgets.menu import Entry

_MOST_COUNT, _MOST_PERCENT = 9999, 100


class _How(StrEnum):
    """How far a role may go."""

    NOT = "not"
    LIMITED = "limited"
    FULLY = "fully"


async def choose(desk: Desk) -> bool:
    """Ask which mandate, and what it is from when on."""
    found = await desk.read(mandates.holding, desk.day)
    entries = [
        Entry(one, "", f"{heading(one, desk)}: {limit_said(one.act, one.limit, desk.language)}") for one in found
    ]
    one = await desk.ask(Pick(desk, desk.say("mandates.heading"), entries, search=True))
    return one is not None and await see_to(desk, one)


async def see_to(desk: Desk, row: MandateLine) -> bool:
    """Show what was set before; to an administrator with the form that sets it from a day on."""
    before = await desk.read(mandates.history, row.act, row.role)
    if Role.ADMINISTRATOR not in desk.session.actor.roles:
        why = line(Span(desk.say("mandates.by_administrator"), "quiet"), hang=2)
        await desk.ask(Reader(desk, heading(row, desk), [*_now(row, desk), *_history(before, desk), EMPTY, why]))
        return False
    act, limit = row.act, row.limit
    hows = [one for one in _How if one is not _How.LIMITED or act in store.AMOUNTS | store.COUNTS | store.PERCENTAGES]
    how = ChoiceField(desk.say("mandates.how"), [(one, desk.say(f"mandates.{one}")) for one in hows], _how(limit))

    def limited(acts: frozenset[Act]) -> bool:
        return how.value is _How.LIMITED and act in acts

    cents = limit.most_cents if limit != NOTHING else None
    most = _OptionalAmount(desk.say("mandates.most"), desk, cents, when=lambda: limited(store.AMOUNTS))
    counted = "mandates.letters" if act is Act.RELEASE else "mandates.terms"
    count = _Number(desk.say(counted), limit.most_terms, _MOST_COUNT, when=lambda: limited(store.COUNTS))
    known = None if limit.most_percent is None else int(limit.most_percent)
    percent = _Number(desk.say("mandates.percent"), known, _MOST_PERCENT, when=lambda: limited(store.PERCENTAGES))
    entities = await desk.read(choices.creditors)
    every: list[tuple[int | None, str]] = [(None, desk.say("mandates.every_creditor"))]
    creditor = ChoiceField[int | None](
        desk.say("mandates.creditor"),
        [*every, *((one.creditor_id, clean_line(one.code)) for one in entities)],
        row.creditor_id,
        when=lambda: act in store.OF_A_CLAIM and len(entities) > 1,
    )
    since = DayField(desk.say("mandates.from"), desk, desk.day)
    reason = LongTextField(desk.say("mandates.reason"), required=True)

    def command() -> SetMandate:
        of = creditor.value if act in store.OF_A_CLAIM else None
        if how.value is _How.NOT:
            return SetMandate(act, row.role, NOTHING.most_cents, None, since.value, None, of, reason.value)
        cents = most.number if limited(store.AMOUNTS) else None
        terms = count.number if limited(store.COUNTS) else None
        share = percent.number if limited(store.PERCENTAGES) else None
        told = None if share is None else str(share)
        return SetMandate(act, row.role, cents, terms, since.value, told, of, reason.value)

    def look(database: Database, done: Done) -> list[Line]:
        new = next(one for one in mandates.every(database) if one.mandate_id == done.result)
        return [line("→ ", _set_said(new, desk), hang=2)]

    fields: list[Field[Any]] = [how, most, count, percent, creditor, since, reason]
    about = [*_now(row, desk), *_history(before, desk)]
    return await desk.ask(Form(desk, heading(row, desk), fields, command, about=about, foresee=look)) is not None


def heading(row: MandateLine, desk: Desk) -> str:
    """Return what a mandate is about, whose it is, and for which creditor."""
    words = [desk.say(f"word.act_{row.act}"), desk.say(f"word.{row.role}"), clean_line(row.creditor)]
    return " · ".join(filter(None, words))


def _how(limit: Limit) -> _How:
    return _How.NOT if limit == NOTHING else _How.FULLY if limit == Limit() else _How.LIMITED


def _now(row: MandateLine, desk: Desk) -> Iterator[Line]:
    code = "mandates.coming" if row.is_coming else "mandates.holds" if row.own is not None else "mandates.of_house"
    said = desk.say(code, limit=limit_said(row.act, row.limit, desk.language), on=row.since)
    yield line(said, hang=2)
    yield EMPTY


def _history(before: Sequence[SetRow], desk: Desk) -> list[Line]:
    lines = [line("· ", _set_said(one, desk), hang=2) for one in before]
    return part(desk.say("mandates.before"), lines)


def _set_said(one: SetRow, desk: Desk) -> str:
    said = [desk.say("mandates.set_from", limit=limit_said(one.act, one.limit, desk.language), on=one.from_on)]
    said += [clean_line(one.creditor)] if one.creditor else []
    if one.set_by is not None:
        said.append(desk.say("mandates.set_by", name=clean_line(one.set_by), on=one.set_on))
    if one.agreed_by is not None:
        said.append(desk.say("mandates.agreed_by", name=clean_line(one.agreed_by)))
    said += [f"“{clean_line(one.reason)}”"] if one.reason else []
    return " · ".join(said)


class _OptionalAmount(AmountField):
    """An amount; nothing typed does not limit."""

    @property
    def number(self) -> Cents | None:
        """The amount, None for nothing. Raises `InputError`."""
        return self.value if self.raw.strip() else None

    def echo(self) -> str:
        """Return the amount as it is read, nothing where nothing was typed."""
        return super().echo() if self.raw.strip() else ""


class _Number(TextField):
    """A whole number; nothing typed does not limit."""

    def __init__(self, label: str, number: int | None, most: int, **options: Any) -> None:
        super().__init__(label, "" if number is None else str(number), **options)
        self._most = most

    @property
    def number(self) -> int | None:
        """The number. Raises `InputError`."""
        text = self.value
        if text and not (text.isascii() and text.isdigit() and int(text) <= self._most):
            raise InputError("mandates.no_number", place=self.label, most=self._most)
        return int(text) if text else None

    def echo(self) -> str:
        """Check that it is a number."""
        self.number  # noqa: B018 reading it checks it
        return ""
