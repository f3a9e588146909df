"""Signals of insolvency: what waits for a person, what is filed, looked up or decided by a day, and what was passed."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from casebook.domain.calendar import ONE_DAY, Term, add, add_working_days
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.dues import DateKind, Due
from casebook.domain.insolvency.facts import Kind
from casebook.domain.money import ZERO, Cents
from casebook.domain.parameters import Value
from casebook.domain.signals.rules import SignalRulesOn
from casebook.domain.signals.signal import AT_ONCE, Signal

if TYPE_CHECKING:
    from casebook.domain.signals.facts import CaseFacts

_CLOSED = "closed"
_FILE_BESIDE = {
    "signal.insolvency_file": "signal.insolvency_file_beside",
    "signal.insolvency_file_passed": "signal.insolvency_file_beside_passed",
    "signal.insolvency_file_house": "signal.insolvency_file_beside_house",
}


class KnownSince(NamedTuple):
    """Whose insolvency is known by something else than a proceeding, since and until when; None is not known."""

    name: str
    since: date | None
    until: date | None


class ProceedingMatter(NamedTuple):
    """A proceeding of the debtor, or of him who is named by `beside` and is liable too, and the days that follow.

    `signalled_on` is since when it waits for a person to confirm it. `hidden_on` is from when the register shows it no
    more if it ended when it was expected to, None for what no register shows. `filed`: our claims were filed; `shown`:
    there is a document of its end. `estate`: what is owed by the estate itself, and was not filed with it yet.
    `before`: there is no proceeding yet, it is known by an event of the clocks, who acts, or a track; then the kind may
    be None.
    """

    kind: Kind | None
    signalled_on: date | None
    dues: tuple[Due, ...]
    hidden_on: date | None = None
    filed: bool = False
    shown: bool = False
    beside: str = ""
    estate: Cents = ZERO
    before: KnownSince | None = None


def signals(facts: "CaseFacts", rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is to be done about each proceeding of the debtor, but in a case that is closed."""
    if facts.state == _CLOSED:
        return
    for one in facts.proceedings:
        if one.before is not None:
            yield _before_proceedings(one.kind, one.before)
            continue
        if one.signalled_on is not None:
            on = one.signalled_on
            yield Signal("signal.insolvency_confirm", {"kind": one.kind}, HOUSE_RULE, due_on=on, amber_on=on)
            continue
        if one.beside:
            yield from _beside(one, rules)
            continue
        if one.estate:
            yield Signal(
                "signal.insolvency_estate", {"kind": one.kind, "cents": one.estate}, HOUSE_RULE, amber_on=AT_ONCE
            )
        for due in one.dues:
            told = _TOLD.get(due.kind)
            if told is not None:
                yield from told(one, due, rules)


def _before_proceedings(kind: Kind | None, known: KnownSince) -> Signal:
    """Return that a proceeding is to be recorded: without it no day that follows from it is guarded."""
    over_on = None if known.until is None else known.until + ONE_DAY
    said: dict[str, Value] = {"name": known.name}
    code = "signal.insolvency_before_some"
    if kind is not None and known.since is None:
        code, said = "signal.insolvency_before", {**said, "kind": kind}
    elif kind is not None:
        code, said = "signal.insolvency_before_since", {**said, "kind": kind, "since": known.since}
    return Signal(code, said, HOUSE_RULE, amber_on=AT_ONCE, over_on=over_on)


