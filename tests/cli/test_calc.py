"""The contracts of `casebook calc`: what goes in, what comes out, for a person and for a program."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from casebook import paths
from casebook.cli.main import main
from tests.cli.conftest import Calc

LIMITATION = {
    "kind": "contract",
    "due_on": "2020-09-15",
    "as_of": "2026-11-21",
    "law": "NL",
    "events": [
        {"kind": "demand", "on": "2024-02-01", "received_on": "2024-02-03", "proof": "proven"},
        {"kind": "part_payment", "on": "2024-06-01", "proof": "asserted"},
        {"kind": "insolvency", "regime": "bankruptcy", "from": "2024-02-06", "until": "2026-03-31"},
    ],
}
ALLOCATION: dict[str, Any] = {
    "on": "2026-11-20",
    "amount": "1000.00",
    "designation": ["A"],
    "claims": [
        {
            "id": "A",
            "due_on": "2026-10-01",
            "rate": "6",
            "costs": "625.00",
            "interest": "120.00",
            "principal": "5000.00",
        }
    ],
}


def test_limitation_as_contracted(calc: Calc) -> None:
    found = calc.answer("limitation", LIMITATION)
    assert list(found) == ["status", "safe_until", "claimed_until", "proof_gap", "rule", "steps", "warnings"]
    assert found["status"] == "running"
    assert (found["safe_until"], found["claimed_until"]) == ("2029-02-03", "2029-06-01")
    assert found["proof_gap"] is False
    assert found["rule"] == "contract@1992-01-01"
    assert found["steps"][0] == {
        "on": "2020-09-15",
        "code": "limitation.term_begins",
        "what": "A term of 5 years begins the day after the due date (15 Sep 2020).",
        "source": "BW 3:307 lid 1",
        "safe_until": "2025-09-15",
        "claimed_until": "2025-09-15",
    }
    assert all(warning.keys() == {"code", "what", "source"} for warning in found["warnings"])


def test_running_interest_tells_from_when_it_is_alive(calc: Calc) -> None:
    found = calc.answer("limitation", {"kind": "running_interest", "from": "2018-03-01", "as_of": "2026-11-21"})
    assert (found["safe_from"], found["claimed_from"]) == ("2021-11-21", "2021-11-21")


def test_abstaining_lists_candidates(calc: Calc) -> None:
    found = calc.answer("limitation", {"kind": "unknown", "due_on": "2023-05-01", "as_of": "2026-11-21"})
    assert (found["status"], found["safe_until"], found["claimed_until"]) == ("abstained", None, None)
    assert {"rule": "contract@1992-01-01", "until": "2028-05-01", "source": "BW 3:307 lid 1"} in found["candidates"]


def test_what_is_null_is_as_if_it_were_not_there(calc: Calc) -> None:
    event = {"kind": "legal_action", "on": "2024-12-20", "outcome": "pending"}
    nothing = dict.fromkeys(("received_on", "ended_on", "regime", "until", "followed_up_on", "anything"))
    found = [calc.answer("limitation", {**LIMITATION, "events": [{**event, **more}]}) for more in ({}, nothing)]
    assert found[0] == found[1]


def test_an_end_that_cannot_be_known_is_null(calc: Calc) -> None:
    event = {"kind": "insolvency", "regime": "bankruptcy", "from": "2024-02-06", "until": None}
    found = calc.answer("limitation", {**LIMITATION, "events": [event]})
    assert (found["status"], found["safe_until"], found["claimed_until"]) == ("running", None, None)
    assert found["not_before"] == {"safe_until": "2027-05-21", "claimed_until": "2027-05-21"}


def test_interest_as_contracted(calc: Calc) -> None:
    facts: dict[str, Any] = {
        "kind": "commercial",
        "principal": "8400.00",
        "from": "2026-05-30",
        "until": "2026-06-21",
        "rate": None,
        "simple": False,
        "payments": [],
    }
    found = calc.answer("interest", facts)
    assert (found["interest"], found["total"], found["per_day"]) == ("51.39", "8451.39", "2.34")
    assert found["rows"] == [
        {
            "from": "2026-05-30",
            "until": "2026-06-21",
            "days": 22,
            "rate": "10.15",
            "base": "8400.00",
            "interest": "51.39",
        }
    ]
    assert (found["source"], found["stale"]) == ("BW 6:119a", False)


def test_costs_as_contracted(calc: Calc) -> None:
    facts = {
        "principals": ["938.45"],
        "kind": "contract",
        "debtor": "business",
        "creditor_deducts_vat": True,
        "default_on": "2026-10-02",
        "as_of": "2026-11-21",
    }
    found = calc.answer("costs", facts)
    assert {name: found[name] for name in ("fee", "vat", "total", "claimable_from")} == {
        "fee": "140.77",
        "vat": "0.00",
        "total": "140.77",
        "claimable_from": "2026-10-02",
    }
    assert all(condition.keys() == {"code", "what", "met", "source"} for condition in found["conditions"])
    assert all(condition["met"] is True for condition in found["conditions"])


def test_costs_with_only_what_must_be_given_leave_the_conditions_open(calc: Calc) -> None:
    found = calc.answer("costs", {"principals": ["100.00"], "kind": "contract", "debtor": "consumer"})
    assert (found["fee"], found["vat"], found["claimable_from"]) == ("40.00", "0.00", None)
    assert {condition["met"] for condition in found["conditions"]} == {True, None}


def test_allocation_as_contracted(calc: Calc) -> None:
    found = calc.answer("allocation", ALLOCATION)
    lines = [{name: line[name] for name in ("claim", "component", "amount", "source")} for line in found["lines"]]
    assert lines == [
        {"claim": "A", "component": "costs", "amount": "625.00", "source": "BW 6:44 lid 1"},
        {"claim": "A", "component": "interest", "amount": "120.00", "source": "BW 6:44 lid 1"},
        {"claim": "A", "component": "principal", "amount": "255.00", "source": "BW 6:44 lid 1"},
    ]
    assert [line["basis"]["source"] for line in found["lines"]] == ["BW 6:43 lid 1"] * 3
    assert found["left"] == [{"claim": "A", "costs": "0.00", "interest": "0.00", "principal": "4745.00"}]
    assert found["unallocated"] == "0.00"


@pytest.mark.parametrize(("subject", "facts"), [("limitation", LIMITATION), ("allocation", ALLOCATION)])
def test_a_list_in_a_list_out(subject: str, facts: dict[str, Any], calc: Calc) -> None:
    one = calc.answer(subject, facts)
    assert calc.answer(subject, [facts, facts]) == [one, one]
    assert calc.answer(subject, []) == []


@pytest.mark.parametrize("subject", ["limitation", "interest", "costs", "allocation"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_samples_are_answered_for_a_person_within_80_columns(subject: str, language: str, calc: Calc) -> None:
    given = (paths.sample_data() / "calc" / f"{subject}.json").read_bytes()
    status, out, err = calc.run(subject, given, "--lang", language)
    assert (status, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80


def test_a_person_reads_unproven_where_only_the_safe_end_has_passed(calc: Calc) -> None:
    event = {"kind": "acknowledgement", "on": "2025-01-01", "proof": "asserted"}
    _, out, _ = calc.run("limitation", json.dumps({**LIMITATION, "events": [event]}).encode())
    assert out.splitlines()[0].startswith("Limitation, contract, on 21 Nov 2026: unproven")


def test_a_person_reads_from_when_running_interest_is_alive(calc: Calc) -> None:
    facts = {"kind": "running_interest", "from": "2018-03-01", "as_of": "2026-11-21"}
    _, out, _ = calc.run("limitation", json.dumps(facts).encode())
    assert [line.split() for line in out.splitlines() if "from  " in line] == [
        ["Safe", "from", "21", "Nov", "2021"],
        ["Claimed", "from", "21", "Nov", "2021"],
    ]


def test_a_person_reads_the_candidates_within_80_columns(calc: Calc) -> None:
    facts = {"kind": "unknown", "due_on": "2023-05-01", "as_of": "2026-11-21"}
    _, out, _ = calc.run("limitation", json.dumps(facts).encode())
    assert any(line.split()[:4] == ["contract@1992-01-01", "1", "May", "2028"] for line in out.splitlines())
    assert max(map(len, out.splitlines())) <= 80


def test_a_terminal_without_the_letters_gets_json_all_the_same() -> None:
    facts = json.dumps({**ALLOCATION, "designation": [], "claims": [{**ALLOCATION["claims"][0], "id": "Łukasz"}]})
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "casebook", "calc", "allocation", "--json"]
    done = subprocess.run(command, input=facts.encode(), capture_output=True, env=environment, check=True)
    assert json.loads(done.stdout)["left"][0]["claim"] == "Łukasz"


def test_a_person_at_the_keyboard_is_told_what_is_awaited(calc: Calc) -> None:
    _, _, err = calc.run("limitation", json.dumps(LIMITATION).encode(), at_a_terminal=True)
    assert err.startswith("Facts are read as JSON from the keyboard")


def test_a_closed_input_is_an_empty_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["calc", "limitation"]) == 1
    assert capsys.readouterr().err.startswith("The input is empty")


def test_every_limitation_case_of_the_reference(calc: Calc, reference_cases: list[dict[str, Any]]) -> None:
    found = calc.answer("limitation", [case["facts"] for case in reference_cases])
    for case, answer in zip(reference_cases, found, strict=True):
        assert {name: answer[name] for name in case["expect"]} == case["expect"], case["id"]


@pytest.fixture
def reference_cases(test_data: Path) -> list[dict[str, Any]]:
    path = test_data.parent / "law" / "limitation_cases.json"
    if not path.exists():
        pytest.skip("the reference cases do not stand beside CASEBOOK_TEST_DATA")
    cases: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return cases
