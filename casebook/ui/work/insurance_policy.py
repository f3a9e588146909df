"""Choosing the policy that a debtor is covered by, adding one, or ending it."""

from collections.abc import Collection
from typing import Any

from casebook.errors import InputError
from casebook.store.actions.insurance import AddPolicy, EndPolicy
from casebook.store.models.people import Role
from casebook.store.queries import choices, insurance
from casebook.store.queries.case import CaseCard
from casebook.store.queries.insurance import PolicyRow
from casebook.text import clean_line
from casebook.ui.desk import Desk
from casebook.ui.dialogs.find import find_party
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.prose import Span, line
from casebook.ui.widgets.fields import ChoiceField, DayField, Field, OptionalDayField, TextField, yes_field
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.debtor_rows import key_at


async def policy_of(desk: Desk, card: CaseCard) -> PolicyRow | None:
    """Ask for a policy; a lead may add one. Returns None where one turned back."""
    known = await desk.read(insurance.policies, desk.day)
    may_add = Role.LEAD in desk.session.actor.roles
    if not known and not may_add:
        desk.tell(desk.say("insurance.only_lead"), trouble=True)
        return None
    entries: list[Entry[PolicyRow | str]] = [Entry(one, "", _told(one)) for one in known]
    if may_add:
        entries.append(Entry("new", "", desk.say("insurance.new_policy")))
    chosen = await desk.ask(Pick(desk, _heading(desk, card, "insurance.which_policy"), entries, search=True))
    return await _add(desk, card) if isinstance(chosen, str) else chosen


async def end_policy(desk: Desk, card: CaseCard, policy_ids: Collection[int]) -> bool:
    """Ask for the last day of one of the policies that are not over."""
    known = [one for one in await desk.read(insurance.policies, desk.day) if one.policy_id in policy_ids]
    heading = _heading(desk, card, "insurance.end_policy")
    entries = [Entry(one, key_at(at), _told(one)) for at, one in enumerate(known)]
    policy = await desk.ask(Pick(desk, heading, entries))
    if policy is None:
        return False
    until = DayField(desk.say("place.until_on"), desk, policy.until_on)

    def command() -> EndPolicy:
        return EndPolicy(policy.policy_id, policy.version, until.value)

    about = [line(_told(policy)), line(Span(desk.say("insurance.end_stays"), "quiet"))]
    return await desk.ask(Form(desk, heading, [until], command, about=about)) is not None


async def _add(desk: Desk, card: CaseCard) -> PolicyRow | None:
    insurer = await find_party(desk, desk.say("insurance.insurer"))
    if insurer is None:
        return None
    creditors = await desk.read(choices.creditors)
    creditor = ChoiceField(
        desk.say("insurance.creditor"),
        [(one.creditor_id, clean_line(one.name)) for one in creditors],
        creditors[0].creditor_id,
    )
    number = TextField(desk.say("insurance.policy_number"), required=True)
    overdue, hand_over, percent = (
        TextField(desk.say(f"insurance.{name}"), required=True)
        for name in ("overdue_days", "hand_over_days", "percent_covered")
    )
    consent = yes_field(desk.say("insurance.needs_consent"), desk, yes=True)
    since = DayField(desk.say("care.since"), desk, desk.day, past=True)
    until = OptionalDayField(desk.say("care.until"), desk)
    fields: list[Field[Any]] = [number, creditor, overdue, hand_over, percent, consent, since, until]

    def command() -> AddPolicy:
        return AddPolicy(
            creditor.value,
            insurer,
            number.value,
            _whole(overdue, desk.say("insurance.overdue_days")),
            _whole(hand_over, desk.say("insurance.hand_over_days")),
            _whole(percent, desk.say("insurance.percent_covered")),
            consent_needed=consent.value,
            from_on=since.value,
            until_on=until.value,
        )

    done = await desk.ask(Form(desk, _heading(desk, card, "insurance.new_policy"), fields, command))
    if done is None:
        return None
    found = await desk.read(insurance.policies, desk.day)
    return next((one for one in found if one.policy_id == done.result), None)


def _told(policy: PolicyRow) -> str:
    return f"{clean_line(policy.number)} · {clean_line(policy.insurer)} · {clean_line(policy.creditor)}"


def _whole(field: TextField, label: str) -> int:
    """Return the whole number that is typed. Raises `InputError` for anything else."""
    text = field.value
    if not (text.isascii() and text.isdigit() and len(text) < 5):
        raise InputError("insurance.no_whole_number", place=label, value=text)
    return int(text)


def _heading(desk: Desk, card: CaseCard, code: str) -> str:
    return f"{desk.say(code)} · {card.number} {clean_line(card.name)}"
