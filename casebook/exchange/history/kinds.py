"""The kinds of history there are: for each the fields it has, those it must have, and the record they make.

A new kind is a record in `domain/history.py` and an entry in `KINDS`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from casebook.domain.history import (
    Address,
    Assignment,
    Contact,
    DebtorRef,
    HistoryEvent,
    HistoryPayment,
    HistoryVat,
    Insolvency,
    Party,
    Record,
    Relation,
    Title,
)
from casebook.domain.limitation.facts import RECEIVED, Outcome, Proof
from casebook.domain.limitation.facts import Insolvency as InsolvencyEvent
from casebook.domain.vat.parts import Treatment
from casebook.exchange import parties
from casebook.exchange.history import placements, plans, securities
from casebook.exchange.history.row import Row
from casebook.exchange.limitation import CIVIL
from casebook.exchange.sheets.cells import LONGEST_NOTE
from casebook.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class HistoryKind:
    """A kind of history: the fields that must have a column, the others, and how a row becomes a record."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    build: Callable[[Row], Record]

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field, the creditor among them: a profile may name one for the whole file instead."""
        return ("creditor", *self.required, *self.optional)


def _event(row: Row) -> HistoryEvent:
    cells, outcomes = row.cells, [outcome.value for outcome in Outcome]
    claim, debtor = row.subject()
    # An insolvency has a kind of history of its own, which also keeps its number.
    facts = {
        "kind": cells.word("kind", [*row.rules.acts[CIVIL], "extension"]),
        "on": cells.optional_day("on"),
        "received_on": cells.optional_day("received_on"),
        "proof": cells.optional_word("proof", [proof.value for proof in Proof]),
        "outcome": cells.optional_word("outcome", outcomes),
        "ended_on": cells.optional_day("ended_on"),
        "followed_up_on": cells.optional_day("followed_up_on"),
        "follow_up_outcome": cells.optional_word("follow_up_outcome", outcomes),
        "ground": cells.optional_word("ground", list(row.rules.extension)),
        "from": cells.optional_day("from"),
        "until": cells.optional_day("until"),
    }
    if facts["received_on"] and facts["kind"] not in RECEIVED:
        raise cells.wrong("received_on", "import.row.received_on")
    needed = "ground" if facts["kind"] == "extension" else "on"
    if facts[needed] is None:
        raise cells.missing(needed)
    return HistoryEvent(
        row.line,
        claim,
        debtor,
        row.event(facts),
        cells.optional_word("proof_grade", parties.PROOF_GRADES),
        cells.optional_text("note", LONGEST_NOTE),
    )


def _payment(row: Row) -> HistoryPayment:
    cells = row.cells
    claim, debtor = row.subject()
    return HistoryPayment(
        row.line,
        claim,
        debtor,
        cells.day("on"),
        cells.payment("amount"),
        cells.texts("designation"),
        cells.optional_text("reference"),
        cells.optional_text("payer_name"),
        cells.optional_text("iban"),
        cells.optional_word("source", parties.PAYMENT_SOURCES),
    )


def _party(row: Row) -> Party:
    cells = row.cells
    return Party(
        row.line,
        row.debtor(),
        cells.optional_word("kind", parties.PARTY_KINDS),
        cells.text("name"),
        cells.optional_text("kvk"),
        cells.optional_text("btw_id"),
        cells.optional_text("rsin"),
        cells.optional_day("birth_date"),
        cells.optional_day("died_on"),
        cells.optional_text("email"),
        cells.optional_text("phone"),
        cells.optional_word("language", LANGUAGES),
        _address(row),
        _relation(row),
    )


def _address(row: Row) -> Address | None:
    cells = row.cells
    lines = ("street", "house_number", "postcode", "city", "country")
    street, house_number, postcode, city, country = written = [cells.optional_text(name) for name in lines]
    status = cells.optional_word("address_status", parties.ADDRESS_STATUSES)
    row.in_order("address_from", "address_until")
    since, until = cells.optional_day("address_from"), cells.optional_day("address_until")
    if not any(written):
        if status or since or until:
            raise cells.missing("street")
        return None
    return Address(street, house_number, postcode, city, country, status, since, until)


def _relation(row: Row) -> Relation | None:
    cells = row.cells
    kind = cells.optional_word("relation", parties.RELATIONS)
    to = cells.optional_text("relation_to")
    role = cells.optional_word("role", parties.ROLES)
    if kind is None and to is None:
        if role:
            raise cells.missing("relation")
        return None
    if kind is None or to is None:
        raise cells.missing("relation_to" if kind else "relation")
    if (kind == "representative") != (role is not None):
        raise cells.wrong("role", "import.row.role")
    if to == cells.optional_text("debtor_number"):
        raise cells.wrong("relation_to", "import.row.relation_to_self")
    row.in_order("relation_from", "relation_until")
    return Relation(
        DebtorRef(row.creditor, to),
        kind,
        role,
        cells.optional_day("relation_from"),
        cells.optional_day("relation_until"),
        cells.optional_amount("maximum"),
        cells.optional_percent("share"),
    )


def _contact(row: Row) -> Contact:
    cells = row.cells
    return Contact(
        row.line,
        row.debtor(),
        cells.day("on"),
        cells.word("channel", parties.CHANNELS),
        cells.optional_word("direction", parties.DIRECTIONS),
        cells.optional_word("outcome", parties.CONTACT_OUTCOMES),
        cells.optional_text("text", LONGEST_NOTE),
    )


def _title(row: Row) -> Title:
    cells = row.cells
    for later in ("served_on", "final_on"):
        row.in_order("judged_on", later)
    return Title(
        row.line,
        row.claims(),
        row.optional_debtor(),
        cells.optional_text("court"),
        cells.optional_text("number"),
        cells.day("judged_on"),
        cells.optional_day("served_on"),
        cells.optional_day("final_on"),
        cells.optional_amount("principal"),
        cells.optional_amount("costs"),
    )


def _insolvency(row: Row) -> Insolvency:
    cells = row.cells
    regimes = next(iter(row.rules.insolvency.values()))
    period = row.event(
        {
            "kind": "insolvency",
            "regime": cells.word("regime", list(regimes)),
            "from": cells.day("from"),
            "until": cells.optional_day("until"),
            "clean_slate": cells.optional_flag("clean_slate"),
            "proof": cells.optional_word("proof", [proof.value for proof in Proof]),
        }
    )
    assert isinstance(period, InsolvencyEvent)
    return Insolvency(row.line, row.debtor(), period, cells.optional_text("number"), cells.optional_text("trustee"))


def _assignment(row: Row) -> Assignment:
    cells = row.cells
    claim, to = row.claim(), cells.text("to_creditor")
    if claim is None:
        raise cells.missing("invoice_number")
    if to == row.creditor:
        raise cells.wrong("to_creditor", "import.row.same_creditor")
    row.in_order("on", "notified_on")
    return Assignment(row.line, claim, to, cells.day("on"), cells.optional_day("notified_on"))


_PERIOD = re.compile(r"(\d{4})-(?:(\d{2})|[QqKk]([1-4]))")
_MONTHS_OF_QUARTER = 3


def _vat(row: Row) -> HistoryVat:
    cells = row.cells
    claim = row.claim()
    if claim is None:
        raise cells.missing("invoice_number")
    percent, gross, vat = cells.optional_percent("rate"), cells.optional_amount("gross"), cells.optional_amount("vat")
    treatment = cells.optional_word("treatment", [one.value for one in Treatment])
    refunded_in, refunded = _period(row), cells.optional_amount("refunded")
    if gross is None and not (treatment is None and percent is None and vat is None):
        raise cells.missing("gross")
    if refunded_in is None and (refunded is not None or gross is None):
        raise cells.missing("refunded_in")
    return HistoryVat(row.line, claim, treatment, percent, gross, vat, refunded_in, refunded)


def _period(row: Row) -> date | None:
    """Return a day in the period of a return: 2025-08, 2025-Q3, or the day itself."""
    text = row.cells.optional_text("refunded_in")
    found = None if text is None else _PERIOD.fullmatch(text.strip())
    if found is None:
        return row.cells.optional_day("refunded_in")
    year, month, quarter = found.groups()
    try:
        return date(int(year), int(month) if month else (int(quarter) - 1) * _MONTHS_OF_QUARTER + 1, 1)
    except ValueError:
        raise row.cells.wrong("refunded_in", "import.row.period") from None


KINDS: Mapping[str, HistoryKind] = {
    "events": HistoryKind(
        required=("kind",),
        optional=(
            "debtor_number",
            "invoice_number",
            "on",
            "received_on",
            "proof",
            "proof_grade",
            "outcome",
            "ended_on",
            "followed_up_on",
            "follow_up_outcome",
            "ground",
            "from",
            "until",
            "note",
        ),
        build=_event,
    ),
    "payments": HistoryKind(
        required=("on", "amount"),
        optional=(
            "debtor_number",
            "invoice_number",
            "currency",
            "designation",
            "reference",
            "payer_name",
            "iban",
            "source",
        ),
        build=_payment,
    ),
    "parties": HistoryKind(
        required=("debtor_number", "name"),
        optional=(
            "kind",
            "kvk",
            "btw_id",
            "rsin",
            "birth_date",
            "died_on",
            "email",
            "phone",
            "language",
            "street",
            "house_number",
            "postcode",
            "city",
            "country",
            "address_status",
            "address_from",
            "address_until",
            "relation",
            "relation_to",
            "role",
            "relation_from",
            "relation_until",
            "maximum",
            "share",
        ),
        build=_party,
    ),
    "contacts": HistoryKind(
        required=("debtor_number", "on", "channel"),
        optional=("direction", "outcome", "text"),
        build=_contact,
    ),
    "titles": HistoryKind(
        required=("invoice_numbers", "judged_on"),
        optional=("debtor_number", "court", "number", "served_on", "final_on", "principal", "costs", "currency"),
        build=_title,
    ),
    "insolvencies": HistoryKind(
        required=("debtor_number", "regime", "from"),
        optional=("until", "clean_slate", "proof", "number", "trustee"),
        build=_insolvency,
    ),
    "assignments": HistoryKind(
        required=("invoice_number", "to_creditor", "on"),
        optional=("notified_on",),
        build=_assignment,
    ),
    "plans": HistoryKind(
        required=("invoice_numbers", "agreed_on", "rhythm", "first_on"),
        optional=("debtor_number", "total", "amount", "terms", "last_on", "interest", "remission", "currency", "note"),
        build=plans.build,
    ),
    "securities": HistoryKind(
        required=("debtor_number", "kind", "name"),
        optional=(
            "invoice_numbers",
            "value",
            "valued_on",
            "haircut",
            "rank",
            "with_interest",
            "since",
            "expires_on",
            "invoked_on",
            "currency",
            "note",
        ),
        build=securities.build,
    ),
    "placements": HistoryKind(
        required=("debtor_number", "invoice_numbers", "agency", "sent_on"),
        optional=("agency_kind", "guard", "reference", "reported_on", "ended_on", "close_code", "note"),
        build=placements.build,
    ),
    "vat": HistoryKind(
        required=("invoice_number",),
        optional=("treatment", "rate", "gross", "vat", "refunded_in", "refunded", "currency"),
        build=_vat,
    ),
}
