"""Which lists there are, by the names that people export them under, and which columns each has."""

from collections.abc import Mapping, Sequence
from typing import Any

from casebook.jobs.lists import of_cases, of_court, of_office, of_post
from casebook.jobs.lists.columns import ListColumn

COLUMNS: Mapping[str, Sequence[ListColumn[Any]]] = {
    "today": of_cases.QUEUE,
    "small-claims": of_cases.QUEUE,
    "expiring": of_cases.QUEUE,
    "neglected": of_cases.QUEUE,
    "cases": of_cases.CASES,
    "figure-cases": of_cases.FIGURE_CASES,
    "closing-behind": of_cases.CLOSING_BEHIND,
    "radar": of_cases.CLOCKS,
    "arrangements": of_cases.PLANS,
    "dispute-list": of_cases.DISPUTES,
    "insolvencies": of_cases.INSOLVENCIES,
    "requests": of_cases.REQUESTS,
    "securities": of_cases.SECURITIES,
    "placements": of_cases.PLACEMENTS,
    "titles": of_court.TITLES,
    "court-days": of_court.COURT_DAYS,
    "bank-inbox": of_post.ENTRIES,
    "bank-decided": of_post.DECIDED,
    "bank-accounts": of_post.ACCOUNTS,
    "differences": of_cases.DIFFERENCES,
    "outbox": of_post.LETTERS,
    "in-tray": of_post.POST,
    "approvals": of_office.APPROVALS,
    "load": of_office.LOAD,
    "people": of_office.PEOPLE,
    "mandates": of_office.MANDATES,
    "books": of_office.BOOKS,
    "timeline": of_office.LINES,
    "read-log": of_office.READ,
    "term-over": of_office.KEPT,
}

_PERSONAL = frozenset({"debtor", "text"})


def is_personal(name: str) -> bool:
    """Tell whether a list names debtors, or says what was written about them: who exports it, read that."""
    return any(column.key in _PERSONAL for column in COLUMNS[name])
