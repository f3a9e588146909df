"""Insolvencies that are over, of the debtors of cases and of who is liable beside them, and what they leave to do."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from casebook.domain.calendar import add
from casebook.domain.insolvency.clocks import on_clocks
from casebook.domain.insolvency.facts import EventKind
from casebook.domain.insolvency.rules import Effect
from casebook.domain.insolvency.standing import outcome
from casebook.domain.signals.after_insolvency import AfterInsolvency
from casebook.law.book import Book
from casebook.store import insolvency_rows, owing
from casebook.store.database import Database
from casebook.store.insolvency_rows import Recorded
from casebook.store.rows import many

# As a rule claims go by the general way of prolongation; public debts and penalty payments have a longer one.
_GENERAL = "general"
# After these what is left can be demanded; where the effect is not known it is guarded as if it could.
_DEMANDED = frozenset({Effect.REVIVES, Effect.TITLE, None})
_OF_DEBTOR = """
    SELECT c.id, i.id FROM cases c JOIN insolvency i ON i.party_id = c.debtor_id
    WHERE i.ended_on IS NOT NULL AND i.confirmed_on IS NOT NULL AND c.id IN ({marks}) ORDER BY c.id, i.id
"""
_OF_LIABLE = """
    SELECT DISTINCT k.case_id, i.id FROM claim k JOIN liability l ON l.claim_id = k.id
    JOIN insolvency i ON i.party_id = l.party_id
    WHERE i.ended_on IS NOT NULL AND i.confirmed_on IS NOT NULL AND k.case_id IN ({marks}) ORDER BY k.case_id, i.id
"""
# What was done in writing or acknowledged; that a term was prolonged or a claim was filed interrupts nothing.
_WRITTEN = """
    SELECT e.case_id, r.party_id, max(COALESCE(e.received_on, e.on_day))
    FROM limitation_event e JOIN reach r ON r.event_id = e.id
    WHERE e.kind NOT IN ('insolvency', 'extension', 'filing', 'waiver', 'oral_demand') AND e.on_day IS NOT NULL
      AND COALESCE((SELECT m.proof FROM proof_mark m WHERE m.event_id = e.id ORDER BY m.id DESC LIMIT 1), '') <> 'void'
      AND e.case_id IN ({marks})
    GROUP BY e.case_id, r.party_id
"""
_TAKEN_UP = """
    SELECT t.case_id, max(t.opened_on) FROM track t
    WHERE t.closed_on IS NULL AND t.kind IN ('arrangement', 'agency', 'court') AND t.case_id IN ({marks})
    GROUP BY t.case_id
"""
_BESIDE = f"""
    SELECT k.case_id, count(DISTINCT l.party_id) FROM claim k JOIN liability l ON l.claim_id = k.id
    WHERE k.ended_on IS NULL AND k.not_pursued = 0 AND {owing.WITHOUT_END} AND k.case_id IN ({{marks}})
    GROUP BY k.case_id
"""  # noqa: S608 only constants


_SLATED = """
    SELECT DISTINCT k.case_id FROM claim k
    WHERE k.ended_on IS NULL AND k.not_pursued = 0 AND k.slate_exception IS NULL AND k.case_id IN ({marks})
"""
_RUNS = """
    SELECT c.id, i.id FROM cases c JOIN insolvency i ON i.party_id = c.debtor_id
    WHERE i.ended_on IS NULL AND i.confirmed_on IS NOT NULL AND c.id IN ({marks}) ORDER BY c.id, i.id
"""


class _Pair(NamedTuple):
    case_id: int
    insolvency_id: int


class _Written(NamedTuple):
    case_id: int
    party_id: int
    on: date


class _Case(NamedTuple):
    case_id: int


class _TakenUp(NamedTuple):
    case_id: int
    on: date


class _Beside(NamedTuple):
    case_id: int
    parties: int


def load(database: Database, case_ids: Sequence[int]) -> Mapping[int, tuple[AfterInsolvency, ...]]:
    """Return the proceedings that are over and leave something to do, by case; a case without one is left out."""
    of_debtor = many(database, _OF_DEBTOR, _Pair, case_ids)
    pairs = [*of_debtor, *many(database, _OF_LIABLE, _Pair, case_ids)]
    if not pairs:
        return {}
    recorded = insolvency_rows.of_ids(database, sorted({one.insolvency_id for one in pairs}))
    over = {id_: found for id_, one in recorded.items() if (found := _over(one, database.law)) is not None}
    concerned = sorted({one.case_id for one in pairs if one.insolvency_id in over})
    written = {(one.case_id, one.party_id): one.on for one in many(database, _WRITTEN, _Written, concerned)}
    beside = {one.case_id: one.parties for one in many(database, _BESIDE, _Beside, concerned)}
    taken_up = {one.case_id: one.on for one in many(database, _TAKEN_UP, _TakenUp, concerned)}
    runs = {one.case_id for one in many(database, _RUNS, _Pair, concerned)}
    slated = {one.case_id for one in many(database, _SLATED, _Case, concerned)}
    newest = _newest(of_debtor, over)
    debtors = set(of_debtor)
    found_of: dict[int, list[AfterInsolvency]] = defaultdict(list)
    for pair in dict.fromkeys(pairs):
        if (one := over.get(pair.insolvency_id)) is None:
            continue
        last = written.get((pair.case_id, one.party))
        one = one._replace(
            written=last is not None and last >= one.ended_on,
            # What becomes of somebody beside the debtor ends no case.
            of_debtor=pair in debtors,
            slated=pair.case_id in slated,
            # What goes on in another proceeding, or ended there since, is told by that one.
            taken_up=taken_up.get(pair.case_id, date.min) >= one.ended_on
            or pair.case_id in runs
            or newest.get(pair.case_id) != pair.insolvency_id,
            beside=beside.get(pair.case_id, 0),
        )
        if one.of_debtor or one.window_until is not None:
            found_of[pair.case_id].append(one)
    return {case_id: tuple(some) for case_id, some in found_of.items()}


def _newest(pairs: Sequence[_Pair], over: Mapping[int, AfterInsolvency]) -> dict[int, int]:
    """Return the proceeding of the debtor of each case that was over last."""
    there = [one for one in pairs if one.insolvency_id in over]
    in_order = sorted(there, key=lambda one: (over[one.insolvency_id].ended_on, one.insolvency_id))
    return {one.case_id: one.insolvency_id for one in in_order}


def _over(one: Recorded, law: Book) -> AfterInsolvency | None:
    """Return a proceeding that is over, None for one that counts as if it had never been or that went on as another."""
    proceeding, row = one.proceeding, one.row
    closing, found = proceeding.closing, outcome(proceeding, law.insolvency)
    if found is None or closing is None or proceeding.undone or closing.kind is not EventKind.ENDED:
        return None
    period, until, source = on_clocks(proceeding), None, found.source
    if period is not None and found.effect in _DEMANDED:
        entry = law.limitation.insolvency[_GENERAL][period.regime].applied(period.start)
        if entry.value.after is not None:
            until, source = add(closing.on, entry.value.after), entry.source
    return AfterInsolvency(
        row.kind, row.party_id, row.party, closing.on, source, until, effect=found.effect, end_source=found.source
    )
