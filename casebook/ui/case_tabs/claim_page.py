"""Everything of one claim on a page: the facts, what is open, its ledger, the evidence, who is liable, its clocks."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from casebook import format as form
from casebook.domain.component import Balance, Component
from casebook.domain.weak_points import Claimed, WeakPoint, weak_points
from casebook.store import guarantees
from casebook.store.balances import open_balances
from casebook.store.database import Database
from casebook.store.guarantees import GuaranteeRow
from casebook.store.models.claims import Relation
from casebook.store.queries import claim_about, claim_vat, claims, radar, recorded
from casebook.store.queries.claim_about import ClaimDetails
from casebook.store.queries.claim_vat import ClaimVatSheet
from casebook.store.queries.claims import ClaimRow, EntryRow, EvidenceRow, LiableRow
from casebook.store.queries.listing import Page
from casebook.store.queries.payoff import PayoffLine, payoff
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.recorded import DayRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.about.vat import vat_lines
from casebook.ui.case_tabs.guarantee_lines import guarantee_lines
from casebook.ui.case_tabs.telling import bullet, day, money, part, period, state_word
from casebook.ui.clock import STYLES
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, labelled, line
from casebook.ui.widgets.columns import cut

_LABEL = 26
# So many entries of one claim are shown; the ledger of the case has them all.
_ENTRIES = 200
# More clocks than a case has.
_CLOCKS = 10_000


class ClaimFound(NamedTuple):
    """What is read about a claim; `payoff` is None where nothing can be asked of it."""

    details: ClaimDetails
    days: list[DayRow]
    open: Balance
    payoff: PayoffLine | None
    ledger: Page[EntryRow]
    evidence: list[EvidenceRow]
    liable: list[LiableRow]
    clocks: list[ClockRow]
    guarantees: list[GuaranteeRow]
    vat: ClaimVatSheet


def read_claim(database: Database, claim: ClaimRow, day: date) -> ClaimFound:
    """Return what stands on the page about a claim."""
    page = Page((claim,), before=False, after=False)
    with database.snapshot():
        details = claim_about.details(database, claim.claim_id)
        found = payoff(database, claim.case_id, day)
        assert details is not None
        assert found is not None
        asked = (one for one in (*found.lines, *found.lapsed) if one.claim_id == claim.claim_id)
        clocks = radar.clocks_of(claim.case_id).after(database, None, _CLOCKS).rows
        return ClaimFound(
            details,
            recorded.days(database, claim.claim_id),
            open_balances(database, [claim.claim_id], day)[claim.claim_id],
            next(asked, None),
            claims.ledger(claim.claim_id).before(database, None, _ENTRIES),
            claims.evidence(database, page),
            claims.liable(database, page),
            [clock for clock in clocks if clock.claim_id == claim.claim_id],
            guarantees.of_claims(database, [claim.claim_id], day),
            claim_vat.of_claim(database, claim.claim_id),
        )


def claim_lines(claim: ClaimRow, found: ClaimFound, remarks: Sequence[str], desk: Desk) -> list[Line]:
    """Return the page about a claim."""
    say = desk.say
    return [
        *part(say("claim_page.facts"), list(_facts(claim, found, remarks, desk))),
        *part(say("claim_page.open"), list(_open(claim, found, desk))),
        *part(say("claim_page.clocks"), [_clock(clock, desk) for clock in found.clocks]),
        *part(say("claim_page.liable"), [_liable(one, desk) for one in found.liable]),
        *part(say("claim_page.evidence"), [_evidence(one, desk) for one in found.evidence]),
        *part(
            say("claim_page.weak_points"),
            [
                *(_weak(one, desk) for one in _weak_points(claim, found)),
                *(told for one in found.guarantees for told in guarantee_lines(one, desk)),
            ],
        ),
        *([EMPTY, *vat_lines(found.vat, desk)] if found.vat.parts else ()),
        *part(say("claim_page.ledger"), list(_ledger(found.ledger, desk))),
    ][:-1]


def _facts(claim: ClaimRow, found: ClaimFound, remarks: Sequence[str], desk: Desk) -> Iterator[Line]:
    say, details = desk.say, found.details
    unknown = say("claim_page.unknown")

    def fact(name: str, value: str) -> Line:
        return labelled("  " + say(f"claim_page.{name}"), value, _LABEL)

    if remarks:
        yield fact("remarks", ", ".join(remarks))
    yield fact("kind", say(f"word.{claim.kind}"))
    yield fact("capacity", say(f"word.{claim.capacity}") if claim.capacity else unknown)
    agreed = say(f"claim_page.agreed_{claim.agreed}") if claim.agreed else unknown
    yield fact("agreed", agreed + (f" · {clean_line(details.agreed_in)}" if details.agreed_in else ""))
    yield fact("invoice", day(claim.invoice_on, desk) or unknown)
    yield fact("due", day(claim.due_on, desk) or unknown)
    rate = f" · {form.percent(Decimal(claim.rate), desk.language)}" if claim.rate else ""
    yield fact("rate", say(f"word.{claim.rate_kind}") + rate)
    for name, on in (
        ("received", details.received_on),
        ("notice_received", details.notice_received_on),
        ("notice_last_day", details.notice_last_day),
        ("refused", details.refused_on),
    ):
        if on is not None:
            yield fact(name, day(on, desk))
    if supplied := period(details.supplied_from, details.supplied_until, desk):
        yield fact("supplied", supplied)
    for named in found.days:
        yield labelled("  " + say(f"word.{named.name}"), day(named.on_day, desk), _LABEL)
    for name, text in (
        ("place", details.place),
        ("order_number", details.order_number),
        ("product_group", details.product_group),
        ("description", claim.description),
    ):
        if text:
            yield fact(name, clean(text))


def _open(claim: ClaimRow, found: ClaimFound, desk: Desk) -> Iterator[Line]:
    if claim.foreign_cents is not None:
        amount = f"{claim.currency} {form.amount(claim.foreign_cents, desk.language)}"
        yield labelled("  " + desk.say("word.principal"), amount, _LABEL)
    for component in Component:
        if cents := found.open.of(component):
            yield _amount(desk.say(f"word.{component}"), cents, desk)
    if found.payoff is not None:
        yield from _asked(found.payoff, desk)
    elif claim.foreign_cents is None and not found.open.total:
        yield line("  ", Span(desk.say("claim_page.nothing_open"), "quiet"))


def _asked(asked: PayoffLine, desk: Desk) -> Iterator[Line]:
    interest = asked.interest
    for name, cents in (("run_up", interest.run_up), ("lapsed_interest", interest.lapsed)):
        if cents:
            yield _amount(desk.say(f"claim_page.{name}"), cents, desk)
    if asked.foreign_cents is None:
        yield _amount(desk.say("claim_page.total"), asked.total, desk, style="strong")
    if interest.per_day:
        yield _amount(desk.say("claim_page.per_day"), interest.per_day, desk)
    if interest.reason is not None:
        said = desk.say(interest.reason.code, **interest.reason.parameters)
        yield line("  ", Span(said, "quiet"), Span(f"  {interest.reason.source}", "quiet"), hang=2)


def _amount(label: str, cents: int, desk: Desk, style: str = "") -> Line:
    return line(Span("  " + cut(label, _LABEL - 2), "quiet"), Span(money(cents, desk).rjust(14), style))


def _clock(row: ClockRow, desk: Desk) -> Line:
    unknown = desk.say("clock_page.unknown")
    said = desk.say(
        "clock_page.ends", safe=day(row.safe_until, desk) or unknown, claimed=day(row.claimed_until, desk) or unknown
    )
    which = f"{desk.say(f'word.{row.kind}')} · {clean_line(row.debtor)} · "
    return bullet(which, Span(state_word(row.state, desk), STYLES.get(row.state, "")), f" · {said}")


def _liable(row: LiableRow, desk: Desk) -> Line:
    more = []
    if row.share:
        more.append(form.percent(Decimal(row.share), desk.language))
    if row.most_cents is not None:
        more.append(desk.say("claim_page.at_most", amount=row.most_cents))
    more.append(period(row.from_on, row.until_on, desk))
    told = " · ".join(filter(None, more))
    return bullet(
        f"{clean_line(row.name)} · {desk.say(f'word.{row.relation}')}", Span(f" · {told}" if told else "", "quiet")
    )


def _evidence(row: EvidenceRow, desk: Desk) -> Line:
    missing = row.status == "missing"
    sign = Span("  ✗ " if missing else "  ✓ " if row.status == "present" else "  - ", "due" if missing else "")
    said = f"{desk.say(f'word.{row.kind}')}: {desk.say(f'word.{row.status}')}"
    more = " · ".join(filter(None, (clean_line(row.document or ""), clean(row.note))))
    return line(sign, Span(said, "due" if missing else ""), Span(f" · {more}" if more else "", "quiet"), hang=4)


def _weak_points(claim: ClaimRow, found: ClaimFound) -> tuple[WeakPoint, ...]:
    claimed = Claimed(
        claim.kind,
        capacity_known=claim.capacity is not None,
        agreed=claim.agreed,
        invoiced=claim.invoice_on is not None,
        due=claim.due_on is not None,
        supply_known=found.details.supplied_from is not None or found.details.supplied_until is not None,
        guaranteed=any(one.relation is Relation.GUARANTOR for one in found.liable),
    )
    return weak_points(claimed, {row.kind: row.status for row in found.evidence})


def _weak(point: WeakPoint, desk: Desk) -> Line:
    return line("  ! " if point.missing else "  ? ", Span(desk.say(point.code, what=point.what), "due"), hang=4)


def _ledger(page: Page[EntryRow], desk: Desk) -> Iterator[Line]:
    taken_back = {row.reverses_id for row in page.rows}
    if page.before:
        yield line("  ", Span(desk.say("claim_page.older_entries"), "quiet"))
    for row in page.rows:
        undone = row.reverses_id is not None or row.entry_id in taken_back
        said = f"{day(row.on_day, desk):<12}{desk.say(f'word.{row.kind}'):<14}{desk.say(f'word.{row.component}'):<15}"
        amount = form.amount(row.cents, desk.language).rjust(13)
        sign = desk.say("entry_list.reverses") if row.reverses_id else desk.say("entry_list.reversed") if undone else ""
        more = " · ".join(filter(None, (sign, clean_line(row.reason))))
        yield line(
            "  ", Span(said + amount, "quiet" if undone else ""), Span(f"  {more}" if more else "", "quiet"), hang=4
        )
