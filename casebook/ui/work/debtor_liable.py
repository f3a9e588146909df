"""Who owes beside the debtor: for which claims, by what relation, for how much, and until when that is safe."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from casebook import format as form
from casebook.domain import typed
from casebook.domain.capacity import Capacity
from casebook.errors import InputError
from casebook.store import guarantees
from casebook.store.actions.liabilities import AddLiabilities, ChangeLiability, EndLiability, Liable
from casebook.store.database import Database
from casebook.store.guarantees import GuaranteeRow
from casebook.store.models.claims import Relation
from casebook.store.perform import Done
from casebook.store.queries import bookings
from casebook.store.queries import liabilities as liable_parties
from casebook.store.queries.case import CaseCard
from casebook.store.queries.liabilities import LiabilityRow, PartyClock
from casebook.text import clean_line
from casebook.ui.case_tabs.guarantee_lines import guarantee_lines
from casebook.ui.case_tabs.telling import period, state_word
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_party
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.claim_fields import ClaimsField
from casebook.ui.work.debtor import party_of
from casebook.ui.work.debtor_rows import Another, pick_row
from casebook.ui.work.kinds import words_of
from casebook.ui.work.seen import SeenRow

_MOST_CLOCKS = 4


async def liable(desk: Desk, card: CaseCard, _party_id: int) -> bool:
    """Ask who else is liable for claims of the case, or how somebody is who is known already."""
    rows = await desk.read(liable_parties.liabilities, card.case_id)
    clocks = await desk.read(liable_parties.clocks_by_party, card.case_id)
    heading = desk.say("debtor.liable_heading", number=card.number, name=card.name)
    new = desk.say("debtor.add_liable")
    chosen = await pick_row(desk, heading, rows, lambda row: _told(row, clocks.get(row.party_id, ()), desk), new)
    match chosen:
        case None:
            return False
        case Another():
            other = await find_party(desk, heading)
            return other is not None and await _add(desk, card, other)
        case row:
            return await _change(desk, card, row)


async def _add(desk: Desk, card: CaseCard, other: int) -> bool:
    sheets = await desk.read(bookings.sheets, card.case_id, desk.day)
    name = (await party_of(desk, other)).card.name
    fields = LiableFields(desk)
    every = yes_field(desk.say("liable.all_claims"), desk, yes=True, when=lambda: len(sheets) > 1)
    some = ClaimsField(
        desk.say("liable.claims"), sheets, required=True, when=lambda: len(sheets) > 1 and not every.value
    )

    def command() -> AddLiabilities:
        claims = some.value if len(sheets) > 1 and not every.value else tuple(one.claim_id for one in sheets)
        return AddLiabilities(claims, fields.liable(other))

    def look(database: Database, _: Done) -> Sequence[Line]:
        found = liable_parties.clocks_by_party(database, card.case_id).get(other, [])
        claims = list(dict.fromkeys(one.claim_id for one in found))
        weak = [one for one in guarantees.of_claims(database, claims, desk.day) if one.party_id == other]
        return [*_clock_lines(found, desk), *_weak_lines(weak, desk)]

    heading = desk.say("liable.add_heading", name=name, number=card.number)
    return await desk.ask(Form(desk, heading, [*fields.fields, every, some], command, foresee=look)) is not None


async def _change(desk: Desk, card: CaseCard, row: LiabilityRow) -> bool:
    entries = [Entry("change", "w", desk.say("liable.change")), Entry("end", "x", desk.say("liable.end"))]
    heading = desk.say("liable.heading", name=row.name, relation=row.relation, number=row.claim_number)
    chosen = await desk.ask(Pick(desk, heading, entries))
    if chosen is None:
        return False

    async def again() -> LiabilityRow | None:
        rows = await desk.read(liable_parties.liabilities, card.case_id)
        return next((one for one in rows if one.liability_id == row.liability_id), None)

    seen = SeenRow(desk, row, again, lambda now: _told(now, (), desk) if now else desk.say("debtor.row_gone"))
    fields = LiableFields(desk, row)
    until = DayField(desk.say("place.until_on"), desk, desk.day, past=True)
    reason = TextField(desk.say("life.reason"), required=True)

    def command() -> ChangeLiability | EndLiability:
        version = (seen.row or row).version
        if chosen == "change":
            return ChangeLiability(row.liability_id, version, fields.liable(row.party_id))
        return EndLiability(row.liability_id, version, until.value, reason.value)

    def look(database: Database, _: Done) -> Sequence[Line]:
        found = liable_parties.clocks_by_party(database, card.case_id).get(row.party_id, [])
        weak = guarantees.of_claims(database, [row.claim_id], desk.day)
        return [
            *_clock_lines([one for one in found if one.claim_id == row.claim_id], desk),
            *_weak_lines([one for one in weak if one.party_id == row.party_id], desk),
        ]

    shown: list[Field[Any]] = fields.fields if chosen == "change" else [until, reason]
    return await desk.ask(Form(desk, heading, shown, command, foresee=look, renew=seen.renew)) is not None


class LiableFields:
    """By what relation somebody is liable, for how much and since when; for a guarantor also how he bound himself."""

    def __init__(self, desk: Desk, row: LiabilityRow | None = None) -> None:
        say = desk.say
        # Who is liable by another relation is another liability.
        relations = words_of(Relation if row is None else [row.relation], desk)
        self.relation = ChoiceField(say("liable.relation"), relations, row.relation if row else Relation.JOINT)
        share = form.percent(Decimal(row.share), desk.language).rstrip(" %") if row and row.share else ""
        most = form.amount(row.most_cents, desk.language) if row and row.most_cents else ""
        self.share = _ShareField(say("liable.share"), share, when=self._is(Relation.PART, Relation.HEIR))
        self.most = _MostField(say("liable.most"), most, when=self._is(Relation.PART, Relation.GUARANTOR))
        guarantor = self._is(Relation.GUARANTOR)
        self.each = ChoiceField(
            say("liable.most_of"),
            [(False, say("liable.most_together")), (True, say("liable.most_each"))],
            bool(row and row.most_each),
            when=self._is_limited,
        )
        beside = bool(row and row.most_beside)
        self.beside = yes_field(say("liable.most_beside"), desk, yes=beside, when=self._is_limited)
        self.capacity = ChoiceField(
            say("liable.capacity"),
            [
                (None, say("liable.not_known")),
                (Capacity.CONSUMER, say("liable.private")),
                (Capacity.BUSINESS, say("liable.business")),
            ],
            row.capacity if row else None,
            when=guarantor,
        )
        self.written = yes_field(say("liable.written"), desk, yes=row.in_writing if row else True, when=guarantor)
        self.spouse = ChoiceField(
            say("liable.spouse"),
            [(None, say("liable.not_known")), (True, say("form.yes")), (False, say("form.no"))],
            row.spouse_consented if row else None,
            when=guarantor,
        )
        self.notified = OptionalDayField(
            say("liable.notified_on"), desk, row.notified_on if row else None, past=True, when=guarantor
        )
        self.from_on = OptionalDayField(say("acting.from_on"), desk, row.from_on if row else None, past=True)
        self.until_on = OptionalDayField(say("acting.until_on"), desk, row.until_on if row else None)

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields."""
        guarantee: list[Field[Any]] = [self.capacity, self.written, self.spouse, self.notified]
        return [self.relation, self.share, self.most, self.each, self.beside, *guarantee, self.from_on, self.until_on]

    def liable(self, party_id: int) -> Liable:
        """Return how a party is liable. Raises `InputError`."""
        relation = self.relation.value
        guarantor = relation is Relation.GUARANTOR
        spouse = self.spouse.value if guarantor else None
        return Liable(
            party_id,
            relation,
            self.share.value or None if relation in (Relation.PART, Relation.HEIR) else None,
            typed.amount(self.most.value)
            if self.most.value and relation in (Relation.PART, Relation.GUARANTOR)
            else None,
            int(self._is_limited() and self.each.value),
            int(self._is_limited() and self.beside.value),
            self.capacity.value if guarantor else None,
            int(guarantor and self.written.value),
            None if spouse is None else int(spouse),
            self.notified.value if guarantor else None,
            self.from_on.value,
            self.until_on.value,
        )

    def _is_limited(self) -> bool:
        return self.relation.value is Relation.GUARANTOR and bool(self.most.value)

    def _is(self, *relations: Relation) -> Any:
        return lambda: self.relation.value in relations


