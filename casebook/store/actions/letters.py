"""Letters in the house: prepared, released, changed and withdrawn, and what of the gate a person overrides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.gate import Authority
from casebook.domain.gate.outgoing import corrects_to_other
from casebook.domain.letters.facts import StatedClaim
from casebook.domain.letters.kept import facts_of
from casebook.domain.letters.kinds import KEEPS_A_RIGHT, TO_OTHERS, LetterKind, Tone
from casebook.domain.letters.ways import DispatchWay
from casebook.domain.money import ZERO, Cents
from casebook.errors import Refused, Stale
from casebook.store import mandates, tables
from casebook.store.actions import given, letter_matters
from casebook.store.actions.limitation import Reached, check_liable
from casebook.store.balances import open_balances
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.letters import gate
from casebook.store.letters.leaving import leaving, refuse_left, waiting
from casebook.store.models.letters import Dispatch, Letter, LetterClaim, LetterOverride
from casebook.store.models.parties import Address, Creditor, Party, RepresentativeRole
from casebook.store.models.people import Role
from casebook.store.transaction import Transaction
from casebook.text import clean

_CASE = "SELECT case_id FROM letter WHERE id = ?"
_ROLES = {Authority.HANDLER: Role.HANDLER, Authority.LEAD: Role.LEAD}


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim that a letter is about, and what it says is open on it."""

    claim_id: int
    stated_cents: Cents


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be prepared: to whom, what it says (`facts` as `domain.letters.kept` writes them), by which ways.

    `party_id` is the one who owes; `addressee_id` he or who stands for him in `role`. `origin` and `origin_id` name the
    record the letter belongs to. `needed_by` is the last day on which it is of use.
    """

    kind: LetterKind
    language: str
    tone: Tone
    party_id: int
    addressee_id: int
    creditor_id: int
    template: str
    subject: str
    facts: str
    body: str
    claims: tuple[Stated, ...]
    ways: tuple[DispatchWay, ...]
    role: RepresentativeRole | None = None
    address_id: int | None = None
    mail: str = ""
    asks_cents: Cents = ZERO
    last_day: date | None = None
    needed_by: date | None = None
    origin: str | None = None
    origin_id: int | None = None
    corrects_id: int | None = None


@dataclass(frozen=True, slots=True)
class PrepareLetter:
    """Letters of a case that are prepared as one bundle, each to somebody else."""

    case_id: int
    letters: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class ReleaseLetter:
    """A letter that may leave."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class WithdrawLetter:
    """A letter that is not sent after all."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class OverrideStop:
    """What the gate refuses a letter for, by the code of the rule, and why it may leave all the same."""

    letter_id: int
    version: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeWays:
    """The ways in which a letter is to leave, all of them; those by which it left stay.

    `seen` are those in which it was to leave as whoever changes them saw it.
    """

    id: int
    version: int
    ways: tuple[DispatchWay, ...]
    seen: tuple[DispatchWay, ...]


def _case_of(database: Database, command: Any) -> Iterable[int]:
    id_ = command.letter_id if isinstance(command, OverrideStop) else command.id
    return [case_id for (case_id,) in database.fetch(_CASE, (id_,))]


@action("letter.prepare", cases=given.case_itself)
def prepare(tx: Transaction, command: PrepareLetter) -> tuple[int, ...]:
    """Prepare letters and return their ids. What the gate says of them stands with them from then on."""
    if not command.letters:
        raise Refused("letter.none", source=HOUSE_RULE)
    ids: list[int] = []
    for draft in command.letters:
        _check(tx, command.case_id, draft)
        if not ids:
            letter_matters.refuse_again(tx, draft.kind, draft.origin, draft.origin_id)
        ids.append(_add(tx, command.case_id, draft, ids[0] if ids else None))
        letter_matters.refuse(tx, tx.get(Letter, ids[-1]), tx.day)
    return tuple(ids)


@action("letter.release", cases=_case_of)
def release(tx: Transaction, command: ReleaseLetter) -> None:
    """Let a letter leave. Refused as the gate refuses it, asked anew."""
    letter = tx.get(Letter, command.id, command.version)
    _refuse_withdrawn(letter)
    if letter.released_on is not None:
        raise Refused("letter.released", source=HOUSE_RULE, on=letter.released_on)
    ways = [DispatchWay(one.way) for one in waiting(tx, letter.id)]
    if not ways:
        raise Refused("letter.no_way", source=HOUSE_RULE)
    gate.refuse(tx, letter.id, ways)
    letter_matters.refuse(tx, letter, tx.day, decides=True)
    tx.change(letter, released_on=tx.day, released_by_id=tx.actor.person)


@action("letter.withdraw", cases=_case_of)
def withdraw(tx: Transaction, command: WithdrawLetter) -> None:
    """Do not send a letter. Refused once it left by any way: then only another letter corrects it."""
    letter = tx.get(Letter, command.id, command.version)
    _refuse_withdrawn(letter)
    refuse_left(tx, letter.id)
    tx.change(letter, withdrawn_on=tx.day, withdrawn_because=given.reason(command.reason))


@action("letter.override", cases=_case_of)
def override(tx: Transaction, command: OverrideStop) -> int:
    """Let a letter pass a rule that refuses it and return the id of the override. Refused without the role it takes."""
    letter = tx.get(Letter, command.letter_id, command.version)
    _refuse_withdrawn(letter)
    stops = gate.stops(tx.database, [letter.id], tx.day)
    stop = next((one for one in stops[letter.id] if one.rule == command.rule), None)
    if stop is None:
        raise Refused("letter.no_stop", source=HOUSE_RULE)
    if stop.override is None:
        raise Refused("letter.no_override", source=stop.source)
    if not _may_override(tx, stop.override):
        raise Refused("letter.override_role", source=stop.source, role=_ROLES[stop.override])
    if stop.rule in gate.overridden(tx.database, stops)[letter.id]:
        raise Refused("letter.overridden", source=HOUSE_RULE)
    reason = given.reason(command.reason)
    assert tx.actor.person is not None, "who has a role is somebody"
    return tx.add(
        LetterOverride,
        letter_id=letter.id,
        rule=stop.rule,
        reason=reason,
        person_id=tx.actor.person,
        on_day=tx.day,
    )


def _may_override(tx: Transaction, takes: Authority) -> bool:
    """Tell whether somebody may let pass what it takes an authority for: what a lead may, by the mandate for it."""
    if takes is Authority.HANDLER:
        return Role.HANDLER in tx.actor.roles
    known = mandates.limits(tx.database, mandates.Act.OVERRIDE, tx.day)
    return mandates.beyond(mandates.Act.OVERRIDE, known, tx.actor.roles, mandates.Size(ZERO)) is None


@action("letter.change_ways", cases=_case_of)
def change_ways(tx: Transaction, command: ChangeWays) -> None:
    """Change by which ways a letter is to leave. Refused while it is leaving; `Stale` where others were seen."""
    letter = tx.get(Letter, command.id, command.version)
    _refuse_withdrawn(letter)
    if leaving(tx, letter.id):
        raise Refused("letter.leaving", source=HOUSE_RULE)
    ways = _ways(command.ways, letter.mail)
    there = {DispatchWay(one.way): one for one in waiting(tx, letter.id)}
    if there.keys() != set(command.seen):
        raise Stale("store.stale", changed=dict(letter.__data__), record=tables.of(Letter).word)
    for way, dispatch in there.items():
        if way not in ways:
            tx.remove(dispatch)
    _add_dispatches(tx, letter.id, [way for way in ways if way not in there], letter.mail)


def _refuse_withdrawn(letter: Letter) -> None:
    if letter.withdrawn_on is not None:
        raise Refused("letter.withdrawn", source=HOUSE_RULE, on=letter.withdrawn_on)


def _check(tx: Transaction, case_id: int, draft: Draft) -> None:
    """Refuse a letter that does not say what its record says, or that is about others."""
    for model, id_ in ((Party, draft.party_id), (Party, draft.addressee_id), (Creditor, draft.creditor_id)):
        tx.get(model, id_)
    try:
        facts = facts_of(draft.facts)
    except (KeyError, ValueError, TypeError):
        raise Refused("letter.unreadable", source=HOUSE_RULE) from None
    stated = {one.claim_id: one.stated_cents for one in draft.claims}
    if facts.kind is not draft.kind or stated != {one.claim_id: one.open for one in facts.claims}:
        raise Refused("letter.otherwise", source=HOUSE_RULE)
    if draft.kind in KEEPS_A_RIGHT:
        _refuse_less(tx, facts.claims)
    not_meant = bool(facts.extras.get("not_meant"))
    if not_meant and draft.claims:
        raise Refused("letter.not_meant_claims", source="AVG art. 5 lid 1 onder f")
    if (draft.origin is None) != (draft.origin_id is None):
        raise Refused("letter.otherwise", source=HOUSE_RULE)
    if draft.corrects_id is not None and tx.get(Letter, draft.corrects_id).case_id != case_id:
        raise Refused("letter.corrects_another", source=HOUSE_RULE)
    _check_addressee(tx, case_id, draft, to_other=draft.kind in TO_OTHERS or not_meant or corrects_to_other(facts))


def _check_addressee(tx: Transaction, case_id: int, draft: Draft, *, to_other: bool) -> None:
    """Refuse a letter to who does not owe the claims, in no role, or at the address of another."""
    if not to_other:
        ids: list[int | None] = [one.claim_id for one in draft.claims]
        for claim_id in ids or [None]:
            check_liable(tx, case_id, Reached(draft.party_id, claim_id))
        if draft.role is None and draft.addressee_id != draft.party_id:
            raise Refused("letter.no_role", source=HOUSE_RULE)
    if draft.address_id is not None and tx.get(Address, draft.address_id).party_id != draft.addressee_id:
        raise Refused("letter.address_of_another", source=HOUSE_RULE)


def _refuse_less(tx: Transaction, stated: Sequence[StatedClaim]) -> None:
    """Refuse a letter that keeps a right to less than all that is open, also what is contested."""
    owed = open_balances(tx.database, [one.claim_id for one in stated], tx.day)
    for one in stated:
        if one.principal < owed[one.claim_id].principal:
            raise Refused("letter.less_than_all", source="BW 3:317 lid 1", number=one.number)


def _add(tx: Transaction, case_id: int, draft: Draft, bundle_id: int | None) -> int:
    mail = given.line(draft.mail)
    letter_id = tx.add(
        Letter,
        case_id=case_id,
        kind=draft.kind,
        language=draft.language,
        tone=draft.tone,
        party_id=draft.party_id,
        addressee_id=draft.addressee_id,
        role=draft.role,
        address_id=draft.address_id,
        mail=mail,
        creditor_id=draft.creditor_id,
        template=draft.template,
        subject=given.line(draft.subject),
        facts=draft.facts,
        body=clean(draft.body),
        asks_cents=draft.asks_cents,
        last_day=draft.last_day,
        prepared_on=tx.day,
        needed_by=draft.needed_by,
        bundle_id=bundle_id,
        corrects_id=draft.corrects_id,
        origin=draft.origin,
        origin_id=draft.origin_id,
    )
    rows = [
        {"letter_id": letter_id, "claim_id": one.claim_id, "stated_cents": one.stated_cents} for one in draft.claims
    ]
    tx.add_many(LetterClaim, rows)
    _add_dispatches(tx, letter_id, _ways(draft.ways, mail), mail)
    return letter_id


def _ways(ways: Sequence[DispatchWay], mail: str) -> tuple[DispatchWay, ...]:
    """Return ways in which a letter can leave, each once. Raises `Refused` without any, or by mail to nowhere."""
    found = tuple(dict.fromkeys(ways))
    if not found:
        raise Refused("letter.no_way", source=HOUSE_RULE)
    if DispatchWay.EMAIL in found and not mail:
        raise Refused("letter.no_mail", source=HOUSE_RULE)
    return found


def _add_dispatches(tx: Transaction, letter_id: int, ways: Sequence[DispatchWay], mail: str) -> None:
    tx.add_many(
        Dispatch,
        [{"letter_id": letter_id, "way": way, "mailed_to": mail if way is DispatchWay.EMAIL else ""} for way in ways],
    )
