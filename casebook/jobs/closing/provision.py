"""What is provided for on each case, on which ground, and how it moved since the month before, as a report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from casebook.domain.closing import month_of
from casebook.domain.money import ZERO, Cents
from casebook.domain.provision import Basis
from casebook.domain.provision_course import Course
from casebook.jobs.closing.report import Behind, Report, Said, Wanted, What
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries import provisions
from casebook.store.queries.as_at import By
from casebook.store.queries.provisions import MovedRow

_MOVES = ("added", "released", "written_off", "changed")
_COLUMNS = (
    Column("case", "closing.head_by_case"),
    Column("debtor", "closing.head_by_debtor"),
    Column("basis", "closing.head_basis", Kind.WORD),
    Column("percent", "closing.head_percent", Kind.NUMBER),
    Column("left", "closing.head_left", Kind.MONEY),
    Column("before", "closing.head_before", Kind.MONEY),
    *(Column(name, f"closing.head_{name}", Kind.MONEY) for name in _MOVES),
    Column("provision", "closing.head_provision", Kind.MONEY),
)
_GROUPED = (
    Column("basis", "closing.head_basis", Kind.WORD),
    Column("cases", "closing.head_cases", Kind.NUMBER),
    Column("left", "closing.head_left", Kind.MONEY),
    Column("before", "closing.head_before", Kind.MONEY),
    *(Column(name, f"closing.head_{name}", Kind.MONEY) for name in _MOVES),
    Column("provision", "closing.head_provision", Kind.MONEY),
)
_SPARE = {"percent": 2, "changed": 4, "added": 5, "released": 6, "written_off": 7, "before": 3, "cases": 1, "debtor": 1}
_ALL = "closing_all"


def report(database: Database, wanted: Wanted) -> Report:
    """Return the provision by ground or, asked by case, of each case; with the movement since the month before."""
    moved = _moved(database, wanted)
    if wanted.by is By.CASE:
        return _by_case(moved, wanted)
    groups: defaultdict[Basis, list[MovedRow]] = defaultdict(list)
    for row in moved:
        groups[_basis(row)].append(row)
    shown = [basis for basis in Basis if basis in groups]
    rows = [(basis, len({row.claim.case_id for row in groups[basis]}), *_figures(groups[basis])) for basis in shown]
    rows.append((_ALL, len({row.claim.case_id for row in moved}), *_figures(moved)))
    keys = [*shown, _ALL]
    return Report(What.PROVISION, _said(wanted), Sheet(_GROUPED, rows), keys, _SPARE, frozenset({len(rows) - 1}))


def behind(database: Database, wanted: Wanted, key: str | int) -> list[Behind]:
    """Return the claims of a ground, or of a case, with what is provided for on each."""
    return [
        Behind(
            row.claim.case_id,
            row.claim.case_number,
            row.claim.debtor,
            row.claim.due_on,
            (
                "closing.behind_provision",
                {
                    "number": row.claim.number,
                    "basis": _basis(row),
                    "percent": str(row.after.percent if row.after else 0),
                    "left": row.claim.left if row.after else ZERO,
                },
            ),
            row.after.cents if row.after else ZERO,
        )
        for row in _moved(database, wanted)
        if key == _ALL or key in (_basis(row), row.claim.case_id)
    ]


def _by_case(moved: list[MovedRow], wanted: Wanted) -> Report:
    cases: dict[int, list[MovedRow]] = {}
    for row in moved:
        cases.setdefault(row.claim.case_id, []).append(row)
    rows = []
    for some in cases.values():
        # The ground that most is provided for on.
        most = max(some, key=lambda row: row.after.cents if row.after else -1)
        claim, percent = most.claim, most.after.percent if most.after else None
        rows.append((claim.case_number, claim.debtor, _basis(most), percent, *_figures(some)))
    rows.append(("", "", _ALL, None, *_figures(moved)))
    keys = [*cases, _ALL]
    return Report(What.PROVISION, _said(wanted), Sheet(_COLUMNS, rows), keys, _SPARE, frozenset({len(rows) - 1}))


def _moved(database: Database, wanted: Wanted) -> list[MovedRow]:
    before = wanted.asked._replace(day=_eve(wanted.day))
    return provisions.moved(database, before, wanted.asked)


def _eve(day: date) -> date:
    """Return the last day of the month before."""
    return month_of(day) - timedelta(days=1)


def _basis(row: MovedRow) -> Basis:
    known = row.after or row.before
    assert known is not None, "a claim that has none on either day is left out"
    return known.basis


def _figures(some: Iterable[MovedRow]) -> tuple[Cents, ...]:
    some = list(some)
    left = sum(row.claim.left for row in some if row.after)
    before = sum(row.before.cents for row in some if row.before)
    moves: Mapping[str, int] = {name: sum(getattr(row.course, name) for row in some) for name in Course._fields}
    after = sum(row.after.cents for row in some if row.after)
    return tuple(Cents(one) for one in (left, before, *(moves[name] for name in _MOVES), after))


def _said(wanted: Wanted) -> list[Said]:
    return [
        ("closing.provision_on", {"on": wanted.day, "before": _eve(wanted.day)}),
        ("closing.provision_vat", {}),
    ]
