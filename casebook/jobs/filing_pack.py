"""The specification that goes along when claims are filed: how each came to what it was, and what proves it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from casebook import format as form
from casebook.domain.calendar import ONE_DAY
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.letters.facts import StatedClaim
from casebook.domain.money import Cents
from casebook.errors import Refused
from casebook.jobs import statement as statements
from casebook.letters import report as printed
from casebook.store import documents
from casebook.store.actions.documents import AddDocument, Description
from casebook.store.database import Database
from casebook.store.queries import claims
from casebook.store.queries.statement import Statement, statement
from casebook.text import clean_cell
from casebook.words import say

_PDF = "application/pdf"


class Filed(NamedTuple):
    """What a letter files: the claims as it states them, of which case, and the first day of the insolvency."""

    case_id: int
    start: date
    claims: Sequence[StatedClaim]


def kept(database: Database, filed: Filed, day: date, language: str) -> AddDocument:
    """Keep the specification of claims that are filed, and return the command that adds it to the case.

    What was booked since the insolvency began is left out, and so are our notes and what we lack: others read it.
    Raises `Refused` where there is no such case.
    """
    found = statement(database, filed.case_id, filed.start - ONE_DAY)
    if found is None:
        raise Refused("case.gone", source=HOUSE_RULE)
    ids = {one.claim_id for one in filed.claims}
    own = found._replace(claims=tuple(one for one in found.claims if one.claim_id in ids))
    digest = documents.keep(database, printed.pdf(_report(database, own, filed, day, language)))
    name = say("filing.pack_file", {"number": found.number}, language)
    return AddDocument(filed.case_id, f"{name}.pdf", _PDF, digest, Description(on_day=day))


def _report(database: Database, found: Statement, filed: Filed, day: date, language: str) -> printed.Report:
    def said(code: str, **parameters: Any) -> str:
        return say(code, parameters, language)

    office = database.value("SELECT name FROM office ORDER BY id LIMIT 1") or ""
    title = said("filing.pack_title", number=found.number, name=found.debtor)
    parts: list[printed.Part] = [printed.Paragraph(said("filing.pack_about", on=filed.start)), _stated(filed, language)]
    parts += [printed.Heading(said("filing.pack_entries")), _entries(found, language)]
    if there := _evidence(database, found):
        head = [said(f"filing.pack_{one}") for one in ("claim", "proof", "document")]
        rows = [(number, say(f"word.{kind}", {}, language), name) for number, kind, name in there]
        parts += [printed.Heading(said("filing.pack_evidence")), printed.Table(head, rows, right_from=3)]
    foot = said("closing.foot", office=office, on=day)
    return printed.Report(title, office, language, day, foot, [printed.Page(title, parts)])


def _stated(filed: Filed, language: str) -> printed.Table:
    """Return what is filed of each claim, as the letter says it."""
    head = [say(f"filing.pack_{one}", {}, language) for one in ("claim", "principal", "interest", "costs", "total")]

    def amounts(some: Sequence[StatedClaim]) -> list[str]:
        parts = [sum(getattr(one, name) for one in some) for name in ("principal", "interest", "costs")]
        return [form.amount(Cents(cents), language) for cents in (*parts, sum(parts))]

    rows = [(clean_cell(one.number), *amounts([one])) for one in filed.claims]
    return printed.Table(head, rows, ("", *amounts(filed.claims)))


def _entries(found: Statement, language: str) -> printed.Table:
    """Return what was booked on each claim, and what it came to; why something was booked is for ourselves."""
    head = [say(f"statement.column_{one}", {}, language) for one in ("claim", "day", "kind", "amount", "balance")]
    rows = [
        (
            clean_cell(claim),
            form.day(on, language),
            " · ".join(part for part in (kind, component) if part),
            "" if cents is None else form.amount(cents, language),
            "" if balance is None else form.amount(balance, language),
        )
        for claim, on, kind, component, cents, balance, _ in statements.sheet(found, language).rows
    ]
    return printed.Table(head, rows, right_from=3)


def _evidence(database: Database, found: Statement) -> list[tuple[str, str, str]]:
    """Return the number of each claim, what proves it, and in which document that is, as far as it is there."""
    numbers = {one.claim_id: one.number for one in found.claims}
    return [
        (clean_cell(numbers[one.claim_id]), one.kind, clean_cell(one.document))
        for one in claims.evidence_of(database, list(numbers))
        if one.document
    ]
