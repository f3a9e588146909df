"""What a proceeding is for the clocks of its debtor: a regime from its first day to its last, or nothing."""

from casebook.domain.insolvency.facts import REGISTERED, EndKind, EventKind, Proceeding
from casebook.domain.limitation.facts import Insolvency


def on_clocks(of: Proceeding) -> Insolvency | None:
    """Return a confirmed proceeding as it bears on a clock; None for another kind, and for one that was undone.

    A proceeding that goes on as another ends for the clocks on the day of its conversion. A clean slate that was
    withdrawn counts no more (Fw 358a).
    """
    started_on, closing = of.started_on, of.closing
    if of.kind not in REGISTERED or of.confirmed_on is None or started_on is None or of.undone:
        return None
    slate = closing is not None and closing.outcome is EndKind.CLEAN_SLATE
    withdrawn = of.last(EventKind.SLATE_WITHDRAWN) is not None
    return Insolvency(of.kind, started_on, closing.on if closing else None, slate and not withdrawn)
