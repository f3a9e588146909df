"""What the overview says of the debtor as a customer: segment, intake, account manager, advice on orders, aftercare."""

from collections.abc import Iterator

from casebook.store.database import Database
from casebook.store.models.cases import CaseState
from casebook.store.queries import intake, relation
from casebook.store.queries.case import CaseCard
from casebook.store.queries.intake import IntakeCard
from casebook.store.queries.relation import AdviceRow, CustomerCard, QuestionRow
from casebook.text import clean, clean_line
from casebook.ui.case_tabs.relation_words import (
    advice_state,
    advice_words,
    criteria_lines,
    intake_lines,
    question_state,
    segment_because,
)
from casebook.ui.case_tabs.telling import bullet, day, part, period
from casebook.ui.desk import Desk
from casebook.ui.prose import EMPTY, Line, Span, labelled, line

_LONGEST = 200


def tell(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return what of the relation matters now, a line for each."""
    came = intake.intake(database, card.case_id)
    advice = relation.advice_in_force(database, card.debtor_id)
    return part(
        desk.say("overview.relation_now"),
        [
            *(_intake_now(came, card, desk) if came else ()),
            *(_advice_now(advice, desk) if advice else ()),
            *(_question(row, desk) for row in relation.questions(database, card.case_id) if row.waits),
            *(
                labelled("  " + desk.say("relation.watch"), day(row.on_day, desk))
                for row in relation.watches(database, card.case_id)
                if row.ended_on is None
            ),
        ],
    )


def known(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return what the debtor is to us as a customer: the segment with its reason, and who looks after him."""
    customer = relation.customer(database, card.debtor_id)
    return part(
        desk.say("overview.relation"),
        [_segment(database, card, desk), *(_customer(customer, desk) if customer else ())],
    )


def page(database: Database, card: CaseCard, desk: Desk) -> list[Line]:
    """Return all there is of the relation: how the case came in, why this segment, every question and advice."""
    came = intake.intake(database, card.case_id)
    why = intake.segment_why(database, card.case_id, desk.day)
    lines = [
        *part(desk.say("relation.intake"), intake_lines(desk, came) if came else []),
        *part(
            desk.say("relation.segment_why", segment=f"segment_{why.value}"),
            [line("  ", desk.say(step.code, **step.parameters), hang=4) for step in why.steps],
        ),
        *part(
            desk.say("relation.advice_all"), [_advice(row, desk) for row in relation.advices(database, card.debtor_id)]
        ),
        *part(
            desk.say("relation.questions"),
            [one for row in relation.questions(database, card.case_id) for one in _question_in_full(row, desk)],
        ),
        *part(desk.say("relation.ends"), list(_ends(database, card, desk))),
    ]
    if card.state is CaseState.INTAKE:
        lines += [*criteria_lines(desk, intake.criteria_met(database, card.debtor_id, desk.day)), EMPTY]
    return lines[:-1]


def _intake_now(came: IntakeCard, card: CaseCard, desk: Desk) -> Iterator[Line]:
    by = clean_line(came.handed_over_by)
    criterion = f"criterion_{came.criterion}"
    if card.state is CaseState.INTAKE:
        late = "due" if came.decide_by <= desk.day else ""
        said = desk.say("relation.intake_waits", name=by, criterion=criterion, by=came.decide_by)
        yield labelled("  " + desk.say("relation.intake"), Span(said, late))
    else:
        said = desk.say("relation.intake_from", name=by, on=came.handed_over_on, criterion=criterion)
        yield labelled("  " + desk.say("relation.intake"), said)


def _segment(database: Database, card: CaseCard, desk: Desk) -> Line:
    why = intake.segment_why(database, card.case_id, desk.day)
    said = labelled("  " + desk.say("relation.segment"), desk.say(f"word.segment_{why.value}"))
    return line(*said.spans, Span(f" · {segment_because(desk, why)}", "quiet"), hang=said.hang)


def _customer(customer: CustomerCard, desk: Desk) -> Iterator[Line]:
    ways = [clean_line(one) for one in (customer.manager_mail, customer.manager_phone) if one]
    if customer.manager_name or ways:
        said = labelled("  " + desk.say("relation.manager"), clean_line(customer.manager_name))
        yield line(*said.spans, Span("".join(f" · {way}" for way in ways), "quiet"), hang=said.hang)
    known = [desk.say(f"word.sector_{customer.sector}")] if customer.sector else []
    known += [desk.say("told.customer_since", on=customer.since_on)] if customer.since_on else []
    if known:
        yield labelled("  " + desk.say("relation.customer"), " · ".join(known))


def _advice_now(row: AdviceRow, desk: Desk) -> Iterator[Line]:
    over = row.until_on is not None and row.until_on < desk.day
    said = labelled("  " + desk.say("relation.orders"), Span(advice_words(desk, row), "due" if over else ""))
    late = row.done_on is None and row.act_by < desk.day
    yield line(*said.spans, Span(f" · {advice_state(desk, row)}", "due" if late else "quiet"), hang=said.hang)


def _question(row: QuestionRow, desk: Desk) -> Line:
    late = row.answer_by < desk.day
    said = labelled("  " + desk.say("relation.question"), clean_line(row.asked_of))
    asked = f" · {question_state(desk, row)}"
    return line(
        *said.spans, Span(asked, "due" if late else "quiet"), f" · {clean_line(row.question, _LONGEST)}", hang=said.hang
    )


def _question_in_full(row: QuestionRow, desk: Desk) -> Iterator[Line]:
    asked = desk.say("relation.asked", on=row.asked_on, name=row.asked_of)
    by = f" ({clean_line(row.asked_by)})" if row.asked_by else ""
    yield bullet(asked, Span(f"{by} · {question_state(desk, row)}", "quiet"))
    yield line("    ", clean(row.question), hang=4)
    for label, text in (
        ("relation.answer", row.answer),
        ("relation.decision", row.decision),
        ("relation.because", row.withdrawn_because),
    ):
        if text:
            yield line("    ", Span(desk.say(label) + " ", "quiet"), clean(text), hang=4)


def _advice(row: AdviceRow, desk: Desk) -> Line:
    ended = row.ended_on is not None
    said = f"{advice_words(desk, row)} · {period(row.from_on, row.ended_on, desk)}"
    more = f" · {clean_line(row.reason, _LONGEST)} · {advice_state(desk, row)}"
    if row.ended_because:
        more += f" · {clean_line(row.ended_because, _LONGEST)}"
    return bullet(Span(said, "quiet" if ended else ""), Span(more, "quiet"))


def _ends(database: Database, card: CaseCard, desk: Desk) -> Iterator[Line]:
    for row in relation.ends(database, card.case_id):
        said = [desk.say("relation.ended", on=row.on_day)]
        said += [desk.say(f"word.return_{row.return_ground}")] if row.return_ground else []
        said += [desk.say(f"word.relation_{row.outcome}")] if row.outcome else []
        yield bullet(" · ".join(said))
        for label, text in (("relation.terms", row.order_terms), ("relation.lesson", row.lesson)):
            if text:
                yield line("    ", Span(desk.say(label) + " ", "quiet"), clean(text), hang=4)
    for watch in relation.watches(database, card.case_id):
        found = clean(watch.found) or desk.say("relation.not_looked" if watch.ended_on is None else "relation.let_go")
        yield bullet(desk.say("relation.watch_on", on=watch.on_day), Span(f" · {found}", "quiet"))
