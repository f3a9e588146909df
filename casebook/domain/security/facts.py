"""What is recorded of a security: its kind, its value, and what happened with it. Nothing here is derived.

A guarantor is a liable party with a clock of his own, and credit insurance a policy with its covers: neither is a
security that is recorded here once more.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.money import ZERO, Cents


class SecurityKind(StrEnum):
    """What we can take for what we are owed, or keep."""

    PLEDGE = "pledge"
    MORTGAGE = "mortgage"
    RETENTION_OF_TITLE = "retention_of_title"
    RECLAMATION = "reclamation"
    BANK_GUARANTEE = "bank_guarantee"
    DEPOSIT = "deposit"


class SecurityEventKind(StrEnum):
    """What happened with a security. `term_set`: the trustee set a term to exercise it."""

    VERIFIED = "verified"
    TERM_SET = "term_set"
    INVOKED = "invoked"
    STAYED = "stayed"
    RESUMED = "resumed"
    PROCEEDS = "proceeds"
    REALISED = "realised"
    LAPSED = "lapsed"
    RELEASED = "released"
    NOTE = "note"
    VOID = "void"


_K, _E = SecurityKind, SecurityEventKind
# Those that go before others on the same thing, by their rank.
RANKED = frozenset({_K.PLEDGE, _K.MORTGAGE})
# Those of which goods are the thing, which lie with the debtor.
OF_GOODS = frozenset({_K.RETENTION_OF_TITLE, _K.RECLAMATION})
# What a cooling-off stops: taking what lies in the estate (Fw 63a).
STAYED_BY_COOLING_OFF = RANKED | OF_GOODS
# Those for which a trustee may set a term (Fw 58).
WITH_TERM = RANKED
# Those of which the interest may be covered too.
BEARING = frozenset({_K.PLEDGE, _K.MORTGAGE, _K.BANK_GUARANTEE, _K.DEPOSIT})
# After these it is over.
OVER = frozenset({_E.REALISED, _E.LAPSED, _E.RELEASED})
# Those that last, or give until when something is to be done; a term must say until when.
LASTING = frozenset({_E.TERM_SET, _E.STAYED})
# What a person records by itself; proceeds come with their payment.
RECORDED = tuple(one for one in _E if one not in (_E.PROCEEDS, _E.VOID))


class SecurityHappened(NamedTuple):
    """An event by its day; `cents` is what came in where that was not sent back, `voids` the event it takes away."""

    id: int
    kind: SecurityEventKind
    on: date
    until: date | None = None
    cents: Cents = ZERO
    voids: int | None = None


class Security(NamedTuple):
    """A security: what it is worth before the haircut (percent, None for that of the house), and what stands of it.

    `since` is the day on which a pledge or mortgage was created, where known.
    """

    kind: SecurityKind
    value: Cents | None
    haircut: Decimal | None
    since: date | None
    expires_on: date | None
    events: tuple[SecurityHappened, ...] = ()

    def last(self, *kinds: SecurityEventKind) -> SecurityHappened | None:
        """Return the last event of some kinds, None without one."""
        return next((one for one in reversed(self.events) if one.kind in kinds), None)

    @property
    def over(self) -> SecurityHappened | None:
        """What ended it, None while it is there."""
        return self.last(*OVER)

    @property
    def proceeds(self) -> Cents:
        """What came in of it so far."""
        return Cents(sum(one.cents for one in self.events if one.kind is SecurityEventKind.PROCEEDS))


def standing_events(events: Iterable[SecurityHappened]) -> tuple[SecurityHappened, ...]:
    """Return the events that no other one voids, by their days; what voids another may be void itself."""
    stands: list[SecurityHappened] = []
    void: set[int] = set()
    for one in sorted(events, key=lambda each: each.id, reverse=True):
        if one.id in void:
            continue
        stands.append(one)
        if one.voids is not None:
            void.add(one.voids)
    left = [one for one in stands if one.kind is not SecurityEventKind.VOID]
    return tuple(sorted(left, key=lambda one: (one.on, one.id)))
