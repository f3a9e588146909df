"""How placements are told: stage, who guards limitation, when a report is due, what recall costs, what happened."""

from collections.abc import Iterator

from casebook.domain.finding import HOUSE_RULE
from casebook.domain.placements.facts import Guard, PlacementEventKind
from casebook.domain.placements.registration import Registration
from casebook.domain.placements.standing import Update
from casebook.store.placement_rows import PlacementEventRow, ReportRow
from casebook.store.queries.agencies import AgencyCard, FeeRow
from casebook.store.queries.placements import CasePlacements, PlacementCard, RecallCost
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.fee_invoice_lines import invoice_lines
from casebook.ui.case_tabs.placement_money_lines import money_lines
from casebook.ui.case_tabs.telling import day, money, safe_style
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, labelled, line

_LABEL = 26
_E = PlacementEventKind
_CODED = {_E.INSTRUCTED: "instruction", _E.CARRIED_OUT: "instruction", _E.CLOSED: "close_code"}


def page_lines(page: CasePlacements, desk: Desk) -> list[Line]:
    """Return all there is to say of the placements of a case."""
    lines = [*_before(page, desk)]
    lines += [one for card in page.cards for one in placement_lines(card, desk)]
    return lines or [line(Span(desk.say("placement.none"), "quiet"))]


def placement_lines(card: PlacementCard, desk: Desk) -> list[Line]:
    """Return all there is to say of a placement."""
    stage = Span(desk.say(f"word.placement_stage_{card.standing.stage}"), "strong")
    lines = [Line((Span(short(card, desk), "head"),), right=(stage,)), *_facts(card, desk)]
    if not card.standing.over:
        lines += [*_recall(card.recall, desk), *_registration(card, desk)]
    lines += money_lines(card.reconciled, desk)
    lines += invoice_lines(card.reconciled, card.invoices, desk)
    if card.untold:
        total = sum(one.cents for one in card.untold)
        lines.append(line("  ", Span(desk.say("placement.untold", cents=total), "due"), hang=2))
    if card.reports:
        lines.append(line("  ", Span(desk.say("placement.reports"), "head")))
        lines += [_report(one, desk) for one in reversed(card.reports)]
    events = [one for one in sorted(card.events, key=lambda one: (one.on, one.id)) if one.kind != _E.VOID]
    happened = line("  ", Span(desk.say("placement.events"), "head"))
    return [*lines, happened, *(_event(one, card, desk) for one in events), EMPTY]


def short(card: PlacementCard, desk: Desk) -> str:
    """Return a placement in a few words: with whom it lies, and how that calls it."""
    kind = desk.say(f"word.agency_kind_{card.row.agency_kind}")
    number = f" · {clean_line(card.row.reference)}" if card.row.reference else ""
    return f"{clean_line(card.row.agency)} ({kind}){number}"


def recall_words(found: RecallCost, desk: Desk) -> str:
    """Return what recalling costs, over what, and by which terms."""
    if found.terms is None:
        return desk.say("placement.recall_unknown")
    terms = found.terms
    by = desk.say(f"word.fee_basis_{terms.basis}")
    if terms.percent is not None:
        by += f" {desk.say('agency.rate', rate=terms.percent)}"
    said = desk.say("placement.recall_cost", cents=found.fee.total, open=found.open, by=by, on=terms.from_on)
    return said + (desk.say("placement.with_vat", cents=found.fee.vat) if found.fee.vat else "")


def update_words(due: Update, desk: Desk) -> str:
    """Return when a report is due, or since when it is overdue, and what comes or came of that."""
    days = (desk.day - due.due_on).days
    if days <= 0:
        return desk.say("placement.update_due", on=due.due_on)
    said = [desk.say("placement.update_overdue", on=due.due_on, count=days)]
    if due.chased_on is not None:
        said.append(desk.say("placement.update_chased", on=due.chased_on))
    elif desk.day >= due.chase_on:
        said.append(desk.say("placement.update_to_chase", on=due.chase_on))
    if desk.day >= due.escalate_on:
        said.append(desk.say("placement.update_escalated", on=due.escalate_on))
    return " · ".join(said)


