"""The columns of lists of cases and of what is of them: clocks, arrangements, disputes, insolvencies, securities."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from casebook.jobs.closing.report import Behind
from casebook.jobs.lists.columns import ListColumn, day, money, number, record, sentence, text, word, words, yes
from casebook.store.queries.arrangement_standing import ListedPlan
from casebook.store.queries.cases import CaseRow
from casebook.store.queries.dispute_list import DisputeRow
from casebook.store.queries.insolvencies import ListRow as InsolvencyRow
from casebook.store.queries.insolvency_requests import RequestRow
from casebook.store.queries.placement_lists import PlacementListRow
from casebook.store.queries.proposals import WaitingRow
from casebook.store.queries.queue import QueueRow
from casebook.store.queries.radar import ClockRow
from casebook.store.queries.securities import ListedSecurity

QUEUE: Sequence[ListColumn[QueueRow]] = (
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    money("open", lambda row: row.open_cents),
    number("band", lambda row: row.band),
    day("by_on", lambda row: row.by_on),
    sentence("why", lambda row: (row.why, row.why_parameters)),
    text("source", lambda row: row.why_source),
    words("tracks", lambda row: row.tracks),
    day("next_on", lambda row: row.next_on),
    word("next_action", lambda row: row.next_kind),
    text("owner", lambda row: row.owner),
    record("owner_person_id", lambda row: row.owner_person_id),
    record("owner_team_id", lambda row: row.owner_team_id),
    yes("to_lead", lambda row: row.to_lead),
    yes("neglected", lambda row: row.neglected),
)

CASES: Sequence[ListColumn[CaseRow]] = (
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    money("open", lambda row: row.open_cents),
    word("state", lambda row: row.state),
    number("band", lambda row: row.band),
    day("by_on", lambda row: row.by_on),
    sentence("why", lambda row: (row.why, row.why_parameters)),
    words("tracks", lambda row: row.tracks),
    day("next_on", lambda row: row.next_on),
    word("next_action", lambda row: row.next_kind),
    text("owner", lambda row: row.owner),
    record("owner_person_id", lambda row: row.owner_person_id),
    record("owner_team_id", lambda row: row.owner_team_id),
)


class FigureCase(NamedTuple):
    """A case behind a number of a figure, and what of the number, its amount and its days is of it."""

    case: CaseRow
    number: int
    amount: int
    days: int


def _of_case(column: ListColumn[CaseRow]) -> ListColumn[FigureCase]:
    tell = column.tell
    told = None if tell is None else lambda row, language: tell(row.case, language)
    return ListColumn(
        column.key, column.kind, lambda row: column.of(row.case), told, column.also_told, column.for_programs
    )


FIGURE_CASES: Sequence[ListColumn[FigureCase]] = (
    *(_of_case(column) for column in CASES),
    number("number_of_it", lambda row: row.number),
    money("amount_of_it", lambda row: row.amount),
    number("days_of_it", lambda row: row.days),
)

CLOSING_BEHIND: Sequence[ListColumn[Behind]] = (
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.case_number),
    text("debtor", lambda row: row.debtor),
    day("day", lambda row: row.on_day),
    sentence("what", lambda row: row.said),
    money("amount", lambda row: row.cents),
)

CLOCKS: Sequence[ListColumn[ClockRow]] = (
    record("case_id", lambda row: row.case_id),
    record("claim_id", lambda row: row.claim_id),
    record("party_id", lambda row: row.debtor_id),
    text("case", lambda row: row.case_number),
    text("claim", lambda row: row.claim_number),
    text("debtor", lambda row: row.name),
    text("against", lambda row: row.debtor),
    word("clock", lambda row: row.kind, lambda kind: f"radar.kind_{kind}"),
    money("open", lambda row: row.open_cents),
    word("state", lambda row: row.state, lambda state: f"clock_state.{state}"),
    day("safe_until", lambda row: row.safe_until),
    day("not_before", lambda row: row.not_before),
    day("claimed_until", lambda row: row.claimed_until),
    day("alive_from", lambda row: row.alive_from),
    day("last_event_on", lambda row: row.last_event_on),
    word("last_proof", lambda row: row.last_proof),
    day("red_on", lambda row: row.red_on),
    yes("placed", lambda row: row.placed),
    yes("accepted", lambda row: row.accepted),
    day("seen_on", lambda row: row.marked_on),
    text("seen_by", lambda row: row.marked_by),
    yes("no_address", lambda row: row.no_address),
    text("rule", lambda row: row.rule),
    text("owner", lambda row: row.owner),
    record("owner_person_id", lambda row: row.owner_person_id),
    record("owner_team_id", lambda row: row.owner_team_id),
)

PLANS: Sequence[ListColumn[ListedPlan]] = (
    record("arrangement_id", lambda row: row.arrangement_id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    word("state", lambda row: row.state, lambda state: f"word.plan_{state}"),
    day("next_term_on", lambda row: row.next_due_on),
    number("late_terms", lambda row: row.late_terms),
    money("behind", lambda row: row.behind_cents),
    money("paid", lambda row: row.paid_cents),
    money("rest", lambda row: row.rest_cents),
    day("judged_once", lambda row: row.judged_once),
    number("possible_receipts", lambda row: row.possible_receipts),
    day("pay_until", lambda row: row.pay_until),
    text("owner", lambda row: row.owner),
)

DISPUTES: Sequence[ListColumn[DisputeRow]] = (
    record("dispute_id", lambda row: row.dispute_id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    word("reason", lambda row: row.reason),
    word("root_cause", lambda row: row.root_cause),
    text("department", lambda row: row.department),
    day("step_by", lambda row: row.due.until if row.due else None),
    money("contested", lambda row: row.registered),
    money("still_contested", lambda row: row.left),
    word("decision", lambda row: row.decision),
    day("registered_on", lambda row: row.registered_on),
    day("with_department_on", lambda row: row.with_department_on),
    day("answered_on", lambda row: row.answered_on),
    day("decided_on", lambda row: row.decided_on),
    day("escalated_on", lambda row: row.escalated_on),
    day("settled_on", lambda row: row.settled_on),
    day("closed_on", lambda row: row.closed_on),
    day("withdrawn_on", lambda row: row.withdrawn_on),
    text("owner", lambda row: row.owner),
    record("owner_person_id", lambda row: row.owner_person_id),
)

INSOLVENCIES: Sequence[ListColumn[InsolvencyRow]] = (
    record("insolvency_id", lambda row: row.id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    word("insolvency_kind", lambda row: row.kind),
    text("register_number", lambda row: row.register_number),
    word("insolvency_stage", lambda row: row.stage, lambda stage: f"word.insolvency_stage_{stage}"),
    day("due_on", lambda row: row.due.on if row.due else None),
    word("due_kind", lambda row: row.due.kind if row.due else None, lambda kind: f"word.insolvency_date_{kind}"),
    yes("due_estimate", lambda row: row.due is not None and row.due.estimate),
    text("acting", lambda row: row.acting),
    day("known_on", lambda row: row.known_on),
)

REQUESTS: Sequence[ListColumn[RequestRow]] = (
    record("request_id", lambda row: row.id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    word("request_kind", lambda row: row.kind, lambda kind: f"word.request_of_{kind}"),
    word("request_state", lambda row: row.course.state, lambda state: f"word.asked_{state}"),
    text("acting", lambda row: row.party),
    day("received_on", lambda row: row.received_on),
    day("answer_by", lambda row: row.next_due_on if row.course.is_open else None),
    day("answered_on", lambda row: row.answered_on),
    text("owner", lambda row: row.owner),
)

PLACEMENTS: Sequence[ListColumn[PlacementListRow]] = (
    record("placement_id", lambda row: row.id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    text("agency", lambda row: row.agency),
    text("agency_reference", lambda row: row.reference),
    word("placement_stage", lambda row: row.stage, lambda stage: f"word.placement_stage_{stage}"),
    word("guard", lambda row: row.guard, lambda guard: f"word.guard_{guard}"),
    money("open", lambda row: row.open),
    day("report_by", lambda row: None if row.next_due_on == date.max else row.next_due_on),
    number("overdue_days", lambda row: row.overdue),
    day("safe_until", lambda row: row.safe_until),
)

DIFFERENCES: Sequence[ListColumn[WaitingRow]] = (
    record("proposal_id", lambda row: row.id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    record("claim_id", lambda row: row.claim_id),
    text("claim", lambda row: row.claim_number),
    sentence("what", lambda row: (row.code, row.parameters)),
    money("amount", lambda row: row.cents),
    day("listed_on", lambda row: row.on_day),
    text("file", lambda row: row.file_name),
)

SECURITIES: Sequence[ListColumn[ListedSecurity]] = (
    record("security_id", lambda row: row.card.row.id),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.debtor),
    text("creditor", lambda row: row.card.row.creditor),
    word("security_kind", lambda row: row.card.row.kind, lambda kind: f"word.security_kind_{kind}"),
    text("security", lambda row: row.card.row.name),
    word("security_stage", lambda row: row.card.standing.stage, lambda stage: f"word.security_stage_{stage}"),
    money("security_value", lambda row: row.card.row.value),
    day("valued_on", lambda row: row.card.row.valued_on),
    money("security_worth", lambda row: row.card.standing.worth),
    money("security_covers", lambda row: row.card.covers),
    day("invoke_by", lambda row: row.card.standing.next.on if row.card.standing.next else None),
    word(
        "invoke_why",
        lambda row: row.card.standing.next.why if row.card.standing.next else None,
        lambda why: f"word.security_why_{why}",
    ),
    yes("security_missed", lambda row: row.card.standing.missed),
)
