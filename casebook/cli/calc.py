"""`casebook calc`: facts as JSON on standard input, the finding on standard output, as text or as JSON.

A list of facts gives a list of findings. Everything is read and answered before anything is written, so that
input that is wrong somewhere gives one sentence and nothing half done.
"""

import sys
from collections.abc import Callable
from typing import Any

from casebook.cli import output, report
from casebook.domain.allocation import allocate
from casebook.domain.costs import collection_costs
from casebook.domain.interest import interest
from casebook.domain.limitation.clock import limitation
from casebook.exchange import allocation as allocation_contract
from casebook.exchange import costs as costs_contract
from casebook.exchange import interest as interest_contract
from casebook.exchange import limitation as limitation_contract
from casebook.exchange import strict_json
from casebook.exchange.fields import Fields
from casebook.law.book import Book, book
from casebook.words import say

Contract = dict[str, Any]
Lines = list[str]


def run(subject: str, as_json: bool, language: str) -> int:
    """Answer what stands on standard input; returns the exit status 0, raises `CasebookError` for bad input."""
    if sys.stdin.isatty():
        print(say("calc.reading", {"subject": subject}, language), file=sys.stderr)
    # One byte past the limit is enough to know that the input is too large.
    given = strict_json.parse(sys.stdin.buffer.read(strict_json.LARGEST_BYTES + 1))
    law, answer = book(), SUBJECTS[subject]
    if not isinstance(given, list):
        answers = [answer(Fields(given), law, language, as_json)]
    else:
        answers = [answer(Fields(item, f"[{index}]"), law, language, as_json) for index, item in enumerate(given)]
    if as_json:
        output.write_json(answers if isinstance(given, list) else answers[0])
    else:
        print("\n\n".join("\n".join(lines) for lines in answers))
    return 0


def _limitation(fields: Fields, law: Book, language: str, as_json: bool) -> Contract | Lines:
    facts = limitation_contract.read(fields, law.limitation)
    finding = limitation(facts, law.limitation)
    if as_json:
        return limitation_contract.write(finding, language)
    return report.limitation(facts, finding, language, output.width())


def _interest(fields: Fields, law: Book, language: str, as_json: bool) -> Contract | Lines:
    facts = interest_contract.read(fields)
    finding = interest(facts, law.interest)
    if as_json:
        return interest_contract.write(facts, finding, language)
    return report.interest(facts, finding, language, output.width())


def _costs(fields: Fields, law: Book, language: str, as_json: bool) -> Contract | Lines:
    facts = costs_contract.read(fields, [*law.limitation.kinds, limitation_contract.UNKNOWN])
    finding = collection_costs(facts, law.costs, law.delivery, law.holidays)
    if as_json:
        return costs_contract.write(finding, language)
    return report.costs(facts, finding, language, output.width())


def _allocation(fields: Fields, _: Book, language: str, as_json: bool) -> Contract | Lines:
    facts = allocation_contract.read(fields)
    finding = allocate(facts.receipt, facts.claims)
    if as_json:
        return allocation_contract.write(finding, language)
    return report.allocation(facts, finding, language, output.width())


SUBJECTS: dict[str, Callable[[Fields, Book, str, bool], Contract | Lines]] = {
    "limitation": _limitation,
    "interest": _interest,
    "costs": _costs,
    "allocation": _allocation,
}
