"""Collection costs: the scale, every condition, the 14-day letter, and the day from which they can be claimed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.domain.calendar import Term, is_working_day
from casebook.domain.capacity import Capacity
from casebook.domain.costs import (
    Condition,
    ContractualKinds,
    CostFacts,
    Costs,
    Letter,
    Recurring,
    RecurringCap,
    Scale,
    Slice,
    Wording,
    collection_costs,
)
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.finding import Finding
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.law.book import book
from casebook.words import LANGUAGES, say

LAW = book()
CONSUMER, BUSINESS = Capacity.CONSUMER, Capacity.BUSINESS
AFTER_RECEIPT, AFTER_DATE = Wording.AFTER_RECEIPT, Wording.AFTER_DATE
DEFAULT_ON = date(2026, 7, 16)
SENT_ON = date(2026, 11, 3)
MINIMUM, MAXIMUM = 40_00, 6_775_00


def find(**facts: Any) -> Finding[Costs]:
    given_facts: dict[str, Any] = {"principals": (1_000_00,), "kind": "contract", "debtor": BUSINESS, **facts}
    return collection_costs(CostFacts(**given_facts), LAW.costs, LAW.delivery, LAW.holidays)


def consumer(**facts: Any) -> Finding[Costs]:
    """A consumer in default with a good letter, sent on a Tuesday, unless told otherwise."""
    usual: dict[str, Any] = {
        "kind": "consumer_sale",
        "debtor": CONSUMER,
        "creditor_deducts_vat": True,
        "default_on": DEFAULT_ON,
        "letter": Letter(SENT_ON, None, AFTER_RECEIPT),
        "as_of": date(2026, 12, 31),
    }
    return find(**{**usual, **facts})


def condition(finding: Finding[Costs], name: str) -> Condition:
    (found,) = (one for one in finding.value.conditions if one.code == name or one.code.startswith(f"{name}."))
    return found


def codes(finding: Finding[Costs]) -> list[str]:
    return [caution.code for caution in finding.warnings]


@pytest.mark.parametrize(
    ("principal", "fee"),
    [
        (1, 40_00),
        (100_00, 40_00),
        (266_66, 40_00),
        (266_67, 40_00),
        (266_70, 40_01),
        (1_000_00, 150_00),
        (2_500_00, 375_00),
        (2_500_10, 375_01),
        (5_000_00, 625_00),
        (8_400_00, 795_00),
        (10_000_00, 875_00),
        (200_000_00, 2_775_00),
        (250_000_00, 3_025_00),
        (1_000_000_00, 6_775_00),
        (5_000_000_00, 6_775_00),
    ],
)
def test_scale(principal: int, fee: int) -> None:
    """BIK art. 2: slices, minimum and maximum; the examples of the facts."""
    assert find(principals=(principal,)).value.fee == fee


@pytest.mark.parametrize(
    ("principal", "deducts", "vat", "total"),
    [
        (1_000_00, False, 31_50, 181_50),
        (8_400_00, False, 166_95, 961_95),
        (1_000_00, True, 0, 150_00),
        (1_000_00, None, 0, 150_00),
    ],
)
def test_vat_only_where_the_creditor_cannot_deduct_it(
    principal: int, deducts: bool | None, vat: int, total: int
) -> None:
    """BIK art. 2 lid 3."""
    finding = find(principals=(principal,), creditor_deducts_vat=deducts, default_on=DEFAULT_ON)
    assert (finding.value.vat, finding.value.total) == (vat, total)
    assert condition(finding, "costs.vat").met is (None if deducts is None else True)
    assert ("costs.vat_must_be_stated" in codes(finding)) is (deducts is False)


def test_vat_at_the_rate_of_the_first_day_of_default() -> None:
    finding = find(creditor_deducts_vat=False, default_on=date(2012, 8, 1))
    assert finding.value.vat == 28_50


def test_one_letter_over_the_sum() -> None:
    """T1; BW 6:96 lid 7: four claims together, not 211.92 over each apart."""
    facts: dict[str, Any] = {"principals": (612_80, 240_00, 186_40, 95_00), "as_of": date(2026, 11, 16)}
    value = consumer(**facts).value
    assert value.fee == 170_13
    assert value.claimable_from == date(2026, 11, 25)
    over = condition(consumer(**facts), "costs.letter_term_over")
    assert over.met is False
    assert over.parameters["presumed_on"] == date(2026, 11, 5)
    assert over.parameters["presumed_last_day"] == date(2026, 11, 19)
    assert over.parameters["last_day"] == date(2026, 11, 24)
    assert sum(consumer(principals=(one,)).value.fee for one in (612_80, 240_00, 186_40, 95_00)) == 211_92


def test_a_baker_in_business_needs_no_letter() -> None:
    """T17 (b), flour: BW 6:96 lid 4."""
    finding = find(principals=(938_45,), default_on=date(2026, 10, 2), as_of=date(2026, 11, 21))
    assert finding.value.fee == 140_77
    assert finding.value.claimable_from == date(2026, 10, 2)
    assert not [one for one in finding.value.conditions if "letter" in one.code]


def test_energy_at_home_needs_the_letter() -> None:
    """T17 (b), energy: the same person is a consumer here."""
    finding = find(principals=(280_00,), kind="consumer_energy", debtor=CONSUMER, default_on=date(2026, 10, 2))
    assert finding.value.claimable_from is None
    assert condition(finding, "costs.letter_after_default").met is None


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        (date(2026, 11, 5), date(2026, 11, 19)),
        (date(2026, 11, 7), date(2026, 11, 23)),
        (date(2026, 11, 10), date(2026, 11, 24)),
        (date(2026, 12, 29), date(2027, 1, 12)),
    ],
)
def test_fourteen_days_from_the_day_after_receipt(received_on: date, last_day: date) -> None:
    """HR 25-11-2016 ECLI:NL:HR:2016:2704; the last day in a weekend by Atw art. 1."""
    finding = consumer(letter=Letter(SENT_ON, received_on, AFTER_RECEIPT))
    assert finding.value.claimable_from == last_day + timedelta(days=1)
    unextended = received_on + timedelta(days=14)
    assert ("costs.extended" in codes(finding)) is (unextended != last_day)
    assert "costs.delivery_presumed" not in codes(finding)


@pytest.mark.parametrize(
    ("sent_on", "presumed_last_day", "claimable_from"),
    [
        (date(2026, 11, 3), date(2026, 11, 19), date(2026, 11, 25)),
        (date(2026, 11, 5), date(2026, 11, 23), date(2026, 11, 27)),
        (date(2026, 11, 6), date(2026, 11, 24), date(2026, 12, 1)),  # 29 November is a Sunday
        (date(2026, 12, 23), date(2027, 1, 12), date(2027, 1, 19)),  # 17 January is a Sunday
        (date(2027, 7, 6), date(2027, 7, 22), date(2027, 7, 31)),  # eight days of slack
    ],
)
def test_without_receipt_the_careful_date(sent_on: date, presumed_last_day: date, claimable_from: date) -> None:
    """Presumption of delivery, slack, fourteen days, Atw; the presumption's own date is shown too."""
    finding = consumer(letter=Letter(sent_on, None, AFTER_RECEIPT), as_of=None)
    assert finding.value.claimable_from == claimable_from
    (caution,) = (one for one in finding.warnings if one.code == "costs.delivery_presumed")
    assert caution.parameters["presumed_last_day"] == presumed_last_day


