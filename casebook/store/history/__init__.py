"""The past of an office, written in bulk: one module for each kind of record."""

from casebook.store.history.records import Left, Source, Told
from casebook.store.history.writing import Start, Written, begin, try_out, write

__all__ = ["Left", "Source", "Start", "Told", "Written", "begin", "try_out", "write"]
