"""Several clocks: per debtor, per claim, and for its interest and its title apart."""

from datetime import date
from typing import Any

from casebook.domain.finding import Finding
from casebook.domain.limitation.answer import Limitation
from casebook.domain.limitation.clocks import Clock, ClockKey, ClockKind, Reaching, limitations
from casebook.domain.limitation.facts import Act, LimitationFacts, Proof
from casebook.domain.limitation.rules import LimitationRules

AS_OF = date(2026, 11, 21)
PRINCIPAL, INTEREST = ClockKind.PRINCIPAL, ClockKind.INTEREST
Found = dict[ClockKey, Finding[Limitation]]


def contract(due_on: date, **more: Any) -> Clock:
    return Clock(LimitationFacts("contract", AS_OF, {"due_on": due_on}), **more)


def ends(found: Found, claim: str, kind: ClockKind, debtor: str) -> tuple[str, str]:
    value = found[ClockKey(claim, kind, debtor)].value
    return str(value.ends.safe_until), str(value.ends.claimed_until)


def demand(received_on: date, proof: Proof = Proof.PROVEN) -> Act:
    return Act("demand", received_on, proof, received_on)


def test_a_letter_to_the_firm_moves_only_the_claimed_end_of_its_partners(rules: LimitationRules) -> None:
    # T6: vof De Waard, partners A and B; HR 2020:1315.
    due_on = date(2022, 12, 15)
    clocks = {
        ClockKey("1", PRINCIPAL, "vof"): contract(due_on),
        ClockKey("1", PRINCIPAL, "A"): contract(due_on, firm="vof"),
        ClockKey("1", PRINCIPAL, "B"): contract(due_on, firm="vof"),
    }
    found = limitations(clocks, [Reaching(demand(date(2026, 11, 10)), {"vof"})], rules)
    assert ends(found, "1", PRINCIPAL, "vof") == ("2031-11-10", "2031-11-10")
    for partner in ("A", "B"):
        assert ends(found, "1", PRINCIPAL, partner) == ("2027-12-15", "2031-11-10")
        assert "HR 17-7-2020 ECLI:NL:HR:2020:1315" in found[ClockKey("1", PRINCIPAL, partner)].sources


def test_a_letter_to_the_partner_himself_counts_in_full(rules: LimitationRules) -> None:
    clocks = {ClockKey("1", PRINCIPAL, "A"): contract(date(2022, 12, 15), firm="vof")}
    found = limitations(clocks, [Reaching(demand(date(2026, 11, 10)), {"vof", "A"})], rules)
    assert ends(found, "1", PRINCIPAL, "A") == ("2031-11-10", "2031-11-10")


def test_a_letter_to_the_firm_on_another_claim_says_nothing_to_the_partner(rules: LimitationRules) -> None:
    clocks = {ClockKey("1", PRINCIPAL, "A"): contract(date(2022, 12, 15), firm="vof")}
    found = limitations(clocks, [Reaching(demand(date(2026, 11, 10)), {"vof"}, claims={"2"})], rules)
    assert ends(found, "1", PRINCIPAL, "A") == ("2027-12-15", "2027-12-15")


def test_what_the_firm_acknowledges_is_not_acknowledged_by_its_partner(rules: LimitationRules) -> None:
    clocks = {ClockKey("1", PRINCIPAL, "A"): contract(date(2022, 12, 15), firm="vof")}
    acknowledged = Reaching(Act("acknowledgement", date(2026, 11, 10), Proof.PROVEN), {"vof"})
    assert ends(limitations(clocks, [acknowledged], rules), "1", PRINCIPAL, "A") == ("2027-12-15", "2027-12-15")


def test_a_void_letter_to_the_firm_counts_for_nobody(rules: LimitationRules) -> None:
    clocks = {ClockKey("1", PRINCIPAL, "A"): contract(date(2022, 12, 15), firm="vof")}
    void = Reaching(demand(date(2026, 11, 10), Proof.VOID), {"vof"})
    found = limitations(clocks, [void], rules)
    assert ends(found, "1", PRINCIPAL, "A") == ("2027-12-15", "2027-12-15")
    assert found[ClockKey("1", PRINCIPAL, "A")].warnings == ()


def test_joint_debtors_are_interrupted_each_for_himself(rules: LimitationRules) -> None:
    clocks = {ClockKey("1", PRINCIPAL, debtor): contract(date(2022, 3, 1)) for debtor in ("first", "second")}
    found = limitations(clocks, [Reaching(demand(date(2026, 2, 1)), {"first"})], rules)
    assert ends(found, "1", PRINCIPAL, "first") == ("2031-02-01", "2031-02-01")
    assert ends(found, "1", PRINCIPAL, "second") == ("2027-03-01", "2027-03-01")


def test_a_guarantee_ends_with_the_claim_on_the_main_debtor_and_not_by_his_letters(rules: LimitationRules) -> None:
    main = ClockKey("1", PRINCIPAL, "debtor")
    guarantor = ClockKey("1", PRINCIPAL, "guarantor")
    guarantee = LimitationFacts("guarantee", AS_OF, {"due_on": date(2023, 6, 1)})
    clocks = {main: contract(date(2022, 3, 1)), guarantor: Clock(guarantee, main=main)}
    to_debtor = Reaching(demand(date(2026, 2, 1)), {"debtor"})
    assert ends(limitations(clocks, [], rules), *guarantor) == ("2027-03-01", "2027-03-01")
    assert ends(limitations(clocks, [to_debtor], rules), *guarantor) == ("2028-06-01", "2028-06-01")


def test_an_event_reaches_only_the_claims_and_kinds_it_names(rules: LimitationRules) -> None:
    interest = LimitationFacts("running_interest", AS_OF, {"from": date(2018, 1, 1)})
    clocks = {
        ClockKey("1", PRINCIPAL, "d"): contract(date(2022, 3, 1)),
        ClockKey("2", PRINCIPAL, "d"): contract(date(2022, 3, 1)),
        ClockKey("1", INTEREST, "d"): Clock(interest, main=ClockKey("1", PRINCIPAL, "d")),
    }
    letter = Reaching(demand(date(2022, 12, 1)), {"d"}, claims={"1"}, kinds={PRINCIPAL})
    whole = Reaching(demand(date(2022, 12, 1)), {"d"}, claims={"1"})
    assert ends(limitations(clocks, [letter], rules), "1", PRINCIPAL, "d")[0] == "2027-12-01"
    assert ends(limitations(clocks, [letter], rules), "2", PRINCIPAL, "d")[0] == "2027-03-01"
    key = ClockKey("1", INTEREST, "d")
    assert str(limitations(clocks, [letter], rules)[key].value.ends.safe_from) == "2021-11-21"
    assert str(limitations(clocks, [whole], rules)[key].value.ends.safe_from) == "2018-01-01"
