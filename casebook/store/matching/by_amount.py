"""The cases of which just the amount of an entry is open, or due as a term of an arrangement."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from casebook.domain.matching.candidate import Method
from casebook.domain.matching.facts import Hit
from casebook.domain.matching.rules import MatchingRules
from casebook.domain.money import Cents
from casebook.domain.parameters import Parameters
from casebook.store.database import Database
from casebook.store.matching.entries import Entry, Hits
from casebook.store.rows import many

# An amount that so many have tells nobody from another.
_MOST_SAME_AMOUNT = 5
# About when a term is paid: this long after its day, and so long before it.
_TERM_AFTER, _TERM_BEFORE = timedelta(days=92), timedelta(days=35)

_OF_AMOUNT = "SELECT amount_rank, case_id FROM case_now WHERE band < 9 AND amount_rank IN ({marks})"
_OF_TERM = """
    SELECT i.cents, a.case_id, i.number, i.due_on FROM instalment i JOIN arrangement a ON a.id = i.arrangement_id
    WHERE i.due_on BETWEEN ? AND ? AND i.cents IN ({marks}) AND i.waived_on IS NULL AND a.agreed_on IS NOT NULL
      AND a.superseded_on IS NULL AND a.broken_on IS NULL AND a.completed_on IS NULL AND a.withdrawn_on IS NULL
"""


class _OpenAmount(NamedTuple):
    amount_rank: int
    case_id: int


class _DueTerm(NamedTuple):
    cents: int
    case_id: int
    number: int
    due_on: date


def by_amount(database: Database, entries: Sequence[Entry], rules: MatchingRules, hits: Hits) -> None:
    """Find the cases of which just this is open, or a term of an arrangement; what many have says nothing."""
    if not entries:
        return
    amounts = sorted({entry.rest for entry in entries})
    of_amount: dict[int, list[int]] = defaultdict(list)
    for one in many(database, _OF_AMOUNT, _OpenAmount, [-amount for amount in amounts]):
        of_amount[-one.amount_rank].append(one.case_id)
    first = min(entry.value_on for entry in entries) - _TERM_AFTER
    last = max(entry.value_on for entry in entries) + _TERM_BEFORE
    of_term: dict[int, dict[int, _DueTerm]] = defaultdict(dict)
    for term in many(database, _OF_TERM, _DueTerm, amounts, (first, last)):
        of_term[term.cents].setdefault(term.case_id, term)
    for entry in entries:
        own = hits[entry.entry_id]
        whole = of_amount.get(entry.rest, ())
        if len(whole) <= _MOST_SAME_AMOUNT:
            for case_id in whole:
                said = {"amount": Cents(entry.rest)}
                own.append(Hit(case_id, Method.EXACT_SUM, rules.amount_alone, "bank.why_all_open", said))
        terms = of_term.get(entry.rest, {})
        if len(terms) <= _MOST_SAME_AMOUNT:
            for case_id, term in terms.items():
                said_term: Parameters = {"number": term.number, "on": term.due_on, "amount": Cents(term.cents)}
                own.append(Hit(case_id, Method.TERM_AMOUNT, rules.amount_alone, "bank.why_term", said_term))
