"""Proceedings: signalled, confirmed, going on elsewhere or as another, ended or annulled. Each is a person's act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import CONVERTS, UNDONE, EndKind, EventKind, Kind, Match, Source
from casebook.domain.insolvency.numbers import fits, read_number
from casebook.errors import Refused
from casebook.store import insolvency_rows
from casebook.store.actions import given
from casebook.store.actions.insolvency_bearing import NEVER, add_happened, bear, renumber
from casebook.store.actions.insolvency_people import Appointed, appoint_all, release_all
from casebook.store.actions.parties import cases_of_party, of_party
from casebook.store.actions.unwinding_back import annulled, follow_end
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.models.claims import Document
from casebook.store.models.insolvency import Insolvency
from casebook.store.models.parties import Party
from casebook.store.transaction import Transaction
from casebook.text import clean

_PARTY = "SELECT party_id FROM insolvency WHERE id = ?"
# The day of these is the one on which we were told, where no court gives one.
_BY_LETTER = frozenset({Kind.COUNSELLING})


@dataclass(frozen=True, slots=True)
class RecordInsolvency:
    """A proceeding of a party, told in a letter, the register or otherwise.

    `started_on` is the court's day, `until_on` the last day where the court set one. With `confirmed` it is certain
    that it is this debtor; else it is only signalled. `persons` are those who act in it.
    """

    party_id: int
    kind: Kind
    known_on: date
    source: Source
    started_on: date | None = None
    until_on: date | None = None
    number: str = ""
    court: str = ""
    confirmed: bool = True
    matched_by: Match = Match.PERSON
    persons: tuple[Appointed, ...] = ()
    document_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmInsolvency:
    """That a proceeding that was signalled is one of this debtor, with what the register or the court says of it."""

    id: int
    version: int
    started_on: date | None = None
    number: str = ""
    court: str = ""
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class DismissInsolvency:
    """That a proceeding that was signalled is none of this debtor."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeInsolvency:
    """The number, the court and what else is known of a proceeding, as it should be, and why."""

    id: int
    version: int
    number: str
    court: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True)
class TransferInsolvency:
    """A proceeding goes on before another court under another number."""

    id: int
    version: int
    on_day: date
    number: str
    court: str
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class ConvertInsolvency:
    """A proceeding goes on as one of another kind, from a day on."""

    id: int
    version: int
    on_day: date
    kind: Kind
    number: str = ""
    court: str = ""
    until_on: date | None = None
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class EndInsolvency:
    """How a proceeding ended, and on which day; `visible_until` where the register gives it."""

    id: int
    version: int
    on_day: date
    outcome: EndKind
    visible_until: date | None = None
    document_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class AnnulInsolvency:
    """A proceeding counts as if it had never been: annulled by a court, or entered by mistake."""

    id: int
    version: int
    on_day: date
    outcome: EndKind
    reason: str
    document_id: int | None = None


def of_insolvency(database: Database, command: Any) -> Iterable[int]:
    """Return the cases that a command about a proceeding touches: all of its party."""
    party_id = database.value(_PARTY, (command.id,))
    return () if party_id is None else cases_of_party(database, party_id)


@action("insolvency.record", cases=of_party)
def record(tx: Transaction, command: RecordInsolvency) -> int:
    """Record a proceeding and return its id. Refused where it is known, and where a name alone would confirm it."""
    party = tx.get(Party, command.party_id)
    known_on = given.past(tx, command.known_on)
    started_on = command.started_on or (known_on if command.kind in _BY_LETTER else None)
    if command.confirmed and command.matched_by is Match.NAME:
        raise Refused("insolvency.name_only", source=HOUSE_RULE, name=party.name)
    number, court = register_facts(command.kind, command.number, command.court)
    _refuse_known(tx, party, command.kind, number, started_on)
    id_ = tx.add(
        Insolvency,
        party_id=party.id,
        kind=command.kind,
        number=number,
        court=court,
        known_on=known_on,
        confirmed_on=tx.day if command.confirmed else None,
        matched_by=command.matched_by,
        source=command.source,
        document_id=document(tx, command.document_id),
        note=clean(command.note).strip(),
        next_due_on=NEVER,
    )
    _start(tx, id_, started_on, command.until_on, needed=command.confirmed)
    appoint_all(tx, id_, command.persons, started_on)
    bear(tx, id_, number)
    return id_


