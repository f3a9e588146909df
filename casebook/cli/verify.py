"""`casebook verify`: the log, the tables and what follows from them, checked against each other.

The end of the log is also kept outside the database, because whoever can write that can make a chain anew: one line
for each run, in a file of the person who checks.
"""

import json
import os
from pathlib import Path
from typing import Any

from casebook import paths
from casebook.cli.opening import Asked, Progress, opened
from casebook.cli.output import json_text
from casebook.errors import InputError
from casebook.store.people import today
from casebook.store.verify import Checkpoint, Problem, checkpoint, verify
from casebook.words import say

_MOST_SHOWN = 100


def run(asked: Asked) -> int:
    """Check the database and tell what is wrong; returns 0 where nothing is, else 1. Raises `CasebookError`."""
    language, kept_in = asked.language, paths.checkpoints(os.environ)
    progress = Progress()
    progress(say("verify.checking", {}, language))
    with opened(asked.address) as database:
        day = asked.options.on or today(database)
        now = checkpoint(database)
        found = list(verify(database, day, _last(kept_in, asked.address.shown)))
    progress.done()
    wrong = [problem for problem in found if problem.wrong]
    if not wrong:
        try:
            _keep(kept_in, asked.address.shown, now)
        except OSError as error:
            raise InputError("verify.not_kept", file=str(kept_in), reason=error.strerror or "") from None
    if asked.options.json:
        print(json_text(_contract(found, now, language)))
    else:
        for problem in found[:_MOST_SHOWN]:
            mark = "!" if problem.wrong else "·"
            print(f"  {mark} {say(problem.code, problem.parameters, language)}")
        if len(found) > _MOST_SHOWN:
            print("  " + say("verify.more", {"count": len(found) - _MOST_SHOWN}, language))
        if any(problem.code == "verify.checkpoint" for problem in found):
            print("  " + say("verify.kept", {"file": str(kept_in)}, language))
        code = "verify.wrong" if wrong else "verify.clean"
        print(say(code, {"count": len(wrong), "number": now.number, "hash": now.hash[:12] or "-"}, language))
    return 1 if wrong else 0


def _contract(found: list[Problem], now: Checkpoint, language: str) -> dict[str, Any]:
    return {
        "clean": not any(problem.wrong for problem in found),
        "number": now.number,
        "hash": now.hash,
        "problems": [
            {
                "code": problem.code,
                "what": say(problem.code, problem.parameters, language),
                "wrong": problem.wrong,
            }
            for problem in found
        ],
    }


def _last(file: Path, database: str) -> Checkpoint | None:
    """Return the last end of the log that was kept of a database."""
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError("verify.kept_unreadable", file=str(file), reason=error.strerror or "") from None
    last = None
    for number, line in enumerate(lines, 1):
        try:
            one = json.loads(line)
            if one["of"] == database:
                last = Checkpoint(one["number"], one["hash"], one["at"])
        except (ValueError, KeyError, TypeError):
            raise InputError("verify.kept_damaged", file=str(file), line=number) from None
    return last


def _keep(file: Path, database: str, now: Checkpoint) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as kept:
        kept.write(json.dumps({"of": database, **now._asdict()}) + "\n")
