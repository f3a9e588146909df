"""The process that reads files: with little memory, little time, and nothing to write to but its answer."""

import os
import resource
import sys
from typing import BinaryIO

from casebook.domain.post.unread import Unread
from casebook.exchange.post import frames
from casebook.exchange.post.extract import found_in, head_of
from casebook.exchange.post.kinds import kind_of
from casebook.exchange.post.shapes import Found

_MEMORY = 1 * 2**30
_FILES = 32


def main() -> None:
    """Answer what is asked on standard input until it ends."""
    seconds = int(sys.argv[1])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints is no answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _limit()
    while (asked := frames.asked(_whole(sys.stdin.buffer))) is not None:
        _renew(seconds)
        answers.write(frames.answer(_found(asked)))
        answers.flush()


def _found(asked: frames.Asked) -> Found:
    if asked.head_only:
        return head_of(kind_of(asked.name, asked.content, asked.declared), asked.content, Unread.TOO_HARD)
    return found_in(asked.name, asked.content, asked.declared)


def _whole(stream: BinaryIO) -> frames.Read:
    return stream.read


def _limit() -> None:
    """Take away what no reader needs. Where the system knows no such limit, the time it is given still ends it."""
    for name, most in (("AS", _MEMORY), ("CORE", 0), ("FSIZE", 0), ("NOFILE", _FILES)):
        try:
            which = getattr(resource, f"RLIMIT_{name}")
            _, hard = resource.getrlimit(which)
            resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (AttributeError, OSError, ValueError):
            continue


def _renew(seconds: int) -> None:
    """Give so many seconds of the processor from here on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


if __name__ == "__main__":
    main()