def _beside(one: ProceedingMatter, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield until when claims are filed in the proceeding of somebody who is liable too, as far as they were not."""
    for due in one.dues if not one.filed else ():
        told = _TOLD.get(due.kind)
        for signal in told(one, due, rules) if told is not None else ():
            if (code := _FILE_BESIDE.get(signal.code)) is not None:
                yield signal._replace(code=code, parameters={"kind": one.kind, "name": one.beside, "on": due.on})


def _file(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield until when claims are filed; what comes later is not handled, so after it the lead decides."""
    if one.filed:
        return
    yield _in_time("signal.insolvency_file", one, due, _working(due.on, rules.leads.court_date, rules), rules)
    since = due.on + ONE_DAY
    code = "signal.insolvency_file_passed"
    yield Signal(code, _said(one, due), due.source, due_on=due.on, amber_on=since, to_lead_on=since)


def _house_term(one: ProceedingMatter, due: Due, _rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield what the house does by a day of its own, from the start; once that passed it is the lead's too."""
    code, since = "signal.insolvency_file_house", due.on + ONE_DAY
    yield Signal(code, _said(one, due), due.source, due_on=due.on, amber_on=AT_ONCE, to_lead_on=since)


def _receipt(one: ProceedingMatter, due: Due, _rules: SignalRulesOn) -> Iterator[Signal]:
    since = due.on + ONE_DAY
    code = "signal.insolvency_receipt"
    yield Signal(code, _said(one, due), due.source, due_on=due.on, amber_on=since, to_lead_on=since)


def _estate(one: ProceedingMatter, due: Due, _rules: SignalRulesOn) -> Iterator[Signal]:
    since = due.on + ONE_DAY
    code = "signal.insolvency_estate_unpaid"
    yield Signal(code, _said(one, due), due.source, due_on=due.on, amber_on=since, to_lead_on=since)


def _secure(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield what is lost to who comes late: goods that are ours go the way of the estate.

    The term is the house's own. Long after it what could go is gone: then it is an obligation that was broken, and no
    longer stands before what is still lost by a day. A security that is registered has days of its own.
    """
    said, over_on = _said(one, due), add(due.on, rules.leads.security_to_invoke) + ONE_DAY
    code = "signal.insolvency_secure"
    yield Signal(code, said, due.source, due.on, AT_ONCE, AT_ONCE, due.on, over_on)
    code = "signal.insolvency_secure_passed"
    yield Signal(code, said, due.source, due_on=due.on, amber_on=over_on, to_lead_on=over_on)


def _contested(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    yield _in_time(f"signal.insolvency_{due.kind}", one, due, _working(due.on, rules.leads.court_date, rules), rules)


def _object(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    yield _in_time("signal.insolvency_object", one, due, _working(due.on, rules.leads.court_date, rules), rules)


def _liability(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield until when a director is held liable; it is the lead's, as any claim that lapses, until it is decided."""
    red_on = _before(due.on, rules.leads.limitation)
    amber_on = red_on - (due.on - red_on)
    said, to_lead_on = _said(one, due), _before(due.on, rules.leads.without_letter)
    yield Signal("signal.insolvency_liability", said, due.source, due.on, red_on, amber_on, to_lead_on)


def _meeting(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    amber_on = _working(due.on, rules.leads.docket, rules)
    code, over_on = f"signal.insolvency_{due.kind}", due.on + ONE_DAY
    yield Signal(code, _said(one, due), due.source, due_on=due.on, amber_on=amber_on, over_on=over_on)


def _cooling_off(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield that what is ours can be taken soon, and for as long again after that."""
    amber_on = _before(due.on, rules.leads.security_to_invoke)
    over_on = due.on + (due.on - amber_on) + ONE_DAY
    code = "signal.insolvency_cooling_off"
    yield Signal(code, _said(one, due), due.source, due_on=due.on, amber_on=amber_on, over_on=over_on)


def _end(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield that nobody recorded the end that was expected: it is urgent while the register still shows it."""
    red_on = None if one.hidden_on is None else _before(one.hidden_on, rules.leads.register)
    since = due.on + ONE_DAY
    yield Signal(
        "signal.insolvency_end",
        _said(one, due),
        due.source,
        due_on=due.on,
        red_on=red_on,
        amber_on=since if red_on is None else min(since, red_on),
    )


def _visible(one: ProceedingMatter, due: Due, rules: SignalRulesOn) -> Iterator[Signal]:
    """Yield that the end is proven by what the register shows, which soon it does no more."""
    if not one.shown:
        amber_on, over_on = _before(due.on, rules.leads.register), due.on + ONE_DAY
        code = "signal.insolvency_visible"
        yield Signal(code, _said(one, due), due.source, due_on=due.on, amber_on=amber_on, over_on=over_on)


def _step(one: ProceedingMatter, due: Due, _rules: SignalRulesOn) -> Iterator[Signal]:
    yield Signal(f"signal.insolvency_{due.kind}", _said(one, due), due.source, due_on=due.on, amber_on=due.on)


def _in_time(code: str, one: ProceedingMatter, due: Due, red_on: date, rules: SignalRulesOn) -> Signal:
    """Return what is worth nothing after its day: the lead is told when half of the time in the first band is over."""
    amber_on, to_lead_on = red_on - (due.on - red_on), _working(due.on, rules.leads.docket, rules)
    return Signal(code, _said(one, due), due.source, due.on, red_on, amber_on, to_lead_on, due.on + ONE_DAY)


def _working(day: date, lead: int, rules: SignalRulesOn) -> date:
    return add_working_days(day, -lead, rules.holidays)


def _before(day: date, lead: Term) -> date:
    return add(day, Term(-lead.amount, lead.unit))


def _said(one: ProceedingMatter, due: Due) -> dict[str, Value]:
    return {"kind": one.kind, "on": due.on}


_Told = Callable[[ProceedingMatter, Due, SignalRulesOn], Iterator[Signal]]
# The days about a balance and a proposal are told with the requests.
_TOLD: dict[DateKind, _Told] = {
    DateKind.BAR_DATE: _file,
    DateKind.OBJECT: _object,
    DateKind.LIABILITY: _liability,
    DateKind.MEETING: _meeting,
    DateKind.CREDITORS_MEETING: _meeting,
    DateKind.COOLING_OFF: _cooling_off,
    DateKind.END: _end,
    DateKind.VISIBLE: _visible,
    DateKind.DEPOSIT: _step,
    DateKind.INSPECT: _step,
    DateKind.DECIDE: _step,
    DateKind.SECURE: _secure,
    DateKind.FILE: _house_term,
    DateKind.RECEIPT: _receipt,
    DateKind.CONTESTATION: _contested,
    DateKind.OBJECTION: _contested,
    DateKind.ESTATE: _estate,
}
