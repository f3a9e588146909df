"""Whole situations as a practitioner would check them, as far as these rules decide them; asked on 21-11-2026."""

from typing import Any, ClassVar

import pytest

from tests.cli.conftest import Calc

TODAY = "2026-11-21"
FOURTEEN_DAY_LETTER = {"sent_on": "2026-11-03", "received_on": None, "wording": "after_receipt"}
INVOICES = [
    ("612.80", "2026-07-15", "2028-07-15", "8.26"),
    ("240.00", "2026-08-15", "2028-08-15", "2.42"),
    ("186.40", "2026-09-15", "2028-09-15", "1.25"),
    ("95.00", "2026-10-15", "2028-10-15", "0.32"),
]


def ends(calc: Calc, **facts: Any) -> tuple[str, str]:
    found = calc.answer("limitation", {"as_of": TODAY, **facts})
    return found["safe_until"], found["claimed_until"]


class TestFourInvoicesOfAConsumer:
    """T1: webshop goods, one 14-day letter, and a counsellor who asks the balance per 16-11."""

    @pytest.mark.parametrize(("_amount", "due_on", "end", "_interest"), INVOICES)
    def test_each_ends_after_two_years(self, _amount: str, due_on: str, end: str, _interest: str, calc: Calc) -> None:
        assert ends(calc, kind="consumer_sale", due_on=due_on) == (end, end)

    @pytest.mark.parametrize(("amount", "due_on", "_end", "interest"), INVOICES)
    def test_interest_to_the_day_asked(self, amount: str, due_on: str, _end: str, interest: str, calc: Calc) -> None:
        first = f"{due_on[:-2]}16"
        facts = {"kind": "statutory", "principal": amount, "from": first, "until": "2026-11-16"}
        assert calc.answer("interest", facts)["interest"] == interest

    def costs(self, calc: Calc, as_of: str) -> Any:
        facts = {
            "principals": [amount for amount, *_ in INVOICES],
            "kind": "consumer_sale",
            "debtor": "consumer",
            "creditor_deducts_vat": True,
            "default_on": "2026-10-16",
            "letter": FOURTEEN_DAY_LETTER,
            "as_of": as_of,
        }
        return calc.answer("costs", facts)

    def test_one_fee_over_the_sum_not_four(self, calc: Calc) -> None:
        assert self.costs(calc, "2026-11-16")["fee"] == "170.13"

    def test_the_costs_cannot_be_claimed_on_the_day_asked(self, calc: Calc) -> None:
        found = self.costs(calc, "2026-11-16")
        unmet = [condition for condition in found["conditions"] if condition["met"] is False]
        assert len(unmet) == 1
        assert "presumed delivered on 5 Nov 2026, last day 19 Nov 2026" in unmet[0]["what"]

    def test_they_can_once_the_presumption_and_its_margin_are_over(self, calc: Calc) -> None:
        assert self.costs(calc, "2026-11-16")["claimable_from"] == "2026-11-25"
        assert all(condition["met"] for condition in self.costs(calc, "2026-11-25")["conditions"])


class TestFirmAndPartners:
    """T6: a claim of 15-12-2022 on a vof, interrupted by a letter to the firm alone."""

    claim: ClassVar = {"kind": "contract", "due_on": "2022-12-15"}

    def letter(self, proof: str) -> dict[str, Any]:
        return {"kind": "demand", "on": "2026-11-08", "received_on": "2026-11-10", "proof": proof}

    def test_the_firm(self, calc: Calc) -> None:
        assert ends(calc, **self.claim, events=[self.letter("proven")]) == ("2031-11-10", "2031-11-10")

    def test_a_partner_whom_it_was_only_meant_for(self, calc: Calc) -> None:
        assert ends(calc, **self.claim, events=[self.letter("asserted")]) == ("2027-12-15", "2031-11-10")


class TestEnergyUnderAdministration:
    """T12: the final bill of a consumer, letters by ordinary post to the old address."""

    bill: ClassVar = {"kind": "consumer_energy", "due_on": "2024-12-20"}
    ordinary: ClassVar = {"kind": "demand", "on": "2025-06-01", "received_on": "2025-06-03", "proof": "asserted"}
    registered: ClassVar = {"kind": "demand", "on": "2026-11-27", "received_on": "2026-12-01", "proof": "proven"}

    def test_a_sunday_is_not_moved_and_ordinary_post_is_asserted_only(self, calc: Calc) -> None:
        assert ends(calc, **self.bill, events=[self.ordinary]) == ("2026-12-20", "2027-06-03")

    def test_after_the_registered_letter_two_years_not_five(self, calc: Calc) -> None:
        assert ends(calc, **self.bill, events=[self.ordinary, self.registered]) == ("2028-12-01", "2028-12-01")


class TestTheBaker:
    """T17 b: flour for the bakery, energy for the home."""

    def test_flour_costs_need_no_letter(self, calc: Calc) -> None:
        facts = {
            "principals": ["938.45"],
            "kind": "contract",
            "debtor": "business",
            "creditor_deducts_vat": True,
            "default_on": "2026-10-02",
            "as_of": TODAY,
        }
        found = calc.answer("costs", facts)
        assert (found["fee"], found["claimable_from"]) == ("140.77", "2026-10-02")

    def test_energy_at_home_needs_one(self, calc: Calc) -> None:
        facts = {
            "principals": ["280.00"],
            "kind": "consumer_energy",
            "debtor": "consumer",
            "default_on": "2026-10-02",
            "as_of": TODAY,
        }
        assert calc.answer("costs", facts)["claimable_from"] is None
        assert ends(calc, kind="consumer_energy", due_on="2026-10-01") == ("2028-10-01", "2028-10-01")

    def test_the_scale_is_not_for_damages(self, calc: Calc) -> None:
        facts = {"principals": ["280.00"], "kind": "damages", "debtor": "business", "default_on": "2026-10-02"}
        found = calc.answer("costs", facts)
        unmet = [condition["source"] for condition in found["conditions"] if condition["met"] is False]
        assert (found["claimable_from"], unmet) == (None, ["BIK art. 1"])


class TestUncollected:
    """T24: registered and returned uncollected, then an e-mail answered and confirmed by a person."""

    def test_the_clock_moves_on_the_day_of_the_answer(self, calc: Calc) -> None:
        returned = {"kind": "demand", "on": "2026-10-12", "received_on": None, "proof": "asserted"}
        answered = {"kind": "demand", "on": "2026-10-12", "received_on": "2026-11-03", "proof": "proven"}
        claim = {"kind": "contract", "due_on": "2021-12-15"}
        assert ends(calc, **claim, events=[returned]) == ("2026-12-15", "2031-10-12")
        assert ends(calc, **claim, events=[returned, answered]) == ("2031-11-03", "2031-11-03")
