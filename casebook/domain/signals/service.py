"""Signals of a suspended service: the day it was announced for, what asks to lift it, and who is to be told."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.kinds import LetterKind
from casebook.domain.service import LIFTABLE, Reason, ServiceState
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

# For so long it is told that nobody wrote that a suspension was lifted: after that he has noticed.
_TOLD_FOR = timedelta(days=14)


class ServiceMatter(NamedTuple):
    """A suspension of a service as it stands on the day, and why it has to be lifted, what is so for longest first.

    `to_tell` is the letter that nobody wrote yet, about what is so since `since`.
    """

    service: str
    state: ServiceState
    effect_on: date | None
    reasons: tuple[Reason, ...] = ()
    to_tell: LetterKind | None = None
    since: date | None = None


def signals(facts: "CaseFacts", _: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about a suspension, also in a closed case: somebody goes without."""
    for matter in facts.services:
        if matter.state in LIFTABLE and matter.reasons:
            yield _ended(matter)
        elif matter.state is ServiceState.ANNOUNCED and matter.effect_on is not None:
            on = matter.effect_on
            yield Signal("signal.service_decide", {"service": matter.service, "on": on}, HOUSE_RULE, on, amber_on=on)
        if matter.to_tell is not None and matter.since is not None:
            over_on = matter.since + _TOLD_FOR if matter.state is ServiceState.LIFTED else None
            said = {"letter": f"letter_kind_{matter.to_tell.value}"}
            yield Signal("signal.service_tell", said, HOUSE_RULE, matter.since, amber_on=matter.since, over_on=over_on)


def _ended(matter: ServiceMatter) -> Signal:
    """Return that a suspension has no ground any more: that is seen to the same day, or the lead hears of it."""
    first = matter.reasons[0]
    on = first.since if matter.since is None else max(first.since, matter.since)
    in_effect = matter.state is ServiceState.IN_EFFECT
    said = {"service": matter.service, "ground": f"lift_{first.ground.value}"}
    code = "signal.service_lift" if in_effect else "signal.service_withdraw"
    return Signal(code, said, HOUSE_RULE, on, amber_on=on, to_lead_on=on + ONE_DAY)
