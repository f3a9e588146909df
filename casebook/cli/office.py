"""The commands that work on a database, and the app itself, each in a module of its own."""

import argparse
import os

from casebook import paths
from casebook.cli.opening import Asked
from casebook.settings import Settings
from casebook.store import address


def run(options: argparse.Namespace, chosen: Settings) -> int:
    """Run the command that was asked for; returns the exit status, raises `CasebookError`."""
    named = options.database
    if named is None:
        named = chosen.database or str(paths.database(os.environ))
    target = address.read(named)
    address.spare_driver(target)
    asked = Asked(options, chosen, target)
    match options.command:
        case None:
            from casebook.cli import app

            return app.run(asked)
        case "init":
            from casebook.cli import init

            return init.run(asked)
        case "verify":
            from casebook.cli import verify

            return verify.run(asked)
        case "daily":
            from casebook.cli import daily

            return daily.run(asked)
        case "user":
            from casebook.cli import user

            return user.run(asked)
        case "import":
            from casebook.cli import imports

            return imports.run(asked)
        case "letters":
            from casebook.cli import letters

            return letters.run(asked)
        case "export":
            from casebook.cli import export

            return export.run(asked)
        case _:
            from casebook.cli import demo

            return demo.run(asked)
