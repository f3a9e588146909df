"""Securities of a debtor: registered, changed, and withdrawn where one was entered by mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import Cents
from casebook.domain.security.facts import BEARING, RANKED, SecurityKind
from casebook.errors import Refused
from casebook.store import security_rows
from casebook.store.actions import given
from casebook.store.actions.insolvency_cut import secure
from casebook.store.actions.parties import of_party, of_party_of
from casebook.store.commands import action
from casebook.store.models.cases import Case
from casebook.store.models.claims import Claim, Document
from casebook.store.models.parties import Creditor, Party
from casebook.store.models.securities import Security, SecurityClaim
from casebook.store.transaction import Transaction
from casebook.text import clean

_HIGHEST_RANK = 99


@dataclass(frozen=True, slots=True)
class SecurityFacts:
    """What is known of a security: its name, its value and of which day, and what it covers.

    `haircut` is percent as text, None for that of the house; `claim_ids` are the claims it covers, none for all of the
    creditor. `since_on` is the day of its creation, `rank` its place among those on the same thing.
    """

    name: str
    value_cents: Cents | None = None
    valued_on: date | None = None
    haircut: str | None = None
    rank: int | None = None
    claim_ids: tuple[int, ...] = ()
    with_interest: bool = False
    since_on: date | None = None
    expires_on: date | None = None
    document_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterSecurity:
    """A security that one of our entities has for what a debtor owes it."""

    party_id: int
    creditor_id: int
    kind: SecurityKind
    facts: SecurityFacts


@dataclass(frozen=True, slots=True)
class ChangeSecurity:
    """What is known of a security, as it should be, and why."""

    id: int
    version: int
    facts: SecurityFacts
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawSecurity:
    """A security that was entered by mistake: there is none."""

    id: int
    version: int
    reason: str


@action("security.register", cases=of_party)
def register(tx: Transaction, command: RegisterSecurity) -> int:
    """Register a security and return its id."""
    check(tx, command.party_id, command.creditor_id, command.kind, command.facts)
    return add_security(tx, command.party_id, command.creditor_id, command.kind, command.facts)


@action("security.change", cases=of_party_of(Security))
def change(tx: Transaction, command: ChangeSecurity) -> None:
    """Change what is known of a security, also what it covers."""
    security = _there(tx, command.id, command.version)
    given.reason(command.reason)
    kind = SecurityKind(security.kind)
    check(tx, security.party_id, security.creditor_id, kind, command.facts)
    tx.change(security, **_values(tx, kind, command.facts))
    _cover(tx, security, command.facts.claim_ids)
    secure(tx, security.party_id)


@action("security.withdraw", cases=of_party_of(Security))
def withdraw(tx: Transaction, command: WithdrawSecurity) -> None:
    """Withdraw a security. Refused where proceeds came in of it: those are taken away first."""
    security = _there(tx, command.id, command.version)
    given.reason(command.reason)
    if security_rows.of_ids(tx.database, [security.id])[security.id].security.proceeds:
        raise Refused("security.has_proceeds", source=HOUSE_RULE, name=security.name)
    tx.change(security, withdrawn_on=tx.day)
    secure(tx, security.party_id)


def check(tx: Transaction, party_id: int, creditor_id: int, kind: SecurityKind, facts: SecurityFacts) -> None:
    """Refuse facts that do not go with the kind of a security, and claims that are not the debtor's to the creditor."""
    party, creditor = tx.get(Party, party_id), tx.get(Creditor, creditor_id)
    _values(tx, kind, facts)
    for claim_id in facts.claim_ids:
        claim = tx.get(Claim, claim_id)
        if claim.creditor_id != creditor.id or tx.get(Case, claim.case_id).debtor_id != party.id:
            raise Refused("security.other_claim", source=HOUSE_RULE, number=claim.number, name=given.line(facts.name))


def add_security(tx: Transaction, party_id: int, creditor_id: int, kind: SecurityKind, facts: SecurityFacts) -> int:
    """Add a security whose facts were checked, and return its id."""
    owner = {"party_id": party_id, "creditor_id": creditor_id}
    id_ = tx.add(Security, kind=kind, **owner, **_values(tx, kind, facts))
    _cover(tx, tx.get(Security, id_), facts.claim_ids)
    secure(tx, party_id)
    return id_


def _there(tx: Transaction, id_: int, version: int) -> Security:
    security = tx.get(Security, id_, version)
    if security.withdrawn_on is not None:
        raise Refused("security.withdrawn", source=HOUSE_RULE, name=security.name)
    return security


def _values(tx: Transaction, kind: SecurityKind, facts: SecurityFacts) -> dict[str, Any]:
    """Return the columns of a security. Refuses what does not go with its kind."""
    name = given.line(facts.name)
    if not name:
        raise Refused("security.no_name", source=HOUSE_RULE)
    if kind is SecurityKind.BANK_GUARANTEE and facts.expires_on is None:
        raise Refused("security.no_expiry", source=HOUSE_RULE)
    if (facts.rank is not None and (kind not in RANKED or not 1 <= facts.rank <= _HIGHEST_RANK)) or (
        facts.with_interest and kind not in BEARING
    ):
        raise Refused("security.of_kind", source=HOUSE_RULE, kind=f"security_kind_{kind}")
    if facts.value_cents is not None and facts.valued_on is None:
        raise Refused("security.no_day_of_value", source=HOUSE_RULE)
    for day in (facts.valued_on, facts.since_on):
        if day is not None:
            given.past(tx, day)
    given.in_order(since_on=facts.since_on, expires_on=facts.expires_on)
    document_id = None if facts.document_id is None else tx.get(Document, facts.document_id).id
    return {
        "name": name,
        "value_cents": None if facts.value_cents is None else given.positive(facts.value_cents),
        "valued_on": facts.valued_on,
        "haircut": _haircut(facts.haircut),
        "rank": facts.rank,
        "covers_all": int(not facts.claim_ids),
        "with_interest": int(facts.with_interest),
        "since_on": facts.since_on,
        "expires_on": facts.expires_on,
        "document_id": document_id,
        "note": clean(facts.note).strip(),
    }


def _haircut(text: str | None) -> str | None:
    """Return a percentage from 0 to 100 as it is kept, None for that of the house."""
    if text is None or not text.strip():
        return None
    try:
        percent = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        percent = Decimal(-1)
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise Refused("security.haircut", source=HOUSE_RULE, value=given.line(text))
    return f"{percent:f}"


def _cover(tx: Transaction, security: Security, claim_ids: Iterable[int]) -> None:
    """Let a security cover these claims and no others."""
    wanted = dict.fromkeys(claim_ids)
    covered = tx.find(SecurityClaim.select().where(SecurityClaim.security_id == security.id))
    for one in covered:
        if one.claim_id not in wanted:
            tx.remove(one)
    new = wanted.keys() - {one.claim_id for one in covered}
    tx.add_many(SecurityClaim, [{"security_id": security.id, "claim_id": claim_id} for claim_id in sorted(new)])
