"""Who may see which entity of ours: what of the tables is left to whom, and what is refused to him.

A case is hidden from somebody as soon as one of its claims is of an entity he may not see. It is asked in two places:
what he reads, he reads past views that leave it out (`views`), and what he does on it is refused (`refuse`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import NamedTuple

from peewee import ForeignKeyField, Model

from casebook.domain.finding import HOUSE_RULE
from casebook.errors import Refused
from casebook.store.database import Database
from casebook.store.rows import many
from casebook.store.transaction import Actor

_STANDS = "s.from_on <= ? AND (s.withdrawn_on IS NULL OR s.withdrawn_on > ?)"
_UNSEEN = f"""
    SELECT DISTINCT s.creditor_id FROM creditor_sight s WHERE {_STANDS} AND s.creditor_id NOT IN (
        SELECT s.creditor_id FROM creditor_sight s WHERE {_STANDS} AND (s.person_id = ? OR s.team_id IN (
            SELECT team_id FROM team_member
            WHERE person_id = ? AND from_on <= ? AND (until_on IS NULL OR until_on >= ?))))
"""  # noqa: S608 only constants
_OF_CASES = "SELECT DISTINCT case_id, creditor_id FROM claim WHERE case_id IN ({marks})"
_OF_ENTRY = "SELECT creditor_id FROM bank_entry WHERE id = ?"
# Read whole by everybody: who may see what, how far each may decide, and what entities there are.
_LEFT = frozenset({"creditor", "creditor_sight", "mandate"})

# How a party has a part in a case: where that is found, by which column, and in which case; @ is where the tables are.
_PARTS = (
    ("@cases c", "c.debtor_id", "c.id"),
    ("@liability l JOIN @claim k ON k.id = l.claim_id", "l.party_id", "k.case_id"),
    ("@representation p JOIN @cases c ON c.debtor_id = p.party_id", "p.representative_id", "c.id"),
    ("@contact o", "o.party_id", "o.case_id"),
    ("@person_request q", "q.party_id", "q.case_id"),
    ("@letter l", "l.party_id", "l.case_id"),
    ("@letter l", "l.addressee_id", "l.case_id"),
    ("@heir h JOIN @estate e ON e.id = h.estate_id JOIN @cases c ON c.debtor_id = e.party_id", "h.party_id", "c.id"),
)
# What the names of commands begin with that are about a debtor, or about a step that one did oneself.
_SHARED = frozenset(
    {
        *("address", "address_enquiry", "agency", "arrangement_ban", "contact_block", "contact_point", "contra_item"),
        *("debit_mandate", "estate", "heir", "insurance_cover", "party", "representation", "segment_choice"),
        *("security", "security_event", "step", "vulnerability"),
    }
)
_OF_SECURITY = "id", "SELECT creditor_id FROM security WHERE id = ?"
_OF_EVENT = (
    "security_event_id",
    "SELECT s.creditor_id FROM security s JOIN security_event e ON e.security_id = s.id WHERE e.id = ?",
)
# By what these name a security, of which another entity than that of the cases may be the creditor.
_OF_ONE = {
    **dict.fromkeys(("security.change", "security.withdraw", "security.happened"), _OF_SECURITY),
    "security_event.void": _OF_EVENT,
}


class _Claim(NamedTuple):
    case_id: int
    creditor_id: int


def unseen(database: Database, person: int, day: date) -> frozenset[int]:
    """Return the entities whose cases a person may not see on `day`; none where nobody said who may see one."""
    found = database.fetch(_UNSEEN, (day, day, day, day, person, person, day, day))
    return frozenset(id_ for (id_,) in found)


def hidden(database: Database, creditors: AbstractSet[int], cases: Sequence[int]) -> set[int]:
    """Return which of these cases have a claim of one of these entities."""
    if not creditors:
        return set()
    return {one.case_id for one in many(database, _OF_CASES, _Claim, cases) if one.creditor_id in creditors}


def refuse(database: Database, creditors: AbstractSet[int], name: str, command: object, cases: Sequence[int]) -> None:
    """Refuse a command on a case or of an entity that who gives it may not see; it tells no more than that.

    What is about a debtor touches all cases of his: that is refused only where none of them is left, and so is taking
    back what one did oneself.
    """
    lost = hidden(database, creditors, cases)
    named = {getattr(command, "creditor_id", None)}
    if name in _OF_ONE:
        field, creditor_of = _OF_ONE[name]
        named.add(database.value(creditor_of, (getattr(command, field),)))
    if not cases and (entry := getattr(command, "entry_id", None)) is not None:
        named.add(database.value(_OF_ENTRY, (entry,)))
    is_shared = name.partition(".")[0] in _SHARED and getattr(command, "case_id", None) not in lost
    if (lost >= set(cases) if is_shared and cases else lost) or not named.isdisjoint(creditors):
        raise Refused("sight.unseen", source=HOUSE_RULE)


def refuse_partial(actor: Actor) -> None:
    """Refuse what is about the whole book to who may not see all of it: a part of it would pass for the whole."""
    if actor.unseen:
        raise Refused("sight.whole", source=HOUSE_RULE)


def narrow(database: Database, creditors: AbstractSet[int], person: int | None = None) -> None:
    """Let this thread read nothing of what these entities have, as their rows were not there; by none, everything.

    Of lines of the log that are about more cases, what the person did himself is left to him.
    """
    database.narrow(views(database.schema, frozenset(creditors), person) if creditors else ())


@contextmanager
def narrowed(database: Database, creditors: AbstractSet[int]) -> Iterator[None]:
    """Let this thread read nothing of what these entities have meanwhile."""
    narrow(database, creditors)
    try:
        yield
    finally:
        narrow(database, frozenset())


class _Places(NamedTuple):
    """Where the tables are, and where the views that stand before them; and how a line `l` of the log gives its cases.

    Its cases are a list in it: which lines are about a case has an index, which cases a line is about has none.
    """

    whole: str
    left: str
    cases: str


_SQLITE = _Places("main.", "temp.", "json_each(l.cases) x")


@cache
def views(schema: str, creditors: frozenset[int], person: int | None) -> tuple[str, ...]:
    """Return what makes the views of a connection: each has the name of a table and hides it.

    `schema` is that of the tables on PostgreSQL, empty for SQLite.
    """
    # They know every table.
    from casebook.store.models import every

    listed = "(SELECT CAST(json_array_elements_text(CAST(l.cases AS JSON)) AS BIGINT) AS value) x"
    at = _Places(f'"{schema}".', "pg_temp.", listed) if schema else _SQLITE
    found: list[str] = []
    hiding: set[str] = set()
    for model in every.ALL:
        name = model._meta.table_name
        conditions = [] if name in _LEFT else list(_conditions(model, hiding, at, creditors))
        columns = "r.*"
        if name == "log_body":
            columns, conditions = _body(at, creditors, person), []
        elif not conditions:
            continue
        hiding.add(name)
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        found.append(f'CREATE TEMPORARY VIEW "{name}" AS SELECT {columns} FROM {at.whole}"{name}" r{where}')  # noqa: S608 names of models
    return tuple(found)


def _conditions(
    model: type[Model], hiding: AbstractSet[str], at: _Places, creditors: AbstractSet[int]
) -> Iterator[str]:
    """Yield what a row `r` has to meet to be left: by its case, its entity, or else by what it belongs to."""
    meta = model._meta
    columns = {field.column_name for field in meta.sorted_fields}
    if "case_id" in columns or meta.table_name == "cases":
        yield f"NOT {_hides('r.case_id' if 'case_id' in columns else 'r.id', at, creditors)}"
    if "creditor_id" in columns and meta.table_name != "claim":
        yield f"(r.creditor_id IS NULL OR r.creditor_id NOT IN ({_numbers(creditors)}))"
    if columns.isdisjoint({"case_id", "creditor_id"}) and meta.table_name != "cases":
        for field in meta.sorted_fields:
            if isinstance(field, ForeignKeyField) and not field.null and field.rel_model._meta.table_name in hiding:
                yield _belongs(field.rel_model._meta.table_name, f"r.{field.column_name}", at)
    if (more := _MORE.get(meta.table_name)) is not None:
        yield more(at, creditors)


def _hides(case: str, at: _Places, creditors: Iterable[int]) -> str:
    """Return the condition that a case has a claim of one of these entities.

    An entity has many claims and a case has few: the sum keeps the index of the former from being taken.
    """
    return (
        f"EXISTS (SELECT 1 FROM {at.whole}claim hides"  # noqa: S608 names and numbers of ours
        f" WHERE hides.case_id = {case} AND hides.creditor_id + 0 IN ({_numbers(creditors)}))"
    )


def _belongs(table: str, column: str, at: _Places) -> str:
    return f'EXISTS (SELECT 1 FROM {at.left}"{table}" kept WHERE kept.id = {column})'  # noqa: S608 names of models


def _numbers(creditors: Iterable[int]) -> str:
    return ", ".join(f"{one:d}" for one in sorted(creditors))


def _found(at: _Places, creditors: AbstractSet[int]) -> str:
    """Return the condition on a search term: a party is hidden that has a part in hidden cases only."""
    gone, left = (
        " OR ".join(
            f"EXISTS (SELECT 1 FROM {joined.replace('@', at.whole)}"  # noqa: S608 our own text
            f" WHERE {column} = r.record_id AND {sign}{_hides(case, at, creditors)})"
            for joined, column, case in _PARTS
        )
        for sign in ("", "NOT ")
    )
    return (
        f"(r.kind <> 'case' OR NOT {_hides('r.record_id', at, creditors)})"
        f" AND (r.kind <> 'claim' OR {_belongs('claim', 'r.record_id', at)})"
        f" AND (r.kind <> 'party' OR NOT ({gone}) OR {left})"
    )


def _line(at: _Places, creditors: AbstractSet[int]) -> str:
    """Return the condition on a line of the log: it is hidden where it is about hidden cases only."""
    of, hides = f"SELECT 1 FROM {at.cases.replace('l.', 'r.')}", _hides("x.value", at, creditors)  # noqa: S608 our own text
    return f"(NOT EXISTS ({of} WHERE {hides}) OR EXISTS ({of} WHERE NOT {hides}))"


def _body(at: _Places, creditors: AbstractSet[int], person: int | None) -> str:
    """Return the columns of the words of a line: none where it is about a hidden case too and somebody else's."""
    hides = _hides("x.value", at, creditors)
    of = f"SELECT 1 FROM {at.whole}log l WHERE l.number = r.number"  # noqa: S608 our own text
    own = f"(l.person_id IS NULL OR l.person_id <> {person or 0:d})"
    lost = f"EXISTS ({of} AND {own} AND EXISTS (SELECT 1 FROM {at.cases} WHERE {hides}))"  # noqa: S608 our own text
    return f"r.number, r.salt, CASE WHEN {lost} THEN NULL ELSE r.body END AS body"


