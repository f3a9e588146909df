"""How the value of a column is said: a day, an amount, a word, a name; what people wrote stays as they wrote it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from casebook.domain.documents import read as read_proves
from casebook.domain.parameters import decode
from casebook.store import commands, tables
from casebook.store.queries.told.records import Gone, Records
from casebook.store.queries.told.references import REFERRED
from casebook.store.queries.told.shapes.cases import Assessment, Case, Claim, Dispute, Document, Event, FinanceEvidence
from casebook.store.queries.told.shapes.money import BankEntry, ContraItem, DebitMandate, Entry, Payment
from casebook.store.queries.told.shapes.parties import Account, Alias, ContactPoint, Creditor, Party
from casebook.store.queries.told.shapes.people import Person, Team
from casebook.store.queries.told.telling import Said
from casebook.store.queries.told.words import WORDS, word_of
from casebook.text import clean

# Columns that hold no or yes.
_FLAGS = frozenset(
    {"flagged", "cash_scheme", "own", "write_to", "sleeping", "incoming", "caller_checked", "placed", "not_pursued"}
    | {"most_each", "most_beside"}
    | {"in_writing", "spouse_consented", "clean_slate", "large_debtor_small_creditor", "long_term_express"}
    | {"consent_needed", "contested", "one_off", "stopped_mandate", "pays_all", "costs_included", "by_direct_debit"}
    | {"with_lapsed", "froze_interest", "to_judge", "judged_apart", "enforceable", "exclusive"}
)
# How the value of a column is said, whichever table it is of.
_SAID: Mapping[str, Callable[[Any], Said]] = {
    "letters": lambda number: ("value.number", {"number": number}),
    "term_days": lambda number: ("value.number", {"number": number}),
    **dict.fromkeys(
        ("moves", "most_terms", "beliefs", "self_direction", "concession", "room"),
        lambda number: ("value.number", {"number": number}),
    ),
    "lines": lambda number: ("value.number", {"number": number}),
    **dict.fromkeys(
        ("parts", "whole", "overdue_days", "hand_over_days", "covered_percent", "update_days", "share_percent", "seed"),
        lambda number: ("value.number", {"number": number}),
    ),
    **dict.fromkeys(("rate", "share", "most_percent"), lambda rate: ("value.percent", {"rate": Decimal(rate)})),
    **dict.fromkeys(_FLAGS, lambda flag: ("value.yes" if flag else "value.no", {})),
}
_SAID_OF: Mapping[tuple[str, str], Callable[[Any], Said]] = {
    ("mandate", "act"): lambda act: ("value.word", {"word": f"act_{act}"}),
    ("agency_fee", "percent"): lambda rate: ("value.percent", {"rate": Decimal(rate)}),
    ("agency_fee", "vat_percent"): lambda rate: ("value.percent", {"rate": Decimal(rate)}),
    ("claim_vat", "percent"): lambda rate: ("value.percent", {"rate": Decimal(rate)}),
    ("vat_refunded_before", "percent"): lambda rate: ("value.percent", {"rate": Decimal(rate)}),
    ("allocation", "basis"): lambda basis: (f"allocated.{basis.partition('.')[2]}", {}),
    ("approval", "command"): lambda command: (command, {}),
    ("document", "proves"): lambda text: ("value.proves", {"what": [f"proves_{one}" for one in read_proves(text)]}),
    ("recourse_check", "source"): lambda source: ("value.word", {"word": f"source_{source}"}),
}
# What only the program itself needs, or what another column says already.
_HIDDEN = frozenset(
    {"id", "version", "sort_name", "sha256", "size", "media_type", "key", "imported", "origin", "origin_id"}
    | {"arguments", "parameters", "next_due_on", "meant", "known_entry", "foreseen", "needs"}
    # What a letter says is read in the letter.
    | {"facts", "body", "template", "message_id", "sending_at", "sending_by", "rule"}
    # Where a letter is in the file that it left as is seen there.
    | {"first_page", "pages"}
    # Not the party by that id: whose agency it is the line says.
    | {"agency_id"}
    # The ids of mails say nothing to anybody.
    | {"in_reply_to", "quoted"}
)
# What became of an entry of the bank names no entry of the ledger.
_OF_BANK = frozenset({("bank_use", "entry_id"), ("agency_money", "entry_id")})
# An amount in another currency, which another column names.
_FOREIGN = "foreign_cents"
# Such as the number of a business for VAT, which is no reference.
_NO_REFERENCE = "btw_id"
_BOOKKEEPING = frozenset(
    {"import_run", "imported_item", "imported_record", "document_content", "log_erasure", "journal_line", "vat_line"}
    | {"bank_statement", "bank_entry", "bank_telling", "bank_part", "inventory_run"}
    | {"erased_row", "read_log_cut", "log_redaction"}
)


class Shown(NamedTuple):
    """A value: what it says as a code with parameters, or without them the `text` as it was written, in full."""

    said: Said | None
    text: str = ""


def columns_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table that people are shown. No id is: a reference is said by the name of the record."""
    if table in _BOOKKEEPING:
        return ()
    named = {column for column, shape in REFERRED.items() if shape in _NAMES}
    return tuple(
        column
        for column in tables.named(table).columns
        if column not in _HIDDEN and (not column.endswith("_id") or column in named or column == _NO_REFERENCE)
    )


