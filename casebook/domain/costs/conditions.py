"""The conditions under which collection costs can be claimed, each told met, not met or unknown."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from casebook.domain.capacity import Capacity
from casebook.domain.costs.facts import CostFacts, Letter, Wording
from casebook.domain.costs.letter import LetterTerm
from casebook.domain.costs.rules import CostRulesOn, RecurringCap
from casebook.domain.dated import Entry
from casebook.domain.finding import NO_PARAMETERS


class Decides(StrEnum):
    """What hangs on a condition: whether the costs can be claimed, only from when, or only how much."""

    WHETHER = "whether"
    WHEN = "when"
    HOW_MUCH = "how_much"


class Condition(NamedTuple):
    """A condition of law and whether it is met; None where a fact is missing or the law leaves it open."""

    code: str
    parameters: Mapping[str, Any]
    met: bool | None
    source: str
    decides: Decides = Decides.WHETHER


def can_be_claimed(conditions: tuple[Condition, ...]) -> bool:
    """Tell whether the costs can be claimed, now or from a later day on."""
    return all(condition.met for condition in conditions if condition.decides is Decides.WHETHER)


def capped(facts: CostFacts, cap: Entry[RecurringCap] | None) -> bool | None:
    """Tell whether the cap on recurring claims applies (BW 6:96 lid 8); None where the instalment is not known."""
    if cap is None or facts.debtor is Capacity.BUSINESS:
        return False
    if facts.recurring is None:
        return None if facts.kind in cap.value.kinds else False
    return facts.recurring.instalment < cap.value.instalment_below


def judge(facts: CostFacts, rules: CostRulesOn, term: LetterTerm | None) -> tuple[Condition, ...]:
    """Return every condition that applies to the facts, in the order of the law; `term` is that of the letter."""
    return tuple(_conditions(facts, rules, term))


def _conditions(facts: CostFacts, rules: CostRulesOn, term: LetterTerm | None) -> Iterator[Condition]:
    yield _in_force(facts.default_on, rules.since)
    yield _contractual(facts.kind, rules)
    yield _in_default(facts)
    if facts.debtor is Capacity.CONSUMER:
        letter = facts.letter or Letter()
        yield _sent_after_default(letter, facts.default_on)
        yield _wording(letter, rules.letter_term.source)
        yield _term_over(term, facts.as_of, rules.letter_term.source)
        if rules.recurring_cap and (facts.recurring or facts.kind in rules.recurring_cap.value.kinds):
            yield _within_cap(facts, rules.recurring_cap)
    yield _vat(facts.creditor_deducts_vat, rules.vat_added)


def _in_force(default_on: date | None, since: date) -> Condition:
    parameters = {"since": since, "default_on": default_on}
    if default_on is None:
        return Condition("costs.in_force.missing", parameters, None, "BIK art. 3")
    return Condition("costs.in_force", parameters, default_on >= since, "BIK art. 3")


def _contractual(kind: str, rules: CostRulesOn) -> Condition:
    kinds = rules.kinds.value
    if kind in kinds.contractual or kind in kinds.not_contractual:
        return Condition("costs.contractual", {"kind": kind}, kind in kinds.contractual, rules.kinds.source)
    return Condition("costs.contractual.unknown", {"kind": kind}, None, rules.kinds.source)


def _in_default(facts: CostFacts) -> Condition:
    article = "BW 6:96 lid 6" if facts.debtor is Capacity.CONSUMER else "BW 6:96 lid 4"
    parameters = {"default_on": facts.default_on, "as_of": facts.as_of}
    if facts.default_on is None:
        return Condition("costs.in_default.missing", parameters, None, article)
    begun = facts.as_of is None or facts.default_on <= facts.as_of
    return Condition("costs.in_default", parameters, begun, article, Decides.WHEN)


def _sent_after_default(letter: Letter, default_on: date | None) -> Condition:
    # What was received before default was sent before it too.
    received_before = letter.received_on and default_on and letter.received_on < default_on
    sent_on = letter.sent_on or (letter.received_on if received_before else None)
    parameters = {"sent_on": sent_on, "default_on": default_on}
    if sent_on is None or default_on is None:
        return Condition("costs.letter_after_default.missing", parameters, None, "BW 6:96 lid 6")
    return Condition("costs.letter_after_default", parameters, sent_on >= default_on, "BW 6:96 lid 6")


def _wording(letter: Letter, source: str) -> Condition:
    parameters = {"wording": letter.wording}
    if letter.wording is None:
        return Condition("costs.letter_wording.missing", parameters, None, source)
    return Condition("costs.letter_wording", parameters, letter.wording is Wording.AFTER_RECEIPT, source)


def _term_over(term: LetterTerm | None, as_of: date | None, source: str) -> Condition:
    if term is None:
        return Condition("costs.letter_term_over.missing", {"as_of": as_of}, None, source)
    code = "costs.letter_term_over" if term.presumed_on is None else "costs.letter_term_over.presumed"
    over = None if as_of is None else as_of > term.last_day
    return Condition(code, {**term._asdict(), "as_of": as_of}, over, source, Decides.WHEN)


def _within_cap(facts: CostFacts, entry: Entry[RecurringCap]) -> Condition:
    parameters, recurring = entry.value._asdict(), facts.recurring
    if recurring is None:
        return Condition("costs.recurring_cap.missing", parameters, None, entry.source, Decides.HOW_MUCH)
    parameters |= recurring._asdict()
    if not capped(facts, entry):
        return Condition("costs.recurring_cap.not_small", parameters, True, entry.source)
    room = recurring.charged_last_6_months < entry.value.cap
    return Condition("costs.recurring_cap", parameters, room, entry.source)


def _vat(deducts: bool | None, added: Entry[bool]) -> Condition:
    if deducts is None:
        return Condition("costs.vat.missing", NO_PARAMETERS, None, added.source, Decides.HOW_MUCH)
    code = "costs.vat.added" if deducts is added.value else "costs.vat.not_added"
    return Condition(code, NO_PARAMETERS, True, added.source, Decides.HOW_MUCH)
