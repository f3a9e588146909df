"""`casebook import bank`: statements and notices of the bank; tells what they brought and what is missing."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from casebook.cli.opening import Asked, Progress, login, opened
from casebook.cli.output import json_text
from casebook.jobs import bank
from casebook.jobs.bank import Import, Report
from casebook.store.people import actor_for, today
from casebook.store.queries import bank_statements
from casebook.store.queries.bank_contradictions import Contradiction
from casebook.store.queries.bank_statements import AccountRow, StatementRow
from casebook.words import say


def run(asked: Asked) -> int:
    """Import files of the bank; returns 0. Raises `CasebookError`: then nothing of any of them was written."""
    options, language = asked.options, asked.language
    progress = Progress()

    def told(stage: str, done: int, of: int) -> None:
        progress(say(f"bank_import.progress.{stage}", {"done": done, "of": of}, language))

    try:
        with opened(asked.address) as database:
            day = today(database)
            actor = actor_for(database, login(), day)
            sources = [bank.source_of(Path(file)) for file in options.files]
            reports = bank.run(Import(database, actor, day, sources, options.dry_run, told))
            accounts = bank_statements.accounts(database)
    finally:
        progress.done()
    if options.json:
        print(json_text(_contract(reports, accounts)))
    else:
        for report in reports:
            print("\n".join(_lines(report, language, dry_run=options.dry_run)))
        print("\n".join(_known(accounts, language)))
    return 0


def _lines(report: Report, language: str, *, dry_run: bool) -> Iterator[str]:
    if report.again_on is not None:
        yield say("bank_import.again", {"file": report.file, "on": report.again_on}, language)
        return
    yield say("bank_import.would" if dry_run else "bank_import.done", {"file": report.file}, language)
    for name in ("statements", "known_statements", "added", "known"):
        if count := getattr(report, name):
            yield "  " + say(f"bank_import.count.{name}", {"count": count}, language)
    for row in report.listed:
        parameters = {"number": row.number or str(row.id), "account": row.account, "first": row.from_on}
        if row.gap_after is not None:
            yield "  " + say("bank_import.gap", {**parameters, "after": row.gap_after}, language)
        if row.contradicts is not None:
            yield "  " + say(contradiction(row.contradicts), {**parameters, **_against(row.contradicts)}, language)


def _known(accounts: list[AccountRow], language: str) -> Iterator[str]:
    yield say("bank_import.accounts", {}, language)
    for one in accounts:
        code = "bank_import.known" if one.until_on else "bank_import.never"
        parameters = {"account": one.account, "creditor": one.creditor, "until": one.until_on}
        gaps = say("bank_import.gaps", {"count": one.gaps}, language) if one.gaps else ""
        yield "  " + say(code, parameters, language) + gaps


def flags(row: StatementRow) -> list[str]:
    """Return what is amiss with a statement, as codes."""
    found = [("gap", row.gap_after is not None), ("contradicted", row.contradicts is not None)]
    return [code for code, there in found if there]


def contradiction(found: Contradiction) -> str:
    """Return the code of how two statements tell otherwise."""
    if found.on_day is None:
        return "bank_import.contradicted"
    return "bank_import.another_payer" if found.of_another else "bank_import.other_entries"


def _against(found: Contradiction) -> dict[str, Any]:
    return {"other": found.number or "?", "file": found.file, "on": found.on_day, "cents": found.cents}


def _contract(reports: list[Report], accounts: list[AccountRow]) -> dict[str, Any]:
    names = ("file", "statements", "known_statements", "lines", "added", "known", "again_on")
    return {
        "files": [
            {name: _plain(getattr(report, name)) for name in names} | {"listed": [_row(row) for row in report.listed]}
            for report in reports
        ],
        "accounts": [{name: _plain(value) for name, value in one._asdict().items()} for one in accounts],
    }


def _row(row: StatementRow) -> dict[str, Any]:
    told = row._asdict()
    for name in ("opening", "closing"):
        cents = told.pop(f"{name}_cents")
        told[name] = None if cents is None else f"{Decimal(cents) / 100:.2f}"
    del told["contradicts"], told["accepted"], told["begins"]
    return {name: _plain(value) for name, value in told.items()} | {"flags": flags(row)}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