class _ShareField(TextField):
    """A percentage that may be left open."""

    @property
    def value(self) -> str:
        """The percentage as plain digits. Raises `InputError`."""
        text = super().value.replace("%", "").replace(",", ".").strip()
        if text and not text.replace(".", "", 1).isdigit():
            raise InputError("liable.no_share", value=text)
        return text


class _MostField(TextField):
    """An amount that may be left open."""

    def echo(self) -> str:
        """Check the amount. Raises `InputError`."""
        if self.value:
            typed.amount(self.value)
        return ""


def _told(row: LiabilityRow, clocks: Sequence[PartyClock], desk: Desk) -> str:
    say = desk.say
    parts = [clean_line(row.name), say(f"word.{row.relation}"), clean_line(row.claim_number)]
    if row.share:
        parts.append(form.percent(Decimal(row.share), desk.language))
    if row.most_cents is not None:
        parts.append(say("liable.at_most", cents=row.most_cents))
    parts.append(period(row.from_on, row.until_on, desk))
    parts += [_clock(one, desk) for one in clocks if one.claim_id == row.claim_id][:1]
    return " · ".join(filter(None, parts))


def _clock_lines(clocks: Sequence[PartyClock], desk: Desk) -> Iterator[Line]:
    for one in clocks[:_MOST_CLOCKS]:
        yield line("→ ", f"{clean_line(one.claim_number)} · {desk.say(f'word.{one.clock}')} · {_clock(one, desk)}")
    if len(clocks) > _MOST_CLOCKS:
        yield line(Span(desk.say("liable.more_clocks", count=len(clocks) - _MOST_CLOCKS), "quiet"))


def _weak_lines(weak: Sequence[GuaranteeRow], desk: Desk) -> list[Line]:
    """Return what is weak in guarantees of one person, once for each of them that is the same."""
    alike = {one.points: one for one in reversed(weak)}
    return [told for one in alike.values() for told in guarantee_lines(one, desk)]


def _clock(clock: PartyClock, desk: Desk) -> str:
    if clock.safe_until is None:
        return state_word(clock.state, desk)
    return desk.say("liable.safe_until", on=clock.safe_until)
