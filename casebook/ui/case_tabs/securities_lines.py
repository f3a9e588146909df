"""How securities are told: stage, value and what they cover, by when to invoke with its source, and what happened."""

from collections.abc import Iterator
from datetime import date

from casebook.domain.dated import Confidence
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.security.lapse import Lapsing, lapsing
from casebook.domain.security.standing import InvokeBy
from casebook.store.queries.securities import GuarantorRow, SecuritiesPage, SecurityCard
from casebook.store.security_rows import SecurityEventRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.about.insurance import cover_lines
from casebook.ui.case_tabs.telling import bullet, day, money, part
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, labelled, line

_LABEL = 26


def page_lines(page: SecuritiesPage, desk: Desk) -> list[Line]:
    """Return all there is to say of what may pay beside the debtor."""
    lines = [*_covered(page, desk)] if page.cards else []
    lines += [one for card in page.cards for one in security_lines(card, desk)]
    if not page.cards:
        lines += [line(Span(desk.say("security.none"), "quiet")), EMPTY]
    lines += part(desk.say("security.guarantors"), [_guarantor(one, desk) for one in page.guarantors])
    insured = [one for cover in page.covers for one in cover_lines(cover, [*page.insured], [*page.acts], desk)]
    return [*lines, *part(desk.say("insurance.heading"), insured)]


def security_lines(card: SecurityCard, desk: Desk) -> list[Line]:
    """Return all there is to say of a security."""
    stage = Span(desk.say(f"word.security_stage_{card.standing.stage}"), "strong")
    title = Line((Span(short(card, desk), "head"),), right=(stage,))
    lines = [title, *_facts(card, desk), *(_invoke(one, desk) for one in card.standing.invoke)]
    if card.standing.missed:
        lines.append(line("  ", Span(desk.say("security.missed"), "urgent"), hang=2))
    lines += list(_lapse(card, desk))
    if card.row.note:
        lines.append(line("  ", Span(f"“{clean(card.row.note)}”"), hang=2))
    events = sorted(card.events, key=lambda one: (one.on, one.id))
    return [*lines, *(_event(one, card, desk) for one in events if one.kind != "void"), EMPTY]


def short(card: SecurityCard, desk: Desk) -> str:
    """Return a security in a few words."""
    kind = desk.say(f"word.security_kind_{card.row.kind}")
    return f"{kind[0].upper()}{kind[1:]} · {clean_line(card.row.name)}"


def _covered(page: SecuritiesPage, desk: Desk) -> Iterator[Line]:
    found = page.coverage
    yield labelled(desk.say("security.open"), money(found.open, desk), _LABEL)
    yield labelled(desk.say("security.covered"), money(found.covered, desk), _LABEL)
    shortfall = Span(money(found.shortfall, desk), "due" if found.shortfall else "")
    yield labelled(desk.say("security.shortfall"), shortfall, _LABEL)
    yield EMPTY


def _facts(card: SecurityCard, desk: Desk) -> Iterator[Line]:
    row, found = card.row, card.standing
    over = found.over
    if row.value is not None:
        said = desk.say("security.value_of", amount=row.value, on=row.valued_on)
        yield labelled("  " + desk.say("security.value"), said, _LABEL)
    elif not over:
        yield labelled("  " + desk.say("security.value"), Span(desk.say("security.no_value"), "due"), _LABEL)
    if not over and row.value is not None:
        said = desk.say("security.after_haircut", amount=found.worth, percent=found.haircut)
        if row.haircut is None:
            said += f" ({desk.say('security.of_house')})"
        yield labelled("  " + desk.say("security.worth"), said, _LABEL)
        yield labelled("  " + desk.say("security.covers_now"), money(card.covers, desk), _LABEL)
    if card.proceeds:
        yield labelled("  " + desk.say("security.proceeds_so_far"), money(card.proceeds, desk), _LABEL)
    covers = desk.say("security.covers_all", creditor=row.creditor) if row.covers_all else _numbers(card)
    covers += f" · {desk.say('security.with_interest' if row.with_interest else 'security.without_interest')}"
    yield labelled("  " + desk.say("security.covers"), covers, _LABEL)
    if row.rank is not None:
        yield labelled("  " + desk.say("security.rank"), str(row.rank), _LABEL)
    if row.since_on is not None:
        yield labelled("  " + desk.say("security.since"), day(row.since_on, desk), _LABEL)
    if found.stayed_until is not None:
        until = found.stayed_until
        said = desk.say("security.stayed_open") if until == date.max else desk.say("security.stayed_until", until=until)
        source = desk.session.database.law.securities.stay.applied(desk.day).source
        yield labelled("  " + desk.say("security.stay"), Span(f"{said} ({source})", "due"), _LABEL)


