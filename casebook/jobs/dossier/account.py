"""What a dossier tells of a case beside its documents: limitation, contacts, arrangements, disputes, its story."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from casebook.domain.finding import HOUSE_RULE
from casebook.jobs.dossier.page import Page, Part
from casebook.jobs.sheets import Column, Kind, Sheet
from casebook.store.case_clocks import Standing
from casebook.store.database import Database
from casebook.store.queries import arrangement_standing, case, debtor, disputes
from casebook.store.queries.disputes import DisputeSheet
from casebook.store.queries.explain import explain
from casebook.store.queries.listing import Listing
from casebook.store.queries.statement import Statement
from casebook.store.queries.timeline import Timeline, Told
from casebook.store.queries.told.words import channel_word, outcome_word
from casebook.words import say

R = TypeVar("R")

_DAY, _MONEY, _WORD = Kind.DAY, Kind.MONEY, Kind.WORD
# So much is read at once of what may be long.
_WINDOW = 200
_STEPS = (
    Column("on", "dossier.day", _DAY),
    Column("what", "dossier.what"),
    Column("source", "dossier.source"),
    Column("safe", "dossier.safe_until"),
    Column("claimed", "dossier.claimed_until"),
)
_STORY = (Column("on", "dossier.day", _DAY), Column("who", "dossier.who"), Column("what", "dossier.what"))
_CONTACTS = (
    Column("on", "dossier.day", _DAY),
    Column("channel", "dossier.channel", _WORD),
    Column("way", "dossier.way"),
    Column("with", "dossier.with"),
    Column("outcome", "dossier.outcome", _WORD),
    Column("by", "dossier.who"),
    Column("text", "dossier.text"),
)
_NOTES = (Column("on", "dossier.day", _DAY), Column("by", "dossier.who"), Column("text", "dossier.text"))
_TERMS = (
    Column("number", "dossier.number", Kind.NUMBER),
    Column("due", "dossier.due", _DAY),
    Column("cents", "dossier.amount", _MONEY),
    Column("paid", "dossier.paid", _MONEY),
    Column("paid_on", "dossier.paid_on", _DAY),
    Column("state", "dossier.state", _WORD),
)
_CONTESTED = (
    Column("claim", "dossier.claim"),
    Column("registered", "dossier.contested", _MONEY),
    Column("accepted", "dossier.accepted", _MONEY),
    Column("left", "dossier.left", _MONEY),
)
_ENTRIES = (
    Column("on", "dossier.day", _DAY),
    Column("kind", "dossier.what", _WORD),
    Column("component", "dossier.component", _WORD),
    Column("cents", "dossier.amount", _MONEY),
    Column("balance", "dossier.balance", _MONEY),
    Column("reason", "dossier.text"),
)


def statement_page(found: Statement, language: str) -> Page:
    """Return the account of the case on its day, claim by claim."""
    parts = []
    for claim in found.claims:
        rows = [(one.on_day, one.kind, one.component, one.cents, one.balance, one.reason) for one in claim.entries]
        about = {"cents": claim.interest.beside_booked, "day": found.day, "total": claim.total}
        parts.append(
            Part(
                f"{claim.number} · {claim.creditor}",
                [say("dossier.total_of_claim", about, language)],
                Sheet(_ENTRIES, rows),
            )
        )
    total = say("dossier.total", {"cents": found.total, "day": found.day, "per_day": found.per_day}, language)
    return _page("statement", [*parts, Part("", [total])], language)


def limitation_page(database: Database, case_id: int, day: date, language: str) -> Page:
    """Return how each clock stands on `day`, step by step with the articles."""
    found = explain(database, case_id, day)
    standings = found.clocks if found is not None else ()
    known = {one: debtor.party(database, one) for one in {two.debtor_id for two in standings}}
    names = {one: party.card.name for one, party in known.items() if party is not None}
    return _page("limitation", [_clock(one, names, language) for one in standings], language)


def _clock(one: Standing, names: dict[int, str], language: str) -> Part:
    value = one.finding.value
    heading = say("explain.clock", {"number": one.claim.number, "clock": one.kind}, language)
    if one.debtor_id in names:
        heading += " · " + say("explain.against", {"name": names[one.debtor_id]}, language)

    def end(on: date | None) -> str:
        return say("dossier.on", {"on": on}, language) if on else say("calc.unknown", {}, language)

    lines = [
        f"{say(f'word.{one.state}', {}, language)} · " + say("dossier.guards", {"cents": one.open_cents}, language)
    ]
    if value.rule is not None:
        kind, _, since = value.rule.partition("@")
        rule = say("explain.rule", {"kind": kind, "since": date.fromisoformat(since)}, language)
        lines.append(f"{rule} · {value.source}" if value.source else rule)
    rows = [
        (
            step.on,
            say(step.code, step.parameters, language),
            "" if step.source == HOUSE_RULE else step.source,
            end(step.after.safe_until),
            end(step.after.claimed_until),
        )
        for step in one.finding.steps
    ]
    lines += [f"! {say(told.code, told.parameters, language)}" for told in one.finding.warnings]
    return Part(heading, lines, Sheet(_STEPS, rows))


def timeline_page(database: Database, case_id: int, language: str) -> Page:
    """Return what happened, the first in front."""
    rows = [
        (one.day, one.person or say("timeline_list.program", {}, language), _said(one, language))
        for one in _lines(database, case_id)
    ]
    return _page("timeline", [Part("", (), Sheet(_STORY, rows[::-1]))] if rows else [], language)


def _lines(database: Database, case_id: int) -> Iterator[Told]:
    timeline = Timeline(case_id)
    page = timeline.after(database, None, _WINDOW)
    while True:
        yield from page.rows
        if not page.after:
            return
        page = timeline.after(database, page.rows[-1].key, _WINDOW)


def _said(one: Told, language: str) -> str:
    undone = say("timeline_list.undone", {}, language) if one.undone else ""
    return " · ".join(filter(None, (undone, say(one.code, one.parameters, language), one.text)))


def contacts_page(database: Database, case_id: int, language: str) -> Page:
    """Return every contact and note, the first in front."""
    contacts, notes = case.contacts(case_id), case.notes(case_id)
    rows = [
        (
            one.on_day,
            channel_word(one.channel),
            say("overview.incoming" if one.incoming else "overview.outgoing", {}, language),
            one.party,
            outcome_word(one.outcome, one.channel),
            one.person,
            one.text,
        )
        for one in _all(database, contacts)
    ]
    written = [(one.on_day, one.person, one.text) for one in _all(database, notes)]
    parts = [Part(say("dossier.contacts", {}, language), (), Sheet(_CONTACTS, rows[::-1]))] if rows else []
    if written:
        parts.append(Part(say("dossier.notes", {}, language), (), Sheet(_NOTES, written[::-1])))
    return _page("contacts", parts, language)


def arrangements_page(database: Database, case_id: int, day: date, language: str) -> Page:
    """Return each arrangement with its terms, and what came in of them."""
    parts = []
    for one in arrangement_standing.of_case(database, case_id, day):
        plan, now = one.plan, one.now
        about = {
            "count": plan.term_count,
            "each": plan.each_cents,
            "rhythm": f"every_{plan.rhythm}",
            "total": plan.total_cents,
        }
        heading = f"{say('arrangements.title', about, language)} · {say(f'word.plan_{now.state}', {}, language)}"
        lines = [say("dossier.plan_with", {"name": plan.party, "on": plan.drafted_on}, language)]
        if plan.agreed_on is not None:
            agreed = {"on": plan.agreed_on, "document": plan.document or ""}
            lines.append(say("dossier.plan_agreed_by" if plan.document else "dossier.plan_agreed", agreed, language))
        lines += [text for text in (plan.reason, plan.ended_because) if text]
        rows = [
            (term.number, term.due_on, term.cents, term.paid, term.paid_on, f"term_{term.state}") for term in now.terms
        ]
        parts.append(Part(heading, lines, Sheet(_TERMS, rows)))
    return _page("arrangements", parts, language)


def disputes_page(database: Database, case_id: int, day: date, language: str) -> Page:
    """Return each dispute: what was contested, what was answered and decided, and when."""
    found = disputes.of_case(database, case_id, day)
    return _page("disputes", [_dispute(one, language) for one in found], language)


def _dispute(one: DisputeSheet, language: str) -> Part:
    course = one.course
    decision = say("disputes.was_decided", {"decision": one.decision}, language) if one.decision else ""
    happened = (
        (course.registered_on, say("dossier.registered", {}, language), one.text),
        (course.with_department_on, say("disputes.was_asked", {"department": one.department}, language), ""),
        (course.answered_on, say("disputes.was_answered", {}, language), one.answer),
        (course.decided_on, decision, one.decision_text),
        (course.escalated_on, say("disputes.was_escalated", {}, language), one.escalated_because),
        (course.settled_on, say("disputes.was_settled", {}, language), one.settled_by),
        (course.withdrawn_on, say("disputes.was_withdrawn", {}, language), one.withdrawn_because),
        (course.closed_on, say("disputes.was_closed", {}, language), ""),
    )
    lines = [
        " · ".join(filter(None, (say("dossier.on", {"on": on}, language), said, text)))
        for on, said, text in happened
        if on is not None
    ]
    rows = [(claim.number, claim.registered, claim.accepted, claim.left) for claim in one.claims]
    return Part(say(f"word.{one.reason}", {}, language), lines, Sheet(_CONTESTED, rows))


def _all(database: Database, listing: Listing[R]) -> Iterator[R]:
    page = listing.after(database, None, _WINDOW)
    while True:
        yield from page.rows
        if not page.after:
            return
        page = listing.after(database, listing.key(page.rows[-1]), _WINDOW)


def _page(name: str, parts: list[Part], language: str) -> Page:
    return Page(f"{name}.html", say(f"dossier.{name}_title", {}, language), parts)
