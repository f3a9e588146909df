"""The commands that work on a database, and the app itself, each in a module of its own."""

import argparse
import os
from importlib import import_module

from casebook import paths
from casebook.cli.loop import import_without_tls
from casebook.cli.opening import Asked
from casebook.settings import Settings
from casebook.store import address

# The modules that are not called as their command is.
_MODULES = {None: "app", "import": "imports"}
_WITH_APP = ("app", "demo", "session")


def run(options: argparse.Namespace, chosen: Settings) -> int:
    """Run the command that was asked for; returns the exit status, raises `CasebookError`."""
    named = options.database
    if named is None:
        named = chosen.database or str(paths.database(os.environ))
    target = address.read(named)
    address.spare_driver(target)
    asked = Asked(options, chosen, target)
    name = _MODULES.get(options.command) or options.command.replace("-", "_")
    if name in _WITH_APP:
        import_without_tls()
    # Each is loaded only when it is asked for.
    status: int = import_module(f"casebook.cli.{name}").run(asked)
    return status
