"""A debtor died: the day, the notary, the heirs, and how each of them accepted."""

from collections.abc import Iterator
from typing import Any

from casebook.errors import InputError
from casebook.store.actions.estates import AddHeir, ChangeEstate, ChangeHeir, OpenEstate
from casebook.store.database import Database
from casebook.store.models.care import Acceptance
from casebook.store.perform import Done
from casebook.store.queries import care, choices
from casebook.store.queries.care import EstateRow, HeirRow
from casebook.store.queries.case import CaseCard
from casebook.text import clean_line
from casebook.ui.case_tabs.about.care import died, estate_lines
from casebook.ui.case_tabs.telling import hold_said
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_party
from casebook.ui.dialogs.form import Foresee, Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow


async def estate(desk: Desk, card: CaseCard, party_id: int) -> bool:
    """Record that somebody died, or what is known of his estate by now."""
    row = await desk.read(care.estate, party_id)
    if row is None:
        return await _open(desk, card, party_id)
    heirs = await desk.read(care.heirs, row.estate_id)
    chosen = await desk.ask(Pick(desk, _heading(desk, card), list(_entries(desk, heirs))))
    match chosen:
        case None:
            return False
        case "heir":
            heir_id = await find_party(desk, desk.say("estate.add_heir"))
            return heir_id is not None and await _heir(desk, card, row, heir_id)
        case "notary":
            notary_id = await find_party(desk, desk.say("estate.set_notary"))
            return notary_id is not None and await _change(desk, card, row, notary_id)
        case HeirRow() as heir:
            return await _heir(desk, card, row, heir.party_id, heir)
        case _:
            return await _change(desk, card, row)


def _entries(desk: Desk, heirs: list[HeirRow]) -> Iterator[Entry[str | HeirRow]]:
    yield Entry("heir", "h", desk.say("estate.add_heir"))
    yield Entry("notary", "n", desk.say("estate.set_notary"))
    yield Entry("change", "w", desk.say("estate.change_it"))
    for at, one in enumerate(heirs):
        yield Entry(
            one, key_at(at), desk.say("estate.of_heir", name=one.name, acceptance=f"acceptance_{one.acceptance}")
        )


async def _open(desk: Desk, card: CaseCard, party_id: int) -> bool:
    died_on = OptionalDayField(desk.say("estate.died_on"), desk, past=True)
    learned_on = DayField(desk.say("estate.learned_on"), desk, desk.day, past=True)
    source = TextField(desk.say("estate.source"), required=True)
    reason = TextField(desk.say("estate.hold_reason"), desk.say("estate.hold_because"), required=True)
    fields: list[Field[Any]] = [died_on, source, learned_on, reason]

    def command() -> OpenEstate:
        died = died_on.value
        if died is None:
            raise InputError("form.required", place=desk.say("estate.died_on"))
        return OpenEstate(party_id, died, learned_on.value, source.value, reason.value)

    form = Form(desk, _heading(desk, card), fields, command, foresee=_foresee(desk, card, party_id))
    return await desk.ask(form) is not None


async def _change(desk: Desk, card: CaseCard, row: EstateRow, notary_id: int | None = None) -> bool:
    """Ask what is known of an estate by now; `notary_id` is who settles it from now on, None for whoever does."""
    seen = SeenRow(
        desk, row, lambda: desk.read(care.estate, row.party_id), lambda now: "" if now is None else died(now, desk)
    )
    died_on = DayField(desk.say("estate.died_on"), desk, row.died_on, past=True)
    source = TextField(desk.say("estate.source"), row.source, required=True)
    claimed_on = OptionalDayField(desk.say("estate.claimed_on"), desk, row.claimed_on, past=True)
    settled_on = OptionalDayField(desk.say("estate.settled_on"), desk, row.settled_on, past=True)
    fields: list[Field[Any]] = [died_on, source, claimed_on, settled_on]

    def command() -> ChangeEstate:
        now = seen.row or row
        return ChangeEstate(
            now.estate_id,
            now.version,
            died_on.value,
            source.value,
            notary_id=notary_id or now.notary_id,
            claimed_on=claimed_on.value,
            settled_on=settled_on.value,
        )

    form = Form(
        desk, _heading(desk, card), fields, command, foresee=_foresee(desk, card, row.party_id), renew=seen.renew
    )
    return await desk.ask(form) is not None


async def _heir(desk: Desk, card: CaseCard, row: EstateRow, party_id: int, known: HeirRow | None = None) -> bool:
    words = words_of(Acceptance, desk, {one: f"acceptance_{one}" for one in Acceptance})
    acceptance = ChoiceField(desk.say("estate.acceptance"), words, known.acceptance if known else Acceptance.UNKNOWN)
    accepted_on = OptionalDayField(
        desk.say("estate.accepted_on"),
        desk,
        known.accepted_on if known else None,
        past=True,
        when=lambda: acceptance.value is not Acceptance.UNKNOWN,
    )
    share = TextField(desk.say("estate.share_typed"), f"{known.parts}/{known.whole}" if known and known.parts else "")
    fields: list[Field[Any]] = [acceptance, accepted_on, share]

    def command() -> AddHeir | ChangeHeir:
        parts, whole = _share(share.value)
        on = accepted_on.value if acceptance.value is not Acceptance.UNKNOWN else None
        if known is None:
            return AddHeir(row.estate_id, party_id, acceptance.value, on, parts, whole)
        return ChangeHeir(known.heir_id, known.version, acceptance.value, on, parts, whole)

    form = Form(desk, _heading(desk, card), fields, command, foresee=_foresee(desk, card, row.party_id))
    return await desk.ask(form) is not None


def _share(text: str) -> tuple[int | None, int | None]:
    """Return a share as typed, such as 1/3; nothing where none is typed. Raises `InputError`."""
    if not text:
        return None, None
    parts, _, whole = text.replace(" ", "").partition("/")
    if not (parts.isascii() and whole.isascii() and parts.isdigit() and whole.isdigit() and len(text) < 12):
        raise InputError("estate.share_form", value=text)
    return int(parts), int(whole)


def _foresee(desk: Desk, card: CaseCard, party_id: int) -> Foresee:
    """Return what shows the estate as it is then, and the holds of the case."""

    def look(database: Database, _: Done) -> list[Line]:
        held = [
            line("→ ", desk.say("estate.held"), " ", hold_said(hold, desk), hang=2)
            for hold in choices.holds(database, card.case_id)
        ]
        return [*held, *estate_lines(database, party_id, desk)]

    return look


def _heading(desk: Desk, card: CaseCard) -> str:
    return f"{desk.say('care.estate')} · {card.number} {clean_line(card.name)}"
