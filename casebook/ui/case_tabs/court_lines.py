"""How what is before a court is told: decisions, proceedings, titles, measures, and what is due."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from casebook.domain.court.dues import Due, Moved
from casebook.domain.court.facts import CourtEventKind, MeasureOutcome
from casebook.domain.court.stays import Effect, Stayed, Step
from casebook.domain.dated import Confidence
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.insolvency.facts import Kind
from casebook.domain.signals.signal import DUE
from casebook.store.court_rows import CourtEventRow
from casebook.store.queries.court import (
    CourtPage,
    DecisionCard,
    MeasureCard,
    ProceedingCard,
    SheetLine,
    TitleCard,
)
from casebook.text import clean, clean_line
from casebook.ui.bands import SIGNS, STYLES
from casebook.ui.case_tabs.telling import day, money, safe_style
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, labelled, line

_LABEL = 26


def page_lines(page: CourtPage, desk: Desk, first: int | None = None) -> list[Line]:
    """Return all there is to say of what is before a court in a case, the proceeding `first` before the rest."""
    lines = [_stopped(one, desk) for one in page.stopped]
    lines += _proceedings(page, desk, lambda id_: id_ == first)
    for title in page.titles:
        lines += title_lines(title, desk)
        own = {claim.claim_id for claim in title.recorded.claims}
        for measure in page.measures:
            if measure.row.claim_id in own:
                lines += measure_lines(measure, desk)
        lines.append(EMPTY)
    titled = {claim.claim_id for title in page.titles for claim in title.recorded.claims}
    for measure in page.measures:
        if measure.row.claim_id not in titled:
            lines += [*measure_lines(measure, desk), EMPTY]
    lines += _proceedings(page, desk, lambda id_: id_ != first)
    for decision in page.decisions:
        lines += [*decision_lines(decision, desk), EMPTY]
    return lines or [line(Span(desk.say("court.none"), "quiet"))]


def proceeding_short(card: ProceedingCard, desk: Desk) -> str:
    """Return a proceeding in a few words."""
    row = card.recorded.row
    parts = (desk.say(f"word.proceeding_{row.kind}"), clean_line(row.court), clean_line(row.number))
    return _capital(" · ".join(part for part in parts if part))


def title_short(card: TitleCard, desk: Desk) -> str:
    """Return a title in a few words."""
    row = card.recorded.row
    parts = (desk.say(f"word.title_kind_{row.kind}"), day(row.given_on, desk), clean_line(row.number))
    return _capital(" · ".join(part for part in parts if part))


def measure_short(card: MeasureCard, desk: Desk) -> str:
    """Return a measure in a few words."""
    row = card.row
    parts = (desk.say(f"word.measure_{row.kind}"), clean_line(row.third_party), clean_line(row.party))
    return _capital(" · ".join(part for part in parts if part))


def proceeding_lines(card: ProceedingCard, desk: Desk) -> Iterator[Line]:
    """Yield all there is to say of a proceeding."""
    row = card.recorded.row
    stage = Span(desk.say(f"word.proceeding_stage_{card.standing.stage}"), "strong")
    yield Line((Span(proceeding_short(card, desk), "head"),), right=(stage,))
    for name in dict.fromkeys(one.party for one in card.recorded.claims):
        numbers = ", ".join(clean_line(one.number) for one in card.recorded.claims if one.party == name)
        yield labelled("  " + desk.say("court.asked_of"), f"{clean_line(name)} · {numbers}", _LABEL)
    if row.bailiff:
        yield labelled("  " + desk.say("court.bailiff"), clean_line(row.bailiff), _LABEL)
    yield from (_stays(one, desk) for one in card.standing.stays)
    if row.court_fee is not None and row.court_fee_on is not None:
        said = desk.say("court.fee_said", cents=row.court_fee, on=row.court_fee_on)
        yield labelled("  " + desk.say("court.fee"), said, _LABEL)
    yield from (due_line(one, desk) for one in card.standing.open)
    yield from (_resting(one, desk) for one in card.standing.resting)
    if row.note:
        yield line("  ", Span(f"“{clean(row.note)}”"), hang=2)
    yield from _events(card.recorded.events, card.stands, desk)


def title_lines(card: TitleCard, desk: Desk) -> Iterator[Line]:
    """Yield all there is to say of a title."""
    recorded = card.recorded
    stage = Span(desk.say(f"word.title_stage_{card.standing.stage}"), "strong")
    yield Line((Span(title_short(card, desk), "head"),), right=(stage,))
    against = ", ".join(dict.fromkeys(clean_line(one.party) for one in recorded.claims))
    yield labelled("  " + desk.say("court.against"), against, _LABEL)
    yield labelled("  " + desk.say("court.open"), money(card.open, desk), _LABEL)
    if card.safe_until is not None and not card.standing.over:
        safe = Span(desk.say("radar.safe_until", on=card.safe_until), safe_style(card.safe_until, desk))
        yield labelled("  " + desk.say("placement.limitation"), safe, _LABEL)
    if not recorded.row.enforceable:
        yield labelled("  " + desk.say("court.enforceable"), Span(desk.say("court.not_enforceable"), "due"), _LABEL)
    yield from (due_line(one, desk) for one in card.dues)
    for award in recorded.awards:
        yield labelled(
            "  " + _capital(desk.say(f"word.{award.component}")),
            desk.say("court.awarded", asked=award.asked, awarded=award.awarded),
            _LABEL,
        )
        if award.awarded < award.asked:
            said = desk.say("court.rejected", amount=award.asked - award.awarded)
            yield labelled("", Span(said, "due"), _LABEL)
    if card.standing.goods_from is not None and not card.standing.over:
        entry = desk.session.database.law.court.command.applied(desk.day)
        said = f"{day(card.standing.goods_from, desk)} · {entry.source}"
        yield labelled("  " + desk.say("court.goods_from"), said, _LABEL)
    yield from _events(recorded.events, card.stands, desk)


def measure_lines(card: MeasureCard, desk: Desk) -> Iterator[Line]:
    """Yield all there is to say of a measure."""
    row, found = card.row, card.standing
    outcome = desk.say(f"word.measure_outcome_{row.outcome}") if row.outcome else desk.say("court.measure_runs")
    if row.lapsed_on is not None:
        outcome = desk.say("court.lapsed")
    yield Line((Span("  " + measure_short(card, desk), "strong"),), right=(Span(outcome),))
    if row.lapsed_on is not None:
        rule = desk.session.database.law.court.stays[Kind(row.lapsed_by)][Step.ATTACHED].applied(row.lapsed_on)
        by = f"{desk.say(f'word.{row.lapsed_by}')} · {rule.source}{_mark(rule.confidence, desk)}"
        lapsed = Span(f"{day(row.lapsed_on, desk)} · {by}", "due")
        yield labelled("    " + desk.say("court.lapsed_on"), lapsed, _LABEL)
    on = day(row.on, desk) + (f" · {clean_line(row.bailiff)}" if row.bailiff else "")
    yield labelled("    " + desk.say("court.measure_on"), on, _LABEL)
    if row.outcome_on is not None and row.outcome is not MeasureOutcome.LIFTED:
        yield labelled("    " + desk.say("court.outcome_on"), day(row.outcome_on, desk), _LABEL)
    if row.statement_on is not None:
        yield labelled("    " + desk.say("court.statement_on"), day(row.statement_on, desk), _LABEL)
    if found.statement_due is not None:
        mark = _mark(found.statement_confidence, desk)
        style = "urgent" if found.statement_due < desk.day else ""
        said = f"{day(found.statement_due, desk)} · {found.statement_source}{mark}"
        yield labelled("    " + desk.say("court.statement_due"), Span(said, style), _LABEL)
    if row.exempt is not None and found.exempt_until is not None:
        style = "due" if found.exempt_until < desk.day else ""
        said = desk.say("court.exempt_until", amount=row.exempt, until=found.exempt_until)
        yield labelled("    " + desk.say("court.exempt"), Span(f"{said} · Rv 475c-475da", style), _LABEL)
    if row.cost:
        said = desk.say("court.cost_charged", cost=row.cost, charged=row.charged)
        yield labelled("    " + desk.say("court.cost"), said, _LABEL)
    if row.next_on is not None or row.next_step:
        due = row.next_on is not None and row.next_on <= desk.day
        sign, style = (SIGNS[DUE], STYLES[DUE]) if due else ("", "")
        said = " ".join(part for part in (sign, day(row.next_on, desk), clean_line(row.next_step)) if part)
        yield labelled("    " + desk.say("court.next_step"), Span(said, style), _LABEL)
    if row.note:
        yield line("    ", Span(f"“{clean(row.note)}”"), hang=4)


def decision_lines(card: DecisionCard, desk: Desk) -> Iterator[Line]:
    """Yield a decision with the sheet it was made on."""
    title = desk.say("court.advice_of", on=card.on)
    yield Line((Span(title, "head"),), right=(Span(desk.say(f"word.court_decision_{card.decision}"), "strong"),))
    by = desk.say("court.decided_by", name=card.decided_by) if card.decided_by else ""
    yield line("  ", Span(" · ".join(part for part in (by, f"“{clean(card.reason)}”") if part)), hang=2)
    yield from sheet_lines(card.sheet, desk)


def sheet_lines(sheet: Iterable[SheetLine], desk: Desk) -> Iterator[Line]:
    """Yield the lines of a sheet; what speaks against going stands out."""
    for one in sheet:
        source = "" if one.source in ("", HOUSE_RULE) else f" ({one.source})"
        mark = "! " if one.weak else "· "
        said = desk.say(one.code, **one.parameters)
        yield line(f"  {mark}", Span(said, "due" if one.weak else ""), Span(source, "quiet"), hang=4)


def moved_lines(moved: Sequence[Moved], desk: Desk) -> Iterator[Line]:
    """Yield which days moved by a correction, and of which what was to be done had been done already."""
    if not moved:
        yield line(Span(desk.say("court.nothing_moved"), "quiet"))
    for one in moved:
        kind = desk.say(f"word.court_due_{one.kind}")
        now = desk.say("court.moved", what=_capital(kind), was=one.was, now=one.now) if one.now else ""
        yield line(now or desk.say("court.moved_away", what=_capital(kind), was=one.was), hang=2)
        if one.done_on is not None:
            code = "court.done_late" if one.late else "court.done_already"
            style = "urgent" if one.late else "due"
            yield line("  ", Span(desk.say(code, on=one.done_on), style), hang=2)


def due_line(one: Due, desk: Desk) -> Line:
    """Return a day by which something is to be done, with its source."""
    source = "" if one.source == HOUSE_RULE else f" · {one.source}"
    style = "urgent" if one.on < desk.day else "due"
    said = f"{desk.say(f'word.court_due_{one.kind}')}{source}{_mark(one.confidence, desk)}"
    return labelled("  " + desk.say("court.due", on=one.on), Span(said, style), _LABEL)


def _resting(one: Due, desk: Desk) -> Line:
    """Return a day that comes back once a proceeding goes on."""
    said = desk.say("court.due_rests", what=desk.say(f"word.court_due_{one.kind}"))
    return labelled("  " + desk.say("court.due", on=one.on), Span(said, "quiet"), _LABEL)


def event_words(one: CourtEventRow, desk: Desk) -> str:
    """Return what happened, in words."""
    said = desk.say(f"word.court_event_{one.kind}")
    if one.until is not None:
        said += f" {desk.say('period.until', on=one.until)}"
    if one.days is not None:
        said += f" ({desk.say('court.days_set', count=one.days)})"
    return said + (f" · {clean_line(one.text)}" if one.text else "")


def _proceedings(page: CourtPage, desk: Desk, wanted: Callable[[int], bool]) -> Iterator[Line]:
    for card in page.proceedings:
        if wanted(card.recorded.row.id):
            yield from proceeding_lines(card, desk)
            yield EMPTY


def _stopped(one: Stayed, desk: Desk) -> Line:
    said = desk.say("court.stopped", name=clean_line(one.name), kind=one.stay.kind)
    source = f" ({one.stay.source}){_mark(one.stay.confidence, desk)}"
    return line(Span(said, "urgent"), Span(source, "quiet"), hang=2)


def _stays(one: Stayed, desk: Desk) -> Line:
    """Return that a proceeding stands still against somebody, or that an attachment is gone."""
    code = "court.attachment_gone" if one.stay.effect is Effect.LAPSES else "court.rests"
    said = desk.say(code, name=clean_line(one.name), kind=one.stay.kind, since=one.stay.since)
    source = f" ({one.stay.source}){_mark(one.stay.confidence, desk)}"
    return line("  ", Span(said, "due"), Span(source, "quiet"), hang=4)


def _events(events: Sequence[CourtEventRow], stands: frozenset[int], desk: Desk) -> Iterator[Line]:
    """Yield what happened; what was corrected or made void stays to be seen, and says so."""
    done = {one.answers for one in events if one.id in stands}
    for one in sorted(events, key=lambda row: (row.on, row.id)):
        if one.kind is CourtEventKind.VOID:
            continue
        said = event_words(one, desk)
        if one.id in stands:
            yield line(f"  {day(one.on, desk)}  ", said, Span(" ✓" if one.id in done else ""), hang=4)
        else:
            yield line(Span(f"  {day(one.on, desk)}  ", "quiet"), Span(f"({said})", "quiet"), hang=4)


def _mark(confidence: Confidence, desk: Desk) -> str:
    return "" if confidence is Confidence.HIGH else f" ({desk.say('court.uncertain')})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
