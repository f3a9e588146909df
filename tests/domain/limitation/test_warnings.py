"""What the reader is told to beware of: each warning where it belongs, and nowhere near it."""

from typing import Any

import pytest

from casebook.domain.limitation.clock import limitation
from casebook.domain.limitation.rules import LimitationRules
from casebook.exchange.fields import Fields
from casebook.exchange.limitation import read
from tests.domain.limitation.test_cases import act, action, claim, demand, extension, insolvency


def warnings(facts: dict[str, Any], rules: LimitationRules) -> dict[str, str]:
    found = limitation(read(Fields(facts), rules), rules).warnings
    return {caution.code.removeprefix("limitation."): caution.source for caution in found}


SLATE = insolvency("wsnp", "2022-03-01", "2025-03-01", clean_slate=True)
RUNNING = insolvency("bankruptcy", "2026-01-05", None)

# Each: the warning, facts that call for it, and facts beside them that do not.
TOLD = [
    (
        "day_not_used",
        claim("contract", "2025-01-01", judged_on="2025-06-01"),
        claim("judgment", "2025-01-01", judged_on="2025-06-01"),
    ),
    ("legal_review", claim("contract", "2021-11-20"), claim("contract", "2021-11-21")),
    (
        "unproven",
        claim("contract", "2021-01-01", act("acknowledgement", "2025-01-01", "asserted")),
        claim("contract", "2021-01-01", act("acknowledgement", "2026-01-01", "proven")),
    ),
    (
        "receipt_unknown",
        claim("contract", "2023-01-01", demand(None, "2025-01-01")),
        claim("contract", "2023-01-01", demand("2025-01-03", "2025-01-01", "asserted")),
    ),
    (
        "late_acknowledgement_disputed",
        claim("contract", "2018-01-01", act("part_payment", "2024-01-01")),
        claim("contract", "2018-01-01", act("enforcement", "2024-01-01")),
    ),
    ("watch_the_day_before", claim("consumer_sale", "2026-02-28"), claim("consumer_sale", "2026-02-27")),
    (
        "older_than_the_rule",
        claim("judgment", None, judged_on="1991-12-31"),
        claim("judgment", None, judged_on="1992-01-01"),
    ),
    (
        "longest_not_known",
        claim("damages", None, known_on="2024-01-01"),
        claim("damages", None, known_on="2024-01-01", event_on="2023-01-01"),
    ),
    (
        "not_happened_yet",
        claim("contract", "2023-01-01", demand("2026-11-22")),
        claim("contract", "2023-01-01", demand("2026-11-21")),
    ),
    (
        "not_happened_yet",
        claim("contract", "2021-01-01", action("2025-01-01", "granted", "2027-03-01")),
        claim("contract", "2027-01-01"),
    ),
    (
        "not_happened_yet",
        claim("contract", "2021-01-01", insolvency("wsnp", "2025-10-01", "2027-04-01")),
        claim("contract", "2021-01-01", insolvency("wsnp", "2025-10-01", "2026-04-01")),
    ),
    ("not_happened_yet", claim("judgment", None, judged_on="2027-01-01"), claim("contract", "2027-01-01")),
    (
        "judgment_day_unknown",
        claim("contract", "2021-01-01", action("2025-01-01", "granted")),
        claim("contract", "2021-01-01", action("2025-01-01", "granted", "2025-06-01")),
    ),
    (
        "action_pending",
        claim("contract", "2021-01-01", action("2025-01-01", "pending")),
        claim("contract", "2019-01-01", action("2025-01-01", "pending")),
    ),
    (
        "follow_up_possible",
        claim("contract", "2021-01-01", action("2025-01-01", "rejected", "2026-05-21")),
        claim("contract", "2021-01-01", action("2025-01-01", "rejected", "2026-05-20")),
    ),
    (
        "follow_up_is_title",
        claim(
            "contract",
            "2021-01-01",
            action("2025-01-01", "rejected", "2026-01-01", followed_up_on="2026-05-01", follow_up_outcome="granted"),
        ),
        claim(
            "contract",
            "2021-01-01",
            action("2025-01-01", "rejected", "2026-01-01", followed_up_on="2026-05-01", follow_up_outcome="pending"),
        ),
    ),
    (
        "follow_up_uncertain",
        claim(
            "contract",
            "2021-01-01",
            action("2025-01-01", "rejected", None, followed_up_on="2026-05-01", follow_up_outcome="granted"),
        ),
        claim(
            "contract",
            "2021-01-01",
            action("2025-01-01", "rejected", "2026-01-01", followed_up_on="2026-05-01", follow_up_outcome="granted"),
        ),
    ),
    (
        "end_of_action_unknown",
        claim("contract", "2021-01-01", action("2025-01-01", "rejected")),
        claim("contract", "2021-01-01", action("2025-01-01", "rejected", "2025-06-01")),
    ),
    (
        "interest_lapsed_with_main",
        claim("running_interest", None, main=claim("contract", "2020-01-01"), **{"from": "2020-01-02"}),
        claim("running_interest", None, main=claim("contract", "2022-01-01"), **{"from": "2022-01-02"}),
    ),
    (
        "not_expected_to_end",
        claim("contract", "2020-03-01", extension("ceased_legal_person", "2023-03-01", None)),
        claim("contract", "2020-03-01", extension("spouses", "2023-03-01", None)),
    ),
    (
        "interest_in_insolvency",
        claim("running_interest", None, RUNNING, **{"from": "2021-07-01"}),
        claim("running_interest", None, demand("2026-01-01"), **{"from": "2021-07-01"}),
    ),
    ("clean_slate_exceptions", claim("contract", "2021-01-01", SLATE), claim("contract", "2022-03-02", SLATE)),
    ("clean_slate_cover", claim("contract", "2022-03-02", SLATE), claim("contract", "2022-03-01", SLATE)),
    (
        "clean_slate_not_proven",
        claim("contract", "2021-01-01", {**SLATE, "proof": "asserted"}),
        claim("contract", "2021-01-01", {**SLATE, "proof": "void"}),
    ),
    ("still_lasts", claim("contract", "2025-01-01", RUNNING), claim("contract", "2020-12-01", RUNNING)),
    ("end_not_known_yet", claim("contract", "2021-06-01", RUNNING), claim("contract", "2025-01-01", RUNNING)),
    (
        "arose_later",
        claim("contract", "2022-01-02", insolvency("bankruptcy", "2022-01-01", "2026-10-01")),
        claim("contract", "2022-01-01", insolvency("bankruptcy", "2022-01-01", "2026-10-01")),
    ),
    (
        "interest_possibly_lapsed",
        claim("running_interest", None, **{"from": "2021-11-20"}),
        claim("running_interest", None, **{"from": "2021-11-21"}),
    ),
    (
        "interest_before_title",
        claim("running_interest", None, title_on="2024-01-01", **{"from": "2023-12-31"}),
        claim("running_interest", None, title_on="2024-01-01", **{"from": "2024-01-01"}),
    ),
    (
        "main_not_given",
        claim("guarantee", "2023-01-01"),
        claim("guarantee", "2023-01-01", main=claim("contract", "2022-01-01")),
    ),
    (
        "main_unknown",
        claim("guarantee", "2023-01-01", main=claim("unknown", "2022-01-01")),
        claim("guarantee", "2023-01-01", main=claim("contract", "2022-01-01")),
    ),
    (
        "main_end_open",
        claim("guarantee", "2023-01-01", main=claim("contract", "2021-01-01", extension("spouses", None, None))),
        claim("guarantee", "2023-01-01", main=claim("contract", "2021-01-01")),
    ),
    (
        "main_unenforceable",
        claim("guarantee", "2023-01-01", main=claim("contract", "2021-01-01", SLATE)),
        claim("guarantee", "2023-01-01", main=claim("contract", "2021-01-01")),
    ),
    (
        "interest_follows_main",
        claim("running_interest", None, main=claim("contract", "2021-01-01", SLATE), **{"from": "2021-01-02"}),
        claim("running_interest", None, main=claim("contract", "2023-01-01"), **{"from": "2023-01-02"}),
    ),
]


