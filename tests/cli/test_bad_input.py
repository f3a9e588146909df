"""Bad input to `casebook calc`: one sentence that names the field and what was expected, and nothing half done."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.conftest import Calc

AS_OF = "2026-11-21"
CONTRACT = {"kind": "contract", "due_on": "2020-09-15", "as_of": "2026-11-21"}
INTEREST = {"kind": "statutory", "principal": "100.00", "from": "2024-02-01", "until": "2024-03-01"}
COSTS = {"principals": ["100.00"], "kind": "contract", "debtor": "consumer"}
CLAIM = {"id": "A", "due_on": "2026-10-01", "rate": "6", "costs": "0.00", "interest": "0.00", "principal": "50.00"}
ALLOCATION = {"on": "2026-11-20", "amount": "10.00", "designation": [], "claims": [CLAIM]}


def limitation(**changes: Any) -> tuple[str, dict[str, Any]]:
    return "limitation", {**CONTRACT, **changes}


def event(**fields: Any) -> tuple[str, dict[str, Any]]:
    return limitation(events=[{"kind": "demand", "on": "2024-01-01"}, fields])


def interest(**changes: Any) -> tuple[str, dict[str, Any]]:
    return "interest", {**INTEREST, **changes}


def costs(**changes: Any) -> tuple[str, dict[str, Any]]:
    return "costs", {**COSTS, **changes}


def allocation(**changes: Any) -> tuple[str, dict[str, Any]]:
    return "allocation", {**ALLOCATION, **changes}


FIELDS = [
    (limitation(due_on="2026-02-30"), "due_on: expected a day that exists, written as 2026-11-21, found"),
    (limitation(due_on="15-09-2020"), "due_on: expected a day that exists"),
    (limitation(due_on="20200915"), "due_on: expected a day that exists"),
    (limitation(due_on="\u0662\u0660\u0662\u0660-\u0660\u0669-\u0661\u0665"), "due_on: expected a day that exists"),
    (limitation(due_on=20200915), "due_on: expected a day that exists"),
    (limitation(due_on=["2020-09-15"]), "due_on: expected a day that exists"),
    (limitation(due_on="1020-09-15"), "due_on: expected a day between 1 Jan 1900 and 31 Dec 2199"),
    (limitation(due_on="9999-12-31"), "due_on: expected a day between"),
    (limitation(as_of=None), "as_of: expected a day"),
    (limitation(kind="kontract"), "kind: expected one of contract, "),
    (limitation(kind=None), "kind: expected one of contract, "),
    (limitation(kind=7), "kind: expected one of contract, "),
    (limitation(dueon="2020-09-15"), "dueon: unknown field"),
    (limitation(law=""), "law: expected a text"),
    (limitation(law="NL "), "law: expected a country code of two letters"),
    (limitation(law="[/b]{x}"), "law: expected a country code of two letters"),
    (
        event(kind="legal_action", on="2024-02-01", outcome="rejected", follow_up_outcome="granted"),
        "events[1].follow_up_outcome: this field goes with followed_up_on",
    ),
    (allocation(claims=[{**CLAIM, "id": "a\ud800"}]), "claims[0].id: expected a text"),
    (allocation(claims=[{**CLAIM, "id": "\x9b31m"}]), "claims[0].id: expected a text"),
    (allocation(designation=["\u202eA"]), "designation: expected a list of texts"),
    (limitation(events={}), "events: expected a list of objects, found {}"),
    (limitation(events=["demand"]), 'events[0]: expected an object with fields, found "demand"'),
    (limitation(events=[{}] * 1001), "events: expected at most 1,000 items"),
    (event(kind="demand", on="2024-02-30"), "events[1].on: expected a day that exists"),
    (event(kind="demand"), "events[1].on: expected a day"),
    (
        event(kind="service", on="2024-02-01", received_on="2024-02-03"),
        "events[1].received_on: this field goes only with kind demand",
    ),
    (
        event(kind="legal_action", on="2024-02-01", outcome="granted", followed_up_on="2024-02-03"),
        "events[1].followed_up_on: this field goes only with outcome rejected or withdrawn",
    ),
    (event(kind="letter", on="2024-02-01"), "events[1].kind: expected one of demand, "),
    (event(kind="demand", on="2024-02-01", proof="sure"), "events[1].proof: expected one of proven, asserted, void"),
    (event(kind="demand", on="2024-02-01", sent=True), "events[1].sent: unknown field"),
    (
        event(kind="demand", on="2024-02-03", received_on="2024-02-01"),
        "events[1].received_on: expected a day not before events[1].on",
    ),
    (
        event(kind="insolvency", regime="bankruptcy", **{"from": "2024-02-06", "until": "2024-02-05"}),
        "events[1].until: expected a day not before events[1].from",
    ),
    (event(kind="insolvency", regime="whoa", **{"from": "2024-02-06"}), "events[1].regime: expected one of"),
    (event(kind="insolvency", regime="bankruptcy"), "events[1].from: expected a day"),
    (
        event(
            kind="insolvency", regime="bankruptcy", clean_slate=True, **{"from": "2024-02-06", "until": "2025-02-05"}
        ),
        "events[1].clean_slate: a clean slate goes with regime wsnp",
    ),
    (event(kind="extension", ground="friends", until="2024-02-06"), "events[1].ground: expected one of spouses"),
    (event(kind="legal_action", on="2024-02-06", outcome="lost"), "events[1].outcome: expected one of granted"),
    (
        event(kind="legal_action", on="2024-02-06", ended_on="2025-02-06", outcome="pending"),
        "events[1].outcome: expected granted, rejected or withdrawn",
    ),
    (limitation(known_on="2020-01-01", event_on="2021-01-01"), "known_on: expected a day not before event_on"),
    (limitation(kind="guarantee", main={"kind": "contract", "due": 1, "as_of": AS_OF}), "main.due: unknown field"),
    (limitation(main={"kind": "contract"}), "main: this field goes only with kind guarantee, running_interest"),
    (
        limitation(kind="guarantee", main={"kind": "contract", "as_of": "2026-01-01"}),
        "main.as_of: expected the same day",
    ),
    (interest(principal="-100.00"), "principal: expected an amount"),
    (interest(principal="100.001"), "principal: expected an amount"),
    (interest(principal=100), "principal: expected an amount"),
    (interest(principal="1e3"), "principal: expected an amount"),
    (interest(principal="NaN"), "principal: expected an amount"),
    (interest(principal="1.234,56"), "principal: expected an amount"),
    (interest(principal="999999999999.99"), "principal: expected an amount of at most"),
    (interest(until="2024-01-31"), "until: expected a day not before from"),
    (interest(kind="usury"), "kind: expected one of statutory, commercial, contractual"),
    (interest(kind="contractual"), "rate: expected the agreed rate"),
    (interest(kind="contractual", rate="-1"), "rate: expected a percentage"),
    (interest(kind="contractual", rate="5000"), "rate: expected a percentage"),
    (interest(rate="8"), "rate: expected null, because the law sets the rate"),
    (interest(simple="yes"), "simple: expected true or false"),
    (interest(payments=[{"on": "2024-02-10", "amount": "0.00"}]), "payments[0].amount: expected an amount above zero"),
    (allocation(amount="0.00"), "amount: expected an amount above zero"),
    (interest(payments=[{"on": "2024-02-10"}]), "payments[0].amount: expected an amount"),
    (interest(**{"from": "1970-01-01"}), "from"),
    (interest(kind="commercial", **{"from": "2001-01-01"}), "from"),
    (costs(principals=[]), "principals: expected a list of amounts"),
    (costs(principals="100.00"), "principals: expected a list of amounts"),
    (costs(principals=["100.00", "-1"]), "principals[1]: expected an amount"),
    (costs(principals=["0.00"]), "principals: expected amounts that add up to more than zero"),
    (costs(debtor="person"), "debtor: expected one of consumer, business"),
    (costs(letter={"sent_on": "2026-11-03", "received_on": "2026-11-02"}), "letter.received_on: expected a day"),
    (costs(letter={"wording": "fortnight"}), "letter.wording: expected one of after_receipt, after_date"),
    (costs(recurring={"instalment": "50.00"}), "recurring.charged_last_6_months: expected an amount"),
    (allocation(amount="-5"), "amount: expected an amount"),
    (allocation(designation=["B"]), "designation: expected the ids of claims that are given, found B"),
    (allocation(designation="A"), "designation: expected a list of texts"),
    (allocation(claims=[CLAIM, CLAIM]), "claims[1].id: the claim A is given twice"),
    (allocation(claims=[{**CLAIM, "due_on": None}]), "claims[0].due_on: expected a day"),
]


@pytest.mark.parametrize(("asked", "sentence"), FIELDS)
def test_the_sentence_names_the_field_and_what_was_expected(
    asked: tuple[str, dict[str, Any]], sentence: str, calc: Calc
) -> None:
    assert sentence in calc.refusal(*asked)


def test_a_list_has_a_limit(calc: Calc) -> None:
    assert calc.refusal("limitation", [{}] * 100_001).startswith("The list holds more than 100,000 cases")


def test_in_a_list_the_sentence_names_the_item(calc: Calc) -> None:
    wrong = {**CONTRACT, "due_on": "2026-02-30"}
    assert calc.refusal("limitation", [CONTRACT, wrong]).startswith("[1].due_on: expected a day that exists")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The input is empty"),
        (b" \n", "The input is empty"),
        (b'{"kind": "contract", "due_on', "The input is not complete JSON: line 1, column 22"),
        (b'{"kind": "contract"} {}', "The input is not complete JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "The input is not text in UTF-8: byte 1"),
        (b"\xff\xfe{\x00}\x00", "The input is not text in UTF-8: byte 1"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"kind": NaN}', "NaN is not a value of JSON"),
        (b'{"kind": ' + b"9" * 5000 + b"}", "a number of thousands of digits"),
        (b'{"kind": "contract", "kind": "periodic"}', "The field kind stands twice"),
        (b'"contract"', "expected an object with fields"),
        (b"null", "expected an object with fields"),
        (b"[[]]", "[0]: expected an object with fields"),
        (b"[" + b"1," * 5_000_000 + b"1]", "The input is larger than 8 MB"),
    ],
)
def test_input_that_is_no_json_gives_one_sentence(content: bytes, sentence: str, calc: Calc) -> None:
    assert sentence in calc.refusal("limitation", content)


def test_a_byte_order_mark_is_no_mistake(calc: Calc) -> None:
    status, _, _ = calc.run("limitation", b"\xef\xbb\xbf" + json.dumps(CONTRACT).encode())
    assert status == 0


def test_main_claims_within_each_other_have_an_end(calc: Calc) -> None:
    nested: dict[str, Any] = {"kind": "guarantee", "due_on": "2020-09-15"}
    for _ in range(10):
        nested = {"kind": "guarantee", "due_on": "2020-09-15", "main": nested}
    assert "main: expected at most 4 main claims" in calc.refusal("limitation", {**nested, "as_of": "2026-11-21"})


def test_a_value_nested_as_deep_as_json_allows_is_refused_in_a_sentence(calc: Calc) -> None:
    for depth in (100, 900, 980, 983, 990, 2000):
        content = b'{"as_of": "2026-11-21", "kind": ' + b"[" * depth + b"]" * depth + b"}"
        assert calc.refusal("limitation", content)


def test_all_that_may_be_chosen_is_told(calc: Calc) -> None:
    assert "running_interest, unknown, found" in calc.refusal("limitation", {**CONTRACT, "kind": "kontract"})


def test_what_comes_back_in_a_sentence_has_no_control_codes(calc: Calc) -> None:
    hostile = "\x1b]0;owned\x07[/b]\u202e\x9b31m"
    assert "[/b]" in calc.refusal("limitation", {**CONTRACT, hostile: 1})
    assert calc.refusal("limitation", {**CONTRACT, hostile: 1}).isprintable()
    assert calc.refusal("limitation", {**CONTRACT, "kind": hostile}).isprintable()


def test_a_name_of_half_a_surrogate_pair_is_shown_without_it(calc: Calc) -> None:
    assert "unknown field" in calc.refusal("limitation", b'{"kind": "contract", "as_of": "2026-11-21", "\\ud800": 1}')


def test_in_dutch(calc: Calc) -> None:
    _, _, err = calc.run("limitation", json.dumps({**CONTRACT, "due_on": "2026-02-30"}).encode(), "--lang", "nl")
    assert err.startswith("due_on: verwacht is een bestaande dag")


values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["contract", "2024-02-29", "100.00", "demand", "proven", "bankruptcy", "business", "statutory"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = sorted({*CONTRACT, *INTEREST, *COSTS, *ALLOCATION, "events", "main", "letter", "recurring", "payments", "law"})


@given(subject=st.sampled_from(["limitation", "interest", "costs", "allocation"]), changes=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_given_there_is_an_answer_or_one_sentence(subject: str, changes: st.DataObject, calc: Calc) -> None:
    plain: dict[str, dict[str, Any]] = {
        "limitation": CONTRACT,
        "interest": INTEREST,
        "costs": COSTS,
        "allocation": ALLOCATION,
    }
    changed = changes.draw(st.dictionaries(st.sampled_from(NAMES), values, max_size=3))
    status, out, err = calc.run(subject, json.dumps({**plain[subject], **changed}).encode(), "--json")
    assert (status, bool(out), err.count("\n")) in {(0, True, 0), (1, False, 1)}
    assert "Traceback" not in err
    assert "faults.log" not in err
