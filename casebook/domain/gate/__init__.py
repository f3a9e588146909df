"""The gate: nothing leaves that it refuses. It is asked when a letter is prepared, released and sent."""

from casebook.domain.gate.checking import check, leaves_by, let_pass, may_release_itself, refused
from casebook.domain.gate.facts import (
    NOTHING_DONE,
    AddressState,
    Block,
    ClaimNow,
    Earlier,
    Estate,
    GateFacts,
    Held,
    Insolvency,
    Representative,
)
from casebook.domain.gate.outgoing import Outgoing
from casebook.domain.gate.rules import GateRules, HouseRules, Represented, Writing
from casebook.domain.gate.stop import Authority, Severity, Stop

__all__ = [
    "NOTHING_DONE",
    "AddressState",
    "Authority",
    "Block",
    "ClaimNow",
    "Earlier",
    "Estate",
    "GateFacts",
    "GateRules",
    "Held",
    "HouseRules",
    "Insolvency",
    "Outgoing",
    "Representative",
    "Represented",
    "Severity",
    "Stop",
    "Writing",
    "check",
    "leaves_by",
    "let_pass",
    "may_release_itself",
    "refused",
]
