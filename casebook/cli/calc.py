"""`casebook calc`: facts as JSON on standard input, the finding on standard output, as text or as JSON.

A list of facts gives a list of findings. Everything is read and answered before anything is written, so that
input that is wrong somewhere gives one sentence and nothing half done.
"""

import shutil
import sys
from collections.abc import Callable
from tempfile import SpooledTemporaryFile

from casebook.cli import output, report
from casebook.domain.allocation import allocate
from casebook.domain.costs import collection_costs
from casebook.domain.interest import interest
from casebook.domain.limitation.clock import limitation
from casebook.errors import InputError
from casebook.exchange import allocation as allocation_contract
from casebook.exchange import costs as costs_contract
from casebook.exchange import interest as interest_contract
from casebook.exchange import limitation as limitation_contract
from casebook.exchange import strict_json
from casebook.exchange.fields import Fields
from casebook.law.book import Book, book
from casebook.words import say

MOST_CASES = 100_000
# Beyond this the answers of a list wait on disk.
_MOST_IN_MEMORY = 16 * 1024 * 1024


def run(subject: str, as_json: bool, language: str) -> int:
    """Answer what stands on standard input; returns the exit status 0, raises `CasebookError` for bad input."""
    given = strict_json.parse(_input(subject, language))
    law, answer = book(), SUBJECTS[subject]
    if not isinstance(given, list):
        print(answer(Fields(given), law, language, as_json))
        return 0
    if len(given) > MOST_CASES:
        raise InputError("input.too_many", most=MOST_CASES)
    before, between, after = ("[", ",\n", "]\n") if as_json else ("", "\n\n", "\n" if given else "")
    with SpooledTemporaryFile(_MOST_IN_MEMORY, "w+", encoding="utf-8", newline="") as answers:
        answers.write(before)
        for index, item in enumerate(given):
            answers.write(between if index else "")
            answers.write(answer(Fields(item, f"[{index}]"), law, language, as_json))
        answers.write(after)
        answers.seek(0)
        shutil.copyfileobj(answers, sys.stdout)
    return 0


def _input(subject: str, language: str) -> bytes:
    """Return what stands on standard input; nothing where it is closed."""
    if sys.stdin is None:
        return b""
    if sys.stdin.isatty():
        print(say("calc.reading", {"subject": subject}, language), file=sys.stderr)
    try:
        # One byte past the limit is enough to know that the input is too large.
        return sys.stdin.buffer.read(strict_json.LARGEST_BYTES + 1)
    except OSError as error:
        raise InputError("input.unreadable", reason=error.strerror or "") from None


def _limitation(fields: Fields, law: Book, language: str, as_json: bool) -> str:
    facts = limitation_contract.read(fields, law.limitation)
    finding = limitation(facts, law.limitation)
    if as_json:
        return output.json_text(limitation_contract.write(finding, language))
    return "\n".join(report.limitation(facts, finding, language, output.width()))


def _interest(fields: Fields, law: Book, language: str, as_json: bool) -> str:
    facts = interest_contract.read(fields, law.interest)
    finding = interest(facts, law.interest)
    if as_json:
        return output.json_text(interest_contract.write(finding, language))
    return "\n".join(report.interest(facts, finding, language, output.width()))


def _costs(fields: Fields, law: Book, language: str, as_json: bool) -> str:
    facts = costs_contract.read(fields, [*law.limitation.kinds, limitation_contract.UNKNOWN])
    finding = collection_costs(facts, law.costs, law.delivery, law.holidays)
    if as_json:
        return output.json_text(costs_contract.write(finding, language))
    return "\n".join(report.costs(facts, finding, language, output.width()))


def _allocation(fields: Fields, _: Book, language: str, as_json: bool) -> str:
    facts = allocation_contract.read(fields)
    finding = allocate(facts.receipt, facts.claims)
    if as_json:
        return output.json_text(allocation_contract.write(finding, language))
    return "\n".join(report.allocation(facts, finding, language, output.width()))


SUBJECTS: dict[str, Callable[[Fields, Book, str, bool], str]] = {
    "limitation": _limitation,
    "interest": _interest,
    "costs": _costs,
    "allocation": _allocation,
}
