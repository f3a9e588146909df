"""The past of an office that already runs: events, payments, parties and what else has its kind in `KINDS`."""

from casebook.exchange.history.kinds import KINDS, HistoryKind

__all__ = ["KINDS", "HistoryKind"]
