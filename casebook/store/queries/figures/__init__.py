"""The figures of a team, and the cases behind each number in them."""

from casebook.store.queries.figures.facts import Behind, Of
from casebook.store.queries.figures.reading import Found, behind, figure, of_cases
from casebook.store.queries.figures.scope import Scope

__all__ = ["Behind", "Found", "Of", "Scope", "behind", "figure", "of_cases"]