@pytest.mark.parametrize(
    ("facts", "name", "met"),
    [
        ({"default_on": date(2012, 6, 30)}, "costs.in_force", False),
        ({"default_on": date(2012, 7, 1)}, "costs.in_force", True),
        ({"default_on": None}, "costs.in_force", None),
        ({"kind": "damages"}, "costs.contractual", False),
        ({"kind": "undue_payment"}, "costs.contractual", False),
        ({"kind": "public_debt"}, "costs.contractual", False),
        ({"kind": "judgment"}, "costs.contractual", False),
        ({"kind": "guarantee"}, "costs.contractual", True),
        ({"kind": "unknown"}, "costs.contractual", None),
        ({"kind": "insurance_claim"}, "costs.contractual", None),
        ({"kind": "cheque"}, "costs.contractual", None),
        ({"default_on": date(2027, 1, 1)}, "costs.in_default", False),
        ({"default_on": date(2026, 12, 31)}, "costs.in_default", True),
        ({"default_on": None}, "costs.in_default", None),
        ({"letter": Letter(date(2026, 7, 15), None, AFTER_RECEIPT)}, "costs.letter_after_default", False),
        ({"letter": Letter(date(2026, 7, 16), None, AFTER_RECEIPT)}, "costs.letter_after_default", True),
        ({"letter": Letter(None, date(2026, 11, 5), AFTER_RECEIPT)}, "costs.letter_after_default", None),
        ({"letter": Letter(None, date(2026, 7, 15), AFTER_RECEIPT)}, "costs.letter_after_default", False),
        ({"default_on": None}, "costs.letter_after_default", None),
        ({"letter": None}, "costs.letter_after_default", None),
        ({"letter": Letter(SENT_ON, None, AFTER_DATE)}, "costs.letter_wording", False),
        ({"letter": Letter(SENT_ON)}, "costs.letter_wording", None),
        ({"letter": None}, "costs.letter_wording", None),
        ({"as_of": date(2026, 11, 24)}, "costs.letter_term_over", False),
        ({"as_of": date(2026, 11, 25)}, "costs.letter_term_over", True),
        ({"as_of": None}, "costs.letter_term_over", None),
        ({"letter": Letter(None, None, AFTER_RECEIPT)}, "costs.letter_term_over", None),
        ({"letter": None}, "costs.letter_term_over", None),
    ],
)
def test_each_condition_met_unmet_or_unknown(facts: dict[str, Any], name: str, met: bool | None) -> None:
    finding = consumer(**facts)
    found = condition(finding, name)
    assert found.met is met
    assert found.source
    assert finding.value.fee == 150_00, "the scale, whatever the conditions"


