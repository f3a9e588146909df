"""What is expected to come in by week, with what each line rests on, as a report."""

from collections import defaultdict
from datetime import date

from casebook.domain.money import Cents
from casebook.jobs.closing.report import Behind, Report, Said, Wanted, What
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.database import Database
from casebook.store.queries import cash_expected
from casebook.store.queries.cash_expected import SURETY, Expected, Ground, Surety, expected_share

_COLUMNS = (
    Column("week", "closing.head_week", Kind.DAY),
    Column("surety", "closing.head_surety", Kind.WORD),
    Column("ground", "closing.head_ground", Kind.WORD),
    Column("number", "closing.head_number", Kind.NUMBER),
    Column("agreed", "closing.head_agreed", Kind.MONEY),
    Column("share", "closing.head_share", Kind.NUMBER),
    Column("expected", "closing.head_expected", Kind.MONEY),
)
_SPARE = {"number": 2, "share": 1}
_ALL = "cash_all"


def report(database: Database, wanted: Wanted) -> Report:
    """Return what is expected, by week and by what it rests on, with the sum of each surety below."""
    found = cash_expected.cash(database, wanted.today, wanted.creditor_id)
    lines: defaultdict[tuple[date, Ground], list[Expected]] = defaultdict(list)
    for one in found.expected:
        lines[one.week, one.ground].append(one)
    rows: list[tuple[object, ...]] = []
    keys: list[object] = []
    sums: defaultdict[Surety, list[tuple[int, Cents, Cents | None]]] = defaultdict(list)
    for week, ground in sorted(lines, key=lambda line: (line[0], list(Ground).index(line[1]))):
        some, share = lines[week, ground], found.share(ground)
        agreed = Cents(sum(one.cents for one in some))
        comes = expected_share(agreed, share)
        rows.append((week, SURETY[ground], ground, len(some), agreed, share, comes))
        keys.append((week, ground))
        sums[SURETY[ground]].append((len(some), agreed, comes))
    totals = range(len(rows), len(rows) + len(sums))
    for surety in Surety:
        if surety in sums:
            counts, agreed_each, each = zip(*sums[surety], strict=True)
            known = [one for one in each if one is not None]
            comes = Cents(sum(known)) if len(known) == len(each) else None
            rows.append((None, surety, _ALL, sum(counts), Cents(sum(agreed_each)), None, comes))
            keys.append(None)
    said: list[Said] = [("closing.cash_said", {}), ("closing.cash_today", {"on": wanted.today})]
    if found.terms is None or found.promises is None:
        said.append(("closing.cash_no_rate", {}))
    return Report(What.CASH, said, Sheet(_COLUMNS, rows), keys, _SPARE, frozenset(totals))


def behind(database: Database, wanted: Wanted, key: tuple[date, Ground]) -> list[Behind]:
    """Return the cases of which something is expected in a week on a ground."""
    found = cash_expected.cash(database, wanted.today, wanted.creditor_id).expected
    return [
        Behind(
            one.case_id,
            one.case_number,
            one.debtor,
            one.on_day,
            ("closing.behind_cash", {"ground": one.ground}),
            one.cents,
        )
        for one in found
        if (one.week, one.ground) == key
    ]
