"""`casebook verify`: the log, the tables and what follows from them, checked against each other.

The end of the log is also kept outside the database, because whoever can write that can make a chain anew: one line
for each run, in a file of the person who checks, and one for each day, where the settings say.
"""

import os
from typing import Any

from casebook import paths
from casebook.cli.opening import Asked, Progress, opened
from casebook.cli.output import json_text
from casebook.jobs import checkpoints, erasures
from casebook.store.people import today
from casebook.store.verify import Checkpoint, Problem, checkpoint, origin, verify
from casebook.words import say

_MOST_SHOWN = 100
_CHECKPOINTS = ("verify.checkpoint", "verify.checkpoint_cut")


def run(asked: Asked) -> int:
    """Check the database and tell what is wrong; returns 0 where nothing is, else 1. Raises `CasebookError`."""
    language, ours = asked.language, paths.checkpoints(os.environ)
    files = [ours]
    if asked.chosen.checkpoints is not None:
        files.append(asked.chosen.checkpoints / paths.CHECKPOINTS)
    progress = Progress()
    progress(say("verify.checking", {}, language))
    with opened(asked.address) as database:
        day = asked.options.on or today(database)
        now, of = checkpoint(database), checkpoints.Of(asked.address.shown, origin(database))
        kept = {file: checkpoints.read(file, of) for file in files}
        erasures.note(database, ours.with_name(paths.ERASURES))
        found = list(verify(database, day, *(end for ends in kept.values() for end in ends)))
    progress.done()
    wrong = [problem for problem in found if problem.wrong]
    if not wrong:
        checkpoints.append(ours, of, now, day)
    if asked.options.json:
        print(json_text(_contract(found, now, language)))
    else:
        for problem in found[:_MOST_SHOWN]:
            mark = "!" if problem.wrong else "·"
            print(f"  {mark} {say(problem.code, problem.parameters, language)}")
        if len(found) > _MOST_SHOWN:
            print("  " + say("verify.more", {"count": len(found) - _MOST_SHOWN}, language))
        if any(problem.code in _CHECKPOINTS for problem in found):
            for file in (file for file, ends in kept.items() if ends):
                print("  " + say("verify.kept", {"file": str(file)}, language))
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
