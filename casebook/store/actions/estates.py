"""Estates: a debtor died, who his heirs are, and how each of them accepted."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from casebook.domain.calendar import add
from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.actions import given
from casebook.store.actions.parties import of_party
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.models.care import Acceptance, Estate, Heir
from casebook.store.models.cases import Case, CaseState, Track, TrackKind
from casebook.store.models.holds import Hold
from casebook.store.models.parties import Party, PartyKind
from casebook.store.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OpenEstate:
    """A debtor died, how that is known, and what his cases are held for until the estate can be addressed."""

    party_id: int
    died_on: date
    learned_on: date
    source: str
    hold_reason: str
    notary_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeEstate:
    """What is known of an estate, all of it; `claimed_on`: the debt was filed with it, or demanded of the heirs."""

    id: int
    version: int
    died_on: date
    source: str
    notary_id: int | None = None
    claimed_on: date | None = None
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class AddHeir:
    """An heir; his share is `parts` of `whole` where it is known."""

    estate_id: int
    party_id: int
    acceptance: Acceptance = Acceptance.UNKNOWN
    accepted_on: date | None = None
    parts: int | None = None
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeHeir:
    """How an heir accepted, and his share, all of it."""

    id: int
    version: int
    acceptance: Acceptance
    accepted_on: date | None = None
    parts: int | None = None
    whole: int | None = None


_CASES_OF_ESTATE = "SELECT c.id FROM estate e JOIN cases c ON c.debtor_id = e.party_id WHERE e.id = ?"
_CASES_OF_HEIR = """
    SELECT c.id FROM heir h JOIN estate e ON e.id = h.estate_id JOIN cases c ON c.debtor_id = e.party_id WHERE h.id = ?
