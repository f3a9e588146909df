"""A fault of ours: the person gets one sentence, the traceback goes to a file that only that person can read."""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from casebook import __version__, paths, words


def report(fault: Exception, language: str) -> None:
    """Write the traceback of `fault` to the log and say where that is; where this fails, print the traceback."""
    try:
        log = paths.fault_log(os.environ)
        _append(log, fault)
        sentence = words.say("cli.fault", {"kind": type(fault).__name__, "file": str(log)}, language)
    except Exception:  # noqa: BLE001 the fault may be in the catalogues or the disk; it must be seen all the same
        traceback.print_exception(fault)
    else:
        print(sentence, file=sys.stderr)


def _append(log: Path, fault: Exception) -> None:
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} casebook {__version__}, Python {sys.version}\n")
        file.writelines(traceback.format_exception(fault))
        file.write("\n")
