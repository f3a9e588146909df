"""`casebook import post`: what it tells of files and folders, and what the nightly pass takes in by itself."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "post"
    folder.mkdir()
    for name, content in (("a.txt", b"Geachte heer,"), ("b.zip", b"PK\x03\x04" + bytes(9))):
        (folder / name).write_bytes(content)
        os.utime(folder / name, (1_000_000_000, 1_000_000_000))
    return folder


def test_a_dry_run_then_the_import_then_the_same_again(run: Run, folder: Path) -> None:
    status, out, _ = run("import", "post", str(folder), "--dry-run")
    assert (status, out.splitlines()[0]) == (0, "2 new items would go to the in-tray.")
    status, out, _ = run("import", "post", str(folder))
    assert status == 0
    assert out.splitlines() == [
        "2 new items in the in-tray.",
        f"  {folder / 'a.txt'}: no case found",
        f"  {folder / 'b.zip'}: no case found · not readable: this kind of file is not opened here",
    ]
    status, out, _ = run("import", "post", str(folder), "--json")
    assert [one["became"] for one in json.loads(out)] == ["known", "known"]


def test_a_path_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    status, _, error = run("import", "post", str(tmp_path / "weg"))
    assert status == 1
    assert "weg" in error


def test_without_a_path_the_folder_of_the_settings_is_taken_and_by_the_night_too(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    status, _, error = run("import", "post")
    assert status == 1
    assert "[post]" in error
    settings = tmp_path / "config" / "casebook" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[post]\nfolder = "{folder}"\n')
    status, out, _ = run("daily")
    assert status == 0
    assert "2 new items in the in-tray." in out
    assert "2 items wait in the in-tray" in out
    status, out, _ = run("import", "post")
    assert "2 files were in already" in out
    settings.write_text('[post]\nfolder = "/is/er/niet"\n')
    status, out, _ = run("daily")
    assert status == 0
    assert "/is/er/niet" in out
