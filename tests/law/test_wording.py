"""What entries of the law book say, by the form in which each part was read."""

from datetime import date
from decimal import Decimal

import pytest

from casebook.domain.calendar import Term
from casebook.domain.dated import Confidence, Entry
from casebook.law import wording
from casebook.law.book import LawFile, book
from casebook.law.checking import Due, Urgency
from casebook.law.listing import Rule, rules_of
from casebook.law.schema import Part
from casebook.words import LANGUAGES

SOME = LawFile("costs", date(2026, 11, 21), (), ())


def said(*parts: Part) -> str:
    rule = Rule(SOME, "scale", Entry(date(2012, 7, 1), None, "BIK art. 2", Confidence.HIGH), parts, True)
    return wording.value(rule, "nl").replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((Part("amount", "money", 25_000_00),), "€ 25.000,00"),
        ((Part("percent", "percent", Decimal("10.40")),), "10,4%"),
        ((Part("term", "term", Term(1, "days")),), "1 dag"),
        ((Part("days", "days", (date(2026, 1, 2), date(2026, 5, 15))),), "02-01-2026, 15-05-2026"),
        ((Part("days", "days", ()),), "geen"),
        ((Part("acts", "words", ("contract", "conditions")),), "overeenkomst, algemene voorwaarden"),
        ((Part("minimum", "money", 40_00), Part("maximum", "money", 50_00)), "ten minste € 40,00; ten hoogste € 50,00"),
        ((Part("moving", "flag", True),), "elke dag rente een eigen termijn"),
        ((Part("moving", "flag", False),), "één termijn"),
        # Several of an inner table stand together, and what another table tells is left out.
        (
            (
                Part("slices[0].percent", "percent", Decimal(15)),
                Part("slices[0].up_to", "money", 1_00),
                Part("slices[1].percent", "percent", Decimal(10)),
                Part("procedure", "text", "civil"),
            ),
            "schijf 15% tot en met € 1,00; schijf 10%",
        ),
    ],
)
def test_a_value_by_its_form(parts: tuple[Part, ...], expected: str) -> None:
    assert said(*parts) == expected


@pytest.mark.parametrize(
    ("key", "name", "full_name"),
    [
        ("holiday.good_friday", "Good Friday (equated)", "Every year: Good Friday (equated)"),
        ("decree", "equated by decree", "equated by decree"),
    ],
)
def test_an_entry_is_named_with_its_table_outside_it(key: str, name: str, full_name: str) -> None:
    assert wording.name("holidays", key, "en") == name
    assert wording.full_name("holidays", key, "en") == full_name


def test_what_is_due_is_named_by_its_file_and_entry() -> None:
    days = {"start": date(2027, 1, 1), "last": date(2026, 12, 31)}
    entry = Due(Urgency.SOON, "law.due.soon", days, "court_fees", "company")
    whole = Due(Urgency.SOON, "law.due.soon", days, "court_fees", "")
    assert wording.due(entry, "en").startswith("Court fees, ")
    assert not wording.due(whole, "en").startswith("Court fees, ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_book_can_be_said(language: str) -> None:
    for file in book().files():
        for rule in rules_of(file, date(2026, 11, 21)):
            assert wording.full_name(file.name, rule.key, language)
            assert wording.confidence(rule, language)
            # What only says where another rule is found, or that there is one, has no value of its own.
            assert wording.value(rule, language) or not rule.parts
