"""Who collects for us: agencies, bailiffs and lawyers are registered, changed, and given what they are paid."""

from collections.abc import Awaitable, Callable
from typing import Any

from casebook.domain.placements.facts import REGISTERED, AgencyKind, FeeBasis, FeeEvent
from casebook.exchange.agencies import profile
from casebook.store.actions.addresses import Place
from casebook.store.actions.agencies import (
    AgencyFacts,
    ChangeAgency,
    EndAgency,
    ReachAgency,
    RegisterAgency,
    SetAgencyFee,
)
from casebook.store.queries import agencies
from casebook.store.queries.agencies import AgencyCard, AgencyReached
from casebook.text import clean_line
from casebook.ui.case_tabs.placement_lines import agency_lines
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import EMPTY, line
from casebook.ui.widgets.fields import DayField, Field, LongTextField, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.court_course import DaysField
from casebook.ui.work.kinds import words_of
from casebook.ui.work.security_form import ValueField

Act = Callable[[], Awaitable[bool]]
KIND_WORDS = {one: f"agency_kind_{one}" for one in AgencyKind}


class _ProfileField(TextField):
    """The name or the path of a profile by which files of an agency are read."""

    @property
    def named(self) -> str:
        """The name, empty where nothing is typed. Raises `InputError` for a profile that is not there."""
        if self.value:
            profile.load(self.value)
        return self.value

    def echo(self) -> str:
        """Check that it is there."""
        self.named  # noqa: B018 reading it checks it
        return ""


