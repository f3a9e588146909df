"""No rule is guessed: unknown kind, missing day, another law; each with the reason and the earliest ends."""

from datetime import date
from typing import Any

import pytest

from casebook.domain.limitation.answer import Status
from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.facts import LimitationFacts
from casebook.domain.limitation.rules import LimitationRules
from casebook.exchange.fields import Fields
from casebook.exchange.limitation import read


def found(rules: LimitationRules, **facts: Any) -> Any:
    return limitation(read(Fields({"as_of": "2026-11-21", **facts}), rules), rules)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"kind": "unknown", "due_on": "2023-05-01"}, "limitation.unknown_kind"),
        ({"kind": "unknown"}, "limitation.nothing_known"),
        ({"kind": "contract"}, "limitation.day_missing"),
        ({"kind": "judgment", "due_on": "2023-05-01"}, "limitation.day_missing"),
        ({"kind": "damages", "event_on": "2023-05-01"}, "limitation.day_missing"),
        ({"kind": "contract_on_call"}, "limitation.day_missing"),
        ({"kind": "running_interest"}, "limitation.day_missing"),
        ({"kind": "contract", "due_on": "2023-05-01", "law": "DE"}, "limitation.foreign_law"),
    ],
)
def test_abstains_with_the_reason(facts: dict[str, Any], reason: str, rules: LimitationRules) -> None:
    finding = found(rules, **facts)
    assert finding.value.status is Status.ABSTAINED
    assert finding.value.ends == (None, None, None, None)
    assert finding.value.rule is None
    assert [step.code for step in finding.steps] == [reason]
    assert [caution.code for caution in finding.warnings] == [reason]


def test_an_unknown_kind_shows_the_earliest_end_of_every_rule_the_first_first(rules: LimitationRules) -> None:
    candidates = found(rules, kind="unknown", due_on="2023-05-01").value.candidates
    ends = {candidate.rule: str(candidate.until) for candidate in candidates}
    assert ends["cheque@1934-01-01"] == "2023-11-01"
    assert ends["consumer_sale@1992-01-01"] == "2025-05-01"
    assert ends["contract@1992-01-01"] == "2028-05-01"
    assert list(candidates) == sorted(candidates, key=lambda candidate: candidate.until)


def test_a_known_kind_shows_only_its_own_rule_from_the_earliest_day_known(rules: LimitationRules) -> None:
    candidates = found(rules, kind="damages", event_on="2023-05-01").value.candidates
    assert [(candidate.rule, str(candidate.until)) for candidate in candidates] == [
        ("damages@1992-01-01", "2028-05-01")
    ]


def test_the_earliest_of_several_days_counts(rules: LimitationRules) -> None:
    candidates = found(rules, kind="damages", event_on="2023-05-01", due_on="2022-05-01").value.candidates
    assert [str(candidate.until) for candidate in candidates] == ["2027-05-01"]


def test_days_that_contradict_each_other_are_not_counted_from(rules: LimitationRules) -> None:
    days = {"known_on": date(2020, 1, 1), "event_on": date(2021, 1, 1)}
    finding = limitation(LimitationFacts("damages", date(2026, 11, 21), days), rules)
    assert finding.value.status is Status.ABSTAINED
    assert [step.code for step in finding.steps] == ["limitation.days_contradict"]


def test_nothing_known_gives_no_candidates(rules: LimitationRules) -> None:
    assert found(rules, kind="unknown").value.candidates == ()