@pytest.mark.parametrize(
    "facts",
    [
        {"default_on": None},
        {"default_on": date(2012, 6, 30)},
        {"kind": "damages"},
        {"kind": "unknown"},
        {"letter": None},
        {"letter": Letter(SENT_ON)},
        {"letter": Letter(SENT_ON, None, AFTER_DATE)},
        {"letter": Letter(date(2026, 7, 15), None, AFTER_RECEIPT)},
        {"letter": Letter(None, None, AFTER_RECEIPT)},
    ],
)
def test_not_claimable_where_a_condition_fails_or_a_fact_is_missing(facts: dict[str, Any]) -> None:
    assert consumer(**facts).value.claimable_from is None


@pytest.mark.parametrize(
    ("facts", "unmet"),
    [
        ({"as_of": date(2026, 7, 1)}, ["costs.in_default", "costs.letter_term_over.presumed"]),
        ({"as_of": None}, ["costs.letter_term_over.presumed"]),
        ({"kind": "periodic"}, ["costs.recurring_cap.missing"]),
        ({"creditor_deducts_vat": None}, ["costs.vat.missing"]),
    ],
)
def test_claimable_all_the_same_where_time_alone_or_only_the_amount_is_open(
    facts: dict[str, Any], unmet: list[str]
) -> None:
    value = consumer(**facts).value
    assert [one.code for one in value.conditions if not one.met] == unmet
    assert value.claimable_from == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        (
            Letter(SENT_ON, date(2026, 11, 7), AFTER_RECEIPT),
            [
                ("statutory_term.counted", "BW 6:96 lid 6; HR 25-11-2016 ECLI:NL:HR:2016:2704"),
                ("statutory_term.extended", "Atw art. 1"),
            ],
        ),
        (
            Letter(SENT_ON, None, AFTER_RECEIPT),
            [
                ("delivery.presumed", "LOVCK 2-2-2017; nda-incasso.nl"),
                ("delivery.slack", "Casebook; rijksoverheid.nl 3-10-2025"),
                ("statutory_term.counted", "BW 6:96 lid 6; HR 25-11-2016 ECLI:NL:HR:2016:2704"),
            ],
        ),
    ],
)
def test_the_term_of_the_letter_is_explained(letter: Letter, expected: list[tuple[str, str]]) -> None:
    steps = consumer(letter=letter).steps
    said = [(step.code, step.source) for step in steps if step.code.startswith(("delivery.", "statutory_term."))]
    assert said == expected
    assert steps[-1].code == "costs.claimable_after_letter"


def test_a_letter_from_before_the_presumption_needs_its_receipt() -> None:
    letter = Letter(date(2016, 3, 1), None, AFTER_RECEIPT)
    assert consumer(default_on=date(2016, 1, 1), letter=letter).value.claimable_from is None
    received = Letter(date(2016, 3, 1), date(2016, 3, 3), AFTER_RECEIPT)
    assert consumer(default_on=date(2016, 1, 1), letter=received).value.claimable_from == date(2016, 3, 18)


SMALL = Recurring(Cents(100_00), Cents(120_00))


