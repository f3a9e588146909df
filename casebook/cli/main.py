"""The command `casebook`: chooses the language, runs what was asked, and turns failures into a sentence and a status.

Everything but the parser is imported where it is used, so that `casebook --help` is there at once.
"""

import errno
import io
import os
import sys
from collections.abc import Sequence
from datetime import date

from casebook import paths, settings, words
from casebook.cli import arguments as command_line
from casebook.cli import enclosed
from casebook.errors import CasebookError
from casebook.settings.language import likely_language

DONE, FAILED = 0, 1
# As a shell reports a command that was stopped by SIGINT or SIGPIPE.
INTERRUPTED, PIPE_CLOSED = 130, 141
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `casebook` with `argv` (default: the process's own arguments) and return the exit status.

    0 done, 1 refused or failed, with one sentence on standard error, 2 wrong usage.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that has no sign for the euro gets a question mark, not a traceback.
        sys.stdout.reconfigure(errors="replace")
    arguments = sys.argv[1:] if argv is None else argv
    enclosed.enclose(os.environ, arguments)
    asked = command_line.language_asked(arguments)
    language = likely_language(os.environ, asked)
    try:
        return _answer(arguments, asked, language)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_stdout()
        return PIPE_CLOSED
    except Exception as fault:  # noqa: BLE001 whatever it is, it is reported and logged
        from casebook.cli import faults

        faults.report(fault, language)
        return FAILED


def _answer(arguments: Sequence[str], asked: str | None, language: str) -> int:
    try:
        chosen = settings.read(paths.settings_file(os.environ), os.environ, asked)
        language = chosen.language
        if sys.stdout is None:
            _tell(words.say("cli.no_output", {}, language))
            return FAILED
        status = _perform(arguments, chosen)
        # What fails while the interpreter ends can no longer be told.
        sys.stdout.flush()
        return status
    except CasebookError as error:
        _tell(words.say(error.code, error.parameters, language))
        return FAILED
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        _forget_stdout()
        _tell(words.say("cli.output", {"reason": error.strerror}, language))
        return FAILED


def _perform(arguments: Sequence[str], chosen: settings.Settings) -> int:
    language = chosen.language
    try:
        options = command_line.parse(arguments, language)
    except SystemExit as end:
        return int(end.code or DONE)
    match options.command:
        case "calc":
            from casebook.cli import calc

            return calc.run(options.subject, options.json, language)
        case "law":
            from casebook.cli import law

            today = date.today()  # noqa: DTZ011 the day where the reader is
            return law.run(options.on or today, options.json, language)
        case "completions":
            print(command_line.completions(options.shell, language))
            return DONE
        case _:
            from casebook.cli.office import run

            return run(options, chosen)


def _tell(sentence: str) -> None:
    """Say something on standard error; printed to one that is closed it would come out on standard output."""
    if sys.stderr is not None:
        print(sentence, file=sys.stderr)


def _forget_stdout() -> None:
    """Let what is still buffered go nowhere, or it fails again when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
