"""Making an arrangement: a draft, other terms for one, or terms that take the place of one that was agreed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from casebook.domain.arrangement.terms import AgreedHow, PlanTerms
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.errors import Refused
from casebook.store import planning
from casebook.store.actions.arrangements import ChangeArrangement, DraftArrangement, SupersedeArrangement
from casebook.store.database import Database
from casebook.store.planning import Planning
from casebook.store.queries import bookings, liabilities
from casebook.store.queries.arrangement_standing import Standing
from casebook.store.queries.bookings import ClaimSheet
from casebook.store.queries.case import CaseCard
from casebook.store.queries.liabilities import PartyClock
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, yes_field
from casebook.ui.work.arrangement_fields import Payer, PlanFields
from casebook.ui.work.arrangement_form import Judge, PlanForm
from casebook.ui.work.arrangement_offer import Leading
from casebook.ui.work.arrangement_preview import Preview
from casebook.ui.work.arrangement_seen import heading, seen, version
from casebook.ui.work.kinds import words_of

# How long after today the first term falls due, where nobody says otherwise.
_FIRST = timedelta(days=14)


class _Found(NamedTuple):
    """What an arrangement can be made from: who owes what, what bears on terms with each, and the clocks."""

    owed: list[ClaimSheet]
    payers: list[Payer]
    known: Mapping[int, Planning]
    clocks: Mapping[int, Sequence[PartyClock]]


async def draft(desk: Desk, card: CaseCard) -> bool:
    """Ask for the terms of an arrangement, and draft it."""
    found = await desk.read(_read, card, desk.day, 0)
    fields = _fields(desk, card, found)
    form = PlanForm(
        desk,
        heading("arrangements.draft", desk, card),
        fields,
        _judge(desk, found),
        lambda terms: DraftArrangement(card.case_id, terms),
    )
    return await desk.ask(form) is not None


async def change(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask for other terms of an arrangement that was not agreed, and change it."""
    found = await desk.read(_read, card, desk.day, standing.plan.id)
    row = seen(desk, card, standing)
    form = PlanForm(
        desk,
        heading("arrangements.change", desk, card),
        _fields(desk, card, found, terms_of(standing)),
        _judge(desk, found),
        lambda terms: ChangeArrangement(standing.plan.id, version(row), terms),
        renew=row.renew,
    )
    return await desk.ask(form) is not None


async def supersede(desk: Desk, card: CaseCard, standing: Standing) -> bool:
    """Ask for the terms that take the place of an arrangement that was agreed, and whether they are agreed too."""
    found = await desk.read(_read, card, desk.day, standing.plan.id)
    row = seen(desk, card, standing)
    is_agreed = yes_field(desk.say("arrangements.agreed_already"), desk)
    on = DayField(desk.say("arrangements.agreed_on"), desk, desk.day, past=True, when=lambda: is_agreed.value)
    how = ChoiceField(
        desk.say("arrangements.agreed_how"),
        words_of(AgreedHow, desk, {one: f"agreed_{one}" for one in AgreedHow}),
        AgreedHow.SIGNED,
        when=lambda: is_agreed.value,
    )
    leading = Leading(desk)
    more: list[Field[Any]] = [is_agreed, on, how, *leading.fields]

    def command(terms: PlanTerms) -> SupersedeArrangement:
        return SupersedeArrangement(
            standing.plan.id,
            version(row),
            terms,
            terms.reason,
            on.value if is_agreed.value else None,
            how.value,
            override=leading.override.value,
            legal_review=leading.review.value,
        )

    form = PlanForm(
        desk,
        heading("arrangements.supersede", desk, card),
        _fields(desk, card, found, replace(terms_of(standing), first_on=desk.day + _FIRST, reason="")),
        _judge(desk, found),
        command,
        more=more,
        first=_asked_again(desk, standing),
        renew=row.renew,
        refused=leading.refused,
    )
    return await desk.ask(form) is not None


def _asked_again(desk: Desk, standing: Standing) -> list[Line]:
    """Return what was let go of terms: it is remitted with what was kept only, so other terms ask it again."""
    waived = Cents(sum(one.cents - one.owed for one in standing.now.terms))
    if waived <= 0:
        return []
    return [line(Span("! ", "due"), desk.say("arrangements.waived_again", cents=waived), hang=2)]


def terms_of(standing: Standing) -> PlanTerms:
    """Return the terms of an arrangement, with the usual term as what is given."""
    plan = standing.plan
    return PlanTerms(
        plan.party_id,
        tuple(one.claim_id for one in standing.claims),
        plan.rhythm,
        plan.first_on,
        each_cents=plan.each_cents,
        interest=plan.interest,
        costs_included=plan.costs_included,
        remission_cents=plan.remission_cents,
        by_direct_debit=plan.by_direct_debit,
        reason=plan.reason,
    )


def _read(database: Database, card: CaseCard, day: date, but: int) -> _Found:
    with database.snapshot():
        owed = [one for one in bookings.sheets(database, card.case_id, day) if one.open.total > 0 and not one.foreign]
        payers = {card.debtor_id: Payer(card.debtor_id, card.name)}
        for one in liabilities.liabilities(database, card.case_id):
            if one.until_on is None or one.until_on >= day:
                payers.setdefault(one.party_id, Payer(one.party_id, one.name))
        return _Found(
            owed,
            list(payers.values()),
            {party_id: planning.planning(database, card.case_id, party_id, day, but) for party_id in payers},
            liabilities.clocks_by_party(database, card.case_id),
        )


def _fields(desk: Desk, card: CaseCard, found: _Found, known: PlanTerms | None = None) -> PlanFields:
    """Return the fields. Raises `Refused` where nothing is open that an arrangement could be about."""
    if not found.owed:
        raise Refused("arrangements.nothing_open", source=HOUSE_RULE, number=card.number)
    return PlanFields(desk, found.owed, found.payers, desk.day + _FIRST, known)


def _judge(desk: Desk, found: _Found) -> Judge:
    """Return what says what terms come to, from what was read."""
    roles, law = desk.session.actor.roles, desk.session.database.law

    def judge(terms: PlanTerms) -> Preview:
        seen_ahead = planning.foreseen(found.known[terms.party_id], terms, roles, law)
        return Preview(
            seen_ahead.finding, seen_ahead.gates, _safe_until(found.clocks.get(terms.party_id, ()), terms.claim_ids)
        )

    return judge


def _safe_until(clocks: Sequence[PartyClock], claim_ids: Collection[int]) -> date | None:
    """Return the last day on which all that is covered is safe, None where that is not known."""
    ends = [
        one.safe_until
        for one in clocks
        if one.claim_id in claim_ids
        and one.clock is not ClockKind.INTEREST
        and one.state is not ClockState.STOPPED
        and one.safe_until is not None
    ]
    return min(ends, default=None)
