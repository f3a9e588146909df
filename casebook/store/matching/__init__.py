"""What entries of the bank may be, kept as rows of the bank inbox."""

from casebook.store.matching.following import follow
from casebook.store.matching.refresh import refresh_entries

__all__ = ["follow", "refresh_entries"]
