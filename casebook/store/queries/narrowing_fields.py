"""Narrowing by a field of the filter: each term becomes conditions on the rows `n` of `case_now`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from casebook.domain.filter.terms import Field, Op, Term
from casebook.store.database import Database
from casebook.store.queries import narrowing_names as names
from casebook.store.queries.listing import Part
from casebook.store.queries.narrowing_factor import NOTHING, Factor, by_test, column, found_in, none_of, within


class Looker(NamedTuple):
    """Who looks at a list, and on which day."""

    person_id: int | None
    day: date


_OPS = {Op.IS: "=", Op.LESS: "<", Op.AT_MOST: "<=", Op.MORE: ">", Op.AT_LEAST: ">="}
# What is larger stands in front in `amount_rank`, which is below zero.
_TURNED = {Op.IS: "=", Op.LESS: ">", Op.AT_MOST: ">=", Op.MORE: "<", Op.AT_LEAST: "<="}
_AFTER = (Op.MORE, Op.AT_LEAST)
# In a column of days that is never empty, the end of all days says that there is none.
_NEVER = "9999-12-31"
_ENDS: Mapping[Field, str] = MappingProxyType({Field.SAFE: "safe_until", Field.CLAIMED: "claimed_until"})
_CLOCKS = "clock_now w WHERE w.case_id = n.case_id AND w.listed = 'radar'"
_OF_CASE = "(SELECT {column} FROM cases c JOIN party p ON p.id = c.debtor_id WHERE c.id = n.case_id)"
_IN_FORCE = "({0}.from_on IS NULL OR {0}.from_on <= ?) AND ({0}.until_on IS NULL OR {0}.until_on >= ?)"
# All combinations of tracks that there are: far fewer than cases, and one step through the index for each.
_COMBINATIONS = """
    WITH RECURSIVE combination(tracks) AS (
        SELECT min(tracks) FROM case_now WHERE tracks > ''
        UNION ALL
        SELECT (SELECT min(n.tracks) FROM case_now n WHERE n.tracks > combination.tracks)
        FROM combination WHERE combination.tracks IS NOT NULL
    )
    SELECT tracks FROM combination WHERE tracks IS NOT NULL
