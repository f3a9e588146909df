"""Credit insurance of a debtor: what is reported to the insurer and what he answers, covers and policies."""

from collections.abc import Iterator
from typing import Any

from casebook.domain.letters.kinds import LetterKind
from casebook.domain.money import Cents
from casebook.errors import InputError
from casebook.jobs import insurer_letters
from casebook.store.actions.insurance import (
    AddCover,
    ChangeCover,
    RecordInsuranceStep,
    RemoveInsuranceStep,
)
from casebook.store.models.insurance import InsuranceStep
from casebook.store.models.people import Role
from casebook.store.queries import insurance
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insurance import ActRow, CoverRow, InsuredClaim
from casebook.text import clean_line
from casebook.ui.case_tabs.about.insurance import cover_lines
from casebook.ui.case_tabs.telling import day, period
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.widgets.fields import AmountField, ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_rows import key_at
from casebook.ui.work.insurance_policy import end_policy, policy_of
from casebook.ui.work.seen import SeenRow

_LETTERS = dict(zip(InsuranceStep, "rhaywpg", strict=True))


async def insure(desk: Desk, card: CaseCard) -> bool:
    """Ask what is done about the credit insurance of a case, and record it."""
    covers = await desk.read(insurance.covers, card.debtor_id)
    acts = await desk.read(insurance.acts, card.case_id)
    entries = list(_entries(desk, covers, acts))
    chosen = await desk.ask(Pick(desk, _heading(desk, card, "insurance.heading"), entries))
    match chosen:
        case InsuranceStep():
            return await _record(desk, card, covers, chosen)
        case "letter":
            return await _letter(desk, card, covers)
        case "cover":
            return await _cover(desk, card)
        case "change":
            cover = await _which(desk, card, covers)
            return cover is not None and await _change(desk, card, cover)
        case "remove":
            return await _remove(desk, card, acts)
        case "end":
            return await end_policy(desk, card, {cover.policy_id for cover in covers})
        case _:
            return False


def _entries(desk: Desk, covers: list[CoverRow], acts: list[ActRow]) -> Iterator[Entry[InsuranceStep | str]]:
    if covers:
        yield Entry("letter", "b", desk.say("insurance.do_letter"))
        for step, letter in _LETTERS.items():
            yield Entry(step, letter, desk.say(f"insurance.step_{step}"))
    yield Entry("cover", "c", desk.say("insurance.add_cover"))
    if covers:
        yield Entry("change", "l", desk.say("insurance.change_cover"))
        if Role.LEAD in desk.session.actor.roles:
            yield Entry("end", "e", desk.say("insurance.end_policy"))
    if acts:
        yield Entry("remove", "x", desk.say("insurance.remove"))


async def _which(desk: Desk, card: CaseCard, covers: list[CoverRow]) -> CoverRow | None:
    if len(covers) == 1:
        return covers[0]
    entries = [
        Entry(one, key_at(at), f"{_policy(one)} · {period(one.from_on, one.until_on, desk)}")
        for at, one in enumerate(covers)
    ]
    return await desk.ask(Pick(desk, _heading(desk, card, "insurance.which_cover"), entries))


async def _letter(desk: Desk, card: CaseCard, covers: list[CoverRow]) -> bool:
    """Write the letter that tells the insurer; that it was told is recorded once the letter left."""
    from casebook.ui.work.letters import write

    cover = await _which(desk, card, covers)
    if cover is None:
        return False
    known = await desk.read(insurer_letters.wanted, card.case_id, card.debtor_id, cover.cover_id)
    if known is None:
        desk.tell(desk.say("insurance.no_claims", number=cover.number), trouble=True)
        return False
    return await write(desk, card, LetterKind.INSURER_NOTICE, known)


