"""How the matters of a relation stand, in a few words: an advice on orders, a question to sales, the criteria met."""

from casebook.domain.finding import Finding
from casebook.domain.relation.intake import Criterion
from casebook.domain.relation.segment import Segment
from casebook.store.queries.intake import IntakeCard
from casebook.store.queries.relation import AdviceRow, QuestionRow, advice_said
from casebook.text import clean
from casebook.ui.case_tabs.telling import bullet
from casebook.ui.desk import Desk
from casebook.ui.prose import Line, Span, head, labelled, line


def advice_words(desk: Desk, row: AdviceRow) -> str:
    """Return an advice with until when it holds."""
    code, parameters = advice_said(row.kind, row.amount_cents, row.term_days)
    said = desk.say(code, **parameters)
    return said if row.until_on is None else desk.say("advice.until", advice=said, until=row.until_on)


def advice_state(desk: Desk, row: AdviceRow) -> str:
    """Return whether sales did as advised, or by when it is to."""
    if row.done_on is not None:
        return desk.say("advice.done", on=row.done_on, name=row.done_by)
    return desk.say("advice.late" if row.act_by < desk.day else "advice.undone", by=row.act_by)


def question_state(desk: Desk, row: QuestionRow | None) -> str:
    """Return how a question stands; one that is gone counts as withdrawn."""
    if row is None or row.withdrawn_on is not None:
        return desk.say("sales.state_withdrawn")
    if row.decided_on is not None:
        return desk.say("sales.state_decided", on=row.decided_on)
    if row.answered_on is not None:
        return desk.say("sales.state_answered", on=row.answered_on)
    return desk.say("sales.state_waits", by=row.answer_by)


def intake_lines(desk: Desk, came: IntakeCard) -> list[Line]:
    """Return who hands a debtor over and why, what is decided of it or by when, and what was tried before."""
    criterion = f"criterion_{came.criterion}"
    lines = [
        bullet(desk.say("relation.intake_from", name=came.handed_over_by, on=came.handed_over_on, criterion=criterion))
    ]
    if came.accepted_on is not None:
        lines.append(
            bullet(desk.say("relation.accepted", on=came.accepted_on, name=came.decided_by, by=came.assess_by))
        )
    elif came.returned_on is not None:
        lines.append(bullet(desk.say("relation.given_back", on=came.returned_on, name=came.decided_by)))
        lines.append(line("    ", clean(came.returned_because or ""), hang=4))
    else:
        lines.append(bullet(desk.say("relation.decide_by", by=came.decide_by)))
    for label, text in (
        ("intake.tried", came.tried),
        ("intake.promises", came.promises),
        ("intake.documents", came.documents),
        ("intake.sales_contact", came.sales_contact),
    ):
        if text:
            lines.append(labelled("    " + desk.say(label), clean(text), 24))
    return lines


def criteria_lines(desk: Desk, met: Finding[tuple[Criterion, ...]]) -> list[Line]:
    """Return each criterion with the fact that meets it or does not."""
    said: list[Line] = [head(desk.say("intake.criteria"))]
    before = 0
    for step in met.steps:
        is_met = len(step.after) > before
        before = len(step.after)
        said.append(line("  ", Span("✓ " if is_met else "· "), desk.say(step.code, **step.parameters), hang=4))
    return said


def segment_because(desk: Desk, why: Finding[Segment]) -> str:
    """Return what a segment rests on: every condition of the rule that fits, or what a person or no rule said."""
    met = [step.parameters for step in why.steps if step.code == "segment.rule_met"]
    if not met:
        return desk.say(why.steps[-1].code, **why.steps[-1].parameters)
    conditions = [desk.say(code, **parameters) for code, parameters in (one["why"] for one in met)]
    return f"{desk.say('relation.rule', rule=met[0]['rule'])}: {'; '.join(conditions)}"
