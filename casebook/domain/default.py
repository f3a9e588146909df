"""The first day of default (verzuim), from how the term of payment was agreed: BW 6:82, 6:83 and 6:119a.

Interest, collection costs and the 14-day letter start on it; where it cannot be told they abstain.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.calendar import ONE_DAY, Holidays, Term, last_day
from casebook.domain.capacity import Capacity
from casebook.domain.dated import Dated, Entry
from casebook.domain.finding import NO_PARAMETERS, Caution, Finding, Step
from casebook.domain.statutory_term import StatutoryTermRules, statutory_term
from casebook.errors import Refused


class Agreed(StrEnum):
    """Where the last day of payment comes from."""

    CONTRACT = "contract"
    CONDITIONS = "conditions"
    INVOICE = "invoice"
    NONE = "none"
    LAW = "law"


class Notice(NamedTuple):
    """A written notice of default (ingebrekestelling): when it was received, and the last day it gives."""

    received_on: date | None
    last_day: date


@dataclass(frozen=True, slots=True)
class DefaultFacts:
    """How payment was agreed and what happened since; None is not known, or did not happen.

    `due_on` is the last day of payment by `agreed`. `refused_on` is the day the debtor stated that he will not pay.
    Between businesses: `large_debtor_small_creditor`, and `long_term_express` if a term above the longest was agreed
    in so many words and is fair.
    """

    capacity: Capacity
    agreed: Agreed
    due_on: date | None = None
    invoice_received_on: date | None = None
    notice: Notice | None = None
    refused_on: date | None = None
    large_debtor_small_creditor: bool | None = None
    long_term_express: bool | None = None


@dataclass(frozen=True, slots=True)
class DefaultRules:
    """The rules of default: `fatal` names the agreements that make a term fatal.

    Between businesses `statutory_term` holds where nothing was agreed; more than `longest_term` can be agreed only
    expressly, more than `longest_small_term` not at all by a large debtor with a small or medium creditor. `atw`
    extends the statutory term.
    """

    fatal: Dated[Set[str]]
    statutory_term: Dated[Term]
    longest_term: Dated[Term]
    longest_small_term: Dated[Term]
    atw: StatutoryTermRules


class _Ground(NamedTuple):
    """A ground for default: the steps that lead to its first day, and what to beware of where it is what counts."""

    steps: tuple[Step[Any], ...]
    cautions: tuple[Caution, ...] = ()

    @property
    def default_on(self) -> date | None:
        first_day: date | None = self.steps[-1].after
        return first_day


def default_date(facts: DefaultFacts, rules: DefaultRules, holidays: Holidays) -> Finding[date | None]:
    """Return the first day of default; None where no ground for it is known: step and warnings say why.

    The earliest of these counts: the end of a fatal term (6:83 a) or of the statutory one of 6:119a, the end of
    the term in a notice of default that was received (6:82), the statement that the debtor will not pay (6:83 c).
    Raises `Refused` where a notice ends no later than it was received.
    """
    notice = facts.notice
    if notice and notice.received_on and notice.last_day <= notice.received_on:
        raise Refused("default.notice_without_term", source="BW 6:82 lid 1", **notice._asdict())
    grounds = [ground for ground in (_term(facts, rules, holidays), _notice(facts), _refusal(facts)) if ground]
    ground = min(grounds, key=lambda ground: ground.default_on or date.max, default=_Ground((_missing(facts, rules),)))
    return Finding(ground.default_on, ground.steps, (*_cautions(facts, rules, ground.default_on), *ground.cautions))


def _term(facts: DefaultFacts, rules: DefaultRules, holidays: Holidays) -> _Ground | None:
    fatal = _fatal(facts, rules)
    if fatal is not None:
        return _agreed(facts, rules, fatal, holidays)
    if facts.capacity is Capacity.CONSUMER:
        return None
    statutory = _statutory(facts, rules, holidays)
    if statutory and facts.due_on and facts.due_on >= (statutory.default_on or date.max):
        source = statutory.steps[0].source
        longer = Step(
            "default.invoice_term_longer", {"due_on": facts.due_on}, source, facts.due_on, _after(facts.due_on)
        )
        return _Ground((*statutory.steps, longer))
    return statutory


def _fatal(facts: DefaultFacts, rules: DefaultRules) -> Entry[Set[str]] | None:
    """Return the rule that makes the term fatal, None where it was set by one side only or not at all."""
    entry = rules.fatal.in_force(facts.due_on or date.max)
    return entry if entry is not None and facts.agreed in entry.value else None


def _agreed(facts: DefaultFacts, rules: DefaultRules, fatal: Entry[Set[str]], holidays: Holidays) -> _Ground | None:
    """Return the ground of a fatal term; between businesses the statutory term replaces one that is too long."""
    due_on, large_debtor = facts.due_on, facts.large_debtor_small_creditor
    if due_on is None:
        return None
    agreed = Step(
        "default.agreed_term", {"agreed": facts.agreed, "due_on": due_on}, fatal.source, due_on, _after(due_on)
    )
    if facts.capacity is Capacity.CONSUMER:
        return _Ground((agreed,))
    may_be_long = facts.long_term_express and not large_debtor
    longest = None if may_be_long else _longest_exceeded(facts, rules, small=large_debtor is True)
    if longest is None:
        small = _longest_exceeded(facts, rules, small=True) if large_debtor is None else None
        unless = (Caution("default.unless_large_debtor", {"longest": small.value}, small.source),) if small else ()
        return _Ground((agreed,), unless)
    parameters = {"due_on": due_on, "longest": longest.value, "received_on": facts.invoice_received_on}
    too_long = Step("default.term_too_long", parameters, longest.source, due_on, None)
    statutory = _statutory(facts, rules, holidays) or _Ground(())
    cautions = statutory.cautions
    if not large_debtor and facts.long_term_express is None:
        cautions = (*cautions, Caution("default.unless_express", {"due_on": due_on}, longest.source))
    return _Ground((agreed, too_long, *statutory.steps), cautions)


def _longest_exceeded(facts: DefaultFacts, rules: DefaultRules, *, small: bool) -> Entry[Term] | None:
    """Return the longest term that may be agreed if the agreed one is longer; None where that cannot be told."""
    received_on, due_on = facts.invoice_received_on, facts.due_on
    if received_on is None or due_on is None:
        return None
    entry = (rules.longest_small_term if small else rules.longest_term).in_force(received_on)
    return entry if entry is not None and due_on > last_day(received_on, entry.value) else None


def _statutory(facts: DefaultFacts, rules: DefaultRules, holidays: Holidays) -> _Ground | None:
    """Return the ground of BW 6:119a: a term from the day after receipt of the invoice, extended by the Atw."""
    received_on = facts.invoice_received_on
    entry = rules.statutory_term.in_force(received_on) if received_on else None
    if received_on is None or entry is None:
        return None
    found = statutory_term(received_on, entry.value, rules.atw, holidays)
    counted, *extended = found.steps
    parameters = {"received_on": received_on, "term": entry.value, "last_day": counted.after}
    steps = (
        Step("default.statutory_term", parameters, entry.source, received_on, _after(counted.after)),
        *(step._replace(after=_after(step.after)) for step in extended),
    )
    if found.value == counted.after:
        return _Ground(steps)
    ends = {"unextended": counted.after, "last_day": found.value}
    return _Ground(steps, (Caution("default.extended", ends, "Atw art. 1"),))


def _notice(facts: DefaultFacts) -> _Ground | None:
    notice = facts.notice
    if notice is None or notice.received_on is None:
        return None
    default_on = _not_before_due(_after(notice.last_day), facts)
    parameters = {**notice._asdict(), "due_on": facts.due_on}
    step = Step("default.notice", parameters, "BW 6:82 lid 1", notice.received_on, default_on)
    return _Ground((step,), (Caution("default.notice_to_judge", NO_PARAMETERS, "BW 6:82 lid 1"),))


def _refusal(facts: DefaultFacts) -> _Ground | None:
    if facts.refused_on is None:
        return None
    default_on = _not_before_due(facts.refused_on, facts)
    parameters = {"refused_on": facts.refused_on, "due_on": facts.due_on}
    step = Step("default.refused", parameters, "BW 6:83 onder c", facts.refused_on, default_on)
    return _Ground((step,), (Caution("default.refusal_to_judge", NO_PARAMETERS, "BW 6:83 onder c"),))


def _not_before_due(day: date, facts: DefaultFacts) -> date:
    """Return `day`, or the day after the last day of payment if that is later: before it nothing can be demanded."""
    return day if facts.due_on is None else max(day, _after(facts.due_on))


def _after(day: date) -> date:
    return day + ONE_DAY


def _missing(facts: DefaultFacts, rules: DefaultRules) -> Step[None]:
    """Return the step that says why there is no ground."""
    fatal = _fatal(facts, rules)
    if fatal is not None:
        return Step("default.due_day_missing", {"agreed": facts.agreed}, fatal.source, None, None)
    if facts.capacity is Capacity.CONSUMER:
        return Step("default.no_fatal_term", {"agreed": facts.agreed}, "BW 6:82 lid 1", None, None)
    first = rules.statutory_term.first
    if facts.invoice_received_on is None:
        return Step("default.receipt_missing", NO_PARAMETERS, first.source, None, None)
    return Step("default.before_statutory_term", {"since": first.start}, first.source, None, None)


def _cautions(facts: DefaultFacts, rules: DefaultRules, default_on: date | None) -> Iterator[Caution]:
    """Tell what to beware of whichever ground counts."""
    if default_on is None:
        yield Caution("default.send_notice", NO_PARAMETERS, "BW 6:82 lid 1")
    if facts.notice and facts.notice.received_on is None:
        yield Caution("default.notice_not_received", NO_PARAMETERS, "BW 3:37 lid 3")
    if facts.agreed is Agreed.INVOICE and facts.capacity is Capacity.CONSUMER and _fatal(facts, rules) is None:
        source = rules.fatal.applied(facts.due_on or date.max).source
        yield Caution("default.invoice_term_not_fatal", NO_PARAMETERS, source)