def _numbers(card: SecurityCard) -> str:
    return ", ".join(clean_line(one.number) for one in card.claims)


def _invoke(one: InvokeBy, desk: Desk) -> Line:
    said = desk.say(f"word.security_why_{one.why}")
    if one.number:
        said = f"{clean_line(one.number)} · {said}"
    if one.uncertain:
        said += f" · {desk.say('security.stored_unknown')}"
    elif one.last is not None and one.last != one.on:
        said += f" · {desk.say('security.last_day', on=one.last)}"
    mark = f" ({desk.say('security.uncertain')})" if one.confidence is not Confidence.HIGH else ""
    style = "urgent" if one.on < desk.day else "due"
    source = "" if one.source == HOUSE_RULE else f" · {one.source}"
    label = "  " + desk.say("security.invoke_by", on=one.on)
    return labelled(label, Span(f"{said}{source}{mark}", style), _LABEL)


def _lapse(card: SecurityCard, desk: Desk) -> Iterator[Line]:
    """Yield what the lapse of the secured claims does to a pledge or mortgage."""
    found = lapsing(card.row.kind, card.row.since_on, desk.session.database.law.securities, desk.day)
    if found is not None and not card.standing.over:
        label = "  " + desk.say("security.limitation")
        yield labelled(label, Span(f"{lapse_text(found, desk)} ({found.source})", "quiet"), _LABEL)


def lapse_text(found: Lapsing, desk: Desk) -> str:
    """Return in words how a security and the claims it covers lapse."""
    if found.unknown:
        return desk.say("security.created_unknown")
    if found.until is None:
        return desk.say("security.ends_with_claim")
    return desk.say("security.lives_until", until=found.until)


def _event(one: SecurityEventRow, card: SecurityCard, desk: Desk) -> Line:
    """Return what happened; what was made void stays to be seen, and says so."""
    said = desk.say(f"word.security_event_{one.kind}")
    if one.payment_id is not None:
        said += f" {money(one.cents, desk)}" if one.cents else f" ({desk.say('security.sent_back')})"
    if one.until is not None:
        said += f" {desk.say('period.until', on=one.until)}"
    if one.text:
        said += f" · {clean_line(one.text)}"
    if one.id in card.stands:
        return line(f"  {day(one.on, desk)}  ", said, hang=4)
    return line(Span(f"  {day(one.on, desk)}  ", "quiet"), Span(f"({said})", "quiet"), hang=4)


def _guarantor(one: GuarantorRow, desk: Desk) -> Line:
    ended = one.until_on is not None and one.until_on < desk.day
    told = "" if one.notified or ended else f" · {desk.say('security.guarantor_not_notified')}"
    numbers = ", ".join(clean_line(number) for number in one.numbers)
    said = " · ".join((clean_line(one.name), numbers, *_most(one, desk)))
    return bullet(Span(said, "quiet" if ended else ""), Span(told, "due"))


def _most(one: GuarantorRow, desk: Desk) -> Iterator[str]:
    """Yield what a guarantor is good for at most, and what is left of it."""
    if one.maximum is None:
        return
    yield desk.say("security.guarantor_most", amount=one.maximum.cents)
    if one.maximum.each:
        yield desk.say("security.guarantor_each")
    if one.maximum.beside:
        yield desk.say("security.guarantor_beside")
    if one.maximum.paid:
        yield desk.say("security.guarantor_paid", paid=one.maximum.paid, left=one.maximum.left)
