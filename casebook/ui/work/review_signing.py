"""Signing the review of expiring claims, looking up what was signed, and writing either to a file."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from casebook import format as form_of
from casebook import paths
from casebook.domain.clock_review import Decision, Group, Summary
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.reading import ReadKind
from casebook.errors import InputError, Refused
from casebook.store import review_file
from casebook.store.actions.reviews import SignReview
from casebook.store.database import Database
from casebook.store.models.people import Role
from casebook.store.perform import Done
from casebook.store.queries import reviews
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.reviews import Listed, Scope, SignedReview
from casebook.store.readings import Read
from casebook.text import clean_line
from casebook.ui.clock_reviewed import month_name, months, summary_lines, week_short
from casebook.ui.desk import Desk
from casebook.ui.dialogs.form import Form
from casebook.ui.dialogs.pick import Pick
from casebook.ui.dialogs.reader import Reader
from casebook.ui.prose import EMPTY, Line, Span, labelled, line
from casebook.ui.widgets.fields import DayField, TextField
from casebook.ui.widgets.menu import Entry
from casebook.ui.work.bank_form import Foreseeing

if TYPE_CHECKING:
    from casebook.ui.screens.review_standing import Standing

# So many that have no decision are named before somebody signs.
_NAMED = 6


async def choose_group(desk: Desk, summary: Summary) -> Group | None:
    """Show the sections, months and weeks of a review with what they come to; return the one that is chosen."""
    entries = []
    for name, groups in months(summary):
        for at, group in enumerate(groups):
            label = month_name(name, desk) if at == 0 or group.week is None else ""
            week = "" if group.week is None else week_short(group.week, desk)
            entries.append(Entry(group, "", _row(f"{label:<15} {week}", group, desk)))
    if not entries:
        raise Refused("review.nothing", source=HOUSE_RULE)
    return await desk.ask(Pick(desk, desk.say("review.weeks_heading"), entries, search=True))


def _row(label: str, group: Group, desk: Desk) -> str:
    """Return a group with how many clocks it has, what is open on them, and how many are to be decided."""
    number, amount = form_of.number(group.clocks, desk.language), form_of.amount(group.open, desk.language)
    undecided = form_of.number(group.undecided, desk.language) if group.undecided else ""
    return f"{label:<40}{number:>6}{amount:>15}{undecided:>6}"


async def ask_horizon(desk: Desk, until: date) -> date | None:
    """Ask up to which day is reviewed."""
    on = DayField(desk.say("review.until"), desk, until)
    chosen: list[date] = []

    async def act(until: date) -> Done:
        if until < desk.day:
            raise InputError("review.past", until=until)
        chosen.append(until)
        return Done(None, None, None)

    form = Form(desk, desk.say("review.horizon_heading"), [on], lambda: on.value, act=act)
    return chosen[0] if await desk.ask(form) is not None else None


async def sign(desk: Desk, standing: "Standing") -> str | None:
    """Sign the review as it was shown and write it to a file, or look at one that was signed."""
    signed = await desk.read(reviews.signed)
    entries = [
        Entry[str]("sign", "t", desk.say("review.sign_now")),
        *([Entry[str]("signed", "v", desk.say("review.signed_before", count=len(signed)))] if signed else []),
    ]
    chosen = await desk.ask(Pick(desk, desk.say("review.sign_heading"), entries))
    if chosen is None:
        return None
    if chosen == "signed":
        await _look_up(desk, signed)
        return None
    return await _sign(desk, standing)


async def write(desk: Desk, scope: Scope, signed: SignedReview | None) -> None:
    """Write a review to the person's own folder, as a PDF, a table or a workbook."""
    kinds = [Entry("pdf", "p", desk.say("review.as_pdf")), Entry("csv", "c", "CSV"), Entry("xlsx", "x", "XLSX")]
    kind = await desk.ask(Pick(desk, desk.say("review.write_heading"), kinds))
    if kind is not None:
        desk.tell(desk.say("export.written", file=str(await _written(desk, scope, signed, kind))))