@action("insolvency.confirm", cases=of_insolvency)
def confirm(tx: Transaction, command: ConfirmInsolvency) -> None:
    """Confirm a proceeding that was signalled: from now on it bears on every case of the debtor."""
    row, recorded = _seen(tx, command)
    if row.confirmed_on is not None:
        raise Refused("insolvency.confirmed", source=HOUSE_RULE, on=row.confirmed_on)
    number, court = register_facts(recorded.row.kind, command.number or row.number, command.court or row.court)
    matched = Match.PERSON if recorded.row.matched_by is Match.NAME else recorded.row.matched_by
    tx.change(row, confirmed_on=tx.day, number=number, court=court, matched_by=matched)
    if recorded.proceeding.started_on is None:
        started_on = command.started_on or (row.known_on if recorded.row.kind in _BY_LETTER else None)
        _start(tx, row.id, started_on, command.until_on, needed=True)
    bear(tx, row.id, number)


@action("insolvency.dismiss", cases=of_insolvency)
def dismiss(tx: Transaction, command: DismissInsolvency) -> None:
    """Put a signal aside: it is somebody else."""
    row, _ = _seen(tx, command)
    if row.confirmed_on is not None:
        raise Refused("insolvency.confirmed", source=HOUSE_RULE, on=row.confirmed_on)
    add_happened(tx, row.id, EventKind.DISMISSED, tx.day, text=given.reason(command.reason))
    bear(tx, row.id, command.reason)


@action("insolvency.change", cases=of_insolvency)
def change(tx: Transaction, command: ChangeInsolvency) -> None:
    """Change what is known of a proceeding beside what happened in it."""
    row = tx.get(Insolvency, command.id, command.version)
    reason = given.reason(command.reason)
    number, court = register_facts(Kind(row.kind), command.number, command.court)
    was = row.number
    tx.change(row, number=number, court=court, note=clean(command.note).strip())
    renumber(tx, row, was)
    bear(tx, row.id, reason)


@action("insolvency.transfer", cases=of_insolvency)
def transfer(tx: Transaction, command: TransferInsolvency) -> None:
    """Let a proceeding go on before another court: it stays the same one, its former number stays with the event."""
    row, recorded = _live(tx, command)
    on = _since_start(tx, recorded, command.on_day)
    number, court = register_facts(recorded.row.kind, command.number, command.court)
    told = document(tx, command.document_id)
    add_happened(tx, row.id, EventKind.TRANSFERRED, on, text=row.number, document_id=told)
    tx.change(row, number=number, court=court)
    bear(tx, row.id, number)


@action("insolvency.convert", cases=of_insolvency)
def convert(tx: Transaction, command: ConvertInsolvency) -> int:
    """Let a proceeding go on as one of another kind, and return the id of that; they stay one thread."""
    row, recorded = _live(tx, command)
    if command.kind is recorded.row.kind:
        raise Refused("insolvency.same_kind", source=HOUSE_RULE, kind=command.kind)
    if command.kind not in CONVERTS[recorded.row.kind]:
        raise Refused("insolvency.no_conversion", source=HOUSE_RULE, kind=recorded.row.kind, new=command.kind)
    on, told = _since_start(tx, recorded, command.on_day), document(tx, command.document_id)
    number, court = register_facts(command.kind, command.number, command.court or row.court)
    _refuse_known(tx, tx.get(Party, row.party_id), command.kind, number, on)
    add_happened(tx, row.id, EventKind.CONVERTED, on, document_id=told)
    release_all(tx, row.id, on)
    new = tx.add(
        Insolvency,
        party_id=row.party_id,
        kind=command.kind,
        number=number,
        court=court,
        predecessor_id=row.id,
        known_on=tx.day,
        confirmed_on=tx.day,
        matched_by=row.matched_by,
        source=row.source,
        document_id=told,
        next_due_on=NEVER,
    )
    _start(tx, new, on, command.until_on, needed=True)
    bear(tx, row.id, number)
    bear(tx, new, number)
    return new


@action("insolvency.end", cases=of_insolvency)
def end(tx: Transaction, command: EndInsolvency) -> None:
    """Record how a proceeding ended. Refused for an end that the law book does not know of its kind."""
    row, recorded = _live(tx, command)
    kind = recorded.row.kind
    ends = tuple(one for one in tx.law.insolvency.effect.get(kind, {}) if one not in UNDONE)
    if command.outcome not in ends:
        ways = tuple(f"insolvency_end_{one}" for one in ends)
        raise Refused("insolvency.end_of_kind", source=HOUSE_RULE, kind=kind, ends=ways)
    on = _since_start(tx, recorded, command.on_day)
    given.in_order(ended_on=on, visible_until=command.visible_until)
    told, text = document(tx, command.document_id), clean(command.text).strip()
    add_happened(tx, row.id, EventKind.ENDED, on, outcome=command.outcome, text=text, document_id=told)
    if command.visible_until is not None:
        add_happened(tx, row.id, EventKind.VISIBLE_UNTIL, command.visible_until)
    release_all(tx, row.id, on)
    bear(tx, row.id, text or row.number)
    follow_end(tx, row.id)


