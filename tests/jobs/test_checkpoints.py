"""What was kept outside a database is there again, whole, in its order, and of that database only."""

from pathlib import Path

import pytest

from casebook.errors import InputError
from casebook.jobs.checkpoints import Of, append, read
from casebook.store.verify import Checkpoint
from tests.databases import TODAY

A, B = Of("a", "first of a"), Of("b", "first of b")
ENDS = [Checkpoint(number, f"{number:064}", "2026-11-21T01:00:00+00:00") for number in (3, 9)]


def test_ends_are_added_and_read_again(tmp_path: Path) -> None:
    file = tmp_path / "new" / "kept"
    assert read(file, A) == []
    for end in ENDS:
        append(file, A, end, TODAY)
        append(file, B, Checkpoint(1, "x", end.at), TODAY)
    assert read(file, A) == ENDS
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_cut_off_does_not_spoil_the_next(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    append(file, A, ENDS[0], TODAY)
    file.write_text(file.read_text() + '{"of": "a", "num')
    append(file, A, ENDS[1], TODAY)
    with pytest.raises(InputError, match=r"verify\.kept_damaged") as told:
        read(file, A)
    assert told.value.parameters["line"] == 2
    lines = file.read_text().splitlines()
    file.write_text("\n".join((lines[0], lines[2])) + "\n")
    assert read(file, A) == ENDS


def test_a_database_that_moved_is_known_by_its_first_line(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    append(file, A, ENDS[0], TODAY)
    moved = Of("c", A.origin)
    assert read(file, moved) == ENDS[:1]
    append(file, moved, ENDS[1], TODAY)
    assert read(file, moved) == ENDS[1:]
    # One that was made anew from its first line on stands where the other stood.
    assert read(file, Of("a", "another first")) == ENDS[:1]


def test_what_was_kept_of_lines_that_a_restore_left_out_no_longer_holds(tmp_path: Path) -> None:
    file = tmp_path / "kept"
    for end in ENDS:
        append(file, A, end, TODAY)
    append(file, A, ENDS[0], TODAY, restored=True)
    assert read(file, A) == [ENDS[0], ENDS[0]]
