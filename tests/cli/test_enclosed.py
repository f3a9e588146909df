"""Of the environment of who comes in over SSH, what a terminal needs is taken, and nothing that could mislead."""

import pytest

from casebook.cli import enclosed

STRANGE = {
    "PATH": "/tmp/his",
    "HOME": "/tmp/his",
    "CASEBOOK_DATABASE": "/tmp/his.db",
    "CASEBOOK_LANG": "en",
    "XDG_CONFIG_HOME": "/tmp/his",
    "PGSERVICEFILE": "/tmp/his",
    "PYTHONPATH": "/tmp/his",
    "TEXTUAL_LOG": "/tmp/his",
    "EDITOR": "/bin/sh",
    "LD_PRELOAD": "/tmp/his.so",
    "LC_EVERYTHING": "nl_NL",
}


def enclosed_of(*arguments: str, **set_by_him: str) -> dict[str, str]:
    environment = {**STRANGE, **set_by_him}
    enclosed.enclose(environment, arguments)
    return environment


def test_it_is_told_which_variables_he_set_that_name_us() -> None:
    environment = enclosed_of("session", "x", CASEBOOK_DATABASE="/x", LC_CASEBOOK_LOGIN="lead", LC_PAPER="nl_NL")
    assert enclosed.set_by_him(environment) == "CASEBOOK_DATABASE CASEBOOK_LANG LC_CASEBOOK_LOGIN"
    assert not any("DATABASE" in name or "LOGIN" in name for name in environment)
    assert enclosed.set_by_him(environment) == ""


@pytest.mark.parametrize("command", enclosed.COMMANDS)
def test_nothing_of_his_own_is_left(command: str) -> None:
    environment = enclosed_of(command, "m.jansen")
    assert not set(environment) - {"PATH", "HOME", "CASEBOOK_ENCLOSED", "CASEBOOK_SET_BY_HIM"}
    assert "/tmp/his" not in environment.values()
    assert enclosed.is_enclosed(environment)


def test_the_home_is_that_which_the_command_names() -> None:
    assert enclosed_of("session", "x", "--key", "k", "--home", "/srv/casebook")["HOME"] == "/srv/casebook"
    assert enclosed_of("session", "x", "--home")["HOME"] != "/tmp/his"


@pytest.mark.parametrize(
    ("name", "value"),
    [("TERM", "xterm-256color"), ("LANG", "nl_NL.UTF-8"), ("LC_ALL", "C"), ("COLUMNS", "120"), ("NO_COLOR", "1")],
)
def test_what_a_terminal_needs_is_taken(name: str, value: str) -> None:
    assert enclosed_of("session", "x", **{name: value})[name] == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TERM", "../../etc/passwd"),
        ("TERM", "xterm\x1b[2J"),
        ("LANG", "/tmp/his"),
        ("LC_ALL", "nl NL"),
        ("COLUMNS", "99999"),
        ("LINES", "-1"),
        ("LINES", "24; id"),
        ("NO_COLOR", ""),
    ],
)
def test_what_could_mean_more_is_not(name: str, value: str) -> None:
    assert name not in enclosed_of("session", "x", **{name: value})


@pytest.mark.parametrize("arguments", [(), ("daily",), ("--database", "x", "session", "m.jansen"), ("user", "session")])
def test_who_works_without_ssh_keeps_what_he_set(arguments: tuple[str, ...]) -> None:
    assert enclosed_of(*arguments) == STRANGE


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("192.0.2.7 50022 192.0.2.1 22", "192.0.2.7"),
        ("2001:db8::7 50022 2001:db8::1 22", "2001:db8::7"),
        ("\x1b[2J 1 2 3", ""),
        ("", ""),
    ],
)
def test_the_address_is_one_or_nothing(told: str, address: str) -> None:
    assert enclosed.address({"SSH_CONNECTION": told}) == address
