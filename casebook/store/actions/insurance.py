"""Credit insurance: policies, which debtors they cover, and what is done towards the insurer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insurance import is_covered
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.holds import case_of
from casebook.store.actions.parties import of_party, of_party_of
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim
from casebook.store.models.insurance import Cover, InsuranceAct, InsuranceStep, Policy
from casebook.store.models.parties import Creditor, Party
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction
from casebook.text import clean


@dataclass(frozen=True, slots=True)
class AddPolicy:
    """A policy of one of our entities; the terms are days after the due date, the cover percent of a loss."""

    creditor_id: int
    insurer_id: int
    number: str
    overdue_days: int
    hand_over_days: int
    covered_percent: int
    consent_needed: bool
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndPolicy:
    """The last day of a policy."""

    id: int
    version: int
    until_on: date


@dataclass(frozen=True, slots=True)
class AddCover:
    """A debtor is covered up to a limit, for claims that come about in the period."""

    policy_id: int
    party_id: int
    limit: Cents
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeCover:
    """The limit and the end of a cover as they should be."""

    id: int
    version: int
    limit: Cents
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordInsuranceStep:
    """Something done towards the insurer about claims, or what he answered; an amount where he paid."""

    case_id: int
    cover_id: int
    claim_ids: tuple[int, ...]
    step: InsuranceStep
    on_day: date
    until_on: date | None = None
    cents: Cents | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class RemoveInsuranceStep:
    """It was recorded by mistake."""

    id: int
    version: int
    reason: str


class Period(NamedTuple):
    """When a policy covers a debtor."""

    policy_id: int
    party_id: int
    from_on: date
    until_on: date | None


_CASES_OF_POLICY = """
    SELECT c.id FROM insurance_cover v JOIN cases c ON c.debtor_id = v.party_id WHERE v.policy_id = ?