"""


def _of_estate(database: Database, command: ChangeEstate) -> list[int]:
    return _cases_of(database, command.id)


def _of_its_estate(database: Database, command: AddHeir) -> list[int]:
    return _cases_of(database, command.estate_id)


def _cases_of(database: Database, estate_id: int) -> list[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_ESTATE, (estate_id,))]


def _of_heir(database: Database, command: ChangeHeir) -> list[int]:
    return [case_id for (case_id,) in database.fetch(_CASES_OF_HEIR, (command.id,))]


@action("estate.open", cases=of_party)
def open_estate(tx: Transaction, command: OpenEstate) -> int:
    """Record that a debtor died and return the id of his estate.

    Nothing is chased until the respite is over (BW 4:185): all his cases are held, and those that are open get the
    track of an estate. The clocks run on.
    """
    party = tx.get(Party, command.party_id)
    if party.kind in (PartyKind.VOF, PartyKind.MAATSCHAP, PartyKind.LEGAL):
        raise Refused("estate.no_person", source=HOUSE_RULE, name=party.name)
    if tx.first(Estate.select().where(Estate.party_id == party.id)):
        raise Refused("estate.known", source=HOUSE_RULE, name=party.name)
    died_on, learned_on = given.past(tx, command.died_on), given.past(tx, command.learned_on)
    given.in_order(died_on=died_on, learned_on=learned_on)
    source, reason = given.reason(command.source), given.reason(command.hold_reason)
    tx.change(party, died_on=died_on)
    for case in _open_cases(tx, party.id):
        open_track = Track.select().where(
            Track.case_id == case.id, Track.kind == TrackKind.ESTATE, Track.closed_on.is_null()
        )
        if not tx.first(open_track):
            tx.add(Track, case_id=case.id, kind=TrackKind.ESTATE, opened_on=tx.day, opened_because=source)
    return tx.add(
        Estate,
        party_id=party.id,
        died_on=died_on,
        learned_on=learned_on,
        source=source,
        notary_id=_other(tx, party.id, command.notary_id),
        hold_id=_hold(tx, party.id, died_on, reason),
    )


@action("estate.change", cases=_of_estate)
def change_estate(tx: Transaction, command: ChangeEstate) -> None:
    """Change what is known of an estate; the day of death is that of the debtor too, and the hold goes by it."""
    estate = tx.get(Estate, command.id, command.version)
    died_on = given.past(tx, command.died_on)
    for day in (command.claimed_on, command.settled_on):
        if day is not None:
            given.past(tx, day)
    given.in_order(died_on=died_on, claimed_on=command.claimed_on, settled_on=command.settled_on)
    given.in_order(died_on=died_on, learned_on=estate.learned_on)
    source = given.reason(command.source)
    hold_id = estate.hold_id if died_on == estate.died_on else _moved_hold(tx, estate, died_on, source)
    tx.change(
        estate,
        died_on=died_on,
        source=source,
        notary_id=_other(tx, estate.party_id, command.notary_id),
        hold_id=hold_id,
        claimed_on=command.claimed_on,
        settled_on=command.settled_on,
    )
    tx.change(tx.get(Party, estate.party_id), died_on=died_on)


@action("heir.add", cases=_of_its_estate)
def add_heir(tx: Transaction, command: AddHeir) -> int:
    """Add an heir and return the id. Refused where all shares together would be more than the whole."""
    estate, party = _unsettled(tx, command.estate_id), tx.get(Party, command.party_id)
    _other(tx, estate.party_id, party.id)
    if tx.first(Heir.select().where(Heir.estate_id == estate.id, Heir.party_id == party.id)):
        raise Refused("estate.heir_known", source=HOUSE_RULE, name=party.name)
    return tx.add(Heir, estate_id=estate.id, party_id=party.id, **_accepted(tx, estate, command, None))


@action("heir.change", cases=_of_heir)
def change_heir(tx: Transaction, command: ChangeHeir) -> None:
    """Change how an heir accepted, and his share."""
    heir = tx.get(Heir, command.id, command.version)
    tx.change(heir, **_accepted(tx, _unsettled(tx, heir.estate_id), command, heir.id))


def _respite_until(tx: Transaction, died_on: date) -> date:
    return add(died_on, tx.law.persons.estate_respite.applied(died_on).value)


def _open_cases(tx: Transaction, party_id: int) -> list[Case]:
    is_open = (Case.debtor_id == party_id) & (Case.state != CaseState.CLOSED)
    return tx.find(Case.select().where(is_open).order_by(Case.id))


def _hold(tx: Transaction, party_id: int, died_on: date, reason: str) -> int | None:
    """Hold all cases of who died, also later ones, and return the id; None where there is nothing to hold any more."""
    cases, until = _open_cases(tx, party_id), _respite_until(tx, died_on)
    if not cases or until < tx.day:
        return None
    return tx.add(Hold, case_id=cases[0].id, debtor_id=party_id, reason=reason, from_on=died_on, until_on=until)


def _moved_hold(tx: Transaction, estate: Estate, died_on: date, reason: str) -> int | None:
    """Let the hold of an estate go by another day of death and return its id.

    One that somebody lifted, or lets end on a day of his own, stays as it is.
    """
    hold_id: int | None = estate.hold_id
    if hold_id is None:
        return _hold(tx, estate.party_id, died_on, reason)
    hold = tx.get(Hold, hold_id)
    if hold.lifted_on is None and hold.until_on == _respite_until(tx, estate.died_on):
        tx.change(hold, from_on=died_on, until_on=_respite_until(tx, died_on))
    return hold_id


def _unsettled(tx: Transaction, estate_id: int) -> Estate:
    """Return an estate of which something may be left. Raises `Refused` for one that is settled."""
    estate = tx.get(Estate, estate_id)
    if estate.settled_on is not None:
        raise Refused("estate.settled", source=HOUSE_RULE, on=estate.settled_on)
    return estate


def _accepted(
    tx: Transaction, estate: Estate, command: AddHeir | ChangeHeir, heir_id: int | None
) -> dict[str, str | int | date | None]:
    parts, whole = command.parts, command.whole
    if (parts is None) != (whole is None) or (parts is not None and whole is not None and not 0 < parts <= whole):
        raise Refused("estate.share", source=HOUSE_RULE)
    if command.accepted_on is not None:
        if command.acceptance is Acceptance.UNKNOWN:
            raise Refused("estate.accepted_how", source=HOUSE_RULE)
        given.in_order(died_on=estate.died_on, accepted_on=given.past(tx, command.accepted_on))
    if parts is not None and whole is not None and command.acceptance is not Acceptance.REJECTED:
        _refuse_more_than_whole(tx, estate, (parts, whole), heir_id)
    return {
        "acceptance": command.acceptance,
        "accepted_on": command.accepted_on,
        "parts": parts,
        "whole": whole,
    }


def _refuse_more_than_whole(tx: Transaction, estate: Estate, share: tuple[int, int], heir_id: int | None) -> None:
    total = Fraction(*share)
    for heir in tx.find(Heir.select().where(Heir.estate_id == estate.id, Heir.acceptance != Acceptance.REJECTED)):
        if heir.id != heir_id and heir.parts is not None:
            total += Fraction(heir.parts, heir.whole)
    if total > 1:
        raise Refused("estate.shares", source=HOUSE_RULE)


def _other(tx: Transaction, deceased_id: int, party_id: int | None) -> int | None:
    """Return who is not the deceased himself. Raises `Refused` for him."""
    if party_id is not None and tx.get(Party, party_id).id == deceased_id:
        raise Refused("estate.himself", source=HOUSE_RULE)
    return party_id
