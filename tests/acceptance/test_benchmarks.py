"""The benchmarks work: each part once, on a small book; what they find counts only by hand, on a quiet machine."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.__main__ import PARTS, main
from tests.databases import ENGINES

ROWS = {"start", "memory", "down", "bytes", "open", "filter", "action", "link", "page", "growth", "import", "nightly"}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_row_is_measured(engine: str, tmp_path: Path) -> None:
    file = tmp_path / "found.json"
    without_others = [part for part in PARTS if part not in {"sessions", "peers"}]
    asked = ["--cases", "3000", "--claims", "600", "--keys", "60", "--engine", engine, "--only", *without_others]
    main([*asked, "--smoke", "--json", str(file)])
    found = json.loads(file.read_text("utf-8"))["measured"]
    assert {one["row"] for one in found} - {""} == ROWS
    assert all(one["ours"] >= 0 and one["engine"] == engine for one in found)
    assert all(one["met"] is not None for one in found if one["most"])
