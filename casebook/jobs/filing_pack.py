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
from casebook.store.queries import claim_evidence
from casebook.store.queries.claim_evidence import Proof
from casebook.store.queries.statement import Statement, statement
from casebook.text import clean_cell
from casebook.words import say

_PDF = "application/pdf"


class Filed(NamedTuple):
    """What a letter files: the claims as it states them, of which case, and the first day of the insolvency.

    `estate`: it claims debts of the estate, what is from after that day. `enclosed` are the documents that go along.
    """

    case_id: int
    start: date
    claims: Sequence[StatedClaim]
    estate: bool = False
    enclosed: Sequence[int] = ()


def kept(database: Database, filed: Filed, day: date, language: str) -> AddDocument:
    """Keep the specification of claims that are filed, and return the command that adds it to the case.

    What was booked since the insolvency began is left out, but for a debt of the estate, and so are our notes and what
    we lack: others read it. Raises `Refused` where there is no such case.
    """
    found = statement(database, filed.case_id, day if filed.estate else filed.start - ONE_DAY)
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
    about, entries = ("about_estate", "entries_estate") if filed.estate else ("about", "entries")
    parts: list[printed.Part] = [printed.Paragraph(said(f"filing.pack_{about}", on=filed.start))]
    parts += [_stated(filed, language), printed.Heading(said(f"filing.pack_{entries}")), _entries(found, language)]
    if there := _evidence(database, found, filed):
        head = [said(f"filing.pack_{one}") for one in ("claim", "proof", "document")]
        rows = [(one.number, say(f"word.{one.what}", {}, language), clean_cell(one.name)) for one in there]
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


def _evidence(database: Database, found: Statement, filed: Filed) -> list[Proof]:
    """Return what proves the claims, as far as it goes along."""
    known = claim_evidence.of_claims(database, found.case_id, [one.claim_id for one in found.claims])
    return [one._replace(number=clean_cell(one.number)) for one in known.proofs if one.document_id in filed.enclosed]
