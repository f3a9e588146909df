"""The first day of default (verzuim), from how the term of payment was agreed: BW 6:82, 6:83 and 6:119a.

Interest, collection costs and the 14-day letter start on it; where it cannot be told they abstain.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from casebook.domain.calendar import ONE_DAY, Holidays, Term, last_day
from casebook.domain.capacity import Capacity
from casebook.domain.dated import Dated, Entry
from casebook.domain.finding import NO_PARAMETERS, Caution, Finding, Step
from casebook.domain.statutory_term import statutory_term
from casebook.errors import InputError

Reasoning = tuple[Step[date | None], ...]


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
    expressly, more than `longest_small_term` not at all by a large debtor with a small or medium creditor.
    """

    fatal: Dated[Set[str]]
    statutory_term: Dated[Term]
    longest_term: Dated[Term]
    longest_small_term: Dated[Term]


def default_date(facts: DefaultFacts, rules: DefaultRules, holidays: Holidays) -> Finding[date | None]:
    """Return the first day of default; None where no ground for it is known: step and warnings say why.

    The earliest of these counts: the end of a fatal term (6:83 a) or of the statutory one of 6:119a, the end of
    the term in a notice of default that was received (6:82), the statement that the debtor will not pay (6:83 c).
    Raises `InputError` where a notice ends no later than it was received.
    """
    notice = facts.notice
    if notice and notice.received_on and notice.last_day <= notice.received_on:
        raise InputError("default.notice_without_term", place="notice.last_day", received_on=notice.received_on)
    grounds = [steps for steps in (_term(facts, rules, holidays), _notice(facts), _refusal(facts)) if steps]
    steps = min(grounds, key=lambda steps: steps[-1].after or date.max, default=(_no_ground(facts, rules),))
    return Finding(steps[-1].after, steps, tuple(_cautions(facts, rules, steps)))


def _term(facts: DefaultFacts, rules: DefaultRules, holidays: Holidays) -> Reasoning:
    fatal = _fatal(facts, rules)
    if fatal is not None:
        if facts.due_on is None:
            return ()
        parameters = {"agreed": facts.agreed, "due_on": facts.due_on}
        default_on: date | None = facts.due_on + ONE_DAY
        agreed = Step("default.agreed_term", parameters, fatal.source, facts.due_on, default_on)
        return (agreed, *_statutory_instead(facts, rules, holidays))
    if facts.capacity is Capacity.CONSUMER:
        return ()
    statutory = _statutory(facts, rules, holidays)
    if statutory and facts.due_on and facts.due_on >= (statutory[-1].after or date.max):
        code, parameters = "default.invoice_term_longer", {"due_on": facts.due_on}
        return (*statutory, Step(code, parameters, statutory[-1].source, facts.due_on, facts.due_on + ONE_DAY))
    return statutory


def _fatal(facts: DefaultFacts, rules: DefaultRules) -> Entry[Set[str]] | None:
    """Return the rule that makes the term fatal, None where it was set by one side only or not at all."""
    entry = rules.fatal.in_force(facts.due_on or date.max)
    return entry if entry is not None and facts.agreed in entry.value else None


def _statutory(facts: DefaultFacts, rules: DefaultRules, holidays: Holidays) -> Reasoning:
    """Return the step of BW 6:119a: the term runs from the day after the invoice was received."""
    received_on = facts.invoice_received_on
    entry = rules.statutory_term.in_force(received_on) if received_on else None
    if received_on is None or entry is None:
        return ()
    end = statutory_term(received_on, entry.value, holidays).value
    parameters = {
        "received_on": received_on,
        "term": entry.value,
        "last_day": end,
        "unextended": last_day(received_on, entry.value),
    }
    return (Step("default.statutory_term", parameters, entry.source, received_on, end + ONE_DAY),)


def _statutory_instead(facts: DefaultFacts, rules: DefaultRules, holidays: Holidays) -> Reasoning:
    """Return the steps by which the statutory term replaces one that was agreed too long; none if it was not."""
    large_debtor = facts.large_debtor_small_creditor is True
    if facts.capacity is Capacity.CONSUMER or (facts.long_term_express and not large_debtor):
        return ()
    longest = _longest_exceeded(facts, rules, small=large_debtor)
    if longest is None:
        return ()
    parameters = {"due_on": facts.due_on, "longest": longest.value, "received_on": facts.invoice_received_on}
    too_long: Step[date | None] = Step("default.term_too_long", parameters, longest.source, facts.due_on, None)
    return (too_long, *_statutory(facts, rules, holidays))


