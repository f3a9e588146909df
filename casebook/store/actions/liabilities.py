"""Who else is liable for a claim: joint debtors, partners, heirs, guarantors."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casebook.domain.capacity import Capacity
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.insolvency_bearing import extend_to
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Liability, Relation
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction

_CASE_OF_LIABILITY = "SELECT k.case_id FROM liability l JOIN claim k ON k.id = l.claim_id WHERE l.id = ?"


@dataclass(frozen=True, slots=True)
class Liable:
    """Somebody else who is liable, by what relation, for how much and from when.

    `share` is a percentage as text, `most_cents` the maximum: of all claims together, or of each with `most_each`, and
    with `most_beside` interest and costs come on top (both 0 or 1). `capacity`, `spouse_consented` and `notified_on`
    matter for a guarantor.
    """

    party_id: int
    relation: Relation
    share: str | None = None
    most_cents: Cents | None = None
    most_each: int = 0
    most_beside: int = 0
    capacity: Capacity | None = None
    in_writing: int = 0
    spouse_consented: int | None = None
    notified_on: date | None = None
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class AddLiability:
    """Somebody else turns out to be liable for a claim."""

    claim_id: int
    liable: Liable


@dataclass(frozen=True, slots=True)
class AddLiabilities:
    """Somebody else turns out to be liable for several claims in the same way."""

    claim_ids: tuple[int, ...]
    liable: Liable


@dataclass(frozen=True, slots=True)
class ChangeLiability:
    """How somebody is liable as it should be, all of it; who he is and by what relation stays."""

    liability_id: int
    version: int
    liable: Liable


@dataclass(frozen=True, slots=True)
class EndLiability:
    """Somebody is no longer liable after a day; his clocks stay, for what he owed until then."""

    liability_id: int
    version: int
    until_on: date
    reason: str


def _cases_of_claims(database: Database, command: AddLiabilities) -> Iterable[int]:
    if not command.claim_ids:
        return []
    marks = ", ".join("?" * len(command.claim_ids))
    query = f"SELECT DISTINCT case_id FROM claim WHERE id IN ({marks})"  # noqa: S608 only marks
    return [case_id for (case_id,) in database.fetch(query, command.claim_ids)]


def _case_of_liability(database: Database, command: Any) -> Iterable[int]:
    return [case_id for (case_id,) in database.fetch(_CASE_OF_LIABILITY, (command.liability_id,))]


@action("liability.add", cases=given.case_of_claim)
def add(tx: Transaction, command: AddLiability) -> int:
    """Add a liability and return its id."""
    id_ = add_liable(tx, command.claim_id, command.liable)
    extend_to(tx, [tx.get(Claim, command.claim_id).case_id])
    return id_


@action("liability.add_all", cases=_cases_of_claims)
def add_all(tx: Transaction, command: AddLiabilities) -> list[int]:
    """Add a liability for each claim and return their ids."""
    if not command.claim_ids:
        raise Refused("liability.no_claim", source=HOUSE_RULE)
    ids = [add_liable(tx, claim_id, command.liable) for claim_id in dict.fromkeys(command.claim_ids)]
    extend_to(tx, list(_cases_of_claims(tx.database, command)))
    return ids


@action("liability.change", cases=_case_of_liability)
def change(tx: Transaction, command: ChangeLiability) -> None:
    """Change for how much and since when somebody is liable, and what is known of his guarantee."""
    liability, liable = tx.get(Liability, command.liability_id, command.version), command.liable
    if (liability.party_id, liability.relation) != (liable.party_id, liable.relation):
        raise Refused("liability.another", source=HOUSE_RULE)
    tx.hold(f"party {liability.party_id}")
    values = _values(liable)
    _refuse_twice(tx, liability.claim_id, liable, besides=liability.id)
    tx.change(liability, **values)


@action("liability.end", cases=_case_of_liability)
def end(tx: Transaction, command: EndLiability) -> None:
    """End a liability on a day."""
    liability = tx.get(Liability, command.liability_id, command.version)
    given.reason(command.reason)
    given.in_order(from_on=liability.from_on, until_on=command.until_on)
    tx.change(liability, until_on=command.until_on)


def add_liable(tx: Transaction, claim_id: int, liable: Liable) -> int:
    """Add somebody who is liable for a claim; refused for the debtor himself, or the same relation twice at once."""
    claim = tx.get(Claim, claim_id)
    party = tx.get(Party, liable.party_id)
    # His address bears on the clocks of this case from now on.
    tx.hold(f"party {party.id}")
    if party.id == tx.get(Case, claim.case_id).debtor_id:
        raise Refused("claim.debtor_himself", source=HOUSE_RULE, name=party.name)
    values = _values(liable)
    _refuse_twice(tx, claim_id, liable)
    return tx.add(Liability, claim_id=claim_id, **values)


def _values(liable: Liable) -> dict[str, Any]:
    """Return the columns of a liability, checked."""
    given.in_order(from_on=liable.from_on, until_on=liable.until_on)
    if liable.most_cents is not None:
        given.positive(liable.most_cents)
    return {part.name: getattr(liable, part.name) for part in fields(liable)} | {"share": _share(liable)}


def _refuse_twice(tx: Transaction, claim_id: int, liable: Liable, besides: int = 0) -> None:
    """Refuse the same relation of a party to a claim twice at once."""
    same = (Liability.claim_id == claim_id) & (Liability.party_id == liable.party_id)
    others = Liability.select().where(same & (Liability.relation == liable.relation) & (Liability.id != besides))
    if any(_overlap(liable, other) for other in tx.find(others)):
        name = tx.get(Party, liable.party_id).name
        raise Refused("claim.liable_twice", source=HOUSE_RULE, name=name, relation=liable.relation)


def _share(liable: Liable) -> str | None:
    if liable.share is None:
        return None
    try:
        share = Decimal(liable.share)
    except InvalidOperation:
        share = Decimal("NaN")
    if not (share.is_finite() and 0 < share <= 100):
        raise Refused("claim.share", source="BW 6:6", share=given.line(liable.share))
    return f"{share:f}"


def _overlap(liable: Liable, other: Liability) -> bool:
    begins_in_time = other.until_on is None or (liable.from_on or date.min) <= other.until_on
    ends_in_time = liable.until_on is None or (other.from_on or date.min) <= liable.until_on
    return begins_in_time and ends_in_time
