"""Several clocks at once: each debtor, each claim, its interest and its title has its own (BW 3:316-3:319).

An event names whom and what it reaches. What the main debtor receives or acknowledges does not interrupt against a
guarantor or a joint debtor; a notice to a firm (vof) is as a rule meant for its partners too.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.finding import Caution, Finding
from casebook.domain.limitation.answer import Limitation
from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.facts import Act, Event, LimitationFacts, Proof
from casebook.domain.limitation.rules import LimitationRules


class ClockKind(StrEnum):
    """What of a claim a clock is about."""

    PRINCIPAL = "principal"
    INTEREST = "interest"
    TITLE = "title"


class ClockKey(NamedTuple):
    """Which clock: of which claim, which kind of clock on it, against which debtor."""

    claim: str
    kind: ClockKind
    debtor: str


@dataclass(frozen=True, slots=True)
class Reaching:
    """An event with the debtors it reaches, and the claims and kinds of clock; None reaches all of them."""

    event: Event
    debtors: Set[str]
    claims: Set[str] | None = None
    kinds: Set[ClockKind] | None = None

    def is_about(self, key: ClockKey) -> bool:
        """Tell whether the event concerns the claim and the kind of a clock, whoever it reached."""
        return (self.claims is None or key.claim in self.claims) and (self.kinds is None or key.kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: where it starts, and on what it leans.

    `facts` have neither events nor main claim. `main` is the clock that ends this one when it lapses: of the main
    debtor for a guarantor (BW 7:853), of the principal for interest (BW 3:312). `firm` is the firm whose partner
    the debtor is or was.
    """

    facts: LimitationFacts
    main: ClockKey | None = None
    firm: str | None = None


def limitations(
    clocks: Mapping[ClockKey, Clock], events: Sequence[Reaching], rules: LimitationRules
) -> dict[ClockKey, Finding[Limitation]]:
    """Return the finding of every clock; each `main` names a clock that is given and has no `main` on this one."""
    found: dict[ClockKey, Finding[Limitation]] = {}

    def find(key: ClockKey) -> Finding[Limitation]:
        if key not in found:
            main = clocks[key].main
            found[key] = _finding(key, clocks[key], events, rules, find(main) if main else None)
        return found[key]

    return {key: find(key) for key in clocks}


def _finding(
    key: ClockKey,
    clock: Clock,
    events: Sequence[Reaching],
    rules: LimitationRules,
    main: Finding[Limitation] | None,
) -> Finding[Limitation]:
    own = [event.event for event in events if key.debtor in event.debtors and event.is_about(key)]
    through_firm = [event.event for event in events if _meant_for_partner(event, key, clock, rules)]
    # Whether it was meant so is for the court: it counts for the claimed end only.
    meant = [replace(event, proof=Proof.ASSERTED) for event in through_firm]
    facts = replace(clock.facts, events=(*own, *meant)) if own or meant else clock.facts
    finding = limitation(facts, rules, main)
    if not through_firm:
        return finding
    source = rules.meant_for_partners.applied(through_firm[0].day).source
    caution = Caution("limitation.meant_for_partners", {"count": len(through_firm)}, source)
    return finding._replace(warnings=(*finding.warnings, caution))


def _meant_for_partner(event: Reaching, key: ClockKey, clock: Clock, rules: LimitationRules) -> bool:
    """Tell whether a written notice reached only the firm of which the debtor of this clock is a partner."""
    if clock.firm not in event.debtors or key.debtor in event.debtors or not event.is_about(key):
        return False
    act = event.event
    if not isinstance(act, Act) or act.proof is Proof.VOID:
        return False
    return act.kind in rules.meant_for_partners.applied(act.day).value
