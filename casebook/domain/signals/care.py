"""Signals of what is owed to the person behind the debt: his requests, his vulnerability, and his estate."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.signals.signal import AT_ONCE, Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts
    from casebook.domain.signals.rules import SignalRulesOn

_CLOSED = "closed"


class OpenRequest(NamedTuple):
    """A complaint or request about data that waits for its answer."""

    kind: str
    received_on: date
    answer_by: date
    acknowledge_by: date | None
    source: str


class OpenEstate(NamedTuple):
    """An estate that is not settled; `respite_until`: until when it is left alone, unless all heirs accepted purely.

    `claimed`: the debt was filed with whoever settles it, or demanded of the heirs.
    """

    died_on: date
    respite_until: date
    find_heirs_by: date
    heirs: int
    all_pure: bool
    claimed: bool = False


class Care(NamedTuple):
    """What is owed to the debtor of a case. `vulnerable_until` are the days until which consents hold."""

    requests: tuple[OpenRequest, ...] = ()
    estate: OpenEstate | None = None
    vulnerable_until: tuple[date, ...] = ()


NOTHING_OWED = Care()


def signals(facts: "CaseFacts", _: "SignalRulesOn") -> Iterator[Signal]:
    """Yield what is to be answered, also in a closed case, and what else is to be seen to in one that is not."""
    care = facts.care
    for request in care.requests:
        if request.acknowledge_by is not None:
            yield Signal(
                "signal.request_acknowledge",
                {"kind": request.kind, "by": request.acknowledge_by},
                HOUSE_RULE,
                due_on=request.acknowledge_by,
                amber_on=request.received_on,
            )
        yield Signal(
            "signal.request_answer",
            {"kind": request.kind, "by": request.answer_by},
            request.source,
            due_on=request.answer_by,
            amber_on=request.received_on,
            to_lead_on=request.answer_by + ONE_DAY,
        )
    if facts.state == _CLOSED:
        return
    if care.estate is not None:
        yield from _estate(care.estate)
    for until in care.vulnerable_until:
        ended_on = until + ONE_DAY
        yield Signal("signal.vulnerable_ended", {"until": until}, HOUSE_RULE, due_on=ended_on, amber_on=ended_on)


def _estate(estate: OpenEstate) -> Iterator[Signal]:
    if not estate.heirs:
        by = estate.find_heirs_by
        yield Signal("signal.find_heirs", {"by": by}, HOUSE_RULE, due_on=by, amber_on=estate.died_on)
    if estate.claimed:
        return
    if estate.all_pure:
        yield Signal("signal.heirs_liable", {}, "BW 4:182 lid 2; BW 4:185", amber_on=AT_ONCE)
    else:
        on = estate.respite_until + ONE_DAY
        yield Signal("signal.estate_open", {"on": on}, "BW 4:185", due_on=on, amber_on=on)