@pytest.mark.parametrize(
    ("facts", "fee", "met"),
    [
        ({"recurring": SMALL}, 20_00, True),
        ({"recurring": SMALL._replace(charged_last_6_months=Cents(0))}, 140_00, True),
        ({"recurring": SMALL._replace(charged_last_6_months=Cents(140_00))}, 0, False),
        ({"recurring": SMALL._replace(charged_last_6_months=Cents(200_00))}, 0, False),
        ({"recurring": SMALL._replace(instalment=Cents(266_66))}, 20_00, True),
        ({"recurring": SMALL._replace(instalment=Cents(266_67))}, 150_00, True),
        ({"recurring": SMALL, "principals": (100_00,)}, 20_00, True),
        ({"recurring": None}, 150_00, None),
        ({"recurring": None, "kind": "consumer_energy"}, 150_00, None),
    ],
)
def test_cap_on_recurring_claims(facts: dict[str, Any], fee: int, met: bool | None) -> None:
    """BW 6:96 lid 8: instalments under 266.67, at most 140 per six months."""
    finding = consumer(**{"kind": "periodic", **facts})
    assert finding.value.fee == fee
    assert condition(finding, "costs.recurring_cap").met is met
    assert (finding.value.claimable_from is None) is (met is False)
    applies = facts["recurring"] is None or facts["recurring"].instalment < 266_67
    assert ("costs.recurring_cap_unsettled" in codes(finding)) is applies


@pytest.mark.parametrize(
    "facts",
    [
        {"recurring": SMALL, "default_on": date(2024, 9, 30)},
        {"recurring": SMALL, "debtor": BUSINESS},
        {"recurring": None, "kind": "consumer_sale"},
    ],
)
def test_no_cap(facts: dict[str, Any]) -> None:
    """Not before 1-10-2024, not between businesses, and not asked about where the kind does not recur."""
    finding = consumer(**{"kind": "periodic", **facts})
    assert finding.value.fee == 150_00
    assert not [one for one in finding.value.conditions if "recurring" in one.code]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "costs.letter_must_state"),
        ({"as_of": date(2026, 11, 24)}, "costs.part_payment"),
        ({"kind": "damages"}, "costs.not_by_scale"),
        ({"default_on": None}, "costs.no_default_date"),
        ({"debtor": BUSINESS}, "costs.contract_may_differ"),
    ],
)
def test_cautions(facts: dict[str, Any], expected: str) -> None:
    assert expected in codes(consumer(**facts))


@pytest.mark.parametrize(
    ("facts", "code", "source"),
    [
        ({"principals": ()}, "costs.no_principal", "BIK art. 2"),
        ({"principals": (0,)}, "costs.no_principal", "BIK art. 2"),
        ({"principals": (10_00, -1)}, "costs.no_principal", "BIK art. 2"),
        (
            {"letter": Letter(SENT_ON, SENT_ON - timedelta(days=1), AFTER_RECEIPT)},
            "costs.received_before_sent",
            "BW 6:96 lid 6",
        ),
    ],
)
def test_facts_that_cannot_be(facts: dict[str, Any], code: str, source: str) -> None:
    with pytest.raises(Refused) as refused:
        consumer(**facts)
    assert (refused.value.code, refused.value.source) == (code, source)
    assert all(say(code, refused.value.parameters, language) for language in LANGUAGES)


def dated(earlier: Any, later: Any) -> Dated[Any]:
    return Dated(
        (
            Entry(date(2012, 7, 1), earlier, "the old law", Confidence.HIGH),
            Entry(date(2026, 8, 1), later, "the new law", Confidence.HIGH),
        )
    )


def scale(percent: int) -> Scale:
    return Scale((Slice(Decimal(percent), None),), Cents(1_00), Cents(100_000_00))


TWICE = replace(
    LAW.costs,
    scale=dated(scale(10), scale(20)),
    kinds=dated(ContractualKinds({"contract"}, set()), ContractualKinds(set(), {"contract"})),
    letter_term=dated(Term(14, "days"), Term(21, "days")),
    recurring_cap=dated(
        RecurringCap({"contract"}, Cents(500_00), Cents(30_00), Term(6, "months")),
        RecurringCap({"contract"}, Cents(500_00), Cents(50_00), Term(6, "months")),
    ),
    vat_added=dated(False, True),
    vat_rate=dated(Decimal(19), Decimal(21)),
)
OLD, NEW = date(2026, 7, 31), date(2026, 8, 1)


