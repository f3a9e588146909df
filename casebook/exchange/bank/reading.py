"""Reading a file of a bank: by what it begins with it is XML or MT940, whatever its name says."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from casebook.domain.bank import Told
from casebook.errors import InputError
from casebook.exchange.bank import camt_statements, mt940_statements
from casebook.exchange.bank.files import BankFile, files

_START = 64 * 1024
# Tag 20 opens every message; what stands before it is the envelope of the bank.
_MT940 = re.compile(rb"(?:^|[\r\n\x1a])[ \t]*:20:|^\s*(?:\{1:F|:940:)")
# The message for the course of a day has limits and sums in place of balances.
_INTERIM = re.compile(rb"\{2:[IO]942|(?:^|[\r\n]):34F:")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def told(path: Path) -> Iterator[Told]:
    """Return what a file of a bank tells: each statement `Opened`, its lines, `Closed`; of a zip, all files by name.

    CAMT.053 and CAMT.054 from version 2 on and MT940 are read. Memory does not grow with the file. Raises `InputError`
    with one sentence at the place where the file cannot be read further, also after much was given: keep all or none.
    """
    for file in files(path):
        yield from _told_by(file)


def _told_by(file: BankFile) -> Iterator[Told]:
    with file.open() as opened:
        start = opened.read(_START)
    if not start.strip(b"\0\r\n\t \xef\xbb\xbf"):
        raise InputError("bank_file.empty", place=file.place)
    plain = start.replace(b"\0", b"") if start.startswith(_UTF_16) or b"<\0?" in start[:8] else start
    plain = plain.lstrip(b"\xef\xbb\xbf\xff\xfe").lstrip()
    if plain.startswith(b"<"):
        yield from camt_statements.told(file)
    elif _MT940.search(plain) or _INTERIM.search(plain):
        if _INTERIM.search(plain):
            raise InputError("bank_file.message", place=file.place, message="MT942")
        yield from mt940_statements.told(file)
    else:
        raise InputError("bank_file.unknown", place=file.place)
