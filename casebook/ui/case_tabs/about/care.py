"""What the overview says of what is owed to the person: requests, vulnerability, a ban, his estate, recourse."""

from casebook.store.database import Database
from casebook.store.models.care import RequestKind
from casebook.store.queries import care
from casebook.store.queries.care import EstateRow, HeirRow, RecourseRow, RequestRow
from casebook.store.queries.case import CaseCard
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import bullet, day, part, period
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, line


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return what is to be kept in mind of the person, what of it is most pressing first."""
    return [
        *part(desk.say("care.estate"), estate_lines(database, card.debtor_id, desk)),
        *part(desk.say("care.vulnerable"), _vulnerable(database, card.debtor_id, desk)),
        *part(
            desk.say("care.requests"),
            [
                one
                for row in care.requests(database, card.case_id)
                if row.is_open
                for one in request_lines(database, row, desk)
            ],
        ),
        *part(desk.say("care.bans"), _bans(database, card.debtor_id, desk)),
        *part(desk.say("care.recourse"), _recourse(database, card, desk)),
    ]


def all_requests(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return every request of a case in full, the newest first."""
    found: list[Line] = []
    for row in care.requests(database, card.case_id):
        found += [*request_lines(database, row, desk), line("  ", clean(row.text), hang=2)]
        if row.extended_because:
            found.append(line("  ", Span(clean(row.extended_because), "quiet"), hang=2))
        if row.answer:
            found.append(line("  ", Span(desk.say("care.answered_with") + " ", "quiet"), clean(row.answer), hang=2))
        found.append(EMPTY)
    return found[:-1]


def request_lines(database: Database, row: RequestRow, desk: Desk) -> list[Line]:
    """Return a request and by when it is answered, or how it was."""
    said = desk.say("care.request", kind=row.kind, on=row.received_on, party=row.party)
    if row.withdrawn_on is not None:
        return [bullet(said, Span(f" · {desk.say('care.was_withdrawn', on=row.withdrawn_on)}", "quiet"))]
    if row.answered_on is not None:
        outcome = desk.say("care.was_answered", on=row.answered_on, outcome=f"request_{row.outcome}")
        return [bullet(said, Span(f" · {outcome}", "quiet"))]
    term = care.term_of(database, row)
    late = term.value.answer_by < desk.day
    by = desk.say("care.answer_late" if late else "care.answer_by", by=term.value.answer_by)
    lines = [bullet(said, " · ", Span(by, "urgent" if late else "due"))]
    if row.kind is RequestKind.COMPLAINT and row.acknowledged_on is None and term.value.acknowledge_by is not None:
        told = desk.say("care.acknowledge_by", by=term.value.acknowledge_by)
        lines.append(line("    ", Span(told, "due"), hang=4))
    lines += [
        line("    ", Span(f"{desk.say(step.code, **step.parameters)} {step.source}", "quiet"), hang=4)
        for step in term.steps
    ]
    return lines


def estate_lines(database: Database, party_id: int, desk: Desk) -> list[Line]:
    """Return when a debtor died, who inherits, and of whom what can be demanded from when."""
    row = care.estate(database, party_id)
    if row is None:
        return []
    heirs = care.heirs(database, row.estate_id)
    found = care.demandable(database, row, heirs)
    lines = [bullet(Span(died(row, desk), "due"), Span(f" · {clean_line(row.source)}", "quiet"))]
    if row.notary:
        lines.append(bullet(desk.say("care.notary", name=row.notary)))
    lines += [bullet(_heir(one, desk)) for one in heirs]
    if row.settled_on is None:
        lines += [
            line("    ", Span(f"{desk.say(step.code, **step.parameters)} {step.source}", "quiet"), hang=4)
            for step in found.steps
        ]
        lines += [line("  ! ", Span(desk.say(one.code, **one.parameters), "due"), hang=4) for one in found.warnings]
    return lines


def died(row: EstateRow, desk: Desk) -> str:
    """Return when a debtor died, and how far his estate is."""
    said = [desk.say("care.died", on=row.died_on)]
    said += [] if row.claimed_on is None else [desk.say("care.claimed", on=row.claimed_on)]
    said += [] if row.settled_on is None else [desk.say("care.settled", on=row.settled_on)]
    return " · ".join(said)


def _heir(row: HeirRow, desk: Desk) -> str:
    share = "" if row.parts is None or row.whole is None else f" {row.parts}/{row.whole}"
    accepted = desk.say(f"word.acceptance_{row.acceptance}")
    on = f" {day(row.accepted_on, desk)}" if row.accepted_on else ""
    return f"{desk.say('care.heir')} {clean_line(row.name)}{share} · {accepted}{on}"


def _vulnerable(database: Database, party_id: int, desk: Desk) -> list[Line]:
    return [
        bullet(
            Span(clean(row.text), "due"),
            Span(f" · {desk.say('care.consent', on=row.consent_on, until=row.until_on)}", "quiet"),
        )
        for row in care.vulnerable(database, party_id, desk.day)
    ]


def _bans(database: Database, party_id: int, desk: Desk) -> list[Line]:
    return [
        bullet(Span(clean(row.reason), "due"), Span(f" · {period(row.from_on, row.until_on, desk)}", "quiet"))
        for row in care.bans(database, party_id, desk.day)
    ]


def _recourse(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    rows = care.recourse(database, card.case_id)
    last = [row for row in rows if row.on_day == rows[0].on_day]
    return [_looked(row, desk) for row in last]


def _looked(row: RecourseRow, desk: Desk) -> Line:
    source, found = desk.say(f"word.source_{row.source}"), desk.say(f"word.recourse_{row.found}")
    more = f" · {clean(row.text)}" if row.text else ""
    return bullet(f"{day(row.on_day, desk)} {source}: {found}", Span(more, "quiet"))
