"""The benchmarks work: some parts once, on a small book; what they find counts only by hand, on a quiet machine."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import Maker, main

STORE = {"page", "filter", "import", "nightly"}


@pytest.mark.parametrize(
    ("engine", "parts", "rows"),
    [
        ("sqlite", ("start", "action", "pages", "work"), {"start", "memory", "action", *STORE}),
        ("postgresql", ("pages", "work"), STORE),
    ],
)
def test_rows_are_measured_beside_their_floor(
    engine: str, parts: tuple[str, ...], rows: set[str], tmp_path: Path
) -> None:
    file = tmp_path / "found.json"
    asked = ["--cases", "1500", "--claims", "300", "--engine", engine, "--only", *parts]
    main([*asked, "--smoke", "--json", str(file)])
    found = json.loads(file.read_text("utf-8"))["measured"]
    assert {one["row"] for one in found} - {""} == rows
    assert all(one["ours"] > 0 and one["engine"] == engine for one in found)
    assert all((one["met"] is None) == (one["most"] is None) for one in found)


def test_the_sample_office_is_made_where_a_part_asks_for_it(tmp_path: Path) -> None:
    book = Maker("sqlite", tmp_path, "").sample()
    database = book.open()
    assert database.fetch("SELECT count(*) FROM cases") == [(book.cases,)]
    database.close()