class _Facts:
    """The fields of an agency; the register is asked only of who has to be in it."""

    def __init__(self, desk: Desk, card: AgencyCard | None = None) -> None:
        say, row = desk.say, card.row if card else None
        self.kind = AnswerField[AgencyKind](
            desk, say("agency.kind"), words_of(AgencyKind, desk, KIND_WORDS), row.kind if row else None
        )
        self.number = TextField(say("agency.wki_number"), row.wki_number if row else "", when=self._registered)
        until = row.registered_until if row else None
        self.until = OptionalDayField(say("agency.registered_until"), desk, until, when=self._registered)
        days = "" if row is None or row.update_days is None else str(row.update_days)
        self.days = DaysField(say("agency.days_field"), days)
        self.exclusive = yes_field(say("agency.exclusive"), desk, yes=bool(row and row.exclusive))
        self.contact = TextField(say("agency.contact"), row.contact if row else "")
        self.report = _ProfileField(say("agency.report_profile"), row.report_profile if row else "")
        self.inventory = _ProfileField(say("agency.inventory_profile"), row.inventory_profile if row else "")
        self.note = LongTextField(say("agency.note"), row.note if row else "")

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields, in the order in which one fills them in."""
        return [
            self.kind, self.number, self.until, self.days, self.exclusive, self.contact, self.report, self.inventory,
            self.note,
        ]  # fmt: skip

    @property
    def facts(self) -> AgencyFacts:
        """What was said. Raises `InputError`."""
        registered = self._registered()
        return AgencyFacts(
            self.kind.answer,
            self.number.value if registered else "",
            self.until.value if registered else None,
            self.days.days,
            self.exclusive.value,
            self.contact.value,
            self.report.named,
            self.inventory.named,
            self.note.value,
        )

    def _registered(self) -> bool:
        return self.kind.value in REGISTERED


class _Reach:
    """The fields of where post and mail go, with what is known."""

    def __init__(self, desk: Desk, known: AgencyReached | None = None) -> None:
        labels = ("agency.street", "agency.house_number", "agency.postcode", "agency.city", "agency.mail")
        texts = map(clean_line, known or AgencyReached())
        fields = (TextField(desk.say(label), text) for label, text in zip(labels, texts, strict=True))
        self.street, self.number, self.postcode, self.city, self.mail = fields

    @property
    def fields(self) -> list[Field[Any]]:
        """The fields, in the order in which one fills them in."""
        return [self.street, self.number, self.postcode, self.city, self.mail]

    @property
    def place(self) -> Place:
        """The address; empty where none was typed."""
        return Place(self.street.value, self.number.value, self.postcode.value, self.city.value)


async def agency(desk: Desk, agency_id: int | None) -> bool:
    """Ask what is done about an agency, or about a new one where there is none, and do it."""
    if agency_id is None:
        return await new(desk)
    card = await desk.read(agencies.card, agency_id, desk.day)
    if card is None:
        return False
    say = desk.say
    ended = card.row.ended_on is not None
    entries = [
        Entry[Act](lambda: change(desk, card), "w", say("agency.do_change")),
        Entry[Act](lambda: fee(desk, card), "k", say("agency.do_fee")),
        Entry[Act](lambda: reach(desk, card), "a", say("agency.do_reach")),
        Entry[Act](lambda: _end(desk, card), "x", say("agency.do_again" if ended else "agency.do_end")),
        Entry[Act](lambda: new(desk), "n", say("agency.do_new")),
    ]
    act = await desk.ask(Pick(desk, say("agency.menu", name=card.row.name), entries))
    return act is not None and await act()


async def new(desk: Desk) -> bool:
    """Ask who collects for us, and register that."""
    name = TextField(desk.say("agency.name"), required=True)
    facts, reach = _Facts(desk), _Reach(desk)

    def command() -> RegisterAgency:
        return RegisterAgency(facts.facts, name=name.value, place=reach.place, mail=reach.mail.value)

    fields: list[Field[Any]] = [name, *facts.fields, *reach.fields]
    return await desk.ask(Form(desk, desk.say("agency.new_heading"), fields, command)) is not None


async def reach(desk: Desk, card: AgencyCard) -> bool:
    """Show where post and mail go to an agency, and ask where they go from today on."""
    fields = _Reach(desk, card.reached)
    heading = desk.say("agency.reach_heading", name=card.row.name)
    about = [line(desk.say("agency.reach_about")), EMPTY]

    def command() -> ReachAgency:
        return ReachAgency(card.row.id, fields.place, fields.mail.value)

    form = Form(desk, heading, fields.fields, command, about=about)
    return await desk.ask(form) is not None


async def change(desk: Desk, card: AgencyCard) -> bool:
    """Ask what is agreed with an agency as it should be."""
    facts = _Facts(desk, card)

    def command() -> ChangeAgency:
        return ChangeAgency(card.row.id, card.row.version, facts.facts)

    heading = desk.say("agency.change_heading", name=card.row.name)
    return await desk.ask(Form(desk, heading, facts.fields, command)) is not None


async def fee(desk: Desk, card: AgencyCard) -> bool:
    """Ask what an agency is paid for something from a day on."""
    say = desk.say
    events = {one: f"fee_event_{one}" for one in FeeEvent}
    bases = {one: f"fee_basis_{one}" for one in FeeBasis}
    event = AnswerField[FeeEvent](desk, say("agency.fee_event"), words_of(FeeEvent, desk, events))
    basis = AnswerField[FeeBasis](desk, say("agency.fee_basis"), words_of(FeeBasis, desk, bases))
    percent = TextField(say("agency.fee_rate"), when=lambda: basis.value is FeeBasis.PERCENT)
    cents = ValueField(say("agency.fee_cents"), desk, None, when=lambda: basis.value is FeeBasis.FIXED)
    least = ValueField(say("agency.fee_least"), desk, None, when=lambda: basis.value is not FeeBasis.NONE)
    vat = TextField(say("agency.fee_vat"), when=lambda: basis.value is not FeeBasis.NONE)
    from_on = DayField(say("agency.fee_from"), desk, desk.day)

    def command() -> SetAgencyFee:
        chosen = basis.answer
        paid = chosen is not FeeBasis.NONE
        return SetAgencyFee(
            card.row.id,
            from_on.value,
            event.answer,
            chosen,
            percent.value if chosen is FeeBasis.PERCENT else "",
            cents.value if chosen is FeeBasis.FIXED and cents.known else None,
            least.value if paid and least.known else None,
            vat.value if paid else "",
        )

    heading = say("agency.fee_heading", name=card.row.name)
    fields: list[Field[Any]] = [event, basis, percent, cents, least, vat, from_on]
    return await desk.ask(Form(desk, heading, fields, command, about=agency_lines(card, desk))) is not None


async def _end(desk: Desk, card: AgencyCard) -> bool:
    again = card.row.ended_on is not None
    heading = desk.say("agency.again_heading" if again else "agency.end_heading", name=card.row.name)
    form = Form(desk, heading, (), lambda: EndAgency(card.row.id, card.row.version, again=again))
    return await desk.ask(form) is not None
