"""The environment of commands that sshd starts: of what a stranger can set, only what a terminal needs is taken."""

import os
import pwd
import re
from collections.abc import MutableMapping, Sequence
from itertools import pairwise

COMMANDS = ("session", "authorized-keys")
_LOCALE = re.compile(r"[A-Za-z0-9_.@-]{1,64}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_TERMINAL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}", re.ASCII)
_TAKEN = {
    "TERM": _TERMINAL,
    "COLUMNS": _NUMBER,
    "LINES": _NUMBER,
    "NO_COLOR": re.compile(r"[!-~]{1,16}"),
    **dict.fromkeys(("LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LC_TIME", "LC_NUMERIC", "LC_MONETARY"), _LOCALE),
}
# What sshd says of a session; it is looked at, never followed.
_OF_SSHD = ("SSH_ORIGINAL_COMMAND", "SSH_CONNECTION")
# A variable that names us is meant to choose another office, folder or person; the names are told, never followed.
_OURS = re.compile(r"\w*CASEBOOK\w*", re.ASCII)
_SET_BY_HIM = "CASEBOOK_SET_BY_HIM"
_HOME = "--home"
_PATH = "/usr/local/bin:/usr/bin:/bin"
# Set when nothing is left that a stranger could have set.
_MARK = "CASEBOOK_ENCLOSED"


def enclose(environment: MutableMapping[str, str], arguments: Sequence[str]) -> None:
    """Take from the environment of a command that sshd starts all but what was checked; of others nothing.

    Settings, data and state are then those of the user of the operating system, or of the folder that `--home` names.
    """
    if not arguments or arguments[0] not in COMMANDS:
        return
    kept = {name: environment[name] for name in _OF_SSHD if name in environment}
    kept |= {name: value for name, form in _TAKEN.items() if form.fullmatch(value := environment.get(name, ""))}
    kept[_SET_BY_HIM] = " ".join(sorted(name for name in environment if _OURS.fullmatch(name)))
    environment.clear()
    environment.update(kept, PATH=_PATH, HOME=home_asked(arguments) or pwd.getpwuid(os.getuid()).pw_dir)
    environment[_MARK] = "1"


def is_enclosed(environment: MutableMapping[str, str]) -> bool:
    """Say whether the environment holds nothing but what was checked."""
    return environment.get(_MARK) == "1"


def set_by_him(environment: MutableMapping[str, str]) -> str:
    """Take out and return the names of the variables with which somebody tried to choose what is not his to choose."""
    return environment.pop(_SET_BY_HIM, "")


def home_asked(arguments: Sequence[str]) -> str | None:
    """Return the folder that `--home` names; what is wrong with the option is left to the parser."""
    for option, value in pairwise(arguments):
        if option == _HOME:
            return value
    return None


def address(environment: MutableMapping[str, str]) -> str:
    """Return the address from which somebody came, as sshd tells it, empty where it tells none."""
    from ipaddress import ip_address

    told = environment.get("SSH_CONNECTION", "").partition(" ")[0]
    try:
        return str(ip_address(told))
    except ValueError:
        return ""