@pytest.mark.parametrize(
    ("default_on", "as_of", "expected"),
    [
        (date(2012, 6, 30), None, "old"),
        (date(2012, 7, 1), NEW, "old"),
        (OLD, None, "old"),
        (OLD, NEW, "old"),
        (NEW, None, "new"),
        (NEW, OLD, "new"),
        (None, OLD, "old"),
        (None, NEW, "new"),
        (None, None, "new"),
    ],
)
def test_the_rules_are_those_of_the_first_day_of_default(
    default_on: date | None, as_of: date | None, expected: str
) -> None:
    """Else those of the day asked about, else the newest; before the first ones, those: they are then told unmet."""
    facts: dict[str, Any] = {"principals": (Cents(1_000_00),), "default_on": default_on, "as_of": as_of}
    old = expected == "old"
    value = collection_costs(
        CostFacts(kind="contract", debtor=BUSINESS, creditor_deducts_vat=not old, **facts),
        TWICE,
        LAW.delivery,
        LAW.holidays,
    ).value
    assert (value.fee, value.vat) == ((100_00, 19_00) if old else (200_00, 42_00))
    contractual = next(one for one in value.conditions if one.code == "costs.contractual")
    assert (contractual.met, contractual.source) == (old, f"the {expected} law")


@pytest.mark.parametrize(("default_on", "cap"), [(date(2012, 6, 30), None), (OLD, 30_00), (NEW, 50_00)])
def test_the_cap_is_that_of_its_day_and_there_was_not_always_one(default_on: date, cap: int | None) -> None:
    facts = CostFacts((Cents(400_00),), "contract", CONSUMER, default_on=default_on)
    value = collection_costs(facts, TWICE, LAW.delivery, LAW.holidays).value
    assert [one.parameters["cap"] for one in value.conditions if "recurring" in one.code] == ([cap] if cap else [])


@pytest.mark.parametrize(("default_on", "last_day"), [(OLD, date(2026, 11, 19)), (NEW, date(2026, 11, 26))])
def test_the_term_of_the_letter_is_that_of_the_first_day_of_default(default_on: date, last_day: date) -> None:
    letter = Letter(SENT_ON, date(2026, 11, 5), AFTER_RECEIPT)
    facts = CostFacts((Cents(400_00),), "contract", CONSUMER, default_on=default_on, letter=letter)
    value = collection_costs(facts, TWICE, LAW.delivery, LAW.holidays).value
    (over,) = (one for one in value.conditions if one.code == "costs.letter_term_over")
    assert over.parameters["last_day"] == last_day


cents = st.integers(1, 3_000_000_00).map(Cents)


@given(cents, st.integers(0, 100_000_00))
def test_more_principal_never_costs_less(principal: Cents, more: int) -> None:
    lower, higher = (find(principals=(one,)).value.fee for one in (principal, Cents(principal + more)))
    assert lower <= higher


@given(cents)
def test_the_scale_has_no_jumps_and_keeps_its_bounds(principal: Cents) -> None:
    fee, next_fee = (find(principals=(Cents(principal + n),)).value.fee for n in (0, 1))
    assert next_fee - fee in {0, 1}
    assert MINIMUM <= fee <= MAXIMUM


@given(st.lists(cents, min_size=1, max_size=6))
def test_how_a_debt_is_split_makes_no_difference(principals: list[Cents]) -> None:
    assert find(principals=tuple(principals)).value.fee == find(principals=(Cents(sum(principals)),)).value.fee


maybe_day = st.none() | st.dates(date(2011, 1, 1), date(2030, 12, 31))


@st.composite
def all_facts(draw: st.DrawFn) -> CostFacts:
    sent_on, received_on = draw(maybe_day), draw(maybe_day)
    if sent_on and received_on and received_on < sent_on:
        sent_on, received_on = received_on, sent_on
    letter = Letter(sent_on, received_on, draw(st.none() | st.sampled_from(Wording)))
    return CostFacts(
        principals=tuple(draw(st.lists(cents, min_size=1, max_size=4))),
        kind=draw(st.sampled_from([*LAW.limitation.kinds, "unknown"])),
        debtor=draw(st.sampled_from(Capacity)),
        creditor_deducts_vat=draw(st.none() | st.booleans()),
        default_on=draw(maybe_day),
        recurring=draw(st.none() | st.builds(Recurring, cents, st.integers(0, 300_00).map(Cents))),
        letter=draw(st.none() | st.just(letter)),
        as_of=draw(maybe_day),
    )