async def _record(desk: Desk, card: CaseCard, covers: list[CoverRow], step: InsuranceStep) -> bool:
    cover = await _which(desk, card, covers)
    if cover is None:
        return False
    claims = [one for one in await desk.read(insurance.claims, card.case_id) if one.cover_id == cover.cover_id]
    if not claims:
        desk.tell(desk.say("insurance.no_claims", number=cover.number), trouble=True)
        return False
    on = DayField(desk.say("care.on"), desk, desk.day, past=True)
    until = OptionalDayField(desk.say("care.until"), desk)
    amount = AmountField(desk.say("insurance.amount_paid"), desk)
    text = TextField(desk.say("insurance.text"))
    paid, consent = step is InsuranceStep.PAID_OUT, step is InsuranceStep.CONSENT_GIVEN
    one = ChoiceField(desk.say("insurance.claim"), [(row, _claim(row)) for row in claims], claims[0])
    chosen = [yes_field(_claim(row), desk, yes=True) for row in claims]
    fields: list[Field[Any]] = [one, amount] if paid else [*chosen]
    fields += [*([until] if consent else []), on, text]

    def command() -> RecordInsuranceStep:
        ids = [one.value.claim_id] if paid else [r.claim_id for r, yes in zip(claims, chosen, strict=True) if yes.value]
        if not ids:
            raise InputError("form.required", place=desk.say("insurance.claim"))
        return RecordInsuranceStep(
            card.case_id,
            cover.cover_id,
            tuple(ids),
            step,
            on.value,
            until_on=until.value if consent else None,
            cents=amount.value if paid else None,
            text=text.value,
        )

    form = Form(
        desk,
        f"{desk.say(f'insurance.step_{step}')} · {card.number} {clean_line(card.name)}",
        fields,
        command,
        foresee=lambda database, _: cover_lines(
            cover, insurance.claims(database, card.case_id), insurance.acts(database, card.case_id), desk
        ),
    )
    return await desk.ask(form) is not None


async def _cover(desk: Desk, card: CaseCard) -> bool:
    policy = await policy_of(desk, card)
    if policy is None:
        return False
    limit = AmountField(desk.say("insurance.limit"), desk)
    since = DayField(desk.say("care.since"), desk, policy.from_on)
    until = OptionalDayField(desk.say("care.until"), desk, policy.until_on)
    form = Form(
        desk,
        _heading(desk, card, "insurance.add_cover"),
        [limit, since, until],
        lambda: AddCover(policy.policy_id, card.debtor_id, limit.value, since.value, until.value),
    )
    return await desk.ask(form) is not None


async def _change(desk: Desk, card: CaseCard, cover: CoverRow) -> bool:
    seen = SeenRow(desk, cover, lambda: _again(desk, card, cover), lambda _: _policy(cover))
    limit = AmountField(desk.say("insurance.limit"), desk, Cents(cover.limit))
    until = OptionalDayField(desk.say("care.until"), desk, cover.until_on)
    form = Form(
        desk,
        _heading(desk, card, "insurance.change_cover"),
        [limit, until],
        lambda: ChangeCover(cover.cover_id, (seen.row or cover).version, limit.value, until.value),
        foresee=lambda database, _: [
            line
            for now in insurance.covers(database, card.debtor_id)
            if now.cover_id == cover.cover_id
            for line in cover_lines(
                now, insurance.claims(database, card.case_id), insurance.acts(database, card.case_id), desk
            )
        ],
        renew=seen.renew,
    )
    return await desk.ask(form) is not None


async def _again(desk: Desk, card: CaseCard, cover: CoverRow) -> CoverRow | None:
    found = await desk.read(insurance.covers, card.debtor_id)
    return next((one for one in found if one.cover_id == cover.cover_id), None)


async def _remove(desk: Desk, card: CaseCard, acts: list[ActRow]) -> bool:
    entries = [
        Entry(one, "", f"{desk.say(f'word.insurance_{one.step}')} · {clean_line(one.number)} · {day(one.on_day, desk)}")
        for one in acts
    ]
    act = await desk.ask(Pick(desk, _heading(desk, card, "insurance.remove"), entries, search=True))
    if act is None:
        return False
    reason = TextField(desk.say("care.reason"), required=True)
    heading = _heading(desk, card, "insurance.remove")
    form = Form(desk, heading, [reason], lambda: RemoveInsuranceStep(act.act_id, act.version, reason.value))
    return await desk.ask(form) is not None


def _policy(row: CoverRow) -> str:
    return f"{clean_line(row.number)} · {clean_line(row.insurer)}"


def _claim(row: InsuredClaim) -> str:
    return clean_line(row.number)


def _heading(desk: Desk, card: CaseCard, code: str) -> str:
    return f"{desk.say(code)} · {card.number} {clean_line(card.name)}"
