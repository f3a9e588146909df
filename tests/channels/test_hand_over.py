"""Files for others to fetch: all of them at once, over nothing, and nothing left behind."""

import os
import stat
from pathlib import Path

import pytest

from casebook.channels.hand_over import File, is_there, put
from casebook.errors import InputError
from casebook.words import LANGUAGES, say

FILES = [File("a.pdf", b"1"), File("b.csv", b"2")]


def refused(code: str, folder: Path, files: list[File] = FILES) -> None:
    with pytest.raises(InputError) as wrong:
        put(folder, "batch-1", files)
    assert wrong.value.code == code
    for language in LANGUAGES:
        assert str(folder) in say(wrong.value.code, wrong.value.parameters, language)


def test_files_are_put_there_together(tmp_path: Path) -> None:
    place = put(tmp_path, "batch-1", FILES)
    assert {path.name: path.read_bytes() for path in place.iterdir()} == {"a.pdf": b"1", "b.csv": b"2"}
    assert [path.stat().st_mode & 0o007 for path in (place, *place.iterdir())] == [0, 0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["batch-1"]
    assert is_there(tmp_path, "batch-1")
    assert not is_there(tmp_path, "batch-2")


def test_nothing_is_written_over(tmp_path: Path) -> None:
    put(tmp_path, "batch-1", FILES)
    refused("sending.is_there", tmp_path, [File("c", b"3")])
    assert sorted(path.name for path in (tmp_path / "batch-1").iterdir()) == ["a.pdf", "b.csv"]


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    refused("sending.not_written", tmp_path, [*FILES, File("a.pdf", b"again")])
    assert list(tmp_path.iterdir()) == []
    refused("sending.no_folder", tmp_path / "geen")


def test_what_a_killed_run_left_is_made_anew(tmp_path: Path) -> None:
    left = tmp_path / ".batch-1.casebook-part"
    left.mkdir()
    (left / "old").write_bytes(b"half")
    place = put(tmp_path, "batch-1", FILES)
    assert sorted(path.name for path in place.iterdir()) == ["a.pdf", "b.csv"]


def test_a_share_that_cannot_settle_a_folder_has_it_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = os.fsync

    def only_files(opened: int) -> None:
        if stat.S_ISDIR(os.fstat(opened).st_mode):
            raise OSError(22, "Invalid argument")
        genuine(opened)

    monkeypatch.setattr(os, "fsync", only_files)
    assert put(tmp_path, "batch-1", FILES) == tmp_path / "batch-1"