def _batch(at: _Places, creditors: AbstractSet[int]) -> str:
    """Return the condition on a batch of letters, which is one file: it is hidden with any letter in it."""
    return f"NOT EXISTS ({_letters_of('r.id', at, creditors)})"


def _letters_of(batch: str, at: _Places, creditors: AbstractSet[int]) -> str:
    letters = f"SELECT 1 FROM {at.whole}dispatch d JOIN {at.whole}letter l ON l.id = d.letter_id"  # noqa: S608 our own text
    return f"{letters} WHERE d.batch_id = {batch} AND {_hides('l.case_id', at, creditors)}"


def _document(at: _Places, creditors: AbstractSet[int]) -> str:
    """Return the condition on a document of no case: a batch, what came by post, and a review of the whole book."""
    filed, items = _hides("i.case_id", at, creditors), f"{at.whole}post_item i"
    batch = f"{at.whole}print_batch b WHERE r.id IN (b.document_id, b.list_id)"
    lost = (
        f"{batch} AND EXISTS ({_letters_of('b.id', at, creditors)})",
        f"{items} WHERE i.document_id = r.id AND {filed}",
        f"{items} JOIN {at.whole}post_part p ON i.id = p.item_id WHERE p.document_id = r.id AND {filed}",
        f"{at.whole}review v WHERE v.document_id = r.id",
    )
    return f"(r.case_id IS NOT NULL OR ({' AND '.join(f'NOT EXISTS (SELECT 1 FROM {one})' for one in lost)}))"  # noqa: S608 our own text


def _vat_list(at: _Places, creditors: AbstractSet[int]) -> str:
    """Return the condition on a list of VAT, whose sums are of all in it: it is hidden with any line in it."""
    lines = f"SELECT 1 FROM {at.whole}vat_line l JOIN {at.whole}claim k ON k.id = l.claim_id"  # noqa: S608 our own text
    return f"NOT EXISTS ({lines} WHERE l.list_id = r.id AND {_hides('k.case_id', at, creditors)})"


_MORE: Mapping[str, Callable[[_Places, AbstractSet[int]], str]] = {
    "search_term": _found,
    "log": _line,
    "print_batch": _batch,
    "document": _document,
    "vat_list": _vat_list,
}
