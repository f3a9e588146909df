"""Nothing leaves beside the gate: who talks to the world outside, and who may ask it to."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from casebook import words

PACKAGE = Path(words.__file__).parent
OUTBOX, CHANNELS = "jobs/outbox/", "channels/"
# What reaches another machine, or starts a program that may.
REACHES = {"smtplib", "socket", "ssl", "http", "urllib.request", "ftplib", "asyncio", "socketserver", "imaplib"}


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements in a node, however deep: only these import, and most of a file stands within them."""
    for name in ("body", "orelse", "finalbody", "handlers", "cases"):
        for one in getattr(node, name, ()):
            yield one
            yield from statements(one)


def imported(path: Path) -> set[str]:
    found = set()
    for node in statements(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@cache
def imports() -> dict[str, set[str]]:
    """What each file of the program imports."""
    return {path.relative_to(PACKAGE).as_posix(): imported(path) for path in PACKAGE.rglob("*.py")}


def test_only_the_outbox_reaches_a_channel() -> None:
    reaching = {
        file for file, names in imports().items() if any(name.startswith("casebook.channels") for name in names)
    }
    assert {file for file in reaching if not file.startswith((OUTBOX, CHANNELS))} == set()
    assert any(file.startswith(OUTBOX) for file in reaching)


def test_only_a_channel_speaks_to_another_machine() -> None:
    speaking = {file: names & REACHES for file, names in imports().items() if names & REACHES}
    assert {file: names for file, names in speaking.items() if not file.startswith((CHANNELS, "ui/"))} == {}
    assert speaking[f"{CHANNELS}smtp.py"] == {"smtplib", "socket", "ssl"}
    assert {name for file, names in speaking.items() if file.startswith("ui/") for name in names} <= {"asyncio"}


def test_only_the_outbox_begins_a_mail() -> None:
    """What is begun passed the gate within its transaction: the tests of the command prove it."""
    begin = "casebook.store.actions.dispatches.BeginDispatch"
    assert {file for file, names in imports().items() if begin in names} <= {
        f"{OUTBOX}mailing.py",
        # The sample office has a letter in doubt; no channel is near.
        "jobs/sample_letters.py",
        *(file for file in imports() if file.startswith("store/")),
    }
