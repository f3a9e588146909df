"""The provision: a rate of the house, what somebody holds of a case, and where an amount comes from."""

from typing import Any

from casebook import format as form
from casebook.domain.closing import month_of
from casebook.domain.provision import RATED, Basis
from casebook.errors import InputError
from casebook.jobs.closing.report import Wanted
from casebook.store.actions.provisions import EndProvision, SetProvision, SetProvisionRate
from casebook.store.database import Database
from casebook.store.perform import Done
from casebook.store.queries import provisions, reconciliation
from casebook.store.queries.as_at import Asked, Knowledge
from casebook.store.queries.case import CaseCard
from casebook.store.queries.provisions import ProvisionRow
from casebook.text import clean, clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, head, labelled, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, TextField
from casebook.ui.widgets.menu import Entry

_LABEL = 28
_WHOLE, _DIGITS = 100, 3


class PercentField(TextField):
    """A whole percentage from 0 up to 100."""

    @property
    def whole(self) -> int:
        """The percentage. Raises `InputError` for what is none."""
        text = self.value.removesuffix("%").strip()
        if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS and int(text) <= _WHOLE):
            raise InputError("closing.no_percent", place=self.label, value=text)
        return int(text)

    def echo(self) -> str:
        """Check that it is one."""
        self.whole  # noqa: B018 reading it checks it
        return ""


async def set_rate(desk: Desk, creditor_id: int | None) -> bool:
    """Ask for a percentage on one ground, from a day on, of an entity or of all, and set it or ask for approval."""
    entities = await desk.read(reconciliation.entities)
    now = await desk.read(provisions.rates, creditor_id, desk.day)
    choices: list[tuple[int | None, str]] = [(None, desk.say("closing.all_entities"))]
    choices += [(one.creditor_id, clean_line(one.code)) for one in entities]
    entity = ChoiceField(desk.say("closing.head_creditor"), choices, creditor_id)
    grounds = [(basis, f"{desk.say(f'word.{basis}')} ({now[basis]}%)") for basis in RATED]
    ground = ChoiceField(desk.say("closing.head_basis"), grounds, Basis.OVER_365)
    percent = PercentField(desk.say("closing.percent"), required=True)
    begins = DayField(desk.say("closing.from_day"), desk, month_of(desk.day))
    reason = TextField(desk.say("money.reason"), required=True)

    def command() -> object:
        return SetProvisionRate(entity.value, ground.value, percent.whole, begins.value, reason.value)

    fields: list[Field[Any]] = [entity, ground, percent, begins, reason]
    dialog = Form(desk, desk.say("closing.rate_heading"), fields, command)
    return await desk.ask(dialog) is not None


async def own(desk: Desk, card: CaseCard) -> bool:
    """Ask what somebody holds not to be received of a case, until when and why; or end what is held."""
    heading = desk.say("closing.own_heading", number=card.number, name=card.name)
    held = await desk.read(provisions.own_of, card.case_id)
    running = [one for one in held if one.ended_on is None and one.until_on >= desk.day]
    if running:
        entries = [
            Entry("set", "v", desk.say("closing.own_other")),
            Entry("end", "b", desk.say("closing.own_end", percent=str(running[0].percent))),
        ]
        match await desk.ask(Pick(desk, heading, entries)):
            case "end":
                return await _end(desk, heading, running[0].own_id, running[0].version)
            case "set":
                pass
            case _:
                return False
    version = running[0].version if running else None
    percent = PercentField(desk.say("closing.percent"), required=True)
    until = DayField(desk.say("closing.until_day"), desk)
    reason = TextField(desk.say("money.reason"), required=True)

    def command() -> object:
        return SetProvision(card.case_id, percent.whole, until.value, reason.value, version)

    def look(database: Database, _done: Done) -> list[Line]:
        return _case_lines(provisions.of_case(database, card.case_id, _today(desk)), desk)

    before = _case_lines(await desk.read(provisions.of_case, card.case_id, _today(desk)), desk)
    fields: list[Field[Any]] = [percent, until, reason]
    dialog = Form(desk, heading, fields, command, about=before, foresee=look)
    return await desk.ask(dialog) is not None


async def explain(desk: Desk, wanted: Wanted, key: Any) -> None:
    """Show where a provision comes from: the percentages there are, or of a case the steps for each claim."""
    if isinstance(key, int):
        found = await desk.read(provisions.of_case, key, wanted.asked)
        await desk.ask(Reader(desk, desk.say("closing.why_heading"), steps(found, desk)))
        return
    rates = await desk.read(provisions.rates, wanted.creditor_id, wanted.day)
    lines = [line(desk.say("closing.rates_on", on=wanted.day)), EMPTY]
    for basis in RATED:
        style = "strong" if basis == key else ""
        value = Span(f"{rates[basis]:>3}%", style)
        lines.append(labelled(desk.say(f"word.{basis}"), value, _LABEL))
    lines += [EMPTY, line(desk.say("closing.rates_how"))]
    await desk.ask(Reader(desk, desk.say("closing.why_heading"), lines))


def steps(found: list[ProvisionRow], desk: Desk) -> list[Line]:
    """Return how the provision of each claim comes about."""
    lines: list[Line] = []
    for row in found:
        lines.append(head(f"{clean_line(row.claim.number)} · {form.money(row.cents, desk.language)}"))
        lines += [line("  ", desk.say(step.code, **step.parameters), hang=4) for step in row.found.steps]
        lines.append(EMPTY)
    return lines[:-1] or [line(desk.say("closing.nothing_open"))]


async def _end(desk: Desk, heading: str, own_id: int, version: int) -> bool:
    reason = TextField(desk.say("money.reason"), required=True)
    fields: list[Field[Any]] = [reason]
    dialog = Form(desk, heading, fields, lambda: EndProvision(own_id, version, reason.value))
    return await desk.ask(dialog) is not None


def _today(desk: Desk) -> Asked:
    return Asked(desk.day, Knowledge.NOW, desk.day)


def _case_lines(found: list[ProvisionRow], desk: Desk) -> list[Line]:
    total = sum(row.cents for row in found)
    left = sum(row.claim.left for row in found)
    told = desk.say("closing.own_now", cents=total, left=left)
    return [line(clean(told))]
