"""The law book: every file reads, every entry says where it comes from, and the values are those of the facts."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from casebook.domain.calendar import Term
from casebook.domain.dated import Confidence, Dated, Entry
from casebook.domain.money import Cents
from casebook.domain.reminders.cycle import After
from casebook.errors import LawError
from casebook.law import court_fees
from casebook.law.book import FILES, NL, Book, book
from casebook.law.court_fees import Band
from casebook.law.schema import Part

TODAY = date(2026, 11, 21)
T = TypeVar("T")


def entries() -> Iterator[tuple[str, str, Entry[object], tuple[Part, ...]]]:
    for file in book().files():
        for reading in file.readings:
            for entry, parts in reading.entries:
                yield file.name, reading.key, entry, parts


def test_every_file_is_read() -> None:
    assert {f"{file.name}.toml" for file in book().files()} == {path.name for path in NL.glob("*.toml")}


def test_the_files_stand_in_one_order_whatever_was_read_before() -> None:
    used = Book()
    first_read = [used.defaults, used.costs]
    assert first_read[1] is used.costs
    assert [file.name for file in used.files()] == [file.name for file in Book().files()] == list(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_key_that_nobody_asked_for_is_refused_in_every_file(name: str, tmp_path: Path) -> None:
    for path in NL.glob("*.toml"):
        surprise = "surprise = 1\n" if path.stem == name else ""
        (tmp_path / path.name).write_text(surprise + path.read_text("utf-8"), "utf-8")
    with pytest.raises(LawError) as caught:
        Book(tmp_path).files()
    assert (caught.value.code, caught.value.parameters["file"]) == ("law.unknown_key", f"{name}.toml")
    assert caught.value.parameters["key"] == "surprise"


def test_every_file_says_when_it_was_checked() -> None:
    assert [file.name for file in book().files() if file.checked < date(2026, 11, 21)] == []


def test_every_entry_in_the_files_is_listed() -> None:
    """Counted by the line every entry must have, so none can be read past the list."""
    listed = [name for name, _, _, _ in entries()]
    for path in NL.glob("*.toml"):
        written = sum(line.startswith("confidence = ") for line in path.read_text("utf-8").splitlines())
        assert listed.count(path.stem) == written, path.name


def test_what_is_uncertain_says_why() -> None:
    silent = [
        (file, key, entry.start)
        for file, key, entry, _ in entries()
        if entry.confidence is not Confidence.HIGH and not entry.note
    ]
    assert silent == []


# An article of an act, a ruling, a decree or gazette, a page, or the house itself.
SOURCE = re.compile(
    r"""
    (BW|Fw|Awb|Atw|AVG|Wgs|AWR|BIK|Rv|WvK|Iw|Wet\ OB|Zvw|Drinkwaterwet|Warmtewet)\ (art\.\ )?\d.*
   | Wgbz  |  Energieregeling  |  Vo\.\ \(E[GU]\)\ \d+/\d+\ art\.\ \d+
  | (HR\ \S+\ ECLI:NL:HR:\d{4}:\w+)  |  [A-Z]+:\d{4}:\d+
  | Stb\.\ \d{4},\ \d+  |  stcrt-\d{4}-\d+  |  LOVCK\ \d+-\d+-\d{4}
  | [a-z-]+\.(nl|legal)(\ [\d-]+)?  |  Casebook
  | EPC\d{3}-\d{2}\ SEPA\ Core\ Direct\ Debit\ rulebook  |  TARGET
    """,
    re.VERBOSE,
)


def test_a_source_is_an_article_a_ruling_a_decree_or_a_page() -> None:
    """It is shown as it stands in either language, so it cannot be a sentence of one of them."""
    # The rates stand in published tables; what their sources may say is tested with them.
    sources = {
        (file, part) for file, _, entry, _ in entries() for part in entry.source.split("; ") if file != "interest"
    }
    assert [source for source in sources if not SOURCE.fullmatch(source[1])] == []


def test_a_file_is_read_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "delivery.toml").write_text((NL / "delivery.toml").read_text("utf-8"), "utf-8")
    assert Book(tmp_path).delivery.slack.first.value == Term(5, "days")


def test_the_book_of_the_country_is_read_once() -> None:
    assert book() is book()
    assert book().costs is book().costs


def value_on(dated: Dated[T], day: date = TODAY) -> T:
    entry = dated.in_force(day)
    assert entry is not None
    return entry.value


COMPANY_2022 = (128_00, 322_00, 365_00, 487_00, 514_00, 1_384_00)
COMPANY_2024 = (130_00, 328_00, 372_00, 496_00, 524_00, 1_409_00)
COMPANY_2026 = (139_00, 350_00, 397_00, 529_00, 559_00, 1_504_00)
PERSON_2026 = (93_00, 233_00, 265_00, 265_00, 265_00, 753_00)
BANDS = (500_00, 1_500_00, 2_500_00, 5_000_00, 12_500_00, None)


def bands(fees: tuple[int, ...]) -> tuple[Band, ...]:
    return tuple(Band(*band) for band in zip(BANDS, fees, strict=True))  # type: ignore[arg-type]  # int, not Cents


def test_court_fees_of_the_years_that_were_read() -> None:
    fees = book().court_fees
    assert value_on(fees.company, date(2022, 12, 31)) == bands(COMPANY_2022)
    assert value_on(fees.company) == bands(COMPANY_2026)
    assert value_on(fees.person) == bands(PERSON_2026)
    # Those of 2022 stayed in 2023.
    assert value_on(fees.company, date(2023, 6, 1)) == bands(COMPANY_2022)
    assert value_on(fees.company, date(2024, 6, 1)) == bands(COMPANY_2024)
    assert value_on(fees.unable, date(2024, 6, 1)) == (Band(None, Cents(87_00)),)


@pytest.mark.parametrize(
    ("asked", "day", "district", "fee", "confidence"),
    [
        (25_000_00, date(2024, 6, 1), False, 1_409_00, Confidence.MEDIUM),
        (25_000_01, date(2024, 6, 1), True, 2_889_00, Confidence.HIGH),
        (100_000_01, date(2024, 6, 1), True, 6_617_00, Confidence.HIGH),
        (1_000_000_01, date(2024, 6, 1), True, 9_825_00, Confidence.HIGH),
        (100_000_00, date(2023, 6, 1), True, 2_837_00, Confidence.LOW),
        (100_000_00, date(2026, 6, 1), True, None, None),
        (500_00, date(2025, 6, 1), False, None, None),
    ],
)
def test_the_fee_of_a_company_before_each_court(
    asked: int, day: date, district: bool, fee: int | None, confidence: Confidence | None
) -> None:
    """What was not read is not known; what was not checked says so."""
    found = court_fees.of_company(book().court_fees, Cents(asked), day, district=district)
    assert (found and found.cents, found and found.confidence) == (fee, confidence)


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 12, 31), date(2027, 1, 1)])
def test_court_fees_of_other_years_are_not_known(day: date) -> None:
    """Never the fees of a year before."""
    assert value_on(book().court_fees.company, day) is None
    assert value_on(book().court_fees.person, day) is None


def test_vat() -> None:
    vat = book().vat
    assert [value_on(vat.general_rate, day) for day in (date(2012, 9, 30), date(2012, 10, 1))] == [19, 21]
    assert [value_on(vat.reduced_rate, day) for day in (date(2018, 12, 31), date(2019, 1, 1))] == [6, 9]
    assert value_on(vat.relief_after) == Term(1, "years")
    assert value_on(vat.ex_officio_within) == Term(5, "years")
    assert vat.relief_after.in_force(date(2016, 12, 31)) is None


def test_court() -> None:
    court = book().court
    assert value_on(court.kanton_limit) == 25_000_00
    assert (value_on(court.objection), value_on(court.objection_abroad)) == (Term(4, "weeks"), Term(8, "weeks"))


def test_house_rules() -> None:
    """Product: Defaults, and the leads of the queue."""
    rules = book().defaults
    arrangement, leads = value_on(rules.arrangement), value_on(rules.leads)
    assert (arrangement.grace, arrangement.tolerance) == (3, 1_00)
    assert (arrangement.notice_business, arrangement.notice_consumer) == (Term(7, "days"), Term(14, "days"))
    assert (leads.limitation, leads.limitation_at_risk, leads.limitation_share) == (
        Term(60, "days"),
        Term(90, "days"),
        Decimal(25),
    )
    assert (leads.court_date, leads.request, leads.docket, leads.by_writ) == (10, 2, 5, (5, 3))
    assert value_on(rules.evidence)[:4] == (6, 2_500_00, 12, True)
    assert value_on(rules.offer) == (Term(14, "days"), True)
    assert value_on(rules.dispute) == (5, 20)
    assert value_on(rules.placement) == (Term(30, "days"), Term(7, "days"), Term(21, "days"), Term(30, "days"))
    assert value_on(rules.plan_mandate) == (12, 5_000_00, 36)
    assert value_on(rules.remission_mandate) == (250_00, Decimal(25), 5_000_00)
    assert value_on(rules.write_off_mandate) == (250_00, 10_000_00)
    assert value_on(rules.release_mandate) == (50, 50_000_00)
    from_due = [step.wait for step in value_on(rules.business_cycle).steps if step.after is After.DUE]
    assert from_due == [Term(3, "days"), Term(10, "days"), Term(20, "days")]
    assert not value_on(rules.consumer_cycle).courtesy
    assert not value_on(rules.self_release).on
    assert value_on(rules.small_claims) == 100_00


def test_kinds_of_costs_are_kinds_of_claim() -> None:
    """A slip in the list of kinds would pass for a kind of which nothing is known."""
    known = book().limitation.kinds.keys()
    for entry in book().costs.kinds.entries:
        assert entry.value.contractual | entry.value.not_contractual <= known
    for cap in book().costs.recurring_cap.entries:
        assert cap.value.kinds <= known


ACTS = book().limitation.acts


@pytest.mark.parametrize("procedure", ACTS)
def test_what_a_bailiff_draws_up_is_proven(procedure: str) -> None:
    """Interface: proven unless told otherwise for enforcement and service, asserted for the rest."""
    proven = {act for act, rules in ACTS[procedure].items() if any(entry.value.proven for entry in rules.entries)}
    assert proven == {"enforcement", "service"}


@pytest.mark.parametrize("procedure", ACTS)
def test_what_acknowledges_a_claim(procedure: str) -> None:
    """BW 3:318: acknowledgement, also by paying a part."""
    acts = {act for act, rules in ACTS[procedure].items() if any(entry.value.acknowledges for entry in rules.entries)}
    assert acts == {"acknowledgement", "part_payment"}


def test_statutory_terms() -> None:
    """Atw art. 2 and 4."""
    rules = book().statutory_terms
    assert value_on(rules.extended) == (90, 12, 3)
    assert value_on(rules.filled) == (Term(3, "days"), 2)
    assert book().costs.atw is rules
    assert book().default.atw is rules