async def _sign(desk: Desk, standing: "Standing") -> str | None:
    if Role.LEAD not in desk.session.actor.roles:
        raise Refused("actions.role", source=HOUSE_RULE, role=Role.LEAD)
    summary, scope = standing.summary, standing.scope
    left: list[Line] = []
    if summary.undecided:
        listing = partial(_undecided, scope=scope)
        left = [
            EMPTY,
            line(Span(desk.say("review.undecided_left", count=summary.undecided), "urgent")),
            *(
                line(
                    "  ",
                    f"{row.case_number} {clean_line(row.debtor)}",
                    Span(f" · {_until(row.safe_until, desk)}", "quiet"),
                )
                for row in await desk.read(listing)
            ),
        ]
    digest = await desk.read(lambda _: review_file.digest(standing.clocks, scope.day, scope.until))
    reason = TextField(desk.say("review.why_signed"), required=True, when=lambda: bool(summary.undecided))
    form = Foreseeing(
        desk,
        desk.say("review.title", on=scope.day),
        [reason],
        lambda: SignReview(scope.until, digest, reason.value if summary.undecided else ""),
        about=[line(Span(desk.say("review.signing"), "quiet"))],
        listed=[*summary_lines(summary, desk), *left],
    )
    if await desk.ask(form) is None:
        return None
    signed = await desk.read(reviews.last)
    path = await _written(desk, scope, signed, "pdf")
    return desk.say("review.signed", file=str(path))


def _undecided(database: Database, scope: Scope) -> Sequence[ClockRow]:
    return reviews.listing(database, Listed.UNDECIDED, scope).after(database, limit=_NAMED).rows


def _until(on: date | None, desk: Desk) -> str:
    return "" if on is None else form_of.day(on, desk.language)


async def _look_up(desk: Desk, signed: Sequence[SignedReview]) -> None:
    entries = [Entry(one, "", _review_said(one, desk)) for one in signed]
    chosen = await desk.ask(Pick(desk, desk.say("review.signed_heading"), entries, search=True))
    if chosen is None:
        return
    await desk.ask(Reader(desk, desk.say("review.title", on=chosen.on_day), list(_review_lines(chosen, desk))))
    await write(desk, Scope(chosen.on_day, chosen.until_on), chosen)


def _review_said(review: SignedReview, desk: Desk) -> str:
    said = desk.say("review.one", on=review.on_day, name=review.name, count=review.clocks)
    return said + (f" · {desk.say('review.group_undecided', count=review.undecided)}" if review.undecided else "")


def _review_lines(review: SignedReview, desk: Desk) -> Iterator[Line]:
    yield line(desk.say("review.signed_by", name=review.name, on=review.on_day))
    yield labelled(desk.say("review.until"), form_of.day(review.until_on, desk.language))
    for name, number in review.comes_to.items():
        if name.startswith("in_") and number:
            yield labelled(
                desk.say(f"word.review_{name.removeprefix('in_')}"), form_of.number(number, desk.language), 26
            )
    yield EMPTY
    for decision in Decision:
        if number := review.comes_to.get(decision.value, 0):
            yield labelled(desk.say(f"word.review_{decision}"), form_of.number(number, desk.language), 26)
    if review.reason:
        yield EMPTY
        yield line(desk.say("review.signed_because", reason=clean_line(review.reason)))
    yield line(Span(desk.say("review.digest", digest=review.digest), "quiet"))


async def _written(desk: Desk, scope: Scope, signed: SignedReview | None, kind: str) -> Path:
    # What only who writes a file needs.
    from casebook.jobs import review_sheets
    from casebook.jobs.exports import copy_new
    from casebook.jobs.sheets import csv_text, xlsx_bytes

    def content(database: Database) -> bytes:
        if kind == "pdf":
            return review_sheets.review_pdf(database, scope, desk.language, signed)
        found = review_sheets.sheet(database, scope, signed)
        return csv_text(found, desk.language).encode("utf-8-sig") if kind == "csv" else xlsx_bytes(found, desk.language)

    made = await desk.meanwhile(desk.say("review.being_written"), desk.read(content))
    desk.saw(Read(ReadKind.EXPORT))
    on = scope.day if signed is None else signed.on_day
    stem = f"{desk.say('review.file')}_{on.isoformat()}"
    return await asyncio.to_thread(copy_new, paths.exports(os.environ), stem, f".{kind}", made)
