"""New files are put in their place whole, on any file system, and what a killed run left goes with the next."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from casebook.jobs.new_files import beside

KILLED = """
import os, signal, sys
from pathlib import Path
from casebook.jobs.new_files import beside
with beside(Path(sys.argv[1])) as part:
    part.file.write(b"half")
    part.file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def written(place: Path) -> None:
    with beside(place) as part:
        part.file.write(b"whole")
        part.put()


def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path, __: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refused)


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_comes_whole_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_links: bool
) -> None:
    if not has_links:
        no_links(monkeypatch)
    place = tmp_path / "a.csv"
    with beside(place) as part:
        part.file.write(b"first")
        assert not place.exists()
        part.put()
    with pytest.raises(FileExistsError):
        written(place)
    with beside(tmp_path / "b.csv") as late:
        (tmp_path / "b.csv").write_bytes(b"mine")
        with pytest.raises(FileExistsError):
            late.put()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.csv": b"first", "b.csv": b"mine"}
    assert place.stat().st_mode & 0o077 == 0


def test_what_a_killed_run_left_is_gone_after_the_next(tmp_path: Path) -> None:
    place = tmp_path / "a.csv"
    killed = subprocess.run([sys.executable, "-c", KILLED, str(place)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert [left.name for left in tmp_path.iterdir()] == [".a.csv.casebook-part"]
    with beside(tmp_path / "c.csv") as other:
        # What is being written stays.
        written(tmp_path / "b.csv")
        other.put()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.csv", "c.csv"]
