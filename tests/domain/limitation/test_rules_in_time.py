"""Which text of a rule counts: the one in force when the term began, not today's."""

from dataclasses import replace
from datetime import date

from casebook.domain.calendar import Term
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.facts import LimitationFacts
from casebook.domain.limitation.rules import LimitationRules

AS_OF = date(2026, 11, 21)


def changed(rules: LimitationRules) -> LimitationRules:
    """The rules as they would be if contracts lapsed after three years from 1 July 2026 on."""
    old = rules.kinds["contract"].first
    new = Entry(date(2026, 7, 1), replace(old.value, term=Term(3, "years")), "a new article", Confidence.HIGH)
    return replace(rules, kinds={**rules.kinds, "contract": Dated((old, new))})


def test_the_text_in_force_when_the_term_began_counts(rules: LimitationRules) -> None:
    due = {
        date(2026, 6, 30): (date(2031, 6, 30), "contract@1992-01-01"),
        date(2026, 7, 1): (date(2029, 7, 1), "contract@2026-07-01"),
    }
    for due_on, expected in due.items():
        value = limitation(LimitationFacts("contract", AS_OF, {"due_on": due_on}), changed(rules)).value
        assert (value.ends.safe_until, value.rule) == expected
