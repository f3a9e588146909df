"""What was kept outside a database is there again, whole, in its order, and of that database only."""

from pathlib import Path

import pytest

from casebook.errors import InputError
from casebook.jobs.checkpoints import append, read
from casebook.store.verify import Checkpoint
from tests.databases import TODAY

ENDS = [Checkpoint(number, f"{number:064}", "2026-11-21T01:00:00+00:00") for number in (3, 9)]


def test_ends_are_added_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "new" / "kept"
    assert read(file, "a") == []
    for end in ENDS:
        append(file, "a", end, TODAY)
        append(file, "b", Checkpoint(1, "x", end.at), TODAY)
    assert read(file, "a") == ENDS
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_cut_off_does_not_spoil_the_next(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    append(file, "a", ENDS[0], TODAY)
    file.write_text(file.read_text() + '{"of": "a", "num')
    append(file, "a", ENDS[1], TODAY)
    with pytest.raises(InputError, match=r"verify\.kept_damaged") as told:
        read(file, "a")
    assert told.value.parameters["line"] == 2
    lines = file.read_text().splitlines()
    file.write_text("\n".join((lines[0], lines[2])) + "\n")
    assert read(file, "a") == ENDS
