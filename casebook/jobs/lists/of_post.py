"""The columns of lists whose rows are entries of the bank, letters and post."""

from collections.abc import Mapping, Sequence

from casebook.domain.matching.candidate import Proposed
from casebook.domain.parameters import Parameters
from casebook.jobs.lists.columns import ListColumn, day, money, number, record, sentence, text, word, words, yes
from casebook.store.queries.bank_decided import DecidedRow
from casebook.store.queries.bank_inbox import InboxRow
from casebook.store.queries.bank_statements import AccountRow
from casebook.store.queries.in_tray import PostRow
from casebook.store.queries.outbox import OutboxRow

_NOTHING: tuple[str, Parameters] = ("", {})
_PROPOSED: Mapping[Proposed, str] = {one: f"bank_entry.{one}" for one in Proposed if one is not Proposed.BOOK}


def _proposed(row: InboxRow) -> tuple[str, Parameters]:
    if row.proposed is None:
        return _NOTHING
    code = _PROPOSED.get(row.proposed, "list_column.book")
    return code, {"number": row.number, "name": row.debtor}


ENTRIES: Sequence[ListColumn[InboxRow]] = (
    record("entry_id", lambda row: row.entry_id),
    day("booked_on", lambda row: row.booked_on),
    day("value_on", lambda row: row.value_on),
    money("rest", lambda row: row.rest),
    money("amount", lambda row: row.cents),
    text("name", lambda row: row.name),
    text("iban", lambda row: row.iban),
    text("text", lambda row: row.text),
    text("reference", lambda row: row.reference),
    sentence("proposed", _proposed),
    word("method", lambda row: row.method, lambda method: f"bank_entry.by_{method}"),
    number("confidence", lambda row: row.confidence if row.method else None),
    number("candidates", lambda row: row.candidates),
    yes("ready", lambda row: row.ready),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.debtor),
    text("creditor", lambda row: row.creditor),
    text("account", lambda row: row.account),
)

DECIDED: Sequence[ListColumn[DecidedRow]] = (
    record("use_id", lambda row: row.use_id),
    record("entry_id", lambda row: row.entry_id),
    day("decided_on", lambda row: row.on_day),
    day("booked_on", lambda row: row.booked_on),
    money("amount", lambda row: row.cents),
    text("name", lambda row: row.name),
    text("text", lambda row: row.text),
    word("use", lambda row: row.kind, lambda kind: f"bank_entry.use_{kind}"),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.debtor),
    text("because", lambda row: row.reason),
    day("undone_on", lambda row: row.undone_on),
    text("undone_because", lambda row: row.undone_because),
)

ACCOUNTS: Sequence[ListColumn[AccountRow]] = (
    text("account", lambda row: row.account),
    record("creditor_id", lambda row: row.creditor_id),
    text("creditor", lambda row: row.creditor),
    day("known_from", lambda row: row.from_on),
    day("known_until", lambda row: row.until_on),
    number("statements", lambda row: row.statements),
    number("gaps", lambda row: row.gaps),
    yes("by_list", lambda row: row.by_list),
)

LETTERS: Sequence[ListColumn[OutboxRow]] = (
    record("letter_id", lambda row: row.letter_id),
    record("case_id", lambda row: row.case_id),
    day("by_on", lambda row: row.by),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.name),
    text("addressee", lambda row: row.addressee),
    word("letter", lambda row: row.kind, lambda kind: f"word.letter_kind_{kind}"),
    text("language", lambda row: row.language),
    word("state", lambda row: row.state, lambda state: f"word.letter_{state}"),
    words("ways", lambda row: row.ways, lambda way: f"word.way_{way}"),
    words("still_to_leave", lambda row: row.left, lambda way: f"word.way_{way}"),
    word("proof", lambda row: row.grade),
    money("asks", lambda row: row.asks_cents),
    day("prepared_on", lambda row: row.prepared_on),
    day("needed_by", lambda row: row.needed_by),
    day("released_on", lambda row: row.released_on),
    day("sent_on", lambda row: row.sent_on),
    day("proven_on", lambda row: row.proven_on),
    text("owner", lambda row: row.owner),
)

POST: Sequence[ListColumn[PostRow]] = (
    record("item_id", lambda row: row.item_id),
    record("document_id", lambda row: row.document_id),
    day("arrived_on", lambda row: row.arrived_on),
    day("sent_on", lambda row: row.sent_on),
    text("sender", lambda row: row.from_name),
    text("sender_mail", lambda row: row.from_mail),
    text("subject", lambda row: row.subject),
    text("file", lambda row: row.name),
    number("parts", lambda row: row.parts),
    record("case_id", lambda row: row.case_id),
    text("case", lambda row: row.number),
    text("debtor", lambda row: row.debtor),
    word("method", lambda row: row.method, lambda method: f"word.post_by_{method}"),
    number("confidence", lambda row: row.confidence if row.method else None),
    number("candidates", lambda row: row.candidates),
    word("decision", lambda row: row.decision, lambda decision: f"word.post_{decision}"),
    day("decided_on", lambda row: row.decided_on),
    text("decided_by", lambda row: row.decided_by),
    text("because", lambda row: row.reason),
)