@pytest.mark.parametrize(("code", "told", "not_told"), TOLD)
def test_a_warning_is_given_where_it_belongs_and_not_beside_it(
    code: str, told: dict[str, Any], not_told: dict[str, Any], rules: LimitationRules
) -> None:
    assert code in warnings(told, rules)
    assert code not in warnings(not_told, rules)


def test_proceedings_carry_an_unproven_claim_by_themselves(rules: LimitationRules) -> None:
    facts = claim("contract", "2021-01-01", action("2025-01-01", "pending"))
    finding = limitation(read(Fields(facts), rules), rules)
    assert finding.value.proof_gap
    assert "unproven" not in warnings(facts, rules)


def test_after_a_judgment_the_interest_that_lapsed_rests_on_its_article(rules: LimitationRules) -> None:
    facts = claim("running_interest", None, title_on="2014-01-01", **{"from": "2013-01-01"})
    assert warnings(facts, rules)["interest_possibly_lapsed"].startswith("BW 3:324 lid 3")


def test_the_same_warning_is_given_once(rules: LimitationRules) -> None:
    facts = claim("contract", "2023-01-01", act("part_payment", "2025-01-01"), act("part_payment", "2025-02-01"))
    codes = [caution.code for caution in limitation(read(Fields(facts), rules), rules).warnings]
    assert codes.count("limitation.note") == 1
