"""Where things are: the XDG folders, and what ships with the program."""

from pathlib import Path

import pytest

from casebook import paths


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"XDG_CONFIG_HOME": "/chosen", "XDG_STATE_HOME": "/chosen"}, Path("/chosen")),
        ({"XDG_CONFIG_HOME": "relative", "XDG_STATE_HOME": "relative"}, None),
        ({"XDG_CONFIG_HOME": "", "XDG_STATE_HOME": ""}, None),
        ({}, None),
    ],
)
def test_the_xdg_folders(
    environment: dict[str, str], expected: Path | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    config, state = expected or tmp_path / ".config", expected or tmp_path / ".local" / "state"
    assert paths.settings_file(environment) == config / "casebook" / "settings.toml"
    assert paths.fault_log(environment) == state / "casebook" / "faults.log"


def test_a_checkout_has_its_shipped_folders_beside_the_package() -> None:
    assert (paths.styles() / "base.tcss").is_file()
    assert (paths.sample_data() / "calc" / "limitation.json").is_file()


def test_a_wheel_has_its_shipped_folders_inside_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "casebook" / "styles").mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path / "casebook")
    assert paths.styles() == tmp_path / "casebook" / "styles"
