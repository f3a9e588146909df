"""What an import came to."""

from collections import Counter
from dataclasses import dataclass, field

from casebook.exchange.reason import Reason
from casebook.store.receivables import Written

_MOST_REASONS = 1000


@dataclass(slots=True)
class Report:
    """A file by what became of its rows; of those that did not come in the first thousand with their reason.

    `items` are the rows that can be used, `proposed` and `absent` what a person is asked to accept, `rated` the claims
    that were there and have rates of VAT now.
    """

    items: int = 0
    added: int = 0
    unchanged: int = 0
    proposed: int = 0
    absent: int = 0
    rated: int = 0
    skipped: int = 0
    refused: int = 0
    reasons: list[Reason] = field(default_factory=list)
    by_code: Counter[str] = field(default_factory=Counter)
    new_creditors: tuple[str, ...] = ()

    def note(self, reason: Reason) -> None:
        """Count a row that does not come in."""
        self.by_code[reason.code] += 1
        if reason.skipped:
            self.skipped += 1
        else:
            self.refused += 1
        if len(self.reasons) < _MOST_REASONS:
            self.reasons.append(reason)

    def add(self, written: Written) -> None:
        """Count a chunk that was written."""
        self.added += written.added
        self.unchanged += written.unchanged
        self.proposed += written.proposed
        self.rated += written.rated
