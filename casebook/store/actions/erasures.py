"""Personal data erased for good: marked by one, erased by another, and never again there, not even in the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.retention import Level, Standing
from casebook.errors import Refused
from casebook.store import log, register_copies, tables
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.database import Database
from casebook.store.erasing import rows, words
from casebook.store.erasing.columns import BY_TABLE, Erased
from casebook.store.models.base import Edited
from casebook.store.models.care import PersonRequest, RequestKind
from casebook.store.models.parties import Party
from casebook.store.models.people import Role
from casebook.store.models.trust import ErasedRow, Erasure, ErasureGround, LogRedaction
from casebook.store.people import roles_of
from casebook.store.person_exports import cases_of
from casebook.store.retention import standing_of
from casebook.store.rows import among
from casebook.store.transaction import Transaction

_MAY = frozenset({Role.LEAD, Role.ADMINISTRATOR})
_AT_ONCE = 500
_UNNAMED = "SELECT DISTINCT sha256 FROM document WHERE id IN ({marks})"
# Bytes that another document has too stay.
_STILL_NAMED = """
    SELECT 1 FROM document d WHERE d.sha256 = ?
      AND NOT EXISTS (SELECT 1 FROM erased_row r WHERE r.name = 'document' AND r.row_id = d.id)
"""
_ERASED_BEFORE = "SELECT row_id FROM erased_row WHERE name = ?"


@dataclass(frozen=True, slots=True)
class MarkErasure:
    """The data of a party are to be erased: because their term is over, or as the answer to his request."""

    party_id: int
    ground: ErasureGround
    reason: str
    request_id: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawErasure:
    """They are not to be erased after all."""

    id: int
    version: int
    reason: str


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """They are erased now, for good."""

    id: int
    version: int


@dataclass(frozen=True, slots=True)
class EraseAgain:
    """What was erased on a day came back with a backup from before it, and is erased again; `books`: the books too."""

    party_id: int
    ground: ErasureGround
    books: bool
    on_day: date


def _cases_of_party(database: Database, command: Any) -> Iterable[int]:
    return cases_of(database, command.party_id)


def _cases_of_erasure(database: Database, command: Any) -> Iterable[int]:
    party = database.value("SELECT party_id FROM erasure WHERE id = ?", (command.id,))
    return () if party is None else cases_of(database, party)


@action("erasure.mark", role=Role.LEAD, also=_MAY, cases=_cases_of_party)
def mark(tx: Transaction, command: MarkErasure) -> int:
    """Mark a party to be erased and return the id of the mark. Refused where nothing of him may be, or he is marked."""
    party = tx.get(Party, command.party_id)
    tx.hold(f"erasure {party.id}")
    if command.ground is ErasureGround.REQUEST:
        _check_request(tx, command)
    waiting = Erasure.select().where(
        Erasure.party_id == party.id, Erasure.erased_on.is_null(), Erasure.withdrawn_on.is_null()
    )
    if tx.first(waiting) is not None:
        raise Refused("erasure.marked_before", source=HOUSE_RULE)
    _level(tx, party.id, command.ground, command.request_id)
    return tx.add(
        Erasure,
        party_id=party.id,
        ground=command.ground,
        reason=given.reason(command.reason),
        request_id=command.request_id,
        marked_on=tx.day,
        marked_by_id=tx.actor.person,
    )


@action("erasure.withdraw", role=Role.LEAD, also=_MAY, cases=_cases_of_erasure)
def withdraw(tx: Transaction, command: WithdrawErasure) -> None:
    """Take a mark back. Refused once the data are erased."""
    erasure = _waiting(tx, command.id, command.version)
    tx.change(erasure, withdrawn_on=tx.day, reason=given.reason(command.reason))


@action("erasure.erase", role=Role.LEAD, also=_MAY, cases=_cases_of_erasure, not_undoable="erasure.for_good")
def erase(tx: Transaction, command: ErasePerson) -> int:
    """Erase what was marked and return how many rows were overwritten.

    Of every row that is his what is personal is overwritten, in the tables and in the log, and the bytes of his
    documents go. Refused for who marked him where somebody else could do this, and where something stands in the way.
    """
    erasure = _waiting(tx, command.id, command.version)
    if erasure.marked_by_id == tx.actor.person and _others_may(tx):
        raise Refused("erasure.own_mark", source=HOUSE_RULE)
    level = _level(tx, erasure.party_id, ErasureGround(erasure.ground), erasure.request_id)
    return _erase(tx, erasure, books=level is Level.EVERYTHING)


@action(
    "erasure.again",
    role=Role.ADMINISTRATOR,
    unattended=True,
    cases=_cases_of_party,
    not_undoable="erasure.for_good",
)
def erase_again(tx: Transaction, command: EraseAgain) -> int:
    """Erase what was erased before, whatever the backup says of it, and return how many rows were overwritten."""
    party = tx.get(Party, command.party_id)
    id_ = tx.add(
        Erasure,
        party_id=party.id,
        ground=command.ground,
        reason=command.on_day.isoformat(),
        marked_on=tx.day,
        marked_by_id=tx.actor.person,
    )
    return _erase(tx, tx.get(Erasure, id_), books=command.books)


def _erase(tx: Transaction, erasure: Erasure, *, books: bool) -> int:
    """Overwrite what is personal in every row, and in the log, and return how many rows there were."""
    # The head stays locked from here, so that the line that follows is this one.
    line = log.lock_head(tx.database)[0] + 1
    if not tx.database.is_postgresql:
        # Else what was erased stays in the file until something else is written there.
        tx.database.execute("PRAGMA secure_delete = 1")
    begun = rows.known(tx.database, erasure.party_id)
    ids = rows.all_of(tx.database, begun, books=books)
    count = 0
    for name, some in ids.items():
        count += _overwrite(tx, erasure, BY_TABLE[name], sorted(some), line)
    _erase_bytes(tx, ids.get("document", set()))
    register_copies.forget_party(tx.database, erasure.party_id)
    redacted = list(words.left_of_log(tx.database, ids, begun["cases"]))
    tx.add_rows(LogRedaction, [(one.number, line, one.hash) for one in redacted])
    for one in redacted:
        tx.database.execute("UPDATE log_body SET salt = ?, body = ? WHERE number = ?", (one.salt, one.body, one.number))
    tx.cases.update(begun["cases"])
    tx.change(erasure, erased_on=tx.day, erased_by_id=tx.actor.person)
    return count


def _overwrite(tx: Transaction, erasure: Erasure, one: Erased, ids: list[int], line: int) -> int:
    """Overwrite rows of a table, which are noted before, and return how many there were to overwrite."""
    table = tables.of(one.model)
    before = {id_ for (id_,) in tx.database.fetch(_ERASED_BEFORE, (table.name,))}
    new = [id_ for id_ in ids if id_ not in before]
    noted = {"erasure_id": erasure.id, "name": table.name, "line": line}
    tx.add_many(ErasedRow, [{**noted, "row_id": id_} for id_ in new])
    # In what people change something may have been written since it was erased before.
    some = new if table.append_only else ids
    for start in range(0, len(some), _AT_ONCE):
        for record in tx.find(one.model.select().where(one.model.id << some[start : start + _AT_ONCE])):
            values = words.overwritten(one, record.id, record.__data__)
            changed = {name: value for name, value in values.items() if record.__data__[name] != value}
            if isinstance(record, Edited):
                _change(tx, record, changed)
            elif changed:
                tx.overwrite(record, changed)
    return len(new)


def _change(tx: Transaction, record: Edited, new: Mapping[str, Any]) -> None:
    """Change a row of which the log is not to say how it was."""
    if new:
        tx.overwrite(record, {**new, "version": record.version + 1})


def _erase_bytes(tx: Transaction, documents: set[int]) -> None:
    for (sha256,) in _fetch(tx, _UNNAMED, sorted(documents)):
        if tx.database.value(_STILL_NAMED, (sha256,)) is None:
            tx.database.execute("DELETE FROM document_content WHERE sha256 = ?", (sha256,))
            tx.database.execute("DELETE FROM document_text WHERE sha256 = ?", (sha256,))


def _check_request(tx: Transaction, command: MarkErasure) -> None:
    request = None if command.request_id is None else tx.get(PersonRequest, command.request_id)
    if request is None or request.kind != RequestKind.ERASURE or request.party_id != command.party_id:
        raise Refused("erasure.no_request", source="AVG art. 17")


def _level(tx: Transaction, party_id: int, ground: ErasureGround, request_id: int | None) -> Level:
    """Return how much may be erased. Raises `Refused` with what stands in the way, and the article it rests on."""
    found = standing_of(tx.database, party_id, tx.day, answers=request_id)
    wanted = ground is ErasureGround.TERM
    if found.level is Level.NOTHING or (wanted and found.level is not Level.EVERYTHING):
        raise _refused(found)
    return found.level


def _refused(found: Standing) -> Refused:
    # What is said of a right says more than that the books are kept.
    first = next((one for one in found.why if one.until is None), found.why[0])
    return Refused(first.code, source=first.source, **first.parameters)


def _waiting(tx: Transaction, id_: int, version: int) -> Erasure:
    erasure = tx.get(Erasure, id_, version)
    if erasure.erased_on is not None:
        raise Refused("erasure.for_good", source=HOUSE_RULE)
    if erasure.withdrawn_on is not None:
        raise Refused("erasure.withdrawn", source=HOUSE_RULE)
    return erasure


def _others_may(tx: Transaction) -> bool:
    """Tell whether somebody else who works here may erase too."""
    return any(
        person != tx.actor.person and not _MAY.isdisjoint(roles)
        for person, roles in roles_of(tx.database, tx.day).items()
    )


def _fetch(tx: Transaction, query: str, values: list[int]) -> Iterable[tuple[Any, ...]]:
    for some, parameters in among(tx.database, query, values):
        yield from tx.database.fetch(some, parameters)
