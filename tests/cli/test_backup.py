"""Backup, restore and upgrade on the command line, the checkpoint of the day, and the log for an auditor."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from casebook.store import log
from casebook.store.migrations import upgrade
from tests.cli.test_office import Run, data, home, list_, refused, run

__all__ = ["home", "list_", "refused", "run"]


def test_a_backup_is_made_and_restored(run: Run, refused: Callable[..., str], home: Path, tmp_path: Path) -> None:
    run("init")
    kept = tmp_path / "kept"
    status, out, err = run("backup", kept)
    assert (status, err) == (0, "")
    assert str(kept) in out
    assert str(kept) in refused("backup", kept)
    assert str(home) in refused("restore", kept)
    other = tmp_path / "other.db"
    status, out, err = run("restore", kept, "--database", other)
    assert (status, err) == (0, "")
    assert "casebook verify" in out
    assert data(run("verify", "--json", "--database", other))["clean"] is True


def test_a_backup_says_what_it_is_to_programs(run: Run, tmp_path: Path) -> None:
    run("init")
    made = data(run("backup", tmp_path / "kept", "--json"))
    assert (made["engine"], made["proven"], made["sound"]) == ("sqlite", True, True)
    assert made["contents"]["counts"]["person"] == 1
    quick = data(run("backup", tmp_path / "quick", "--quick", "--json"))
    assert (quick["proven"], quick["sound"]) == (False, None)
    back = data(run("restore", tmp_path / "kept", "--database", tmp_path / "other.db", "--json"))
    assert (back["sha256"], back["older"]) == (made["sha256"], False)


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it a version with one more step."""
    monkeypatch.setitem(upgrade.STEPS, "9998_later", lambda _: None)
    monkeypatch.setattr(upgrade, "NEWEST", "9998_later")


def test_an_upgrade_says_where_its_backup_is(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    before = upgrade.NEWEST
    later(monkeypatch)
    status, out, _ = run("init")
    made = home.with_name(f"casebook-{before}.casebook-backup")
    assert status == 0
    assert str(made) in out
    assert made.exists()
    assert str(made) not in run("init")[1]


def test_an_upgrade_keeps_its_backup_where_the_settings_say_or_nowhere(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "config" / "casebook" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[backup]\nfolder = "kept"\n')
    run("init")
    before = upgrade.NEWEST
    later(monkeypatch)
    run("init")
    assert [one.name for one in (settings.parent / "kept").iterdir()] == [f"casebook-{before}.casebook-backup"]
    monkeypatch.setitem(upgrade.STEPS, "9999_last", lambda _: None)
    monkeypatch.setattr(upgrade, "NEWEST", "9999_last")
    run("init", "--without-backup")
    assert len(list((settings.parent / "kept").iterdir())) == 1
    assert not list(home.parent.glob("*.casebook-backup"))


def test_every_day_the_end_of_the_log_is_kept_where_the_settings_say(run: Run, home: Path, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "casebook" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[trust]\ncheckpoints = "{tmp_path / "elsewhere"}"\n')
    run("init")
    for day in ("2027-03-01", "2027-03-02"):
        run("daily", "--on", day)
    file = tmp_path / "elsewhere" / "checkpoints.jsonl"
    kept = [json.loads(line) for line in file.read_text().splitlines()]
    assert [(one["of"], one["number"], one["day"]) for one in kept] == [
        (str(home), 1, "2027-03-01"),
        (str(home), 1, "2027-03-02"),
    ]
    file.write_text(file.read_text().replace(kept[0]["hash"], "0" * 64))
    status, out, _ = run("verify")
    assert status == 1
    assert str(file) in out


def test_the_log_is_given_to_an_auditor_who_can_work_the_chain_out(run: Run) -> None:
    run("init")
    run("user", "add", "p.bakker", "Pieter Bakker")
    status, out, _ = run("export", "log", "--format", "json")
    assert status == 0
    previous = log.ORIGIN
    for line in json.loads(out.encode().removeprefix(b"\xef\xbb\xbf")):
        previous = log.hash_of(previous, log.Line(**{name: line[name] for name in log.Line._fields}))
        assert previous == line["hash"]
    assert json.loads(run("export", "log", "--format", "json", "--until", "2001-01-01")[1]) == []
    assert run("export", "log")[1].count("\n") > 2


def test_of_the_backups_of_days_the_newest_are_kept(run: Run, tmp_path: Path) -> None:
    run("init")
    folder = tmp_path / "days"
    folder.mkdir()
    old = [folder / f"casebook-2026-01-0{number}.casebook-backup" for number in (1, 2, 3)]
    others = [folder / "casebook-0001_first.casebook-backup", folder / "notes.txt", folder / "other-2026-01-01.x"]
    for file in (*old, *others):
        file.touch()
    made = data(run("backup", folder, "--keep", "2", "--json"))
    assert made["removed"] == [str(file) for file in old[:2]]
    assert sorted(folder.iterdir()) == sorted([*others, old[2], Path(made["file"])])
    assert "2 old backups" in run("backup", folder, "--keep", "1")[1]
    assert run("backup", folder, "--keep", "0")[0] == 2
