"""What must hold of every clock, whatever the facts."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.limitation.answer import Limitation, Status
from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.facts import (
    Act,
    Event,
    Extension,
    Insolvency,
    LegalAction,
    LimitationFacts,
    Outcome,
    Proof,
)
from casebook.exchange.limitation import write
from casebook.law.book import book
from casebook.words import LANGUAGES
from tests.domain.limitation.replay import replay
from tests.domain.limitation.strategies import ACTS, AS_OF, KINDS, acts, events, facts

RULES = book().limitation
INTERRUPTING = tuple(kind for kind in ACTS if kind != "waiver")
NOT_MOVING = tuple(kind for kind in KINDS if kind != "running_interest")


ENDURING = "ceased_legal_person"


def both(value: Limitation) -> tuple[date, date]:
    """Both ends; one that cannot be known stands for the earliest day it can be."""
    ends, earliest = value.ends, value.not_before
    safe, claimed = ends.safe_until or earliest.safe_until, ends.claimed_until or earliest.claimed_until
    return safe or date.max, claimed or date.max


def found(given_facts: LimitationFacts) -> tuple[date, date]:
    return both(limitation(given_facts, RULES).value)


@given(facts())
def test_the_steps_replay_to_the_ends(given_facts: LimitationFacts) -> None:
    finding = limitation(given_facts, RULES)
    assert replay(finding.steps) == [step.after for step in finding.steps]
    assert finding.steps[-1].after == finding.value.ends


@given(facts())
def test_the_safe_end_is_never_after_the_claimed_end(given_facts: LimitationFacts) -> None:
    safe, claimed = found(given_facts)
    assert safe <= claimed


@given(facts(), st.data())
def test_marking_an_event_void_never_makes_an_end_later(given_facts: LimitationFacts, data: st.DataObject) -> None:
    if not given_facts.events:
        return
    index = data.draw(st.integers(0, len(given_facts.events) - 1))
    marked = list(given_facts.events)
    marked[index] = replace(marked[index], proof=Proof.VOID)
    voided = found(replace(given_facts, events=tuple(marked)))
    before = found(given_facts)
    assert voided[0] <= before[0]
    assert voided[1] <= before[1]


@given(facts(), events)
def test_a_void_event_makes_no_end_later(given_facts: LimitationFacts, event: Event) -> None:
    void = replace(event, proof=Proof.VOID)
    with_it = found(replace(given_facts, events=(*given_facts.events, void)))
    without = found(given_facts)
    assert with_it[0] <= without[0]
    assert with_it[1] <= without[1]


@given(facts(kinds=NOT_MOVING), acts(kinds=INTERRUPTING), st.integers(1, 4000).map(timedelta))
def test_an_act_after_the_claimed_end_changes_nothing(given_facts: LimitationFacts, act: Act, late: timedelta) -> None:
    own = replace(given_facts, main=None)
    safe, claimed = found(own)
    pending = any(isinstance(event, LegalAction) and event.outcome is Outcome.PENDING for event in own.events)
    if pending or limitation(own, RULES).value.ends.claimed_until is None:
        return
    after = replace(act, on=claimed + late, received_on=claimed + late)
    assert found(replace(own, events=(*own.events, after))) == (safe, claimed)


@given(facts(), st.randoms(use_true_random=False))
def test_the_order_in_which_events_are_told_does_not_matter(given_facts: LimitationFacts, random: Random) -> None:
    shuffled = list(given_facts.events)
    random.shuffle(shuffled)
    assert found(replace(given_facts, events=tuple(shuffled))) == found(given_facts)


@given(facts())
def test_an_end_is_known_or_has_an_earliest_day(given_facts: LimitationFacts) -> None:
    value = limitation(given_facts, RULES).value
    enduring = any(isinstance(event, Extension) and event.ground == ENDURING for event in given_facts.events)
    for end, earliest in zip(value.ends[:2], value.not_before[:2], strict=True):
        assert end is None or earliest is None
        assert enduring or end is not None or earliest is not None


@given(facts())
def test_possibly_lapsed_is_a_safe_end_before_the_day_asked(given_facts: LimitationFacts) -> None:
    value = limitation(given_facts, RULES).value
    safe, claimed = value.ends.safe_until or date.max, value.ends.claimed_until or date.max
    if value.status is not Status.UNENFORCEABLE:
        assert (value.status is Status.POSSIBLY_LAPSED) == (safe < given_facts.as_of)
        assert value.proof_gap == (safe < given_facts.as_of <= claimed)


@given(facts())
def test_every_finding_can_be_said_in_every_language(given_facts: LimitationFacts) -> None:
    finding = limitation(given_facts, RULES)
    for language in LANGUAGES:
        said = write(finding, language)
        assert all(step["what"] and step["source"] for step in said["steps"])


PLANNED = Insolvency("wsnp", date(2025, 7, 1), date(2027, 1, 1), clean_slate=True)
EACH_DAY = [
    LimitationFacts("contract", AS_OF, {"due_on": date(2021, 12, 1)}),
    LimitationFacts("contract", AS_OF, {"due_on": date(2022, 3, 1)}, (PLANNED,)),
    LimitationFacts("running_interest", AS_OF, {"from": date(2022, 3, 1)}),
    LimitationFacts(
        "guarantee",
        AS_OF,
        {"due_on": date(2023, 6, 1)},
        main=LimitationFacts("contract", AS_OF, {"due_on": date(2021, 12, 25)}),
    ),
]


@pytest.mark.parametrize("given_facts", EACH_DAY)
def test_the_answer_changes_on_the_very_day_it_says(given_facts: LimitationFacts) -> None:
    value = limitation(given_facts, RULES).value
    assert value.holds_until is not None
    day = AS_OF
    while day <= value.holds_until:
        main = given_facts.main and replace(given_facts.main, as_of=day)
        then = limitation(replace(given_facts, as_of=day, main=main), RULES).value
        same = then._replace(holds_until=None) == value._replace(holds_until=None)
        assert same == (day < value.holds_until)
        day += timedelta(days=1)


@given(facts(), st.integers(0, 9000).map(timedelta))
def test_the_answer_is_the_same_until_the_day_it_says(given_facts: LimitationFacts, later: timedelta) -> None:
    value = limitation(given_facts, RULES).value
    day = given_facts.as_of + later
    if value.holds_until is not None:
        day = min(day, value.holds_until - timedelta(days=1))
    main = given_facts.main and replace(given_facts.main, as_of=day)
    on_that_day = limitation(replace(given_facts, as_of=day, main=main), RULES).value
    assert on_that_day._replace(holds_until=None) == value._replace(holds_until=None)
