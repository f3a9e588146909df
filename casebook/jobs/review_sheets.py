"""The review of expiring claims for elsewhere: as a table, and as a PDF of what was signed or is to be signed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from casebook import format as form
from casebook.domain import clock_review
from casebook.domain.clock_review import Decision, Group, ReviewedClock, Section, Summary
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.letters.report import Heading, Page, Paragraph, Part, Report, Table, pdf
from casebook.store import review_file
from casebook.store.database import Database
from casebook.store.queries import reviews
from casebook.store.queries.reviews import Named, Scope, SignedReview
from casebook.words import say

_COLUMNS = (
    Column("section", "review.section", Kind.WORD),
    Column("week", "review.week_begins", Kind.DAY),
    Column("case", "review.case"),
    Column("claim", "radar.claim"),
    Column("debtor", "radar.debtor"),
    Column("what", "radar.kind", Kind.WORD),
    Column("open", "review.open", Kind.MONEY),
    Column("safe_until", "review.safe_until", Kind.DAY),
    Column("claimed_until", "review.claimed_until", Kind.DAY),
    Column("guard", "radar.guard", Kind.WORD),
    Column("last_event", "radar.last", Kind.DAY),
    Column("proof", "review.proof", Kind.WORD),
    Column("decision", "review.decision", Kind.WORD),
    Column("lacks", "review.lacks", Kind.WORD),
    Column("urgent", "review.urgent", Kind.WORD),
    Column("seen_on", "review.seen_on", Kind.DAY),
    Column("seen_by", "review.seen_by"),
)
_SUNDAY = timedelta(6)


def sheet(database: Database, scope: Scope, signed: SignedReview | None = None) -> Sheet:
    """Return all clocks of a review, the first to end in front; of one that was signed, as they were then."""
    with database.snapshot():
        found = _clocks(database, scope, signed)
        return Sheet(
            _COLUMNS, [_row(one, name) for one, name in zip(found, reviews.names(database, found), strict=True)]
        )


def review_pdf(database: Database, scope: Scope, language: str, signed: SignedReview | None = None) -> bytes:
    """Return a review with its counts and all its clocks; the same review with the same names gives the same bytes."""
    with database.snapshot():
        found = _clocks(database, scope, signed)
        named = reviews.names(database, found)
    on, until = (scope.day, scope.until) if signed is None else (signed.on_day, signed.until_on)
    title = say("review.title", {"on": on}, language)
    digest = review_file.digest(found, on, until)
    pages = [
        Page(title, list(_front(clock_review.summary(found), until, signed, digest, language))),
        Page(say("review.all_clocks", {}, language), list(_lists(found, named, language))),
    ]
    author = signed.name if signed is not None else ""
    return pdf(Report(title, author, language, on, f"{title} · {digest[:16]}", pages))


def _clocks(database: Database, scope: Scope, signed: SignedReview | None) -> list[ReviewedClock]:
    found = reviews.reviewed(database, scope) if signed is None else reviews.clocks_of(database, signed)
    return sorted(found, key=_place)


def _place(clock: ReviewedClock) -> tuple[int, str, tuple[int, int, str]]:
    return list(Section).index(clock.section), str(clock.safe_until), clock.key


def _row(clock: ReviewedClock, name: Named) -> tuple[Any, ...]:
    expires = clock.section is Section.EXPIRING and clock.safe_until is not None
    return (
        f"review_{clock.section}",
        clock_review.week_of(clock.safe_until) if expires and clock.safe_until else None,
        name.case_number,
        name.claim_number,
        name.debtor,
        clock.kind.value,
        clock.open_cents,
        clock.safe_until,
        clock.claimed_until,
        _guard(clock),
        clock.last_event_on,
        clock.last_proof.value if clock.last_proof else None,
        f"review_{clock.decision}",
        f"lack_{clock.lack}" if clock.lack else None,
        "yes" if clock.urgent else "no",
        clock.marked_on,
        name.marked_by,
    )


def _guard(clock: ReviewedClock) -> str:
    return "guard_agency" if clock.placed else "guard_own_desk"


def _front(summary: Summary, until: date, signed: SignedReview | None, digest: str, language: str) -> Iterator[Part]:
    def said(code: str, **parameters: Any) -> str:
        return say(code, parameters, language)

    yield Paragraph(said("review.totals_line", until=until, count=summary.clocks, amount=summary.open))
    if signed is None:
        yield Paragraph(said("review.not_signed"))
    else:
        name = (
            signed.name
            if signed.for_name is None
            else said("timeline_list.for", person=signed.name, other=signed.for_name)
        )
        yield Paragraph(said("review.signed_by", name=name, on=signed.on_day))
    if summary.undecided:
        yield Paragraph(said("review.undecided_left", count=summary.undecided))
    if signed is not None and signed.reason:
        yield Paragraph(said("review.signed_because", reason=signed.reason))
    yield Heading(said("review.decisions"))
    yield Table([said("review.decision"), said("review.head_count")], list(_decisions(summary, language)))
    head = [said(f"review.head_{one}") for one in ("group", "count", "amount", "urgent", "undecided", "no_address")]
    whole = Group(Section.EXPIRING, None, *summary[:2], summary.urgent, summary.undecided, summary.no_address)
    yield Heading(said("review.totals"))
    rows = [_counted(_name(group, language), group, language) for group in summary.groups]
    yield Table(head, rows, _counted(said("review.total"), whole, language))
    # In two halves that a line has room for: what is broken within a word is copied with signs that nobody sees.
    yield Paragraph(said("review.digest", digest=f"{digest[:32]} {digest[32:]}"), quiet=True)


def _decisions(summary: Summary, language: str) -> Iterator[tuple[str, str]]:
    for decision, number in summary.decisions:
        if decision is Decision.NONE:
            yield say("word.review_undecided", {}, language), form.number(summary.undecided, language)
            yield say("review.not_yet", {}, language), form.number(number - summary.undecided, language)
        elif number:
            yield say(f"word.review_{decision}", {}, language), form.number(number, language)


def _counted(name: str, group: Group, language: str) -> tuple[str, ...]:
    counts = (group.clocks, group.urgent, group.undecided, group.no_address)
    clocks, *others = (form.number(one, language) if one else "" for one in counts)
    return (name, clocks, form.amount(group.open, language), *others)


def _name(group: Group, language: str) -> str:
    if group.week is None or group.month is None:
        return say(f"word.review_{group.section}", {}, language)
    week = {"number": group.week.isocalendar().week, "since": group.week, "until": group.week + _SUNDAY}
    month = say(f"review.month_{group.month.month}", {}, language)
    return f"{month} {group.month.year} · {say('review.week', week, language)}"


def _lists(found: Sequence[ReviewedClock], named: Sequence[Named], language: str) -> Iterator[Part]:
    head = [
        say(code, {}, language)
        for code in ("radar.debtor", "review.case", "review.safe_until", "review.claimed_until", "radar.guard",
                     "radar.last", "review.decision", "review.seen_by", "review.open")
    ]  # fmt: skip
    for part in Section:
        rows = [_line(one, name, language) for one, name in zip(found, named, strict=True) if one.section is part]
        if rows:
            yield Heading(say(f"word.review_{part}", {}, language))
            yield Table(head, rows, right_from=8)


def _line(clock: ReviewedClock, name: Named, language: str) -> tuple[str, ...]:
    def day(on: Any) -> str:
        return "" if on is None else form.day(on, language)

    proof = say(f"word.{clock.last_proof}", {}, language) if clock.last_proof else ""
    lack = f" ({say(f'word.lack_{clock.lack}', {}, language)})" if clock.lack else ""
    decision = (
        say(f"word.review_{clock.decision}", {}, language)
        if clock.urgent or clock.decision is not Decision.NONE
        else ""
    )
    return (
        name.debtor,
        f"{name.case_number} {name.claim_number} {say(f'word.{clock.kind}', {}, language)}",
        day(clock.safe_until),
        day(clock.claimed_until),
        say(f"word.{_guard(clock)}", {}, language),
        f"{day(clock.last_event_on)} {proof}".strip(),
        f"{decision}{lack}".strip(),
        f"{day(clock.marked_on)} {name.marked_by}".strip(),
        form.amount(clock.open_cents, language),
    )
