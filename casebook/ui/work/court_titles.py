"""What a court gave: a judgment or a settlement, against whom, what it awarded of what was asked, and its costs."""

from typing import Any, NamedTuple

from casebook.domain.component import Component
from casebook.domain.court.facts import TitleKind
from casebook.domain.money import ZERO, Cents
from casebook.store.actions.titles import AwardFacts, RecordTitle
from casebook.store.actions.titles_known import KIND_OF, KnowTitle
from casebook.store.queries import bookings
from casebook.store.queries.case import CaseCard
from casebook.store.queries.court import ProceedingCard
from casebook.store.titles_before import TitleBefore
from casebook.text import clean_line
from casebook.ui.case_tabs.court_lines import proceeding_short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.widgets.fields import (
    AmountField,
    DayField,
    Field,
    LongTextField,
    OptionalDayField,
    TextField,
    yes_field,
)
from casebook.ui.work.answers import AnswerField
from casebook.ui.work.court_course import party_field
from casebook.ui.work.kinds import words_of

_COMPONENTS = (Component.PRINCIPAL, Component.INTEREST, Component.COLLECTION_COSTS)
_KINDS = {one: f"title_kind_{one}" for one in TitleKind}


class _Award(NamedTuple):
    """The two fields of a component of a claim."""

    claim_id: int
    component: Component
    asked: AmountField
    awarded: AmountField


class _ComponentField(AmountField):
    """An amount that says beside it which component of which claim it is of."""

    def __init__(self, label: str, desk: Desk, cents: Cents, of: str) -> None:
        super().__init__(label, desk, cents, zero=True)
        self._of = of

    def echo(self) -> str:
        """Return what it is of, and the amount in full."""
        return f"{self._of} {super().echo()}"


async def record(desk: Desk, card: CaseCard, one: ProceedingCard) -> bool:
    """Ask what a court gave, and record it; what is open of each component is proposed as asked and as awarded."""
    say, row = desk.say, one.recorded.row
    sheets = {found.claim_id: found for found in await desk.read(bookings.sheets, card.case_id, desk.day)}
    kind = AnswerField[TitleKind](desk, say("court.title_kind"), words_of(TitleKind, desk, _KINDS))
    on = DayField(say("court.given_on"), desk, desk.day, past=True)
    number = TextField(say("court.title_number"), row.number)
    parties = dict.fromkeys((claim.party_id, claim.party) for claim in one.recorded.claims)
    several = len(parties) > 1
    against = [(id_, party_field(say("court.against"), name, desk, when=lambda: several)) for id_, name in parties]
    asked = [
        claim_id for claim_id in dict.fromkeys(claim.claim_id for claim in one.recorded.claims) if claim_id in sheets
    ]

    def of(claim_id: int, component: Component) -> str:
        said = say(f"word.{component}")
        return f"{said} {clean_line(sheets[claim_id].number)}" if len(asked) > 1 else said

    awards = [
        _Award(
            claim_id,
            component,
            _ComponentField(say("court.asked_field"), desk, cents, of(claim_id, component)),
            _ComponentField(say("court.awarded_field"), desk, cents, of(claim_id, component)),
        )
        for claim_id in asked
        for component in _COMPONENTS
        if (cents := sheets[claim_id].open.of(component)) or component is Component.PRINCIPAL
    ]
    costs = AmountField(say("court.title_costs"), desk, ZERO, zero=True)
    enforceable = yes_field(say("court.at_once"), desk, yes=True)
    credit = yes_field(say("court.credit_rejected"), desk)
    text = LongTextField(say("court.text"))

    def command() -> RecordTitle:
        given = tuple(
            AwardFacts(award.claim_id, award.component, award.asked.value, award.awarded.value) for award in awards
        )
        named = tuple(id_ for id_, yes in against if yes.value)
        return RecordTitle(
            row.id,
            kind.answer,
            on.value,
            given,
            named if len(named) < len(against) else (),
            number.value,
            costs.value,
            enforceable.value,
            credit.value,
            text.value,
        )

    fields: list[Field[Any]] = [kind, on, number, *(yes for _, yes in against)]
    fields += [field for award in awards for field in (award.asked, award.awarded)]
    heading = say("court.title_heading", what=proceeding_short(one, desk))
    return await desk.ask(Form(desk, heading, [*fields, costs, enforceable, credit, text], command)) is not None


async def know(desk: Desk, one: TitleBefore) -> bool:
    """Ask what is known of a title from before, and put it among the titles; a day that is not known is asked."""
    say = desk.say
    settled = KIND_OF.get(one.kind)
    kinds = [settled] if settled else [kind for kind in TitleKind if kind is not TitleKind.SETTLEMENT_RECORD]
    kind = AnswerField[TitleKind](desk, say("court.title_kind"), words_of(kinds, desk, _KINDS), settled)
    on = OptionalDayField(say("court.given_on"), desk, one.given_on, past=True)
    where, number = TextField(say("court.court")), TextField(say("court.title_number"))
    served = OptionalDayField(say("court.served_on"), desk, one.served_on, past=True)

    def command() -> KnowTitle:
        return KnowTitle(one.claim_id, kind.answer, on.value, where.value, number.value, served.value)

    heading = say("court.before_heading", number=clean_line(one.number))
    return await desk.ask(Form(desk, heading, [kind, on, where, number, served], command)) is not None
