"""Files a person writes for himself."""

from pathlib import Path
from typing import TextIO

import pytest

from casebook.errors import InputError
from casebook.jobs.exports import write_new


def write(file: TextIO) -> None:
    file.write("één\r\n")


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("2026-0001_2026-11-21", "2026-0001_2026-11-21.csv"),
        ("../../etc/x", "etc-x.csv"),
        ("a\x00b/\x1b[1mé", "a-b---1m.csv"),
        ("...", "export.csv"),
    ],
)
def test_the_name_stays_in_the_folder(tmp_path: Path, stem: str, name: str) -> None:
    assert write_new(tmp_path, stem, ".csv", write) == tmp_path / name
    assert (tmp_path / name).read_bytes() == b"\xef\xbb\xbf\xc3\xa9\xc3\xa9n\r\n"


def test_a_long_name_is_cut(tmp_path: Path) -> None:
    assert write_new(tmp_path, "9" * 300, ".csv", write).name == "9" * 100 + ".csv"


def test_a_link_that_is_there_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "x.csv").symlink_to(tmp_path / "other")
    assert write_new(tmp_path, "x", ".csv", write).name == "x-2.csv"
    assert not (tmp_path / "other").exists()


def test_where_the_disk_is_full_no_file_is_left(tmp_path: Path) -> None:
    def fail(file: TextIO) -> None:
        file.write("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError) as refused:
        write_new(tmp_path, "x", ".csv", fail)
    assert (refused.value.code, refused.value.parameters["reason"]) == ("export.not_written", "No space left on device")
    assert list(tmp_path.iterdir()) == []