def shown(table: str, column: str, row: Mapping[str, Any], records: Records) -> Shown | None:
    """Return how the value of a column of a row, as the log has it, is said; None where there is none."""
    value = row[column]
    if value is None or value == "":
        return None
    if column in REFERRED:
        of_bank = (table, column) in _OF_BANK
        return name_of(BankEntry if of_bank else REFERRED[column], value, records)
    said = _said(table, column, value, row)
    return Shown(None, _text(column, value)) if said is None else Shown(said)


def name_of(shape: type[tuple[Any, ...]], id_: int, records: Records) -> Shown | None:
    """Return how people know a record; None for one that has no name, or that is there no more."""
    name = _NAMES.get(shape)
    try:
        return None if name is None else name(records.get(shape, id_))
    except Gone:
        return None


def _said(table: str, column: str, value: Any, row: Mapping[str, Any]) -> Said | None:
    if column in tables.named(table).days:
        return "value.day", {"on": date.fromisoformat(value)}
    if column in WORDS.get(table, ()):
        return "value.word", {"word": word_of(table, column, value)}
    if (table, column) == ("proposal", "code"):
        return value, decode(row["parameters"])
    if (table, column) == ("approval", "command") and commands.action_named(value) is None:
        return None
    if column.endswith("cents") and column != _FOREIGN:
        return "value.money", {"cents": value}
    say = _SAID_OF.get((table, column)) or _SAID.get(column)
    return None if say is None else say(value)


def _text(column: str, value: Any) -> str:
    if column == _FOREIGN:
        return f"{value // 100}.{value % 100:02d}"
    return clean(str(value)).strip()


def _event(event: Event) -> Shown:
    kind = event.regime or event.ground or event.kind
    if event.on_day is None:
        return Shown(("value.word", {"word": kind}))
    return Shown(("value.event", {"kind": kind, "on": event.on_day}))


# How people know a record.
_NAMES: Mapping[type[tuple[Any, ...]], Callable[[Any], Shown]] = {
    Case: lambda case: Shown(None, case.number),
    Claim: lambda claim: Shown(None, claim.number),
    Party: lambda party: Shown(None, clean(party.name)),
    Creditor: lambda creditor: Shown(None, creditor.code),
    Person: lambda person: Shown(None, clean(person.name)),
    Team: lambda team: Shown(None, clean(team.name)),
    Document: lambda document: Shown(None, clean(document.name)),
    Alias: lambda alias: Shown(None, clean(alias.name)),
    Account: lambda account: Shown(None, account.iban),
    Dispute: lambda dispute: Shown(("value.word", {"word": dispute.reason})),
    ContraItem: lambda item: Shown(None, clean(item.number)),
    DebitMandate: lambda mandate: Shown(None, mandate.reference),
    ContactPoint: lambda point: Shown(None, clean(point.value)),
    Event: _event,
    Assessment: lambda assessment: Shown(("value.day", {"on": assessment.on_day})),
    FinanceEvidence: lambda piece: Shown(("value.word", {"word": f"finance_{piece.kind}"})),
    BankEntry: lambda entry: Shown(("value.bank_entry", {"cents": entry.cents, "on": entry.value_on})),
    Payment: lambda payment: Shown(("value.payment", {"cents": payment.cents, "on": payment.on_day})),
    Entry: lambda entry: Shown(
        ("value.entry", {"component": entry.component, "cents": entry.cents, "on": entry.on_day})
    ),
}