def _longest_exceeded(facts: DefaultFacts, rules: DefaultRules, *, small: bool) -> Entry[Term] | None:
    """Return the longest term that may be agreed if the agreed one is longer; None where that cannot be told."""
    received_on, due_on = facts.invoice_received_on, facts.due_on
    if received_on is None or due_on is None:
        return None
    entry = (rules.longest_small_term if small else rules.longest_term).in_force(received_on)
    return entry if entry is not None and due_on > last_day(received_on, entry.value) else None


def _notice(facts: DefaultFacts) -> Reasoning:
    notice = facts.notice
    if notice is None or notice.received_on is None:
        return ()
    default_on = _not_before_due(notice.last_day + ONE_DAY, facts)
    parameters = {"received_on": notice.received_on, "last_day": notice.last_day, "due_on": facts.due_on}
    return (Step("default.notice", parameters, "BW 6:82 lid 1", notice.received_on, default_on),)


def _refusal(facts: DefaultFacts) -> Reasoning:
    if facts.refused_on is None:
        return ()
    default_on = _not_before_due(facts.refused_on, facts)
    parameters = {"refused_on": facts.refused_on, "due_on": facts.due_on}
    return (Step("default.refused", parameters, "BW 6:83 onder c", facts.refused_on, default_on),)


def _not_before_due(day: date, facts: DefaultFacts) -> date:
    """Return `day`, or the day after the last day of payment if that is later: before it nothing can be demanded."""
    return day if facts.due_on is None else max(day, facts.due_on + ONE_DAY)


def _no_ground(facts: DefaultFacts, rules: DefaultRules) -> Step[date | None]:
    fatal = _fatal(facts, rules)
    if fatal is not None:
        return Step("default.due_day_missing", {"agreed": facts.agreed}, fatal.source, None, None)
    if facts.capacity is Capacity.CONSUMER:
        return Step("default.no_fatal_term", {"agreed": facts.agreed}, "BW 6:82 lid 1", None, None)
    first = rules.statutory_term.first
    if facts.invoice_received_on is None:
        return Step("default.receipt_missing", NO_PARAMETERS, first.source, None, None)
    return Step("default.before_statutory_term", {"since": first.start}, first.source, None, None)


def _cautions(facts: DefaultFacts, rules: DefaultRules, steps: Reasoning) -> Iterator[Caution]:
    last = steps[-1]
    if last.after is None:
        yield Caution("default.send_notice", NO_PARAMETERS, "BW 6:82 lid 1")
    if facts.notice and facts.notice.received_on is None:
        yield Caution("default.notice_not_received", NO_PARAMETERS, "BW 3:37 lid 3")
    if facts.agreed is Agreed.INVOICE and facts.capacity is Capacity.CONSUMER:
        yield Caution("default.invoice_term_not_fatal", NO_PARAMETERS, rules.fatal.entries[-1].source)
    codes = {step.code for step in steps}
    if "default.notice" in codes:
        yield Caution("default.notice_to_judge", NO_PARAMETERS, "BW 6:82 lid 1")
    if "default.refused" in codes:
        yield Caution("default.refusal_to_judge", NO_PARAMETERS, "BW 6:83 onder c")
    if last.code == "default.statutory_term" and last.parameters["last_day"] != last.parameters["unextended"]:
        yield Caution("default.extended", last.parameters, "Atw art. 1")
    yield from _term_cautions(facts, rules, codes)


def _term_cautions(facts: DefaultFacts, rules: DefaultRules, codes: set[str]) -> Iterator[Caution]:
    """Tell what an agreed term between businesses still depends on."""
    if facts.capacity is Capacity.CONSUMER:
        return
    if "default.term_too_long" in codes:
        if not facts.large_debtor_small_creditor and facts.long_term_express is None:
            yield Caution("default.unless_express", {"due_on": facts.due_on}, rules.longest_term.entries[-1].source)
    elif "default.agreed_term" in codes and facts.large_debtor_small_creditor is None:
        small = _longest_exceeded(facts, rules, small=True)
        if small is not None:
            yield Caution("default.unless_large_debtor", {"longest": small.value}, small.source)