@action("insolvency.annul", cases=of_insolvency)
def annul(tx: Transaction, command: AnnulInsolvency) -> None:
    """Let a proceeding count as if it had never been: what it did to the clocks and the tracks is taken away."""
    row = tx.get(Insolvency, command.id, command.version)
    recorded = insolvency_rows.of_ids(tx.database, [row.id])[row.id]
    if command.outcome not in UNDONE:
        raise Refused("insolvency.no_annulment", source=HOUSE_RULE, outcome=f"insolvency_end_{command.outcome}")
    if recorded.proceeding.undone or row.confirmed_on is None:
        raise Refused("insolvency.not_live", source=HOUSE_RULE, number=row.number, kind=recorded.row.kind)
    reason, on = given.reason(command.reason), _since_start(tx, recorded, command.on_day)
    told, closing = document(tx, command.document_id), recorded.proceeding.closing
    values = {"outcome": command.outcome, "text": reason, "voids_id": closing.id if closing else None}
    add_happened(tx, row.id, EventKind.ENDED, on, document_id=told, **values)
    release_all(tx, row.id, on)
    bear(tx, row.id, reason)
    annulled(tx, row.id, reason)


def register_facts(kind: Kind, number: str, court: str) -> tuple[str, str]:
    """Return a number as the register writes it, and the court, which the number may tell. Raises `Refused`."""
    court, typed = given.line(court), given.line(number)
    if not typed:
        return "", court
    read = read_number(typed)
    if read is None:
        raise Refused("insolvency.number", source=HOUSE_RULE, number=typed)
    if not fits(read, kind):
        raise Refused("insolvency.number_kind", source=HOUSE_RULE, number=read.text, kind=kind)
    return read.text, court or read.court or ""


def document(tx: Transaction, document_id: int | None) -> int | None:
    """Return the id of a document. Raises `Refused` where there is none."""
    return None if document_id is None else tx.get(Document, document_id).id


def _start(tx: Transaction, id_: int, on: date | None, until: date | None, *, needed: bool) -> None:
    if on is None:
        if needed:
            raise Refused("insolvency.no_start", source=HOUSE_RULE)
        return
    given.in_order(started_on=given.past(tx, on), until_on=until)
    add_happened(tx, id_, EventKind.STARTED, on, until_on=until)


def _since_start(tx: Transaction, recorded: Recorded, on: date) -> date:
    """Return a day of a proceeding that is not ahead and not before its first day."""
    given.in_order(started_on=recorded.proceeding.started_on, on_day=given.past(tx, on))
    return on


def _seen(tx: Transaction, command: Any) -> tuple[Insolvency, Recorded]:
    """Return a proceeding as it was seen. Raises `Refused` where it is over."""
    row = tx.get(Insolvency, command.id, command.version)
    recorded = insolvency_rows.of_ids(tx.database, [row.id])[row.id]
    if recorded.proceeding.closing is not None or recorded.proceeding.undone:
        raise Refused("insolvency.not_live", source=HOUSE_RULE, number=row.number, kind=recorded.row.kind)
    return row, recorded


def _live(tx: Transaction, command: Any) -> tuple[Insolvency, Recorded]:
    """Return a proceeding as it was seen. Raises `Refused` where it is not confirmed, or over."""
    row, recorded = _seen(tx, command)
    if row.confirmed_on is None:
        raise Refused("insolvency.unconfirmed", source=HOUSE_RULE, number=row.number, kind=recorded.row.kind)
    return row, recorded


def _refuse_known(tx: Transaction, party: Party, kind: Kind, number: str, started_on: date | None) -> None:
    """Refuse what is recorded of a party already: by its number, else by its kind and first day."""
    same: Callable[[Recorded], bool] = lambda one: (  # noqa: E731 two ways of being the same
        one.row.number == number
        if number and one.row.number
        else started_on is not None and one.proceeding.started_on == started_on
    )
    for one in insolvency_rows.of_parties(tx.database, [party.id]):
        if one.row.kind is kind and not one.proceeding.undone and same(one):
            raise Refused("insolvency.known", source=HOUSE_RULE, name=party.name, kind=kind, on=one.row.known_on)
