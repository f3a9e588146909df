"""How a suspension of a service is told: how far it is, and each condition with whether it is met and by which rule."""

from collections.abc import Iterator, Sequence

from casebook.domain.dated import Confidence
from casebook.domain.finding import HOUSE_RULE
from casebook.domain.service import Condition, ServiceState, unmet
from casebook.store.queries.service import ServiceSheet
from casebook.store.service_rows import Suspension
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.telling import bullet, day
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, line

_S = ServiceState


def title(one: Suspension, desk: Desk) -> str:
    """Return what is suspended and how far that is."""
    return f"{clean_line(one.row.service)} ({desk.say(f'word.service_{one.row.sector}')}) · {state_said(one, desk)}"


def state_said(one: Suspension, desk: Desk) -> str:
    """Return how far a suspension is, with the days that matter."""
    course, say = one.course, desk.say
    match one.state:
        case _S.ANNOUNCED:
            return say("service.announced", on=course.announced_on, effect=course.effect_on)
        case _S.IN_EFFECT:
            return say("service.in_effect", on=course.in_effect_on)
        case _S.LIFTED:
            return say("service.lifted", on=course.lifted_on, ground=f"lift_{one.row.lifted_ground}")
        case _S.WITHDRAWN:
            return say("service.withdrawn", on=course.withdrawn_on)
        case _:
            return say("service.prepared", on=one.row.begun_on)


def lines(sheet: ServiceSheet, desk: Desk) -> Iterator[Line]:
    """Yield a suspension for the overview: how far it is, and while it is not over what is not met."""
    one = sheet.suspension
    style = {_S.IN_EFFECT: "due", _S.ANNOUNCED: "strong"}.get(one.state, "")
    yield bullet(Span(title(one, desk), style))
    yield line("    ", Span(desk.say("service.for_claims", numbers=list(one.claims.values())), "quiet"), hang=4)
    for text in filter(None, (one.row.passed_because, one.row.lifted_because, one.row.withdrawn_because)):
        yield line("    ", Span(clean(text), "quiet"), hang=4)
    if one.state is _S.PREPARED or one.state is _S.ANNOUNCED:
        missing = unmet(sheet.conditions)
        for condition in missing:
            yield line("    ", *_unmet(condition, desk), hang=6)
        if not missing:
            yield line("    ✓ ", desk.say("service.all_met"), hang=6)


def condition_lines(conditions: Sequence[Condition], desk: Desk) -> Iterator[Line]:
    """Yield each condition, those not met first: by which rule, how sure that is, and who may let it pass."""
    for one in sorted(conditions, key=lambda one: one.met):
        if one.met:
            said = desk.say(f"service.met_{one.name}", **one.parameters)
            yield line("✓ ", said, _source(one, desk), hang=2)
        else:
            yield line(*_unmet(one, desk), hang=2)
            if one.by_lead:
                yield line("  ", Span(desk.say("service.lead_may"), "quiet"), hang=2)
    notes = dict.fromkeys(one.note.get(desk.language, "") for one in conditions)
    for note in filter(None, notes):
        yield line("! ", Span(note, "quiet"), hang=2)


def days(sheet: ServiceSheet, desk: Desk) -> str:
    """Return the days that only the record knows: the report to the municipality, and the doctor's statement."""
    row = sheet.suspension.row
    known = (("service.municipality_on", row.municipality_on), ("service.medical_on", row.medical_on))
    return " · ".join(f"{desk.say(code)} {day(on, desk)}" for code, on in known if on is not None)


def _unmet(one: Condition, desk: Desk) -> tuple[Span, Span, Span]:
    said = desk.say(f"service.unmet_{one.name}", **one.parameters)
    return Span("✗ ", "urgent"), Span(said), _source(one, desk)


def _source(one: Condition, desk: Desk) -> Span:
    if one.source == HOUSE_RULE:
        return Span(f" ({desk.say('service.house_rule')})", "quiet")
    sure = "" if one.confidence is Confidence.HIGH else f"; {desk.say(f'law.confidence.{one.confidence}')}"
    return Span(f" ({one.source}{sure})", "quiet")
