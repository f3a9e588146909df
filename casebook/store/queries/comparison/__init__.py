"""Agencies, routes and arms compared, and the cases behind each number."""

from casebook.store.queries.comparison.behind import Number, behind, counts
from casebook.store.queries.comparison.drawn import drawn
from casebook.store.queries.comparison.reading import Batch, Found, batches, comparison

__all__ = ["Batch", "Found", "Number", "batches", "behind", "comparison", "counts", "drawn"]