def agency_lines(card: AgencyCard, desk: Desk) -> list[Line]:
    """Return all there is to say of an agency."""
    row, say = card.row, desk.say
    kind = say(f"word.agency_kind_{row.kind}")
    lines = [line(Span(f"{clean_line(row.name)} ({kind})", "head"))]
    if row.ended_on is not None:
        lines.append(labelled("  " + say("agency.ended_label"), day(row.ended_on, desk), _LABEL))
    if card.registration is not Registration.FREE:
        lines.append(_registered(card, desk))
    terms = desk.session.database.law.defaults.placement.applied(desk.day).value
    reports = say("agency.reports_every", count=row.update_days or terms.update.amount)
    if row.update_days is None:
        reports += f" ({say('security.of_house')})"
    lines.append(labelled("  " + say("agency.reports"), reports, _LABEL))
    lines.append(labelled("  " + say("agency.exclusive"), say("value.yes" if row.exclusive else "value.no"), _LABEL))
    lines.append(
        labelled(
            "  " + say("agency.placed"), say("agency.placed_now", count=row.placed, cents=row.placed_cents), _LABEL
        )
    )
    reached = card.reached
    place = f"{reached.street} {reached.house_number}".strip(), f"{reached.postcode} {reached.city}".strip()
    for label, text in (
        ("agency.post", ", ".join(filter(None, place))),
        ("agency.mail", reached.mail),
        ("agency.contact", row.contact),
        ("agency.note", row.note),
    ):
        if text:
            lines.append(labelled("  " + say(label), clean(text), _LABEL))
    for label, profile in (
        ("agency.report_profile", row.report_profile),
        ("agency.inventory_profile", row.inventory_profile),
    ):
        if profile:
            lines.append(labelled("  " + say(label), clean_line(profile), _LABEL))
    lines.append(line("  ", Span(say("agency.fees"), "head")))
    if not card.fees:
        lines.append(line("  ", Span(say("agency.no_fees"), "quiet")))
    return [*lines, *(_fee(one, desk) for one in card.fees), EMPTY]


def _before(page: CasePlacements, desk: Desk) -> Iterator[Line]:
    """Yield what was recorded before there were placements, and is to be completed."""
    if page.before:
        numbers = ", ".join(clean_line(one.number) for one in page.before)
        yield line(Span(desk.say("placement.before", numbers=numbers), "due"))
        yield EMPTY
    elif page.track_since is not None:
        yield line(Span(desk.say("placement.before_track", on=page.track_since), "due"))
        yield EMPTY


def _facts(card: PlacementCard, desk: Desk) -> Iterator[Line]:
    """Yield until when the claims are safe and what was done for that, when a report is due, and what lies there."""
    say = desk.say
    yield labelled("  " + say("placement.limitation"), _limitation(card, desk), _LABEL)
    if card.standing.writ is not None:
        told = card.standing.writ
        said = say("placement.writ_by", by=told.until) if told.until else say("placement.writ_told", on=told.on)
        yield labelled("  " + say("placement.writ"), Span(said, "due"), _LABEL)
    if not card.standing.over:
        yield from _update(card, desk)
    numbers = ", ".join(clean_line(one.number) for one in card.claims)
    yield labelled("  " + say("placement.claims"), numbers, _LABEL)
    amounts = say("placement.open_now", placed=card.total, open=card.reconciled.open)
    yield labelled("  " + say("placement.amounts"), amounts, _LABEL)


def _limitation(card: PlacementCard, desk: Desk) -> Span:
    """Return until when the claims are safe, as long as they lie there, and who sees to that."""
    guard = desk.say("word.guard_us") if card.row.guard is Guard.US else clean_line(card.row.agency)
    said = desk.say("placement.guarded_by", name=guard)
    if card.safe_until is None or card.standing.over:
        return Span(said, "strong")
    style = safe_style(card.safe_until, desk) or "strong"
    return Span(f"{desk.say('radar.safe_until', on=card.safe_until)} · {said}", style)


