"""The proceedings of the debtors of cases, with the days that follow from them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add
from casebook.domain.insolvency.dues import DateKind
from casebook.domain.insolvency.facts import REGISTERED, EventKind
from casebook.domain.insolvency.filing import house_term
from casebook.domain.insolvency.rules import InsolvencyRules
from casebook.domain.insolvency.standing import Standing, standing
from casebook.domain.signals.insolvency import KnownSince, ProceedingMatter
from casebook.store import filing_left, insolvencies_before, insolvency_rows, owing
from casebook.store.database import Database
from casebook.store.filing_left import Supplied
from casebook.store.insolvency_rows import Recorded
from casebook.store.rows import many

_OF_DEBTORS = """
    SELECT c.id, i.id FROM cases c JOIN insolvency i ON i.party_id = c.debtor_id
    WHERE c.id IN ({marks}) ORDER BY c.id, i.id
"""

_OF_LIABLE = f"""
    SELECT DISTINCT k.case_id, i.id FROM claim k JOIN liability l ON l.claim_id = k.id
    JOIN cases c ON c.id = k.case_id JOIN insolvency i ON i.party_id = l.party_id AND i.party_id <> c.debtor_id
    WHERE k.ended_on IS NULL AND k.not_pursued = 0 AND {owing.WITHOUT_END} AND i.confirmed_on IS NOT NULL
      AND k.case_id IN ({{marks}})
    ORDER BY k.case_id, i.id
"""  # noqa: S608 only constants
_FILED_BY = frozenset({DateKind.FILE, DateKind.BAR_DATE})


class _OfDebtor(NamedTuple):
    case_id: int
    insolvency_id: int


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[ProceedingMatter, ...]]:
    """Return the proceedings of cases of which something follows, also of who is liable; a case without is left out."""
    of_debtors = many(database, _OF_DEBTORS, _OfDebtor, case_ids)
    of_liable = many(database, _OF_LIABLE, _OfDebtor, case_ids)
    pairs = [*of_debtors, *of_liable]
    found: dict[int, list[ProceedingMatter]] = defaultdict(list)
    for before in insolvencies_before.of_cases(database, case_ids):
        found[before.case_id].append(
            ProceedingMatter(before.kind, None, (), before=KnownSince(before.name, before.since, before.until))
        )
    if not pairs:
        return {case_id: tuple(some) for case_id, some in found.items()}
    beside = set(of_liable)
    recorded = insolvency_rows.of_ids(database, sorted({one.insolvency_id for one in pairs}))
    matters = {id_: _matter(one, database.law.insolvency) for id_, one in recorded.items()}
    supplied = filing_left.supplied(database, recorded)
    unfiled = filing_left.left(database, recorded, pairs)
    for case_id, insolvency_id in pairs:
        matter = matters[insolvency_id]
        if (case_id, insolvency_id) in beside:
            matter = matter._replace(beside=recorded[insolvency_id].row.party)
        if (case_id, insolvency_id) in unfiled:
            matter = _unfiled(matter, recorded[insolvency_id], database.law.insolvency)
        if (one := supplied.get((case_id, insolvency_id))) is not None:
            matter = _supplied(matter, one)
        if matter.signalled_on is not None or matter.dues or matter.estate:
            found[case_id].append(matter)
    return {case_id: tuple(some) for case_id, some in found.items()}


def _matter(one: Recorded, rules: InsolvencyRules) -> ProceedingMatter:
    proceeding = one.proceeding
    if proceeding.undone:
        return ProceedingMatter(one.row.kind, None, ())
    if proceeding.confirmed_on is None:
        return ProceedingMatter(one.row.kind, one.row.known_on, ())
    found, closing = standing(proceeding, rules), proceeding.closing
    shown = closing is not None and any(event.id == closing.id and event.document_id for event in one.events)
    # What went on as another proceeding is shown with that one.
    ended = closing is not None and closing.kind is EventKind.ENDED
    dues = found.dues if closing is None or ended else ()
    filed = proceeding.last(EventKind.FILED) is not None
    return ProceedingMatter(one.row.kind, None, dues, _hidden_on(one, found, rules), filed, shown)


def _unfiled(matter: ProceedingMatter, of: Recorded, rules: InsolvencyRules) -> ProceedingMatter:
    """Return a proceeding for a case of which claims are still to be filed, while it runs."""
    if not of.proceeding.live:
        return matter
    dues = (*matter.dues, *house_term(of.proceeding, rules))
    return matter._replace(filed=False, dues=tuple(sorted(dues, key=lambda one: one.on)))


def _supplied(matter: ProceedingMatter, found: Supplied) -> ProceedingMatter:
    """Return a proceeding with what its estate owes; where nothing is from before it, nothing is to be filed in it."""
    dues = matter.dues if found.before else tuple(one for one in matter.dues if one.kind not in _FILED_BY)
    return matter._replace(estate=found.owed, dues=dues)


def _hidden_on(one: Recorded, found: Standing, rules: InsolvencyRules) -> date | None:
    """Return from when the register shows a proceeding no more, if it ends when that is expected."""
    end = found.due(DateKind.END)
    if end is None or one.row.kind not in REGISTERED:
        return None
    return add(end.on, rules.visible.applied(end.on).value)
