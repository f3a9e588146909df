"""Starts `casebook` as the installed command does, with the app that says when it is at rest."""

import sys

from casebook.cli import app
from casebook.cli.main import main

_show = app.show


def start() -> int:
    """Run `casebook` with the arguments of this process; return its exit status."""
    app.show = _show_answering  # type: ignore[assignment]  # it takes the same, and passes it on
    return main(sys.argv[1:])


def _show_answering(*about: object) -> int:
    # Only here: what the command does before it imports the library stays done before.
    from casebook.ui import app as ui
    from tests.acceptance.answering import Answering

    ui.CasebookApp = Answering  # type: ignore[misc]  # the class that is started, in its place
    return _show(*about)  # type: ignore[arg-type]  # passed on as they came
