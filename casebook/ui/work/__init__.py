"""Work on a case: one function for each key that acts on one, in modules that are imported when they are needed.

A function takes the desk and the card of the case, asks what it has to ask, and returns whether anything was done.
"""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING

from casebook.ui.desk import Desk

if TYPE_CHECKING:
    from casebook.store.queries.case import CaseCard

Work = Callable[[Desk, "CaseCard"], Awaitable[bool]]

# What changes nothing.
READING = frozenset({"explain", "payoff", "documents"})
# What is done on all cases that are marked.
OF_MANY = frozenset({"note", "next", "snooze", "hold", "hand_over", "tag", "proposals", "placement"})
# The key that does the last piece of work once more, on the case that is chosen now; nothing of money or law does.
REPEAT = "repeat"
REPEATED = (OF_MANY - {"proposals", "placement"}) | {"contact", "evidence"}
_MODULES = {
    "contact": "contact",
    "note": "contact",
    "next": "planning",
    "snooze": "planning",
    "hold": "holds",
    "hand_over": "owner",
    "tag": "tags",
    "assessment": "assessment",
    "evidence": "evidence",
    "sales": "sales",
    "life": "life",
    "limitation": "limitation",
    "money": "money",
    "vat": "vat",
    "dispute": "dispute",
    "insolvency": "insolvency",
    "arrangement": "arrangement",
    "debtor": "debtor",
    "security": "security",
    "placement": "placement",
    "court": "court",
    "proposals": "proposals",
    "explain": "explain",
    "payoff": "payoff",
    "letter": "letters",
    "documents": "case_documents",
}


def named(name: str) -> Work:
    """Return the work with a name."""
    work: Work = getattr(import_module(f"casebook.ui.work.{_MODULES[name]}"), name)
    return work
