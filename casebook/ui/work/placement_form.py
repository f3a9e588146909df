"""A new placement, with all that is asked for before one, and one that was there before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from casebook.domain.money import Cents
from casebook.domain.placements.facts import Guard
from casebook.errors import CasebookError
from casebook.store.actions.placements import PreparePlacement, RecordPlacement
from casebook.store.queries import agencies, bookings
from casebook.store.queries.agencies import AgencyRow
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.placements import CasePlacements
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import DayField, Field, LongTextField, OptionalDayField, TextField
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.overriding import ANNOUNCEMENT, Overriding

EVIDENCE = ("placement.no_evidence",)
REGISTRATION = ("placement.unregistered", "placement.registration_over")


class Passing:
    """The fields for why what is refused before a placement is passed; each is there once it was refused."""

    def __init__(self, desk: Desk) -> None:
        # By the field of the command that holds the reason.
        self._reasons = {
            "without_assessment": Overriding(desk, label="court.without_assessment"),
            "unannounced": Overriding(desk, ANNOUNCEMENT, "handing_over.override"),
            "without_evidence": Overriding(desk, EVIDENCE, "placement.override_evidence"),
            "unregistered": Overriding(desk, REGISTRATION, "placement.override_registration"),
        }

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        return [one.field for one in self._reasons.values()]

    def passed(self, command: PreparePlacement, names: Collection[str] | None = None) -> PreparePlacement:
        """Return a command with the reasons for what it passes, where `names` are given for no more than those."""
        return with_reasons(
            command,
            {name: one.reason for name, one in self._reasons.items() if names is None or name in names},
        )

    def name(self, error: CasebookError) -> str | None:
        """Return the field of the command that a reason to pass a refusal is for, None where no reason helps."""
        return next((name for name, one in self._reasons.items() if one.answers(error)), None)

    def refused(self, error: CasebookError) -> None:
        """Offer to say why where that is what lacks."""
        for one in self._reasons.values():
            one.refused(error)


def with_reasons(command: PreparePlacement, reasons: Mapping[str, str]) -> PreparePlacement:
    """Return a command with reasons to pass what would be refused, by the field that each is for."""
    values: dict[str, Any] = dict(reasons)
    return replace(command, **values)


def agency_field(desk: Desk, known: Sequence[AgencyRow]) -> AnswerField[int]:
    """Return the field in which it is chosen who collects."""
    options = [(one.id, f"{clean_line(one.name)} ({desk.say(f'word.agency_kind_{one.kind}')})") for one in known]
    only = known[0].id if len(known) == 1 else None
    return AnswerField[int](desk, desk.say("placement.agency"), options, only)


def guard_field(desk: Desk, guard: Guard | None = None) -> AnswerField[Guard]:
    """Return the field in which it is chosen who guards limitation."""
    return AnswerField[Guard](
        desk, desk.say("placement.guard"), [(one, desk.say(f"word.guard_{one}")) for one in Guard], guard
    )


async def prepare(desk: Desk, card: CaseCard) -> bool:
    """Ask with whom claims are placed and who guards limitation, and prepare that; then the letter is offered."""
    known = await desk.read(agencies.in_use)
    if not known:
        desk.tell(desk.say("placement.no_agencies"), trouble=True)
        return False
    sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
    collector, guard, passing = agency_field(desk, known), guard_field(desk), Passing(desk)
    claims = ClaimsField(desk.say("placement.claims_field"), sheets)
    note = LongTextField(desk.say("placement.note"))

    def command() -> PreparePlacement:
        named = PreparePlacement(card.case_id, collector.answer, guard.answer, claims.value, note=note.value)
        return passing.passed(named)

    heading = desk.say("placement.prepare_heading", number=card.number, name=card.name)
    fields: list[Field[Any]] = [collector, guard, claims, note, *passing.fields]
    about = _about(desk, sheets)
    done = await desk.ask(Form(desk, heading, fields, command, about=about, refused=passing.refused))
    if done is None:
        return False
    if isinstance(done.result, int):
        await _offer(desk, card, done.result)
    return True


async def record(desk: Desk, card: CaseCard, page: CasePlacements) -> bool:
    """Ask with whom claims lie already and since when, and record that."""
    known = await desk.read(agencies.in_use)
    if not known:
        desk.tell(desk.say("placement.no_agencies"), trouble=True)
        return False
    sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
    collector, guard = agency_field(desk, known), guard_field(desk)
    sent = DayField(desk.say("placement.sent_on"), desk, page.track_since or desk.day, past=True)
    reported = OptionalDayField(desk.say("placement.reported_on"), desk, past=True)
    reference = TextField(desk.say("placement.reference"))
    claims = ClaimsField(desk.say("placement.claims_field"), sheets, ", ".join(one.number for one in page.before))

    def command() -> RecordPlacement:
        return RecordPlacement(
            card.case_id,
            collector.answer,
            guard.answer,
            sent.value,
            claims.value,
            reference.value,
            reported.value,
        )

    heading = desk.say("placement.record_heading", number=card.number, name=card.name)
    fields: list[Field[Any]] = [collector, guard, sent, reported, reference, claims]
    return await desk.ask(Form(desk, heading, fields, command)) is not None


async def _offer(desk: Desk, card: CaseCard, placement_id: int) -> None:
    """Offer the letter by which the claims are handed over."""
    from casebook.store.queries import placements
    from casebook.ui.work.placement import transfer

    one = await desk.read(placements.card, placement_id, desk.day)
    if one is not None:
        await transfer(desk, card, one)


def _about(desk: Desk, sheets: Sequence[ClaimSheet]) -> list[Line]:
    total = Cents(sum(max(0, sheet.open.total) for sheet in sheets))
    return [
        line(desk.say("placement.about", count=len(sheets), cents=total)),
        line(Span(desk.say("placement.asks"), "quiet")),
    ]
