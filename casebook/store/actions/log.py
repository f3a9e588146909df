"""The log itself: words with personal data erased, which leaves a line of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store import log, replay, tables
from casebook.store.actions import given
from casebook.store.commands import action
from casebook.store.models.log import LogErasure
from casebook.store.models.people import Role
from casebook.store.replay import Change, Kept
from casebook.store.rows import among
from casebook.store.transaction import Transaction

_ERASE = "log.erase"


@dataclass(frozen=True, slots=True)
class EraseWords:
    """The words of lines that are to go for good: the command as it was given, and the rows before and after."""

    numbers: tuple[int, ...]
    reason: str


@action(_ERASE, role=Role.ADMINISTRATOR, not_undoable="log.erased_for_good")
def erase(tx: Transaction, command: EraseWords) -> int:
    """Erase the words of lines and return how many lines; who, when and about which cases stays.

    Refused: lines that there are not, that were erased before, or that erased others.
    """
    given.reason(command.reason)
    numbers = sorted(set(command.numbers))
    kept = [_erasable(tx, number) for number in numbers]
    # The head stays locked from here, so that the line that follows is this one.
    by = log.lock_head(tx.database)[0] + 1
    rows = [(line.line.number, by, log.canonical(_records(line.changes))) for line in kept]
    if not rows:
        raise Refused("log.nothing_to_erase", source=HOUSE_RULE)
    tx.add_rows(LogErasure, rows)
    _tell_what_stands(tx, [_records(line.changes) for line in kept])
    if not tx.database.is_postgresql:
        # Else the words stay in the file until something else is written there.
        tx.database.execute("PRAGMA secure_delete = 1")
    for number in numbers:
        tx.database.execute("UPDATE log_body SET salt = NULL, body = NULL WHERE number = ?", (number,))
    return len(rows)


def _tell_what_stands(tx: Transaction, records: Iterable[Mapping[str, Sequence[int]]]) -> None:
    """Say of each row that the lines were about how it is now, since they no longer say what became of it."""
    touched: dict[str, set[int]] = defaultdict(set)
    for of_line in records:
        for name, ids in of_line.items():
            touched[name].update(ids)
    for name, of_table in sorted(touched.items()):
        table, ids = tables.named(name), sorted(of_table)
        columns = ", ".join(f'"{column}"' for column in table.columns)
        query = f'SELECT {columns} FROM "{name}" WHERE id IN ({{marks}}) ORDER BY id'  # noqa: S608 names of models
        rows = [
            tables.plain(row)
            for some, values in among(tx.database, query, ids)
            for row in tx.database.fetch(some, values)
        ]
        tx.stands.append({"table": name, "ids": ids, "columns": table.columns, "rows": rows})


def _erasable(tx: Transaction, number: int) -> Kept:
    kept = replay.line(tx.database, number)
    if kept is None:
        raise Refused("log.no_line", source=HOUSE_RULE, number=str(number))
    if kept.body is None:
        raise Refused("log.erased_before", source=HOUSE_RULE, number=str(number))
    if kept.line.command == _ERASE:
        raise Refused("log.erases_others", source=HOUSE_RULE, number=str(number))
    return kept


def _records(changes: Iterable[Change]) -> dict[str, list[int]]:
    """Return which rows changes are about: for each table the ids."""
    found: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        if "add" in change:
            place = change["columns"].index("id")
            found[change["add"]].update(row[place] for row in change["rows"])
        else:
            found[change.get("change") or change["remove"]].add(change["id"])
    return {name: sorted(ids) for name, ids in found.items()}