"""


def _of_policy(database: Database, command: EndPolicy) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_POLICY, (command.id,))]


@action("insurance_policy.add", role=Role.LEAD)
def add_policy(tx: Transaction, command: AddPolicy) -> int:
    """Add a policy and return its id."""
    creditor, insurer = tx.get(Creditor, command.creditor_id), tx.get(Party, command.insurer_id)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    number = given.line(command.number)
    if not number:
        raise Refused("insurance.no_number", source=HOUSE_RULE)
    if not 0 < command.overdue_days <= command.hand_over_days:
        raise Refused("insurance.days", source=HOUSE_RULE)
    if not 0 < command.covered_percent <= 100:
        raise Refused("insurance.percent", source=HOUSE_RULE)
    return tx.add(
        Policy,
        creditor_id=creditor.id,
        insurer_id=insurer.id,
        number=number,
        overdue_days=command.overdue_days,
        hand_over_days=command.hand_over_days,
        covered_percent=command.covered_percent,
        consent_needed=int(command.consent_needed),
        from_on=command.from_on,
        until_on=command.until_on,
    )


@action("insurance_policy.end", role=Role.LEAD, cases=_of_policy)
def end_policy(tx: Transaction, command: EndPolicy) -> None:
    """End a policy: what came about before stays covered."""
    policy = tx.get(Policy, command.id, command.version)
    given.in_order(from_on=policy.from_on, until_on=command.until_on)
    tx.change(policy, until_on=command.until_on)


@action("insurance_cover.add", cases=of_party)
def add_cover(tx: Transaction, command: AddCover) -> int:
    """Cover a debtor and return the id. Refused outside the period of the policy, and beside another cover of it."""
    policy, party = tx.get(Policy, command.policy_id), tx.get(Party, command.party_id)
    given.in_order(from_on=command.from_on, until_on=command.until_on)
    if not is_covered(command.from_on, policy.from_on, policy.until_on):
        raise Refused("insurance.outside_policy", source=HOUSE_RULE, number=policy.number, since=policy.from_on)
    _refuse_beside_another(tx, Period(policy.id, party.id, command.from_on, command.until_on))
    return tx.add(
        Cover,
        policy_id=policy.id,
        party_id=party.id,
        limit_cents=given.positive(command.limit),
        from_on=command.from_on,
        until_on=command.until_on,
    )


@action("insurance_cover.change", cases=of_party_of(Cover))
def change_cover(tx: Transaction, command: ChangeCover) -> None:
    """Change the limit and the end of a cover. Refused where it would reach into another one of the policy."""
    cover = tx.get(Cover, command.id, command.version)
    given.in_order(from_on=cover.from_on, until_on=command.until_on)
    _refuse_beside_another(tx, Period(cover.policy_id, cover.party_id, cover.from_on, command.until_on), cover.id)
    tx.change(cover, limit_cents=given.positive(command.limit), until_on=command.until_on)


@action("insurance_act.record", cases=given.case_itself)
def record(tx: Transaction, command: RecordInsuranceStep) -> tuple[int, ...]:
    """Record a step for claims and return the ids, one for each claim."""
    case, cover = tx.get(Case, command.case_id), tx.get(Cover, command.cover_id)
    policy, on = tx.get(Policy, cover.policy_id), given.past(tx, command.on_day)
    if cover.party_id != case.debtor_id:
        raise Refused("insurance.other_debtor", source=HOUSE_RULE, number=policy.number)
    given.in_order(done_on=on, until_on=command.until_on)
    paid_out = command.step is InsuranceStep.PAID_OUT
    if (command.cents is not None) != paid_out or (paid_out and len(command.claim_ids) > 1):
        raise Refused("insurance.amount", source=HOUSE_RULE)
    refuse_uncovered(tx, case.id, cover, command.claim_ids)
    values = {
        "case_id": case.id,
        "cover_id": cover.id,
        "step": command.step,
        "on_day": on,
        "until_on": command.until_on,
        "cents": None if command.cents is None else given.positive(command.cents),
        "text": clean(command.text).strip(),
    }
    return tuple(tx.add_many(InsuranceAct, [{**values, "claim_id": id_} for id_ in dict.fromkeys(command.claim_ids)]))


@action("insurance_act.remove", cases=case_of(InsuranceAct))
def remove(tx: Transaction, command: RemoveInsuranceStep) -> None:
    """Take away a step that was recorded by mistake; the log keeps it, with the reason."""
    given.reason(command.reason)
    tx.remove(tx.get(InsuranceAct, command.id, command.version))


def refuse_uncovered(tx: Transaction, case_id: int, cover: Cover, claim_ids: Sequence[int]) -> None:
    """Refuse claims of another case or creditor than a cover is for, claims it does not cover, and none at all."""
    policy = tx.get(Policy, cover.policy_id)
    if not claim_ids:
        raise Refused("insurance.no_claim", source=HOUSE_RULE)
    for claim_id in claim_ids:
        claim = tx.get(Claim, claim_id)
        if claim.case_id != case_id or claim.creditor_id != policy.creditor_id:
            raise Refused("insurance.other_claim", source=HOUSE_RULE, number=claim.number, policy=policy.number)
        if not _covers(policy, cover, claim):
            raise Refused("insurance.not_covered", source=HOUSE_RULE, number=claim.number, policy=policy.number)


def _covers(policy: Policy, cover: Cover, claim: Claim) -> bool:
    came_about_on = claim.invoice_on or claim.due_on
    return came_about_on is not None and all(
        is_covered(came_about_on, period.from_on, period.until_on) for period in (policy, cover)
    )


def _refuse_beside_another(tx: Transaction, cover: Period, cover_id: int | None = None) -> None:
    """Refuse a period in which a debtor has another cover of the policy already."""
    same = (Cover.policy_id == cover.policy_id) & (Cover.party_id == cover.party_id)
    for other in tx.find(Cover.select().where(same)):
        ends_before = other.until_on is not None and other.until_on < cover.from_on
        begins_after = cover.until_on is not None and cover.until_on < other.from_on
        if other.id != cover_id and not ends_before and not begins_after:
            number, name = tx.get(Policy, cover.policy_id).number, tx.get(Party, cover.party_id).name
            raise Refused("insurance.covered_already", source=HOUSE_RULE, number=number, name=name)