@given(all_facts())
def test_steps_replay(facts: CostFacts) -> None:
    """Each step, taken again from its parameters and the costs before it, gives the costs after it."""
    finding = collection_costs(facts, LAW.costs, LAW.delivery, LAW.holidays)
    costs, end = Costs(Cents(0), Cents(0), Cents(0), None, finding.value.conditions), date.min
    for step in finding.steps:
        end = counted(step.code, step.parameters, end)
        costs = replayed(step.code, step.parameters, costs, end)
        assert step.after == costs
        assert step.source
    assert finding.value == costs
    slices = [step for step in finding.steps if step.code == "costs.slice"]
    assert sum(step.parameters["part"] for step in slices) == sum(facts.principals)


def counted(code: str, told: Any, end: date) -> date:
    """The day to which delivery and the term of the letter have been counted after a step; others leave it alone."""
    sent_on: date = told.get("sent_on", end)
    match code:
        case "delivery.presumed":
            nth: int = told["nth"]
            after = (sent_on + timedelta(days=n) for n in range(1, 30))
            return [day for day in after if day.weekday() not in {0, 6} and day not in LAW.holidays][nth - 1]
        case "delivery.slack":
            return end + timedelta(days=told["slack"].amount)
        case "statutory_term.counted":
            assert end in {date.min, told["eve"]}
            return cast(date, told["eve"]) + timedelta(days=told["term"].amount)
        case "statutory_term.extended":
            return next(day for n in range(1, 9) if is_working_day(day := end + timedelta(days=n), LAW.holidays))
        case _:
            return end


def replayed(code: str, told: Any, costs: Costs, end: date) -> Costs:
    match code:
        case "costs.summed":
            fee = costs.fee
        case "costs.slice":
            assert told["amount"] == share(told["percent"], told["part"])
            fee = Cents(costs.fee + told["amount"])
        case "costs.minimum":
            fee = max(costs.fee, told["minimum"])
        case "costs.maximum":
            fee = min(costs.fee, told["maximum"])
        case "costs.recurring_limit":
            assert told["left"] == max(0, told["cap"] - told["charged"])
            fee = min(costs.fee, told["left"])
        case "costs.vat":
            vat = share(told["percent"], costs.fee)
            return costs._replace(vat=vat, total=Cents(costs.fee + vat))
        case "costs.claimable_from_default":
            return costs._replace(claimable_from=told["default_on"])
        case "costs.claimable_after_letter":
            assert told["last_day"] == end
            return costs._replace(claimable_from=end + timedelta(days=1))
        case code if code.startswith(("delivery.", "statutory_term.")):
            return costs
        case _:
            raise AssertionError(code)
    return costs._replace(fee=fee, total=fee)


def share(percent: Decimal, base: int) -> Cents:
    return Cents(int((base * percent / 100).quantize(Decimal(1), ROUND_HALF_UP)))


@given(all_facts())
def test_conditions_follow_from_their_parameters(facts: CostFacts) -> None:
    for one in collection_costs(facts, LAW.costs, LAW.delivery, LAW.holidays).value.conditions:
        told = one.parameters
        match one.code:
            case "costs.in_force":
                assert one.met is (told["default_on"] >= told["since"])
            case "costs.in_default":
                assert one.met is not (told["as_of"] is not None and told["as_of"] < told["default_on"])
            case "costs.letter_after_default":
                assert one.met is (told["default_on"] <= told["sent_on"])
            case "costs.letter_term_over" | "costs.letter_term_over.presumed":
                assert one.met is (None if told["as_of"] is None else told["last_day"] < told["as_of"])
            case "costs.recurring_cap":
                assert one.met is (told["cap"] > told["charged_last_6_months"])
            case code if code.endswith((".missing", ".unknown")):
                assert one.met is None


@given(all_facts())
def test_claimable_only_in_default_and_for_a_consumer_after_the_letter(facts: CostFacts) -> None:
    value = collection_costs(facts, LAW.costs, LAW.delivery, LAW.holidays).value
    if value.claimable_from is None:
        return
    assert facts.default_on
    assert value.claimable_from >= facts.default_on >= date(2012, 7, 1)
    if facts.debtor is CONSUMER:
        assert facts.letter
        assert facts.letter.sent_on
        assert value.claimable_from > facts.letter.sent_on + timedelta(days=14)


@pytest.mark.parametrize("language", LANGUAGES)
@given(facts=all_facts())
def test_everything_can_be_said(language: str, facts: CostFacts) -> None:
    finding = collection_costs(facts, LAW.costs, LAW.delivery, LAW.holidays)
    said = [(one.code, one.parameters) for one in finding.steps]
    said += [(one.code, one.parameters) for one in finding.warnings]
    said += [(one.code, one.parameters) for one in finding.value.conditions]
    assert all(say(code, parameters, language) for code, parameters in said)