def _update(card: PlacementCard, desk: Desk) -> Iterator[Line]:
    due = card.standing.update
    if due is not None:
        late = desk.day > due.due_on
        style = "urgent" if desk.day >= due.escalate_on else "due" if late else ""
        yield labelled("  " + desk.say("placement.update"), Span(update_words(due, desk), style), _LABEL)


def _recall(found: RecallCost, desk: Desk) -> Iterator[Line]:
    yield labelled("  " + desk.say("placement.recall_costs"), recall_words(found, desk), _LABEL)


def _registration(card: PlacementCard, desk: Desk) -> Iterator[Line]:
    if card.registration is Registration.FREE:
        return
    style = "" if card.registration is Registration.VALID else "urgent"
    said = registration_words(card.registration, desk)
    until = f" {desk.say('period.until', on=card.row.registered_until)}" if card.row.registered_until else ""
    source = "" if card.register_source == HOUSE_RULE else f" ({card.register_source})"
    yield labelled("  " + desk.say("agency.registration"), Span(f"{said}{until}{source}", style), _LABEL)


def registration_words(found: Registration, desk: Desk) -> str:
    """Return how an agency stands in the register."""
    return desk.say(f"word.registration_{found}")


def _registered(card: AgencyCard, desk: Desk) -> Line:
    row = card.row
    style = "" if card.registration is Registration.VALID else "urgent"
    parts = [registration_words(card.registration, desk)]
    if row.registered_until is not None:
        parts.append(desk.say("period.until", on=row.registered_until))
    if row.wki_number:
        parts.append(f"· {clean_line(row.wki_number)}")
    return labelled("  " + desk.say("agency.registration"), Span(" ".join(parts), style), _LABEL)


def _fee(one: FeeRow, desk: Desk) -> Line:
    said = desk.say(f"word.fee_basis_{one.basis}")
    if one.percent is not None:
        said += f" {desk.say('agency.rate', rate=one.terms.percent)}"
    if one.cents is not None:
        said += f" {money(one.cents, desk)}"
    if one.least_cents is not None:
        said += f" · {desk.say('agency.at_least', cents=one.least_cents)}"
    if one.terms.vat_percent is not None:
        said += f" · {desk.say('agency.plus_vat', rate=one.terms.vat_percent)}"
    event = desk.say(f"word.fee_event_{one.event}")
    return labelled(f"  {event}", f"{said} · {desk.say('agency.from_on', on=one.from_on)}", _LABEL)


def _report(one: ReportRow, desk: Desk) -> Line:
    parts = [clean_line(one.phase)] if one.phase else []
    for code, cents in (
        ("placement.report_open", one.open_cents),
        ("placement.report_received", one.received_cents),
        ("placement.report_remitted", one.remitted_cents),
        ("placement.report_costs", one.costs_cents),
    ):
        if cents is not None:
            parts.append(desk.say(code, cents=cents))
    if one.next_action:
        parts.append(desk.say("placement.report_next", what=clean_line(one.next_action)))
    if one.next_on is not None:
        parts.append(day(one.next_on, desk))
    return line(f"  {day(one.on, desk)}  ", " · ".join(parts) or desk.say("placement.report_bare"), hang=4)


def _event(one: PlacementEventRow, card: PlacementCard, desk: Desk) -> Line:
    """Return what happened; what was made void stays to be seen, and says so."""
    said = desk.say(f"word.placement_event_{one.kind}")
    if one.code is not None and one.kind in _CODED:
        said += f": {desk.say(f'word.{_CODED[one.kind]}_{one.code}')}"
    if one.cents is not None:
        said += f" {money(one.cents, desk)}"
    if one.until is not None:
        said += f" {desk.say('period.until', on=one.until)}"
    for text in (one.text, one.reason):
        if text:
            said += f" · {clean_line(text)}"
    if one.id in card.stands:
        return line(f"  {day(one.on, desk)}  ", said, hang=4)
    return line(Span(f"  {day(one.on, desk)}  ", "quiet"), Span(f"({said})", "quiet"), hang=4)
