"""Facts of an ordinary case, of which a test names what it is about."""

from datetime import date
from typing import Any

from casebook.domain.limitation.clocks import ClockKind
from casebook.domain.money import Cents
from casebook.domain.signals.clock_state import ClockState
from casebook.domain.signals.facts import CaseFacts, ClockNow, NextAction
from tests.domain.signals.strategies import DAY, KIND

FAR = date(2030, 1, 1)


def clock(safe_until: date | None = FAR, **others: Any) -> ClockNow:
    """A running clock of an ordinary contract, the debtor at a verified address in the country."""
    known: dict[str, Any] = {
        "claim": 1,
        "number": "7001",
        "debtor": 1,
        "kind": ClockKind.PRINCIPAL,
        "state": ClockState.RUNNING,
        "safe_until": safe_until,
        "claimed_until": safe_until,
        "term_days": 1826,
        "open_cents": Cents(3_480_00),
        "placed": False,
        "abroad": False,
        "address_verified": True,
        "letter_sent_on": None,
        "holds_until": None,
    }
    return ClockNow(**known | others)


def case(*clocks: ClockNow, **others: Any) -> CaseFacts:
    """An open case that was worked today and has its next action years from now."""
    known: dict[str, Any] = {
        "state": "open",
        "next_action": NextAction(FAR, KIND),
        "holds": (),
        "open_cents": Cents(3_480_00),
        "debtor_open_cents": Cents(3_480_00),
        "moves": 0,
        "last_outward_on": DAY,
        "sleeping": False,
        "owner_active": True,
        "proposals": 0,
    }
    return CaseFacts(clocks=clocks, **known | others)
