"""Signals of placements: an agency that does not report, what waits for an answer, and what it is to be told."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.money import ZERO, Cents
from casebook.domain.parameters import Value
from casebook.domain.placements.facts import Happened
from casebook.domain.placements.standing import PlacementStage, Update
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

_S = PlacementStage


class PlacementMatter(NamedTuple):
    """A placement that is not settled: its agency, its stage since a day, and what is due of it.

    `until` is by when something is expected at its stage. `register_on` is from when its entry in the register is
    looked at, `registered_until` its last day, both None where it needs none. `untold` is what was paid to us and the
    agency was not told of, in cents.
    """

    agency: str
    stage: PlacementStage
    since: date
    until: date | None = None
    update: Update | None = None
    writ: Happened | None = None
    untold: Cents = ZERO
    register_on: date | None = None
    registered_until: date | None = None
    register_source: str = HOUSE_RULE


def signals(facts: "CaseFacts", _rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about each placement; what an agency does not report is the lead's after a while."""
    for one in facts.placements:
        yield from _update(one)
        yield from _at_stage(one)
        if one.writ is not None:
            by = one.writ.until
            said: dict[str, Value] = {"agency": one.agency, "on": one.writ.on}
            late = None if by is None else by + ONE_DAY
            code = "signal.placement_writ" if by is None else "signal.placement_writ_by"
            parameters = said if by is None else {**said, "by": by}
            yield Signal(code, parameters, HOUSE_RULE, by, amber_on=one.writ.on, to_lead_on=late)
        if one.untold:
            yield Signal(
                "signal.placement_tell", {"agency": one.agency, "cents": one.untold}, HOUSE_RULE, amber_on=AT_ONCE
            )
        yield from _registration(one)


def _update(one: PlacementMatter) -> Iterator[Signal]:
    """Yield that a report is overdue, and that the agency is to be chased once that took a while."""
    due = one.update
    if due is None:
        return
    said: dict[str, Value] = {"agency": one.agency, "on": due.due_on}
    late = {"due_on": due.due_on, "amber_on": due.due_on + ONE_DAY, "to_lead_on": due.escalate_on}
    if due.chased_on is not None:
        yield Signal("signal.placement_chased", {**said, "chased_on": due.chased_on}, HOUSE_RULE, **late)
        return
    chased = {**late, "over_on": due.chase_on}
    if due.chase_on > due.due_on:
        yield Signal("signal.placement_overdue", said, HOUSE_RULE, **chased)
    yield Signal(
        "signal.placement_chase",
        said,
        HOUSE_RULE,
        due_on=due.due_on,
        amber_on=due.chase_on,
        to_lead_on=due.escalate_on,
    )


def _at_stage(one: PlacementMatter) -> Iterator[Signal]:
    said: dict[str, Value] = {"agency": one.agency, "on": one.since}
    match one.stage:
        case _S.APPROVED | _S.PREPARED:
            yield Signal("signal.placement_send", said, HOUSE_RULE, due_on=one.since, amber_on=one.since)
        case _S.NEEDS_INFO:
            yield Signal("signal.placement_info", said, HOUSE_RULE, due_on=one.until or one.since, amber_on=one.since)
        case _S.RECALL_ANNOUNCED:
            amber_on = one.since if one.until is None else one.until + ONE_DAY
            yield Signal("signal.placement_recall", said, HOUSE_RULE, due_on=one.until, amber_on=amber_on)
        case _S.RECALLED | _S.CLOSED | _S.RETURNED:
            yield Signal("signal.placement_reconcile", said, HOUSE_RULE, due_on=one.since, amber_on=one.since)
        case _:
            return


def _registration(one: PlacementMatter) -> Iterator[Signal]:
    """Yield that the entry of an agency in the register runs out, or did."""
    until = one.registered_until
    if one.register_on is None:
        return
    if until is None:
        yield Signal("signal.placement_unregistered", {"agency": one.agency}, one.register_source, amber_on=AT_ONCE)
        return
    said: dict[str, Value] = {"agency": one.agency, "until": until}
    over = until + ONE_DAY
    source = one.register_source
    yield Signal("signal.placement_registration", said, source, until, amber_on=one.register_on, over_on=over)
    yield Signal("signal.placement_registration_over", said, source, due_on=until, amber_on=over, to_lead_on=over)
