"""The columns of lists about the work and who does it: requests, load, people, mandates, the log and what was read."""

from collections.abc import Sequence

from casebook.jobs.lists.columns import ListColumn, day, money, number, record, sentence, text, word, words, yes
from casebook.jobs.mandate_words import limit_said
from casebook.jobs.sheets import Kind
from casebook.store.mandates import NOTHING
from casebook.store.queries.approvals import WaitingRow
from casebook.store.queries.mandates import MandateLine
from casebook.store.queries.people import PersonRow
from casebook.store.queries.readings import ReadRow
from casebook.store.queries.reconciliation import Entity
from casebook.store.queries.team import LoadRow
from casebook.store.queries.timeline import Told
from casebook.store.retention import TermOver
from casebook.words import say

APPROVALS: Sequence[ListColumn[WaitingRow]] = (
    record("approval_id", lambda row: row.approval_id),
    record("case_id", lambda row: row.case_id),
    day("needed_by", lambda row: row.needed_by),
    sentence("what", lambda row: (row.code, row.parameters)),
    money("amount", lambda row: row.cents),
    text("asked_by", lambda row: row.asked_by),
    text("on_behalf_of", lambda row: row.on_behalf_of),
    day("asked_on", lambda row: row.asked_on),
    text("case", lambda row: row.case_number),
    text("debtor", lambda row: row.name),
    text("because", lambda row: row.reason),
    word("state", lambda row: row.state, lambda state: f"word.approval_{state}"),
    text("command", lambda row: row.command),
)


def _who(row: LoadRow, language: str) -> str:
    if row.team_id is not None:
        return say("hand_over.team", {"name": row.name}, language)
    return row.name or say("load.in_no_team", {}, language)


LOAD: Sequence[ListColumn[LoadRow]] = (
    record("person_id", lambda row: row.person_id),
    record("team_id", lambda row: row.team_id),
    ListColumn("who", Kind.TEXT, lambda row: row.name, _who),
    number("open_cases", lambda row: row.open.number),
    number("red", lambda row: row.red.number),
    number("due", lambda row: row.due.number),
    number("overdue", lambda row: row.overdue.number),
    day("oldest_on", lambda row: row.oldest_on),
    number("held", lambda row: row.held.number),
)

PEOPLE: Sequence[ListColumn[PersonRow]] = (
    record("person_id", lambda row: row.person_id),
    text("login", lambda row: row.login),
    text("name", lambda row: row.name),
    words("roles", lambda row: row.roles),
    ListColumn("teams", Kind.TEXT, lambda row: row.teams, lambda row, _: ", ".join(row.teams)),
    text("language", lambda row: row.language),
    text("phone", lambda row: row.phone),
    text("mail", lambda row: row.mail),
    day("inactive_since", lambda row: row.inactive_since),
)


def _limit(row: MandateLine) -> str:
    if row.limit == NOTHING:
        return "nothing"
    return "limited" if any(one is not None for one in row.limit) else "unlimited"


def _most_amount(row: MandateLine) -> int | None:
    return None if row.limit == NOTHING else row.limit.most_cents


MANDATES: Sequence[ListColumn[MandateLine]] = (
    word("act", lambda row: row.act, lambda act: f"word.act_{act}"),
    word("role", lambda row: row.role),
    record("creditor_id", lambda row: row.creditor_id),
    text("creditor", lambda row: row.creditor),
    ListColumn("limit", Kind.TEXT, _limit, lambda row, language: limit_said(row.act, row.limit, language)),
    ListColumn("most_amount", Kind.MONEY, _most_amount, for_programs=True),
    ListColumn("most_count", Kind.NUMBER, lambda row: row.limit.most_terms, for_programs=True),
    ListColumn("most_percent", Kind.NUMBER, lambda row: row.limit.most_percent, for_programs=True),
    day("since", lambda row: row.since),
    yes("set_here", lambda row: row.own is not None),
    yes("to_come", lambda row: row.is_coming),
    text("because", lambda row: row.own.reason if row.own else None),
    text("set_by", lambda row: row.own.set_by if row.own else None),
    text("agreed_by", lambda row: row.own.agreed_by if row.own else None),
)

LINES: Sequence[ListColumn[Told]] = (
    number("number", lambda row: row.number),
    record("step", lambda row: row.step),
    text("at", lambda row: row.at),
    day("day", lambda row: row.day),
    text("person", lambda row: row.person),
    record("person_id", lambda row: row.person_id),
    text("on_behalf_of", lambda row: row.on_behalf_of),
    text("case", lambda row: row.case_number),
    sentence("what", lambda row: (row.code, row.parameters)),
    text("text", lambda row: row.text),
    text("command", lambda row: row.command),
    number("undoes", lambda row: row.undoes),
    yes("undone", lambda row: row.undone),
)

READ: Sequence[ListColumn[ReadRow]] = (
    number("number", lambda row: row.number),
    text("at", lambda row: row.at),
    text("person", lambda row: row.person),
    word("what", lambda row: row.kind),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.case_number),
    text("debtor", lambda row: row.name),
    text("document", lambda row: row.document),
)

KEPT: Sequence[ListColumn[TermOver]] = (
    record("party_id", lambda row: row.party_id),
    text("debtor", lambda row: row.name),
    ListColumn("cases", Kind.TEXT, lambda row: row.cases, lambda row, _: ", ".join(row.cases)),
    day("closed_on", lambda row: row.closed_on),
    day("due_since", lambda row: row.since_on),
    yes("marked", lambda row: row.mark is not None),
)

BOOKS: Sequence[ListColumn[Entity]] = (
    record("creditor_id", lambda row: row.creditor_id),
    text("creditor", lambda row: row.code),
    text("name", lambda row: row.name),
    day("listed_on", lambda row: row.listed_on),
    number("items", lambda row: row.items),
    number("refused_rows", lambda row: row.refused),
    number("batch", lambda row: row.batch),
    day("batch_on", lambda row: row.batch_on),
)
