"""A figure as a file: each form holds the same numbers, and the same figure gives the same bytes."""

import csv
import json
from decimal import Decimal
from io import BytesIO, StringIO

import pypdfium2  # type: ignore[import-untyped]  # it has no types
import pytest

from casebook.domain.figures.catalogue import FIGURES, By, FigureName
from casebook.domain.figures.period import PeriodKind, period_of
from casebook.jobs.figures.written import FORMATS, pdf, stem, written
from casebook.store.queries.figures import Found, Scope, figure
from tests.databases import TODAY
from tests.sample import Office

YEAR = period_of(PeriodKind.YEAR, TODAY, TODAY)


def found(office: Office, name: FigureName = FigureName.AGEING, by: By | None = None) -> Found:
    return figure(office.database, name, by or FIGURES[name].by[0], Scope(YEAR, TODAY))


def page(content: bytes) -> str:
    return " ".join(" ".join(one.get_textpage().get_text_range().split()) for one in pypdfium2.PdfDocument(content))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_figure_gives_the_same_bytes(office: Office, form: str) -> None:
    one, other = (written(office.database, found(office), form, "", "nl") for _ in range(2))
    assert one == other


def test_every_form_holds_the_whole(office: Office) -> None:
    from openpyxl import load_workbook

    ageing = found(office)
    whole = json.loads(written(office.database, ageing, "json", "", "nl"))["whole"]["principal"]
    assert Decimal(whole) * 100 == ageing.table.whole.cells[1]
    sheet = written(office.database, ageing, "csv", "", "nl").decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(sheet, newline=""), delimiter=";"))
    assert rows[-1]["hoofdsom"].replace(",", ".") == whole
    assert sum(Decimal(row["hoofdsom"].replace(",", ".")) for row in rows[:-1]) == Decimal(whole)
    assert {row["bank tot en met"] for row in rows} == {"20-11-2026"}
    book = load_workbook(BytesIO(written(office.database, ageing, "xlsx", "", "nl"))).active
    assert book is not None
    assert Decimal(str(list(book.values)[-1][2])) == Decimal(whole)
    assert "765.571,66" in page(written(office.database, ageing, "pdf", "", "nl"))


def test_what_is_too_few_to_compare_says_so_in_every_form(office: Office) -> None:
    terms = found(office, FigureName.TERMS)
    assert "te weinig" in written(office.database, terms, "csv", "", "nl").decode()
    assert json.loads(written(office.database, terms, "json", "", "nl"))["whole"]["few"]
    said = page(written(office.database, terms, "pdf", "", "nl"))
    assert "63,2%~" in said
    assert "te weinig om te vergelijken" in said


def test_what_is_of_no_month_is_told_and_not_drawn_beside_the_months(office: Office) -> None:
    ends = found(office, FigureName.LIMITATION)
    assert "later" in [row.key for row in ends.table.rows]
    # In the table, and not among the bars.
    assert page(written(office.database, ends, "pdf", "", "nl")).split().count("later") == 1


def test_a_page_says_what_it_counts_and_of_which_cases(office: Office) -> None:
    said = page(pdf(office.database, [(found(office), "team Zuid"), (found(office, FigureName.AGENCY), "")], "en"))
    assert "Principal that is open" in said
    assert "team Zuid" in said
    assert "bank to 20 Nov 2026" in said
    assert "Nothing is recorded here" in said


def test_a_file_is_called_by_its_figure_and_days(office: Office) -> None:
    assert stem(found(office), "nl") == "cijfers_ouderdom_2026-11-21"
    assert stem(found(office, FigureName.FLOW), "en") == "figures_in-and-out_2026-01-01_2026-11-21"
