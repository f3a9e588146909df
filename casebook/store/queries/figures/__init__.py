"""The figures of a team, and the cases behind each number in them."""

from casebook.store.queries.figures.facts import Behind
from casebook.store.queries.figures.reading import Found, behind, figure
from casebook.store.queries.figures.scope import Scope

__all__ = ["Behind", "Found", "Scope", "behind", "figure"]
