"""What the work on each case cost, as far as it is recorded: agencies, court, bailiff, contacts and letters."""

from datetime import date
from typing import NamedTuple

from casebook.domain.money import Cents
from casebook.store.database import Database
from casebook.store.fee_sums import AGREED, COUNTED, NO_COURT_FEE
from casebook.store.rows import rows


class CostRow(NamedTuple):
    """A case: contacts and letters by number, costs by amount, what came in, and what is open."""

    case_id: int
    number: str
    debtor: str
    contacts: int
    letters: int
    agency: Cents
    court: Cents
    enforcement: Cents
    received: Cents

    def hours(self, contact_minutes: int, letter_minutes: int, hour: Cents) -> Cents | None:
        """Return what the work cost by the settings of the house, None where it did not say what an hour costs."""
        if not hour or not (contact_minutes or letter_minutes):
            return None
        return Cents((self.contacts * contact_minutes + self.letters * letter_minutes) * hour // 60)

    @property
    def recorded(self) -> Cents:
        """The costs that are recorded as amounts."""
        return Cents(self.agency + self.court + self.enforcement)


class _Case(NamedTuple):
    case_id: int
    number: str
    debtor: str


class _Count(NamedTuple):
    case_id: int
    number: int


_CASES = "SELECT c.id, c.number, p.name FROM cases c JOIN party p ON p.id = c.debtor_id ORDER BY c.number"
_CONTACTS = "SELECT case_id, count(*) FROM contact WHERE on_day BETWEEN ? AND ? GROUP BY case_id"
_LETTERS = """
    SELECT l.case_id, count(*) FROM letter l JOIN dispatch d ON d.letter_id = l.id
    WHERE d.sent_on BETWEEN ? AND ? GROUP BY l.case_id
"""
# What an agency kept of what it passed on, asked by invoice, and is due for a recall.
_AGENCY = f"""
    SELECT case_id, CAST(sum(cents) AS BIGINT) FROM (
        SELECT m.case_id, g.on_day, g.fee_cents AS cents
        FROM placement m JOIN agency_money g ON g.placement_id = m.id JOIN bank_use u ON u.id = g.use_id
        WHERE u.undone_on IS NULL
        UNION ALL SELECT m.case_id, i.on_day, {COUNTED} FROM placement m JOIN fee_invoice i ON i.placement_id = m.id
        UNION ALL SELECT m.case_id, e.on_day, e.cents FROM placement m JOIN placement_event e ON e.placement_id = m.id
        WHERE {AGREED}
    ) AS cost WHERE on_day BETWEEN ? AND ? GROUP BY case_id
"""  # noqa: S608 our own text
_CHARGED = """
    SELECT k.case_id, CAST(sum(l.cents) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE l.component = '{component}' AND COALESCE(u.kind, l.kind) = 'charge' AND l.on_day BETWEEN ? AND ? AND {but}
    GROUP BY k.case_id
"""
_COURT = """
    SELECT case_id, CAST(sum(court_fee_cents) AS BIGINT) FROM proceeding WHERE court_fee_on BETWEEN ? AND ?
    GROUP BY case_id
"""
# Of each measure what the debtor was not charged with.
_MEASURES = """
    SELECT case_id, CAST(sum(cost_cents - charged_cents) AS BIGINT) FROM measure
    WHERE COALESCE(outcome_on, on_day) BETWEEN ? AND ? GROUP BY case_id
"""
_RECEIVED = """
    SELECT k.case_id, CAST(-sum(l.cents) AS BIGINT) FROM claim k JOIN ledger_entry l ON l.claim_id = k.id
    LEFT JOIN ledger_entry u ON u.id = l.reverses_id
    WHERE COALESCE(u.kind, l.kind) = 'payment' AND l.on_day BETWEEN ? AND ? GROUP BY k.case_id
"""


def costs(database: Database, since: date, until: date) -> list[CostRow]:
    """Return the cases on which something was done or received in a period, by their numbers."""
    with database.snapshot():
        cases = rows(database, _CASES, _Case)
        court = _CHARGED.format(component="court_costs", but=NO_COURT_FEE)
        enforcement = _CHARGED.format(component="enforcement_costs", but="1 = 1")
        queries = (_CONTACTS, _LETTERS, _AGENCY, _COURT, court, enforcement, _MEASURES, _RECEIVED)
        counts = [
            {row.case_id: row.number for row in rows(database, query, _Count, (since, until))} for query in queries
        ]
    found = []
    for case in cases:
        contacts, letters, *amounts = (count.get(case.case_id, 0) for count in counts)
        agency, fee, of_court, charged, borne, received = (Cents(one) for one in amounts)
        row = CostRow(*case, contacts, letters, agency, Cents(fee + of_court), Cents(charged + borne), received)
        if any(row[3:]):
            found.append(row)
    return found