"""


def factor(database: Database, term: Term, looker: Looker) -> Factor:
    """Return what one term narrows a list of cases by."""
    found = _FIELDS[term.field](database, term, looker)
    return none_of(found) if term.negated else found


def of_clock(term: Term) -> Part | None:
    """Return the condition on a clock `w` that a term asks for where clocks are listed; None where it asks for none."""
    if term.field is Field.SAFE:
        found = Part(_day("w.safe_rank", term), term.values)
    elif term.field is Field.CLAIMED:
        found = Part(f"COALESCE(w.claimed_until {_compared(term)}, FALSE)", term.values)
    elif term.field is Field.HAS and set(term.values) == {"unproven"}:
        found = Part("w.state = 'unproven'")
    else:
        return None
    return found._replace(where=f"NOT ({found.where})") if term.negated else found


def _tracks(database: Database, term: Term, _: Looker) -> Factor:
    asked = set(_texts(term))
    found = [tracks for (tracks,) in database.fetch(_COMBINATIONS) if asked.intersection(tracks.split())]
    return column(database, f"n.tracks {within(found)}", found) if found else NOTHING


def _handler(database: Database, term: Term, looker: Looker) -> Factor:
    return _owners(database, "owner_person_id", names.persons(database, _texts(term), looker.person_id))


def _team(database: Database, term: Term, _: Looker) -> Factor:
    return _owners(database, "owner_team_id", names.teams(database, _texts(term)))


def _owners(database: Database, owner: str, ids: Sequence[int]) -> Factor:
    return column(database, f"n.{owner} {within(ids)}", ids) if ids else NOTHING


def _band(database: Database, term: Term, _: Looker) -> Factor:
    bands = [int(band) for band in _texts(term)]
    return column(database, f"n.band {within(bands)}", bands)


def _segment(database: Database, term: Term, _: Looker) -> Factor:
    return column(database, f"n.segment {within(term.values)}", _texts(term))


def _safe(database: Database, term: Term, _: Looker) -> Factor:
    """The first safe end of a case."""
    if term.op in (Op.LESS, Op.AT_MOST):
        ends = f"w.safe_rank {_OPS[term.op]} ?"
        rows = f"clock_now w WHERE w.listed = 'radar' AND {ends} ORDER BY w.safe_rank"
        return found_in(database, "w.case_id", rows, f"{_CLOCKS} AND {ends}", term.values)
    return _first_end(term)


def _claimed(_: Database, term: Term, __: Looker) -> Factor:
    """The first claimed end of a case."""
    return _first_end(term)


def _first_end(term: Term) -> Factor:
    first = f"(SELECT min(w.{_ENDS[term.field]}) FROM {_CLOCKS})"  # noqa: S608 our own text
    return by_test(f"COALESCE({first} {_compared(term)}, FALSE)", term.values)


def _open(database: Database, term: Term, _: Looker) -> Factor:
    sign = _TURNED[term.op]
    cents = [-int(value) for value in term.values if isinstance(value, int)]
    return column(database, f"n.amount_rank {sign} ?", cents)


def _by(database: Database, term: Term, _: Looker) -> Factor:
    return column(database, _day("n.by_on", term), term.values, before="n.band IN (1, 2, 3, 4, 9) AND ")


def _next(database: Database, term: Term, _: Looker) -> Factor:
    return column(database, _day("n.next_on", term), term.values)


def _day(of: str, term: Term) -> str:
    """Return the condition on a column that holds the end of all days where there is none."""
    known = f" AND {of} < '{_NEVER}'" if term.op in _AFTER else ""
    return f"{of} {_compared(term)}{known}"


def _do(_: Database, term: Term, __: Looker) -> Factor:
    return by_test(f"COALESCE({_OF_CASE.format(column='c.next_kind')}, '') {within(term.values)}", term.values)


def _state(_: Database, term: Term, __: Looker) -> Factor:
    return by_test(f"{_OF_CASE.format(column='c.state')} {within(term.values)}", term.values)


def _debtor(_: Database, term: Term, __: Looker) -> Factor:
    return by_test(f"{_OF_CASE.format(column='p.kind')} {within(term.values)}", term.values)


def _opened(_: Database, term: Term, __: Looker) -> Factor:
    return by_test(f"{_OF_CASE.format(column='c.opened_on')} {_compared(term)}", term.values)


def _kind(database: Database, term: Term, _: Looker) -> Factor:
    kinds = f"k.kind {within(term.values)}"
    rows = f"claim k WHERE {kinds}"
    return found_in(database, "k.case_id", rows, f"claim k WHERE k.case_id = n.case_id AND {kinds}", term.values)


def _creditor(database: Database, term: Term, _: Looker) -> Factor:
    ids = names.creditors(database, _texts(term))
    owed = f"k.creditor_id {within(ids)}"
    rows = f"claim k WHERE {owed}"
    return (
        found_in(database, "k.case_id", rows, f"claim k WHERE k.case_id = n.case_id AND {owed}", ids)
        if ids
        else NOTHING
    )


def _city(database: Database, term: Term, looker: Looker) -> Factor:
    cities = names.cities(database, _texts(term))
    lies = f"a.city {within(cities)} AND {_IN_FORCE.format('a')}"
    rows = f"address a JOIN cases c ON c.debtor_id = a.party_id WHERE {lies}"
    exists = f"cases c JOIN address a ON a.party_id = c.debtor_id WHERE c.id = n.case_id AND {lies}"
    return found_in(database, "c.id", rows, exists, (*cities, looker.day, looker.day)) if cities else NOTHING


def _tag(database: Database, term: Term, _: Looker) -> Factor:
    tags = names.tags(database, _texts(term))
    has = f"g.word {within(tags)}"
    rows = f"tag g WHERE {has} ORDER BY g.word, g.case_id"
    return (
        found_in(database, "g.case_id", rows, f"tag g WHERE g.case_id = n.case_id AND {has}", tags) if tags else NOTHING
    )


def _has(database: Database, term: Term, looker: Looker) -> Factor:
    found = [_HAS[code](database, looker.day) for code in _texts(term)]
    if len(found) == 1:
        return found[0]
    either = " OR ".join(one.by_row.where for one in found)
    return by_test(f"({either})", [value for one in found for value in one.by_row.parameters])


def _hold(database: Database, day: date) -> Factor:
    """Holds of the case itself, and of its debtor in all his cases."""
    lasts = "h.lifted_on IS NULL AND h.from_on <= ? AND (h.until_on IS NULL OR h.until_on >= ?)"
    of_itself = f"SELECT h.case_id AS id FROM hold h WHERE {lasts}"  # noqa: S608 our own text
    of_debtor = f"SELECT c.id FROM cases c JOIN hold h ON h.debtor_id = c.debtor_id WHERE {lasts}"  # noqa: S608 our own text
    rows = f"({of_itself} UNION ALL {of_debtor}) held"
    of_case = f"({of_itself} AND h.case_id = n.case_id UNION ALL {of_debtor} AND c.id = n.case_id) held"
    return found_in(database, "held.id", rows, of_case, (day,) * 4)


def _note(database: Database, _: date) -> Factor:
    rows = "note o"
    return found_in(database, "o.case_id", rows, "note o WHERE o.case_id = n.case_id", ())


def _proposal(database: Database, _: date) -> Factor:
    waits = "r.state = 'proposed'"
    rows = f"proposal r WHERE {waits}"
    return found_in(database, "r.case_id", rows, f"proposal r WHERE r.case_id = n.case_id AND {waits}", ())


def _representative(database: Database, day: date) -> Factor:
    acts = _IN_FORCE.format("r")
    rows = f"representation r JOIN cases c ON c.debtor_id = r.party_id WHERE {acts}"
    exists = f"cases c JOIN representation r ON r.party_id = c.debtor_id WHERE c.id = n.case_id AND {acts}"
    return found_in(database, "c.id", rows, exists, (day, day))


def _reached_by(kind: str) -> Callable[[Database, date], Factor]:
    points = "cases c JOIN contact_point t ON t.party_id = c.debtor_id WHERE c.id = n.case_id"
    lasts = f"{points} AND t.kind = '{kind}' AND (t.until_on IS NULL OR t.until_on >= ?)"
    # Most have one: that is seen at the first few.
    return lambda _, day: by_test(f"COALESCE((SELECT 1 FROM {lasts} LIMIT 1), 0) = 1", (day,))  # noqa: S608 our own text


def _unproven(_: Database, __: date) -> Factor:
    return by_test(f"COALESCE((SELECT 1 FROM {_CLOCKS} AND w.state = 'unproven' LIMIT 1), 0) = 1")  # noqa: S608 our own text


def _history_missing(database: Database, _: date) -> Factor:
    rows = "clock_now w WHERE w.listed = 'history_missing' ORDER BY w.safe_rank"
    exists = "clock_now w WHERE w.case_id = n.case_id AND w.listed = 'history_missing'"
    return found_in(database, "w.case_id", rows, exists, ())


def _flagged(flag: str) -> Callable[[Database, date], Factor]:
    # A partial index has the few of them.
    return lambda database, _: column(database, f"n.{flag} = 1", ())


def _sleeping(_: Database, __: date) -> Factor:
    return by_test(f"{_OF_CASE.format(column='c.sleeping')} = 1")


def _texts(term: Term) -> list[str]:
    return [value for value in term.values if isinstance(value, str)]


def _compared(term: Term) -> str:
    return within(term.values) if term.op is Op.IS else f"{_OPS[term.op]} ?"


_HAS: Mapping[str, Callable[[Database, date], Factor]] = MappingProxyType(
    {
        "hold": _hold,
        "note": _note,
        "proposal": _proposal,
        "representative": _representative,
        "phone": _reached_by("phone"),
        "email": _reached_by("mail"),
        "unproven": _unproven,
        "history_missing": _history_missing,
        "neglected": _flagged("neglected"),
        "lead": _flagged("to_lead"),
        "sleeping": _sleeping,
    }
)
_FIELDS: Mapping[Field, Callable[[Database, Term, Looker], Factor]] = MappingProxyType(
    {
        Field.TRACK: _tracks,
        Field.HANDLER: _handler,
        Field.TEAM: _team,
        Field.BAND: _band,
        Field.SAFE: _safe,
        Field.CLAIMED: _claimed,
        Field.OPEN: _open,
        Field.BY: _by,
        Field.NEXT: _next,
        Field.DO: _do,
        Field.KIND: _kind,
        Field.DEBTOR: _debtor,
        Field.CITY: _city,
        Field.TAG: _tag,
        Field.HAS: _has,
        Field.SEGMENT: _segment,
        Field.STATE: _state,
        Field.CREDITOR: _creditor,
        Field.OPENED: _opened,
    }
)
