"""Numbers in what payers write, and payment references with their check."""

import pytest

from casebook.domain.matching.numbers import written
from casebook.domain.matching.references import dutch_check, references


def numbers(text: str) -> set[str]:
    return {one.number for one in written(text)}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("factuur 2026-017", "2026017"),
        ("fact.nr. 2026/017, bedankt", "2026017"),
        ("2026 017", "2026017"),
        ("inv F2026.0142", "f20260142"),
        ("INV-2026-17", "inv202617"),
        ("facturen 7001, 7002+7003 en 7004", "7004"),
        ("dossier 2025-0142 van Bakker", "20250142"),
        ("kenmerk 00012345", "00012345"),
        ("7001", "7001"),
    ],
)
def test_a_number_is_found_however_it_is_parted(text: str, number: str) -> None:
    assert number in numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "betaling € 1.240,00",
        "EUR 500",
        "500,00 betaald",
        "betaald op 18-11-2026",
        "2026-11-18",
        "12:45 uur",
        "Dorpsstraat te 3512 AB Utrecht",
        "van NL91 ABNA 0417 1643 00",
        "bedankt",
        "nr 7",
    ],
)
def test_what_is_surely_something_else_is_no_number(text: str) -> None:
    assert numbers(text) == set()


def test_what_is_said_to_be_a_number_is_told_apart_and_so_is_what_may_be_a_year() -> None:
    told = {one.number: one for one in written("facturen 7001, 7002 uit 2025")}
    assert (told["7001"].labelled, told["7002"].labelled, told["2025"].labelled) == (True, True, False)
    assert (told["7001"].is_year, told["2025"].is_year) == (False, True)


def test_a_part_of_a_number_is_known_as_such() -> None:
    told = {one.number: one for one in written("2026-017")}
    assert told["017"].within(told["2026017"])
    assert not told["2026017"].within(told["017"])


# The examples of Betaalvereniging Nederland, and of ISO 11649 in python-stdnum.
@pytest.mark.parametrize("number", ["5000056789012345", "12234534622567"])
def test_a_dutch_payment_reference_has_its_check_digit_in_front(number: str) -> None:
    assert dutch_check(number)
    assert not dutch_check(f"{(int(number[0]) + 1) % 10}{number[1:]}")
    assert not dutch_check(number[:-1])


@pytest.mark.parametrize(
    ("text", "refers_to"),
    [
        ("5000 0567 8901 2345", ["56789012345"]),
        ("RF18 5390 0754 7034", ["539007547034"]),
        ("rf18539007547034 factuur", ["539007547034"]),
        ("RF19 5390 0754 7034", []),
        ("5000056789012346", []),
        ("0612345678", []),
    ],
)
def test_a_reference_counts_only_where_its_check_is_right(text: str, refers_to: list[str]) -> None:
    assert list(references(text)) == refers_to
